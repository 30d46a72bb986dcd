"""What the public sees of a catalogue, looked up once for all pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import cast

from ..clock import Clock, Run, arithmetic
from ..diagnostics import Kind
from ..due import Duty, clock_for, duties_by_agency
from ..lazily import OnDemand
from ..limits import amount_words, limit_words
from ..model.agency import Notice
from ..model.catalogue import Catalogue, Item
from ..model.common import Limit, Within
from ..model.outline import Card, newest_first
from ..model.pack import Category, PackFile, Right
from ..past.stories import Past
from ..timing import Timing, timing_of
from .desk import Desk as Desk
from .desk import by_year as by_year
from .desk import desks_of
from .desk import group as group
from .history import Change
from .law import anchor, cited_places, law_address, plain


@dataclass(frozen=True)
class Link:
    """Words that lead to an address relative to the site root."""

    title: str
    address: str


@dataclass(frozen=True)
class View:
    """The public side of a catalogue."""

    catalogue: Catalogue
    kinds: tuple[Kind, ...]
    desks: OnDemand[Desk] = field(repr=False)
    past: Past = field(default_factory=Past, repr=False)
    """What git tells; `desks` have it, too."""
    explained: Mapping[tuple[str, str], Sequence[Card]] | None = field(default=None, repr=False)
    """`explaining`, where it was worked out before."""
    asked: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False)
    """What pages asked about things elsewhere, with the answers: `(ref, home)` of `thing` gives a
    title, an address of `public` gives a word. Who builds page by page empties it in between."""
    _made: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, key: object, macro: Callable[..., object], *values: object) -> object:
        """What a macro makes of these values, made once a key: the same stands on many pages.

        Not for what asks about other agencies: who does must be known page by page (`asked`).
        """
        if key not in self._made:
            self._made[key] = macro(*values)
        return self._made[key]

    @cached_property
    def clock(self) -> Clock:
        """The calendar that limits are counted by."""
        return clock_for(self.catalogue)

    @cached_property
    def duties(self) -> Mapping[str, Sequence[Duty]]:
        """By agency, what the public may know that it owes."""
        return {
            name: [duty for duty in duties if duty.public]
            for name, duties in sorted(duties_by_agency(self.catalogue).items())
        }

    def timing(self, desk: Desk, card: Card) -> Timing | None:
        """When a record was due, and whether it came in time."""
        return timing_of(desk.outline.items[card.item], card, self.pack, self.clock)

    def arithmetic(self, limit: Within, since: dt.date) -> Sequence[Run]:
        """How the last day of a limit was counted."""
        return arithmetic(self.clock, limit, since)

    def next_due(self, desk: Desk, item: str) -> Duty | None:
        """What an agency owes next under an item: a record, an update, a new look at its ground."""
        every = self.once(("duties", desk.id), self._duties_of, desk)
        return cast("Mapping[str, Duty]", every).get(item)

    def _duties_of(self, desk: Desk) -> Mapping[str, Duty]:
        every = duties_by_agency(self.catalogue)[desk.id]
        return {duty.item: duty for duty in every if duty.public and not duty.of}

    @property
    def internal(self) -> bool:
        """Whether this is the internal edition, of which nobody outside is told."""
        return self.catalogue.internal

    def inside(self, card: Card) -> bool:
        """Whether a record is for the agencies alone."""
        return self.internal and card.id in self.desks.unseen(card.agency).outline.inside

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
        # Each desk has its own in this order already, and the desks follow each other by id.
        every = [card for desk in self.desks.values() for card in desk.records]
        return tuple(sorted(every, key=attrgetter("published_at"), reverse=True))

    @cached_property
    def records_by_year(self) -> Mapping[int, Sequence[Card]]:
        """All of them under the year of their publication, newest first."""
        return by_year(self.records)

    @cached_property
    def changes_by_month(self) -> Mapping[tuple[int, int], Sequence[Change]]:
        """What happened under its year and month, newest first."""
        return group((change.month, change) for change in self.changes)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened at any agency, newest first."""
        every = [change for desk in self.desks.values() for change in desk.changes]
        return tuple(sorted(every, key=attrgetter("minute"), reverse=True))

    @cached_property
    def explaining(self) -> Mapping[tuple[str, str], Sequence[Card]]:
        """The public records that explain or answer each record, newest first."""
        if self.explained is not None:
            return self.explained
        every = (card for desk in self.desks.values() for card in desk.records if card.explains)
        return group(
            ((agency.id, thing), card)
            for card in newest_first(every)
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

    def body_name(self, ref: str | None) -> str | None:
        """The name of an agency or outside body."""
        if ref and ref in self.desks:
            return self.desks[ref].name or None
        return self.catalogue.body_name(ref)

    def canonical(self, address: str) -> str:
        """The public address of a page or file of the site, as others should name it."""
        return self.catalogue.site.address + address.removesuffix("index.html")

    def name(self, group: str, thing: str | None) -> str:
        """The pack's name for an id; the id itself when the pack does not know it."""
        return self._names[group].get(thing or "", thing or "")

    def names(self, group: str) -> Mapping[str, str]:
        """The pack's names for the ids of a group."""
        return self._names[group]

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
        return self.limit_words(item.entry.limit) if item.entry.limit else ""

    def limit_words(self, limit: Limit) -> str:
        """A time limit as the law writes it."""
        return limit_words(limit, self._names["events"])

    def amount(self, limit: Within) -> str:
        """How long a limit is: 6个月, 14日."""
        return f"{limit.months}个月" if limit.months else amount_words(limit.days or 0, limit.unit)

    def thing(self, ref: str | None, home: str) -> Link | None:
        """A public item or record by `<id>` or `<agency>/<id>`, seen from agency `home`."""
        agency, _, thing = (ref or "").rpartition("/")
        name = agency or home
        title = self.ask(ref or "", home)
        return None if title is None else Link(title, f"{name}/{thing}.html")

    def successor(self, notice: Notice, home: str) -> Link | None:
        """What stands now where a notice of agency `home` says it went, through later notices too."""
        seen: set[tuple[str, str]] = set()
        ref = notice.successor
        while ref:
            if link := self.thing(ref, home):
                return link
            agency, _, thing = ref.rpartition("/")
            home = agency or home
            if home not in self.desks or (home, thing) in seen:
                return None
            seen.add((home, thing))
            told = self.desks[home].notices.get(thing, ())
            ref = next((each.successor for each in told if each.ends), None)
        return None

    def public(self, address: str) -> bool:
        """Whether an existing address may be linked to: not a draft, nor an internal thing."""
        return self.ask(address, "") is not None

    def ask(self, what: str, home: str) -> str | None:
        """The title of a thing seen from agency `home`; without one, whether an address is public.

        Remembered in `asked`: a page is the same as long as the answers are.
        """
        answer = self._title(what, home) if home else self._is_public(what)
        self.asked[what, home] = answer
        return answer

    def _title(self, ref: str, home: str) -> str | None:
        agency, thing = self.catalogue.find(ref, home)
        desk = self.desks.unseen(agency.id) if agency else None
        if desk is None or thing not in desk.shown or thing in desk.gone:
            return None
        card = desk.card_by_id.get(thing)
        return card.title if card else desk.outline.items[thing].name

    def _is_public(self, address: str) -> str | None:
        folder, _, rest = address.partition("#")[0].partition("/")
        if folder not in self.desks or rest == "index.html":
            return "public"
        desk = self.desks.unseen(folder)
        if rest.startswith("files/"):
            return "public" if rest in desk.paths else None
        return "public" if "/" in rest or rest.removesuffix(".html") in desk.shown else None


def open_view(
    catalogue: Catalogue,
    kinds: Sequence[Kind],
    *,
    drafts: bool = False,
    explained: Mapping[tuple[str, str], Sequence[Card]] | None = None,
    past: Past | None = None,
) -> View:
    """The public side of a catalogue that has a regulation; without `past` git tells nothing."""
    past = past or Past()
    return View(catalogue, tuple(kinds), desks_of(catalogue, past, drafts=drafts), past, explained)
