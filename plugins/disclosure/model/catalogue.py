"""The loaded catalogue: who keeps which items and records, and where each part was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..diagnostics import Span
from .agency import AgencyFile, GuideFile, Notice, RegisterFile
from .item import ItemEntry, RecordHead
from .pack import Article, Entry, PackFile
from .site import SiteFile

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a thing was written, down to each of its values."""

    file: str
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    base: Path = ()
    flawed: frozenset[Path] = frozenset()
    """Parts that already have a finding of their own and were left out."""
    kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict, repr=False)
    """For lists that lost parts: the original positions of those that stayed."""

    def at(self, *path: str | int) -> Span:
        """The place of a value; of the nearest thing around it when it is absent."""
        full = (*self.base, *self._original(path))
        while full not in self.values and len(full) > len(self.base):
            full = full[:-1]
        return Span(self.file, *self.values.get(full, (1, 1)))

    def key(self, *path: str | int) -> Span:
        """The place of a key; of its value's surroundings when it is absent."""
        full = (*self.base, *self._original(path))
        return Span(self.file, *self.keys[full]) if full in self.keys else self.at(*path)

    def sound(self, *path: str | int) -> bool:
        """Whether no finding has been made about this part yet."""
        full = self._original(path)
        return not any(
            flaw[: len(full)] == full or full[: len(flaw)] == flaw for flaw in self.flawed
        )

    def _original(self, path: Path) -> Path:
        full: Path = ()
        for part in path:
            kept = self.kept.get(full)
            full = (*full, kept[part] if kept and isinstance(part, int) else part)
        return full


@dataclass(frozen=True)
class Item:
    """A line of an agency's catalogue."""

    agency: str
    entry: ItemEntry
    place: Place = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Unique in the agency."""
        return self.entry.id


@dataclass(frozen=True)
class Record:
    """One thing disclosed: a file of `records/<year>/` or `services/`."""

    agency: str
    id: str
    head: RecordHead
    body: str = field(repr=False)
    body_line: int
    place: Place = field(repr=False, compare=False)
    year: int | None
    """The year of its folder; None for a service."""
    digest: str = ""
    """The approval hash of what the file holds now (`canonical.approval_hash`)."""


@dataclass(frozen=True)
class NoticeEntry:
    """A line of `notices.yml`."""

    notice: Notice
    place: Place = field(repr=False, compare=False)


@dataclass(frozen=True)
class Guide:
    """An agency's `guide.md`."""

    file: GuideFile
    body: str = field(repr=False)
    body_line: int
    place: Place = field(repr=False, compare=False)


@dataclass(frozen=True)
class Register:
    """A file of `registers/`."""

    file: RegisterFile
    year: str
    """The year in the file's name."""
    place: Place = field(repr=False, compare=False)


@dataclass(frozen=True)
class Asset:
    """A file under an agency's `files/`."""

    path: str
    """`files/…`, relative to the agency folder."""
    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Lost:
    """Something whose file could not be used, so that nothing else complains of its absence."""

    id: str
    category: str | None = None


