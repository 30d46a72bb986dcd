"""What comes in: the pages that are searched, and what is indexed of each.

`entry_of` does all that is done page by page, in whatever process has the page at hand; an Entry is
small, so that it costs little on its way to the one that writes the index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from .fields import Fields, fields_of
from .pinyin import reading

_NONE: Mapping[str, str] = MappingProxyType({})
FACETS = ("agency", "category", "form", "rhythm", "year", "kind", "validity")
"""The facts that a search can be narrowed by."""


@dataclass(frozen=True)
class SearchPage:
    """One page that is searched."""

    address: str
    """Relative to the site's root: `finance-bureau/final-accounts.html`."""
    title: str
    article: str = field(repr=False)
    """Inner HTML of the page's one `<article data-searched>`."""
    numbers: tuple[str, ...] = ()
    """文号 and 索引号 as printed."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The facets, `date` and `document_number`; several values of one stand between `|`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one page; all but the fields is as in SearchPage."""

    address: str
    title: str
    numbers: tuple[str, ...]
    facts: Mapping[str, str]
    fields: Fields
    reading: str
    """The title read aloud (`pinyin.reading`)."""


def entry_of(page: SearchPage, readings: Mapping[str, str] = _NONE) -> Entry:
    """What is indexed of a page. `readings` has titles whose reading is known."""
    fields = fields_of(page.article, page.numbers)
    facts = dict(page.facts)
    aloud = readings.get(page.title) or reading(page.title)
    return Entry(page.address, page.title, page.numbers, facts, fields, aloud)


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in the order of the rows: newest first, by address within a date."""
    return sorted(sorted(entries, key=lambda each: each.address), key=_date, reverse=True)


def _date(entry: Entry) -> tuple[int, ...]:
    return date_key(entry.facts.get("date", ""))


@cache
def date_key(date: str) -> tuple[int, ...]:
    """A key that sorts by date however the date is written; pages without one are the oldest."""
    return tuple(map(int, re.findall("[0-9]+", date)))
