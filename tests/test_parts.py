"""What a release knows of its parts, and which links it looks at again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from disclosure.publish.notes import (
    FileNote,
    Notes,
    PageNote,
    Summary,
    links_of,
    notes_of,
    summary_of,
)
from disclosure.publish.parts import LINKS, Parts
from disclosure.store import Store

SITE = "https://city.example/"


def page(
    address: str, *links: str, at: str | None = "2026-04-01T09:00:00", listed: bool = True
) -> PageNote:
    file = FileNote(address, "made of", f"digest of {address}", len(address), 2**60 + len(links))
    return PageNote(file, at, listed, listed, links, (), ())


LISTS = notes_of(
    [page("lists/2026.html", "office/plan.html", "office/index.html", "office/plan.html#text")], []
)
OFFICE = notes_of(
    [
        page("office/index.html", "law/index.html#a1", "index.html"),
        page("office/old.html", at=None, listed=False),
        page("office/plan.html", "law/index.html", "index.html"),
    ],
    [
        FileNote("feeds/agency/office.xml", "", "", 7, -1),
        FileNote("office/files/a b.csv", "", "", 0, 9),
    ],
)
NOWHERE = Store(None)
PARTS = {"-lists": LISTS, "office": OFFICE}


def parts(store: Store = NOWHERE) -> Parts:
    return Parts(
        {name: summary_of(notes, "gate", {}) for name, notes in PARTS.items()},
        changed=(),
        removed=(),
        vanished=(),
        others=("index.html", "help.html"),
        of_city="",
        built=(),
        leads={},
        followed=True,
        moved=(),
        made=(),
        store=store,
    )


def test_a_summary_gives_back_what_it_was_made_of() -> None:
    summary = Summary._make(tuple(summary_of(OFFICE, "gate", {})))
    notes = [each.file for each in sorted(OFFICE.pages.values())]
    notes += sorted(OFFICE.files.values())
    assert summary.files == [(note.address, note.size, note.changed) for note in notes]
    assert summary.pages == [
        ("office/index.html", "2026-04-01T09:00:00", True, True),
        ("office/old.html", "", False, False),
        ("office/plan.html", "2026-04-01T09:00:00", True, True),
    ]
    assert summary.searched == 2
    assert summary.anchors == {"law/index.html#a1": "office/index.html"}


def test_a_part_without_files_has_none() -> None:
    summary = summary_of(Notes(), "", {})
    assert (summary.files, summary.pages, summary.searched) == ([], [], 0)


def test_of_a_release_in_which_nothing_is_new_no_link_is_doubtful(tmp_path: Path) -> None:
    assert parts().doubtful(tmp_path, SITE) == {}


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (("office/plan.html",), {"office/plan.html#text": "lists/2026.html"}),
        (("law/index.html",), {"law/index.html#a1": "office/index.html"}),
        (("office/old.html",), {}),
    ],
)
def test_links_to_parts_of_a_new_page_are_doubtful(
    tmp_path: Path, built: tuple[str, ...], expected: dict[str, str]
) -> None:
    leads = {"by/x.html": built[0]}
    made = replace(parts(), built=built, leads=leads)
    assert made.doubtful(tmp_path, SITE) == expected | leads


def test_links_to_parts_of_a_page_of_the_engine_are_doubtful(tmp_path: Path) -> None:
    made = replace(parts(), others=("law/index.html",))
    assert made.doubtful(tmp_path, SITE) == {"law/index.html#a1": "office/index.html"}


@pytest.mark.parametrize("kept", ["all", "none", "of another release"])
def test_every_link_is_doubtful_once_something_has_vanished(tmp_path: Path, kept: str) -> None:
    """From the store, or else from the pages."""
    store = Store(tmp_path / "store")
    site = tmp_path / "site"
    made = replace(parts(store), vanished={"office/gone.html"})
    expected: dict[str, str] = {}
    for name, notes in PARTS.items():
        links = links_of(notes.pages.values())
        expected |= links
        if kept == "all":
            store.write(f"{LINKS}/{name}", (made.summaries[name].digest, links))
        elif kept == "of another release":
            store.write(f"{LINKS}/{name}", ("another", {"nowhere.html": "office/index.html"}))
        for each in notes.pages.values() if kept != "all" else ():
            path = site / each.file.address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f'<a href="../{link}">' for link in each.links), "utf-8")
    found = made.doubtful(site, SITE)
    assert found.keys() == expected.keys()
    assert found == expected


def test_a_release_has_the_files_of_all_its_parts() -> None:
    every = {*LISTS.pages, *OFFICE.pages, *OFFICE.files}
    assert {
        address for address in (*every, "office/other.html", "") if parts().has(address)
    } == every
