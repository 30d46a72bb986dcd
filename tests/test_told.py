"""What the search was told of pages, in drawers: found again, renewed one by one, and forgotten."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from disclosure.publish import told
from disclosure.publish.notes import FileNote, Notes, PageNote, packed_entry
from disclosure.publish.told import Told, keep_told, told_of
from disclosure.search import Entry, SearchPage, entry_of
from disclosure.store import Store

PAGES = [f"bureau/page-{number}.html" for number in range(12)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "_DRAWER", 4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def notes(addresses: Collection[str]) -> Notes:
    """Notes of searched pages, and of one that is not."""
    pages = {
        address: PageNote(FileNote(address, "", "", 1, 1), None, True, True, (), (), ())
        for address in addresses
    }
    other = FileNote("bureau/list.html", "", "", 1, 1)
    return Notes({**pages, "bureau/list.html": PageNote(other, None, True, False, (), (), ())})


def entry(address: str, title: str = "重庆计划") -> Entry:
    return entry_of(SearchPage(address, title, f"<h1>{title}</h1><p>{address}</p>"))


def written(store: Store) -> dict[str, int]:
    assert store.folder
    return {path.name: path.stat().st_ino for path in (store.folder / "entries").iterdir()}


def keep(store: Store, were: Notes, now: Notes, *entries: Entry) -> Told:
    keep_told(told_of(store, "bureau", len(were.searched)), were, now, entries)
    return told_of(store, "bureau", len(now.searched))


def test_entries_are_found_again(store: Store) -> None:
    kept = keep(store, Notes(), notes(PAGES), *map(entry, PAGES))
    assert sorted(written(store)) == sorted(kept.names) == [f"bureau.{n}" for n in range(4)]
    assert sorted(kept.every()) == sorted(packed_entry(entry(page)) for page in PAGES)
    assert kept.readings(PAGES[3]) == {"重庆计划": "chong qing ji hua"}
    assert kept.readings("bureau/other.html") == {}


def test_a_changed_page_opens_one_drawer(store: Store) -> None:
    before = notes(PAGES)
    keep(store, Notes(), before, *map(entry, PAGES))
    old = written(store)
    kept = keep(store, before, notes(PAGES), entry(PAGES[3], "新计划"))
    assert len({name for name, node in written(store).items() if node != old[name]}) == 1
    assert kept.readings(PAGES[3]) == {"新计划": "xin ji hua"}
    assert len([*kept.every()]) == 12


def test_nothing_is_kept_of_a_page_that_is_gone(store: Store, tmp_path: Path) -> None:
    before = notes(PAGES)
    keep(store, Notes(), before, *map(entry, PAGES[1:]), entry(PAGES[0], "泄露的标题"))
    kept = keep(store, before, notes(PAGES[1:]))
    assert sorted(values[0] for values in kept.every()) == sorted(PAGES[1:])
    assert not any("泄露".encode() in path.read_bytes() for path in tmp_path.rglob("*.*"))


@pytest.mark.parametrize("left", [3, 7, 12])
def test_another_number_of_drawers_holds_the_same(store: Store, left: int) -> None:
    before = notes(PAGES[:7])
    keep(store, Notes(), before, *map(entry, PAGES[:7]))
    after = keep(store, before, notes(PAGES[:left]), *map(entry, PAGES[7:left]))
    assert sorted(values[0] for values in after.every()) == sorted(PAGES[:left])
    assert sorted(written(store)) == sorted(after.names)


def test_a_drawer_that_is_lost_is_missing_and_no_more(store: Store, tmp_path: Path) -> None:
    before = notes(PAGES)
    lost = keep(store, Notes(), before, *map(entry, PAGES)).drawer(1).keys()
    (tmp_path / "entries" / "bureau.1").write_bytes(b"damaged")
    kept = keep(store, before, notes(PAGES), entry(PAGES[0]))
    assert {values[0] for values in kept.every()} == (set(PAGES) - lost) | {PAGES[0]}
