"""A build that takes over what did not change gives what a build from nothing gives."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import small_city as city
from city_builds import build, differing, engine_remembered, tree
from city_edits import STEPS, change_attachment, put_on_disk, rename_agency, reword
from disclosure.cli import main
from disclosure.pages import changes, lists
from disclosure.publish import twin
from small_city import BUREAU, OFFICE, append, edit

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.usefixtures("twins")


@pytest.mark.parametrize("long", [lists.LONG, 1], ids=["short lists", "lists by month"])
def test_a_series_of_edits_gives_what_a_build_from_nothing_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: int
) -> None:
    """Each step is drawn by chance, and every kind of step comes at least once.

    The second series makes the same steps, so that MkDocs need not run again for its builds from
    nothing; what it gives has nothing to do with how long a list is.
    """
    monkeypatch.setattr(lists, "LONG", long)
    monkeypatch.setattr(changes, "LONG", long)
    chance = random.Random(7)
    files = dict(city.base())
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(files, root)
    build(root, site)
    steps = [*STEPS, *chance.choices(STEPS, k=5)]
    chance.shuffle(steps)
    for number, step in enumerate(steps):
        step(files, chance)
        city.sign(files)
        put_on_disk(files, root)
        after = build(root, site)
        with engine_remembered(root):
            anew = build(root, tmp_path / f"anew-{number}", "--no-cache")
        assert not twin.twin_of(tmp_path / f"anew-{number}").exists()
        assert differing(after, anew) == [], f"step {number}, {step.__name__}"
        beside = tree(twin.twin_of(site))
        assert len(beside) >= 15
        assert beside.items() <= after.items(), f"step {number}: the twin holds what no page shows"
        shutil.rmtree(tmp_path / f"anew-{number}")


def test_little_is_made_when_little_changed(tmp_path: Path) -> None:
    files = dict(city.base())
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(files, root)
    build(root, site)
    # A link into the release before has the same inode; a file made anew has not.
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    reword(files, random.Random(1))
    city.sign(files)
    put_on_disk(files, root)
    build(root, site)
    fresh = {
        path.relative_to(site).as_posix()
        for path, node in before.items()
        if path.stat().st_ino != node
    }
    (changed,) = [
        f"{path.split('/')[1]}/{Path(path).stem}.html"
        for path in files
        if files[path] != city.base().get(path) and "/records/" in path
    ]
    prose = {"help.html"}  # the engine's own, a copy each time
    assert fresh - prose == {changed}


def test_the_only_record_of_a_month_goes(tmp_path: Path) -> None:
    """Then no list has that month any more, and the list of its year is not what it was."""
    files = dict(city.base())
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(files, root)
    before = build(root, site)
    seal = f"{OFFICE}/services/use-of-seal.md"
    del files[seal]
    gone = "- {of: use-of-seal, kind: revoked, date: 2026-03-10, explanation: 不再办理}\n"
    append(f"{OFFICE}/notices.yml", gone)(files)
    put_on_disk(files, root)
    assert "lists/changes/2026-11.html" in before
    after = build(root, site)
    assert "lists/changes/2026-11.html" not in after
    assert differing(after, build(root, tmp_path / "anew", "--no-cache")) == []


def test_a_new_title_at_the_office_above_makes_no_page_of_others_that_does_not_show_it(
    tmp_path: Path,
) -> None:
    files = dict(city.base())
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(files, root)
    build(root, site)
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    edit(f"{OFFICE}/records/2026/plan-2026.md", "title: 小城2026", "title: 新城2026")(files)
    city.sign(files)
    put_on_disk(files, root)
    assert differing(build(root, site), build(root, tmp_path / "anew", "--no-cache")) == []
    fresh = {
        path.relative_to(site).as_posix()
        for path, node in before.items()
        if path.stat().st_ino != node
    }
    text = "新城2026年发展计划"
    assert text in (site / "city-office" / "plan-2026.html").read_text("utf-8")
    for page in fresh - {"index.html", "404.html", "help.html", "about/map.html"}:
        assert text in (site / page).read_text("utf-8"), page
    others = {name for name in fresh if name.startswith("water-bureau/")}
    assert others == {
        f"water-bureau/{path.name}"
        for path in (site / "water-bureau").glob("*.html")
        if text in path.read_text("utf-8")
    }


def test_a_folder_from_the_twin_leaves_the_release_before_as_it_was(tmp_path: Path) -> None:
    """Its files are links: what is not the same any more is replaced, never written into."""
    files = dict(city.base())
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(files, root)
    before = build(root, site)
    (tmp_path / "kept").mkdir()
    for path in site.rglob("*"):
        if path.is_file():
            other = tmp_path / "kept" / path.relative_to(site)
            other.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, other)
    chance = random.Random(4)
    change_attachment(files, chance)
    rename_agency(files, chance)
    files[f"{OFFICE}/files/more/plan.csv"] = files.pop(f"{OFFICE}/files/plan.csv")
    plan = f"{OFFICE}/records/2026/plan-2026.md"
    said = files[plan]
    assert isinstance(said, bytes)
    files[plan] = said.replace(b"files/plan.csv", b"files/more/plan.csv")
    city.sign(files)
    put_on_disk(files, root)
    after = build(root, site)
    assert tree(tmp_path / "kept") == before
    assert differing(after, build(root, tmp_path / "anew", "--no-cache")) == []
    assert "city-office/files/plan.csv" not in after
    node = (site / "city-office" / "files" / "more" / "plan.csv").stat().st_ino
    assert node == (twin.twin_of(site) / "city-office/files/more/plan.csv").stat().st_ino


def test_an_agency_that_is_gone_is_in_no_cache(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    city.write(tmp_path)
    build(folder, tmp_path / "site")
    kept = [path.name for path in (tmp_path / ".cache").rglob("water-bureau*")]
    # What is known of it and of its files; of its pages, where they lead, when what happened, and
    # what the search was told.
    assert len(kept) == 6
    shutil.rmtree(folder / BUREAU)
    shutil.rmtree(tmp_path / "site")  # else its pages there would be missed
    main(["build", "--catalogue", str(folder), "--site-dir", str(tmp_path / "site")])
    assert [*(tmp_path / ".cache").rglob("water-bureau*")] == []


@pytest.mark.parametrize("harm", ["edited", "deleted", "whole site deleted", "stray file"])
def test_a_site_that_was_touched_is_mended(tmp_path: Path, harm: str) -> None:
    root, site = tmp_path / "catalogue", tmp_path / "site"
    put_on_disk(dict(city.base()), root)
    whole = build(root, site)
    page = site / "city-office" / "plan-2026.html"
    if harm == "edited":
        page.write_bytes(page.read_bytes().replace("发展".encode(), "退步".encode()))
    elif harm == "deleted":
        page.unlink()
    elif harm == "stray file":
        (site / "city-office" / "stray.html").write_text("x", "utf-8")
    else:
        shutil.rmtree(site)
    assert differing(build(root, site), whole) == []


def test_a_changed_template_changes_its_pages(tmp_path: Path) -> None:
    """The program itself is part of what a page is made of."""
    for name in ("plugins", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "site_build.py"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    put_on_disk(dict(city.base()), tmp_path / "catalogue")

    def run(site: str, *options: str) -> dict[str, bytes]:
        subprocess.run(
            [sys.executable, "site_build.py", "build", "--site-dir", site, *options],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "plugins")},
            check=True,
            capture_output=True,
        )
        return tree(tmp_path / site)

    before = run("site")
    template = tmp_path / "overrides" / "disclosure" / "gone.html"
    template.write_text(template.read_text("utf-8").replace("原来在", "曾经在"), "utf-8")
    after = run("site")
    changed = differing(before, after)
    assert "city-office/plan-2024.html" in changed
    assert {name for name in changed if name.endswith(".html")} == {"city-office/plan-2024.html"}
    assert differing(after, run("anew", "--no-cache")) == []
