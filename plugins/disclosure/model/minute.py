"""Moments as minutes: a city has 74,000 of them on few days, and most are never asked for."""

from __future__ import annotations

import datetime as dt
from functools import cache

_EPOCH = dt.datetime(1970, 1, 1)
_MINUTE = dt.timedelta(minutes=1)


def minute_of(moment: dt.datetime) -> int:
    """A moment as minutes since 1970 began, both in +08:00."""
    return (moment - _EPOCH) // _MINUTE


def moment_of(minute: int) -> dt.datetime:
    """The moment that `minute_of` gave this number for."""
    return _EPOCH + minute * _MINUTE


def month_of(minute: int) -> tuple[int, int]:
    """The year and month of a minute. A city has 74,000 minutes on few days."""
    return _month_of_day(minute // (24 * 60))


@cache
def _month_of_day(day: int) -> tuple[int, int]:
    moment = moment_of(day * 24 * 60)
    return moment.year, moment.month
