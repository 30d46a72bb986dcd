"""Working days in China, the day on which a time limit ends, and the arithmetic that led to it.

Which days are off and which weekends are worked is announced once a year, in October to December,
by the State Council; `chinesecalendar` holds what was announced and refuses years of which nothing
was. `site.yml` adds days that it does not know: those of a year announced since, local holidays,
extraordinary days. A limit that ends beyond what was announced is counted by weekdays until
then, and is provisional.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

import chinese_calendar

from .model.common import ByDate, ByDay, Within
from .model.pack import PackFile
from .model.site import AnnouncedDay, SiteFile

Why = Literal["weekday", "weekend", "holiday", "make-up", "announced", "unknown", "calendar"]
"""Why a day is counted or not. `unknown`: nobody has announced the days of its year; `calendar`:
every day of the calendar counts."""
_ONE = dt.timedelta(days=1)
_LAST = dt.date(9990, 1, 1)
"""No limit is counted beyond: the calendar of Python ends with 9999."""


class Day(NamedTuple):
    """What a day is."""

    working: bool
    why: Why
    name: str = ""
    """Of the holiday; of an announced day what it rests on."""


class Run(NamedTuple):
    """Days one after the other that are counted, or not, for the same reason."""

    first: dt.date
    last: dt.date
    counted: tuple[int, int] | None
    """The numbers of the first and of the last one in the count; None where none is counted."""
    why: Why | Literal["start"]
    name: str = ""


class Due(NamedTuple):
    """The last day on which something is in time."""

    day: dt.date
    provisional: bool = False
    """Whether it rests on days of which nobody has announced yet whether they are worked."""


@dataclass(frozen=True)
class Clock:
    """The calendar that limits are counted by."""

    announced: dict[dt.date, AnnouncedDay]
    """Days that `site.yml` says something of; they go before what everybody knows."""
    years: frozenset[int]
    """Years of which `site.yml` has all days that were announced."""
    count_first: bool
    """Whether the day of the event is the first day of the limit (a setting of the pack)."""
    _days: dict[dt.date, Day] = field(default_factory=dict, repr=False, compare=False)
    _between: dict[tuple[dt.date, dt.date], int] = field(
        default_factory=dict, repr=False, compare=False
    )
    _ends: dict[tuple[dt.date, int], Due] = field(default_factory=dict, repr=False, compare=False)


def clock_of(site: SiteFile, pack: PackFile | None) -> Clock:
    """The clock of a site and its primary regulation."""
    return Clock(
        announced={day.date: day for day in reversed(site.days)},
        years=frozenset(year.year for year in site.years),
        count_first=bool(pack and pack.count_day_of_receipt),
    )


def day_of(clock: Clock, date: dt.date) -> Day:
    """What a day is."""
    day = clock._days.get(date)
    if day is None:
        day = clock._days[date] = _look_up(clock, date)
    return day


def _look_up(clock: Clock, date: dt.date) -> Day:
    if own := clock.announced.get(date):
        return Day(own.working, "announced", own.basis)
    weekday = date.weekday() < 5
    if not _FIRST <= date.year <= _NEWEST:  # chinesecalendar would refuse
        known = date.year in clock.years
        return Day(weekday, ("weekday" if weekday else "weekend") if known else "unknown")
    off, name = chinese_calendar.get_holiday_detail(date)
    if off:
        return Day(False, "holiday", _chinese(name)) if name else Day(False, "weekend")
    return Day(True, "weekday") if weekday else Day(True, "make-up", _chinese(name or ""))


def _chinese(name: str) -> str:
    """The name of a holiday as the regulation on public holidays has it."""
    return _NAMES.get(name, name)


_FIRST, _NEWEST = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year
"""The years whose days off the package holds as they were announced."""
_SHORT = ("清明", "端午", "中秋")
_NAMES: dict[str, str] = {
    each.value: f"{each.chinese}节" if each.chinese in _SHORT else each.chinese
    for each in chinese_calendar.Holiday
}


def due_after(clock: Clock, limit: Within, event: dt.date) -> Due:
    """The last day in time for a limit that counts from (or back from) the day of an event."""
    if limit.months is not None:
        return Due(add_months(event, -limit.months if limit.before else limit.months))
    # Of an event only the day is known, so hours are counted as the days that they begin.
    days = limit.days if limit.days is not None else -(-(limit.hours or 0) // 24)
    step = -1 if limit.before else 1
    if limit.unit != "working":
        return Due(_plus(event, step * (days - clock.count_first)))
    key = event, step * days
    if key not in clock._ends:
        clock._ends[key] = _end(clock, *key)
    return clock._ends[key]


def _end(clock: Clock, event: dt.date, days: int) -> Due:
    left, provisional, day, last = abs(days), False, event, event
    for day in _from(clock, event, days):
        each = day_of(clock, day)
        provisional |= each.why == "unknown"
        if each.working:
            left, last = left - 1, day
        if left <= 0:
            break
    return Due(last if left <= 0 else day, provisional)


def _from(clock: Clock, event: dt.date, days: int) -> Iterator[dt.date]:
    """The days after an event (before it, where `days` is negative), with its own if that counts."""
    step = -1 if days < 0 else 1
    first = event.toordinal() + (0 if clock.count_first else step)
    stop = 0 if days < 0 else _LAST.toordinal()
    return map(dt.date.fromordinal, range(first, stop, step))


def _plus(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), _LAST.toordinal()))


def days_later(day: dt.date, days: int) -> dt.date:
    """So many days later (or earlier); at the ends of the calendar its first or last day."""
    number = min(max(day.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(number)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year < _LAST.year:
        return dt.date.min if year < 1 else _LAST
    if day.day <= 28:  # most days, and asked for them all in a city
        return dt.date(year, month + 1, day.day)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def arithmetic(clock: Clock, limit: Within, event: dt.date) -> tuple[Run, ...]:
    """How `due_after` comes to its day: every day from the event to it, counted or not, and why.

    Days that follow each other for the same reason make one run. Months are not counted by days:
    then there is only the day of the event.
    """
    start = Run(event, event, None, "start")
    if limit.months is not None:
        return (start,)
    step = -1 if limit.before else 1
    due = due_after(clock, limit, event).day
    days = takewhile(due.__ge__ if step > 0 else due.__le__, _from(clock, event, step))
    runs = [] if clock.count_first else [start]
    number = 0
    for (working, why, name), group in groupby(days, lambda day: _told(clock, limit, day)):
        each = list(group)
        counted = (number + 1, number + len(each)) if working else None
        number += len(each) if working else 0
        runs.append(Run(each[0], each[-1], counted, why, name))
    return tuple(runs)


def _told(clock: Clock, limit: Within, day: dt.date) -> Day:
    return day_of(clock, day) if limit.unit == "working" else Day(True, "calendar")


def working_days(clock: Clock, first: dt.date, last: dt.date) -> int:
    """How many working days there are after `first`, up to and with `last`; 0 if it is earlier."""
    known = clock._between.get((first, last))
    if known is None:
        days = range(first.toordinal() + 1, last.toordinal() + 1)
        if len(days) <= _LONG:
            known = sum(day_of(clock, dt.date.fromordinal(day)).working for day in days)
        else:
            told = {*chinese_calendar.holidays, *chinese_calendar.workdays, *clock.announced}
            known = _weekdays(days.stop - 1) - _weekdays(days.start - 1)
            known += sum(
                day_of(clock, day).working - (day.weekday() < 5)
                for day in told
                if first < day <= last
            )
        clock._between[first, last] = known
    return known


_LONG = 1500
"""Days from which it is quicker to count weekdays and then what is said of single days."""


def _weekdays(day: int) -> int:
    """Mondays to Fridays up to the day of this number; 1 is 0001-01-01, a Monday."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


