"""Dates, sizes and time limits as an official text writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..model.common import ByDate, ByDay, Limit, Within

_STANDING = {"real-time": "实时公开", "prompt": "及时公开", "standing": "长期公开"}
_EACH = {"month": "每月{}日前", "quarter": "每季度第{}日前"}
_VALIDITY = {"in-force": "有效", "repealed": "已废止", "expired": "已失效"}
_MODES = {"proactive": "主动公开", "on-request": "依申请公开", "withheld": "不予公开"}
_UNITS = ("KB", "MB", "GB")


def date_words(day: dt.date) -> str:
    """A day: 2026年8月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: dt.datetime) -> str:
    """A moment by the 24-hour clock: 2026-08-12 09:00."""
    return moment.isoformat(" ", "minutes")


def size_words(size: int) -> str:
    """A file size in bytes, in the largest unit that keeps it above one."""
    if size < 1024:
        return f"{size} B"
    amount = float(size)
    for unit in _UNITS:
        amount /= 1024
        # 1023.95 KB would be printed as 1024.0 KB.
        if amount < 1023.95 or unit == _UNITS[-1]:
            break
    return f"{amount:.1f} {unit}".replace(".0 ", " ")


def validity_words(validity: str) -> str:
    """Whether a document is in force."""
    return _VALIDITY[validity]


def mode_words(mode: str) -> str:
    """How an item is disclosed: on its own, on request, or not."""
    return _MODES[mode]


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
    if limit.hours is not None:
        amount, start = f"{limit.hours}小时", "时"
    elif limit.months is not None:
        amount, start = f"{limit.months}个月", "之日"
    else:
        amount, start = amount_words(limit.days or 0, limit.unit), "之日"
    if limit.before is not None:
        return f"{events.get(limit.before, limit.before)}前{amount}"
    after = limit.after or ""
    return f"自{events.get(after, after)}{start}起{amount}内"


def clock_words(days: int, unit: str, event: str, thing: str = "") -> str:
    """A time limit of the regulation itself: 自收到申请之日起10个工作日内."""
    return f"自{event}{thing}之日起{amount_words(days, unit)}内"
