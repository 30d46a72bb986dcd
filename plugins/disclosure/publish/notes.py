"""What a release remembers of its parts, so that the next one makes only the pages that change.

A part is an agency's folder, or some of the pages that belong to no agency. All that is remembered
is public: it is about files that stand in the site.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ..search import Entry
from ..search.fields import Fields
from ..store import digest_of

Question = tuple[str, str]
"""What `View.ask` was asked."""


class FileNote(NamedTuple):
    """A file of the site as it was written."""

    address: str
    """Relative to the site root."""
    made_of: str
    """A digest of what it was made of; equal digests give equal files. Empty: not known."""
    digest: str
    """Of its bytes."""
    size: int
    changed: int
    """Its time of change, in nanoseconds since 1970."""


class PageNote(NamedTuple):
    """A page of the site, and what else of the city it depends on."""

    file: FileNote
    modified: str | None
    """When what it says last changed, ISO 8601 without a zone (+08:00)."""
    listed: bool
    """Whether it is a destination: search engines are led there."""
    searched: bool
    links: tuple[str, ...]
    """Where its article leads, outside its own part or to a part of a page: `path#part`."""
    desks: tuple[str, ...]
    """Other agencies of which it shows what stands in their frames."""
    asked: tuple[tuple[Question, str | None], ...]
    """What it asked about single things, and the answers."""


@dataclass(frozen=True)
class Notes:
    """What is remembered of the files of a part."""

    pages: Mapping[str, PageNote] = field(default_factory=dict)
    files: Mapping[str, FileNote] = field(default_factory=dict)
    """Attachments and feeds."""

    @cached_property
    def searched(self) -> set[str]:
        """The pages whose text is found by the search."""
        return {address for address, page in self.pages.items() if page.searched}


LISTED, SEARCHED = 1, 2


class Summary(NamedTuple):
    """What must be known of a part to take all of it over, or to speak of it.

    Columns instead of rows: a city has 90,000 files, of most of which nobody asks anything.
    """

    gate: str
    """A digest of all that its pages are made of, but for what they show of other agencies."""
    desks: Sequence[tuple[str, str]]
    """Agencies of which its pages show what stands in their frames, with digests of these."""
    asked: Sequence[tuple[Question, str | None]]
    addresses: str
    """Of every file, pages first, with NUL between them."""
    facts: bytes
    """Size and time of change of each file: two numbers of 64 bits."""
    moments: str
    """When each page last changed, nothing where that is not known, with NUL in between."""
    flags: bytes
    """Of every page: LISTED and SEARCHED, added."""
    anchors: Mapping[str, str]
    """Where its pages lead to a part of a page (`path#part`), each with one of these pages."""
    digest: str
    """Of the bytes of all its pages."""

    @property
    def files(self) -> list[tuple[str, int, int]]:
        """Address, size and time of change of every file, pages first."""
        facts = array("q", self.facts)
        return list(zip(self.addresses.split("\0"), facts[::2], facts[1::2], strict=False))

    @property
    def pages(self) -> list[tuple[str, str, bool, bool]]:
        """Address, when it last changed or nothing, whether it is listed, whether it is searched."""
        rows = zip(self.addresses.split("\0"), self.moments.split("\0"), self.flags, strict=False)
        return [(address, at, bool(f & LISTED), bool(f & SEARCHED)) for address, at, f in rows]

    @property
    def searched(self) -> int:
        """How many pages are searched."""
        return self.flags.count(SEARCHED) + self.flags.count(LISTED | SEARCHED)


def summary_of(notes: Notes, gate: str, frames: Mapping[str, str]) -> Summary:
    """What must be known of a part; `frames` has a digest for each agency."""
    pages = sorted(notes.pages.values())
    files = [page.file for page in pages] + sorted(notes.files.values())
    asked = {question: answer for page in pages for question, answer in page.asked}
    return Summary(
        gate,
        [
            (name, frames.get(name, ""))
            for name in sorted({n for page in pages for n in page.desks})
        ],
        sorted(asked.items()),
        "\0".join(file.address for file in files),
        array("q", [fact for file in files for fact in (file.size, file.changed)]).tobytes(),
        "\0".join(page.modified or "" for page in pages),
        bytes(LISTED * page.listed + SEARCHED * page.searched for page in pages),
        {link: page for link, page in links_of(notes.pages.values()).items() if "#" in link},
        digest_of([(page.file.address, page.file.digest) for page in pages]),
    )


def links_of(pages: Iterable[PageNote]) -> dict[str, str]:
    """Where pages lead outside their part, each with one of them."""
    return {target: page.file.address for page in pages for target in page.links}


def packed_notes(notes: Notes) -> tuple[object, ...]:
    """Notes as texts, numbers and tuples, for the store."""
    pages = [(tuple(page.file), *page[1:]) for page in notes.pages.values()]
    return pages, [tuple(file) for file in notes.files.values()]


def unpacked_notes(values: Any) -> Notes:
    """The notes that `packed_notes` made these values of; none of None."""
    if values is None:
        return Notes()
    return notes_of(
        (PageNote(FileNote._make(file), *rest) for file, *rest in values[0]),
        (FileNote._make(file) for file in values[1]),
    )


def notes_of(pages: Iterable[PageNote], files: Iterable[FileNote]) -> Notes:
    """Notes of these pages and other files."""
    return Notes(
        {page.file.address: page for page in pages}, {file.address: file for file in files}
    )


def packed_entry(entry: Entry) -> tuple[object, ...]:
    """What the search is told of a page, for the store; the address comes first."""
    f = entry.fields
    fields = (f.text, f.number, f.folded)
    return entry.address, entry.title, entry.numbers, dict(entry.facts), fields, entry.reading


def unpacked_entry(values: Any) -> Entry:
    """The entry that `packed_entry` made these values of."""
    address, title, numbers, facts, fields, reading = values
    return Entry(address, title, numbers, facts, Fields(*fields), reading)
