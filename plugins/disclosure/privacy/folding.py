"""A text as people read it: width folded, what cannot be seen left out, escapes undone.

Each character of the folded text knows which characters of the given text it comes from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff20\uff0d\uff0e\uff0f\uff3f\uff0b\uff05"
_ALIKE = "\u3000\u2169\u2179\u30fb\u30fc"
_DIGITS = (
    "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\U0001d7ce-\U0001d7ff"
    "\U0001fbf0-\U0001fbf9"
)
_INLINE = (
    "a|abbr|b|bdi|bdo|code|del|em|font|i|ins|kbd|mark|s|samp|small|span|strike|strong|sub|sup|u|wbr"
)
_ODD = re.compile(
    rf"[{_INVISIBLE}{_WIDE}{_ALIKE}{_DIGITS}]"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|commat|period|hyphen"
    r"|dash|middot|lowbar|ast);?"
    r"|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|\n[ \t]*|[-.*_`@ ])"
    r"|%(?:3[0-9]|40)"
    r"|[\[(（{] ?(?:at|AT) ?[\])）}]"
    r"|<(?:!--[^0-9<>]{0,40}--|/?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>]{0,200})?/?)>"
)
_TAG = re.compile(r"</?([A-Za-z0-9]+)")
_LIKE = {"\u2169": "X", "\u2179": "x", "\u3000": " "}
_LIKE |= {"\u30fb": ".", "\u30fc": "-"}


class Folded(NamedTuple):
    """A folded text, and the way back."""

    text: str
    marks: tuple[int, ...] = (-1,)
    """Where in it something was folded, ascending; the first is before all."""
    ends: tuple[int, ...] = (-1,)
    """For each mark, how far the given text was used up by then."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the given text that a part of the folded text comes from."""
        return self._used(start), self._used(end)

    def _used(self, offset: int) -> int:
        """How far the given text is used up by the first `offset` characters."""
        index = bisect_right(self.marks, offset) - 1
        return self.ends[index] + offset - self.marks[index]


WIDE_BYTES = re.compile(rb"\xef\xbc[\x90-\x99\xa0-\xba\x85\x8b\x8d-\x8f\xbf]")
HIDDEN_BYTES = re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|\x85[\xa9\xb9])")


AT = re.compile(r"at(?= ?[\])）}])")
SIGNS = ("\u3000", "<", "&", "\\", "%", "\u00ad", "\ufeff", "\u30fb", "\u30fc")
"""Characters that may begin what is folded, besides those of other scripts, `@`, and those in bytes."""


def may_fold(text: str, data: bytes) -> bool:
    """Whether something in a text may have to be folded; `data` is the same in UTF-8.

    Single characters are looked for in a tenth of a microsecond, patterns take thirty times that.
    """
    return (
        "@" in text
        or any([sign in text for sign in SIGNS])
        or WIDE_BYTES.search(data) is not None
        or HIDDEN_BYTES.search(data) is not None
        or AT.search(text) is not None
    )


def fold(text: str) -> Folded:
    """Fold a text; one in which nothing is to be folded comes back as it is."""
    first = _ODD.search(text)
    if first is None:
        return Folded(text)
    parts: list[str] = []
    marks, ends = [-1], [-1]
    done = length = 0
    for match in _ODD.finditer(text, first.start()):
        said = _said(match[0])
        if said is None:
            continue
        before = text[done : match.start()]
        parts += (before, said)
        length += len(before)
        marks.append(length + len(said))
        done = match.end()
        length += len(said)
        ends.append(done)
    parts.append(text[done:])
    return Folded("".join(parts), tuple(marks), tuple(ends))


def _said(found: str) -> str | None:
    """What a reader sees of an odd part; None where it is to be read as it is."""
    if len(found) == 1:
        if found in _LIKE:
            return _LIKE[found]
        decimal = unicodedata.decimal(found, None)
        if decimal is not None:
            return str(decimal)
        return chr(ord(found) - 0xFEE0) if "\uff01" <= found <= "\uff5e" else ""
    if found[0] == "<":
        return _of_tag(found)
    if found[0] in "[(（{":
        return "@"
    if found[0] == "%":
        return chr(int(found[1:], 16))
    if found[0] == "&":
        said = html.unescape(found if found.endswith(";") else f"{found};")
    elif found[1] in "uxU":
        point = int(found[2:], 16)
        said = chr(point) if point < 0x110000 else ""
    else:
        return found[1] if found[1] != "\n" else ""
    if len(said) == 1 and _ODD.match(said):
        return _said(said)
    return said


def _of_tag(tag: str) -> str | None:
    if tag.startswith("<!--"):
        return ""
    # What stands in its attributes is a text of its own.
    if "@" in tag or sum(sign.isdigit() for sign in tag) > 6 or not tag.isascii():
        return None
    name = _TAG.match(tag)
    known = name[1].lower() if name else ""
    if known == "br":
        return "\n"
    return "" if re.fullmatch(_INLINE, known) else "|"
