"""Spellings of one word: traditional and variant characters, folded to simplified ones.

Character by character, so that the same map of pairs serves Python here and the browser
(`variants` in `search/words.bin`), and a folded text has the tokens of the text at their places.
OpenCC knows phrases too; it is asked for single characters only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..derived import derived

_HAN = (range(0x3400, 0xA000), range(0x20000, 0x2F800), range(0x30000, 0x323B0))
"""Every Han character that is left after NFC; compatibility forms never are."""


def simplified(tokens: str) -> str:
    """Tokens with each traditional or variant character written as its simplified one."""
    return tokens if _foldable().isdisjoint(tokens) else tokens.translate(_variants())


def pairs(used: Iterable[str]) -> tuple[str, str]:
    """Two strings of one length: each character that folds to one of `used`, and that one.

    In the order of code points, so the same characters give the same strings.
    """
    wanted = set(used)
    kept = [(chr(point), char) for point, char in sorted(_variants().items()) if char in wanted]
    return "".join(variant for variant, _ in kept), "".join(char for _, char in kept)


@cache
def _foldable() -> frozenset[str]:
    """What folding changes: nothing in most texts, which is seen faster than done."""
    return frozenset(map(chr, _variants()))


@cache
def _variants() -> dict[int, str]:
    """Code point of each character that folding changes -> what it becomes, which then stays."""
    return derived("variants", _worked_out)  # 90,000 characters take 0.06 s


def _worked_out() -> dict[int, str]:
    import opencc  # here, because only a build needs it

    points = [point for block in _HAN for point in block]
    # One call for all: no phrase reaches over a line end.
    written = opencc.OpenCC("t2s").convert("\n".join(map(chr, points))).split("\n")
    single = {
        point: char
        for point, char in zip(points, written, strict=True)
        if char != chr(point) and len(char) == 1
    }
    return {point: _last(char, single) for point, char in single.items()}


def _last(char: str, single: dict[int, str]) -> str:
    """The end of a chain: OpenCC makes 薴 to 苧, and 苧 alone to 苎."""
    for _ in range(4):
        char = single.get(ord(char), char)
    return char
