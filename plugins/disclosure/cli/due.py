"""`due`: what is late and what is due soon, also what only the office may know."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ..checks.duties import late_words
from ..clock import Clock, Run, arithmetic, clock_of, days_later, working_days
from ..diagnostics import Text, on_one_line
from ..due import REGISTERED, Duty, What, duties
from ..limits import limit_words
from ..model.catalogue import Catalogue
from ..model.common import Within
from .common import Stop, known_agency, survey_of

_OWED: dict[What, Text] = {
    "publish": Text("公开下一条信息", "next record"),
    "draft": Text("完成审查并公开", "review and publish"),
    "update": Text("更新或者核对", "update or confirm"),
    "confirm": Text("核对是否仍然有效", "confirm"),
    "reassess": Text("重新评估能否公开", "decide anew whether it stays withheld"),
    "answer": Text("答复", "answer"),
}
_GUIDE = Text("公开指南", "guide")
_WHY = {
    "start": Text("起算日", "the day of the event"),
    "weekend": Text("周末", "weekend"),
    "holiday": Text("假日", "holiday"),
    "make-up": Text("调休上班", "worked weekend"),
    "announced": Text("另行公布", "announced"),
    "unknown": Text(
        "放假安排尚未公布，暂按周一至周五", "not announced yet, by weekdays until then"
    ),
}


def due(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status. Raises Stop without a usable regulation."""
    seen = survey_of(options)
    catalogue, lang = seen.catalogue, options.lang
    if options.agency:
        known_agency(options.agency, seen.counts)
    if not catalogue.packs:
        raise Stop(
            "规则包不能用，算不出到期日。请先运行 check，改正规则包的问题。",
            "the pack cannot be used: run check and mend it first",
        )
    within = catalogue.site.due_within if options.within is None else options.within
    last = days_later(catalogue.today, within)
    clock = clock_of(catalogue.site, catalogue.pack.file)
    found = [duty for duty in _all(catalogue, clock, options.agency) if duty.due <= last]
    for duty in sorted(
        found, key=lambda each: (each.due, each.agency, each.item, each.of, each.file, each.at)
    ):
        print(_line(catalogue, clock, duty).lang(lang))
        if options.why:
            for said in _why(catalogue, clock, duty):
                print(f"    {said.lang(lang)}")
    late = sum(duty.due < catalogue.today for duty in found)
    print(
        Text(
            f"截至 {catalogue.today}：逾期 {late} 项，{within} 天内到期 {len(found) - late} 项。",
            f"On {catalogue.today}: {late} overdue, {len(found) - late} due within {within} days.",
        ).lang(lang)
    )
    return 0


def _all(catalogue: Catalogue, clock: Clock, agency: str | None) -> Iterator[Duty]:
    for name, outline in catalogue.outlines.items():
        if agency in (None, name):
            yield from duties(outline, catalogue.pack.file, clock)


def _line(catalogue: Catalogue, clock: Clock, duty: Duty) -> Text:
    title = on_one_line(duty.title)
    what = Text(title, title) if title else REGISTERED.get(duty.register, _GUIDE)
    owed = _OWED[duty.what]
    zh = en = ""
    if duty.due < catalogue.today:
        late = late_words(working_days(clock, duty.due, catalogue.today))
        zh, en = f"，{late.zh}", f", {late.en}"
    place = f"{catalogue.root}/agencies/{duty.agency}/{duty.file}:{duty.at[0]}"
    return Text(
        f"{duty.due}{'（暂定）' if duty.provisional else ''}{zh}  {what.zh}：{owed.zh}  {place}",
        f"{duty.due}{' (provisional)' if duty.provisional else ''}{en}  {what.en}: {owed.en}  {place}",
    )


def _why(catalogue: Catalogue, clock: Clock, duty: Duty) -> Iterator[Text]:
    """How its day was found: each day counted or not, or the rule where no days are counted."""
    limit, since, pack = duty.limit, duty.since, catalogue.pack.file
    if since and isinstance(limit, Within) and limit.months:
        months = f"{limit.months} month{'s' * (limit.months > 1)}"
        yield Text(f"{since} 之后{limit.months}个月", f"{months} after {since}")
    elif since and isinstance(limit, Within):
        yield from (_run(run, limit) for run in arithmetic(clock, limit, since))
    elif limit is not None:
        words = limit_words(limit, {})
        yield Text(words, words)
    elif since:
        line = catalogue.outlines[duty.agency].items[duty.item]
        period = pack.period_by_id[line.period or ""]
        yield Text(
            f"公开周期：{period.name}，上一条发布于 {since}",
            f"period: {period.name_en}, the last one was published on {since}",
        )
    else:
        yield Text("目录中写明的重新评估日期", "the day that the catalogue states (reassess_by)")


def _run(run: Run, limit: Within) -> Text:
    days = f"{run.first}" if run.first == run.last else f"{run.first} … {run.last}"
    why = _WHY.get(run.why)
    name = f" {run.name}" if run.name else ""
    noted = Text(f"（{why.zh}{name}）", f" ({why.en}{name})") if why else Text("", "")
    if not run.counted:
        return Text(f"{days}：不计{noted.zh}", f"{days}: not counted{noted.en}")
    first, last = run.counted
    number = f"{first}" if first == last else f"{first}–{last}"
    unit = Text("个工作日", "working day") if limit.unit == "working" else Text("日", "day")
    return Text(f"{days}：第 {number} {unit.zh}{noted.zh}", f"{days}: {unit.en} {number}{noted.en}")
