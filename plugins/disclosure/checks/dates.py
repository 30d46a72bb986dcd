"""C4xx: dates that contradict each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.catalogue import Catalogue, Record
from ..model.common import Within
from ..model.outline import moment_of
from .rule import Found, found, rule

_EPOCH = dt.date(1970, 1, 1).toordinal()
"""The day that minutes of cards are counted from."""


def _pair(record: Record, earlier: str, later: str) -> Iterator[Found]:
    """A finding when the day of `earlier` comes after that of `later`."""
    first, second = (_day(getattr(record.head, name)) for name in (earlier, later))
    if first and second and first > second:
        yield found(record.place.at(later), later=second, earlier=first)


def _day(value: dt.date | dt.datetime | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


@rule(
    "C401",
    zh="发布时间 {later} 早于成文日期 {earlier}",
    en="published on {later}, before it was formed on {earlier}",
    needs_pack=False,
)
def published_after_formed(catalogue: Catalogue) -> Iterator[Found]:
    """发布不早于成文。

    为什么：先发布后成文不合常理，多半写错了日期。
    怎样改：核对原件，更正 formed（成文日期）或 published（发布时间）。

    Nothing is published before it is formed.

    Why: one of the dates must be wrong.
    Fix: correct formed or published by the original.
    """
    for record in catalogue.records():
        head = record.head
        if head.formed > head.published.date():
            later = head.published.date()
            yield found(record.place.at("formed"), later=later, earlier=head.formed)


@rule(
    "C402",
    zh="核对日期 {later} 早于发布时间 {earlier}",
    en="confirmed on {later}, before it was published on {earlier}",
    needs_pack=False,
)
def confirmed_after_published(catalogue: Catalogue) -> Iterator[Found]:
    """核对不早于发布。

    为什么：核对日期告诉公众内容到哪一天仍然有效，不可能早于发布。
    怎样改：更正 confirmed（核对日期）或 published（发布时间）。

    Nothing is confirmed before it is published.

    Why: the date tells the public until when the content was known to be right.
    Fix: correct confirmed or published.
    """
    for record in catalogue.records():
        yield from _pair(record, "published", "confirmed")


@rule(
    "C403",
    zh="修订时间 {later} 早于发布时间 {earlier}",
    en="revised on {later}, before it was published on {earlier}",
    needs_pack=False,
)
def revised_after_published(catalogue: Catalogue) -> Iterator[Found]:
    """修订不早于发布。

    为什么：修订是发布之后的事。
    怎样改：更正 revised（修订时间）或 published（发布时间）；没有修订过的，删除 revised。

    Nothing is revised before it is published.

    Why: a revision follows a publication.
    Fix: correct revised or published; delete revised if the text never changed.
    """
    for record in catalogue.records():
        head = record.head
        if head.revised and head.revised < head.published:
            later, earlier = (f"{at:%Y-%m-%d %H:%M}" for at in (head.revised, head.published))
            yield found(record.place.at("revised"), later=later, earlier=earlier)


@rule(
    "C404",
    zh="核对日期 {later} 早于修订时间 {earlier}",
    en="confirmed on {later}, before the revision of {earlier}",
    needs_pack=False,
)
def confirmed_after_revised(catalogue: Catalogue) -> Iterator[Found]:
    """修订之后重新核对。

    为什么：修订后的文字需要有人核对过。
    怎样改：核对修订后的内容，把 confirmed 改为核对的日期。

    A revised text has been confirmed since.

    Why: somebody must have looked at the text as it stands.
    Fix: look at it and set confirmed to that day.
    """
    for record in catalogue.records():
        if record.head.confirmed >= record.head.published.date():  # else C402 says so
            yield from _pair(record, "revised", "confirmed")


@rule(
    "C405",
    zh="{field} 的日期 {day} 在 {today} 之后",
    en="{field} is {day}, after {today}",
    severity=Severity.WARNING,
    needs_pack=False,
    scope="day",
)
def dates_are_not_in_the_future(catalogue: Catalogue) -> Iterator[Found]:
    """成文、发布、修订、核对、说明和报送的日期不在今天之后。

    为什么：未来的日期多半是笔误，也会被当成倒填或者预填日期。
    怎样改：核对后更正；尚未发生的事请到时再填。

    Nothing was formed, published, revised, confirmed, noticed or filed in the future.

    Why: such a date is a slip, or filled in ahead.
    Fix: correct it, or fill it in when the day has come.
    """
    today = catalogue.today.toordinal()
    for agency, outline in catalogue.outlines.items():
        for card in outline.cards:
            last = max(card.published_at, card.revised_at or 0) // (24 * 60)
            if max(card.formed_on, card.confirmed_on, last + _EPOCH) <= today:
                continue
            published = card.published.date()
            days = {
                "formed": dt.date.fromordinal(card.formed_on),
                "published": published,
                "revised": moment_of(card.revised_at).date() if card.revised_at else published,
                "confirmed": card.confirmed,
            }
            if days["formed"] > published or days["confirmed"] < published:
                continue  # these contradict each other, which is said already
            if max(days.values()).toordinal() > today:
                field = next(name for name, day in days.items() if day > catalogue.today)
                place = catalogue.agencies[agency].record(card).place
                yield found(place.at(field), field=field, day=days[field], today=catalogue.today)
        said = [notice.date for notice in outline.notices]
        if max(said, default=catalogue.today) > catalogue.today:
            for entry in catalogue.agencies[agency].notices:
                if entry.notice.date > catalogue.today:
                    span = entry.place.at("date")
                    yield found(span, field="date", day=entry.notice.date, today=catalogue.today)
        for index, filing in enumerate(outline.filings):
            if filing.date > catalogue.today:
                span = catalogue.agencies[agency].place.at("filings", index, "date")
                yield found(span, field="date", day=filing.date, today=catalogue.today)


@rule(
    "C406",
    zh="答复日期 {answered} 早于收到日期 {received}",
    en="answered on {answered}, before it was received on {received}",
    needs_pack=False,
)
def answered_after_received(catalogue: Catalogue) -> Iterator[Found]:
    """台账中的答复不早于收到。

    为什么：答复期限从收到之日起算，日期颠倒就算不出是否按期。
    怎样改：核对原始登记，更正日期。

    In a register nothing is answered before it is received.

    Why: the time to answer is counted from receipt.
    Fix: correct the dates by the original entry.
    """
    for agency in catalogue.agencies.values():
        for register in agency.registers:
            for name in ("requests", "complaints", "objections"):
                for index, entry in enumerate(getattr(register.file, name)):
                    if entry.answered and entry.answered < entry.received:
                        yield found(
                            register.place.at(name, index, "answered"),
                            answered=entry.answered,
                            received=entry.received,
                        )


@rule(
    "C407",
    zh="事项“{item}”按“{event}”之日计算时限，这条信息须在 events 中写明该日期",
    en="the limit of item '{item}' counts from '{event}': state that day under events",
)
def limit_has_its_event(catalogue: Catalogue) -> Iterator[Found]:
    """时限从哪件事起算，信息中就写明那件事的日期。

    为什么：没有起算日期，就无法核对是否按期公开。
    怎样改：在 events 中补写，例如 events: {approved: 2026-07-28}。

    A record states the day that its item's limit counts from.

    Why: without it nobody can tell whether it was published in time.
    Fix: add it under events, like events: {approved: 2026-07-28}.
    """
    events = catalogue.pack.file.event_by_id
    for agency in catalogue.agencies.values():
        for record in agency.records:
            if not events.keys() >= record.head.events.keys():
                continue  # the event that is missing may be the one that is misspelt
            item = agency.item_by_id.get(record.head.item or "")
            limit = item.entry.limit if item else None
            event = (limit.after or limit.before or "") if isinstance(limit, Within) else ""
            if not item or event not in events:
                continue
            wanted = {*events[event].any_of} or {event}
            known = {"formed", *record.head.events}
            if wanted.isdisjoint(known) and record.place.sound("events"):
                yield found(record.place.at("events"), item=item.entry.name, event=event)


@rule(
    "C408",
    zh="台账的年份 {said} 与文件名 {year} 不一致",
    en="the register says {said}, but its file name says {year}",
    needs_pack=False,
)
def register_is_of_its_year(catalogue: Catalogue) -> Iterator[Found]:
    """台账的年份与文件名一致。

    为什么：年份不一致，统计就会算到别的年度。
    怎样改：更正 year 或文件名。

    A register's year is that of its file name.

    Why: its figures would be counted for another year.
    Fix: correct year, or the file's name.
    """
    for agency in catalogue.agencies.values():
        for register in agency.registers:
            if str(register.file.year) != register.year:
                span = register.place.at("year")
                yield found(span, said=register.file.year, year=register.year)


@rule(
    "C409",
    zh="咨询各渠道之和为 {sum}，与合计 {total} 不符",
    en="the enquiries by channel add up to {sum}, not to the total of {total}",
    needs_pack=False,
)
def enquiries_add_up(catalogue: Catalogue) -> Iterator[Found]:
    """台账中咨询各渠道之和等于合计。

    为什么：分项与合计不符的统计不能进入年度报告。
    怎样改：核对各渠道数字，更正后重算合计。

    Enquiries by channel add up to their total.

    Why: figures that do not add up cannot go into the annual report.
    Fix: look up each channel and correct the total.
    """
    for agency in catalogue.agencies.values():
        for register in agency.registers:
            counts = register.file.enquiries
            if counts and register.place.sound("enquiries"):
                parts = counts.phone + counts.in_person + counts.email + counts.letter + counts.web
                if parts != counts.total:
                    span = register.place.at("enquiries", "total")
                    yield found(span, sum=parts, total=counts.total)
