"""Dates and sizes as an official text writes them."""

from __future__ import annotations

import datetime as dt

_VALIDITY = {"in-force": "有效", "repealed": "已废止", "expired": "已失效"}
_ENDED = {
    "renamed": "已更名",
    "revoked": "已撤销",
    "terminated": "已终止",
    "superseded": "已被替代",
    "removed-personal-data": "已删除",
}
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


def ended_words(kind: str) -> str:
    """What became of a thing that is no longer in force, by the kind of its notice."""
    return _ENDED[kind]


def standing_words(ended: str, validity: str | None) -> str:
    """What a list says of a record that does not hold any more; empty of one that does."""
    if ended:
        return _ENDED[ended]
    return _VALIDITY[validity] if validity in ("repealed", "expired") else ""


def mode_words(mode: str) -> str:
    """How an item is disclosed: on its own, on request, or not."""
    return _MODES[mode]
