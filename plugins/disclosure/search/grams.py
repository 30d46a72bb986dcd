"""The strings by which a text is indexed: pairs of tokens, longer where pairs are too common.

A string of tokens that stands at more than `threshold` places is *common*, and so is every single
token. What is common is listed with the pages that hold it; no list of places of it would be worth
its bytes. At each place of the text stands one *pair* of common strings:

    s(i)     the longest common string that begins at place i; l(i) is its length
    pair(i)  (s(i), the token behind it)      where l(i) > l(i + 1)
             (the token at i, s(i + 1))       otherwise

In a text without long common strings these are just all pairs of tokens. Where 2026 is common, the
pair of 第2026 begins (第, 2026) and the one of 2026年 is (2026, 年), so that a phrase of three tokens
or more is never looked up in the list of a common string: `search-grams.js` covers it with pairs.

A pair never reaches over a BLOCK_END; only a block that is a common string as a whole has a pair
with the BLOCK_END behind it. So the pairs with their places are the text, and give it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .text import BLOCK_END

Numbers = npt.NDArray[np.integer]
LONGEST = 7
"""Tokens of the longest string that counts as common."""
_MARK = 128
_CHUNK = 1 << 22
"""Places that are worked on at once where a step needs much more memory than a place has."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The texts of all rows behind each other, a BLOCK_END after each."""

    places: Numbers
    """The number of the token at each place; `tokens` are sorted, BLOCK_END is number 0."""
    starts: npt.NDArray[np.int64]
    """Where the text of each row begins, and the end of the last."""
    tokens: list[str]

    def rows(self, places: Numbers) -> Numbers:
        """The row of each place; places must be in ascending order."""
        firsts = np.searchsorted(places, self.starts)
        return np.repeat(np.arange(len(firsts) - 1, dtype=np.uint32), np.diff(firsts))

    def row_of(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The row of each place, in any order: from the nearest mark below it, step by step."""
        marks = np.arange(0, len(self.places), _MARK)
        rows = (np.searchsorted(self.starts, marks, "right") - 1)[places // _MARK]
        behind = np.flatnonzero(self.starts[rows + 1] <= places)
        while len(behind):
            rows[behind] += 1
            behind = behind[self.starts[rows[behind] + 1] <= places[behind]]
        return rows


@dataclass(frozen=True, slots=True)
class Grams:
    """What a stream is indexed by."""

    strings: list[str]
    """All common strings in the order of their UTF-16 units, which is that of JavaScript; number 0
    is BLOCK_END."""
    first: Numbers
    second: Numbers
    """The pair that begins at each place, as numbers of strings; 0, 0 for none."""
    holders: npt.NDArray[np.uint64]
    """`string << 32 | row`, ascending: the rows that hold each string."""


def in_units(text: str) -> bytes:
    """What JavaScript sorts a string by."""
    return text.encode("utf-16-be", "surrogatepass")


def stream_of(texts: Sequence[str]) -> Stream:
    """The texts as numbers, without ever holding all of them as code points."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate(([0], np.cumsum(lengths)))
    seen = np.zeros(0x110000, np.bool_)
    seen[ord(BLOCK_END)] = True
    for points in _points(texts):
        seen[points] = True
    tokens = sorted(map(chr, np.flatnonzero(seen).tolist()), key=in_units)
    kind = np.uint16 if len(tokens) <= 0xFFFF else np.uint32
    number = np.zeros(0x110000, kind)
    number[[ord(token) for token in tokens]] = np.arange(len(tokens))
    places = np.empty(int(starts[-1]), kind)
    end = 0
    for points in _points(texts):
        places[end : end + len(points)] = number[points]
        end += len(points)
    return Stream(places, starts, tokens)


def _points(texts: Sequence[str]) -> Iterator[npt.NDArray[np.uint32]]:
    """Code points of the texts, a thousand texts at once."""
    for first in range(0, len(texts), 1000):
        some = "".join(f"{text}{BLOCK_END}" for text in texts[first : first + 1000])
        yield np.frombuffer(some.encode("utf-32-le", "surrogatepass"), "<u4")


def grams_of(stream: Stream, threshold: int) -> Grams:
    """Find the common strings of a stream and the pairs at its places."""
    places = stream.places
    names = list(stream.tokens)
    held = [_unique(_token_holders(stream))]
    wide = np.uint32 if len(names) > 0xC000 else np.uint16
    longest = places.astype(wide)
    length = (places > 0).astype(np.uint8)
    for size, where, number, strings in _levels(stream, threshold):
        own = number + len(names)
        if wide is np.uint16 and len(names) + len(strings) > 0xFFFF:
            wide, longest = np.uint32, longest.astype(np.uint32)
        longest[where] = own
        length[where] = size
        held.append(_unique([own.astype(np.uint64) << np.uint64(32) | stream.rows(where)]))
        names += strings
    order = sorted(range(len(names)), key=lambda each: in_units(names[each]))
    rank = np.empty(len(names), wide)
    rank[order] = np.arange(len(names))
    holders = np.concatenate(held)
    holders = rank[holders >> np.uint64(32)].astype(np.uint64) << np.uint64(32) | (
        holders & np.uint64(0xFFFFFFFF)
    )
    holders.sort()
    first, second = _pairs(places, longest, length, rank)
    return Grams([names[each] for each in order], first, second, holders)


def _token_holders(stream: Stream) -> Iterator[npt.NDArray[np.uint64]]:
    """`token << 32 | row` of every place but BLOCK_ENDs, each once within a thousand rows."""
    last = len(stream.starts) - 1
    for row in range(0, last, 1000):
        end = min(row + 1000, last)
        some = stream.places[stream.starts[row] : stream.starts[end]].astype(np.uint64)
        rows = np.arange(row, end, dtype=np.uint64)
        keys = some << np.uint64(32) | np.repeat(rows, np.diff(stream.starts[row : end + 1]))
        yield keys[some > 0]


def _unique(parts: Iterator[npt.NDArray[np.uint64]] | list[npt.NDArray[np.uint64]]) -> Numbers:
    """The keys, each once; no key is in two parts."""
    found = []
    for keys in parts:
        keys.sort()
        found.append(keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys)
    return np.concatenate(found) if found else np.zeros(0, np.uint64)


def _levels(stream: Stream, threshold: int) -> Iterator[tuple[int, Numbers, Numbers, list[str]]]:
    """Common strings of two tokens, of three …: length, places, number at each, the strings.

    A string can only be common where its beginning and its end are, so each length has to look
    only at the places that the length before has left.
    """
    counts = np.bincount(stream.places, minlength=len(stream.tokens))
    counts[0] = 0
    common = np.flatnonzero(counts > threshold)
    strings = [stream.tokens[each] for each in common]
    number = np.full(len(counts), -1, np.int32)
    number[common] = np.arange(len(common))
    where = np.flatnonzero(number[stream.places] >= 0).astype(np.uint32)
    own = number[stream.places[where]]
    for size in range(2, LONGEST + 1):
        beside = where[1:] == where[:-1] + np.uint32(1)
        code = own[:-1][beside].astype(np.int64) * len(strings) + own[1:][beside]
        where = where[:-1][beside]
        codes, counted = np.unique(code, return_counts=True) if len(code) else (code, code)
        codes = codes[counted > threshold]
        if not len(codes):
            return
        place = np.minimum(np.searchsorted(codes, code), len(codes) - 1)
        kept = codes[place] == code
        where, own = where[kept], place[kept].astype(np.int32)
        left, right = np.divmod(codes, len(strings))
        strings = [
            strings[one] + strings[other][-1]
            for one, other in zip(left.tolist(), right.tolist(), strict=True)
        ]
        yield size, where, own, strings


def _pairs(
    places: Numbers, longest: Numbers, length: Numbers, rank: Numbers
) -> tuple[Numbers, Numbers]:
    """Both sides of the pair at each place."""
    first, second = np.zeros_like(longest), np.zeros_like(longest)
    for begin in range(0, len(places), _CHUNK):
        end = min(begin + _CHUNK, len(places) - 1)  # the last place is a BLOCK_END
        if begin >= end:
            break
        here, behind = slice(begin, end), slice(begin + 1, end + 1)
        token = places[here]
        longer = length[here] > length[behind]
        after = np.arange(begin, end) + length[here]
        one = np.where(longer, rank[longest[here]], rank[token])
        other = np.where(longer, rank[places[after]], rank[longest[behind]])
        before = places[begin - 1 : end - 1] if begin else np.concatenate(([0], places[: end - 1]))
        none = (token == 0) | ((other == 0) & (before > 0))
        one[none] = 0
        other[none] = 0
        first[here], second[here] = one, other
    return first, second
