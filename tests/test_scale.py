"""A city of 40 agencies (7,000 pages): what must cost little costs little, as ratios.

Processor time of one command against that of another on the same machine, with bounds far from what
is measured (`benchmarks/README.md`): what fails here has become several times slower.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
AGENCIES = 40


def seconds(*arguments: object) -> float:
    """Processor seconds of the command and all processes that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "site_build.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("city"), AGENCIES)


def write(folder: Path, agencies: int) -> Path:
    program = ROOT / "benchmarks" / "city.py"
    command = [sys.executable, program, "--out", folder / "catalogue", "--agencies", str(agencies)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "catalogue"


@pytest.fixture(scope="module")
def cold(city: Path) -> float:
    """The first check: nothing is known."""
    return seconds("check", "--catalogue", city)


@pytest.fixture(scope="module")
def site(city: Path, cold: float) -> Iterator[tuple[Path, float]]:
    folder = city.parent / "site"
    yield folder, seconds("build", "--catalogue", city, "--site-dir", folder)


def change(city: Path) -> None:
    path = next(iter(sorted((city / "agencies" / "county-010" / "records").rglob("*.md"))))
    text = path.read_text("utf-8")
    day = int(re.findall(r"(?m)^confirmed: 2026-11-(\d\d)", text)[0]) + 1
    path.write_text(re.sub(r"(?m)^confirmed: \S+", f"confirmed: 2026-11-{day:02}", text), "utf-8")


def test_a_second_check_reads_nothing_again(city: Path, cold: float) -> None:
    assert seconds("check", "--catalogue", city) < cold / 2
    change(city)
    assert seconds("check", "--catalogue", city) < cold / 2


def test_one_changed_record_changes_little(city: Path, site: tuple[Path, float]) -> None:
    folder, whole = site
    before = {path: path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
    assert len(before) > 7_000
    change(city)
    again = seconds("build", "--catalogue", city, "--site-dir", folder)
    fresh = [
        path.relative_to(folder).as_posix()
        for path, node in before.items()
        if path.exists() and path.stat().st_ino != node
    ]
    # The record, what is made each time to find out (home, lists, feeds), and the theme's copies.
    pages = [name for name in fresh if name.endswith(".html")]
    assert [name for name in pages if name.startswith("county-")] == [
        f"county-010/{path.stem}.html" for path in [changed(city)]
    ]
    assert len(fresh) < 120, fresh
    assert again < whole / 4


def changed(city: Path) -> Path:
    return next(iter(sorted((city / "agencies" / "county-010" / "records").rglob("*.md"))))


def test_a_city_is_searched_by_the_engine_for_cities(site: tuple[Path, float]) -> None:
    folder, _ = site
    facts = json.loads((folder / "search" / "index.json").read_text("utf-8"))
    assert facts["engine"] == "bigram"
    assert sum(path.is_file() for path in (folder / "search").rglob("*")) < 2_500


def test_a_page_costs_no_more_in_a_larger_city(site: tuple[Path, float], tmp_path: Path) -> None:
    folder, whole = site
    small = write(tmp_path, AGENCIES // 4)
    options = ("--catalogue", small, "--site-dir", tmp_path / "site")
    seconds("check", "--catalogue", small)  # the larger one was checked before it was built, too
    part = seconds("build", *options)
    per_page = whole / count(folder)
    assert per_page < 1.5 * part / count(tmp_path / "site")


def count(folder: Path) -> int:
    return sum(name.endswith(".html") for _, _, names in os.walk(folder) for name in names)
