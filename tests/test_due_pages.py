"""What is due and late on the pages and in the calendars to subscribe to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar

from cases import EXPLAINED, ITEMS
from disclosure.exports import calendars
from disclosure.pages.view import open_view
from due_cases import owed, pending, plan, published
from page_builds import build as pages_of
from page_builds import city, words
from small_city import edit


def test_the_pages_of_what_is_due(tmp_path: Path) -> None:
    monthly = plan("{by_day: 19, each: month}", "monthly")
    catalogue = city(tmp_path, monthly, published("2026-10-12"))
    pages = pages_of(catalogue)
    said = words(pages["due/index.html"].article)
    assert (
        "截至2026年11月20日，按照各机关公开目录写明的时限和周期计算：逾期1项，30天内到期0项。"
        in said
    )
    assert "2026年11月19日逾期1个工作日发展计划小城人民政府办公室公开下一条信息每月19日前" in said
    own = words(pages["due/agency/city-office.html"].article)
    assert "2027年3月31日人防工程位置重新评估能否公开目录中写明的重新评估日期" in own
    assert "没有逾期的事项。" in words(pages["due/agency/water-bureau.html"].article)
    assert "下次公开最晚2026年11月19日" in words(pages["city-office/plan.html"].article)


def test_drafts_and_registers_are_no_matter_of_the_public(tmp_path: Path) -> None:
    catalogue = city(
        tmp_path,
        pending(dt.date(2026, 11, 1)),
        edit(EXPLAINED, "title: 发展计划解读", "title: 尚未审查的解读"),
    )
    kinds = {what for what, *_ in owed(catalogue)}
    assert {"answer", "draft"} <= kinds
    view = open_view(catalogue, ())
    told = "".join(page.article + page.aside for page in pages_of(catalogue).values())
    told += "".join(file.make().decode() for file in calendars(view))
    assert "Q-2" not in told and "尚未审查的解读" not in told


def test_a_provisional_day_says_so(tmp_path: Path) -> None:
    catalogue = city(
        tmp_path,
        plan("{days: 20, unit: working, after: period-end}", "quarterly"),
        published("2026-10-20", "{approved: 2026-03-01, period-end: 2026-09-30}"),
    )
    assert "最晚2027年1月28日（暂定：放假安排尚未公布）" in words(
        pages_of(catalogue)["city-office/plan.html"].article
    )


def test_a_calendar_to_subscribe_to(tmp_path: Path) -> None:
    monthly = plan("{by_day: 19, each: month}", "monthly")
    catalogue = city(tmp_path, monthly, published("2026-10-12"))
    made = {file.address: file.make() for file in calendars(open_view(catalogue, ()))}
    assert list(made) == [
        "due/city.ics", "due/agency/city-office.ics", "due/agency/water-bureau.ics"
    ]  # fmt: skip
    text = made["due/city.ics"]
    assert text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "URL")} == {
        "UID": "publish-city-office-plan-2026-11-19@www.small-city.example",
        "SUMMARY": "公开下一条信息：发展计划（小城人民政府办公室）",
        "URL": "https://www.small-city.example/zwgk/city-office/plan.html",
    }
    assert event["DTSTART"].dt == dt.date(2026, 11, 19)
    assert event["DTEND"].dt == dt.date(2026, 11, 20)
    every = icalendar.Calendar.from_ical(made["due/agency/city-office.ics"]).walk("VEVENT")
    assert len({event["UID"] for event in every}) == len(every) == 5


def test_a_name_with_signs_stays_one_line_of_a_calendar(tmp_path: Path) -> None:
    hostile = '"计划\\r\\nBEGIN:VALARM;x=1,y\\\\n"'
    catalogue = city(tmp_path, edit(ITEMS, "name: 发展计划", f"name: {hostile}"))
    (made,) = [
        file.make()
        for file in calendars(open_view(catalogue, ()))
        if file.address == "due/agency/city-office.ics"
    ]
    calendar = icalendar.Calendar.from_ical(made)
    assert {part.name for part in calendar.walk()} == {"VCALENDAR", "VEVENT"}
