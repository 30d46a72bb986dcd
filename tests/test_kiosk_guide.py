"""The guide to putting up a kiosk: it names what is there, and says the same in both languages."""

from __future__ import annotations

import json
import mmap
import re
from functools import cache
from pathlib import Path

import pytest

from disclosure.pages.signage import SIGNAGE
from find_browser import whole_chromium

DOCS = Path(__file__).parent.parent / "docs"
ENGLISH, CHINESE = ((DOCS / name).read_text("utf-8") for name in ("kiosk.md", "kiosk.zh-CN.md"))
BOTH = pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FLAG = re.compile(r"(?<![\w-])--([a-z][a-z-]+)")
OF_EDGE = {"edge-kiosk-type"}
"""What only Edge has; the guide says that it was not tried."""
GONE = {"disable-session-crashed-bubble", "disable-translate"}
"""What the guide warns of."""
OURS = {"rollback", "require-signature", "key", "kiosk"}
"""Options of this program, in its own commands."""


def blocks(text: str, language: str) -> list[str]:
    return [body for name, body in _BLOCK.findall(text) if name == language]


def flags(text: str) -> set[str]:
    """Of browsers: those of blocks that start one, and those that the text names."""
    commands = [body for _, body in _BLOCK.findall(text) if "--no-first-run" in body]
    named = re.findall(r"`(--[^`]+)`", _BLOCK.sub("", text))
    return {flag for each in (*commands, *named) for flag in _FLAG.findall(each)}


def policies(text: str) -> set[str]:
    (block,) = blocks(text, "json")
    named = re.findall(r"`((?:URL|Printing)[A-Z]\w+)`", _BLOCK.sub("", text))
    return {*json.loads(block), *named}


@cache
def program() -> Path:
    """The whole browser: its headless shell lacks flags of windows and all policies.

    Distributions start it by a script; the program lies in a folder of its name, or beside.
    """
    path = Path(whole_chromium()).resolve()
    if path.read_bytes()[:2] != b"#!":
        return path
    places = [Path(lib) / path.name / path.name for lib in ("/usr/lib", "/usr/lib64")]
    return next(each for each in (*places, path.parent / "chrome") if each.is_file())


def in_program(names: set[str]) -> set[str]:
    """Those of the names that the browser has, each as a text of its own."""
    with program().open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return {name for name in names if data.find(f"\0{name}\0".encode()) >= 0}


@BOTH
def test_the_browser_of_the_tests_has_every_flag(text: str) -> None:
    named = flags(text) - OF_EDGE - GONE
    assert {"kiosk", "incognito", "user-data-dir", "disable-pinch", "kiosk-printing"} <= named
    assert named - in_program(named) == set()


@BOTH
def test_what_it_says_is_gone_is_gone(text: str) -> None:
    assert flags(text) >= GONE
    assert in_program(GONE) == set()


@BOTH
def test_the_browser_of_the_tests_has_every_policy(text: str) -> None:
    named = policies(text)
    assert {"URLBlocklist", "URLAllowlist", "DeveloperToolsAvailability"} <= named
    assert named - in_program(named) == set()


@BOTH
def test_commands_of_this_program_have_options_of_theirs(text: str) -> None:
    lines = [
        line
        for block in blocks(text, "sh")
        for line in block.splitlines()
        if "install.py" in line or "site_build.py" in line
    ]
    assert len(lines) == 6
    assert {flag for line in lines for flag in _FLAG.findall(line)} == OURS


@BOTH
def test_the_page_for_displays_has_the_name_it_says(text: str) -> None:
    assert f"site/{SIGNAGE}?seconds=20" in text


@BOTH
def test_what_leads_elsewhere_is_there(text: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        assert (DOCS / link).is_file(), link


def test_both_say_the_same() -> None:
    assert _BLOCK.findall(ENGLISH) == _BLOCK.findall(CHINESE)
    for pattern in (r"^#+ ", r"^- (?!\[)", r"^- \[ \] ", r"^\| ", r"\d[\d,.]*\d"):
        one, other = (re.findall(pattern, text, re.MULTILINE) for text in (ENGLISH, CHINESE))
        assert len(one) == len(other), pattern
        numbers = [[each.replace(",", "") for each in found] for found in (one, other)]
        assert sorted(numbers[0]) == sorted(numbers[1]), pattern
    assert set(re.findall(r"`([^`\n]+)`", ENGLISH)) == set(re.findall(r"`([^`\n]+)`", CHINESE))
