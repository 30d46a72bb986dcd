"""Word documents: every text in them with its paragraph, also what is hidden, deleted or a comment."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..diagnostics import Text
from .archive import Archive
from .facts import Locate, Look
from .xml import events

_PARTS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"word/document\.xml"), Text("正文", "the text")),
    (re.compile(r"word/header\d*\.xml"), Text("页眉", "the header")),
    (re.compile(r"word/footer\d*\.xml"), Text("页脚", "the footer")),
    (re.compile(r"word/footnotes\.xml"), Text("脚注", "the footnotes")),
    (re.compile(r"word/endnotes\.xml"), Text("尾注", "the endnotes")),
    (re.compile(r"word/comments\.xml"), Text("批注", "the comments")),
    (re.compile(r"word/glossary/document\.xml"), Text("构建基块", "the building blocks")),
)
_TRACKED = frozenset(
    "ins del moveFrom moveTo rPrChange pPrChange tblPrChange trPrChange tcPrChange sectPrChange "
    "numberingChange cellIns cellDel".split()
)
_SAID = frozenset(("t", "delText", "instrText", "delInstrText"))


def read(archive: Archive, look: Look) -> None:
    """Note the texts and flaws of a Word document."""
    for name in archive.names:
        where = next((where for part, where in _PARTS if part.fullmatch(name)), None)
        if where:
            _part(archive.read(name), look, where)


def _part(data: bytes, look: Look, where: Text) -> None:
    said: list[str] = []
    starts: list[int] = []
    length, paragraph = 0, 1
    tables: list[int] = []
    comments = hidden = 0
    run_hidden = False

    def say(text: str) -> None:
        nonlocal length
        said.append(text)
        length += len(text)

    for tag, given, text in events(data):
        if given is None:
            if tag in _SAID:
                say(text)
                hidden += run_hidden and bool(text.strip())
            elif tag in ("tab", "br", "cr"):
                say("\t" if tag == "tab" else "\n")
            elif tag == "p":
                # The cells of a row stand in one line, so that a label and its value do.
                say(" | " if tables else "\n")
                starts.append(length)
                paragraph += 1
            elif tag == "tr":
                say("\n")
            elif tag == "tbl" and tables:
                tables.pop()
            elif tag == "r":
                run_hidden = False
        elif tag == "tbl":
            tables.append(paragraph)
        elif tag in ("vanish", "webHidden") and given.get("val", "1") not in ("0", "false"):
            run_hidden = run_hidden or tag == "vanish"
        elif tag in _TRACKED and "author" in given:
            look.flaw("tracked", Text("修订记录", "tracked changes"), _paragraph(where, paragraph))
        elif tag == "comment":
            comments += 1
    if comments:
        look.flaw("comment", Text(f"批注{comments}条", f"{comments} comments"))
    if hidden:
        look.flaw("hidden", Text("隐藏文字", "hidden text"), where)
    look.text(where, "".join(said), _find(starts, where))


def _paragraph(where: Text, number: int) -> Text:
    return Text(f"{where.zh}第{number}段", f"paragraph {number} of {where.en}")


def _find(starts: list[int], where: Text) -> Locate:
    return lambda offset: _paragraph(where, bisect_right(starts, offset) + 1)
