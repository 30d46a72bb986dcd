"""What is kept between runs: harmless when damaged, public, of use elsewhere."""

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
from city_edits import change_prose, draft, line, put_on_disk, records, reword, swap
from disclosure.cli import main
from small_city import BUREAU, OFFICE

pytestmark = pytest.mark.usefixtures("twins")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small city, its site and its cache."""
    folder = tmp_path_factory.mktemp("warm")
    put_on_disk(dict(city.base()), folder / "catalogue")
    build(folder / "catalogue", folder / "site")
    return folder


@pytest.mark.parametrize("turn", [0, 2, 4])
def test_a_cache_that_is_not_whole_costs_time_only(tmp_path: Path, warm: Path, turn: int) -> None:
    """Each file of the cache in turn is deleted, damaged, cut short, swapped, of another program."""
    shutil.copytree(warm, tmp_path, dirs_exist_ok=True)
    kept = sorted(path for path in (tmp_path / ".cache").rglob("*") if path.is_file())
    assert len(kept) > 10
    for number, path in enumerate(kept, turn):
        data = bytearray(path.read_bytes())
        harm = number % 5
        if harm == 0:
            path.unlink()
            continue
        if harm == 1:
            data[len(data) // 2] ^= 1
        elif harm == 2:
            del data[len(data) // 3 :]
        elif harm == 3:
            other = kept[(number - turn + 1) % len(kept)]
            data[:] = other.read_bytes() if other.exists() else b""
        else:
            data[20] ^= 255  # within the checksum, which the program is part of
        path.write_bytes(data)
    files = dict(city.base())
    change_prose(files, random.Random(2))
    reword(files, random.Random(3))
    city.sign(files)
    put_on_disk(files, tmp_path / "catalogue")
    anew = build(tmp_path / "catalogue", tmp_path / "anew", "--no-cache")
    assert differing(build(tmp_path / "catalogue", tmp_path / "site"), anew) == []


def test_what_the_search_was_told_may_be_lost(tmp_path: Path, warm: Path) -> None:
    shutil.copytree(warm, tmp_path, dirs_exist_ok=True)
    (lost,) = (tmp_path / ".cache").rglob("entries/city-office.0")
    lost.unlink()
    site_file = tmp_path / "catalogue" / "site.yml"
    text = site_file.read_text("utf-8") + "synonyms: [[用印, 盖章]]\n"  # makes the index anew
    site_file.write_text(text, "utf-8")
    anew = build(tmp_path / "catalogue", tmp_path / "anew", "--no-cache")
    assert differing(build(tmp_path / "catalogue", tmp_path / "site"), anew) == []


def test_nothing_that_is_not_public_lies_in_the_cache(tmp_path: Path) -> None:
    files = dict(city.base())
    secret = "LEAK-内部"
    catalogue = files[f"{BUREAU}/catalogue.yml"]
    assert isinstance(catalogue, bytes)
    item = f"""- id: inner
  category: funds-and-procurement
  name: {secret}
  content: {secret}
  basis: [{secret}]
  department: works
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  audience: internal
"""
    files[f"{BUREAU}/catalogue.yml"] = catalogue + item.encode()
    files["site.yml"] = files["site.yml"] + b"repository: private\n"  # type: ignore[operator]
    draft(files, random.Random(1))
    path = records(files, "added-")[-1]
    swap(files, path, line(files, path, "title"), f"title: {secret}草稿")
    register = files[f"{OFFICE}/registers/2026.yml"]
    assert isinstance(register, bytes)
    files[f"{OFFICE}/registers/2026.yml"] = register.replace("查询计划".encode(), secret.encode())
    root = tmp_path / "catalogue"
    put_on_disk(files, root)
    build(root, tmp_path / "site")
    build(root, tmp_path / "site")
    for path_ in (tmp_path / ".cache").rglob("*"):
        assert not path_.is_file() or b"LEAK" not in path_.read_bytes(), path_


def test_the_cache_is_of_use_on_another_machine(tmp_path: Path) -> None:
    """A clone has other times and inodes; what was found there holds here."""
    one, other = tmp_path / "one", tmp_path / "other"
    put_on_disk(dict(city.base()), one / "catalogue")
    build(one / "catalogue", one / "site")
    shutil.copytree(one, other)  # times are of now
    for path in (other / "catalogue").rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert differing(build(other / "catalogue", other / "site"), tree(one / "site")) == []


def test_a_check_of_what_has_not_changed_reads_no_catalogue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "catalogue"
    put_on_disk(dict(city.base()), root)
    for path in root.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # old enough to be trusted

    def check(*options: str) -> tuple[int, str]:
        status = main(["check", "--catalogue", str(root), *options])
        return status, capsys.readouterr().out

    first = check()
    kept = (tmp_path / ".cache").rglob("verdict")
    assert [path.name for path in kept] == ["verdict"]
    shutil.rmtree(tmp_path / ".cache" / "disclosure" / "agencies")
    assert check() == first
    assert not (tmp_path / ".cache" / "disclosure" / "agencies").exists()
    assert (
        check("--agency", "water-bureau")[1]
        == "检查了 1 个机关、1 个事项、1 条信息：0 个错误，0 个警告。\n"
    )
    assert main(["check", "--catalogue", str(root), "--agency", "water-bureu"]) == 2
    path = root / BUREAU / "catalogue.yml"
    path.write_text(path.read_text("utf-8").replace("rhythm: phased", "rhythm: phaset"), "utf-8")
    assert check()[0] == 1
    path.write_text(path.read_text("utf-8").replace("rhythm: phaset", "rhythm: phased"), "utf-8")
    assert check() == first
    (root / "site.yml").write_text("name: [", "utf-8")
    assert check()[0] == 1


def test_a_check_of_what_has_not_changed_loads_no_model(tmp_path: Path) -> None:
    """To load the models and rules takes half of its time (0.2 of 0.4 s of the city)."""
    put_on_disk(dict(city.base()), tmp_path / "catalogue")
    for path in (tmp_path / "catalogue").rglob("*"):
        os.utime(path, (1, 1))  # of a moment ago no time tells whether a file was changed
    words = ["check", "--catalogue", str(tmp_path / "catalogue")]
    code = (
        f"import sys, disclosure.cli; status = disclosure.cli.main({words!r});"
        "print(status, sorted({'pydantic', 'jinja2', 'mkdocs', 'disclosure.model',"
        " 'disclosure.checks', 'disclosure.pages'} & set(sys.modules)))"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
        )
    assert done.stdout.endswith("\n0 []\n"), done.stdout
