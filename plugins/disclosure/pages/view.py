"""What the public sees of a catalogue, looked up once for all pages.

Whether something is public is asked of `model.visible` and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from ..diagnostics import Kind
from ..model.agency import AgencyFile, NilReturn, Notice
from ..model.catalogue import Agency, Asset, Catalogue, Item, Record
from ..model.pack import Category, PackFile, Right
from ..model.visible import public_items, public_records, removed
from .history import Change, changes, last_moment, newest_first
from .law import anchor, cited_places, law_address, plain
from .wording import limit_words

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class Link:
    """Words that lead to an address relative to the site root."""

    title: str
    address: str


@dataclass(frozen=True)
class Desk:
    """What the public sees of one agency."""

    agency: Agency
    items: tuple[Item, ...]
    records: tuple[Record, ...]
    """Services too, newest first."""

    @property
    def id(self) -> str:
        """The agency's id, the first part of its addresses."""
        return self.agency.id

    @property
    def file(self) -> AgencyFile:
        """Raises ValueError when `agency.yml` could not be used: such a catalogue has no pages."""
        if self.agency.file is None:
            raise ValueError(f"no usable agency.yml: {self.id}")
        return self.agency.file

    @cached_property
    def by_item(self) -> Mapping[str, Sequence[Record]]:
        """Records of each item, newest first."""
        return group((record.head.item or "", record) for record in self.records)

    @cached_property
    def by_category(self) -> Mapping[str, Sequence[Item]]:
        """Items of each category, also those that belong to it besides their own."""
        return group(
            (category, item)
            for item in self.items
            for category in dict.fromkeys((item.entry.category, *item.entry.also))
        )

    @cached_property
    def nil_returns(self) -> Mapping[str, NilReturn]:
        """The categories declared empty."""
        return {nil.category: nil for nil in self.file.nil_returns}

    @cached_property
    def services(self) -> tuple[Record, ...]:
        """Service guides by title."""
        return tuple(
            sorted((r for r in self.records if r.head.service), key=lambda r: (r.head.title, r.id))
        )

    @cached_property
    def record_by_id(self) -> Mapping[str, Record]:
        """The public records and services."""
        return {record.id: record for record in self.records}

    @cached_property
    def notices(self) -> Mapping[str, Sequence[Notice]]:
        """What was said of each thing, newest first."""
        said = [entry.notice for entry in self.agency.notices]
        said.sort(key=lambda notice: notice.date, reverse=True)
        return group((notice.of, notice) for notice in said)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Ids of which nothing but a notice stands: no file is left, or it may not be shown."""
        hidden = removed(self.agency)
        return tuple(sorted(of for of in self.notices if self._is_gone(of, of in hidden)))

    def _is_gone(self, of: str, hidden: bool) -> bool:
        if not self.agency.knows(of):
            return True
        record = self.agency.record_by_id.get(of)
        return hidden and record is not None and record.head.item in self._item_ids

    @cached_property
    def _item_ids(self) -> frozenset[str]:
        return frozenset(item.id for item in self.items)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Ids that have a page."""
        return self._item_ids | self.record_by_id.keys() | frozenset(self.gone)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened here, newest first (see `history.changes`)."""
        return changes(self.agency, self.records, self.shown)

    @cached_property
    def changes_by_thing(self) -> Mapping[str, Sequence[Change]]:
        """What happened to each item, record and service, newest first."""
        return group((change.of, change) for change in self.changes)

    def modified(self, *things: str) -> dt.datetime | None:
        """When any of these ids last changed; None when no date tells."""
        return last_moment([c for thing in things for c in self.changes_by_thing.get(thing, ())])

    @cached_property
    def files(self) -> Mapping[str, Asset]:
        """The attachments of public records, by their path in the agency's folder."""
        paths = {file.path for record in self.records for file in record.head.attachments}
        assets = self.agency.assets
        return {path: assets[path] for path in sorted(paths) if path in assets}