@dataclass(frozen=True)
class Agency:
    """A disclosure obligor with everything in its folder."""

    id: str
    file: AgencyFile | None
    """None when `agency.yml` could not be used."""
    place: Place = field(repr=False, compare=False)
    items: tuple[Item, ...] = ()
    records: tuple[Record, ...] = ()
    notices: tuple[NoticeEntry, ...] = ()
    guide: Guide | None = None
    registers: tuple[Register, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    catalogue_place: Place = field(default=Place(""), repr=False, compare=False)
    gaps: frozenset[str] = frozenset()
    """File kinds that could not be read whole: `agency`, `catalogue`, `records`, `guide` …"""
    lost_items: tuple[Lost, ...] = ()
    lost_records: tuple[Lost, ...] = ()

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """The first item of each id."""
        return {item.id: item for item in reversed(self.items)}

    @cached_property
    def record_by_id(self) -> Mapping[str, Record]:
        """The first record or service of each id."""
        return {record.id: record for record in reversed(self.records)}

    def knows(self, thing: str) -> bool:
        """Whether an item, record or service of this id is or was here."""
        return (
            thing in self.item_by_id
            or thing in self.record_by_id
            or any(lost.id == thing for lost in (*self.lost_items, *self.lost_records))
        )


@dataclass(frozen=True)
class Pack:
    """A regulation with the place it was read from."""

    id: str
    file: PackFile
    articles: tuple[Article, ...]
    place: Place = field(repr=False, compare=False)

    @cached_property
    def _entries(self) -> Mapping[str, Mapping[str, Entry]]:
        names = ("categories", "forms", "exemptions", "rhythms", "stages", "record_kinds", "kinds")
        return {name: {entry.id: entry for entry in getattr(self.file, name)} for name in names}

    def entries(self, name: str) -> Mapping[str, Entry]:
        """The entries of `categories`, `forms`, `exemptions`, `rhythms`, `stages` … by id."""
        return self._entries[name]

    def cite(self, citation: str) -> str:
        """A citation in official words: `7(10)` is 条例第七条第(十)项."""
        style = self.file.citation
        article, _, rest = citation.partition("(")
        number, _, paragraph = article.partition(".")
        words = style.article.format(_numeral(number, style.numerals))
        if paragraph:
            words += style.paragraph.format(_numeral(paragraph, style.numerals))
        if rest:
            words += style.item.format(_numeral(rest.rstrip(")"), style.numerals))
        return self.file.short_name + words

    def basis(self, code: str) -> str:
        """The article that a rule rests on, or an empty text."""
        citation = self.file.bases.get(code)
        return self.cite(citation) if citation else ""


@dataclass(frozen=True)
class Prose:
    """A page of `catalogue/pages/`."""

    path: str
    """Relative to `pages/`, with `/`, ending in `.md`."""
    text: str = field(repr=False)
    file: str
    """As findings name it."""


@dataclass(frozen=True)
class Catalogue:
    """Everything that was read, as far as it could be used."""

    root: str
    """The name of the catalogue folder, the first part of every finding's file."""
    site: SiteFile
    site_place: Place = field(repr=False, compare=False)
    packs: tuple[Pack, ...]
    """The usable packs in the order of `site.yml`; the first is primary."""
    agencies: Mapping[str, Agency]
    prose: tuple[Prose, ...]
    today: dt.date
    gaps: frozenset[str] = frozenset()
    """`site` or `packs` when these could not be used."""
    prose_files: frozenset[str] = frozenset()
    """Every file under `pages/`, relative to it."""

    @property
    def pack(self) -> Pack:
        """The primary pack. Raises IndexError without one: ask `packs` first."""
        return self.packs[0]

    def items(self) -> Iterator[Item]:
        """Every item of every agency."""
        return (item for agency in self.agencies.values() for item in agency.items)

    def records(self) -> Iterator[Record]:
        """Every record and service of every agency."""
        return (record for agency in self.agencies.values() for record in agency.records)

    def find(self, ref: str, home: str) -> tuple[Agency | None, str]:
        """The agency and id that `<id>` or `<agency>/<id>` speaks of, seen from agency `home`."""
        agency, _, thing = ref.rpartition("/")
        return self.agencies.get(agency or home), thing

    def body_name(self, ref: str | None) -> str | None:
        """The name of an agency or outside body."""
        if agency := self.agencies.get(ref or ""):
            return agency.file.name if agency.file else None
        body = self.site.bodies.get(ref or "")
        return body.name if body else None


_DIGITS = "零一二三四五六七八九"


def _numeral(number: str, style: str) -> str:
    value = int(number)
    if style != "chinese" or value > 99:
        return number
    tens, ones = divmod(value, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones or not tens else "")
