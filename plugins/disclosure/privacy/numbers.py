"""Check digits and dates of official numbers. Sources: GB 11643, GB 32100, ISO 7064, ISO/IEC 7812."""

from __future__ import annotations

import datetime as dt

_WEIGHTS = tuple(2 ** (17 - index) % 11 for index in range(17))
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(3**index % 31 for index in range(17))
_ORGAN = (3, 7, 9, 10, 5, 8, 4, 2)
_LATEST = 2100
_REGISTRIES = {"1": "1239", "5": "1239", "9": "123", "N": "1239", "A": "19", "Y": "1"}
"""By who registers an organisation (first character), the kinds of organisations (second); without
the few of foreign offices, tourism and religion, whose codes of digits alone look like cards."""


def is_date(year: int, month: int, day: int) -> bool:
    """Whether somebody may have been born on such a day."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return 1850 <= year < _LATEST


def is_identity(number: str) -> bool:
    """An identity number of 18 characters: a division, a date, and ISO 7064 MOD 11-2."""
    if len(number) != 18 or number[0] == "0" or not number[:17].isdecimal():
        return False
    if not is_date(int(number[6:10]), int(number[10:12]), int(number[12:14])):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[17].upper() == "10X98765432"[total % 11]


def is_old_identity(number: str) -> bool:
    """An identity number of 15 digits, as issued until 1999: no check digit."""
    if len(number) != 15 or number[0] == "0":
        return False
    return is_date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))


def is_rounded_identity(number: str) -> bool:
    """An identity number whose last digits a spreadsheet has lost: 15 of 18 are right."""
    if len(number) != 18 or number[0] == "0" or number[15:] != "000":
        return False
    return is_date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_credit_code(code: str) -> bool:
    """A unified social credit code: 18 characters, MOD 31, with the check digit of the organisation."""
    code = code.upper()
    if len(code) != 18 or any(sign not in _CREDIT for sign in code):
        return False
    if code[1] not in _REGISTRIES.get(code[0], ""):
        return False
    values = [_CREDIT.index(sign) for sign in code]
    total = sum(weight * value for weight, value in zip(_CREDIT_WEIGHTS, values, strict=False))
    if (31 - total % 31) % 31 != values[17]:
        return False
    organ = [_value(sign) for sign in code[8:17]]
    check = (11 - sum(w * v for w, v in zip(_ORGAN, organ, strict=False)) % 11) % 11
    return code[16] == ("X" if check == 10 else str(check))


def _value(sign: str) -> int:
    return int(sign, 36)


def is_luhn(number: str) -> bool:
    """Whether the check digit of a card number is right (Luhn)."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
