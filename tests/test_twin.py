"""The twin of a large site: folders that the next release takes in one step, or leaves alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.publish import twin
from disclosure.publish.twin import Files, drop, move_in, renew, twin_of

Harm = Callable[[Path], object]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twin, "WORTH", 3)


def release(folder: Path, *agencies: str) -> dict[str, Files]:
    """A site with two pages and an attachment for each agency; gives its files."""
    parts: dict[str, Files] = {}
    for agency in agencies:
        files = []
        for name in ("index.html", "about/guide.html", "files/plan.csv"):
            path = folder / agency / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{agency} {name}", "utf-8")
            facts = path.stat()
            files.append((f"{agency}/{name}", facts.st_size, facts.st_mtime_ns))
        feed = folder / "feeds" / f"{agency}.xml"
        feed.parent.mkdir(exist_ok=True)
        feed.write_text("feed", "utf-8")
        files.append((f"feeds/{agency}.xml", 4, feed.stat().st_mtime_ns))
        parts[agency] = files
    return parts


def names(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def nodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in names(folder)}


def test_a_first_release_gets_a_twin_of_links(tmp_path: Path) -> None:
    site = tmp_path / "site"
    parts = release(site, "bureau", "office")
    renew(site, None, parts, [], [])
    beside = nodes(twin_of(site))
    assert list(beside) == [name for name in names(site) if not name.startswith("feeds/")]
    assert beside.items() <= nodes(site).items()


def test_a_folder_is_moved_in_and_the_one_before_becomes_the_twin(tmp_path: Path) -> None:
    site, fresh = tmp_path / "site", tmp_path / "fresh"
    parts = release(site, "bureau", "office")
    renew(site, None, parts, [], [])
    fresh.mkdir()
    assert move_in(twin_of(site), fresh, "bureau", parts["bureau"])
    assert nodes(fresh) == {n: i for n, i in nodes(site).items() if n.startswith("bureau/")}
    changed = release(fresh, "office")
    old = site.rename(tmp_path / "old")
    fresh.rename(site)
    renew(site, old, {"bureau": parts["bureau"], **changed}, ["bureau"], ["office"])
    assert not (old / "bureau").exists()
    assert nodes(twin_of(site)).items() <= nodes(site).items()
    assert len(names(twin_of(site))) == 6


HARMS = pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "index.html").write_text("bureau indox.html", "utf-8"),
        lambda folder: (folder / "index.html").unlink(),
        lambda folder: (folder / "more.html").write_text("x", "utf-8"),
        lambda folder: (folder / "about" / "more").symlink_to("guide.html"),
        lambda folder: os.utime(folder / "files" / "plan.csv", (1, 1)),
        shutil.rmtree,
    ],
    ids=["edited", "deleted", "stray", "link", "touched", "gone"],
)


@HARMS
def test_a_folder_that_is_not_as_it_was_stays_where_it_is(tmp_path: Path, harm: Harm) -> None:
    site, fresh = tmp_path / "site", tmp_path / "fresh"
    parts = release(site, "bureau")
    renew(site, None, parts, [], [])
    harm(twin_of(site) / "bureau")
    fresh.mkdir()
    assert not move_in(twin_of(site), fresh, "bureau", parts["bureau"])
    assert names(fresh) == []


@HARMS
def test_what_is_left_of_a_twin_is_brought_up_to_date(tmp_path: Path, harm: Harm) -> None:
    site = tmp_path / "site"
    parts = release(site, "bureau", "office")
    renew(site, None, parts, [], [])
    harm(twin_of(site) / "bureau")
    renew(site, None, parts, [], [])
    beside = nodes(twin_of(site))
    assert len(beside) == 6
    assert beside.items() <= nodes(site).items()


def test_an_agency_that_changed_is_linked_where_it_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    parts = release(site, "bureau")
    renew(site, None, parts, [], [])
    (site / "bureau" / "about" / "guide.html").unlink()
    page = site / "bureau" / "new.html"
    page.write_text("new", "utf-8")
    facts = page.stat()
    files = [each for each in parts["bureau"] if "guide" not in each[0]]
    files.append(("bureau/new.html", facts.st_size, facts.st_mtime_ns))
    linked: list[str] = []
    link = os.link
    monkeypatch.setattr(os, "link", lambda *paths: (linked.append(paths[1]), link(*paths)))
    renew(site, None, {"bureau": files}, [], [])
    assert linked == [f"{twin_of(site)}/bureau/new.html"]
    assert names(twin_of(site)) == ["bureau/files/plan.csv", "bureau/index.html", "bureau/new.html"]
    assert not (twin_of(site) / "bureau" / "about").exists()


def test_an_agency_that_is_gone_leaves_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    parts = release(site, "bureau", "office")
    renew(site, None, parts, [], [])
    renew(site, None, {"office": parts["office"]}, [], [])
    assert {name.partition("/")[0] for name in names(twin_of(site))} == {"office"}
    drop(site)
    assert not twin_of(site).exists()


def test_a_small_site_has_no_twin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twin, "WORTH", 5)
    site = tmp_path / "site"
    renew(site, None, release(site, "bureau"), [], [])
    assert not twin_of(site).exists()


def test_without_hard_links_there_is_no_twin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    site = tmp_path / "site"
    renew(site, None, release(site, "bureau"), [], [])
    assert not twin_of(site).exists()
