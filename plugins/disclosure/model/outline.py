"""What the rest of the city may know of an agency, in brief: names, ids, and a card for each record.

Lists, feeds, links and lookups between agencies need no more than this, so that a city of 530
agencies fits into a second: an outline is made once when an agency is read, kept by `store`, and
the agency itself is read again only where its own pages change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from .agency import Filing, Notice
from .common import PlainLimit
from .minute import minute_of as minute_of
from .minute import moment_of as moment_of
from .minute import month_of as month_of


class Card(NamedTuple):
    """What stands of a record or service in lists, feeds and the pages of others.

    A tuple of numbers and texts, because a city has 74,000: they are kept and read back as they are.
    """

    agency: str
    id: str
    year: int | None
    """The year of its folder; None for a service."""
    item: str
    kind: str
    title: str
    index_number: str
    document_number: str | None
    published_at: int
    """Minutes, see `minute_of`; so are the next. Most cards are never asked for a moment."""
    revised_at: int | None
    confirmed_on: int
    """A day, as `date.toordinal` counts."""
    validity: str | None
    summary: str | None
    serves: str | None
    """Whom a service is for."""
    explains: tuple[str, ...]
    files: tuple[str, ...]
    """The attachments that exist, relative to the agency's folder."""
    shown: bool
    """Whether it may be published at all, once it is reviewed."""
    ready: bool
    """Whether every level of the review speaks of the text as it stands."""
    formed_on: int
    counts_from: int | None
    """The day that the limit of its item counts from (the end of the period, where the limit is a
    day of each year, quarter or month); None where the record does not say."""
    stage: str | None
    phase: str | None
    at: tuple[int, int]
    """Line and column of `confirmed` in its file."""
    ended: str
    """Its file is there, but a notice says that it is no longer in force: the kind of the notice."""
    former: tuple[str, ...]
    """Addresses that it had before."""

    @property
    def service(self) -> bool:
        """Whether it lies in `services/`."""
        return self.year is None

    @property
    def source(self) -> str:
        """Its file, relative to the agency's folder."""
        return (
            f"services/{self.id}.md" if self.year is None else f"records/{self.year}/{self.id}.md"
        )

    @property
    def published(self) -> dt.datetime:
        """The moment in +08:00."""
        return moment_of(self.published_at)

    @property
    def month(self) -> tuple[int, int]:
        """The year and month of its publication."""
        return month_of(self.published_at)

    @property
    def confirmed(self) -> dt.date:
        """The day on which somebody last saw that it holds."""
        return dt.date.fromordinal(self.confirmed_on)

    @property
    def stands_on(self) -> dt.date:
        """The day on which the text as it stands was put up."""
        return moment_of(self.stands_since).date()

    @property
    def stands_since(self) -> int:
        """The minute in which the text as it stands was put up."""
        return max(self.published_at, self.revised_at or self.published_at)


Mark = tuple[str, int]
"""How an objection was answered (`explained`, `corrected`), and the day, as `date.toordinal` counts."""


class ItemLine(NamedTuple):
    """What others may know of an item."""

    name: str
    categories: tuple[str, ...]
    """Its own category first."""
    themes: tuple[str, ...]
    content: str
    """Empty where it is not published."""
    public: bool
    mode: str
    rhythm: str | None
    period: str | None
    limit: PlainLimit
    phases: tuple[tuple[str, str], ...]
    """Id and name of each."""
    major: bool
    reassess_on: int | None
    """The day by which it must be decided anew whether it stays withheld."""
    at: tuple[int, int]
    """Line and column in `catalogue.yml`."""

    publishes: bool
    """Whether its records are published."""
    internal: bool = False
    """Whether it is for the agencies alone; then it is public in the internal edition only."""

    @property
    def withheld(self) -> bool:
        """Whether it exists but is closed."""
        return self.mode == "withheld"


class Pending(NamedTuple):
    """A request or complaint of a register that has not been answered.

    Without its number: of registers nothing may lie in a cache. Its place says which one it is.
    """

    kind: str
    """`requests`, `complaints` or `objections`."""
    received_on: int
    file: str
    """Relative to the agency's folder."""
    at: tuple[int, int]


