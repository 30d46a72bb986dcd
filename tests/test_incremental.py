"""A build that takes over what did not change gives what a build from nothing gives."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import small_city as city
from disclosure.cli import main
from disclosure.publish import twin
from small_city import BUREAU, BUREAU_CODE, OFFICE, Files

ROOT = Path(__file__).parent.parent
Step = Callable[[Files, random.Random], None]


@pytest.fixture(autouse=True)
def twins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small city gets a twin too, as only large ones do."""
    monkeypatch.setattr(twin, "WORTH", 1)


def tree(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def build(catalogue: Path, site: Path, *options: str) -> dict[str, bytes]:
    arguments = ["build", "--catalogue", str(catalogue), "--site-dir", str(site), *options]
    assert main(arguments) == 0
    return tree(site)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def put_on_disk(files: Files, root: Path) -> None:
    """Write what is not there as it should be, and take away what should not be there."""
    for path in sorted(root.rglob("*"), reverse=True):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in files:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    for name, content in files.items():
        path = root / name
        assert isinstance(content, bytes)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _swap(files: Files, path: str, old: str, new: str) -> None:
    data = files[path]
    assert isinstance(data, bytes) and old.encode() in data, (path, old)
    files[path] = data.replace(old.encode(), new.encode(), 1)


def _records(files: Files, start: str = "") -> list[str]:
    return [
        name for name in files if "/records/" in name and name.rpartition("/")[2].startswith(start)
    ]


def _line(files: Files, path: str, key: str) -> str:
    data = files[path]
    assert isinstance(data, bytes)
    return next(line for line in data.decode().splitlines() if line.startswith(f"{key}:"))


def retitle(files: Files, chance: random.Random) -> None:
    path = chance.choice(_records(files))
    _swap(files, path, _line(files, path, "title"), f"title: 新的标题{chance.randrange(999)}")


def reword(files: Files, chance: random.Random) -> None:
    path = chance.choice(_records(files))
    data = files[path]
    assert isinstance(data, bytes)
    files[path] = data + f"\n又一段文字{chance.randrange(999)}。\n".encode()


def confirm(files: Files, chance: random.Random) -> None:
    path = chance.choice(_records(files))
    day = f"confirmed: 2026-11-{chance.randrange(3, 20):02}"
    _swap(files, path, _line(files, path, "confirmed"), day)


def add(files: Files, chance: random.Random) -> None:
    number = chance.randrange(100, 99999)
    wrote = files[f"{BUREAU}/records/2025/pipes-bidding.md"]
    assert isinstance(wrote, bytes)
    text = wrote.decode()
    text = text.replace(f"{BUREAU_CODE}/2025-00001", f"{BUREAU_CODE}/2025-{number:05}")
    text = text.replace("published: 2025-05-06", f"published: 2025-0{chance.randrange(5, 9)}-06")
    text += f"\n第{number}号，见[计划](item:city-office/plan-2026)。\n"
    if chance.random() < 0.5:
        text = text.replace(
            "kind: procurement", "kind: response\nexplains: [city-office/plan-2026]"
        )
    files[f"{BUREAU}/records/2025/added-{number}.md"] = text.encode()


def remove(files: Files, chance: random.Random) -> None:
    added = _records(files, "added-")
    if not added:
        return add(files, chance)
    gone = chance.choice(added)
    kind = chance.choice(("revoked", "removed-personal-data"))
    _notice(files, gone.rpartition("/")[2][:-3], kind)
    del files[gone]
    return None


def rename(files: Files, chance: random.Random) -> None:
    added = _records(files, "added-")
    if not added:
        return add(files, chance)
    old = chance.choice(added)
    new = f"added-{chance.randrange(10**6, 10**7)}"
    _notice(files, old.rpartition("/")[2][:-3], "renamed", f"\n  successor: {new}")
    files[f"{old.rpartition('/')[0]}/{new}.md"] = files.pop(old)
    return None


def _notice(files: Files, of: str, kind: str, more: str = "") -> None:
    before = files.get(f"{BUREAU}/notices.yml", b"")
    assert isinstance(before, bytes)
    said = f"- of: {of}\n  kind: {kind}\n  date: 2026-11-0{len(before) % 9 + 1}\n  explanation: 已经调整{more}\n"
    files[f"{BUREAU}/notices.yml"] = before + said.encode()


def draft(files: Files, chance: random.Random) -> None:
    """One more record, of which the reviews are not complete: it is not published."""
    add(files, chance)
    path = _records(files, "added-")[-1]
    data = files[path]
    assert isinstance(data, bytes)
    kept = [line for line in data.decode().splitlines() if "level: 3" not in line]
    files[path] = "\n".join(kept).encode() + b"\n"


def rename_agency(files: Files, chance: random.Random) -> None:
    path = chance.choice((f"{OFFICE}/agency.yml", f"{BUREAU}/agency.yml"))
    _swap(files, path, _line(files, path, "name"), f"name: 小城机关{chance.randrange(999)}")


def change_item(files: Files, chance: random.Random) -> None:
    _swap(files, f"{BUREAU}/catalogue.yml", "content: ", f"content: 第{chance.randrange(99)}版，")


def change_attachment(files: Files, chance: random.Random) -> None:
    files[f"{OFFICE}/files/plan.csv"] = f"任务,完成\n道路{chance.randrange(99)},是\n".encode()


def change_site(files: Files, chance: random.Random) -> None:
    _swap(
        files,
        "site.yml",
        _line(files, "site.yml", "name"),
        f"name: 小城目录{chance.randrange(999)}",
    )


def change_prose(files: Files, chance: random.Random) -> None:
    path = chance.choice(("pages/index.md", "pages/help.md"))
    data = files[path]
    assert isinstance(data, bytes)
    files[path] = data + f"\n新的一句{chance.randrange(99)}。\n".encode()


def change_pack(files: Files, chance: random.Random) -> None:
    """A pack of the site's own, which differs from the built-in one by a name."""
    folder = ROOT / "plugins" / "disclosure" / "packs" / "seed-province"
    for path in folder.iterdir():
        files[f"packs/seed-province/{path.name}"] = path.read_bytes()
    _swap(
        files,
        "packs/seed-province/pack.yml",
        "short: 发展规划",
        f"short: 规划{chance.randrange(99)}",
    )


def nothing(files: Files, chance: random.Random) -> None:
    """Nothing changes."""


STEPS: tuple[Step, ...] = (
    *(retitle, reword, confirm, add, add, remove, rename, draft, rename_agency, change_item),
    *(change_attachment, change_site, change_prose, change_pack, nothing),
)


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
    (lost,) = (tmp_path / ".cache").rglob("entries/city-office")
    lost.unlink()
    site_file = tmp_path / "catalogue" / "site.yml"
    text = site_file.read_text("utf-8") + "synonyms: [[用印, 盖章]]\n"  # makes the index anew
    site_file.write_text(text, "utf-8")
    anew = build(tmp_path / "catalogue", tmp_path / "anew", "--no-cache")
    assert differing(build(tmp_path / "catalogue", tmp_path / "site"), anew) == []


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
    path = _records(files, "added-")[-1]
    _swap(files, path, _line(files, path, "title"), f"title: {secret}草稿")
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
    (tmp_path / ".cache" / "disclosure" / "survey").unlink()
    assert check() == first
    assert not (tmp_path / ".cache" / "disclosure" / "survey").exists()
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
