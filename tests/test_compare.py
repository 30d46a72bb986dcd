"""`check --base`: what went away, was renamed or changed since a revision, in real repositories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import EXPLAINED, ITEMS, NOTICES, SEAL, last_review, text_of
from city_builds import shells_lent
from disclosure import checks
from disclosure.git import GitError, changed_since, repository
from git_city import git
from past import commit, compared, plain, rewrite
from past_cases import CASES, MORE, Past, notice
from plain_mkdocs import equip, mkdocs
from small_city import BUREAU, OFFICE, OFFICE_CODE, drop, edit, put, sign, write

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_comparison(case: Past, tmp_path: Path) -> None:
    rewrite(tmp_path, *case.then)
    commit(tmp_path)
    rewrite(tmp_path, *case.now)
    then, found = compared(tmp_path)
    assert plain(then, found) == list(case.findings)
    assert all(finding.fix.zh and finding.fix.en for finding in found)
    commit(tmp_path)  # the same when all is committed, and nothing is found against itself
    assert plain(*compared(tmp_path, "HEAD~1")) == list(case.findings)
    assert compared(tmp_path)[1] == []


def test_every_case_has_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [c for c in CASES if c.findings], ids=lambda case: case.name)
def test_the_line_that_is_asked_for_is_enough(case: Past, tmp_path: Path) -> None:
    """What a finding says to add can be pasted, and then it is gone."""
    rewrite(tmp_path, *case.then)
    commit(tmp_path)
    rewrite(tmp_path, *case.now)
    _, found = compared(tmp_path)
    advised = {"C430", "C431", "C432", "C433"}
    for finding in found:
        if finding.code in advised:
            place, _, line = finding.fix.en.removeprefix("Add to ").partition(": ")
            with (tmp_path / place).open("a", encoding="utf-8") as file:
                file.write(line.split("}")[0] + "}\n")
    left = [finding.code for finding in compared(tmp_path)[1]]
    assert left == [finding.code for finding in found if finding.code not in advised]


def test_the_same_by_every_way_of_leaving_a_file(tmp_path: Path) -> None:
    """Staged, not staged, no longer known to git: what lies in the folder counts."""
    rewrite(tmp_path)
    commit(tmp_path)
    path = tmp_path / "catalogue" / SEAL
    git(tmp_path, "rm", "-q", "--cached", f"catalogue/{SEAL}")
    assert compared(tmp_path)[1] == []  # git would delete it, but there it is
    path.unlink()
    assert [finding.code for finding in compared(tmp_path)[1]] == ["C430"]
    git(tmp_path, "reset", "-q")
    assert [finding.code for finding in compared(tmp_path)[1]] == ["C430"]
    git(tmp_path, "mv", f"catalogue/{EXPLAINED}", f"catalogue/{OFFICE}/records/2026/told.md")
    assert [finding.code for finding in compared(tmp_path)[1]] == ["C431", "C430"]


def test_a_catalogue_in_a_deeper_folder_with_odd_names(tmp_path: Path) -> None:
    """Names of folders are taken as they are, and files of others are not looked at."""
    inside = tmp_path / "城 [1]*" / "x"
    rewrite(inside)
    (tmp_path / "城 [1]*" / "y").mkdir()
    (tmp_path / "城 [1]*" / "y" / "z.md").write_text("z")
    commit(tmp_path)
    rewrite(inside, drop(SEAL))
    (tmp_path / "城 [1]*" / "y" / "z.md").unlink()
    then, found = compared(inside)
    assert [finding.span.file for finding in found] == [f"catalogue/{SEAL}"]
    assert then.notes == ()


def test_no_program_of_the_repository_is_started(tmp_path: Path) -> None:
    rewrite(tmp_path)
    (tmp_path / ".gitattributes").write_text("*.md filter=mine diff=mine\n")
    commit(tmp_path)
    told = tmp_path / "started"
    for key in ("filter.mine.clean", "filter.mine.process", "diff.mine.textconv", "diff.external"):
        git(tmp_path, "config", key, f"touch '{told}'; cat")
    git(tmp_path, "config", "filter.mine.required", "true")
    rewrite(tmp_path, drop(SEAL))
    _, found = compared(tmp_path)
    assert [finding.code for finding in found] == ["C430"]
    assert not told.exists()


def test_only_what_differs_is_read(tmp_path: Path) -> None:
    root = rewrite(tmp_path)
    first = commit(tmp_path)
    rewrite(tmp_path, edit(SEAL, "请带齐", "请准备"), sign, drop(EXPLAINED))
    assert set(changed_since(repository(root), first)) == {SEAL, EXPLAINED}


# The command


def test_the_command(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    short = commit(tmp_path)[:7]
    rewrite(tmp_path, drop(SEAL), MORE)
    assert command("check", cwd=tmp_path).returncode == 0
    done = command("check", "--base", "HEAD", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"catalogue/{ITEMS}:7:10 错误 C432：与 {short} 相比，事项“发展计划”公开时限由“自批准之日起"
        "20个工作日内”改为“自批准之日起30个工作日内”，notices.yml 没有说明。\n"
        "    依据：条例第十条第一款。\n"
        f"    请在 catalogue/{NOTICES} 末尾加一条：- {{of: plan, kind: changed, date: 2026-11-20, "
        "explanation: 写明变更的内容和原因}。\n"
        f"catalogue/{SEAL}:1:1 错误 C430：在 {short} 中公开的办事指南“用印办理指南”（use-of-seal）现在"
        "不再公开，notices.yml 没有说明。\n"
        "    依据：条例第十条第一款。\n"
        f"    请在 catalogue/{NOTICES} 末尾加一条：- {{of: use-of-seal, kind: revoked, date: 2026-11-20,"
        f" explanation: 写明原因, index_number: {OFFICE_CODE}/2026-00003}}；kind 按实际写 "
        "revoked（撤销）、terminated（终止）、superseded（被替代，另写 successor）、renamed（更名，另写 "
        "successor）或者 removed-personal-data（因保护个人信息删除）。误删的请恢复。\n"
        "catalogue/site.yml:1:1 警告 C417：全站最近一次更新是 2026-04-01，已超过14天没有更新。\n"
        "    依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）。\n"
        "    公开应当公开的信息；“应公开和逾期”页面列出了各机关待公开的事项。\n"
        "检查了 2 个机关、4 个事项、3 条信息：2 个错误，1 个警告。\n"
    )


def test_nothing_is_missed_because_nothing_is_wrong_now(command: Command, tmp_path: Path) -> None:
    """The verdict of an earlier run speaks of the files as they are, not of what they were."""
    rewrite(tmp_path)
    commit(tmp_path)
    rewrite(tmp_path, drop(SEAL))
    for _ in range(2):
        assert command("check", cwd=tmp_path).returncode == 0
    for _ in range(2):
        assert command("check", "--base", "HEAD", cwd=tmp_path).returncode == 1
    assert command("check", cwd=tmp_path).returncode == 0


def test_formats_and_one_agency(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    commit(tmp_path)
    rewrite(tmp_path, drop(SEAL))
    base = ("check", "--base", "HEAD")
    done = command(*base, "--format", "json", "--lang", "en", cwd=tmp_path)
    finding, late = json.loads(done.stdout)["diagnostics"]
    assert late["code"] == "C417"
    assert (finding["code"], finding["file"]) == ("C430", f"catalogue/{SEAL}")
    assert (finding["line"], finding["column"], finding["basis"]) == (1, 1, "条例第十条第一款")
    done = command(*base, "--format", "github", cwd=tmp_path)
    assert done.stdout.startswith(f"::error file=catalogue/{SEAL},line=1")
    assert command(*base, "--agency", "city-office", cwd=tmp_path).returncode == 1
    assert command(*base, "--agency", "water-bureau", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "revision",
    # None at all is what a script gives whose variable is not set: that compares with nothing.
    ["no-such", "HEAD~9", "--all", "deadbeef", "HEAD:catalogue", ""],
)
def test_a_revision_that_does_not_exist(revision: str, command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    commit(tmp_path)
    done = command("check", f"--base={revision}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"仓库里没有版本“{revision}”。请写提交号、分支名或标签，例如 HEAD~1、main；git log 可列出提交。\n"
    )


def test_without_a_repository(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("check", "--base", "HEAD", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "目录文件夹不在 git 仓库里，没有历史。\n"
    git(tmp_path, "init", "-q")
    done = command("check", "--base", "HEAD", cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith("仓库里没有版本“HEAD”。")


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(tmp_path)
    commit(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="there is no git program"):
        compared(tmp_path)


def test_a_shallow_clone(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path / "whole")
    first = commit(tmp_path / "whole")
    rewrite(tmp_path / "whole", drop(SEAL))
    commit(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/whole", "part")
    done = command("check", "--base", first, cwd=tmp_path / "part")
    assert done.returncode == 2
    assert "这份克隆只取了最近的提交，请先运行 git fetch --unshallow。" in done.stderr


def test_a_rewritten_history_is_compared_and_said(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    old = commit(tmp_path)
    git(tmp_path, "checkout", "-q", "--orphan", "other")
    rewrite(tmp_path, drop(SEAL))
    commit(tmp_path)
    done = command("check", "--base", old, cwd=tmp_path)
    assert done.returncode == 1 and "C430" in done.stdout
    assert done.stderr == (
        f"{old[:7]} 不在当前版本的历史里（历史可能被改写过，或者是另一个分支），仍然逐项比较。\n"
    )


def test_a_revision_without_the_catalogue(command: Command, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    first = commit(tmp_path)
    rewrite(tmp_path)
    done = command("check", "--base", "HEAD", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == (
        f"{first[:7]} has no agencies of this catalogue: all is new, and there is nothing to compare.\n"
    )


# A build and the release before


def build(command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
    with shells_lent(folder / "catalogue"):
        return command("build", cwd=folder)


def pages_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def test_a_loss_is_seen_without_git(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    assert build(command, tmp_path).returncode == 0
    site = tmp_path / "site"
    before = pages_of(site)
    rewrite(tmp_path, drop(SEAL))
    done = build(command, tmp_path)
    assert done.returncode == 1
    assert (
        f"catalogue/{NOTICES}:1:1 错误 C440：现在的网站上有网页 city-office/use-of-seal.html，"
        "新版本没有这一页，notices.yml 也没有说明。" in done.stderr
    )
    assert (
        "- {of: use-of-seal, kind: revoked, date: 2026-11-20, explanation: 写明原因}" in done.stderr
    )
    assert pages_of(site) == before
    rewrite(tmp_path, drop(SEAL), notice("use-of-seal", "revoked"))
    done = build(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "原信息已撤销" in (site / "city-office" / "use-of-seal.html").read_text("utf-8")
    rewrite(tmp_path, drop(SEAL))  # the page that says so is not lost either
    assert build(command, tmp_path).returncode == 1


def test_a_missing_agency_is_one_finding(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    assert build(command, tmp_path).returncode == 0
    rewrite(tmp_path, drop(f"{BUREAU}/"))
    done = build(command, tmp_path)
    assert done.returncode == 1 and done.stderr.count("C440") == 1
    assert f"catalogue/{BUREAU}/notices.yml:1:1" in done.stderr


@pytest.mark.parametrize("other", ["another address", "an older release", "a stray page"])
def test_another_site_is_no_memory(other: str, command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    assert build(command, tmp_path).returncode == 0
    marker = tmp_path / "site/assets/disclosure/release.js"
    if other == "an older release":
        marker.write_text('window.DISCLOSURE_RELEASE = {"version": "1", "asOf": "2026-11-20"};\n')
    elif other == "another address":
        marker.write_text(marker.read_text("utf-8").replace(".example/", ".example/other/"))
    else:
        (tmp_path / "site/city-office/stray.html").write_text("x")
    rewrite(tmp_path, *([drop(SEAL)] if other != "a stray page" else []))
    done = build(command, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_record_that_lost_its_review_is_no_missing_page(command: Command, tmp_path: Path) -> None:
    rewrite(tmp_path)
    assert build(command, tmp_path).returncode == 0
    before = pages_of(tmp_path / "site")
    undone = edit(SEAL, last_review(SEAL), "")
    for more in ((), (edit(SEAL, "请带齐", "请准备"),)):  # changed meanwhile, or not
        rewrite(tmp_path, undone, *more)
        assert command("check", cwd=tmp_path).returncode == 0  # of its past it knows nothing
        done = build(command, tmp_path)
        assert done.returncode == 1
        assert done.stderr.partition("catalogue/")[2].partition("检查了")[0] == (
            f"{SEAL}:10:3 错误 C441：现在的网站上有这条信息，但它的审查记录不全了（缺第 3 级），"
            "新版本不会有这一页。\n"
            "    依据：条例第十条第一款。\n"
            "    内容没有改动的，请恢复 review 中原来的记录；内容有改动的，请逐级重新审查：site_build.py "
            f"approve catalogue/{SEAL} --level 1 --post 岗位。确实要撤下的，请在 catalogue/{NOTICES} "
            "末尾加一条：- {of: use-of-seal, kind: revoked, date: 2026-11-20, explanation: 写明原因, "
            f"index_number: {OFFICE_CODE}/2026-00003}}；kind 按实际写 revoked（撤销）、terminated"
            "（终止）、superseded（被替代，另写 successor）、renamed（更名，另写 successor）或者 "
            "removed-personal-data（因保护个人信息删除）。误删的请恢复。\n"
        )
        assert pages_of(tmp_path / "site") == before
    rewrite(tmp_path, undone, notice("use-of-seal", "revoked"))
    done = build(command, tmp_path)
    assert done.returncode == 0 and "C801" in done.stderr, done.stderr


def test_a_record_that_was_never_public_and_is_not_reviewed_stays_out(
    command: Command, tmp_path: Path
) -> None:
    text = text_of(EXPLAINED).replace("2026-00002", "2026-00009")
    new = put(f"{OFFICE}/records/2026/new.md", text.replace(last_review(EXPLAINED), ""))
    rewrite(tmp_path)
    commit(tmp_path)
    assert build(command, tmp_path).returncode == 0
    rewrite(tmp_path, new, sign)
    done = command("check", "--base", "HEAD", cwd=tmp_path)
    assert done.returncode == 0 and "警告 C801" in done.stdout
    assert build(command, tmp_path).returncode == 0
    assert not (tmp_path / "site/city-office/new.html").exists()


def test_what_is_lost_is_told_once(command: Command, tmp_path: Path) -> None:
    """Not as a draft besides, and where a review is wrong in itself, by that alone."""
    rewrite(tmp_path)
    commit(tmp_path)
    base = ("check", "--base", "HEAD", "--format", "json")
    third = "post: 主任, date: 2026-03-04"
    for change, codes in (
        (edit(SEAL, last_review(SEAL), ""), ["C442"]),
        (edit(SEAL, third, "post: 主任, date: 2026-03-44"), ["C106"]),
        (edit(SEAL, "请带齐", "请准备"), ["C802"]),
    ):
        rewrite(tmp_path, change)
        found = json.loads(command(*base, cwd=tmp_path).stdout)["diagnostics"]
        assert [finding["code"] for finding in found] == codes


def test_codes_of_this_table_are_rules_of_the_past() -> None:
    caused = {code for case in CASES for code, *_ in case.findings} | {"C440", "C441"}
    assert caused == {code for code, rule in checks.RULES.items() if rule.scope == "past"}


def test_plain_mkdocs_compares_too(tmp_path: Path) -> None:
    equip(tmp_path)
    rewrite(tmp_path)
    assert mkdocs(tmp_path).returncode == 0
    before = pages_of(tmp_path / "site")
    rewrite(tmp_path, drop(SEAL))
    done = mkdocs(tmp_path)
    assert done.returncode == 1 and "C440" in done.stderr
    assert pages_of(tmp_path / "site") == before
