"""Whether two sites say the same: texts, titles, metas, links and JSON-LD of their pages.

Read by the standard library's HTML parser, without any code of ours. White space does not count,
nor does the order of metas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote


@dataclass
class Said:
    """What a page says."""

    text: str = ""
    """All text of the body, without white space."""
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    """Targets of links, style sheets and scripts, in their order."""
    linked: list[object] = field(default_factory=list)
    """The JSON-LD objects."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said = Said()
        self.inside = ""
        self.data = False
        self.raw = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("title", "script", "style"):
            self.inside = tag
            self.data = values.get("type") == "application/ld+json"
        if tag == "meta":
            name = values.get("name") or values.get("property") or values.get("http-equiv") or ""
            self.said.metas[name] = values.get("content") or ""
        target = values.get("href") or values.get("src")
        if target:
            self.said.links.append(unquote(target))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.data:
            self.said.linked.append(json.loads(self.raw))
        if tag == self.inside:
            self.inside, self.raw = "", ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.said.title += data.strip()
        elif self.inside:
            self.raw += data
        else:
            self.said.text += "".join(data.split())


def read(html: str) -> Said:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.said.metas = {
        name: "".join(content.split()) for name, content in reader.said.metas.items()
    }
    return reader.said


def compare(expected: Path, made: Path) -> Mapping[str, Sequence[str]]:
    """The pages of `expected` whose counterpart in `made` differs: which, and in which respects."""
    differing: dict[str, list[str]] = {}
    for path in sorted(expected.rglob("*.html")):
        address = path.relative_to(expected).as_posix()
        if not (made / address).is_file():
            differing[address] = ["absent"]
            continue
        ours, theirs = read(path.read_text("utf-8")), read((made / address).read_text("utf-8"))
        parts = [name for name in vars(ours) if getattr(ours, name) != getattr(theirs, name)]
        if parts:
            differing[address] = parts
    return differing
