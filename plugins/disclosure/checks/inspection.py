"""C412, C417, C418: what inspectors count, by the day of the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..diagnostics import Severity, Span, Text
from ..due import later
from ..model.catalogue import Catalogue
from ..model.outline import ItemLine, Outline
from ..model.pack import Inspection
from .duties import inspection_basis, length_words, owed
from .rule import Found, found, rule

_WEEK = 7
"""Days: what comes at least so often is news to inspectors."""


@rule(
    "C412",
    zh="事项“{item}”应当{manner}（{period}），但还没有任何信息",
    en="item '{item}' is to be disclosed ({period}) and has no record at all",
    severity=Severity.WARNING,
    scope="day",
)
def routine_items_are_not_blank(catalogue: Catalogue) -> Iterator[Found]:
    """定期公开的事项不是空白栏目。持续更新的事项不算在内：机构职能、联系方式等写在机关的页面上。

    为什么：检查网站时，空白栏目五个以上即单项否决。
    怎样改：公开第一条信息；本机关没有这类信息的，删除事项，在 agency.yml 的 nil_returns 中说明理由。

    A routine item with a period is no blank column; what is kept up to date may stand elsewhere.

    Why: five blank columns fail a site at inspection.
    Fix: publish its first record; if the agency has no such information, delete the item and say so
    under nil_returns in agency.yml.
    """
    pack = catalogue.pack.file
    manners = {each.id: each.manner for each in pack.rhythms}
    for outline, line in _blank(catalogue):
        span = Span(f"{catalogue.root}/agencies/{outline.id}/catalogue.yml", *line.at)
        period = pack.period_by_id[line.period or ""]
        manner = manners.get(line.rhythm or "", "公开")
        names = Text(period.name, period.name_en)
        yield found(
            span, item=line.name, manner=manner, period=names, basis=inspection_basis(catalogue)
        )


def _blank(catalogue: Catalogue) -> Iterator[tuple[Outline, ItemLine]]:
    """Items that a period expects a record of and that have none, with their agency."""
    periodic = {each.id for each in catalogue.pack.file.rhythms if each.needs == "period"}
    periods = catalogue.pack.file.period_by_id
    for outline in catalogue.outlines.values():
        if outline.closed or outline.lost:
            continue
        filled = {card.item for card in outline.cards}
        for name, line in outline.items.items():
            expected = line.public and line.mode == "proactive" and line.rhythm in periodic
            period = periods.get(line.period or "")
            told = name in filled or outline.noticed(name)
            if expected and period and period.every and not told:
                yield outline, line


@rule(
    "C417",
    zh="全站最近一次更新是 {last}，已超过{length}没有更新",
    en="nothing on the whole site is newer than {last}, for more than {length}",
    severity=Severity.WARNING,
    scope="day",
)
def site_is_alive(catalogue: Catalogue) -> Iterator[Found]:
    """网站经常更新。

    为什么：检查网站时，首页两周没有更新即单项否决。
    怎样改：公开应当公开的信息；“应公开和逾期”页面列出了各机关待公开的事项。

    The site is updated often.

    Why: two weeks without anything new on the front page fail a site at inspection.
    Fix: publish what is due; the page of what is due lists it by agency.
    """
    rules = catalogue.pack.file.inspection
    outlines = catalogue.outlines.values()
    cards = [card for outline in outlines for card in outline.cards]
    if rules is None or not cards or "site" in catalogue.gaps or any(o.lost for o in outlines):
        return
    last = max(cards, key=lambda card: card.stands_since).stands_on
    if catalogue.today > later(last, rules.home):
        length = length_words(rules.home)
        yield found(catalogue.site_place.at(), last=last, length=length, basis=rules.basis)


@rule(
    "C418",
    zh="按检查指标，全站有{counts}，检查会判为不合格",
    en="by the inspection's measure the site has {counts}: it would fail",
    severity=Severity.WARNING,
    scope="day",
)
def columns_pass_inspection(catalogue: Catalogue) -> Iterator[Found]:
    """空白和长期未更新的事项没有多到检查不合格。

    为什么：空白栏目五个以上，应当更新而长期未更新的栏目十个以上，或者动态要闻类两周、公告文件类六个月未更新的
    合计五个以上，检查网站时都是单项否决。
    怎样改：先处理 C410、C412、C413 列出的事项。

    Blank and neglected items are not so many that the site would fail.

    Why: five blank columns, ten neglected ones, or five among news of two weeks and notices of six
    months each fail a site at inspection.
    Fix: see to the items that C410, C412 and C413 name.
    """
    rules = catalogue.pack.file.inspection
    if rules is None or "site" in catalogue.gaps:
        return
    late = Counter(duty.what for duty in owed(catalogue))
    blank = sum(1 for _ in _blank(catalogue))
    stale = late["publish"] + late["update"]
    counts = []
    if blank >= rules.blank_columns:
        counts.append(Text(f"空白事项{blank}个", f"{blank} blank items"))
    if stale >= rules.stale_columns:
        counts.append(Text(f"逾期未更新的事项{stale}个", f"{stale} overdue items"))
    elif (mixed := _mixed(catalogue, rules)) >= rules.mixed_columns:
        counts.append(
            Text(
                f"动态、公告类逾期未更新的事项{mixed}个",
                f"{mixed} overdue items of news and notices",
            )
        )
    if counts:
        said = Text("、".join(c.zh for c in counts), " and ".join(c.en for c in counts))
        yield found(catalogue.site_place.at(), counts=said, basis=rules.basis)


def _mixed(catalogue: Catalogue, rules: Inspection) -> int:
    """Items of news that are late by two weeks, and those of notices by six months."""
    periods = catalogue.pack.file.period_by_id
    count = 0
    for duty in owed(catalogue):
        if duty.what == "update":
            count += 1
        elif duty.what == "publish":
            line = catalogue.outlines[duty.agency].items[duty.item]
            period = periods.get(line.period or "")
            every = period.every if period else None
            news = every is not None and every.days is not None and every.days <= _WEEK
            count += news and catalogue.today > later(duty.due, rules.home)
    return count
