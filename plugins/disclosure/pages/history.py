"""What changed in an agency's catalogue and when, by the dates that stand in its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.agency import Notice
from ..model.outline import Card, Outline, packed_card

PUBLISHED, REVISED, REMOVED = "published", "revised", "removed-personal-data"


class Change(NamedTuple):
    """One thing that happened to an item, record or service.

    A tuple, because a city has 74,000 and they are made in one go.
    """

    kind: str
    """`published`, `revised`, or the kind of the notice."""
    moment: dt.datetime
    """In +08:00. A notice has only a day: its midnight, or the moment of the revision it explains."""
    agency: str
    of: str
    """The id; the page is `<agency>/<of>.html`."""
    title: str
    """The name of the thing; empty when nothing but a notice is left of it."""
    record: Card | None
    item: str | None
    """The id of the item itself, or of the one that the record belongs to."""
    notice: Notice | None
    mark: str = ""
    """Sets a notice apart from others of the same thing; the same in every build."""

    @property
    def address(self) -> str:
        """Its page, relative to the site root."""
        return f"{self.agency}/{self.of}.html"

    @property
    def plain(self) -> tuple[object, ...]:
        """All of it as texts and numbers."""
        notice = self.notice.model_dump_json() if self.notice else None
        card = packed_card(self.record) if self.record else None
        return (self.kind, self.moment.isoformat(), self.agency, self.of, self.title, card,
                self.item, notice)  # fmt: skip

    @property
    def month(self) -> tuple[int, int]:
        """Year and month."""
        return self.moment.year, self.moment.month


def changes(agency: Outline, records: Sequence[Card], shown: Collection[str]) -> tuple[Change, ...]:
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
    return latest_first(told)


def latest_first(told: Sequence[Change]) -> tuple[Change, ...]:
    """Changes by moment; at the same moment by agency and id."""
    ordered = sorted(told, key=lambda change: (change.agency, change.of, change.kind))
    return tuple(sorted(ordered, key=lambda change: change.moment, reverse=True))


def last_moment(told: Sequence[Change]) -> dt.datetime | None:
    """The moment of the newest change; None without any."""
    return max((change.moment for change in told), default=None)


def _of_record(agency: Outline, card: Card) -> Iterator[Change]:
    moments = {PUBLISHED: card.published}
    if card.stands_since > card.published:
        moments[REVISED] = card.stands_since
    item = card.item if card.item in agency.items else None
    for kind, moment in moments.items():
        yield Change(kind, moment, agency.id, card.id, card.title, card, item, None)


def _notices(
    agency: Outline, public: Mapping[str, Card], shown: Collection[str]
) -> Iterator[Change]:
    hidden = agency.hidden
    seen: Counter[str] = Counter()
    for notice in agency.notices:
        if notice.of not in shown or (notice.of in hidden and notice.kind != REMOVED):
            continue
        mark = f"{notice.kind}-{notice.date}"
        seen[f"{notice.of} {mark}"] += 1
        again = seen[f"{notice.of} {mark}"]
        record = public.get(notice.of)
        item = record.item if record else notice.of
        moment = dt.datetime.combine(notice.date, dt.time())
        if record and notice.kind == "changed" and record.stands_since.date() == notice.date:
            moment = record.stands_since
        line = agency.items.get(item)
        title = record.title if record else line.name if line else ""
        yield Change(
            notice.kind,
            moment,
            agency.id,
            notice.of,
            title,
            record,
            item if line else None,
            notice,
            mark if again == 1 else f"{mark}-{again}",
        )
