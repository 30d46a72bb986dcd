"""C41x: what is late by the day of the check. Each of these is a warning: the release goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..clock import working_days
from ..diagnostics import Severity, Span, Text
from ..due import ANSWER_CLOCKS, REGISTERED, Duty, What, clock_for, duties_by_agency
from ..limits import limit_words
from ..model.catalogue import Catalogue
from ..model.common import Limit, Within
from .rule import Found, found, rule


def owed(catalogue: Catalogue) -> Sequence[Duty]:
    """All that is late, of every agency."""
    every = duties_by_agency(catalogue).values()
    return [duty for duties in every for duty in duties if duty.due < catalogue.today]


def _late(catalogue: Catalogue, what: What) -> Iterator[tuple[Duty, Span, Text]]:
    """What of a kind is late, where it is to be mended, and by how much."""
    clock = clock_for(catalogue)
    for duty in owed(catalogue):
        if duty.what == what:
            span = Span(f"{catalogue.root}/agencies/{duty.agency}/{duty.file}", *duty.at)
            yield duty, span, late_words(working_days(clock, duty.due, catalogue.today))


def late_words(days: int) -> Text:
    """By how many working days something is late; 0 where only days off lie between."""
    if not days:
        return Text("已逾期（不足1个工作日）", "overdue (by days off only)")
    return Text(f"已逾期{days}个工作日", f"overdue by {days} working day{'s' * (days > 1)}")


def _counted(catalogue: Catalogue, duty: Duty) -> Text:
    """In brackets: by what limit and from when a draft is due, and whether that day is provisional.

    Empty when there is neither to tell.
    """
    told = []
    if duty.limit and duty.what == "draft":
        names = {event.id: event.name for event in catalogue.pack.file.events}
        words = limit_words(duty.limit, names)
        told.append(Text(f"{words}，起算日 {duty.since}", f"counted from {duty.since}"))
    if duty.provisional:
        told.append(Text("暂定：放假安排尚未公布", "provisional: days off are not yet announced"))
    if not told:
        return Text("", "")
    zh, en = "；".join(text.zh for text in told), "; ".join(text.en for text in told)
    return Text(f"（{zh}）", f" ({en})")


@rule(
    "C410",
    zh="事项“{item}”最晚应于 {due} 公开下一条信息{counted}，{late}",
    en="item '{item}' owes its next record by {due}{counted}; it is {late}",
    severity=Severity.WARNING,
    scope="day",
)
def routine_items_are_in_time(catalogue: Catalogue) -> Iterator[Found]:
    """日常性公开的事项按周期公开。

    为什么：应当定期公开而没有公开，是检查和投诉中最常见的问题；逾期情况会列在“应公开和逾期”页面上。
    怎样改：公开这一期的信息；周期或者时限写错的，在 catalogue.yml 中更正 period、limit，
    并在 notices.yml 中说明。

    A routine item is disclosed in each of its periods.

    Why: what is due and not there is what inspectors and complaints find most often; the page of what
    is due names it.
    Fix: publish the record of the period; if period or limit are wrong, correct them in catalogue.yml
    and say so in notices.yml.
    """
    for duty, span, late in _late(catalogue, "publish"):
        counted = _counted(catalogue, duty)
        yield found(span, item=duty.title, due=duty.due, counted=counted, late=late)


@rule(
    "C411",
    zh="这条信息最晚应于 {due} 公开{counted}，审查还没有完成，{late}",
    en="this record was due by {due}{counted} and its review is not complete; it is {late}",
    severity=Severity.WARNING,
    scope="day",
)
def drafts_are_not_past_their_limit(catalogue: Catalogue) -> Iterator[Found]:
    """写好的信息在时限内完成审查并公开。

    为什么：没有完成审查的信息不会公开，时限却照样计算。
    怎样改：完成各级审查；因法定事由不能按期公开的，应当告知并说明理由。

    What is written is reviewed and published within its limit.

    Why: without its reviews it is not published, and the limit runs on.
    Fix: complete the reviews; if a legal reason prevents that, say so and why.
    """
    for duty, span, late in _late(catalogue, "draft"):
        yield found(span, due=duty.due, counted=_counted(catalogue, duty), late=late)


@rule(
    "C413",
    zh="事项“{item}”自 {since} 起没有更新，也没有核对，已超过{length}",
    en="nobody has updated or confirmed item '{item}' since {since}, for more than {length}",
    severity=Severity.WARNING,
    scope="day",
)
def kept_items_are_fresh(catalogue: Catalogue) -> Iterator[Found]:
    """持续更新的事项没有长期停滞。

    为什么：检查网站时，应当更新而长期未更新的栏目十个以上即单项否决；公告、文件类栏目以六个月为限。
    怎样改：公开新的信息；没有新信息的，核对已公开的内容是否仍然有效，更新 confirmed（核对日期）。

    What is kept up to date has not been left alone for long.

    Why: ten neglected columns fail a site at inspection; for documents and notices that is six months.
    Fix: publish what is new; if nothing is, see whether what stands there still holds, and set confirmed.
    """
    for duty, span, _ in _late(catalogue, "update"):
        yield found(
            span,
            item=duty.title,
            since=duty.since,
            length=length_words(duty.limit),
            basis=inspection_basis(catalogue),
        )


@rule(
    "C414",
    zh="{what}自 {since} 起没有核对过，已超过{length}",
    en="nobody has confirmed {what} since {since}, for more than {length}",
    severity=Severity.WARNING,
    scope="day",
)
def texts_are_confirmed(catalogue: Catalogue) -> Iterator[Found]:
    """指南、办事指南、现行有效的文件和各事项最近一条信息，一年之内核对过。

    为什么：公众照着办事的内容过时了，比没有公开更误事；核对日期写在每一页上。
    怎样改：核对内容；仍然有效的，把 confirmed 改为核对的日期，不再有效的，修订或者标明已废止、已失效。

    Guides, service guides, documents in force and the newest record of each item were looked at within
    a year.

    Why: people act by them, and what is out of date does more harm than what is missing.
    Fix: look at it; if it holds, set confirmed to that day, else revise it or mark it repealed or expired.
    """
    for duty, span, _ in _late(catalogue, "confirm"):
        what = Text("这条信息", "this record") if duty.of else Text("公开指南", "the guide")
        yield found(
            span,
            what=what,
            since=duty.since,
            length=length_words(duty.limit),
            basis=inspection_basis(catalogue),
        )


@rule(
    "C415",
    zh="不予公开的事项“{item}”最晚应于 {due} 重新评估能否公开，{late}",
    en="whether '{item}' stays withheld was to be decided anew by {due}; that is {late}",
    severity=Severity.WARNING,
    scope="day",
)
def withheld_items_are_reassessed(catalogue: Catalogue) -> Iterator[Found]:
    """不予公开的事项到期重新评估。

    为什么：不公开的理由会消失；评估日期公布在事项页面上，过期就是失信。
    怎样改：重新评估；可以公开的，改变公开方式并在 notices.yml 中说明，仍不能公开的，写明下一次的日期
    （reassess_by）。

    Withheld items are reassessed in time.

    Why: grounds for withholding pass away, and the date stands on the page of the item.
    Fix: decide anew; if it may be disclosed, change its mode and say so in notices.yml, else state the
    next day under reassess_by.
    """
    for duty, span, late in _late(catalogue, "reassess"):
        yield found(span, item=duty.title, due=duty.due, late=late)


@rule(
    "C416",
    zh="这件{what}最晚应于 {due} 答复（收到日期 {since}），{late}",
    en="this {what} was to be answered by {due} (received on {since}); that is {late}",
    severity=Severity.WARNING,
    scope="day",
)
def registers_are_answered(catalogue: Catalogue) -> Iterator[Found]:
    """公开申请和投诉在规定的期限内答复。

    为什么：逾期不答复，申请人可以复议、诉讼。
    怎样改：答复后填写 answered 和 outcome；因法定事由不能按期答复的，应当告知申请人并说明理由。

    Requests and complaints are answered within their limits.

    Why: who gets no answer may appeal and sue.
    Fix: answer, then fill in answered and outcome; if a legal reason prevents that, tell the applicant why.
    """
    limits = {clock.id: clock for clock in catalogue.pack.file.clocks}
    for duty, span, late in _late(catalogue, "answer"):
        yield found(
            span,
            article=limits[ANSWER_CLOCKS[duty.register]].article,
            what=REGISTERED[duty.register],
            due=duty.due,
            since=duty.since,
            late=late,
        )


def length_words(limit: Limit | None) -> Text:
    """How long something may be left alone, in words; only lengths in months or days are meant."""
    months, days = (limit.months, limit.days) if isinstance(limit, Within) else (None, None)
    if months == 12:
        return Text("一年", "a year")
    if months:
        return Text(f"{months}个月", f"{months} month{'s' * (months > 1)}")
    return Text(f"{days or 0}天", f"{days or 0} day{'s' * (days != 1)}")


def inspection_basis(catalogue: Catalogue) -> str:
    """What inspectors measure by, as a finding cites it."""
    rules = catalogue.pack.file.inspection
    return rules.basis if rules else ""
