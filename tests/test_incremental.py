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
from city_builds import build, differing, tree
from city_edits import STEPS, put_on_disk, reword
from disclosure.publish import twin

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.usefixtures("twins")


def test_a_series_of_edits_gives_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    """Each step is drawn by chance, and every kind of step comes at least once."""
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
