"""What the public may see. Pages, search and exports ask here and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from ..lazily import OnDemand
from .catalogue import Agency, Catalogue, Item, Record
from .outline import Card, Outline, newest_first


def public_items(agency: Agency, outline: Outline) -> list[Item]:
    """The items that stand in the public catalogue, withheld ones too (without their content)."""
    return [item for item in agency.items if outline.items[item.id].public]


def opened(outline: Outline) -> Outline:
    """The outline of an agency for the internal edition: what is internal counts as public there.

    Withheld things stay withheld, drafts drafts, and what was removed for personal data is gone.
    """
    if not outline.inside:
        return outline
    items = {
        name: line._replace(
            public=name not in outline.hidden,
            publishes=line.mode == "proactive" and name not in outline.hidden,
        )
        if line.internal
        else line
        for name, line in outline.items.items()
    }
    cards = [
        card._replace(shown=items[card.item].publishes and card.id not in outline.hidden)
        if card.id in outline.inside and card.item in items
        else card
        for card in outline.cards
    ]
    return replace(outline, items=items, cards=tuple(cards))


def as_internal(catalogue: Catalogue) -> Catalogue:
    """A catalogue as the internal edition shows it: what is internal counts as public.

    For pages only. Rules judge the catalogue as the public sees it, whatever is then built of it.
    """
    seen = catalogue.outlines
    opening = OnDemand(dict.fromkeys(seen), lambda name: opened(seen[name]))
    return replace(catalogue, internal=True, others=opening)


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
