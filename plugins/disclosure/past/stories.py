"""The stories of all agencies of a catalogue, from git: kept by the store, and gone on with.

A story is kept only while all of it may be told by the catalogue as it stands now; the others are
read from git each time, since caches get shared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..crew import crew, workers_for
from ..diagnostics import Text
from ..git import (
    Commit,
    GitError,
    Repository,
    changes_of,
    commit_of,
    contents_of,
    line_to,
    repository,
)
from ..model.catalogue import Catalogue
from ..model.outline import minute_of
from ..store import Store, digest_of
from .reading import Reader
from .replay import Happening, begin, blobs_of, replay
from .story import Step, Story, packed, packed_steps, tellable, unpacked

_KEPT = "past"
_FOLDER = "agencies"
_AT_ONCE = 400
"""Changes of files that are read in one task."""
_MUTE = "git 不能回答"
"""How the message of a GitError begins that goes on with git's own words."""
_ZONE = 8 * 60
"""Minutes by which +08:00 is ahead."""
Steps = Mapping[str, tuple[Step, ...]]
"""What may be told of an agency: by id, oldest first."""


@dataclass(frozen=True)
class Past:
    """What git tells of a catalogue."""

    told: Mapping[str, Steps] = field(default_factory=dict, repr=False)
    """By agency."""
    begins: int | None = None
    """The minute from which on changes are told."""
    missing: Text | None = None
    """Why there is nothing to tell, when that is so."""
    note: Text | None = None
    """What the user should know besides."""

    @property
    def reason(self) -> str:
        """`missing` for the site: without what git itself said, which may name folders of this
        machine; empty when nothing is missing."""
        words = self.missing.zh if self.missing else ""
        return f"{_MUTE}。" if words.startswith(_MUTE) else words

    def print_of(self, agency: str) -> str:
        """A digest of what is told of an agency."""
        told = self.told.get(agency)
        return digest_of([packed_steps(steps) for steps in told.values()]) if told else ""


@dataclass(frozen=True)
class _Known:
    """How far the stories were read."""

    head: str = ""
    begins: int = 0
    """The minute of the first commit that holds the catalogue."""
    stories: dict[str, bytes] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    """Agencies whose story could not be kept."""


def past_of(root: Path, catalogue: Catalogue, store: Store, workers: int) -> Past:
    """What git tells of the catalogue folder `root`. Never raises: `missing` says why not."""
    try:
        repo = repository(root.resolve())
        if repo.shallow:
            raise GitError(
                "这份克隆只取了最近的提交，看不到以前的改动。请运行 git fetch --unshallow，"
                "在 CI 中取全部提交（例如 fetch-depth: 0）。",
                "this clone has only the latest commits: run git fetch --unshallow, or let CI "
                "fetch all of them (fetch-depth: 0)",
            )
        return _read(repo, catalogue, store, workers)
    except GitError as error:
        return Past(missing=error.message)


def _read(repo: Repository, catalogue: Catalogue, store: Store, workers: int) -> Past:
    levels = len(catalogue.pack.file.review.levels)
    since = catalogue.site.history_since
    start = minute_of(dt.datetime.combine(since, dt.time())) if since else 0
    try:
        head = commit_of(repo, "HEAD")
    except GitError:
        raise GitError(
            "仓库里还没有提交。提交目录文件以后就有记录。",
            "the repository has no commit yet",
        ) from None
    key = (levels, start)
    kept: Any = store.read(_KEPT)
    before = _Known(*kept[1]) if kept is not None and kept[0] == key else _Known()
    note = None
    line: list[Commit] = []
    if before.head and before.head != head:
        line = _line_behind(repo, before.head, head)
        if not line:
            before, note = _Known(), _REWRITTEN
    names = list(catalogue.outlines)
    lost = [name for name in names if name in before.lost]
    if not before.head:
        line = line_to(repo, head)
        found = _happenings(repo, line, [_FOLDER])
        begins = min((each[0].minute for each in found.values()), default=0)
    else:
        begins = before.begins
        found = _happenings(repo, line, [_FOLDER]) if line else {}
        again = line_to(repo, head) if lost else []
        folders = [f"{_FOLDER}/{name}" for name in lost]
        found |= _happenings(repo, again, folders) if lost else {}
    stories = {name: data for name, data in before.stories.items() if name not in lost}
    tasks = [_Task(name, stories.get(name, b""), happened) for name, happened in found.items()]
    stories |= _replayed(repo, tasks, levels, start, workers)
    told: dict[str, Steps] = {}
    unfit = set()
    for name in names:
        story = unpacked(stories[name]) if name in stories else Story()
        told[name] = tellable(story, catalogue.outlines[name])
        if told[name] != {of: tuple(steps) for of, steps in story.steps.items() if steps}:
            unfit.add(name)
    now = _Known(
        head,
        begins,
        {name: data for name, data in stories.items() if name in told and name not in unfit},
        frozenset(unfit),
    )
    if now != before:
        store.write(_KEPT, (key, (now.head, now.begins, now.stories, now.lost)))
    if not begins:
        raise GitError(
            "目录文件还没有提交到 git。提交以后就有记录。",
            "the files of the catalogue are not committed yet",
        )
    return Past(
        {name: steps for name, steps in told.items() if steps}, max(begins, start), None, note
    )


