"""The commits of an agency, one after the other -> its story.

A state that cannot be read, or was not fit to be published (no complete review, a review of another
text), is passed over: what changed is told with the next state that is. What leaves the public
catalogue takes its story with it; what comes into it is told of from then on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..git import FileChange
from ..model.agency import Notice
from ..model.item import ItemEntry
from ..model.outline import minute_of
from .difference import item_parts, mark_of, record_parts
from .reading import Reader
from .story import ADDED, Part, Step, Story, without_content

CATALOGUE, NOTICES = "catalogue.yml", "notices.yml"
_RECORD = re.compile(r"(?:records/(?:19|20|21)\d\d|services)/([^/]+)\.md")


class Happening(NamedTuple):
    """What one commit changed in an agency's folder."""

    minute: int
    changes: Sequence[FileChange]
    """Their paths are relative to the agency's folder."""


def begin(story: Story, first: Happening) -> None:
    """Take the state in which an agency was first committed. Nothing is told of it."""
    story.blobs.update({c.path: c.new for c in first.changes if c.path in (CATALOGUE, NOTICES)})


def blobs_of(story: Story, happenings: Iterable[Happening]) -> set[str]:
    """The blobs whose contents `replay` will want.

    A record is read where it was changed, or moved; one that is only new tells its date itself.
    """
    wanted = {*story.blobs.values(), *story.stood.values()}
    for each in happenings:
        records = [change for change in each.changes if _RECORD.fullmatch(change.path)]
        moved = any(not change.new for change in records)
        read = [change for change in records if moved or change.old]
        read += [change for change in each.changes if change.path in (CATALOGUE, NOTICES)]
        wanted |= {blob for change in read for blob in change[:2]}
    return wanted - {""}


def replay(story: Story, happenings: Iterable[Happening], reader: Reader) -> Story:
    """Go on with a story, which is changed; `reader` has the blobs of `blobs_of`."""
    items = reader.items(story.blobs.get(CATALOGUE, ""))
    said = reader.notices(story.blobs.get(NOTICES, "")) or ()
    for each in happenings:
        before, known = items, said
        for change in each.changes:
            if change.path == CATALOGUE:
                read = reader.items(change.new)
                items = read if read is not None or not change.new else items
                _note(story, change, read is not None)
            elif change.path == NOTICES:
                lines = reader.notices(change.new)
                said = lines if lines is not None else said if change.new else ()
                _note(story, change, lines is not None)
        come = [notice for notice in said if notice not in known]
        moment = _Moment(story, reader, each.minute, before, items, come, said)
        if items is not before:
            _items(moment)
        _records(moment, each.changes)
        _clear(moment)
    return story


def _note(story: Story, change: FileChange, readable: bool) -> None:
    """Remember the newest state of a list that can be read."""
    if readable:
        story.blobs[change.path] = change.new
    elif not change.new:
        story.blobs.pop(change.path, None)


@dataclass(frozen=True)
class _Moment:
    """A commit in its place: what the agency's lists said before it, and what they say since."""

    story: Story
    reader: Reader
    minute: int
    before: Mapping[str, ItemEntry] | None
    after: Mapping[str, ItemEntry] | None
    come: Sequence[Notice]
    """The notices that came with it."""
    said: Sequence[Notice]
    """All that stand since."""

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """New ids and their old ones, by the notices that came with it."""
        pairs = [(each.of, each.successor) for each in self.come if each.kind == "renamed"]
        return {new.rpartition("/")[2]: old for old, new in pairs if new}

    def tell(self, of: str, parts: Sequence[Part], revised: dt.datetime | None = None) -> None:
        """Add a step to the story of a thing, unless there is nothing to tell of it."""
        if self.minute < self.reader.begins or not (parts or revised):
            return
        dated = [each.date for each in self.come if each.of == of and each.kind == "changed"]
        at, told = self.minute, ""
        if dated:
            at, told = minute_of(dt.datetime.combine(dated[0], dt.time())), "changed"
        elif revised:
            at, told = minute_of(revised), "revised"
        self.story.steps.setdefault(of, []).append(Step(of, at, tuple(parts), told))

    def move(self, old: str, new: str) -> None:
        """Go on under another id."""
        story = self.story
        story.former[new] = (*story.former.pop(old, ()), old)
        if old in story.steps:
            story.steps[new] = [step._replace(of=new) for step in story.steps.pop(old)]
        for kept in (story.homes, story.stood):
            if old in kept:
                kept[new] = kept.pop(old)

    def drop(self, of: str) -> None:
        """Forget what was."""
        story = self.story
        for kept in (story.steps, story.homes, story.former, story.stood):
            kept.pop(of, None)


