"""PowerPoint: the texts of slides, notes and comments, and slides that are hidden."""

from __future__ import annotations

import re

from ..diagnostics import Text
from .archive import Archive
from .facts import Look
from .xml import events

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_NOTES = re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml")
_COMMENTS = re.compile(r"ppt/comments/[^/]+\.xml")
_MASTERS = re.compile(r"ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/[^/]+\.xml")


def read(archive: Archive, look: Look) -> None:
    """Note the texts and flaws of a presentation."""
    for name in archive.names:
        if found := _SLIDE.fullmatch(name):
            where = Text(f"第{found[1]}张幻灯片", f"slide {found[1]}")
            text, hidden, _ = _texts(archive.read(name))
            look.text(where, text)
            if hidden:
                look.flaw("hidden", Text("隐藏的幻灯片", "a hidden slide"), where)
        elif found := _NOTES.fullmatch(name):
            where = Text(f"第{found[1]}份备注", f"notes {found[1]}")
            text, _, own = _texts(archive.read(name))
            look.text(where, text)
            if own:
                look.flaw("comment", Text("演讲者备注", "notes of the speaker"), where)
        elif _COMMENTS.fullmatch(name):
            where = Text("批注", "a comment")
            text, _, _ = _texts(archive.read(name))
            look.text(where, text)
            look.flaw("comment", Text("批注", "comments"))
        elif _MASTERS.fullmatch(name):
            text, _, _ = _texts(archive.read(name))
            look.text(Text("幻灯片母版", "a slide master"), text)


def _texts(data: bytes) -> tuple[str, bool, bool]:
    """The text of a part, whether it is hidden, and whether its body says anything."""
    said: list[str] = []
    hidden = own = False
    placeholder = ""
    for tag, given, text in events(data):
        if given is not None:
            if tag == "sld":
                hidden = given.get("show") in ("0", "false")
            elif tag == "sp":
                placeholder = ""
            elif tag == "ph":
                placeholder = given.get("type", "body")
        elif tag in ("t", "text"):
            said.append(text)
            own = own or (placeholder == "body" and bool(text.strip()))
        elif tag in ("p", "br", "cm"):
            said.append("\n")
        elif tag == "tc":
            said.append(" | ")
    return "".join(said), hidden, own
