"""Bank cards and bank accounts in the chains of a folded text."""

from __future__ import annotations

import re

from . import masks
from .around import before, head, in_address, is_amount, is_issued
from .digits import Chain
from .hit import Hit
from .numbers import is_credit_code, is_luhn

_STRICT = re.compile(
    r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|3[47][0-9]{13}|35[0-9]{14}"
    r"|(?:222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
)
"""UnionPay, Visa, Mastercard, American Express, JCB."""
_LIKELY = re.compile(r"62|4|5[1-5]|3[457]|2[2-7]")
_WORD = re.compile(
    r"银行卡|储蓄卡|借记卡|信用卡|社保卡|卡号|[账帐]号|[账帐]户|存折|收款|开户|汇款|转账|bank|card|account",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:卡号|[账帐]号|[账帐]户|存折号?码?|account(?:no|number)?)(?:号码?)?[^0-9A-Za-z，。；]{0,6}\Z",
    re.IGNORECASE,
)


def card_from(chain: Chain, first: int, free: int) -> tuple[Hit, int, int] | None:
    """The bank card that begins with a run of a chain, with its first and last run."""
    text = chain.text
    start = chain.runs[first][0]
    if first == 0 and free == len(chain.runs) and (whole := _account(chain)):
        return whole
    likely = _LIKELY.match(chain.from_run(first, 2)) is not None
    if not likely and not _WORD.search(before(text, start)):
        return None
    count, best = 0, None
    for last in range(first, min(first + 19, first + free)):
        count += chain.runs[last][1] - chain.runs[last][0]
        if count > 19:
            break
        number = chain.digits(first, last)
        if count < 13 or len(set(number)) < 3 or not is_luhn(number) or is_credit_code(number):
            continue
        if count < 16 and number.startswith("62"):
            continue  # UnionPay has 16 to 19
        words = before(text, start)
        told = bool(_WORD.search(words))
        if not told and not _STRICT.fullmatch(number):
            continue
        if last > first and not _is_grouped(chain, first, last, told):
            continue
        end = chain.runs[last][1]
        if _is_code(text, start, end) or is_issued(text, start):
            continue
        best = Hit("bank-card", start, end, number, masks.of_card(number)), first, last
        if last < len(chain.gaps) and "n" in chain.gaps[last]:
            break  # a number that ends with its line is not looked for in the next one
    return best


def _account(chain: Chain) -> tuple[Hit, int, int] | None:
    """A whole chain that the words beside, or the head of its column, call a bank account."""
    text, last = chain.text, len(chain.runs) - 1
    start, end = chain.runs[0][0], chain.runs[last][1]
    number = chain.digits(0, last)
    if not 12 <= len(number) <= 22 or "n" in "".join(chain.gaps) or _is_code(text, start, end):
        return None
    if not _BESIDE.search(before(text, start)) and not _BESIDE.search(head(text, start)):
        return None
    return Hit("bank-card", start, end, number, masks.of_card(number)), 0, last


def _is_grouped(chain: Chain, first: int, last: int, told: bool) -> bool:
    sizes = chain.sizes(first, last)
    kind = chain.uniform(first, last)
    if kind is None or (len(sizes) == 2 and kind == "." and not told and not _even(sizes)):
        return False
    fours = all(size == 4 for size in sizes[:-1])
    if not chain.alone(first, last):
        return fours
    tight = kind == "" or (kind == "-" and not any(" " in gap for gap in chain.gaps[first:last]))
    return fours or told or tight or _even(sizes)


def _even(sizes: list[int]) -> bool:
    """Whether it is grouped as on cards, or digit by digit."""
    return max(sizes) <= 2 or sizes in ([6, 13], [6, 10], [4, 6, 5], [4, 6, 4], [4, 15], [4, 12])


def _is_code(text: str, start: int, end: int) -> bool:
    beside = (text[start - 1] if start else "", text[end] if end < len(text) else "")
    if any(sign.isascii() and sign.isalpha() for sign in beside):
        return True
    return in_address(text, start) or is_amount(text, start, end)
