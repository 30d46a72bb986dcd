"""What an agency owes by when: publications, updates, confirmations, reassessments, answers.

Everything here is worked out of outlines and a clock, so that a new day costs a city no reading. When
something is due depends on records and regulation alone; the day only decides what of it is late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple, cast

from .clock import (
    Clock,
    Due,
    add_months,
    clock_of,
    due_after,
    next_due_day,
)
from .diagnostics import Text
from .model.catalogue import Catalogue
from .model.common import ByDate, ByDay, Limit, Within, limit_of, plain_limit
from .model.outline import Card, ItemLine, Outline, moment_of
from .model.pack import PackFile
from .timing import answered

What = Literal["publish", "draft", "update", "confirm", "reassess", "answer"]
"""`publish`: the next record of a routine item; `draft`: a record that is written but not reviewed;
`update`: an item kept up to date that nobody has touched; `confirm`: a text that somebody must look
at again; `reassess`: a withheld item; `answer`: a request or complaint."""
_PUBLIC: frozenset[What] = frozenset(("publish", "update", "confirm", "reassess"))


class Duty(NamedTuple):
    """Something that an agency owes by a day."""

    what: What
    agency: str
    item: str
    """Empty for what belongs to no item."""
    of: str
    """The id of the record; else empty."""
    title: str
    """Of the record, or the name of the item; empty for the guide and for registers."""
    due: dt.date
    provisional: bool
    since: dt.date | None
    """The day that it was counted from."""
    limit: Limit | None
    """What was counted, if it was a limit of this form."""
    file: str
    """Where it is to be mended, relative to the agency's folder."""
    at: tuple[int, int]
    """Line and column there."""
    register: str = ""
    """Of an answer: `requests` or `complaints`."""

    @property
    def public(self) -> bool:
        """Whether the public may be told of it: nothing of drafts and registers."""
        return self.what in _PUBLIC


def duties(outline: Outline, pack: PackFile, clock: Clock) -> Iterator[Duty]:
    """Everything that an agency owes next, in no order; nothing if it is closed.

    Of what comes again and again only the next one: until it comes, no later one is due.
    """
    if outline.closed:
        return
    gone = {notice.of for notice in outline.notices if notice.kind != "changed"}
    cards: dict[str, list[Card]] = {}
    for card in outline.cards:
        if card.shown and card.id not in gone:
            cards.setdefault(card.item, []).append(card)
    for name, line in outline.items.items():
        if name in gone or not line.public:
            continue
        if line.mode == "withheld" and line.reassess_on:
            day = dt.date.fromordinal(line.reassess_on)
            yield _of_item("reassess", outline.id, name, line, Due(day))
        if line.mode == "proactive":
            found = cards.get(name, ())
            ready = sorted((c for c in found if c.ready), key=lambda card: card.published_at)
            yield from _next(outline.id, name, line, ready, pack, clock)
            yield from _drafts(line, [card for card in found if not card.ready], clock)
            yield from _confirmations(line, ready, pack)
    yield from _guide(outline, pack)
    yield from _answers(outline, pack, clock)


def clock_for(catalogue: Catalogue) -> Clock:
    """The clock of a catalogue that has a regulation, with what it has counted before."""
    if "clock" not in catalogue.made:
        catalogue.made["clock"] = clock_of(catalogue.site, catalogue.pack.file)
    return cast("Clock", catalogue.made["clock"])


def duties_by_agency(catalogue: Catalogue) -> Mapping[str, Sequence[Duty]]:
    """All that every agency owes next, worked out once for rules and pages."""
    if "duties" not in catalogue.made:
        pack, clock = catalogue.pack.file, clock_for(catalogue)
        catalogue.made["duties"] = {
            name: list(duties(outline, pack, clock)) for name, outline in catalogue.outlines.items()
        }
    return cast("Mapping[str, Sequence[Duty]]", catalogue.made["duties"])


def plain_duty(duty: Duty) -> tuple[object, ...]:
    """A duty as texts and numbers, to be compared."""
    return (
        *duty[:5],
        duty.due.toordinal(),
        duty.provisional,
        duty.since and duty.since.toordinal(),
        plain_limit(duty.limit),
        *duty[9:],
    )


_confirmed_on = attrgetter("confirmed_on")


def _of_item(
    what: What,
    agency: str,
    name: str,
    line: ItemLine,
    due: Due,
    since: dt.date | None = None,
    limit: Limit | None = None,
) -> Duty:
    return Duty(what, agency, name, "", line.name, *due, since, limit, "catalogue.yml", line.at)


