"""Cells of worksheets: numbers as the digits that a reader sees, and which of them are dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation

from .xml import events

MAX_DIGITS = 15
"""So many digits of a number Excel keeps; it makes noughts of the others."""
_KEPT = Context(prec=MAX_DIGITS)
_EPOCH = dt.datetime(1899, 12, 30)
_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(50, 59)))
"""The formats of dates that need no definition; 27 to 58 are those of China and Japan."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_styles(data: bytes) -> list[bool]:
    """For each cell style of `styles.xml`, whether it shows a number as a date."""
    formats: dict[int, bool] = {}
    styles: list[bool] = []
    inside = False
    for tag, given, _ in events(data):
        if tag == "cellXfs":
            inside = given is not None
        elif given and tag == "numFmt" and given.get("numFmtId", "").isdigit():
            code = _QUOTED.sub("", given.get("formatCode", "")).lower()
            formats[int(given["numFmtId"])] = "y" in code or ("d" in code and "m" in code)
        elif given is not None and tag == "xf" and inside:
            number = int(given["numFmtId"]) if given.get("numFmtId", "").isdigit() else 0
            styles.append(formats.get(number, number in _BUILT_IN))
    return styles


def date_styles(styles: Iterable[bool]) -> frozenset[int]:
    """The numbers of the styles that show dates."""
    return frozenset(index for index, is_date in enumerate(styles) if is_date)


def number_of(value: str) -> Decimal | None:
    """The number that a cell holds; None when it holds none, or one beyond all sense."""
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and -40 < number.adjusted() < 40 else None


def shown_number(number: Decimal, *, date: bool = False) -> str:
    """A number as digits, never as 1.1E+17; as an ISO date where it is one."""
    if date and 1 <= number < 2_958_466:
        return (_EPOCH + dt.timedelta(days=int(number))).date().isoformat()
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    return f"{_KEPT.create_decimal(number).normalize():f}"


def letters(column: int) -> str:
    """The name of a column, counted from 1."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name or "?"
