"""The catalogue at a revision of git, as far as it may differ from what lies in its folder now.

Git says which files are not the same. Of each agency that has any, its facts, items and notices of
then are read, and those of its records that changed: by the loader that reads what is there now,
from a folder of their own that is deleted at once.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..crew import crew, workers_for
from ..diagnostics import Diagnostic, Span, Text
from ..git import (
    Repository,
    changed_since,
    commit_of,
    contents_of,
    is_ancestor,
    repository,
    tree_of,
)
from ..load.agency import load_agency
from ..load.folder import Folder
from ..model.before import AgencyBefore, Before, ItemBefore, NoticeBefore, RecordBefore
from ..model.catalogue import Agency, Item, Record
from ..model.outline import REMOVED, minute_of
from ..model.visible import reviewed

_AGENCY = re.compile(r"agencies/(?!\.)([^/]+)/(.+)")
_FACTS = ("agency.yml", "catalogue.yml", "notices.yml")
_RECORD = re.compile(r"(?:records/\d{4}|services)/(?!\.)[^/]+\.md")
_ITEM_FIELDS = ("id", "category", "also", "name", "limit", "forms", "mode", "audience")
_RECORD_FIELDS = ("item", "index_number", "published")


@dataclass(frozen=True)
class Then:
    """A catalogue at a revision, and what must be said of the comparison with it."""

    before: Before
    notes: tuple[Text, ...]


class _Task(NamedTuple):
    """An agency of then, and the blobs of its files to be read, by their paths in its folder."""

    agency: str
    blobs: Mapping[str, str]
    changed: frozenset[str]


@dataclass(frozen=True)
class _Given:
    """What each task needs."""

    repo: Repository
    root: str
    levels: int
    """Of the review."""


def state_at(root: Path, revision: str, levels: int, workers: int) -> Then:
    """What the catalogue folder `root` was at a revision, where it may differ from now.

    `levels` is how many levels the review has, `workers` how many processes may run at once.
    Raises GitError where there is no such revision, or git cannot tell.
    """
    root = root.resolve()
    repo = repository(root)
    commit = commit_of(repo, revision)
    before = commit[:7]
    notes = [] if is_ancestor(repo, commit) else [_astray(before)]
    tasks = _tasks(repo, commit)
    if not tasks and not tree_of(repo, commit, ("agencies",)):
        notes.append(_empty(before))
    files = sum(len(task.blobs) for task in tasks)
    given = _Given(repo, root.name, levels)
    with crew(workers_for(files, len(tasks), workers), _prepare, given) as hands:
        return Then(Before(before, tuple(hands.run(_agency, tasks))), tuple(notes))


def _astray(revision: str) -> Text:
    return Text(
        f"{revision} 不在当前版本的历史里（历史可能被改写过，或者是另一个分支），仍然逐项比较。",
        f"{revision} is not in the history of what is checked out (rewritten, or another branch); "
        "it is compared all the same.",
    )


def _empty(revision: str) -> Text:
    return Text(
        f"{revision} 中还没有这个目录的机关，全部内容都算新增，没有可以比较的。",
        f"{revision} has no agencies of this catalogue: all is new, and there is nothing to compare.",
    )


def _tasks(repo: Repository, commit: str) -> list[_Task]:
    """The agencies with a file that is not the same, the longest first."""
    changed: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path, blob in changed_since(repo, commit).items():
        match = _AGENCY.fullmatch(path)
        if match and (match[2] in _FACTS or _RECORD.fullmatch(match[2])):
            changed[match[1]][match[2]] = blob
    wanted = [f"agencies/{name}/{file}" for name in changed for file in _FACTS]
    facts = tree_of(repo, commit, wanted) if wanted else {}
    return [
        _Task(
            name,
            {file: each for file in _FACTS if (each := facts.get(f"agencies/{name}/{file}"))}
            | blobs,
            frozenset(blobs),
        )
        for name, blobs in sorted(changed.items(), key=lambda each: (-len(each[1]), each[0]))
    ]


_given: list[_Given] = []


def _prepare(given: _Given) -> None:
    _given[:] = [given]


def _agency(task: _Task) -> AgencyBefore:
    (given,) = _given
    findings: list[Diagnostic] = []
    with tempfile.TemporaryDirectory(prefix="disclosure-") as folder:
        contents = contents_of(given.repo, task.blobs.values())
        for path, data in zip(task.blobs, contents, strict=True):
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        name = f"{given.root}/agencies/{task.agency}"
        agency = load_agency(Folder(folder, name), findings)
        return _before(agency, task, given.levels, findings)


def _before(
    agency: Agency, task: _Task, levels: int, findings: Sequence[Diagnostic]
) -> AgencyBefore:
    """An agency of then, without anything that must be looked up in its files."""
    home = agency.place.file.removesuffix("agency.yml")
    lost = {home + file for kind, file in _GAPS.items() if kind in agency.gaps}
    stems = {each.id for each in agency.lost_records}
    lost |= {
        home + file for file in task.changed if _RECORD.fullmatch(file) and _stem(file) in stems
    }
    lost &= {home + file for file in task.blobs}
    if agency.lost_items:
        lost.add(agency.catalogue_place.file)
    first: dict[str, Span] = {}
    for finding in sorted(findings, key=lambda finding: finding.order):
        if finding.span.file in lost:
            first.setdefault(finding.span.file, finding.span)
    return AgencyBefore(
        id=task.agency,
        name=agency.file.name if agency.file else "",
        credit_code=agency.file.credit_code if agency.file else "",
        span=Span(agency.place.file),
        items=tuple(map(_item, agency.item_by_id.values()))
        if "catalogue.yml" in task.changed
        else None,
        records=tuple(_record(agency, record, levels) for record in agency.records),
        notices=tuple(NoticeBefore(each.notice, each.place.at("of")) for each in agency.notices),
        notices_same="notices.yml" not in task.changed,
        unread=tuple(first.values()),
    )


_GAPS = {"agency": "agency.yml", "catalogue": "catalogue.yml", "notices": "notices.yml"}


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")


def _item(item: Item) -> ItemBefore:
    return ItemBefore(item.entry, {name: item.place.at(name) for name in _ITEM_FIELDS})


def _record(agency: Agency, record: Record, levels: int) -> RecordBefore:
    head = record.head
    item = agency.item_by_id.get(head.item or "")
    removed = any(
        each.notice.of == record.id and each.notice.kind == REMOVED for each in agency.notices
    )
    return RecordBefore(
        id=record.id,
        item=head.item or "",
        title=head.title,
        index_number=head.index_number,
        published_at=minute_of(head.published),
        service=record.year is None,
        public=item is not None
        and item.entry.publishes
        and not removed
        and reviewed(record, levels),
        file=record.place.file,
        at={name: record.place.at(name) for name in _RECORD_FIELDS},
    )
