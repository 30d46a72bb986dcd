"""Histories between builds: the same with and without a cache, nothing in it that may not be told,
and a clear word where git has nothing to tell."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cases import ANSWERED, BIDDING, EXPLAINED, INTERNAL, ITEMS, NOTICES, WORKS
from city_builds import build, differing
from city_edits import STEPS
from disclosure import engine
from disclosure.store import Store
from git_city import Town, days, git
from leaks import unpacked
from small_city import BUREAU, OFFICE, Change, append, drop, edit, put

LIMIT = "limit: {{days: {}, unit: working, after: approved}}"
OF_PLAN, OF_EXPLAINED = "city-office/plan.html", "city-office/plan-explained.html"
SECRET = "LEAK-某人"


def shorter(old: int, new: int) -> Change:
    return edit(ITEMS, LIMIT.format(old), LIMIT.format(new))


def page(site: Path, address: str) -> str:
    return (site / address).read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_git_the_site_has_no_history_and_says_why_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    town = Town(tmp_path)
    town.commit(shorter(20, 10))
    shutil.rmtree(tmp_path / ".git")
    build(town.root, tmp_path / "site", "--lang", lang)
    said = capsys.readouterr().err
    reason = {
        "zh": "没有变更记录：目录文件夹不在 git 仓库里，没有历史。\n",
        "en": "No history of changes: the catalogue is in no git repository.\n",
    }[lang]
    assert said.count(reason) == 1
    assert "变更记录" not in page(tmp_path / "site", OF_PLAN)
    assert "目录文件夹不在 git 仓库里" in page(tmp_path / "site", "about/checks.html")


def test_a_shallow_clone_has_no_history_and_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path / "origin")
    town.commit(shorter(20, 10), at="2026-06-01 09:00")
    origin = f"file://{town.folder}"
    git(tmp_path, "clone", "-q", "--depth", "1", origin, "clone")
    clone = tmp_path / "clone" / "catalogue"
    site = tmp_path / "site"
    build(clone, site)
    assert "没有变更记录：这份克隆只取了最近的提交" in capsys.readouterr().err
    assert "变更记录" not in page(site, OF_PLAN)
    assert "git fetch --unshallow" in page(site, "about/checks.html")
    assert "2026年6月" not in page(site, "lists/changes.html")
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    build(clone, site)
    assert "没有变更记录" not in capsys.readouterr().err
    told = [("2026年6月1日", "时限由20个工作日改为10个工作日")]
    assert days(page(site, OF_PLAN)) == told
    assert "unshallow" not in page(site, "about/checks.html")


def test_without_a_git_program_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    build(town.root, tmp_path / "site")
    assert "没有变更记录：这台机器上没有 git 程序" in capsys.readouterr().err


def test_what_git_itself_says_stands_in_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may name folders of the machine."""
    town = Town(tmp_path)
    (tmp_path / ".git" / "config").write_text("[core\n", "utf-8")
    build(town.root, tmp_path / "site")
    assert "没有变更记录：git 不能回答：" in capsys.readouterr().err
    told = page(tmp_path / "site", "about/checks.html")
    assert "git 不能回答。" in told and "config" not in told[told.index('id="history"') :]


def test_a_plain_build_of_the_engine_tells_the_history_too(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.commit(shorter(20, 10), at="2026-06-01 09:00")
    config = engine.write_config(tmp_path, town.root, part="site", on="")
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d"]
    done = subprocess.run(
        [*command, str(tmp_path / "plain")],
        env=engine.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [("2026年6月1日", "时限由20个工作日改为10个工作日")]
    assert days(page(tmp_path / "plain", OF_PLAN)) == told
    assert (
        build(town.root, tmp_path / "site")[OF_PLAN] == (tmp_path / "plain" / OF_PLAN).read_bytes()
    )


def test_before_the_first_commit_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path)
    shutil.rmtree(tmp_path / ".git")
    git(tmp_path, "init", "-q")
    build(town.root, tmp_path / "site")
    assert "没有变更记录：仓库里还没有提交" in capsys.readouterr().err
    (tmp_path / "other").write_text("x", "utf-8")
    git(tmp_path, "add", "other")
    git(tmp_path, "commit", "-q", "-m", "…")
    build(town.root, tmp_path / "site")
    assert "没有变更记录：目录文件还没有提交到 git" in capsys.readouterr().err


def test_a_history_that_was_rewritten_is_read_anew_and_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path)
    town.commit(shorter(20, 10), at="2026-06-01 09:00")
    town.commit(shorter(10, 5), at="2026-07-01 09:00")
    site = tmp_path / "site"
    build(town.root, site)
    git(tmp_path, "reset", "-q", "--soft", "HEAD~2")
    git(tmp_path, "commit", "-q", "-m", "…", at="2026-08-01 09:00")
    git(tmp_path, "reflog", "expire", "--expire=now", "--all")
    git(tmp_path, "gc", "-q", "--prune=now")  # the old commits are not even there any more
    capsys.readouterr()
    build(town.root, site)
    assert capsys.readouterr().err.count("历史被改写过，或者换了分支") == 1
    assert days(page(site, OF_PLAN)) == [("2026年8月1日", "时限由20个工作日改为5个工作日")]
    build(town.root, site)
    assert "改写" not in capsys.readouterr().err
    git(tmp_path, "reset", "-q", "--soft", "HEAD~1")  # HEAD is behind what was read
    build(town.root, site)
    assert days(page(site, OF_PLAN)) == []


