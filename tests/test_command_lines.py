"""Bad command lines: status 2 and a sentence, whatever stands in the place of a value."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import small_city as small
from disclosure.cli import _RUN, main
from disclosure.cli.arguments import parser_of

ROOT = Path(__file__).parent.parent
NONSENSE = (
    *("", " ", "-", "--", "-1", "0", "nan", "\0", "\n", "..", "/", "/dev/null", "/proc/self/mem"),
    *("a/b", "no-such", "x" * 5_000, "长" * 300, "\udcff\udcfe", "\u202e", "%s%n", "{0}", "$(id)"),
    *("file.bin", "folder", "locked", "2026-02-30", "HEAD..", "--upload-pack=x", "HEAD:agencies"),
    *("127.0.0.1:99999", "300.1.1.1:1", "[::1", "C201", "city-office", "1" * 400),
)  # fmt: skip


def options_of(command: str) -> Iterator[str]:
    """The options of a command that take a value, and "" for its places without a name."""
    (commands,) = (each for each in parser_of(_RUN)._actions if each.dest == "command")
    choices: Any = commands.choices
    for action in choices[command]._actions:
        if action.nargs != 0 and action.dest != "help":
            yield action.option_strings[0] if action.option_strings else ""


def commands() -> list[str]:
    (found,) = (each for each in parser_of(_RUN)._actions if each.dest == "command")
    choices: Any = found.choices
    return sorted(choices)


CASES = [(command, option) for command in commands() for option in sorted({*options_of(command)})]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    small.write(folder)
    (folder / "file.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "folder").mkdir()
    return folder


def needed(command: str, option: str) -> list[str]:
    """What else a command wants, so that it comes as far as it can."""
    words = {
        "verify": ["site"],
        "filing": ["city-office"],
        "kiosk-install": ["file.bin", "kiosk"],
    }.get(command, [])
    return [] if option == "" else words


OFTEN = {("rules", ""), ("verify", "--manifest"), ("filing", "--out"), ("serve", "--address")}
"""What is tried in the ordinary suite; the others in that for safety."""


@pytest.mark.parametrize(
    ("command", "option"),
    [
        pytest.param(*case, id="-".join(case), marks=[pytest.mark.safety] * (case not in OFTEN))
        for case in CASES
    ],
)
def test_nonsense_in_the_place_of_a_value(
    place: Path, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    """In this process, so that hundreds cost little; `serve` ends at its address."""
    monkeypatch.chdir(place)
    for value in NONSENSE:
        if (command, value) == ("verify", "/"):
            continue  # it would do what it is told, and look at every page of the machine
        taken = [] if command != "serve" or option == "--address" else ["--address", "x"]
        line = [command, *needed(command, option), *([option] if option else []), value, *taken]
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        try:
            status = main(line)
        except SystemExit as said:
            status = int(str(said.code))
        said_all = out.getvalue() + err.getvalue()
        assert status in (0, 1, 2), line
        assert "Traceback" not in said_all and "程序出错" not in said_all, (line, said_all)
        if status == 2:
            assert err.getvalue().strip(), line
        for made in ("site", "filing", *(each.name for each in place.iterdir())):
            if made not in ("catalogue", "file.bin", "folder", ".cache"):
                shutil.rmtree(place / made, ignore_errors=True)


LINES: dict[str, tuple[bytes, ...]] = {
    "no command of that name": (b"publish",),
    "an option of none": (b"--zip",),
    "bytes of no text": (b"check", b"--agency", b"\xff\xfe"),
    "a catalogue of no text": (b"check", b"--catalogue", b"\xff\xfe"),
    "a path of no text": (b"verify", b"\xff\xfe"),
    "a binary file for a page": (b"verify", b"file.bin"),
    "a binary file for a manifest": (b"verify", b"file.bin", b"--manifest", b"file.bin"),
    "a folder for a manifest": (b"verify", b"folder", b"--manifest", b"folder"),
    "a folder for a page, for its text": (b"verify", b"folder", b"--text"),
    "a file for a catalogue": (b"check", b"--catalogue", b"file.bin"),
    "a device for a page": (b"verify", b"/dev/zero"),
    "a day of no calendar": (b"due", b"--on", b"2026-02-30"),
    "half an option": (b"check", b"--agency"),
    "a revision that is an option": (b"check", b"--base=--output=x"),
    "twice as much": (b"rules", b"C201", b"C202"),
}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, marks=[pytest.mark.safety] * (number > 3))
        for number, line in enumerate(LINES)
    ],
)
def test_a_bad_line_as_a_shell_gives_it(place: Path, line: str) -> None:
    command = [os.fsencode(sys.executable), os.fsencode(ROOT / "site_build.py"), *LINES[line]]
    done = subprocess.run(
        command, cwd=place, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2, said
    assert said.strip() and "Traceback" not in said and "程序出错" not in said, said


def test_every_option_is_tried() -> None:
    assert {command for command, _ in CASES} == {*commands()}
    assert len(CASES) >= 40


def test_help_of_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in commands():
        with pytest.raises(SystemExit) as said:
            main([command, "--help"])
        assert said.value.code == 0
        assert "usage" in capsys.readouterr().out
