"""What changed in an agency's catalogue and when, by the dates that stand in its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model.agency import Notice
from ..model.catalogue import Agency, Item, Record
from ..model.visible import removed

PUBLISHED, REVISED, REMOVED = "published", "revised", "removed-personal-data"


@dataclass(frozen=True)
class Change:
    """One thing that happened to an item, record or service."""

    kind: str
    """`published`, `revised`, or the kind of the notice."""
    moment: dt.datetime
    """In +08:00. A notice has only a day: its midnight, or the moment of the revision it explains."""
    agency: str
    of: str
    """The id; the page is `<agency>/<of>.html`."""
    title: str
    """The name of the thing; empty when nothing but a notice is left of it."""
    record: Record | None
    item: Item | None
    """The item itself, or the one that the record belongs to."""
    notice: Notice | None
    mark: str = ""
    """Sets a notice apart from others of the same thing; the same in every build."""

    @property
    def address(self) -> str:
        """Its page, relative to the site root."""
        return f"{self.agency}/{self.of}.html"

    @property
    def month(self) -> tuple[int, int]:
        """Year and month."""
        return self.moment.year, self.moment.month


def changes(
    agency: Agency, records: Sequence[Record], shown: Collection[str]
) -> tuple[Change, ...]:
    """What happened at an agency, newest first.

    `records` are the public ones, `shown` the ids that have a page. Of a thing removed for
    personal data there is the removal alone, without a name; a revision that a notice of the same
    day explains is told once, by the notice.
    """
    public = {record.id: record for record in records}
    told = [*_notices(agency, public, shown)]
    explained = {(c.of, c.moment.date()) for c in told if c.kind == "changed"}
    told += [
        change
        for record in records
        for change in _of_record(agency, record)
        if change.kind != REVISED or (change.of, change.moment.date()) not in explained
    ]
    return newest_first(told)


def newest_first(told: Sequence[Change]) -> tuple[Change, ...]:
    """Changes by moment; at the same moment by agency and id."""
    ordered = sorted(told, key=lambda change: (change.agency, change.of, change.kind))
    return tuple(sorted(ordered, key=lambda change: change.moment, reverse=True))


def stands_since(record: Record) -> dt.datetime:
    """When the text of a record as it stands was put up."""
    return max(record.head.published, record.head.revised or record.head.published)


def last_moment(told: Sequence[Change]) -> dt.datetime | None:
    """The moment of the newest change; None without any."""
    return max((change.moment for change in told), default=None)


def _of_record(agency: Agency, record: Record) -> Iterator[Change]:
    moments = {PUBLISHED: record.head.published}
    if stands_since(record) > record.head.published:
        moments[REVISED] = stands_since(record)
    item = agency.item_by_id.get(record.head.item or "")
    for kind, moment in moments.items():
        yield Change(kind, moment, agency.id, record.id, record.head.title, record, item, None)


def _notices(
    agency: Agency, public: Mapping[str, Record], shown: Collection[str]
) -> Iterator[Change]:
    hidden = removed(agency)
    seen: Counter[str] = Counter()
    for entry in agency.notices:
        notice = entry.notice
        if notice.of not in shown or (notice.of in hidden and notice.kind != REMOVED):
            continue
        mark = f"{notice.kind}-{notice.date}"
        seen[f"{notice.of} {mark}"] += 1
        again = seen[f"{notice.of} {mark}"]
        record = public.get(notice.of)
        item = agency.item_by_id.get((record.head.item or "") if record else notice.of)
        moment = dt.datetime.combine(notice.date, dt.time())
        if record and notice.kind == "changed" and stands_since(record).date() == notice.date:
            moment = stands_since(record)
        title = record.head.title if record else item.entry.name if item else ""
        yield Change(
            notice.kind,
            moment,
            agency.id,
            notice.of,
            title,
            record,
            item,
            notice,
            mark if again == 1 else f"{mark}-{again}",
        )