def test_only_new_commits_are_read(tmp_path: Path) -> None:
    """The texts of old states are taken out of the repository after they were read."""
    town, store = Town(tmp_path), Store(tmp_path / "kept")
    old = git(tmp_path, "rev-parse", f"HEAD:catalogue/{ITEMS}")
    town.commit(shorter(20, 10), at="2026-06-01 09:00")
    assert town.past(store).missing is None
    os.unlink(tmp_path / ".git" / "objects" / old[:2] / old[2:])
    town.commit(shorter(10, 5), at="2026-07-01 09:00")
    past = town.past(store)
    assert past.missing is None
    assert [step.parts[0][0] for step in past.told["city-office"]["plan"]] == ["limit", "limit"]
    assert town.past(store).told == past.told  # nothing new
    anew = town.past()
    assert anew.missing and anew.missing.zh == f"仓库里缺少对象 {old}"


def test_builds_that_go_on_with_a_history_give_what_a_build_from_nothing_gives(
    tmp_path: Path,
) -> None:
    """Edits drawn by chance are built, or committed and built; the cache must never show."""
    chance = random.Random(5)
    town, site = Town(tmp_path), tmp_path / "site"
    build(town.root, site)
    number = 20
    for turn, step in enumerate(chance.choices(STEPS, k=12)):
        changes: list[Change] = [lambda files, step=step: step(files, chance)]  # type: ignore[misc]
        if turn % 3 == 0 and LIMIT.format(number).encode() in (town.files.get(ITEMS) or b""):  # type: ignore[operator]
            changes.append(shorter(number, number + 1))
            number += 1
        town.write(*changes)
        if turn % 2:
            build(town.root, site)
        town.commit(at=f"2026-{6 + turn // 6:02}-{turn + 10} 09:00")
        after = build(town.root, site)
        anew = build(town.root, tmp_path / "anew", "--no-cache")
        assert differing(after, anew) == [], (turn, step.__name__)
        shutil.rmtree(tmp_path / "anew")
    assert number > 20


def everything(folder: Path) -> bytes:
    """All bytes of a site, unpacked, or of a cache."""
    return b"".join(data for _, data in unpacked(folder))


REMOVAL = (
    "- {of: plan-explained, kind: removed-personal-data, date: 2026-07-01, explanation: 依法}\n"
)


def ended(of: str) -> str:
    """What is said of a thing that was public and is no more."""
    return f"- {{of: {of}, kind: terminated, date: 2026-07-01, explanation: 不再公开}}\n"


