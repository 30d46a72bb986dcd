"""A new day: what changes with it, and what of it is remembered."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from city_builds import build, differing
from conftest import run_command
from disclosure.store import Store
from disclosure.survey import look, survey
from due_cases import pending
from small_city import write


def test_a_new_day_changes_the_pages_of_what_is_due_and_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path)
    today = build(root, tmp_path / "site")
    tomorrow = build(root, tmp_path / "site", "--on", "2026-11-21")
    changed = differing(today, tomorrow)
    assert [name for name in changed if not name.startswith("due/")] == [
        "assets/disclosure/release.js",
        "signage.html",
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
    root = write(tmp_path, pending(dt.date(2026, 11, 1)))
    aged(root)
    done = run_command("check", "--catalogue", root)
    assert "C416：这件公开申请最晚应于 2026-11-13 答复" in done.stdout
    kept = [path.read_bytes() for path in (tmp_path / ".cache").rglob("*") if path.is_file()]
    assert kept and not [data for data in kept if b"Q-2" in data]
    assert not (tmp_path / ".cache" / "disclosure" / "verdict").exists()


def aged(root: Path) -> None:
    """Let every file be old enough to be known by its time."""
    for path in [root, *root.rglob("*")]:
        os.utime(path, (1_700_000_000, 1_700_000_000))
