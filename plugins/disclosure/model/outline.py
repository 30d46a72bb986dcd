"""What the rest of the city may know of an agency, in brief: names, ids, and a card for each record.

Lists, feeds, links and lookups between agencies need no more than this, so that a city of 530
agencies fits into a second: an outline is made once when an agency is read, kept by `store`, and
the agency itself is read again only where its own pages change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .agency import Notice


class Card(NamedTuple):
    """What stands of a record or service in lists, feeds and the pages of others.

    A tuple, because a city has 74,000 and they are read back in one go.
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
    published: dt.datetime
    revised: dt.datetime | None
    confirmed: dt.date
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
    def stands_since(self) -> dt.datetime:
        """When the text as it stands was put up."""
        return max(self.published, self.revised or self.published)


class ItemLine(NamedTuple):
    """What others may know of an item."""

    name: str
    categories: tuple[str, ...]
    """Its own category first."""
    themes: tuple[str, ...]
    public: bool


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
    hidden: frozenset[str] = field(default=frozenset())
    """Ids of which only the fact that they were removed may be shown."""

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        """The first record or service of each id."""
        return {card.id: card for card in reversed(self.cards)}

    def knows(self, thing: str) -> bool:
        """Whether an item, record or service of this id is or was here."""
        return thing in self.items or thing in self.card_by_id or thing in self.lost

    def noticed(self, thing: str) -> bool:
        """Whether a notice says that this thing went away or has another name."""
        return any(n.of == thing and n.kind != "changed" for n in self.notices)


def newest_first(cards: Iterable[Card]) -> list[Card]:
    """Cards by the moment of publication, the newest first; at one moment by agency and id."""
    ordered = sorted(cards, key=lambda card: (card.agency, card.id))
    return sorted(ordered, key=lambda card: card.published, reverse=True)
