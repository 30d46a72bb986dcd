"""Time limits in official words, and official words as time limits.

What offices write in the column 公开时限 is understood or refused, never half-read: a phrase is a
limit only when every word of it is accounted for, so that 自批准之日起20个工作日内，特殊情况除外 is none.
What is rendered here is read back as the same limit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from .model.common import LAST_DAY, ByDate, ByDay, Limit, Within
from .model.pack import Event

_STANDING = {"real-time": "实时公开", "prompt": "及时公开", "standing": "长期公开"}
_EACH = {"month": "每月{}日前", "quarter": "每季度结束后{}日内"}


def amount_words(days: int, unit: str | None) -> str:
    """A number of days: 20个工作日, 20日."""
    return f"{days}个工作日" if unit == "working" else f"{days}日"


def limit_words(limit: Limit, events: Mapping[str, str]) -> str:
    """A time limit as the law writes it; `events` names the events that limits count from."""
    if isinstance(limit, str):
        return _STANDING[limit]
    if isinstance(limit, ByDate):
        month, day = limit.by.split("-")
        return f"每年{int(month)}月{int(day)}日前"
    if isinstance(limit, ByDay):
        return _EACH[limit.each].format(limit.by_day)
    return _within(limit, events)


def _within(limit: Within, events: Mapping[str, str]) -> str:
    start = "之日"
    if limit.hours is not None:
        amount, start = f"{limit.hours}小时", "时"
        amount += "（遇非工作日顺延）" if limit.unit == "working" else ""
    elif limit.months is not None:
        amount = f"{limit.months}个月"
    else:
        amount = amount_words(limit.days or 0, limit.unit)
    if limit.before is not None:
        return f"{events.get(limit.before, limit.before)}前{amount}"
    after = limit.after or ""
    return f"自{events.get(after, after)}{start}起{amount}内"


def clock_words(days: int, unit: str, event: str, thing: str = "") -> str:
    """A time limit of the regulation itself: 自收到申请之日起10个工作日内."""
    return f"自{event}{thing}之日起{amount_words(days, unit)}内"


_WORDS: Mapping[str, Literal["real-time", "prompt", "standing"]] = {
    **dict.fromkeys(("实时", "即时", "随时"), "real-time"),
    **dict.fromkeys(("及时", "尽快"), "prompt"),
    **dict.fromkeys(("长期", "常年", "持续", "固定"), "standing"),
}
_PUBLISHED = "(?:(?:主动|予以|向社会)?(?:公开|公布|发布))?"
_NUMBER = "([0-9]{1,4}|[零一二两三四五六七八九十百]{1,7})"
_AMOUNT = re.compile(
    rf"{_NUMBER}(?:(?P<working>个?工作日)|(?P<days>个?自然日|日|天)|(?P<weeks>周|个星期)"
    rf"|(?P<hours>个?小时)(?P<rolled>\(遇非工作日顺延\))?|(?P<months>个月))"
)
_AFTER = re.compile(
    r"(?P<from>[自从])?(?P<event>.+?)"
    r"(?P<start>(?:之日|之时|当日|当天|日|时)(?:起|起算)|(?:之日|日)?(?:以后|之后|后)|起)"
    rf"(?P<amount>{_AMOUNT.pattern})(?P<within>之内|以内|内)?{_PUBLISHED}"
)
_BEFORE = re.compile(
    rf"(?P<event>.+?)(?:之日|日)?(?:之前|以前|前)(?P<amount>{_AMOUNT.pattern})"
    rf"(?P<within>之内|以内|内)?{_PUBLISHED}"
)
_ALONE = re.compile(rf"(?P<amount>{_AMOUNT.pattern})(?:之内|以内|内)?{_PUBLISHED}")
_YEARLY = re.compile(rf"每年{_NUMBER}月(?:{_NUMBER}日|(底|末))(?:之前|以前|前){_PUBLISHED}")
_MONTHLY = re.compile(rf"(?:每月|次月|每月次月)(?:{_NUMBER}日|(底|末))(?:之前|以前|前){_PUBLISHED}")
_QUARTERLY = re.compile(
    rf"(?:每季度?第{_NUMBER}[日天](?:之前|以前|前)"
    rf"|(?:每个?)?季度?(?:结束)?后{_NUMBER}[日天](?:之内|以内|内)"
    rf"|(?:每个?)?季度?(?:结束)?后(?:的?次月|首月|第一个月){_NUMBER}日(?:之前|以前|前)){_PUBLISHED}"
)
_LONGEST = 80
"""Characters of a phrase; what is longer says more than a limit."""
_MOST = {"days": 3660, "hours": 8760, "months": 120}


def limit_from(words: str, events: Iterable[Event], unstated: str | None = None) -> Limit | None:
    """The limit that a phrase of an office means, or None when not every word of it is understood.

    `events` are those of the pack, by their names and aliases; `unstated` is the event that a
    phrase without one counts from (20个工作日内), if the pack says so.
    """
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).rstrip("。.;；")
    if len(text) > _LONGEST:
        return None
    if named := re.fullmatch(f"({'|'.join(_WORDS)}){_PUBLISHED}", text):
        return _WORDS[named[1]]
    return _coming_again(text) or _counted(text, list(events), unstated)


def _coming_again(text: str) -> Limit | None:
    if found := _YEARLY.fullmatch(text):
        return _by(_number(found[1]), None if found[3] else _number(found[2]))
    if found := _MONTHLY.fullmatch(text):
        day = 31 if found[2] else _number(found[1])
        return ByDay(by_day=day, each="month") if 1 <= day <= 31 else None
    if found := _QUARTERLY.fullmatch(text):
        in_month = found[3] is not None
        day = _number(found[1] or found[2] or found[3])
        # The 31st of the first month is no day of every quarter.
        most = 30 if in_month else LAST_DAY["quarter"]
        return ByDay(by_day=day, each="quarter") if 1 <= day <= most else None
    return None


def _by(month: int, day: int | None) -> Limit | None:
    if not 1 <= month <= 12:
        return None
    last = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    day = last if day is None else day
    return ByDate(by=f"{month:02}-{day:02}") if 1 <= day <= last else None


def _counted(text: str, events: list[Event], unstated: str | None) -> Limit | None:
    ids = {name: each.id for each in events for name in (each.name, *each.aliases)}
    if found := _ALONE.fullmatch(text):
        return _limit(found["amount"], after=unstated) if unstated else None
    for way, pattern in (("after", _AFTER), ("before", _BEFORE)):
        found = pattern.fullmatch(text)
        event = ids.get(_of(found["event"])) if found else None
        if found and event:
            return _limit(found["amount"], **{way: event})
    return None


def _of(event: str) -> str:
    """What happens, without the words for whose information it is."""
    return re.sub(r"^(?:该|本)?(?:政府|政务|公开)?(?:信息|事项|文件)", "", event) or event


def _limit(amount: str, **event: str | None) -> Limit | None:
    found = _AMOUNT.fullmatch(amount)
    if found is None:
        return None
    number = _number(found[1]) * (7 if found["weeks"] else 1)
    name = "hours" if found["hours"] else "months" if found["months"] else "days"
    if not 1 <= number <= _MOST[name]:
        return None
    working = found["working"] or found["rolled"]
    unit = "working" if working else "calendar" if name == "days" else None
    return Within.model_validate({name: number, "unit": unit, **event})


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100}


def _number(text: str) -> int:
    """A number in Arabic or Chinese digits; 0 where the Chinese ones make no number."""
    if text.isascii():
        return int(text)
    total = digit = 0
    last = 1000
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return 0
            digit = _DIGITS[sign]
        elif _PLACES[sign] >= last:
            return 0
        else:
            last = _PLACES[sign]
            total += (digit or 1) * last
            digit = 0
    return total + digit
