"""E-mail addresses in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import masks
from .hit import Hit

_AT = r"(?!\*{3})[*_`]{0,3} ?(?:@|[\[(（{]at[\])）}]) ?[*_`]{0,3}"
"""Three stars before the sign are a mask."""
_EMAIL = re.compile(
    rf"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.+%'-]|_(?=[A-Za-z0-9])){{0,63}})(?P<at>{_AT})"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_USER = re.compile(r"://[^\s/]*\Z")


def may_hold(text: str) -> bool:
    """Whether there may be one: quick, and never wrong when it says no."""
    return "@" in text or "at)" in text or "at]" in text or "at）" in text or "at}" in text


def emails(text: str) -> Iterator[Hit]:
    """Every address; whose it is, is for others to say."""
    # From each sign on: a pattern that begins with any letter would be tried at all of them.
    for sign in _SIGN.finditer(text):
        line = max(0, sign.start() - 70)
        for match in _EMAIL.finditer(text, line, sign.end() + 330):
            if not match.start("at") <= sign.start() < match.end("at"):
                continue
            if _USER.search(text[max(0, match.start() - 200) : match.start()]):
                break
            value = f"{match['name']}@{match['domain']}".lower()
            yield Hit("email", *match.span(), value, masks.of_email(value))
            break


_SIGN = re.compile(r"@|at(?=[\])）}])", re.IGNORECASE)
