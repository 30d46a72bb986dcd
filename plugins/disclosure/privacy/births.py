"""Dates of birth: beside the word and a name, or in a column with that head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import masks
from .around import head, names_column
from .hit import Hit
from .numbers import is_date

_S = r"[ \t*_`]*"
_DATE = (
    rf"(?P<year>[12](?<![0-9][12])(?:9|(?<=2)0)[0-9]{{2}}){_S}(?:年|[-./]){_S}(?P<month>1[0-2]|0?[1-9])"
    rf"(?:{_S}(?:月|[-./]){_S}(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9]){_S}日?|{_S}月|(?![-./]?[0-9]))"
)
_COMPACT = r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])?(?![0-9])"
_LABEL = rf"(?:出{_S}生(?:{_S}[年日]{_S}[月期]|{_S}时{_S}间|{_S}日)?|(?<![发产新诞派衍])生{_S}于|生{_S}日|生{_S}辰)"
_VALUE = rf"(?:{_DATE}|{_COMPACT})"
_AFTER = re.compile(rf"{_LABEL}[ \t*_`\"'|]*[：:=（(,，为是于在]?[ \t*_`\"'|]*{_VALUE}")
_BEFORE = re.compile(rf"{_DATE}{_S}(?:出{_S}生|生)(?![效产活育成态长命存意理前父母日机物源])")
_CELL = re.compile(_VALUE)
_BEGINS = re.compile(r"[|,;\n][ \t*_`\"']*\Z")
_RANGE_BEHIND = re.compile(
    rf"{_S}(?:出生|生)?{_S}(?:[（(]?含|以前|以后|之前|之后|之间|期间|[前后至到起]|[-—–~～]|人口|证|医学|缺陷|率)"
)
_RANGE_AHEAD = re.compile(r"(?:[自从]|[0-9年月日][ \t]*[至到—–~～-])[ \t]*\Z")
_PERSON = re.compile(
    r"[男女某]|[汉满回藏苗壮]族|姓名|同志|先生|女士|籍贯|党员|身份证|被告|当事人|职务"
)
_HEAD = re.compile(r"出\s?生|生\s?日")
BORN = re.compile("生(?:(?<=[出月日年0-9 *_]生)|(?=[ *_]?[于日辰]))")


def may_hold(text: str) -> bool:
    """Whether there may be one: quick, and never wrong when it says no."""
    return BORN.search(text) is not None


def births(text: str) -> Iterator[Hit]:
    """Every date of birth; not the limits of a range, as of children who come to school."""
    seen: set[int] = set()
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            span = _span(match)
            if _RANGE_BEHIND.match(text, span[1]) or _RANGE_AHEAD.search(
                text, max(0, match.start() - 12), match.start()
            ):
                continue
            if pattern is _BEFORE and not _names_person(text, match.start()):
                continue
            yield from _hit(match, span, seen)
    if names_column(text, _HEAD):
        for match in _CELL.finditer(text):
            begins = _BEGINS.search(text, max(0, match.start() - 8), match.start())
            if begins and _HEAD.search(head(text, match.start())):
                yield from _hit(match, _span(match), seen)


def _names_person(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return bool(_PERSON.search(text[max(line, start - 40) : start]))


def _span(match: re.Match[str]) -> tuple[int, int]:
    name = "year" if match["year"] else "y"
    start = match.start(name)
    if match.re is _BEFORE:
        end = max(match.end(part) for part in ("year", "month", "day"))
        return start, end + (match.string[end : end + 1] in ("月", "日"))
    return start, match.start() + len(match[0].rstrip())


def _hit(match: re.Match[str], span: tuple[int, int], seen: set[int]) -> Iterator[Hit]:
    groups = match.groupdict()
    year = groups.get("year") or groups.get("y")
    month = groups.get("month") or groups.get("m")
    day = groups.get("day") or groups.get("d")
    if year is None or month is None or span[0] in seen:
        return
    if is_date(int(year), int(month), int(day or 1)):
        seen.add(span[0])
        value = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
        yield Hit("birth", *span, value, masks.of_birth(value))
