"""An independent reading of built pages, for tests: the standard library's parser, no code of ours."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup "
    "time u var wbr".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class PageFacts:
    """What a test wants to know of a page."""

    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, attribute, target."""
    ids: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    articles: list[dict[str, str | None]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    """The text of each block of the article."""
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self.inside = 0
        self.silent = 0
        self.block: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("href", "src", "action"):
            if values.get(name) is not None:
                self.facts.links.append((tag, name, values[name] or ""))
        if values.get("id"):
            self.facts.ids.append(values["id"] or "")
        if tag == "meta" and values.get("name"):
            self.facts.metas[values["name"] or ""] = values.get("content") or ""
        if tag == "article":
            self.facts.articles.append(values)
            self.inside += 1
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.facts.headings.append(tag)
        if tag in ("script", "style", "template"):
            self.silent += 1
        if tag not in INLINE:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.flush()
        if tag in ("script", "style", "template"):
            self.silent -= 1
        if tag == "article":
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.facts.text += data
            if self.inside:
                self.block.append(data)

    def flush(self) -> None:
        text = "".join("".join(self.block).split())
        if text:
            self.facts.blocks.append(text)
        self.block = []


def read(html: str) -> PageFacts:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts


def han_runs(block: str) -> list[str]:
    """The runs of Han characters of a block."""
    runs, run = [], ""
    for sign in block + "。":
        if unicodedata.name(sign, "").startswith("CJK UNIFIED"):
            run += sign
        else:
            runs += [run] if run else []
            run = ""
    return runs