def _items(moment: _Moment) -> None:
    before, after, story = moment.before, moment.after, moment.story
    if before is None or after is None:
        for of in story.steps.keys() - story.homes.keys():
            moment.drop(of)
        return
    for of, entry in after.items():
        old = before.get(of)
        if old is entry:
            continue
        earlier = moment.renamed.get(of, "")
        if old is None and earlier in before and earlier not in after:
            old = before[earlier]
            moment.move(earlier, of)
        if entry.audience == "internal":
            moment.drop(of)
        elif old is None or old.audience == "internal":
            moment.tell(of, [(ADDED, None, None)])
        else:
            moment.tell(of, item_parts(old, entry))
        if entry.mode == "withheld" and of in story.steps:
            story.steps[of] = without_content(story.steps[of])
    for of in before.keys() - after.keys():
        moment.drop(of)


def _records(moment: _Moment, changes: Iterable[FileChange]) -> None:
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for change in changes:
        if match := _RECORD.fullmatch(change.path):
            old |= {match[1]: change.old} if change.old else {}
            new |= {match[1]: change.new} if change.new else {}
        elif change.path.startswith("files/") and change.old and change.new:
            moment.story.loose.add(mark_of(change.path))
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    for was, now in _moved(moment, {of: old[of] for of in gone}, {of: new[of] for of in come}):
        moment.move(was, now)
        old[now] = old.pop(was)
    for of in sorted(old.keys() & new.keys()):
        _record(moment, of, old[of], new[of])
    for of in old.keys() - new.keys():
        moment.drop(of)


def _moved(
    moment: _Moment, gone: Mapping[str, str], come: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Records that have another id now, with the old one first: by a notice or the index number."""
    numbers = {}
    for of, blob in gone.items() if come else ():
        if text := moment.reader.text(blob):
            numbers[text.head.index_number] = of
    pairs = {}
    for of, blob in sorted(come.items() if gone else ()):
        text = moment.reader.text(blob)
        by_number = numbers.get(text.head.index_number, "") if text else ""
        was = moment.renamed.get(of, by_number)
        if was in gone:
            pairs[was] = of
    return sorted(pairs.items())


def _record(moment: _Moment, of: str, old: str, new: str) -> None:
    story, reader = moment.story, moment.reader
    stood = story.stood.get(of, "")
    was, now = reader.text(stood or old), reader.text(new)
    if not stood and not (was and was.signed and _is_open(moment.before, was.head.item)):
        return  # it was not public before: its date of publication is what is new
    fit = now and now.signed and _is_open(moment.after, now.head.item)
    if not was or not now or not fit:
        story.stood[of] = stood or old
        return
    marks = {mark_of(file.path) for file in now.head.attachments}
    replaced = marks & story.loose
    if was.signed == now.signed and (was.content != now.content or replaced):
        story.stood[of] = stood or old  # a review of another text
        return
    story.stood.pop(of, None)
    story.loose.difference_update(replaced)
    parts = record_parts(was, now, replaced)
    item = now.head.item or ""
    if moment.renamed.get(item) == was.head.item:
        parts = tuple(part for part in parts if part[0] != "item")
    revised = now.head.revised if now.head.revised != was.head.revised else None
    moment.tell(of, parts, revised)
    if of in story.steps:
        story.homes[of] = item


def _is_open(items: Mapping[str, ItemEntry] | None, item: str | None) -> bool:
    """Whether records of an item were published."""
    entry = (items or {}).get(item or "")
    return entry is not None and entry.mode == "proactive" and entry.audience != "internal"


def _clear(moment: _Moment) -> None:
    """Forget what may not be told any more."""
    story = moment.story
    hidden = {each.of for each in moment.said if each.kind == "removed-personal-data"}
    for of in list(story.steps):
        home = story.homes.get(of)
        closed = home is not None and not _is_open(moment.after, home)
        if closed or not hidden.isdisjoint((of, *story.former.get(of, ()))):
            moment.drop(of)
