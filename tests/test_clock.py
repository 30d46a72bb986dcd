"""Working days, due days and the arithmetic that led to them, by real dates."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from pydantic import TypeAdapter

from disclosure.clock import (
    Clock,
    Due,
    add_months,
    arithmetic,
    day_of,
    days_later,
    due_after,
    due_days,
    nearest_due,
    working_days,
)
from disclosure.model.common import ByDate, ByDay, LimitField, Within
from disclosure.model.site import AnnouncedDay

D = dt.date.fromisoformat
_LIMIT: TypeAdapter[object] = TypeAdapter(LimitField)


def clock(*days: tuple[str, bool], years: tuple[int, ...] = (), first: bool = False) -> Clock:
    announced = {
        D(day): AnnouncedDay(date=D(day), working=on, basis="示例公告") for day, on in days
    }
    return Clock(announced, frozenset(years), first)


def within(**facts: object) -> Within:
    limit = _LIMIT.validate_python({"unit": "working", "after": "received", **facts})
    assert isinstance(limit, Within)
    return limit


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [  # reference/domain.md, section 4
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-09-18", 15, "2026-10-15"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-11-23", 10, "2026-12-07"),
        ("2026-11-23", 15, "2026-12-14"),
        ("2026-11-23", 20, "2026-12-21"),
        # Received on a day off: the first working day after it is the first one counted.
        ("2026-10-03", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),  # a Saturday that is worked
    ],
)
def test_working_days_after_receipt(received: str, days: int, due: str) -> None:
    assert due_after(clock(), within(days=days), D(received)) == Due(D(due))


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (40, "2026-11-06"),
        (20, "2026-12-04"),
        (15, "2026-12-11"),
        (10, "2026-12-18"),
        (7, "2026-12-23"),
    ],
)
def test_the_first_receipt_whose_limit_needs_a_year_not_announced(days: int, first: str) -> None:
    """Of receipts on working days: the day before the limit still ends in 2026."""
    day, at = D(first), clock()
    assert due_after(at, within(days=days), day).provisional
    assert due_after(at, within(days=days), day - dt.timedelta(days=1)) == Due(D("2026-12-31"))


def test_a_year_that_the_site_announces_is_not_provisional() -> None:
    limit, received = within(days=20), D("2026-12-04")
    days = (("2027-01-01", False), ("2027-01-02", False), ("2027-01-03", False))
    assert due_after(clock(), limit, received) == Due(D("2027-01-01"), provisional=True)
    assert due_after(clock(*days), limit, received) == Due(D("2027-01-04"), provisional=True)
    assert due_after(clock(*days, years=(2027,)), limit, received) == Due(D("2027-01-04"))
    off = (*days, ("2026-12-30", False))
    assert due_after(clock(*off, years=(2027,)), limit, received) == Due(D("2027-01-05"))


@pytest.mark.parametrize(
    ("limit", "event", "due"),
    [
        ({"days": 20, "unit": "calendar"}, "2026-09-18", "2026-10-08"),
        ({"hours": 24}, "2026-09-30", "2026-10-01"),
        ({"hours": 25}, "2026-09-30", "2026-10-02"),
        ({"hours": 24, "unit": "working"}, "2026-09-30", "2026-10-08"),
        ({"months": 1, "unit": "calendar"}, "2026-01-31", "2026-02-28"),
        ({"months": 12}, "2024-02-29", "2025-02-28"),
        ({"days": 5, "unit": "working", "before": "x", "after": None}, "2026-10-08", "2026-09-23"),
        ({"days": 5, "unit": "calendar", "before": "x", "after": None}, "2026-10-08", "2026-10-03"),
        ({"months": 1, "before": "x", "after": None}, "2026-03-31", "2026-02-28"),
    ],
)
def test_other_units(limit: dict[str, object], event: str, due: str) -> None:
    limit = {"unit": None} | limit
    assert due_after(clock(), within(**limit), D(event)) == Due(D(due))


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ({"days": 10}, "2026-10-08"),
        ({"days": 1}, "2026-09-18"),
        ({"days": 10, "unit": "calendar"}, "2026-09-27"),
    ],
)
def test_a_pack_may_count_the_day_of_receipt(limit: dict[str, object], due: str) -> None:
    assert due_after(clock(first=True), within(**limit), D("2026-09-18")) == Due(D(due))


def test_what_a_day_is() -> None:
    at = clock(("2026-04-02", False), ("2026-10-10", False))
    found = {day: tuple(day_of(at, D(day))) for day in (
        *("2026-09-17", "2026-09-19", "2026-09-20", "2026-09-25", "2026-10-01", "2026-10-10"),
        *("2026-04-02", "2027-01-01", "2027-01-02"),
    )}  # fmt: skip
    assert found == {
        "2026-09-17": (True, "weekday", ""),
        "2026-09-19": (False, "weekend", ""),
        "2026-09-20": (True, "make-up", "国庆节"),
        "2026-09-25": (False, "holiday", "中秋节"),
        "2026-10-01": (False, "holiday", "国庆节"),
        "2026-10-10": (False, "announced", "示例公告"),
        "2026-04-02": (False, "announced", "示例公告"),
        "2027-01-01": (True, "unknown", ""),
        "2027-01-02": (False, "unknown", ""),
    }


def test_each_day_is_accounted_for() -> None:
    runs = arithmetic(clock(), within(days=10), D("2026-09-18"))
    assert [(str(r.first), str(r.last), r.counted, r.why, r.name) for r in runs] == [
        ("2026-09-18", "2026-09-18", None, "start", ""),
        ("2026-09-19", "2026-09-19", None, "weekend", ""),
        ("2026-09-20", "2026-09-20", (1, 1), "make-up", "国庆节"),
        ("2026-09-21", "2026-09-24", (2, 5), "weekday", ""),
        ("2026-09-25", "2026-09-27", None, "holiday", "中秋节"),
        ("2026-09-28", "2026-09-30", (6, 8), "weekday", ""),
        ("2026-10-01", "2026-10-07", None, "holiday", "国庆节"),
        ("2026-10-08", "2026-10-09", (9, 10), "weekday", ""),
    ]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("unit", ["working", "calendar"])
@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize("event", ["2026-02-13", "2026-09-30", "2026-10-04", "2026-12-20"])
def test_the_arithmetic_leads_to_the_due_day(event: str, way: str, unit: str, first: bool) -> None:
    """No day between event and due day is left out or told twice, and the last one counted is it."""
    at = clock(first=first)
    limit = within(days=17, unit=unit, **{"after": None, way: "received"})
    runs = arithmetic(at, limit, D(event))
    step = -1 if way == "before" else 1
    days = [
        run.first + dt.timedelta(days=step * number)
        for run in runs
        for number in range(abs((run.last - run.first).days) + 1)
    ]
    due = due_after(at, limit, D(event)).day
    assert days == [D(event) + dt.timedelta(days=step * n) for n in range(len(days))]
    assert days[-1] == due
    assert runs[-1].counted and runs[-1].counted[1] == 17


def test_working_days_between() -> None:
    at = clock()
    assert working_days(at, D("2026-09-30"), D("2026-10-10")) == 3
    assert working_days(at, D("2026-10-09"), D("2026-10-09")) == 0
    assert working_days(at, D("2026-10-02"), D("2026-10-04")) == 0
    assert working_days(at, D("2026-10-10"), D("2026-09-30")) == 0


def test_working_days_between_far_days_are_those_of_each_day() -> None:
    """A slip in a year (0206 for 2026) costs no minutes."""
    at = clock(("1998-01-28", False), ("2500-01-03", True), ("2026-10-10", False))
    first, last = D("1990-05-01"), D("2600-03-07")
    each = (first + dt.timedelta(days=number) for number in range(1, (last - first).days + 1))
    assert working_days(at, first, last) == sum(day_of(at, day).working for day in each)
    began = time.monotonic()
    for day in range(1, 100):
        working_days(at, dt.date(1, 1, 1), dt.date(9999, 9, 1) - dt.timedelta(days=day))
    assert time.monotonic() - began < 5


def test_due_days_that_come_again() -> None:
    def days(limit: ByDate | ByDay, first: str, count: int = 4) -> list[str]:
        found = due_days(limit, D(first))
        return [str(next(found)) for _ in range(count)]

    assert days(ByDate(by="03-31"), "2026-03-31", 2) == ["2026-03-31", "2027-03-31"]
    assert days(ByDate(by="02-29"), "2027-01-01", 2) == ["2027-02-28", "2028-02-29"]
    assert days(ByDay(by_day=31, each="month"), "2026-01-31") == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
    ]
    assert days(ByDay(by_day=15, each="quarter"), "2026-01-16") == [
        *("2026-04-15", "2026-07-15", "2026-10-15", "2027-01-15")
    ]


@pytest.mark.parametrize(
    ("published", "answers"),
    [
        ("2026-10-18", "2026-10-20"),
        ("2026-10-20", "2026-10-20"),
        ("2026-11-02", "2026-10-20"),  # late, not eighteen days early
        ("2026-11-06", "2026-11-20"),
    ],
)
def test_what_is_published_answers_the_nearest_due_day(published: str, answers: str) -> None:
    assert nearest_due(ByDay(by_day=20, each="month"), D(published)) == D(answers)


def test_the_ends_of_the_calendar_are_no_failure() -> None:
    at = clock()
    assert due_after(at, within(days=3660), D("9990-01-01")).day.year <= 9990
    assert due_after(at, within(days=3660, after=None, before="x"), D("0001-01-02")).day.year == 1
    assert add_months(D("9990-12-31"), 120).year == 9990
    assert nearest_due(ByDate(by="03-31"), D("0001-01-02")) == D("0001-03-31")
    assert list(due_days(ByDay(by_day=1, each="month"), D("9999-01-01"))) == []
    assert days_later(D("9999-12-20"), 30) == D("9999-12-31")
    assert days_later(D("9999-12-20"), 3) == D("9999-12-23")
    assert days_later(D("0001-01-02"), -30) == D("0001-01-01")
