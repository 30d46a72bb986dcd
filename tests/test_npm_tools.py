"""The tools of the tests: the pinned package or none, fetched once, also by two processes at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import npm_tools

SMALL = "schema-dts-lib"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISCLOSURE_TEST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_package_is_the_pinned_one_and_fetched_once(cache: Path) -> None:
    folder = npm_tools.npm_package(SMALL)
    assert folder == cache.resolve() / "node_modules" / SMALL
    facts = json.loads((folder / "package.json").read_text("utf-8"))
    assert (facts["name"], facts["version"]) == (SMALL, npm_tools.PINS[SMALL].version)
    (folder / "own").touch()
    assert npm_tools.npm_package(SMALL) == folder
    assert (folder / "own").exists()


def test_another_archive_than_the_pinned_one_is_refused(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(npm_tools.PINS[SMALL], integrity="sha512-AAAA")
    monkeypatch.setitem(npm_tools.PINS, SMALL, other)
    with pytest.raises(RuntimeError, match="another schema-dts-lib@"):
        npm_tools.npm_package(SMALL)
    assert not (cache / "node_modules" / SMALL).exists()


def test_a_version_that_is_not_to_be_had_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(npm_tools.PINS, SMALL, npm_tools.Pin("0.0.999", "sha512-AAAA"))
    with pytest.raises(RuntimeError, match="npm could not fetch schema-dts-lib@0"):
        npm_tools.npm_package(SMALL)


def test_two_processes_fetch_it_together() -> None:
    code = f"import npm_tools; print(npm_tools.npm_package({SMALL!r}))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert said[0] == said[1] and SMALL in said[0]