_REWRITTEN = Text(
    "上次生成时的提交不在现在的历史里（历史被改写过，或者换了分支），变更记录已按现在的历史重新整理。",
    "the commit of the last build is not in the present history (it was rewritten, or this is "
    "another branch): the history of changes was read anew",
)


def _line_behind(repo: Repository, before: str, head: str) -> list[Commit]:
    """The commits since an earlier one; none when the present line does not lead through it."""
    try:
        line = line_to(repo, head, before)
    except GitError:  # nothing keeps a commit that belongs to no branch
        return []
    return line if line and line[0].parent == before else []


def _happenings(
    repo: Repository, line: Sequence[Commit], folders: Sequence[str]
) -> dict[str, list[Happening]]:
    """What each commit changed in each agency's folder, oldest first."""
    found: dict[str, list[Happening]] = {}
    for commit, changes in zip(line, changes_of(repo, line, folders), strict=True):
        minute = commit.seconds // 60 + _ZONE
        here: dict[str, list[Any]] = {}
        for change in changes:
            _, name, path = (*change.path.split("/", 2), "", "")[:3]
            if path:
                here.setdefault(name, []).append(change._replace(path=path))
        for name, own in here.items():
            found.setdefault(name, []).append(Happening(minute, own))
    return found


@dataclass(frozen=True)
class _Task:
    """A story to go on with."""

    name: str
    story: bytes
    """As `packed` makes it; empty to begin with."""
    happened: Sequence[Happening]


_given: list[tuple[Repository, int, int]] = []


def _prepare(repo: Repository, levels: int, begins: int) -> None:
    _given[:] = [(repo, levels, begins)]


def _replayed(
    repo: Repository, tasks: Iterable[_Task], levels: int, begins: int, workers: int
) -> dict[str, bytes]:
    """The stories after what happened, packed, by agency. Raises GitError."""
    done: dict[str, bytes] = {}
    todo: list[list[_Task]] = [[]]
    weight = 0
    for task in tasks:
        story, happened = task.story, task.happened
        if not story:
            begun = Story()
            begin(begun, happened[0])
            story, happened = packed(begun), happened[1:]
        if not happened:
            done[task.name] = story
            continue
        if weight > _AT_ONCE:
            todo.append([])
            weight = 0
        todo[-1].append(_Task(task.name, story, happened))
        weight += sum(len(each.changes) for each in happened)
    count = workers_for(weight + _AT_ONCE * (len(todo) - 1), len(todo), workers)
    with crew(count, _prepare, repo, levels, begins) as hands:
        for result in hands.run(_work, todo):
            if isinstance(result, Text):
                raise GitError(result.zh, result.en)
            done |= result
    return done


def _work(tasks: Sequence[_Task]) -> dict[str, bytes] | Text:
    """The stories of some agencies; what git says when it cannot tell."""
    ((repo, levels, begins),) = _given
    stories = {task.name: unpacked(task.story) for task in tasks}
    wanted = {blob for task in tasks for blob in blobs_of(stories[task.name], task.happened)}
    try:
        asked = sorted(wanted)
        data = dict(zip(asked, contents_of(repo, asked), strict=True))
    except GitError as error:
        return error.message
    reader = Reader(data, levels, begins)
    return {task.name: packed(replay(stories[task.name], task.happened, reader)) for task in tasks}
