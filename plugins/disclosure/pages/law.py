"""The regulation article by article, and the anchors that citations lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.catalogue import Pack
from ..model.pack import Practice

_MARK = re.compile(r"(?=[(（][一二三四五六七八九十]{1,4}[)）])")
_WIDTH = str.maketrans("（）", "()", " \u3000")
_ORDER = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Piece:
    """A stretch of an article's text; an item of an enumeration has an anchor."""

    anchor: str | None
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article; `anchor` is None where its one piece has its own."""

    anchor: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ArticleText:
    """An article as the page sets it."""

    number: int
    anchor: str
    cited: str
    lead: str
    """How the article's own text begins: 第二条."""
    paragraphs: tuple[Paragraph, ...]
    practice: tuple[Practice, ...]


def law_address(pack: Pack, primary: bool) -> str:
    """The page of a regulation; the primary one stands at the folder's head."""
    return "law/index.html" if primary else f"law/{pack.id}.html"


def anchor(citation: str) -> str:
    """`7(10)` is `article-7-10`, `10.2` is `article-10-p2`, `12.1(4)` is `article-12-4`."""
    article, _, item = citation.partition("(")
    number, _, paragraph = article.partition(".")
    if item:
        return f"article-{number}-{item.rstrip(')')}"
    return f"article-{number}-p{paragraph}" if paragraph else f"article-{number}"


def articles(pack: Pack) -> tuple[ArticleText, ...]:
    """The articles with anchors on their paragraphs and enumerated items."""
    return tuple(
        ArticleText(
            article.number,
            f"article-{article.number}",
            pack.cite(str(article.number)),
            pack.cite(str(article.number)).removeprefix(pack.file.short_name),
            tuple(_paragraphs(article.number, article.paragraphs)),
            article.practice,
        )
        for article in pack.articles
    )


def cited_places(pack: Pack) -> Mapping[str, str]:
    """Every place of the regulation in official words -> its anchor."""
    places: dict[str, str] = {}
    for article in articles(pack):
        number = str(article.number)
        places[pack.cite(number)] = article.anchor
        count = 0
        for paragraph in article.paragraphs:
            if paragraph.anchor:
                count += 1
                places[pack.cite(f"{number}.{count}")] = paragraph.anchor
            for piece in paragraph.pieces:
                if piece.anchor:
                    item = piece.anchor.rpartition("-")[2]
                    for where in (number, f"{number}.{count}"):
                        places[pack.cite(f"{where}({item})")] = piece.anchor
    return {plain(words): place for words, place in places.items()}


def plain(words: str) -> str:
    """A citation without differences of width and spacing."""
    return words.translate(_WIDTH)


def _paragraphs(number: int, texts: tuple[str, ...]) -> Iterator[Paragraph]:
    count = 0
    for text in texts:
        pieces = tuple(_pieces(number, text))
        if pieces[0].anchor:
            yield Paragraph(None, pieces)
            continue
        count += 1
        yield Paragraph(f"article-{number}-p{count}", pieces)


def _pieces(number: int, text: str) -> Iterator[Piece]:
    for part in filter(None, _MARK.split(text)):
        numeral = re.match(r"[(（]([一二三四五六七八九十]+)", part)
        yield Piece(numeral and f"article-{number}-{_value(numeral[1])}", part)


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_ORDER.get(tens, 1) * 10 if ten else 0) + _ORDER.get(ones, 0)
