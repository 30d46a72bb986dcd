"""What git remembers of a catalogue: revisions, the files of one, their contents.

The program `git` is asked, never a library: what it does with links, renames and odd names is what
those who edit see. Every name goes with `-z`, so that no file name can be taken for another; nothing
is asked that could change the repository, and no program of the repository (hooks, filters, pagers,
monitors) is started.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .crew import ProcessLost
from .diagnostics import Text


class GitError(Exception):
    """Git is not there, or cannot answer; `message` says so to people, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)


@dataclass(frozen=True)
class Repository:
    """A catalogue folder in a git work tree."""

    top: Path
    """The folder of the work tree."""
    inside: str
    """The catalogue folder relative to it, with `/` at its end; empty when they are the same."""
    shallow: bool
    """Whether only a part of the history was fetched."""


def repository(root: Path) -> Repository:
    """The work tree that the catalogue folder `root` lies in. Raises GitError without one."""
    told = _run(root, "rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
    top, inside, shallow = told.decode("utf-8", "surrogateescape").split("\n")[:3]
    return Repository(Path(top), inside, shallow == "true")


def commit_of(repo: Repository, revision: str) -> str:
    """The full hash of the commit that a revision (branch, tag, `HEAD~3`, hash) names.

    Raises GitError when there is none.
    """
    try:
        name = f"{revision}^{{commit}}"
        told = _run(repo.top, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitError:
        more = (
            Text(
                "这份克隆只取了最近的提交，请先运行 git fetch --unshallow。",
                "this clone has only the latest commits: run git fetch --unshallow first.",
            )
            if repo.shallow
            else Text(
                "请写提交号、分支名或标签，例如 HEAD~1、main；git log 可列出提交。",
                "name a commit, branch or tag, like HEAD~1 or main; git log lists commits.",
            )
        )
        raise GitError(
            f"仓库里没有版本“{revision}”。{more.zh}",
            f"the repository has no revision '{revision}': {more.en}",
        ) from None
    return told.decode().strip()


def tree_of(repo: Repository, commit: str, paths: Iterable[str] = ("",)) -> Mapping[str, str]:
    """The blob of each file of the catalogue at a commit, by its path in the catalogue folder.

    With `paths` only of these, which are files or folders there. Links and submodules are left out.
    """
    wanted = [repo.inside + path or "." for path in paths]
    told = _run(repo.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted)
    blobs: dict[str, str] = {}
    for line in told.decode("utf-8", "surrogateescape").split("\0"):
        if line:
            head, _, path = line.partition("\t")
            mode, kind, blob = head.split(" ")
            if kind == "blob" and mode != "120000":
                blobs[path.removeprefix(repo.inside)] = blob
    return blobs


def changed_since(repo: Repository, commit: str) -> Mapping[str, str]:
    """The blob at a commit of each file of the catalogue that is not the same now, by its path there.

    Now is the folder as it lies there, staged or not; files that are new since are left out, and so
    are links. A file of the same bytes may be among them when git does not know it any more.
    """
    found = _run(
        repo.top,
        *_without_filters(repo),
        *("--literal-pathspecs", "diff", "--raw", "-z", "--no-abbrev", "--no-renames"),
        *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
        *(commit, "--", repo.inside or "."),
    )
    parts = iter(found.decode("utf-8", "surrogateescape").split("\0"))
    blobs: dict[str, str] = {}
    for head, path in zip(parts, parts, strict=False):  # the last part is empty
        mode, _, blob, _, _ = head.removeprefix(":").split(" ")
        if mode.startswith("100") and blob.strip("0"):
            blobs[path.removeprefix(repo.inside)] = blob
    return blobs


def _without_filters(repo: Repository) -> Iterator[str]:
    """Options for a look at the files that lie in the folder: no program that is set up to change
    them on their way (large files, keywords) is started.
    """
    try:
        told = _run(repo.top, "config", "--name-only", "-z", "--get-regexp", r"^filter\.")
    except GitError:
        return  # none is set up
    names = {name.rpartition(".")[0] for name in told.decode("utf-8", "replace").split("\0")}
    for name in sorted(names - {""}):
        for setting in ("clean=", "smudge=", "process=", "required=false"):
            yield from ("-c", f"{name}.{setting}")


def is_ancestor(repo: Repository, commit: str) -> bool:
    """Whether a commit belongs to the history of what is checked out."""
    try:
        return not _run(repo.top, "rev-list", "--max-count=1", commit, "--not", "HEAD", "--")
    except GitError:
        return False  # nothing is checked out yet


def contents_of(repo: Repository, blobs: Iterable[str]) -> Iterator[bytes]:
    """The contents of blobs, in their order."""
    asked = list(blobs)
    if not asked:
        return
    told = _run(repo.top, "cat-file", "--batch", given="".join(f"{b}\n" for b in asked).encode())
    at = 0
    for blob in asked:
        end = told.index(b"\n", at)
        head = told[at:end].split(b" ")
        if len(head) != 3:
            raise GitError(f"仓库里缺少对象 {blob}", f"the repository lacks the object {blob}")
        at = end + 1 + int(head[2])
        yield told[end + 1 : at]
        at += 1


_LATEST = 7_258_089_540
"""2199-12-31 23:59 in +08:00, the last minute that a catalogue may name; who commits may write any."""


class FileChange(NamedTuple):
    """A file of the catalogue that is not the same in a commit as in the one before."""

    old: str
    """Its blob before; empty when there was no such file (or a link in its place)."""
    new: str
    path: str
    """In the catalogue folder."""


class Commit(NamedTuple):
    """A commit of the line of first parents."""

    id: str
    parent: str
    """Empty for the first one."""
    seconds: int
    """When it was put there, since 1970: the date of the committer, or `_LATEST` where that is later."""


def line_to(repo: Repository, commit: str, after: str = "") -> list[Commit]:
    """The line of first parents that ends in a commit, oldest first; the part behind `after`.

    Raises GitError where there is no such commit any more.
    """
    wanted = [commit, f"^{after}"] if after else [commit]
    told = _run(
        repo.top,
        *("rev-list", "--first-parent", "--parents", "--timestamp", "--end-of-options", *wanted),
    )
    rows = [line.split(" ") for line in told.decode().splitlines()]
    rows.reverse()
    return [
        Commit(row[1], row[2] if len(row) > 2 else "", max(0, min(int(row[0]), _LATEST)))
        for row in rows
    ]


def changes_of(
    repo: Repository, commits: Iterable[Commit], folders: Iterable[str]
) -> Iterator[list[FileChange]]:
    """What each of these commits changed in folders of the catalogue, against its first parent.

    Links and submodules count as files that are not there. What is moved goes away here and comes
    there.
    """
    asked = list(commits)
    named = "".join(f"{each.id} {each.parent}".rstrip() + "\n" for each in asked)
    told = _run(
        repo.top,
        *("--literal-pathspecs", "diff-tree", "--stdin", "--root", "-r", "-z", "--no-renames"),
        *("--raw", "--no-abbrev", "--", *(f"{repo.inside}{folder}" for folder in folders)),
        given=named.encode(),
    )
    found: dict[str, list[FileChange]] = {}
    here: list[FileChange] = []
    parts = iter(told.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        if not part.startswith(":"):
            here = found.setdefault(part, [])
            continue
        was, now, old, new, _ = part.split(" ")
        path = next(parts).removeprefix(repo.inside)
        # Regular files have a mode that begins so; links and submodules do not.
        change = FileChange(old if was[1:3] == "10" else "", new if now[:2] == "10" else "", path)
        if change.old or change.new:
            here.append(change)
    for each in asked:
        yield found.get(each.id, [])


_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "core.pager=")


def _run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git says. Raises GitError, or ProcessLost when it was killed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            env={**kept, **_ENVIRONMENT},
            check=False,
        )
    except FileNotFoundError:
        raise GitError(
            "这台机器上没有 git 程序，无法查看历史。请安装 git。",
            "there is no git program on this machine: install git to look at the history",
        ) from None
    if done.returncode < 0:  # no answer is no reason to publish without the history
        raise ProcessLost("git")
    if done.returncode:
        raise GitError(*_problem(done.stderr.decode("utf-8", "replace").strip()))
    return done.stdout


def _problem(said: str) -> tuple[str, str]:
    if "not a git repository" in said:
        return "目录文件夹不在 git 仓库里，没有历史。", "the catalogue is in no git repository"
    if "dubious ownership" in said:
        return (
            "仓库属于另一个用户，git 拒绝读取。请按 git 的提示设置 safe.directory。",
            "the repository belongs to another user: set safe.directory as git says",
        )
    last = said.rpartition("\n")[2] or "?"
    return f"git 不能回答：{last}", f"git cannot answer: {last}"
