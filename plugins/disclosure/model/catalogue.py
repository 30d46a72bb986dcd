"""The loaded catalogue: who keeps which items and records, and where each part was written."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

from ..attachments import Inspection
from .agency import AgencyFile, GuideFile, Notice, RegisterFile
from .before import Before
from .brief import outline_of as outline_of
from .item import ItemEntry, RecordHead
from .outline import Card, Outline
from .personal import Trace
from .place import Path as Path
from .place import Place as Place
from .regulation import Pack as Pack
from .release import Releases
from .site import SiteFile


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


Reader = Callable[[str], Record]
"""Reads one record by its file, relative to the agency's folder."""


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
    """A file under an agency's `files/`, or one under `pages/` that is no prose."""

    path: str
    """`files/…`, relative to the agency folder, or `pages/…`."""
    size: int
    """In bytes."""
    sha256: str
    look: Callable[[], Inspection] = field(default=Inspection, repr=False, compare=False)
    """Looks into it, or tells what is known of it."""

    @cached_property
    def inspection(self) -> Inspection:
        """What was found in it: flaws, personal values by their masks, what the copy has lost."""
        return self.look()

    @property
    def copy(self) -> Copy:
        """What is published of it."""
        return Copy(*(self.inspection.copy or (self.size, self.sha256)))


class Copy(NamedTuple):
    """An attachment as it is published."""

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
    records: Sequence[Record] = ()
    """In the order of their files; a `LazySequence` where few will ask for them."""
    notices: tuple[NoticeEntry, ...] = ()
    guide: Guide | None = None
    registers: tuple[Register, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    catalogue_place: Place = field(default=Place(""), repr=False, compare=False)
    gaps: frozenset[str] = frozenset()
    """File kinds that could not be read whole: `agency`, `catalogue`, `records`, `guide` …"""
    lost_items: tuple[Lost, ...] = ()
    lost_records: tuple[Lost, ...] = ()
    read_record: Reader | None = field(default=None, repr=False, compare=False)
    """Where `records` are read later: the way to one of them alone."""
    traces: tuple[Trace, ...] = field(default=(), repr=False, compare=False)
    """Personal values in what was read."""

    def record(self, card: Card) -> Record:
        """The record of a card."""
        return self.read_record(card.source) if self.read_record else self.record_by_id[card.id]

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
class Prose:
    """A page of `catalogue/pages/`."""

    path: str
    """Relative to `pages/`, with `/`, ending in `.md`."""
    text: str = field(repr=False)
    """What follows the front matter."""
    file: str
    """As findings name it."""
    line: int = 1
    """The line that the text begins in."""
    title: str | None = None
    description: str | None = None
    place: Place | None = field(default=None, repr=False, compare=False)
    """Of its front matter; None without one."""


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
    prose_assets: Mapping[str, Asset] = field(default_factory=dict, repr=False)
    """The files under `pages/` that are no prose, by `pages/…`."""
    others: Mapping[str, Outline] = field(default_factory=dict, repr=False)
    """Outlines made earlier: of the agencies that are not in `agencies`, or are read when asked for."""
    made: dict[str, object] = field(init=False, default_factory=dict, repr=False, compare=False)
    """What several rules need and the first of them has worked out."""
    traces: tuple[Trace, ...] | None = field(default=(), repr=False, compare=False)
    """Personal values in the site's own files: `site.yml`, `pages/`, `packs/`; None where these are not
    to be judged, since only an agency is."""
    releases: Releases = field(default=Releases(), repr=False)
    """The manifests under `releases/`."""

    internal: bool = False
    """Whether this is the side that the internal edition shows (`visible.as_internal`)."""
    before: Before | None = field(default=None, repr=False)
    """What it was at the revision that it is compared with."""
    released: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """By agency, the ids that have a page in the release before and none now; no ids when the agency
    itself is missing."""

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Every agency of the city in brief, by id."""
        pack = self.pack.file if self.packs else None
        own = {
            name: outline_of(self.agencies[name], pack)
            for name in self.agencies
            if name not in self.others
        }
        both = ChainMap(own, cast("MutableMapping[str, Outline]", self.others))
        return both if own and self.others else own or self.others

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

    def find(self, ref: str, home: str) -> tuple[Outline | None, str]:
        """The agency and id that `<id>` or `<agency>/<id>` speaks of, seen from agency `home`."""
        agency, _, thing = ref.rpartition("/")
        return self.outlines.get(agency or home), thing

    def body_name(self, ref: str | None) -> str | None:
        """The name of an agency or outside body."""
        if outline := self.outlines.get(ref or ""):
            return outline.name or None
        body = self.site.bodies.get(ref or "")
        return body.name if body else None
