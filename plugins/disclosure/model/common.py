"""Types that several file kinds share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[a-z0-9][a-z0-9-]{1,59}"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")


class Shape(BaseModel):
    """The base of all shapes: frozen, no unknown keys, fields known by their Chinese titles."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _numbers(value: object, pattern: re.Pattern[str], shape: str) -> list[int]:
    match = pattern.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise PydanticCustomError("shape", "{wanted}", {"wanted": shape})
    return [int(group) for group in match.groups()]


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    return _day(value if isinstance(value, str) else None)


@lru_cache(maxsize=20_000)  # a city has 370,000 dates on few days
def _day(value: str | None) -> dt.date:
    numbers = _numbers(value, _DATE, "2026-08-12")
    try:
        day = dt.date(*numbers)
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such date") from None
    return _near(day)


D = TypeVar("D", dt.date, dt.datetime)


def _near(day: D) -> D:
    """A day of a year that a catalogue may speak of: 0206 and 2926 are slips for 2026."""
    if not 1900 <= day.year <= 2199:
        raise PydanticCustomError("far_date", "a year of another age")
    return day


def _moment(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    numbers = _numbers(value, _MOMENT, "2026-08-12 09:00")
    try:
        moment = dt.datetime(*numbers)  # type: ignore[arg-type]  # five numbers, never tzinfo
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such moment") from None
    return _near(moment)


def _month_day(value: object) -> str:
    month, day = _numbers(value, _MONTH_DAY, "03-31")
    try:
        dt.date(2000, month, day)
    except ValueError:
        raise PydanticCustomError("impossible_date", "no such day of the year") from None
    return str(value)


def _schema(pattern: re.Pattern[str], example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern.pattern, "examples": [example]})


Date = Annotated[dt.date, BeforeValidator(_date), _schema(_DATE, "2026-08-12")]
"""A calendar day, `YYYY-MM-DD`."""
Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda moment: moment.strftime("%Y-%m-%d %H:%M")),
    _schema(_MOMENT, "2026-08-12 09:00"),
]
"""A moment in +08:00, `YYYY-MM-DD HH:MM`."""
MonthDay = Annotated[str, BeforeValidator(_month_day), _schema(_MONTH_DAY, "03-31")]
"""A day of every year, `MM-DD`."""
Words = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""A text that is not empty."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A name used in addresses; its form is a rule of `checks.identity`, so that it gets its advice."""
Ref = Id
"""The id of something that stands elsewhere."""
Count = Annotated[int, Field(ge=0, le=100_000_000)]


class Within(Shape):
    """`{days: 20, unit: working, after: approved}`: so long after (or before) an event."""

    days: Annotated[int, Field(ge=1, le=3660)] | None = Field(None, title="天数")
    hours: Annotated[int, Field(ge=1, le=8760)] | None = Field(None, title="小时数")
    months: Annotated[int, Field(ge=1, le=120)] | None = Field(None, title="月数")
    unit: Literal["working", "calendar"] | None = Field(None, title="工作日或自然日")
    after: Ref | None = Field(None, title="自何时起")
    before: Ref | None = Field(None, title="在何时之前")


class ByDate(Shape):
    """`{by: "03-31"}`: by a day of each year."""

    by: MonthDay = Field(title="每年的期限日")


class ByDay(Shape):
    """`{by_day: 10, each: month}`: by a day of each month or quarter."""

    by_day: int = Field(ge=1, le=92, title="第几日前")
    each: Literal["month", "quarter"] = Field(title="每月或每季度")


LAST_DAY: Mapping[str, int] = {"month": 31, "quarter": 90}
"""The last day that may be said of each: the 31st is the end of a month, as offices say it; of a
quarter one that the shortest, January to March, has too, for it is said as days after an end."""


Limit = Literal["real-time", "prompt", "standing"] | Within | ByDate | ByDay
"""A time limit (design: the limit grammar)."""


def _limit(value: Any) -> Any:
    """Choose the form of a limit by its keys, so that a mistake gets one clear sentence."""
    if isinstance(value, str):
        if value not in ("real-time", "prompt", "standing"):
            raise PydanticCustomError("limit", "{problem}", {"problem": "word", "value": value})
        return value
    if isinstance(value, Within | ByDate | ByDay):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("limit", "{problem}", {"problem": "kind"})
    if "by" in value:
        return ByDate.model_validate(value)
    if "by_day" in value or "each" in value:
        found = ByDay.model_validate(value)
        if found.by_day > LAST_DAY[found.each]:
            raise PydanticCustomError(
                "limit", "{problem}", {"problem": found.each, "value": found.by_day}
            )
        return found
    limit = Within.model_validate(value)
    amounts = [n for n in (limit.days, limit.hours, limit.months) if n is not None]
    problem = (
        "amount"
        if len(amounts) != 1
        else "unit"
        if limit.days is not None and limit.unit is None
        else "months"
        if limit.months is not None and limit.unit == "working"
        else "event"
        if (limit.after is None) == (limit.before is None)
        else None
    )
    if problem:
        raise PydanticCustomError("limit", "{problem}", {"problem": problem})
    return limit


PlainLimit = str | tuple[tuple[str, str | int], ...] | None
"""A limit as texts and numbers, see `plain_limit`."""


def plain_limit(limit: Limit | None) -> PlainLimit:
    """A limit as texts and numbers, to be kept and compared."""
    if limit is None or isinstance(limit, str):
        return limit
    return tuple(limit.model_dump(exclude_none=True).items())


@lru_cache(maxsize=10_000)  # a city has 13,000 items and few limits
def limit_of(plain: PlainLimit) -> Limit | None:
    """The limit that `plain_limit` gave this for."""
    if plain is None:
        return None
    found: Limit = _limit(plain if isinstance(plain, str) else dict(plain))
    return found


LimitField = Annotated[Limit, BeforeValidator(_limit)]
"""A limit as a field: `Limit` with errors of type `limit`."""
