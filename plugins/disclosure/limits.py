"""Time limits in official words."""

from __future__ import annotations

from collections.abc import Mapping

from .model.common import ByDate, ByDay, Limit, Within

_STANDING = {"real-time": "实时公开", "prompt": "及时公开", "standing": "长期公开"}
_EACH = {"month": "每月{}日前", "quarter": "每季度第{}日前"}


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