PRIVATE: dict[str, list[list[Change]]] = {
    "a title that held a name": [
        [edit(EXPLAINED, "title: 发展计划解读", f"title: {SECRET}的解读")],
        [edit(EXPLAINED, f"title: {SECRET}的解读", "title: 发展计划解读")],
    ],
    "a text that held a name": [
        [append(EXPLAINED, f"\n{SECRET}\n")],
        [edit(EXPLAINED, f"\n{SECRET}\n", "")],
    ],
    "a record removed for personal data": [
        [edit(EXPLAINED, "kind: interpretation", f"document_number: {SECRET}\nkind: interpretation")],
        [edit(EXPLAINED, f"document_number: {SECRET}\n", "document_number: 小政办〔2026〕9号\n")],
        [drop(EXPLAINED), append(NOTICES, REMOVAL)],
    ],
    "a record whose file stands after its removal": [
        [edit(EXPLAINED, "kind: interpretation", f"document_number: {SECRET}\nkind: interpretation")],
        [edit(EXPLAINED, f"document_number: {SECRET}\n", "document_number: 小政办〔2026〕9号\n")],
        [append(NOTICES, REMOVAL)],
    ],
    "an item that became internal": [
        [edit(ITEMS, "name: 用印办理", f"name: {SECRET}")],
        [edit(ITEMS, f"name: {SECRET}", "name: 用印办理")],
        [
            drop(f"{OFFICE}/services/use-of-seal.md"),
            *(INTERNAL, ANSWERED),
            edit("site.yml", "as_of:", "repository: private\nas_of:"),
            append(NOTICES, ended("seals") + ended("use-of-seal")),
        ],
    ],
    "an item that became withheld": [
        [edit(WORKS, "name: 管网改造工程", f"name: {SECRET}")],
        [edit(WORKS, f"name: {SECRET}", "name: 改造工程")],
        [
            drop(BIDDING),
            put(f"{BUREAU}/notices.yml", ended("pipes-bidding")),
            edit(WORKS, "  major: true", "  mode: withheld\n  exemption: privacy\n  ground: 条例第八条第(三)项\n  reassess_by: 2027-06-30"),
        ],
    ],
    "the content of an item": [
        [edit(ITEMS, "content: 年度发展计划", f"content: {SECRET}")],
        [edit(ITEMS, f"content: {SECRET}", "content: 年度发展计划")],
    ],
    "an item that is withheld": [
        [edit(ITEMS, "name: 人防工程位置", f"name: 人防工程位置\n  group: {SECRET}\n  content: {SECRET}")],
        [edit(ITEMS, f"\n  group: {SECRET}\n  content: {SECRET}", f"\n  content: {SECRET}2")],
        [edit(ITEMS, f"\n  content: {SECRET}2", "")],
    ],
    "an attachment that is gone": [
        [
            put(f"{OFFICE}/files/leak.csv", "甲\n"),
            edit(f"{OFFICE}/records/2026/plan-2026.md", "title: 任务表}\n", f"title: 任务表}}\n  - {{path: files/leak.csv, title: {SECRET}}}\n"),
        ],
        [
            drop(f"{OFFICE}/files/leak.csv"),
            edit(f"{OFFICE}/records/2026/plan-2026.md", f"  - {{path: files/leak.csv, title: {SECRET}}}\n", ""),
        ],
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", PRIVATE)
@pytest.mark.parametrize("built", ["each", "last", "dirty"])
def test_what_may_not_be_told_is_neither_in_the_site_nor_in_the_cache(
    tmp_path: Path, case: str, built: str
) -> None:
    """Whether each commit was built or only the last; or the last change is not even committed."""
    town, site = Town(tmp_path), tmp_path / "site"
    commits = PRIVATE[case]
    for number, changes in enumerate(commits, 1):
        if number == len(commits) and built == "dirty":
            town.write(*changes)
        else:
            town.commit(*changes, at=f"2026-06-{number:02} 09:00")
        if built == "each":
            build(town.root, site)
    build(town.root, site)
    assert SECRET.encode() not in everything(site)
    assert b"leak.csv" not in everything(site)
    for path in (tmp_path / ".cache").rglob("*"):
        assert not path.is_file() or b"LEAK" not in path.read_bytes(), path
    anew = build(town.root, tmp_path / "anew", "--no-cache")
    assert differing(build(town.root, site), anew) == []


def test_a_history_comes_back_with_its_thing(tmp_path: Path) -> None:
    """What is not kept, because the files on the disk say so, is read again."""
    town, site = Town(tmp_path), tmp_path / "site"
    town.commit(edit(EXPLAINED, "formed: 2026-03-02", "formed: 2026-03-01"), at="2026-06-01 09:00")
    before = build(town.root, site)
    notices = town.files[NOTICES]
    town.write(append(NOTICES, REMOVAL))
    build(town.root, site)
    assert "变更记录" not in page(site, OF_EXPLAINED)
    town.write(put(NOTICES, notices))
    assert differing(build(town.root, site), before) == []
    assert days(page(site, OF_EXPLAINED))[0][1] == "成文日期由2026年3月2日更正为2026年3月1日"


def test_little_is_made_after_a_commit_that_only_tells_more(tmp_path: Path) -> None:
    """Built before it was committed: then the page of the item, its month and its feeds are new."""
    town, site = Town(tmp_path), tmp_path / "site"
    town.write(shorter(20, 10))
    before = build(town.root, site)
    town.commit(at="2026-06-01 09:00")
    after = build(town.root, site)
    changed = {name for name in differing(before, after) if name.endswith((".html", ".xml"))}
    assert changed >= {OF_PLAN, "lists/changes/2026-06.html", "feeds/agency/city-office.xml"}
    assert not {name for name in changed if name.startswith("water-bureau/")}


def test_no_page_is_found_by_what_its_thing_was(tmp_path: Path) -> None:
    town, site = Town(tmp_path), tmp_path / "site"
    town.commit(edit(ITEMS, "name: 发展计划", "name: 发展旧名称"), at="2026-06-01 09:00")
    town.commit(edit(ITEMS, "name: 发展旧名称", "name: 发展计划"), at="2026-06-02 09:00")
    build(town.root, site)
    assert "由“发展旧名称”改为“发展计划”" in page(site, OF_PLAN)
    for folder in ("search", "pagefind"):
        for name, data in unpacked(site / folder) if (site / folder).is_dir() else ():
            assert "旧名称".encode() not in data, name
