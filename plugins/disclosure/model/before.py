"""What a catalogue was at an earlier revision, as far as it may differ from what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..diagnostics import Span
from .agency import Notice
from .item import ItemEntry


class ItemBefore(NamedTuple):
    """An item as it was."""

    entry: ItemEntry
    at: Mapping[str, Span]
    """Where its facts stood, by their names; of one that was not written, where the item stood."""

    @property
    def public(self) -> bool:
        """Whether it stood in the public catalogue."""
        return self.entry.audience != "internal"


class RecordBefore(NamedTuple):
    """A record or service as it was."""

    id: str
    item: str
    title: str
    index_number: str
    published_at: int
    """See `outline.minute_of`."""
    service: bool
    public: bool
    """Whether it was reviewed, and its item one whose records are published."""
    file: str
    at: Mapping[str, Span]
    """Where its item, index number and moment of publication stood."""


class NoticeBefore(NamedTuple):
    """An entry of `notices.yml` as it was."""

    notice: Notice
    span: Span


class AgencyBefore(NamedTuple):
    """What may differ of an agency."""

    id: str
    name: str
    """Empty when its file could not be used."""
    credit_code: str
    span: Span
    """Where `agency.yml` begins."""
    items: tuple[ItemBefore, ...] | None
    """None when `catalogue.yml` is still the same."""
    records: tuple[RecordBefore, ...]
    """Those whose file is not there any more as it was."""
    notices: tuple[NoticeBefore, ...]
    notices_same: bool
    """Whether `notices.yml` is still the same."""
    unread: tuple[Span, ...]
    """Where a file could not be read whole."""

    @property
    def ended(self) -> frozenset[str]:
        """Ids of which a notice said that they are no longer in force."""
        return frozenset(n.of for n, _ in self.notices if n.kind != "changed")


@dataclass(frozen=True)
class Before:
    """A catalogue at a revision: the agencies of which anything may differ."""

    revision: str
    """The commit in its short form."""
    agencies: tuple[AgencyBefore, ...]
