"""What changed in an agency's catalogue and when: by the dates in its files and, for items, by git."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.agency import Notice
from ..model.outline import REMOVED, Card, Outline, minute_of, moment_of, month_of
from ..past.story import ADDED, Part, Step

PUBLISHED, REVISED = "published", "revised"
LISTED, AMENDED = "listed", "amended"


class Change(NamedTuple):
    """One thing that happened to an item, record or service.

    A tuple, because a city has 74,000 and they are made in one go.
    """

    kind: str
    """`published`, `revised`, the kind of the notice, or, of an item, `listed` and `amended`."""
    minute: int
    """See `model.outline.minute_of`. A notice has only a day: its midnight, or the minute of the
    revision that it explains."""
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
    """Sets a notice, or a change of an item, apart from others of the same thing; the same in every
    build."""
    parts: tuple[Part, ...] = ()
    """What became of an item, by git."""

    @property
    def address(self) -> str:
        """Its page, relative to the site root."""
        return f"{self.agency}/{self.of}.html"

    @property
    def plain(self) -> tuple[object, ...]:
        """All of it as texts and numbers."""
        notice = self.notice.model_dump_json() if self.notice else None
        card = tuple(self.record) if self.record else None
        return (*self[:5], card, self.item, notice, self.parts)

    @property
    def moment(self) -> dt.datetime:
        """When, in +08:00."""
        return moment_of(self.minute)

    @property
    def told_later(self) -> bool:
        """Whether a newer text than the one of this change may be shown of its record."""
        record = self.record
        return record is not None and record.revised_at is not None and not self.notice

    @property
    def holds(self) -> bool:
        """Whether it may be told as news: no text is that was put up and is not in force any more."""
        return self.notice is not None or self.record is None or not self.record.ended

    @property
    def month(self) -> tuple[int, int]:
        """Year and month."""
        return month_of(self.minute)


_DAY = 24 * 60


def changes(
    agency: Outline,
    records: Sequence[Card],
    shown: Collection[str],
    steps: Mapping[str, Sequence[Step]],
) -> tuple[Change, ...]:
    """What happened at an agency, newest first.

    `records` are the public ones, newest first; `shown` are the ids that have a page; `steps` is
    what git tells of things. Of a thing removed for personal data there is the removal alone,
    without a name; a revision that a notice of the same day explains is told once, by the notice.
    Of records git tells nothing here: what matters of them has a date in the files.
    """
    notices = [*_notices(agency, records, shown)] if agency.notices else []
    notices += _amended(agency, steps)
    explained = {(c.of, c.minute // _DAY) for c in notices if c.kind == "changed"}
    told = [(PUBLISHED, record.published_at, record) for record in records]
    told += [
        (REVISED, record.revised_at, record)
        for record in records
        if record.revised_at is not None
        and record.revised_at > record.published_at
        and (record.id, record.revised_at // _DAY) not in explained
    ]
    name, items = agency.id, agency.items
    dated = [
        Change(kind, minute, name, card.id, card.title, card,
               card.item if card.item in items else None, None)
        for kind, minute, card in told
    ]  # fmt: skip
    if len(dated) == len(records) and not notices:
        return tuple(dated)  # as they came
    return latest_first([*notices, *dated])


def latest_first(told: Iterable[Change]) -> tuple[Change, ...]:
    """Changes by moment; at the same moment by agency, id and kind."""
    return tuple(sorted(told, key=lambda each: (-each.minute, each.agency, each.of, each.kind)))


def last_moment(told: Iterable[Change]) -> dt.datetime | None:
    """The moment of the newest change; None without any."""
    last = max((change.minute for change in told), default=None)
    return None if last is None else moment_of(last)


def _amended(agency: Outline, steps: Mapping[str, Sequence[Step]]) -> Iterator[Change]:
    """What became of items; what a notice tells it tells alone."""
    noticed = {(each.of, minute_of(dt.datetime.combine(each.date, dt.time())) // _DAY)
               for each in agency.notices}  # fmt: skip
    for of, every in steps.items():
        line = agency.items.get(of)
        seen: Counter[str] = Counter()
        for step in every if line else ():
            day = moment_of(step.minute).date()
            seen[f"{day}"] += 1
            again = seen[f"{day}"]
            if (of, step.minute // _DAY) not in noticed and line:
                kind = LISTED if any(part[0] == ADDED for part in step.parts) else AMENDED
                mark = f"{AMENDED}-{day}" + (f"-{again}" if again > 1 else "")
                yield Change(kind, step.minute, agency.id, of, line.name, None, of, None, mark,
                             step.parts)  # fmt: skip


def _notices(agency: Outline, records: Sequence[Card], shown: Collection[str]) -> Iterator[Change]:
    public = {record.id: record for record in records}
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
        minute = minute_of(dt.datetime.combine(notice.date, dt.time()))
        if record and notice.kind == "changed" and record.stands_since // _DAY == minute // _DAY:
            minute = record.stands_since
        line = agency.items.get(item)
        line = line if line and line.public else None
        title = record.title if record else line.name if line else ""
        if not title and notice.kind == "renamed":
            title = _name_of_now(agency, public, notice.successor or "")
        yield Change(
            notice.kind,
            minute,
            agency.id,
            notice.of,
            title,
            record,
            item if line else None,
            notice,
            mark if again == 1 else f"{mark}-{again}",
        )


def _name_of_now(agency: Outline, public: Mapping[str, Card], thing: str) -> str:
    """What a thing of the agency that was renamed is called; empty where it is elsewhere."""
    line = agency.items.get(thing)
    return public[thing].title if thing in public else line.name if line and line.public else ""
