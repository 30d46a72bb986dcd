"""Nothing half-published: failures, two builds at once, other people's folders."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.publish.errors import PublishError
from disclosure.publish.swap import MARKER, release
from plain_mkdocs import equip, mkdocs

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def two_agencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with two of its agencies only."""
    copy = tmp_path_factory.mktemp("two") / "catalogue"
    shutil.copytree(ROOT / "catalogue", copy)
    for agency in (copy / "agencies").iterdir():
        if agency.name not in ("government-office", "finance-bureau"):
            shutil.rmtree(agency)
    return copy


def fingerprint(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_failed_check_leaves_the_old_site(
    two_agencies: Path, tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    catalogue, site = tmp_path / "catalogue", tmp_path / "site"
    shutil.copytree(two_agencies, catalogue)
    assert command("build", "--catalogue", catalogue, "--site-dir", site).returncode == 0
    old = fingerprint(site)
    listed = catalogue / "agencies" / "finance-bureau" / "catalogue.yml"
    listed.write_text(listed.read_text("utf-8").replace("category: ", "categorie: ", 1), "utf-8")
    done = command("build", "--catalogue", catalogue, "--site-dir", site)
    assert done.returncode == 1
    assert "C103" in done.stderr
    assert fingerprint(site) == old


def test_plain_mkdocs_aborts_before_it_empties_its_folder(
    two_agencies: Path, tmp_path: Path
) -> None:
    catalogue = tmp_path / "catalogue"
    shutil.copytree(two_agencies, catalogue)
    equip(tmp_path)
    done = mkdocs(tmp_path)
    assert done.returncode == 0, done.stderr
    old = fingerprint(tmp_path / "site")
    assert {"index.html", "search.html", "finance-bureau/index.html"} <= old.keys()
    facts = catalogue / "agencies" / "finance-bureau" / "agency.yml"
    facts.write_text(facts.read_text("utf-8") + "unknown_key: 1\n", "utf-8")
    done = mkdocs(tmp_path)
    assert done.returncode == 1
    assert "C103" in done.stderr
    assert fingerprint(tmp_path / "site") == old


def test_plain_mkdocs_and_site_build_make_the_same_site(
    two_agencies: Path, tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    shutil.copytree(two_agencies, tmp_path / "catalogue")
    equip(tmp_path)
    done = command("build", "--site-dir", "ours", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = mkdocs(tmp_path, "-d", "theirs", TZ="America/New_York")
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "ours") == fingerprint(tmp_path / "theirs")


def test_two_builds_of_one_catalogue_are_the_same_bytes(
    two_agencies: Path, tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    elsewhere = tmp_path / "a deeper" / "folder" / "catalogue"
    shutil.copytree(two_agencies, elsewhere)
    for catalogue, site in ((two_agencies, "one"), (elsewhere, "two")):
        done = command("build", "--catalogue", catalogue, "--site-dir", tmp_path / site)
        assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_somebody_elses_folder_is_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("three years of work")
    release(site, _tiny)
    assert (site / MARKER).read_text() == "1"
    assert (tmp_path / "site.before-1" / "thesis.txt").read_text() == "three years of work"


def test_what_a_kill_between_two_renames_left_is_mended(tmp_path: Path) -> None:
    left = tmp_path / ".site-staging-x" / "old"
    (left / MARKER).parent.mkdir(parents=True)
    (left / MARKER).write_text("0")
    with pytest.raises(ZeroDivisionError):
        release(tmp_path / "site", lambda fresh: 1 // 0)
    assert (tmp_path / "site" / MARKER).read_text() == "0"
    assert not list(tmp_path.glob(".site-staging-*"))


def test_a_second_build_is_refused_while_one_runs(tmp_path: Path) -> None:
    def nested(fresh: Path) -> None:
        with pytest.raises(PublishError, match="another build"):
            release(tmp_path / "site", _tiny)
        _tiny(fresh)

    release(tmp_path / "site", nested)
    assert (tmp_path / "site" / MARKER).is_file()


def _tiny(fresh: Path) -> None:
    (fresh / MARKER).parent.mkdir(parents=True)
    (fresh / MARKER).write_text("1")


@pytest.mark.parametrize("folder", [".", "catalogue", "catalogue/site", ".."])
def test_the_site_never_lands_on_the_catalogue(
    sample_copy: Path, folder: str, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = fingerprint(sample_copy)
    done = command("build", "--site-dir", folder, cwd=sample_copy.parent)
    assert done.returncode == 2
    assert "--site-dir" in done.stderr
    assert fingerprint(sample_copy) == before
