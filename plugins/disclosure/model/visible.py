"""What the public may see. Pages, search and exports ask here and nowhere else."""

from __future__ import annotations

from .catalogue import Agency, Item, Record
from .outline import REMOVED, Card, Outline, newest_first


def public_items(agency: Agency) -> list[Item]:
    """The items that stand in the public catalogue, withheld ones too (without their content)."""
    removed = {each.notice.of for each in agency.notices if each.notice.kind == REMOVED}
    return [
        item
        for item in agency.items
        if item.entry.audience != "internal" and item.id not in removed
    ]


def reviewed(record: Record, levels: int) -> bool:
    """Whether every level of the review has been given at some time."""
    return not missing_levels(record, levels)


def missing_levels(record: Record, levels: int) -> list[int]:
    """The levels that nobody has given; one that is named without a hash is still to come."""
    given = {review.level for review in record.head.review if review.hash}
    return [level for level in range(1, levels + 1) if level not in given]


def public_cards(outline: Outline, *, drafts: bool = False) -> list[Card]:
    """The records and services that may be published, newest first.

    Left out: those of items that are withheld, internal or given on request only, those without an
    item, those removed for personal data and, unless `drafts`, those whose review is not complete.
    """
    return newest_first(c for c in outline.cards if c.shown and (drafts or c.ready))
