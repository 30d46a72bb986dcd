"""E-mail addresses in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import masks
from .hit import Hit

_AT = r"(?!\*{3})[*_`]{0,3} ?@ ?[*_`]{0,3}"
"""Three stars before the sign are a mask."""
_EMAIL = re.compile(
    rf"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.+%'-]|_(?=[A-Za-z0-9])){{0,63}})(?P<at>{_AT})"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24})(?![A-Za-z0-9])",
)
_USER = re.compile(r"://[^\s/]*\Z")

PROVIDERS = frozenset(
    (
        *("163.com", "126.com", "yeah.net", "188.com", "qq.com", "foxmail.com", "sina.com"),
        *("sina.cn", "sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com", "21cn.com", "tom.com"),
        *("263.net", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com"),
        *("live.cn", "msn.com", "yahoo.com", "yahoo.com.cn", "yahoo.cn", "icloud.com", "me.com"),
        *(
            "protonmail.com",
            "proton.me",
            "gmx.com",
            "mail.com",
            "msn.cn",
            "vip.qq.com",
            "chinaren.com",
        ),
    )
)
"""Where anybody gets a mailbox: that an office has one there says nothing of the others."""


_NAMED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+%'_-*` ")


def emails(text: str) -> Iterator[Hit]:
    """Every address; whose it is, is for others to say."""
    # From each sign back: a pattern that begins with any letter would be tried at all of them.
    for sign in re.finditer("@", text):
        at = first = sign.start()
        while first and at - first < 70 and text[first - 1] in _NAMED:
            first -= 1
        for match in _EMAIL.finditer(text, first, at + 330):
            if not match.start("at") <= at < match.end("at"):
                break
            if _USER.search(text[max(0, match.start() - 200) : match.start()]):
                break
            value = f"{match['name']}@{match['domain']}".lower()
            yield Hit("email", *match.span(), value, masks.of_email(value))
            break
