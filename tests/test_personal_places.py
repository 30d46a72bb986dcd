"""Personal values in every place and disguise: each found where it stands, and none ever told whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import persons
from disclosure import report
from disclosure.cli import main
from disclosure.store import Store
from disclosure.survey import survey
from planted_persons import Planted, whole
from small_city import write


def missed(
    folder: Path, seed: int, rounds: int
) -> tuple[list[Planted], list[Planted], list[str], str]:
    """What was planted, what of it was not found, what else was, and all that a check says."""
    city = whole(seed, rounds)
    root = write(folder, *city.changes)
    city.locate(lambda file: (root / file).read_text("utf-8"))
    seen = survey(root, None, Store(folder / "store"), 1)
    told = [each for each in seen.findings if each.code in persons.CODES.values()]
    found = {
        (each.code, each.span.file.removeprefix("catalogue/"), each.span.line, each.message.zh)
        for each in told
    }
    wanted = {each: _finding(each) for each in city.planted}
    # Of an ODF text only the file is told, and of some places more than of others.
    lost = [each for each, finding in wanted.items() if not _is_in(finding, found)]
    masks = {persons.shown(each.kind, each.value) for each in city.planted}
    more = [each.message.zh for each in told if not any(mask in each.message.zh for mask in masks)]
    summary = report.summarise(seen.counts, seen.findings)
    texts = [
        report.FORMATS[format](seen.findings, summary, lang)
        for format in report.FORMATS
        for lang in ("zh", "en")
    ]
    return city.planted, lost, more, "\n".join(texts)


def _finding(each: Planted) -> tuple[str, str, int, str]:
    return (
        persons.CODES[each.kind],
        each.file,
        each.line,
        f"{each.where} {persons.shown(each.kind, each.value)}",
    )


def _is_in(wanted: tuple[str, str, int, str], found: set[tuple[str, str, int, str]]) -> bool:
    code, file, line, said = wanted
    where, _, mask = said.rpartition(" ")
    return any(
        (code, file, line) == each[:3] and each[3].startswith(where) and mask in each[3]
        for each in found
    )


def told_whole(text: str, planted: list[Planted]) -> list[str]:
    """The values that a text holds whole, in whatever writing."""
    bare = re.sub(r"[\s.·—–_*-]", "", text)
    numbers = {"identity", "mobile", "bank-card"}
    return [
        each.value
        for each in planted
        if each.value in text
        or each.written in text
        or (each.kind in numbers and each.value in bare)
    ]


def test_everything_planted_is_found_where_it_stands_and_told_nowhere(tmp_path: Path) -> None:
    planted, lost, more, told = missed(tmp_path, 1, 1)
    assert len(planted) > 1_000
    assert lost == []
    assert more == []
    assert told_whole(told, planted) == []
    kept = b"".join(path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file())
    names = [str(path) for path in (tmp_path / "store").rglob("*")]
    assert told_whole(kept.decode("utf-8", "replace") + "\n".join(names), planted) == []


def test_the_command_tells_no_value_and_keeps_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    city = whole(2, 1)
    root = write(tmp_path, *city.changes)
    city.locate(lambda file: (root / file).read_text("utf-8"))
    for format in ("text", "json", "github"):
        assert main(["check", "--catalogue", str(root), "--format", format]) == 1
    said = capsys.readouterr()
    assert told_whole(said.out + said.err, city.planted) == []
    kept = b"".join(
        path.read_bytes() for path in (tmp_path / ".cache").rglob("*") if path.is_file()
    )
    assert told_whole(kept.decode("utf-8", "replace"), city.planted) == []


@pytest.mark.safety
def test_planted_in_earnest(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """Other values, other splits, other words: twenty times as much."""
    planted = lost = 0
    for seed in range(100, 110):
        each, left, more, told = missed(tmp_path / str(seed), seed, 2)
        assert more == []
        assert told_whole(told, each) == []
        planted += len(each)
        lost += len(left)
    figure(f"personal values planted: {planted - lost} of {planted} found where they stand")
    assert lost == 0