@lru_cache(maxsize=50_000)
def next_due_day(limit: ByDate | ByDay, day: dt.date) -> dt.date | None:
    """The first of these days after a day; None at the end of the calendar."""
    return next(due_days(limit, day + _ONE), None)


def due_days(limit: ByDate | ByDay, first: dt.date) -> Iterator[dt.date]:
    """The days by which something is due again and again, from the one on or after `first`."""
    for day in _by_date(limit, first.year) if isinstance(limit, ByDate) else _by_day(limit, first):
        if day >= first:
            yield day


def _by_date(limit: ByDate, year: int) -> Iterator[dt.date]:
    month, day = map(int, limit.by.split("-"))
    for each in range(year, _LAST.year):
        yield dt.date(each, month, min(day, calendar.monthrange(each, month)[1]))


def _by_day(limit: ByDay, since: dt.date) -> Iterator[dt.date]:
    """By the n-th day of each month or quarter; by its last one, if it has fewer."""
    months = 1 if limit.each == "month" else 3
    first = dt.date(since.year, (since.month - 1) // months * months + 1, 1)
    while first < _LAST:
        after = add_months(first, months)
        yield min(_plus(first, limit.by_day - 1), after - _ONE)
        first = after


@lru_cache(maxsize=50_000)  # a city has 74,000 records on few days
def nearest_due(limit: ByDate | ByDay, day: dt.date) -> dt.date:
    """The due day that lies nearest to a day: the one that what was published then answers."""
    earlier = None
    for later in due_days(limit, add_months(day, -13 if isinstance(limit, ByDate) else -4)):
        if later >= day:
            return earlier if earlier and day - earlier <= later - day else later
        earlier = later
    return earlier or day
