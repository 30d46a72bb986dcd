"""The command `due`: what is due with the arithmetic, and wrong use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import ROOT, run_command
from due_cases import pending, plan, published
from small_city import edit, write


def test_the_command_lists_what_is_due_with_the_arithmetic(tmp_path: Path) -> None:
    root = write(tmp_path, pending(dt.date(2026, 11, 13)))
    done = run_command("due", "--catalogue", root, "--agency", "city-office", "--why")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines() == [
        "2026-11-27  公开申请：答复  catalogue/agencies/city-office/registers/2026.yml:3",
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
    root = write(tmp_path, pending(dt.date(2026, 11, 13)))
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
    assert english.startswith("2026-11-27, overdue by 1 working day  request: answer")


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
