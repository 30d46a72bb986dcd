"""The proof that an index on disk is the index of these pages.

It asks what a reader would: does each title, each 文号 and each 索引号, typed as printed, find its
page? And what no sample of questions can: is every page's text there, token by token? Questions are
answered as the search page does (`rowsOf` in `search-core.js`), from what the engine read back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Text
from .entries import Entry
from .errors import SearchError
from .fields import Fields, Held
from .text import BREAK, terms

_NAMED = 20
"""How many losses an error names."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A title or number, the row it must find, and its terms."""

    row: int
    what: Text
    words: str
    terms: tuple[str, ...]


def prove(pages: Sequence[Entry], held: Sequence[Held]) -> None:
    """Raise SearchError, naming what is lost, unless the index holds exactly these pages.

    Both are in the order of the rows. Takes time in proportion to the text.
    """
    absent = [Held("", Fields())] * (len(pages) - len(held))
    there = [*held, *absent][: len(pages)]
    lost: dict[int, list[Text]] = defaultdict(list)
    for question in _unanswered(_questions(pages, there), [each.fields for each in there]):
        lost[question.row].append(question.what.format(words=question.words))
    for row, (page, found) in enumerate(zip(pages, there, strict=True)):
        if found.address != page.address:
            lost[row] = [_ASTRAY.format(other=found.address) if found.address else _ABSENT]
        elif found.fields != page.fields and row not in lost:
            lost[row] = [_DIFFERENT]
    losses = [
        Text("{address}：{what}", "{address}: {what}").format(address=pages[row].address, what=what)
        for row in sorted(lost)
        for what in lost[row]
    ]
    losses += [_TOO_MUCH.format(address=each.address) for each in held[len(pages) :]]
    if losses:
        raise _error(losses)


_ABSENT = Text("索引中没有这一页", "is not in the index")
_ASTRAY = Text("检索到的是另一页 {other}", "its hits lead to {other}")
_DIFFERENT = Text("索引中的文字与网页不同", "the indexed text is not that of the page")
_TOO_MUCH = Text("{address}：索引中多出的页面", "{address}: should not be in the index")
_TITLE = Text("用标题“{words}”查不到", "not found by its title '{words}'")
_NUMBER = Text("用编号“{words}”查不到", "not found by its number '{words}'")


def _error(losses: Sequence[Text]) -> SearchError:
    more = len(losses) - _NAMED
    rest = Text("\n  另有 {more} 处", "\n  and {more} more").format(more=more)
    return SearchError(
        Text(
            "检索索引没有通过核对，共 {count} 处：\n  {shown}{rest}",
            "the search index does not prove itself ({count}):\n  {shown}{rest}",
        ).format(
            count=len(losses),
            shown=Text(
                "\n  ".join(each.zh for each in losses[:_NAMED]),
                "\n  ".join(each.en for each in losses[:_NAMED]),
            ),
            rest=rest if more > 0 else "",
        )
    )


def _questions(pages: Sequence[Entry], held: Sequence[Held]) -> list[_Question]:
    """What each page must be found by, where its own text does not answer it at once.

    A page without a title is not asked for one.
    """
    asked = []
    for row, (page, own) in enumerate(zip(pages, held, strict=True)):
        for place, words in enumerate((page.title, *page.numbers)):
            found = terms(words)
            if not (found and all(term in own.fields.text for term in found)) and (words or place):
                asked.append(_Question(row, _NUMBER if place else _TITLE, words, tuple(found)))
    return asked


def _unanswered(questions: Sequence[_Question], held: Sequence[Fields]) -> Iterator[_Question]:
    """The questions that do not find their page; one without any term finds nothing."""
    open_phrases = {
        term
        for question in questions
        for term in question.terms
        if BREAK in term and term not in held[question.row].text
    }
    elsewhere = _anywhere(open_phrases, [each.text for each in held])
    numbers = "".join(each.number for each in held)

    def finds(term: str, page: Fields) -> bool:
        if term in page.text:
            return True
        if term in elsewhere:
            return False  # the phrase has hits, so nothing looser is tried
        normal = term.replace(BREAK, "")
        if normal in page.number:
            return True
        if BREAK not in term or normal in numbers:
            return False
        return all(part in page.text or part in page.number for part in term.split(BREAK))

    for question in questions:
        page = held[question.row]
        if not question.terms or not all(finds(term, page) for term in question.terms):
            yield question


def _anywhere(phrases: set[str], texts: Sequence[str]) -> set[str]:
    """Which of these phrases, each with a BREAK in it, are in any text.

    Looked up by the place and length around each BREAK: one pass over the texts for all phrases.
    """
    shapes: dict[tuple[int, int], set[str]] = defaultdict(set)
    for phrase in phrases:
        shapes[phrase.index(BREAK), len(phrase)].add(phrase)
    found: set[str] = set()
    for text in texts if shapes else ():
        at = text.find(BREAK)
        while at >= 0:
            for (before, length), wanted in shapes.items():
                piece = text[max(at - before, 0) : at - before + length]
                if piece in wanted:
                    found.add(piece)
            at = text.find(BREAK, at + 1)
    return found
