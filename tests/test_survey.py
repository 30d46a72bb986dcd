"""What a run finds that knows what the last one found: the same as one that knows nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import fault_cases
import rule_cases
from cases import BIDDING, BUREAU_FACTS, PLAN, Case, text_of
from disclosure import fingerprint
from disclosure.store import Store
from disclosure.survey import Survey, look, survey
from small_city import (
    BUREAU,
    BUREAU_CODE,
    OFFICE,
    Change,
    Files,
    base,
    drop,
    edit,
    put,
    sign,
    write,
)

EVERY = (*fault_cases.CASES, *rule_cases.CASES)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the small city as it is, in which nothing is wrong."""
    folder = tmp_path_factory.mktemp("known")
    assert survey(write(folder), None, Store(folder / "store"), 1).findings == ()
    return folder / "store"


@pytest.fixture
def store(known: Path, tmp_path: Path) -> Store:
    return Store(shutil.copytree(known, tmp_path / "store"))


def told(seen: Survey) -> object:
    """All that a survey says."""
    outlines = {name: seen.catalogue.outlines[name] for name in seen.prints}
    prints = seen.prints, seen.sources, seen.frames, seen.outlines
    return seen.findings, *prints, seen.counts, outlines


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_whatever_changes_is_found_as_if_nothing_was_known(
    case: Case, store: Store, tmp_path: Path
) -> None:
    root = write(tmp_path, *case.changes)
    assert told(survey(root, None, store, 1)) == told(survey(root, None, Store(None), 1))


def record(name: str = "added", number: int = 7) -> Change:
    """Change: one more record of the bureau."""
    text = text_of(BIDDING).replace(f"{BUREAU_CODE}/2025-00001", f"{BUREAU_CODE}/2025-{number:05}")
    return put(f"{BUREAU}/records/2025/{name}.md", text)


