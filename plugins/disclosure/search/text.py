"""Page text as the search sees it: blocks of a page, folded characters, tokens.

The rules, the same in `overrides/assets/disclosure/search-text.js`:

- An element that is not a known inline element begins and ends a block; a match never leaves one.
- Folding: NFC, full width to ASCII, lower case where that stays one character (so never
  `ß` -> `ss`); white space and invisible characters (soft hyphen, zero width, variation
  selectors, direction marks) are removed.
- Every letter, digit and mark (Unicode L*, N*, M*) is a token. Marks that do not compose are tokens
  of their own because in Tibetan, Uyghur or Thai they carry the vowels. Planes 2 and 3 hold nothing
  but Han, so they count as letters even where this Python's Unicode tables are older than the
  browser's.
- A run of anything else is one BREAK: it matches any punctuation in a query at that place.

A token is one character, so a token string is plain `str` and `phrase in page` is the exact truth.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata

BREAK = " "
"""The token of a run of punctuation and symbols. Folded text holds no white space of its own."""
BLOCK_END = "\n"
"""The token between blocks; no query can contain it."""

_INLINE = (
    "abbr|a|bdi|bdo|b|cite|code|data|del|dfn|em|ins|i|kbd|mark|q|small|samp|span|strong|sub|sup|s|"
    "time|u|var|wbr"
)
_ATTRIBUTES = r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
# The first group is set for what ends a block, and unset for comments and inline tags.
_TAG = re.compile(
    rf"<(?:!--.*?-->|[!?][^>]*>|/?(?:{_INLINE})(?=[\s/>]){_ATTRIBUTES}>"
    rf"|((script|style|template|head)(?=[\s/>]){_ATTRIBUTES}>.*?</\2\s*>|/?[a-z]{_ATTRIBUTES}>))",
    re.DOTALL | re.IGNORECASE,
)
_GAP = "\0"

_SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(f"[{_SPACE}]+")
_REMOVED = re.compile(
    f"[{_SPACE}"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"  # invisible
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_HAN_PLANES = range(0x20000, 0x40000)


def blocks(html: str) -> list[str]:
    """The text of each block of a serialised HTML fragment, without blank ones.

    Attribute values that hold `<` or `>` must be quoted, as serialisers write them.
    """
    return [block for block in _gapped(html).split(_GAP) if block and not block.isspace()]


def _gapped(html: str) -> str:
    """The text of a fragment with a gap, or several, where blocks end; parsed text holds no NUL."""
    parts = _TAG.split(html)
    if len(parts) == 1:
        text = html
    else:
        parts[1::3] = [_GAP if mark else "" for mark in parts[1::3]]
        parts[2::3] = [""] * (len(parts) // 3)
        text = "".join(parts)
    return entities.unescape(text) if "&" in text else text


class _Folding(dict[int, str]):
    """Code point -> what folding makes of it, worked out once a character."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if _REMOVED.match(char):
            folded = ""
        else:
            char = chr(point - 0xFEE0) if 0xFF01 <= point <= 0xFF5E else char
            lower = char.lower()
            folded = lower if len(lower) == 1 else char
        self[point] = folded
        return folded


class _Tokens(dict[int, str]):
    """Code point -> its token: folded, and BREAK for what is no letter, digit or mark."""

    def __missing__(self, point: int) -> str:
        folded = _FOLDING[point]
        kept = not folded or ord(folded) in _HAN_PLANES or unicodedata.category(folded)[0] in "LNM"
        self[point] = token = folded if kept else BREAK
        return token


_FOLDING = _Folding()
_TOKENS = _Tokens()
_PAGE = _Tokens({ord(_GAP): BLOCK_END})
_BREAKS = re.compile(f"{BREAK}{{2,}}")
_BLOCK_ENDS = re.compile(f"{BLOCK_END}{{2,}}")


def fold(text: str) -> str:
    """Text with width and case folded and white space and invisible characters removed."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def tokens(text: str) -> str:
    """The tokens of one block or query term, one character each."""
    return _BREAKS.sub(BREAK, unicodedata.normalize("NFC", text).translate(_TOKENS))


def number(text: str) -> str:
    """The normal form of a 文号 or 索引号: its tokens without breaks."""
    return tokens(text).replace(BREAK, "")


def terms(query: str) -> list[str]:
    """The terms of a query as token strings: white space separates them, outer punctuation falls."""
    if query.split() == [query]:  # as most titles and numbers are
        term = tokens(query).strip(BREAK)
        return [term] if term else []
    found = (tokens(term).strip(BREAK) for term in _SPACES.split(query))
    return list(dict.fromkeys(term for term in found if term))


def page_tokens(html: str) -> str:
    """The tokens of a whole page, each block between two BLOCK_END."""
    marks = unicodedata.normalize("NFC", _gapped(html)).translate(_PAGE)
    # All blocks at once: most have a few characters, and a call for each would cost more than they.
    return _BLOCK_ENDS.sub(BLOCK_END, _BREAKS.sub(BREAK, f"{BLOCK_END}{marks}{BLOCK_END}"))
