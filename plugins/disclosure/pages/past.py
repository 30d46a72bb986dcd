"""What git tells of a thing, ready to be put into words by `past.html`, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..limits import amount_words, limit_words
from ..model.common import Within
from ..model.item import ItemEntry, RecordHead
from ..model.outline import moment_of
from ..past.difference import limit_of, mark_of
from ..past.story import ADDED, Part, Value
from .wording import date_words, mode_words, validity_words

if TYPE_CHECKING:
    from .view import Desk, View

SHOWN = 20
"""Days of a history that are shown at once."""
Said = tuple[str, Value, Value]
"""What a sentence says: of what, and the old and new value in words; None where none is told."""
_GROUPS = {
    "forms": "forms",
    "rhythm": "rhythms",
    "period": "periods",
    "exemption": "exemptions",
    "kind": "record_kinds",
    "stage": "stages",
}
"""Where the pack names the values of a field."""


class Day(NamedTuple):
    """What happened to a thing on a day."""

    day: dt.date
    kinds: Sequence[str]
    """What the files date themselves (see `history.Change.kind`)."""
    parts: Sequence[Part]


def days_of(desk: Desk, of: str) -> list[Day]:
    """The history of a thing, newest first; empty when git has nothing to add to the files."""
    steps = desk.steps.get(of, ())
    if not steps:
        return []
    dated = [each for each in desk.changes_by_thing.get(of, ()) if not each.parts]
    events: list[tuple[int, str, tuple[Part, ...]]] = [(c.minute, c.kind, ()) for c in dated]
    explained = {_day(c.minute) for c in dated if c.notice}
    for step in steps:
        # Where a notice of the day explains a revision, it tells of it.
        told = step.told == "revised" and _day(step.minute) not in explained
        events.append((step.minute, "revised" if told else "", step.parts))
    by_day: dict[dt.date, list[tuple[int, str, tuple[Part, ...]]]] = {}
    for event in sorted(events, key=lambda event: event[0]):
        by_day.setdefault(_day(event[0]), []).append(event)
    return [
        Day(
            day,
            tuple(dict.fromkeys(kind for _, kind, _ in here if kind)),
            tuple(dict.fromkeys(part for _, _, parts in here for part in parts)),
        )
        for day, here in sorted(by_day.items(), reverse=True)
    ]


def _day(minute: int) -> dt.date:
    return moment_of(minute).date()


def said(
    view: View,
    agency: str,
    parts: Iterable[Part],
    entry: ItemEntry | None = None,
    head: RecordHead | None = None,
) -> Iterator[Said]:
    """Parts with their values in words. `entry` is the item, `head` the record they are about."""
    outline = view.desks[agency].outline
    titles = {mark_of(file.path): file.title for file in head.attachments} if head else {}
    phases = {phase.id: phase.name for phase in entry.phases} if entry else {}
    items = {name: line.name for name, line in outline.items.items() if line.public}
    for name, old, new in parts:
        if name == "limit":
            yield _limit(view, old, new)
        elif name in ("also", "category"):
            short = {category: view.short(category) for category in view.categories}
            yield name, _named(short, old), _named(short, new)
        elif name in _GROUPS:
            names = view.names(_GROUPS[name])
            yield name, _named(names, old), _named(names, new)
        elif name in ("item", "phase"):
            names = items if name == "item" else phases
            yield name, _named(names, old), _named(names, new)
        elif name in ("files_added", "files_replaced", "files_gone"):
            marks = new or ()
            known = tuple(titles[mark] for mark in marks if mark in titles)
            yield name, str(len(marks)), known if len(known) == len(marks) else None
        else:
            words = _WORDS.get(name, lambda value: value)
            yield name, _worded(words, old), _worded(words, new)


def is_new(parts: Iterable[Part]) -> bool:
    """Whether an item came into the catalogue by it."""
    return any(part[0] == ADDED for part in parts)


def _worded(words: object, value: Value) -> Value:
    return words(value) if callable(words) and isinstance(value, str) else value


def _named(names: Mapping[str, str], value: Value) -> Value:
    """The names of ids; None for one that has no name any more."""
    if isinstance(value, tuple):
        return tuple(names[each] for each in value if each in names)
    return names.get(value or "")


def _limit(view: View, old: Value, new: Value) -> Said:
    """A time limit: 15个工作日 where only the number is another, else in full."""
    was, now = (limit_of(each) if isinstance(each, str) else None for each in (old, new))
    if (
        isinstance(was, Within)
        and isinstance(now, Within)
        and (was.after, was.before) == (now.after, now.before)
    ):
        return "amount", _amount(was), _amount(now)
    events = view.names("events")
    words = [limit_words(each, events) if each else None for each in (was, now)]
    return "limit", words[0], words[1]


def _amount(limit: Within) -> str:
    if limit.hours is not None:
        return f"{limit.hours}小时"
    if limit.months is not None:
        return f"{limit.months}个月"
    return amount_words(limit.days or 0, limit.unit)


def _iso(text: str) -> str:
    return date_words(dt.date.fromisoformat(text))


def _minute(text: str) -> str:
    return date_words(_day(int(text)))


_WORDS = {
    "mode": mode_words,
    "validity": validity_words,
    "formed": _iso,
    "reassess_by": _iso,
    "published": _minute,
}
