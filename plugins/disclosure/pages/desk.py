"""What the public sees of each agency.

Whether something is public is asked of `model.visible` and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from ..lazily import OnDemand
from ..model.agency import AgencyFile, NilReturn, Notice
from ..model.catalogue import Agency, Asset, Catalogue, Copy, Item
from ..model.outline import REMOVED, Card, Outline
from ..model.visible import public_cards, public_items
from ..past.stories import Past, Steps
from .history import Change, changes, last_moment

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """What the public sees of one agency.

    Lists ask the outline only; `agency` is read when a page shows more of it than that.
    """

    outline: Outline
    read: Callable[[], Agency] = field(repr=False)
    drafts: bool
    """Whether what is not yet reviewed counts, too."""
    steps: Steps = field(default_factory=dict, repr=False)
    """What git tells of each item, record and service, oldest first."""

    @property
    def id(self) -> str:
        """The agency's id, the first part of its addresses."""
        return self.outline.id

    @property
    def name(self) -> str:
        """The agency's name."""
        return self.outline.name

    @cached_property
    def records(self) -> tuple[Card, ...]:
        """Services too, newest first.

        Not before they are asked for: each of 529 agencies names the office above, which has 11,398.
        """
        return tuple(public_cards(self.outline, drafts=self.drafts))

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
        return tuple(public_items(self.agency, self.outline))

    @cached_property
    def item_count(self) -> int:
        """How many items stand in the public catalogue."""
        return sum(item.public for item in self.outline.items.values())

    @cached_property
    def withheld_count(self) -> int:
        """How many of them are withheld."""
        return sum(item.public and item.withheld for item in self.outline.items.values())

    @cached_property
    def item_counts(self) -> Counter[str]:
        """How many of them stand under each category, also those that belong to it besides."""
        items = self.outline.items.values()
        return Counter(category for item in items if item.public for category in item.categories)

    @cached_property
    def by_item(self) -> Mapping[str, Sequence[Card]]:
        """Records of each item, newest first."""
        return group((card.item, card) for card in self.records)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each record stands among those of its item."""
        return {card.id: at for cards in self.by_item.values() for at, card in enumerate(cards)}

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
        hidden = self.outline.hidden
        return group(
            (notice.of, notice)
            for notice in said
            if notice.of not in hidden or notice.kind == REMOVED
        )

    def changed_since(self, id: str, moment: dt.datetime) -> dt.date | None:
        """The last day after that of `moment` on which a thing was said to have changed."""
        days = (said.date for said in self.notices.get(id, ()) if said.kind == "changed")
        return next((day for day in days if day > moment.date()), None)

    @cached_property
    def came_from(self) -> Mapping[str, Sequence[Notice]]:
        """What was said of things of this agency that were renamed, by their id of now."""
        return group(
            (notice.successor, notice)
            for told in self.notices.values()
            for notice in told
            if notice.kind == "renamed" and notice.successor
        )

    def marks(self, thing: str) -> list[tuple[str, dt.date]]:
        """How objections to a thing were answered, and when; newest first."""
        marks = self.outline.marks.get(thing, ())
        return [(outcome, dt.date.fromordinal(day)) for outcome, day in marks]

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Ids of which nothing but a notice stands: no file is left, or it may not be shown."""
        shown = self._item_ids | self.card_by_id.keys()
        taken_along = [card.id for card in self.outline.cards if not card.shown]
        return tuple(
            sorted(
                thing
                for thing in {*self.outline.ended, *taken_along}
                if thing not in shown and self.outline.told_by(thing)
            )
        )

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
        return changes(self.outline, self.records, self.shown, self.steps)

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

    def asset(self, path: str) -> Asset:
        """What is known of an attachment."""
        return self.agency.assets[path]

    @cached_property
    def files(self) -> Mapping[str, Copy]:
        """The published copies of the attachments of public records, by path."""
        return {path: self.agency.assets[path].copy for path in sorted(self.paths)}


def desks_of(catalogue: Catalogue, past: Past | None = None, *, drafts: bool) -> OnDemand[Desk]:
    """The desk of each agency by id, each made when first asked for."""
    told = past.told if past else {}

    def desk(agency: str) -> Desk:
        outline = catalogue.outlines[agency]
        read = partial(catalogue.agencies.__getitem__, agency)
        return Desk(outline, read, drafts, told.get(agency, {}))

    return OnDemand(dict.fromkeys(sorted(catalogue.outlines)), desk)


def group(pairs: Iterable[tuple[K, T]]) -> Mapping[K, Sequence[T]]:
    """Values under their key, keys and values in the order they came in."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def by_year(records: Iterable[Card]) -> Mapping[int, Sequence[Card]]:
    """Records under the year they were published in, in the order they came in."""
    return group((record.month[0], record) for record in records)