@dataclass(frozen=True)
class Outline:
    """An agency in brief."""

    id: str
    name: str
    """Empty when `agency.yml` could not be used."""
    kind: str
    level: str
    parent: str | None
    credit_code: str
    closed: bool
    items: Mapping[str, ItemLine]
    """By id, also those that are not public; the first of each id."""
    cards: tuple[Card, ...]
    """Every record and service that was read, in the order of the files."""
    assets: frozenset[str]
    guide: bool
    notices: tuple[Notice, ...]
    gaps: frozenset[str]
    lost: tuple[str, ...]
    """Ids of things whose file could not be used; an empty one where even that is not known."""
    counts: tuple[int, int]
    """Items and records as `check` counts them, lost ones too."""
    hidden: frozenset[str]
    """Ids of which only the fact that they were removed may be shown."""
    nil_returns: tuple[str, ...]
    """The categories declared empty."""
    pending: tuple[Pending, ...]
    guide_confirmed: tuple[int, tuple[int, int]] | None
    """The day on which somebody last saw that the guide holds, with line and column."""
    supervisor: str | None
    filings: tuple[Filing, ...]
    catalogue_hash: str
    """See `filed.catalogue_hash`; empty where a part of the catalogue could not be used."""
    marks: Mapping[str, tuple[Mark, ...]]
    """Of each thing that was objected to, how that was answered, newest first."""
    contacts: tuple[str, ...]
    """Mobile numbers and e-mail addresses by which the agency says that it can be reached."""

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        """The first record or service of each id."""
        return {card.id: card for card in reversed(self.cards)}

    @cached_property
    def inside(self) -> frozenset[str]:
        """Ids of what is for the agencies alone: internal items and their records."""
        items = {name for name, line in self.items.items() if line.internal}
        return frozenset(items.union(c.id for c in self.cards if c.item in items)) if items else _NO

    def knows(self, thing: str) -> bool:
        """Whether an item, record or service of this id is or was here."""
        return thing in self.items or thing in self.card_by_id or thing in self.lost

    def noticed(self, thing: str) -> bool:
        """Whether a notice says that this thing went away or has another name."""
        return thing in self.ended

    @cached_property
    def ended(self) -> Mapping[str, str]:
        """What became of ids that are no longer in force: the kind of their newest notice."""
        return ended_by(self.notices)

    def told_by(self, thing: str) -> str | None:
        """Whose notices stand at the address of an id that is not public; None: there is no page.

        Its own, or those of its item, if that ended and took its records along.
        """
        card = self.card_by_id.get(thing)
        item = self.items.get(card.item) if card else None
        if thing in self.ended:
            # Of a record that was never public not even its end is told: had its item been public,
            # a notice would say what became of that.
            inside = card is not None and item is not None and not item.public
            return None if inside and card and card.item not in self.ended else thing
        if card and item and card.ready and not item.publishes and card.item in self.ended:
            return card.item
        return None

    def has_page(self, thing: str) -> bool:
        """Whether the site has a page at `<agency>/<thing>.html`."""
        line, card = self.items.get(thing), self.card_by_id.get(thing)
        shown = bool(line and line.public) or bool(card and card.shown and card.ready)
        return shown or self.told_by(thing) is not None


_NO: frozenset[str] = frozenset()


def ended_by(notices: Iterable[Notice]) -> Mapping[str, str]:
    """Ids that notices say are no longer in force, with the kind of the newest one.

    What was removed for personal data stays removed, whatever is said of it later.
    """
    ended: dict[str, str] = {}
    for notice in sorted(notices, key=lambda notice: notice.date):
        if notice.ends and ended.get(notice.of) != REMOVED:
            ended[notice.of] = notice.kind
    return ended


REMOVED = "removed-personal-data"
"""The kind of notice of which nothing but the fact and the day is public."""


def newest_first(cards: Iterable[Card]) -> list[Card]:
    """Cards by the moment of publication, the newest first; at one moment by agency and id."""
    ordered = sorted(cards, key=lambda card: (card.agency, card.id))
    return sorted(ordered, key=attrgetter("published_at"), reverse=True)


def packed(outline: Outline) -> tuple[object, ...]:
    """An outline as texts, numbers and tuples, for `store` and for the way between processes."""
    o = outline
    notices = [
        (n.of, n.kind, n.date.toordinal(), n.explanation, n.successor, n.index_number)
        for n in o.notices
    ]
    return (
        *(o.id, o.name, o.kind, o.level, o.parent, o.credit_code, o.closed),
        {name: tuple(line) for name, line in o.items.items()},
        *(packed_cards(o.cards), tuple(sorted(o.assets)), o.guide, notices, tuple(sorted(o.gaps))),
        *(o.lost, o.counts, tuple(sorted(o.hidden)), o.nil_returns),
        *(tuple(map(tuple, o.pending)), o.guide_confirmed),
        *(o.supervisor, [(f.to, f.date.toordinal(), f.hash, f.receipt) for f in o.filings]),
        *(o.catalogue_hash, o.marks, o.contacts),
    )


def packed_cards(cards: Iterable[Card]) -> list[tuple[object, ...]]:
    """Cards as texts, numbers and tuples."""
    return list(map(tuple, cards))


def unpacked(values: Any) -> Outline:
    """The outline that `packed` made these values of."""
    (id_, name, kind, level, parent, code, closed, items, cards, assets, guide, notices, *rest) = (
        values
    )
    gaps, lost, counts, hidden, nil_returns, pending, guide_confirmed, *rest = rest
    supervisor, filings, catalogue_hash, marks, contacts = rest
    return Outline(
        id=id_,
        name=name,
        kind=kind,
        level=level,
        parent=parent,
        credit_code=code,
        closed=closed,
        items={name: ItemLine(*line) for name, line in items.items()},
        cards=tuple(map(Card._make, cards)),
        assets=frozenset(assets),
        guide=guide,
        notices=tuple([_notice(notice) for notice in notices]),
        gaps=frozenset(gaps),
        lost=lost,
        counts=counts,
        hidden=frozenset(hidden),
        nil_returns=nil_returns,
        pending=tuple(map(Pending._make, pending)),
        guide_confirmed=guide_confirmed,
        supervisor=supervisor,
        filings=tuple([_filing(filing) for filing in filings]),
        catalogue_hash=catalogue_hash,
        marks=marks,
        contacts=contacts,
    )


def _filing(values: Any) -> Filing:
    to, day, hash_, receipt = values
    return Filing(to=to, date=dt.date.fromordinal(day), hash=hash_, receipt=receipt)


def _notice(values: Any) -> Notice:
    of, kind, day, explanation, successor, number = values
    return Notice(
        of=of,
        kind=kind,
        date=dt.date.fromordinal(day),
        explanation=explanation,
        successor=successor,
        index_number=number,
    )
