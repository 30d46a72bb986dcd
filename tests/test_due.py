"""What is due and late: duties by real dates, the pages, the calendars, the command, a new day."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import icalendar
import pytest

from cases import EXPLAINED, ITEMS, PLAN, REGISTER
from city_builds import build, differing
from conftest import ROOT, run_command
from disclosure.clock import clock_of
from disclosure.due import duties, timing_of
from disclosure.exports import calendars
from disclosure.model.catalogue import Catalogue
from disclosure.pages.view import open_view
from disclosure.store import Store
from disclosure.survey import look, survey
from page_builds import build as pages_of
from page_builds import city, words
from small_city import OFFICE, Change, check, drop, edit, sign, write

PERIOD = "limit: {days: 20, unit: working, after: approved}\n"


def owed(catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    """Kind, thing and last day of all that the city owes."""
    pack = catalogue.pack.file
    clock = clock_of(catalogue.site, pack)
    return [
        (duty.what, duty.agency, duty.of or duty.item, f"{duty.due}{'?' * duty.provisional}")
        for outline in catalogue.outlines.values()
        for duty in duties(outline, pack, clock)
    ]


def plan(limit: str, period: str) -> Change:
    """Change: the limit and the period of the item `plan`, whose records are of March 2026."""

    def change(files: dict[str, bytes | Path]) -> None:
        edit(ITEMS, PERIOD, f"limit: {limit}\n")(files)
        edit(ITEMS, "period: yearly", f"period: {period}")(files)

    return change


def published(day: str, events: str = "") -> Change:
    """Change: the plan was published on a day and never revised."""

    def change(files: dict[str, bytes | Path]) -> None:
        edit(
            PLAN,
            "published: 2026-03-05 09:00\nrevised: 2026-04-01 10:00",
            f"published: {day} 09:00",
        )(files)
        if events:
            edit(PLAN, "events: {approved: 2026-03-01}", f"events: {events}")(files)
        sign(files)

    return change


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
    pending = "requests:\n  - {id: Q-2, received: 2026-11-01, channel: fax, topic: 查询秘图, outcome: pending}\n"
    catalogue = city(
        tmp_path,
        edit(REGISTER, "requests:\n", pending),
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


def test_a_new_day_changes_the_pages_of_what_is_due_and_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path)
    today = build(root, tmp_path / "site")
    tomorrow = build(root, tmp_path / "site", "--on", "2026-11-21")
    changed = differing(today, tomorrow)
    assert [name for name in changed if not name.startswith("due/")] == [
        "assets/disclosure/release.js"
    ]
    assert "due/index.html" in changed and not any(name.endswith(".ics") for name in changed)
    anew = build(root, tmp_path / "anew", "--on", "2026-11-21", "--no-cache")
    assert differing(tomorrow, anew) == []


def test_a_new_day_reads_no_agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found before is known, and what is late is worked out of that, day after day."""
    root, store = write(tmp_path), Store(tmp_path / "store")
    assert survey(root, None, store, 1).findings == ()
    asked: list[object] = []
    load = look.load_agency

    def loaded(*arguments: object, **options: object) -> object:
        asked.append(arguments)
        return load(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(look, "load_agency", loaded)
    for day in (dt.date(2027, 11, 10), dt.date(2027, 11, 11)):
        late = survey(root, day, store, 1).findings
        assert [each.code for each in late] == ["C415", "C414", "C414", "C414", "C414", "C417"]
        assert late == survey(root, day, Store(None), 1).findings
        assert len(asked) == 2  # those of the survey that knows nothing
        asked.clear()


def test_what_is_late_is_known_when_the_same_is_asked_again(tmp_path: Path) -> None:
    root = write(tmp_path)
    aged(root)
    first = run_command("check", "--catalogue", root, "--on", "2027-11-10")
    assert "6 个警告" in first.stdout
    assert (tmp_path / ".cache" / "disclosure" / "verdict").is_file()
    again = run_command("check", "--catalogue", root, "--on", "2027-11-10")
    assert again.stdout == first.stdout
    other = run_command("check", "--catalogue", root, "--on", "2027-11-09")
    assert "6 个警告" in other.stdout and other.stdout != first.stdout


def test_no_draft_and_no_register_lies_in_the_cache(tmp_path: Path) -> None:
    pending = "requests:\n  - {id: Q-2, received: 2026-11-01, channel: fax, topic: 查询, outcome: pending}\n"
    root = write(tmp_path, edit(REGISTER, "requests:\n", pending))
    aged(root)
    done = run_command("check", "--catalogue", root)
    assert "C416：公开申请“Q-2”最晚应于 2026-11-13 答复" in done.stdout
    assert not (tmp_path / ".cache" / "disclosure" / "verdict").exists()


def aged(root: Path) -> None:
    """Let every file be old enough to be known by its time."""
    for path in [root, *root.rglob("*")]:
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_the_command_lists_what_is_due_with_the_arithmetic(tmp_path: Path) -> None:
    pending = "requests:\n  - {id: Q-2, received: 2026-11-13, channel: fax, topic: 查询图纸, outcome: pending}\n"
    root = write(tmp_path, edit(REGISTER, "requests:\n", pending))
    done = run_command("due", "--catalogue", root, "--agency", "city-office", "--why")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines() == [
        "2026-11-27  Q-2：答复  catalogue/agencies/city-office/registers/2026.yml:3",
        "    2026-11-13：不计（起算日）",
        "    2026-11-14 … 2026-11-15：不计（周末）",
        "    2026-11-16 … 2026-11-20：第 1–5 个工作日",
        "    2026-11-21 … 2026-11-22：不计（周末）",
        "    2026-11-23 … 2026-11-27：第 6–10 个工作日",
        "截至 2026-11-20：逾期 0 项，30 天内到期 1 项。",
    ]
    english = run_command("due", "--catalogue", root, "--lang", "en", "--on", "2026-11-30")
    assert english.stdout.splitlines()[-1] == "On 2026-11-30: 1 overdue, 0 due within 30 days."


@pytest.mark.parametrize(
    ("limit", "period", "said"),
    [
        ("{by_day: 20, each: month}", "monthly", "每月20日前"),
        ('{by: "03-31"}', "yearly", "每年3月31日前"),
        ("prompt", "monthly", "公开周期：每月，上一条发布于 2026-11-02"),
        ("prompt", "continuous", "2026-11-02 之后6个月"),
    ],
)
def test_the_command_says_why_where_no_days_are_counted(
    tmp_path: Path, limit: str, period: str, said: str
) -> None:
    root = write(tmp_path, plan(limit, period), published("2026-11-02"))
    done = run_command("due", "--catalogue", root, "--within", "500", "--why")
    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "  发展计划：" in line)
    assert lines[at + 1] == f"    {said}"