def _next(
    agency: str,
    name: str,
    line: ItemLine,
    ready: Sequence[Card],
    pack: PackFile,
    clock: Clock,
) -> Iterator[Duty]:
    """The next record of a routine item, or the day by which one that is kept up to date is stale."""
    period = pack.period_by_id.get(line.period or "")
    if not ready or period is None:
        return
    own = [card for card in ready if card.kind not in pack.explaining] or ready
    if due := _next_due(line, own[-1], period.every, clock):
        yield _of_item("publish", agency, name, line, *due)
    elif period.stale:
        stands = max(card.stands_since for card in ready)
        fresh = max(moment_of(stands).date(), max(ready, key=_confirmed_on).confirmed)
        due_day = due_after(clock, period.stale, fresh)
        yield _of_item("update", agency, name, line, due_day, fresh, period.stale)


def _next_due(
    line: ItemLine, last: Card, every: Within | None, clock: Clock
) -> tuple[Due, dt.date | None, Limit | None] | None:
    """When the record after the last one is due, what that is counted from, and by what."""
    limit = limit_of(line.limit)
    published = last.published.date()
    since = dt.date.fromordinal(last.counts_from) if last.counts_from else None
    if isinstance(limit, ByDate | ByDay):
        after = next_due_day(limit, answered(limit, published, since))
        return None if after is None else (Due(after), None, limit)
    if every is None:
        return None
    if isinstance(limit, Within) and limit.after == "period-end" and since and every.months:
        end = _month_end(add_months(since.replace(day=1), every.months))
        return due_after(clock, limit, end), end, limit
    return _end_of_next(every, published, clock), published, None


def _end_of_next(every: Within, last: dt.date, clock: Clock) -> Due:
    """The end of the period that follows the one in which the last record came."""
    if every.months:
        number = (last.year * 12 + last.month - 1) // every.months * every.months
        start = dt.date(number // 12, number % 12 + 1, 1)
        return Due(_month_end(add_months(start, 2 * every.months - 1)))
    if every.days == 7 and every.unit != "working":
        return Due(last + dt.timedelta(days=13 - last.weekday()))
    return due_after(clock, every, last)


def _month_end(day: dt.date) -> dt.date:
    return add_months(day.replace(day=1), 1) - dt.timedelta(days=1)


def _drafts(line: ItemLine, drafts: Sequence[Card], clock: Clock) -> Iterator[Duty]:
    for card in drafts:
        limit = limit_of(line.limit)
        if isinstance(limit, Within) and card.counts_from:
            since = dt.date.fromordinal(card.counts_from)
            due = due_after(clock, limit, since)
            yield Duty("draft", card.agency, card.item, card.id, card.title, *due, since, limit,
                       card.source, card.at)  # fmt: skip


def _confirmations(line: ItemLine, ready: Sequence[Card], pack: PackFile) -> Iterator[Duty]:
    """What people are led to and rely on: service guides, what is in force, the newest record of an
    item that is kept up to date. What a later record of its item has followed need not be looked at.
    """
    if pack.inspection is None:
        return
    kept = bool(line.rhythm) and bool(line.period)
    for card in ready:
        if card.service or card.validity == "in-force" or (kept and card is ready[-1]):
            day = card.confirmed
            yield Duty("confirm", card.agency, card.item, card.id, card.title,
                       later(day, pack.inspection.confirmed), False, day,
                       pack.inspection.confirmed, card.source, card.at)  # fmt: skip


def _guide(outline: Outline, pack: PackFile) -> Iterator[Duty]:
    if pack.inspection and outline.guide_confirmed:
        number, at = outline.guide_confirmed
        day, limit = dt.date.fromordinal(number), pack.inspection.confirmed
        yield Duty("confirm", outline.id, "", "", "", later(day, limit), False, day, limit,
                   "guide.md", at)  # fmt: skip


def later(day: dt.date, limit: Within) -> dt.date:
    """So many months or days of the calendar later."""
    return _after(day, limit.months or 0, limit.days or 0)


@lru_cache(maxsize=50_000)  # a city has 28,000 confirmations on some thousand days
def _after(day: dt.date, months: int, days: int) -> dt.date:
    return add_months(day, months) + dt.timedelta(days=days)


ANSWER_CLOCKS: Mapping[str, str] = {"requests": "answer-request", "complaints": "answer-complaint"}
"""The limit of the regulation by which each register is answered. Objections have none: 及时."""
REGISTERED = {
    "requests": Text("公开申请", "request"),
    "complaints": Text("投诉", "complaint"),
}
"""What an entry of each register is called. Its place says which one it is: its number is not kept."""


def _answers(outline: Outline, pack: PackFile, clock: Clock) -> Iterator[Duty]:
    limits = {each.id: each for each in pack.clocks}
    for entry in outline.pending:
        rule = limits.get(ANSWER_CLOCKS.get(entry.kind, ""))
        if rule is None:
            continue
        limit = Within(days=rule.days, unit=rule.unit, after=rule.after, hours=None, months=None,
                       before=None)  # fmt: skip
        since = dt.date.fromordinal(entry.received_on)
        due = due_after(clock, limit, since)
        yield Duty("answer", outline.id, "", "", "", *due, since, limit, entry.file, entry.at,
                   register=entry.kind)  # fmt: skip
