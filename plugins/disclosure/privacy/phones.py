"""Mobile numbers in the chains of a folded text."""

from __future__ import annotations

import re

from . import masks
from .around import before, in_address, is_amount, is_issued
from .digits import Chain
from .hit import Hit

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_BEGINS = ("13", "14", "15", "16", "17", "18", "19", "861", "00861")
_SPLITS = (
    [3, 4, 4], [3, 8], [7, 4], [4, 3, 4], [4, 4, 3], [3, 3, 5], [3, 5, 3], [5, 6], [3, 2, 2, 2, 2],
    [3, 3, 3, 2], [2, 3, 3, 3], [3, 2, 3, 3], [1, 2, 4, 4],
)  # fmt: skip
"""How people group the digits; in other ways only next to a word like 电话, or with dashes."""
_WORD = re.compile(
    r"电话|手机|联系|移动|号码|微信|短信|热线|咨询|致电|tel|phone|mobile|mob|call|wechat|weixin|sms",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{1,12}\Z")
_NAMES = re.compile(
    r"tel|telephone|phone|mobile|mob|cell|call|wx|vx|v|wechat|weixin|qq|sj|sjh|dh|dhh|lxdh|lxfs|sms|t|m",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:tel|phone|mobile|mob|sj|dh)[a-z_]*(?:=|:|%3[dD])\W*\Z", re.IGNORECASE)


def mobile_from(chain: Chain, first: int, free: int) -> tuple[Hit, int, int] | None:
    """The mobile number that begins with a run of a chain, with its first and last run.

    `free` is the number of runs from `first` on that belong to no other number.
    """
    if not chain.from_run(first, 5).startswith(_BEGINS):
        return None
    text = chain.text
    start = chain.runs[first][0]
    count = 0
    for last in range(first, min(first + 13, first + free)):
        count += chain.runs[last][1] - chain.runs[last][0]
        if count < 11:
            continue
        if count > 15:
            return None
        digits = chain.digits(first, last)
        number = re.sub(r"\A(?:00)?86(?=1)", "", digits) if count > 11 else digits
        if not _MOBILE.fullmatch(number):
            continue
        end = chain.runs[last][1]
        if _is_code(text, start, end):
            return None
        if last == first or _is_grouped(chain, first, last, number):
            return Hit("mobile", start, end, number, masks.of_mobile(number)), first, last
    return None


def _is_grouped(chain: Chain, first: int, last: int, number: str) -> bool:
    """Whether runs of digits make one number and do not just stand in a row."""
    sizes = chain.sizes(first, last)
    alone = chain.alone(first, last)
    if sum(sizes) > 11 and sizes[0] in (2, 4) and chain.digits(first, first) in ("86", "0086"):
        first, sizes, alone = first + 1, sizes[1:], True  # what follows +86 is judged by itself
        if len(sizes) == 1:
            return True
    kind = chain.uniform(first, last)
    told = bool(_WORD.search(before(chain.text, chain.runs[first][0])))
    if kind is None:
        return told and alone
    if "." in kind and len(sizes) == 2 and not told and (sizes != [3, 8] or _on_map(chain, first)):
        return False  # a number with decimals
    if "." in kind and len(sizes) == 4 and all(size < 4 for size in sizes):
        return False  # the address of a machine
    if not alone:
        return sizes == [3, 4, 4] and ("-" in kind or told)
    if not told and ((kind and _is_year(chain, first, last)) or _is_part(chain, first)):
        return False
    if not told and kind in (" ", "-") and _is_apart(chain, first, last):
        return sizes == [3, 4, 4]
    tight = kind == "" or (kind == "-" and not any(" " in gap for gap in chain.gaps[first:last]))
    return told or tight or sizes in _SPLITS or max(sizes) <= 2


def _on_map(chain: Chain, first: int) -> bool:
    return bool(re.search(r"经|坐标|°", before(chain.text, chain.runs[first][0])))


def _is_apart(chain: Chain, first: int, last: int) -> bool:
    """Whether there are two spaces in a gap, as between the columns of a table."""
    return "  " in chain.text[chain.runs[first][0] : chain.runs[last][1]]


def _is_year(chain: Chain, first: int, last: int) -> bool:
    """Whether it begins with a year: 1998-12-01 123, 1998-0000001."""
    digits = chain.digits(first, first)
    if len(digits) != 4 or not digits.startswith("19"):
        return False
    return last == first + 1 or chain.sizes(first + 1, first + 1)[0] < 3


def _is_part(chain: Chain, first: int) -> bool:
    """Whether it goes on a longer number or code: 7,139 00001234, SF-139-00001234."""
    start, end = chain.runs[first]
    words = chain.text[max(0, start - 16) : start]
    return (end - start == 3 and bool(_THOUSANDS.search(words))) or bool(_CODE.search(words))


_THOUSANDS = re.compile(r"[^\n,0-9][0-9]{1,3}(?:,[0-9]{3})*,\Z")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{1,6}-\Z")


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether what stands around says that it is no telephone number."""
    if end < len(text) and text[end].isascii() and text[end].isalpha():
        return True
    if start and text[start - 1].isascii() and text[start - 1].isalpha():
        letters = _LETTERS.search(text[max(0, start - 13) : start])
        if not letters or not _NAMES.fullmatch(letters[0]):
            return True
    words = text[max(0, start - 24) : start]
    if in_address(text, start):
        return not _KEY.search(words)
    return is_amount(text, start, end) or is_issued(text, start)