def longer(path: str, more: str = "\n又一段文字。\n") -> Change:
    """Change: something more at the end of a file."""

    def change(files: Files) -> None:
        data = files[path]
        assert isinstance(data, bytes)
        files[path] = data + more.encode()

    return change


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        pytest.param([longer(PLAN), sign], [{"records/2026/plan-2026.md"}], id="a text"),
        pytest.param(
            [edit(BIDDING, "title: ", "title: 新"), sign],
            [{"records/2025/pipes-bidding.md"}],
            id="a title",
        ),
        pytest.param([record(), sign], [{"records/2025/added.md"}], id="a new record"),
        pytest.param(
            [record(), longer(BIDDING), sign],
            [{"records/2025/added.md", "records/2025/pipes-bidding.md"}],
            id="two records",
        ),
        pytest.param([longer(PLAN)], [{"records/2026/plan-2026.md"}, None], id="not reviewed"),
        pytest.param(
            [
                put(
                    f"{BUREAU}/records/2026/pipes-bidding.md",
                    text_of(BIDDING).replace("/2025-00001", "/2026-00009"),
                ),
                sign,
            ],
            [{"records/2026/pipes-bidding.md"}, None],
            id="the id of another record",
        ),
        pytest.param(
            [record("pipes"), sign], [{"records/2025/pipes.md"}, None], id="the id of an item"
        ),
        pytest.param(
            [edit(BIDDING, "item: pipes", "item: none"), sign],
            [{"records/2025/pipes-bidding.md"}, None],
            id="an item that is not there",
        ),
        pytest.param([record(), sign, longer(BUREAU_FACTS, "# 又一行\n")], [None], id="facts"),
        pytest.param([drop(PLAN)], [None], id="a record went away"),
        pytest.param([put(f"{OFFICE}/files/plan.csv", "a,b\n"), sign], [None], id="a file"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_only_records_that_changed_are_read_where_that_is_enough(
    changes: list[Change],
    read: list[set[str] | None],
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = write(tmp_path, *changes)
    asked: list[set[str] | None] = []
    load = look.load_agency

    def loaded(*arguments: object, only: set[str] | None = None) -> object:
        asked.append(only)
        return load(*arguments, only=only)  # type: ignore[arg-type]

    monkeypatch.setattr(look, "load_agency", loaded)
    again = survey(root, None, store, 1)
    assert asked == read
    monkeypatch.undo()
    assert told(again) == told(survey(root, None, Store(None), 1))


def test_a_folder_where_none_belongs_is_found(store: Store, tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / BUREAU / "records" / "abc").mkdir()
    again = survey(root, None, store, 1)
    assert [finding.span.file for finding in again.findings] == [f"catalogue/{BUREAU}/records/abc"]
    assert told(again) == told(survey(root, None, Store(None), 1))


def test_a_change_upon_a_change(store: Store, tmp_path: Path) -> None:
    """What a look in part leaves is as good for the next run as what a whole one leaves."""
    changes: list[Change] = []
    for number in range(4):
        changes += [record(f"added-{number}", 100 + number), sign]
        root = write(tmp_path / str(number), *changes)
        again = survey(root, None, store, 1)
        assert told(again) == told(survey(root, None, Store(None), 1))
        assert again.counts["water-bureau"][1] == 2 + number


class TestMemory:
    """What is remembered of an agency, and how each of its files looked."""

    LONG_AGO = 1_700_000_000

    @pytest.fixture
    def looked_at(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The files whose digest was worked out only to see whether they changed."""
        names: list[str] = []
        of = fingerprint.print_of

        def print_of(name: str, data: bytes) -> str:
            names.append(name)
            return of(name, data)

        monkeypatch.setattr(fingerprint, "print_of", print_of)
        return names

    def old(self, root: Path, seconds: int = LONG_AGO) -> None:
        for path in root.rglob("*"):
            os.utime(path, (seconds, seconds))

    def test_only_the_file_that_changed_is_looked_at(
        self, tmp_path: Path, looked_at: list[str]
    ) -> None:
        root, store = write(tmp_path), Store(tmp_path / "store")
        self.old(root)
        survey(root, None, store, 1)
        files = dict(base())
        longer(PLAN)(files)
        sign(files)
        changed = files[PLAN]
        assert isinstance(changed, bytes)
        (root / PLAN).write_bytes(changed)
        looked_at.clear()
        again = survey(root, None, store, 1)
        inside = PLAN.removeprefix(f"{OFFICE}/")
        assert looked_at == [inside]
        assert told(again) == told(survey(root, None, Store(None), 1))
        looked_at.clear()
        survey(root, None, store, 1)
        assert looked_at == [inside]  # it is younger than the run that saw it: it may change again
        self.old(root / "agencies", self.LONG_AGO + 9)
        survey(root, None, store, 1)
        looked_at.clear()
        survey(root, None, store, 1)
        assert looked_at == []

    def test_another_machine_looks_at_all_files_once(
        self, tmp_path: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root, store = write(tmp_path), Store(tmp_path / "store")
        self.old(root)
        survey(root, None, store, 1)
        self.old(root, self.LONG_AGO + 9)
        monkeypatch.setattr(look, "load_agency", None)  # nothing is read by the rules
        looked_at.clear()
        survey(root, None, store, 1)
        agencies = root / "agencies"
        assert len(looked_at) == sum(path.is_file() for path in agencies.rglob("*"))
        looked_at.clear()
        survey(root, None, store, 1)
        assert looked_at == []

    @pytest.mark.parametrize("lost", ["agencies", "files"])
    def test_half_a_memory_is_as_good_as_none(self, tmp_path: Path, lost: str) -> None:
        root, store = write(tmp_path), Store(tmp_path / "store")
        self.old(root)
        survey(root, None, store, 1)
        shutil.rmtree(tmp_path / "store" / lost)
        assert told(survey(root, None, store, 1)) == told(survey(root, None, Store(None), 1))
        longer(PLAN)(files := dict(base()))
        sign(files)
        changed = files[PLAN]
        assert isinstance(changed, bytes)
        (root / PLAN).write_bytes(changed)
        assert told(survey(root, None, store, 1)) == told(survey(root, None, Store(None), 1))

    def test_nothing_is_remembered_of_what_is_gone_or_wrong(self, tmp_path: Path) -> None:
        root, store = write(tmp_path), Store(tmp_path / "store")
        survey(root, None, store, 1)
        both = {"city-office", "water-bureau"}
        assert store.names("agencies") == store.names("files") == both
        text = (root / PLAN).read_text("utf-8")
        (root / PLAN).write_text(text + "没有复核的话。", "utf-8")
        survey(root, None, store, 1)
        assert store.names("agencies") == store.names("files") == {"water-bureau"}
        (root / PLAN).write_text(text, "utf-8")
        survey(root, None, store, 1)
        assert store.names("agencies") == both
        shutil.rmtree(root / BUREAU)
        survey(root, None, store, 1)
        assert "water-bureau" not in store.names("agencies") | store.names("files")
