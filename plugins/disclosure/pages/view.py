"""What the public sees of a catalogue, looked up once for all pages.

Whether something is public is asked of `model.visible` and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from ..diagnostics import Kind
from ..model.agency import AgencyFile, NilReturn, Notice
from ..model.catalogue import Agency, Asset, Catalogue, Item
from ..model.outline import Card, Outline, newest_first
from ..model.pack import Category, PackFile, Right
from ..model.visible import public_cards, public_items
from .history import Change, changes, last_moment, latest_first
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
    """What the public sees of one agency.

    Lists ask the outline only; `agency` is read when a page shows more of it than that.
    """

    outline: Outline
    read: Callable[[], Agency] = field(repr=False)
    records: tuple[Card, ...] = field(repr=False)
    """Services too, newest first."""

    @property
    def id(self) -> str:
        """The agency's id, the first part of its addresses."""
        return self.outline.id

    @property
    def name(self) -> str:
        """The agency's name."""
        return self.outline.name

    @cached_property
    def agency(self) -> Agency:
        """The agency with all that is in its folder."""
        return self.read()

    @property
    def file(self) -> AgencyFile:
        """Raises ValueError when `agency.yml` could not be used: such a catalogue has no pages."""
        if self.agency.file is None:
            raise ValueError(f"no usable agency.yml: {self.id}")
        return self.agency.file

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that stand in the public catalogue."""
        return tuple(public_items(self.agency))

    @cached_property
    def item_count(self) -> int:
        """How many items stand in the public catalogue."""
        return sum(item.public for item in self.outline.items.values())

    @cached_property
    def by_item(self) -> Mapping[str, Sequence[Card]]:
        """Records of each item, newest first."""
        return group((card.item, card) for card in self.records)

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
    def services(self) -> tuple[Card, ...]:
        """Service guides by title."""
        return tuple(sorted((c for c in self.records if c.service), key=lambda c: (c.title, c.id)))

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        """The public records and services."""
        return {card.id: card for card in self.records}

    @cached_property
    def notices(self) -> Mapping[str, Sequence[Notice]]:
        """What was said of each thing, newest first."""
        said = sorted(self.outline.notices, key=lambda notice: notice.date, reverse=True)
        return group((notice.of, notice) for notice in said)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Ids of which nothing but a notice stands: no file is left, or it may not be shown."""
        return tuple(sorted(of for of in self.notices if self._is_gone(of)))

    def _is_gone(self, of: str) -> bool:
        if not self.outline.knows(of):
            return True
        card = self.outline.card_by_id.get(of)
        return of in self.outline.hidden and card is not None and card.item in self._item_ids

    @cached_property
    def _item_ids(self) -> frozenset[str]:
        return frozenset(name for name, item in self.outline.items.items() if item.public)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Ids that have a page."""
        return self._item_ids | self.card_by_id.keys() | frozenset(self.gone)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened here, newest first (see `history.changes`)."""
        return changes(self.outline, self.records, self.shown)

    @cached_property
    def changes_by_thing(self) -> Mapping[str, Sequence[Change]]:
        """What happened to each item, record and service, newest first."""
        return group((change.of, change) for change in self.changes)

    def modified(self, *things: str) -> dt.datetime | None:
        """When any of these ids last changed; None when no date tells."""
        return last_moment([c for thing in things for c in self.changes_by_thing.get(thing, ())])

    @cached_property
    def paths(self) -> frozenset[str]:
        """The attachments of public records, relative to the agency's folder."""
        return frozenset(path for card in self.records for path in card.files)

    @cached_property
    def files(self) -> Mapping[str, Asset]:
        """The attachments of public records with their sizes, by path."""
        return {path: self.agency.assets[path] for path in sorted(self.paths)}


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
                    levels.index(out.level)
                    if (out := desk.outline).level in levels
                    else len(levels),
                    kinds.index(out.kind) if out.kind in kinds else len(kinds),
                    desk.id,
                ),
            )
        )

    @cached_property
    def offices_by_level(self) -> Mapping[str, Sequence[Desk]]:
        """The agencies under the name of their level."""
        return group((self.name("levels", desk.outline.level), desk) for desk in self.offices)

    @cached_property
    def records(self) -> tuple[Card, ...]:
        """All public records and services, newest first."""
        return tuple(newest_first(card for desk in self.desks.values() for card in desk.records))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened at any agency, newest first."""
        return latest_first([change for desk in self.desks.values() for change in desk.changes])

    @cached_property
    def explaining(self) -> Mapping[tuple[str, str], Sequence[Card]]:
        """The public records that explain or answer each record."""
        return group(
            ((agency.id, thing), card)
            for card in self.records
            for ref in card.explains
            for agency, thing in [self.catalogue.find(ref, card.agency)]
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
        card = desk.card_by_id.get(thing)
        title = card.title if card else desk.outline.items[thing].name
        return Link(title, f"{desk.id}/{thing}.html")

    def public(self, address: str) -> bool:
        """Whether an existing address may be linked to: not a draft, nor an internal thing."""
        folder, _, rest = address.partition("#")[0].partition("/")
        desk = self.desks.get(folder)
        if desk is None or rest == "index.html":
            return True
        if rest.startswith("files/"):
            return rest in desk.paths
        return "/" in rest or rest.removesuffix(".html") in desk.shown


def open_view(catalogue: Catalogue, kinds: Sequence[Kind], *, drafts: bool = False) -> View:
    """The public side of a catalogue that has a regulation."""
    desks = {
        name: Desk(
            outline,
            partial(catalogue.agencies.__getitem__, name),
            tuple(public_cards(outline, drafts=drafts)),
        )
        for name, outline in sorted(catalogue.outlines.items())
    }
    return View(catalogue, tuple(kinds), desks)


def group(pairs: Iterable[tuple[K, T]]) -> Mapping[K, Sequence[T]]:
    """Values under their key, keys and values in the order they came in."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
