"""Whether a record came in time: when it was due by the limit of its item, and when it came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .clock import Clock, Due, due_after, nearest_due, next_due_day, working_days
from .model.common import ByDate, ByDay, Within, limit_of
from .model.outline import Card, ItemLine, moment_of
from .model.pack import PackFile

_CHANGED = "changed"
"""The event of a pack that a revision answers."""


@dataclass(frozen=True)
class Timing:
    """When a record was due, and when it came."""

    due: Due
    since: dt.date | None
    """The day that its limit counts from; None for a day of the calendar."""
    came: dt.datetime
    """When it was published; of a change that came later, when it was last revised."""
    late: int | None
    """By how many working days it came late; None if it was in time. 0: late, but no working day
    lies between."""


def timing_of(line: ItemLine, card: Card, pack: PackFile, clock: Clock) -> Timing | None:
    """When a record was due by the limit of its item; None where there is nothing to count.

    What explains or answers another record is not what a day of the calendar waits for.
    """
    limit = limit_of(line.limit)
    since = dt.date.fromordinal(card.counts_from) if card.counts_from else None
    if limit is None or isinstance(limit, str):
        return None
    if not isinstance(limit, Within):
        if card.kind in pack.explaining:
            return None
        due = Due(answered(limit, card.published.date(), since))
        return _timing(clock, due, None, card.published)
    if since is None or (came := _came(limit, card, since, pack)) is None:
        return None
    return _timing(clock, due_after(clock, limit, since), since, came)


def _timing(clock: Clock, due: Due, since: dt.date | None, came: dt.datetime) -> Timing:
    day = came.date()
    late = working_days(clock, due.day, day) if day > due.day else None
    return Timing(due, since, came, late)


def _came(limit: Within, card: Card, since: dt.date, pack: PackFile) -> dt.datetime | None:
    """When that came which a limit waits for: of a change after the publication it is the revision.

    None where there has been none since. Other events may well be announced before they happen. Of
    several revisions files know the last one only; the page says that it is the last.
    """
    event = pack.event_by_id.get(limit.after or "")
    changes = event is not None and _CHANGED in (event.id, *event.any_of)
    if not changes or since <= card.published.date():
        return card.published
    revised = moment_of(card.revised_at or card.published_at)
    return revised if revised.date() >= since else None


def answered(limit: ByDate | ByDay, published: dt.date, period_end: dt.date | None) -> dt.date:
    """The due day that a record answers: the first one after the period it speaks of, else the
    nearest to its publication.
    """
    if period_end:
        return next_due_day(limit, period_end) or published
    return nearest_due(limit, published)