@dataclass(frozen=True)
class View:
    """The public side of a catalogue."""

    catalogue: Catalogue
    kinds: tuple[Kind, ...]
    desks: Mapping[str, Desk] = field(repr=False)

    @property
    def pack(self) -> PackFile:
        """The facts of the primary regulation."""
        return self.catalogue.pack.file

    @cached_property
    def offices(self) -> tuple[Desk, ...]:
        """The agencies by level, then kind, in the pack's order; then by id."""
        levels = [level.id for level in self.pack.levels]
        kinds = [kind.id for kind in self.pack.kinds]
        return tuple(
            sorted(
                self.desks.values(),
                key=lambda desk: (
                    levels.index(desk.file.level) if desk.file.level in levels else len(levels),
                    kinds.index(desk.file.kind) if desk.file.kind in kinds else len(kinds),
                    desk.id,
                ),
            )
        )

    @cached_property
    def offices_by_level(self) -> Mapping[str, Sequence[Desk]]:
        """The agencies under the name of their level."""
        return group((self.name("levels", desk.file.level), desk) for desk in self.offices)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All public records and services, newest first."""
        every = (record for desk in self.desks.values() for record in desk.records)
        ordered = sorted(every, key=lambda record: (record.agency, record.id))
        return tuple(sorted(ordered, key=lambda record: record.head.published, reverse=True))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened at any agency, newest first."""
        return newest_first([change for desk in self.desks.values() for change in desk.changes])

    @cached_property
    def explaining(self) -> Mapping[tuple[str, str], Sequence[Record]]:
        """The public records that explain or answer each record."""
        return group(
            ((agency.id, thing), record)
            for record in self.records
            for ref in record.head.explains
            for agency, thing in [self.catalogue.find(ref, record.agency)]
            if agency
        )

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """The categories of the primary regulation by id."""
        return {category.id: category for category in self.pack.categories}

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        names = ("kinds", "levels", "groups", "categories", "forms", "exemptions", "rhythms",
                 "periods", "stages", "events", "channels", "record_kinds", "themes")  # fmt: skip
        return {name: {e.id: e.name for e in getattr(self.pack, name)} for name in names}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        places: dict[str, str] = {}
        for pack in reversed(self.catalogue.packs):
            page = law_address(pack, pack is self.catalogue.pack)
            for words, place in cited_places(pack).items():
                full = words.removeprefix(pack.file.short_name)
                places[words] = places[plain(f"《{pack.file.name}》{full}")] = f"{page}#{place}"
        return places

    def canonical(self, address: str) -> str:
        """The public address of a page or file of the site, as others should name it."""
        return self.catalogue.site.address + address.removesuffix("index.html")

    def name(self, group: str, thing: str | None) -> str:
        """The pack's name for an id; the id itself when the pack does not know it."""
        return self._names[group].get(thing or "", thing or "")

    def short(self, category: str) -> str:
        """The short name of a category."""
        return self.categories[category].short if category in self.categories else category

    def cite(self, citation: str) -> str:
        """A citation of the primary regulation in official words."""
        return self.catalogue.pack.cite(citation)

    def law(self, citation: str) -> str:
        """The address of a cited place of the primary regulation."""
        return f"{law_address(self.catalogue.pack, True)}#{anchor(citation)}"

    def basis(self, words: str) -> str | None:
        """The address of a place of a regulation, as an item's basis words it."""
        return self._places.get(plain(words))

    def right(self, name: str) -> Right | None:
        """A right of the public by its id."""
        return next((right for right in self.pack.rights if right.id == name), None)

    def limit(self, item: Item) -> str:
        """The time limit of an item in words; empty when it has none."""
        if item.entry.limit_text:
            return item.entry.limit_text
        return limit_words(item.entry.limit, self._names["events"]) if item.entry.limit else ""

    def thing(self, ref: str | None, home: str) -> Link | None:
        """A public item or record by `<id>` or `<agency>/<id>`, seen from agency `home`."""
        agency, thing = self.catalogue.find(ref or "", home)
        desk = self.desks.get(agency.id) if agency else None
        if desk is None or thing not in desk.shown or thing in desk.gone:
            return None
        record = desk.record_by_id.get(thing)
        title = record.head.title if record else desk.agency.item_by_id[thing].entry.name
        return Link(title, f"{desk.id}/{thing}.html")

    def public(self, address: str) -> bool:
        """Whether an existing address may be linked to: not a draft, nor an internal thing."""
        folder, _, rest = address.partition("#")[0].partition("/")
        desk = self.desks.get(folder)
        if desk is None or rest == "index.html":
            return True
        if rest.startswith("files/"):
            return rest in desk.files
        return "/" in rest or rest.removesuffix(".html") in desk.shown


def open_view(catalogue: Catalogue, kinds: Sequence[Kind], *, drafts: bool = False) -> View:
    """The public side of a catalogue that has a regulation."""
    desks = {
        agency.id: Desk(
            agency,
            tuple(public_items(agency)),
            tuple(public_records(catalogue, agency, drafts=drafts)),
        )
        for agency in sorted(catalogue.agencies.values(), key=lambda agency: agency.id)
    }
    return View(catalogue, tuple(kinds), desks)


def group(pairs: Iterable[tuple[K, T]]) -> Mapping[K, Sequence[T]]:
    """Values under their key, keys and values in the order they came in."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
