"""What stands around a number: the words before it, the head of its column, the unit behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_REACH = 28
_LONGEST = 5_000
"""Characters of a line in which columns are counted."""
_NOISE = re.compile(r"[\s*_`~\"'“”‘’]+")
_RULE = re.compile(r"^[ \t>]*+(?=[ \t:-]*+\|)(?=[ \t:|]*+-)[ \t|:-]++$", re.MULTILINE)
_UNIT = re.compile(
    r"[ \t]*(?:[万亿千百]?(?:元|美元|吨|公斤|千克|平方|立方|千瓦|人次|度电)|[万亿]|[%％‰℃])"
)
_ISSUED = re.compile(
    r"(?:编号|编码|代码|序列号|条形?码|批号|单号|订单|户号|流水号?|案号|证号|备案号?|项目号|合同号?|票号"
    r"|发票|货号|型号|标识码?|件号|文号|索引号|学号|工号|图号|字号|账期)(?:号码?)?\W{0,4}\Z"
)
_PERSONAL = re.compile(r"身份|公民|护照|通行证|居住证|居留证|驾驶证|证件|学籍|残疾人?证")


def before(text: str, start: int, reach: int = _REACH) -> str:
    """The words before a place in its line, without white space and marks, and its column's head."""
    line = text.rfind("\n", max(0, start - 400), start) + 1
    words = _NOISE.sub("", text[max(line, start - reach) : start])
    words = words[max(map(words.rfind, "。；！？")) + 1 :]
    return f"{head(text, start)} {words}"


def head(text: str, start: int) -> str:
    """The head of the column of a Markdown table that a place stands in; empty elsewhere."""
    line = text.rfind("\n", max(0, start - _LONGEST), start) + 1
    if line == 0 and start > _LONGEST:
        return ""
    cell = text.count("|", line, start)
    rules = _rules(text) if cell or "|" in text[start : start + 200] else ()
    if not rules:
        return _first_row(text, line, start)
    above = bisect_right(rules, line) - 1
    if above < 0 or "\n\n" in text[rules[above] : line]:
        return ""
    titles = text[text.rfind("\n", 0, rules[above] - 1) + 1 : rules[above] - 1].strip(" \t>")
    column = (
        cell if titles.startswith("|") == text[line:].lstrip(" \t>").startswith("|") else cell - 1
    )
    cells = titles.split("|")
    return _NOISE.sub("", cells[column]) if 0 <= column < len(cells) else ""


def names_column(text: str, word: re.Pattern[str]) -> bool:
    """Whether a table has a column with this word at its head."""
    first = text.find("\n")
    return (first > 0 and word.search(text, 0, first) is not None) or any(
        word.search(text, text.rfind("\n", 0, rule - 1) + 1, rule) for rule in _rules(text)
    )


def _first_row(text: str, line: int, start: int) -> str:
    """The head of a column where the first line names them, as in a CSV file."""
    titles = text[: max(0, text.find("\n"))]
    row = text[line : _end(text, line)]
    for sign in (",", "|", ";"):
        cells = titles.split(sign)
        if line and len(cells) > 1 and row.count(sign) == len(cells) - 1:
            return _NOISE.sub("", cells[text.count(sign, line, start)])
    return ""


def _end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@lru_cache(maxsize=2)
def _rules(text: str) -> tuple[int, ...]:
    """Where the lines of dashes under the heads of tables begin."""
    if not any(sign in text for sign in ("|-", "| -", "|:", "| :", "-|", "- |")):
        return ()
    return tuple(match.start() for match in _RULE.finditer(text) if match.start())


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether a run of digits is a sum or a quantity: it has a unit, or decimals."""
    if _UNIT.match(text, end):
        return True
    decimals = re.compile(r"\.[0-9]{1,3}(?![0-9])").match(text, end)
    whole = re.search(r"(?<![0-9])([0-9]+)\.\Z", text[max(0, start - 16) : start])
    if decimals or (whole and len(whole[1]) > 2):
        return True
    return text[max(0, start - 1) : start] in ("¥", "￥", "$", "€")


def is_issued(text: str, start: int) -> bool:
    """Whether the words before say that an office gave the number to a thing, not to a person."""
    words = before(text, start)
    return bool(_ISSUED.search(words)) and not _PERSONAL.search(words)


_URL = re.compile(r"[A-Za-z]+://[!-~]*\Z")


def in_address(text: str, start: int) -> bool:
    """Whether a place lies inside the address of a page."""
    return bool(_URL.search(text[max(0, start - 300) : start]))
