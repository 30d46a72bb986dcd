"""What the public may see. Pages, search and exports ask here and nowhere else."""

from __future__ import annotations

from .catalogue import Agency, Catalogue, Item, Record


def public_items(agency: Agency) -> list[Item]:
    """The items that stand in the public catalogue, withheld ones too (without their content)."""
    return [item for item in agency.items if item.entry.audience != "internal"]


def approved(record: Record, levels: int) -> bool:
    """Whether every level of the review is there and speaks of the text as it stands."""
    hashes = {review.level: review.hash for review in record.head.review}
    return all(hashes.get(level) == record.digest for level in range(1, levels + 1))


def reviewed(record: Record, levels: int) -> bool:
    """Whether every level of the review has been given at some time."""
    return {review.level for review in record.head.review} >= set(range(1, levels + 1))


def removed(agency: Agency) -> frozenset[str]:
    """Ids of which only the fact that they were removed may be shown."""
    return frozenset(
        entry.notice.of for entry in agency.notices if entry.notice.kind == "removed-personal-data"
    )


def public_records(catalogue: Catalogue, agency: Agency, *, drafts: bool = False) -> list[Record]:
    """The records and services that may be published, newest first.

    Left out: those of items that are withheld, internal or given on request only, those without an item, those removed for
    personal data and, unless `drafts`, those whose review is not complete.
    """
    levels = len(catalogue.pack.file.review.levels)
    gone = removed(agency)
    shown = [
        record
        for record in agency.records
        if (item := agency.item_by_id.get(record.head.item or ""))
        and item.entry.mode == "proactive"
        and item.entry.audience != "internal"
        and record.id not in gone
        and (drafts or approved(record, levels))
    ]
    shown.sort(key=lambda record: record.id)
    return sorted(shown, key=lambda record: record.head.published, reverse=True)
