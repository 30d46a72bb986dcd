"""What is due and late: duties by real dates, records that came in time or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import EXPLAINED, ITEMS, PLAN
from disclosure.clock import clock_of
from disclosure.timing import timing_of
from due_cases import owed, plan, published
from page_builds import build as pages_of
from page_builds import city, words
from small_city import OFFICE, Change, check, drop, edit, sign


def test_what_the_small_city_owes(tmp_path: Path) -> None:
    assert sorted(owed(city(tmp_path))) == [
        ("confirm", "city-office", "", "2027-11-02"),
        ("confirm", "city-office", "plan-2026", "2027-11-02"),
        ("confirm", "city-office", "plan-explained", "2027-11-02"),
        ("confirm", "city-office", "use-of-seal", "2027-11-16"),
        ("confirm", "water-bureau", "", "2027-11-02"),
        ("publish", "city-office", "plan", "2027-12-31"),
        ("reassess", "city-office", "tunnels", "2027-03-31"),
    ]


@pytest.mark.parametrize(
    ("limit", "period", "day", "events", "due"),
    [
        ("{by_day: 20, each: month}", "monthly", "2026-10-18", "", "2026-11-20"),
        ("{by_day: 20, each: month}", "monthly", "2026-11-02", "", "2026-11-20"),
        ("{by_day: 20, each: month}", "monthly", "2026-11-06", "", "2026-12-20"),
        # What a record says of its period goes before the day it came.
        ("{by_day: 20, each: month}", "monthly", "2026-11-06",
         "{approved: 2026-03-01, period-end: 2026-09-30}", "2026-11-20"),
        ("{by_day: 15, each: quarter}", "quarterly", "2026-10-14", "", "2027-01-15"),
        ('{by: "03-31"}', "yearly", "2026-03-20", "", "2027-03-31"),
        ('{by: "03-31"}', "yearly", "2026-08-20", "", "2027-03-31"),
        ("prompt", "daily", "2026-09-30", "", "2026-10-08"),
        ("prompt", "weekly", "2026-10-28", "", "2026-11-08"),
        ("prompt", "monthly", "2026-10-01", "", "2026-11-30"),
        ("prompt", "quarterly", "2026-05-31", "", "2026-09-30"),
        ("prompt", "half-yearly", "2026-06-30", "", "2026-12-31"),
        ("prompt", "yearly", "2026-12-31", "", "2027-12-31"),
        ("{days: 20, unit: working, after: period-end}", "quarterly", "2026-10-20",
         "{approved: 2026-03-01, period-end: 2026-09-30}", "2027-01-28?"),
        ("{months: 1, after: period-end}", "half-yearly", "2026-07-20",
         "{approved: 2026-03-01, period-end: 2026-06-30}", "2027-01-31"),
    ],
)  # fmt: skip
def test_the_next_record_of_a_routine_item(
    tmp_path: Path, limit: str, period: str, day: str, events: str, due: str
) -> None:
    catalogue = city(tmp_path, plan(limit, period), published(day, events))
    assert [last for what, _, _, last in owed(catalogue) if what == "publish"] == [due]


def test_an_item_that_is_kept_up_to_date_goes_stale(tmp_path: Path) -> None:
    catalogue = city(tmp_path, edit(ITEMS, "period: yearly", "period: continuous"))
    assert ("update", "city-office", "plan", "2027-05-02") in owed(catalogue)


@pytest.mark.parametrize(
    "change",
    [
        edit(f"{OFFICE}/agency.yml", "level: municipal",
             "level: municipal\nclosed: {date: 2026-11-01, basis: 机构改革方案}"),
        edit(ITEMS, "forms: [website, notice-board]", "forms: [website]\n  audience: internal"),
        edit(ITEMS, "forms: [website, notice-board]", "forms: [website]\n  mode: on-request"),
        edit(f"{OFFICE}/notices.yml", "- of: plan-2024",
             "- {of: plan, kind: terminated, date: 2026-11-01, explanation: 停止}\n- of: plan-2024"),
        drop(PLAN, EXPLAINED, f"{OFFICE}/files/plan.csv"),
    ],
    ids=["closed", "internal", "on request", "terminated", "never published"],
)  # fmt: skip
def test_who_owes_no_record(tmp_path: Path, change: Change) -> None:
    assert [each for each in owed(city(tmp_path, change)) if each[0] == "publish"] == []


@pytest.mark.parametrize(
    ("limit", "day", "due", "late"),
    [
        ("{days: 20, unit: working, after: approved}", "2026-03-27", "2026-03-27", None),
        ("{days: 20, unit: working, after: approved}", "2026-03-31", "2026-03-27", 2),
        ("{days: 20, unit: working, after: approved}", "2026-03-28", "2026-03-27", 0),
        ("{days: 20, unit: calendar, after: formed}", "2026-03-21", "2026-03-21", None),
        ("{days: 20, unit: working, after: formed-or-changed}", "2026-03-30", "2026-03-27", 1),
        ("{by_day: 10, each: month}", "2026-03-12", "2026-03-10", 2),
    ],
)
def test_whether_a_record_came_in_time(
    tmp_path: Path, limit: str, day: str, due: str, late: int | None
) -> None:
    catalogue = city(tmp_path, plan(limit, "yearly"), published(day))
    office = catalogue.outlines["city-office"]
    pack = catalogue.pack.file
    timing = timing_of(
        office.items["plan"], office.card_by_id["plan-2026"], pack, clock_of(catalogue.site, pack)
    )
    assert timing and (str(timing.due.day), timing.late) == (due, late)


@pytest.mark.parametrize(
    ("after", "day", "revised", "expected"),
    [
        # A change after the publication is published by a revision.
        ("changed", "2026-04-01", "2026-04-03 10:00", ("2026-04-08", "2026-04-03", None)),
        ("changed", "2026-04-01", "2026-04-10 10:00", ("2026-04-08", "2026-04-10", 2)),
        ("formed-or-changed", "2026-04-01", "2026-04-10 10:00", ("2026-04-08", "2026-04-10", 2)),
        ("changed", "2026-04-01", "2026-03-20 10:00", None),
        ("changed", "2026-04-01", None, None),
        ("changed", "2026-03-02", "2026-04-10 10:00", ("2026-03-06", "2026-03-05", None)),
        # What takes effect is published before, and revised for other reasons.
        ("effective", "2026-04-01", "2026-05-10 10:00", ("2026-04-08", "2026-03-05", None)),
    ],
)
def test_a_change_is_in_time_by_its_revision(
    tmp_path: Path,
    after: str,
    day: str,
    revised: str | None,
    expected: tuple[str, str, int | None] | None,
) -> None:
    event = "changed" if after == "formed-or-changed" else after
    limit = f"{{days: 4, unit: working, after: {after}}}"
    change = published("2026-03-05", f"{{{event}: {day}}}")
    again = edit(
        PLAN, "published: 2026-03-05 09:00", f"published: 2026-03-05 09:00\nrevised: {revised}"
    )
    catalogue = city(tmp_path, plan(limit, "yearly"), change, *([again, sign] if revised else []))
    office = catalogue.outlines["city-office"]
    pack = catalogue.pack.file
    timing = timing_of(
        office.items["plan"], office.card_by_id["plan-2026"], pack, clock_of(catalogue.site, pack)
    )
    found = timing and (str(timing.due.day), str(timing.came.date()), timing.late)
    assert found == expected
    page = words(pages_of(catalogue)["city-office/plan-2026.html"].aside)
    assert ("公开期限" in page) is (expected is not None)
    if expected:
        year, month, number = expected[1].split("-")
        said = "实际于" if expected[1] == "2026-03-05" else "最近一次修订于"
        assert f"{said}{year}年{int(month)}月{int(number)}日公开" in page


def test_the_page_of_a_record_says_when_it_was_due_and_how_that_was_counted(
    tmp_path: Path,
) -> None:
    page = pages_of(city(tmp_path, published("2026-03-31")))["city-office/plan-2026.html"]
    said = words(page.aside)
    assert (
        "公开期限时限：自批准之日起20个工作日内。批准日期是2026年3月1日，最晚应于2026年3月27日公开，"
        "实际于2026年3月31日公开，逾期2个工作日。" in said
    )
    assert "2026年3月1日：起算日，当日不计2026年3月2日至2026年3月6日：第1至第5个工作日" in said
    assert "2026年3月7日至2026年3月8日：不计（周末）" in said
    assert "公开期限" not in page.article


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-04-01", "这条信息公开以后，所属事项在2026年4月1日有变更；"
         "这里按现行的时限计算。变更的说明见发展计划。"),
        ("2026-03-31", None),
    ],
)  # fmt: skip
def test_a_limit_that_may_have_been_another_then_is_not_taken_for_the_one_of_then(
    tmp_path: Path, day: str, told: str | None
) -> None:
    notice = f"- {{of: plan, kind: changed, date: {day}, explanation: 时限改为20个工作日}}\n"
    change = edit(f"{OFFICE}/notices.yml", "- of: plan-2024\n", notice + "- of: plan-2024\n")
    page = pages_of(city(tmp_path, published("2026-03-31"), change))["city-office/plan-2026.html"]
    said = words(page.aside)
    assert "逾期2个工作日。" in said
    assert (told in said) if told else ("所属事项在" not in said)


def test_what_is_late_by_a_provisional_day_says_so(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        plan("{days: 20, unit: working, after: period-end}", "quarterly"),
        published("2026-10-20", "{approved: 2026-03-01, period-end: 2026-09-30}"),
        edit("site.yml", "as_of: 2026-11-20", "as_of: 2027-01-29"),
    )
    (late,) = (each.message for each in found if each.code == "C410")
    assert "2027-01-28 公开下一条信息（暂定：放假安排尚未公布），已逾期1个工作日" in late.zh
    assert "2027-01-28 (provisional: days off are not yet announced); it is overdue" in late.en