def test_what_is_late_by_days_off_only(tmp_path: Path) -> None:
    pending = "requests:\n  - {id: Q-2, received: 2026-11-13, channel: fax, topic: 查询图纸, outcome: pending}\n"
    root = write(tmp_path, edit(REGISTER, "requests:\n", pending))
    asked = ("due", "--catalogue", root, "--within", "0")
    said = [
        run_command(*asked, "--on", day).stdout.splitlines()[0]
        for day in ("2026-11-28", "2026-11-30")
    ]
    assert [line.partition("  ")[0] for line in said] == [
        "2026-11-27，已逾期（不足1个工作日）",
        "2026-11-27，已逾期1个工作日",
    ]
    english = run_command(*asked, "--on", "2026-11-30", "--lang", "en").stdout
    assert english.startswith("2026-11-27, overdue by 1 working day  Q-2: answer")


def test_the_last_days_of_the_calendar_are_no_failure(tmp_path: Path) -> None:
    root = write(tmp_path)
    done = run_command("due", "--catalogue", root, "--on", "9999-12-31", "--within", "3660")
    assert done.returncode == 0 and "截至 9999-12-31：逾期 " in done.stdout
    assert run_command("check", "--catalogue", root, "--on", "9999-12-31").returncode == 0


@pytest.mark.parametrize("days", ["x", "-1", "99999", "1.5", "３０"])
def test_a_wrong_number_of_days_is_wrong_use(days: str) -> None:
    done = run_command("due", "--catalogue", ROOT / "catalogue", f"--within={days}")
    assert done.returncode == 2 and "0 至 3660" in done.stderr


def test_an_unknown_agency_is_wrong_use() -> None:
    done = run_command("due", "--catalogue", ROOT / "catalogue", "--agency", "finance-burea")
    assert done.returncode == 2 and "您是不是想写 finance-bureau" in done.stderr


def test_a_pack_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    root = write(tmp_path, edit("site.yml", "[seed-province]", "[nowhere]"))
    done = run_command("due", "--catalogue", root)
    assert done.returncode == 2 and "规则包不能用" in done.stderr
