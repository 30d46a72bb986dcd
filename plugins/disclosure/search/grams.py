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
from functools import partial

import numpy as np
import numpy.typing as npt

from .text import BLOCK_END

Numbers = npt.NDArray[np.integer]
Keys = npt.NDArray[np.uint64]
LONGEST = 7
"""Tokens of the longest string that counts as common."""
_MARK = 128
_CHUNK = 1 << 21
"""Places that are worked on at once where a step needs much more memory than a place has."""
_NARROW = 0xF000
"""Tokens up to which all strings have numbers of 16 bits: there are few longer ones."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The texts of all rows behind each other, a BLOCK_END after each."""

    places: Numbers
    """The number of the token at each place; `tokens` are sorted, BLOCK_END is number 0."""
    starts: npt.NDArray[np.int64]
    """Where the text of each row begins, and the end of the last."""
    tokens: list[str]

    def rows(self, places: Numbers) -> npt.NDArray[np.uint32]:
        """The row of each place; places must be in ascending order."""
        firsts = np.searchsorted(places, self.starts)
        return np.repeat(np.arange(len(firsts) - 1, dtype=np.uint32), np.diff(firsts))

    def row_of(self, places: Numbers) -> Numbers:
        """The row of each place, in any order: from the nearest mark below it, step by step."""
        marks = np.arange(0, len(self.places), _MARK)
        rows = (np.searchsorted(self.starts, marks, "right") - 1).astype(np.uint32)[places // _MARK]
        behind = np.flatnonzero(self.starts[rows + 1] <= places)
        while len(behind):
            rows[behind] += 1
            behind = behind[self.starts[rows[behind] + 1] <= places[behind]]
        return rows


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of rows behind each other: that of number n stands from ends[n] to ends[n + 1]."""

    ends: npt.NDArray[np.int64]
    rows: npt.NDArray[np.uint32]

    def of(self, number: int) -> npt.NDArray[np.uint32]:
        """One list."""
        return self.rows[self.ends[number] : self.ends[number + 1]]


@dataclass(frozen=True, slots=True)
class Grams:
    """What a stream is indexed by."""

    strings: list[str]
    """All common strings in the order of their UTF-16 units, which is that of JavaScript; number 0
    is BLOCK_END."""
    first: Numbers
    second: Numbers
    """The pair that begins at each place, as numbers of strings; 0, 0 for none."""
    origin: list[int]
    """Number of each string among the tokens, or behind them among the longer strings."""
    longer: list[Lists]
    """The rows of each longer string, the strings of one length at a time; none if not listed."""


@dataclass(frozen=True, slots=True)
class Holders:
    """The rows that hold each string of a stream."""

    origin: list[int]
    tokens: list[Lists]
    """The rows of each token, some rows of the stream at a time."""
    longer: list[Lists]

    def rows(self, number: int) -> npt.NDArray[np.uint32]:
        """The rows that hold a string, ascending."""
        own = self.origin[number]
        if own < len(self.tokens[0].ends) - 1:
            return np.concatenate([some.of(own) for some in self.tokens])
        own -= len(self.tokens[0].ends) - 1
        for some in self.longer:
            if own < len(some.ends) - 1:
                return some.of(own)
            own -= len(some.ends) - 1
        raise IndexError(number)

    def counts(self) -> Numbers:
        """How many rows hold each string."""
        tokens = sum(np.diff(some.ends) for some in self.tokens)
        longer = [np.diff(some.ends) for some in self.longer]
        return np.concatenate([np.atleast_1d(tokens), *longer])[self.origin]


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
    places: Numbers = np.empty(int(starts[-1]), kind)
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
    kind = np.uint16 if len(names) <= _NARROW else np.uint32
    longest: Numbers = places.astype(kind)
    length = (places > 0).astype(np.uint8)
    longer = []
    for size, where, own, strings in _levels(stream, threshold):
        held = []
        for begin in range(0, len(where), _CHUNK):
            some = slice(begin, begin + _CHUNK)
            number = own[some].astype(np.uint64)
            longest[where[some]] = number + np.uint64(len(names))
            length[where[some]] = size
            held.append(_once(number << np.uint64(32) | stream.rows(where[some]).astype(np.uint64)))
        longer.append(_lists(_once(np.concatenate(held)), len(strings)))
        names += strings
        del where, own, held
    order = sorted(range(len(names)), key=lambda each: in_units(names[each]))
    rank: Numbers = np.empty(len(names), kind)
    rank[order] = np.arange(len(names))
    first, second = _pairs(places, longest, length, rank)
    return Grams([names[each] for each in order], first, second, order, longer)


def holders_of(stream: Stream, grams: Grams) -> Holders:
    """The rows that hold each string: some 5 bytes for each token that a page has."""
    tokens = [_lists(keys, len(stream.tokens)) for keys in _keys(stream)]
    return Holders(grams.origin, tokens, grams.longer)


def _keys(stream: Stream) -> Iterator[Keys]:
    """`token << 32 | row` of all places but BLOCK_ENDs, each once, some rows at a time."""
    row, last = 0, len(stream.starts) - 1
    while row < last:
        reach = int(np.searchsorted(stream.starts, stream.starts[row] + _CHUNK, "right")) - 1
        end = min(max(reach, row + 1), last)
        some = stream.places[stream.starts[row] : stream.starts[end]]
        rows = np.repeat(
            np.arange(row, end, dtype=np.uint64), np.diff(stream.starts[row : end + 1])
        )
        keys: Keys = some.astype(np.uint64) << np.uint64(32) | rows
        yield _once(keys[some > 0])
        row = end


def _once(keys: Keys) -> Keys:
    """The keys in order, each once."""
    keys.sort()
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    return keys[new]


def _lists(keys: Keys, count: int) -> Lists:
    """Sorted `number << 32 | row` as lists of rows."""
    ends = np.searchsorted(keys, np.arange(count + 1, dtype=np.uint64) << np.uint64(32))
    return Lists(ends, (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def _levels(stream: Stream, threshold: int) -> Iterator[tuple[int, Numbers, Numbers, list[str]]]:
    """Common strings of two tokens, of three …: length, places, number at each, the strings.

    A string can only be common where its beginning and its end are, so each length has to look
    only at the places that the length before has left. There are never many strings of one length,
    as each takes more than `threshold` of all places.
    """
    counts = np.bincount(stream.places, minlength=len(stream.tokens))
    counts[0] = 0
    common = np.flatnonzero(counts > threshold)
    strings = [stream.tokens[each] for each in common.tolist()]
    number = np.full(len(counts), -1, np.int32)
    number[common] = np.arange(len(common))
    beside = partial(_beside_in_text, stream.places, number)
    for size in range(2, LONGEST + 1):
        many = len(strings)
        counted = np.zeros(many * many, np.int64)
        for _, one, other in beside():
            counted += np.bincount(one * many + other, minlength=len(counted))
        codes = np.flatnonzero(counted > threshold)
        if not len(codes):
            return
        number = np.full(len(counted), -1, np.int32)
        number[codes] = np.arange(len(codes))
        found = int(counted[codes].sum())
        where = np.empty(found, np.uint32)
        own: Numbers = np.empty(found, np.uint16 if len(codes) < _NARROW else np.uint32)
        end = 0
        for some, one, other in beside():
            numbers = number[one * many + other]
            kept = np.flatnonzero(numbers >= 0)
            where[end : end + len(kept)] = some[kept]
            own[end : end + len(kept)] = numbers[kept]
            end += len(kept)
        left, right = np.divmod(codes, many)
        strings = [
            strings[one] + strings[other][-1]
            for one, other in zip(left.tolist(), right.tolist(), strict=True)
        ]
        yield size, where, own, strings
        beside = partial(_beside_in_list, where, own)


def _beside_in_text(places: Numbers, number: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Places where a numbered token stands before another: place, and both numbers."""
    for begin in range(0, len(places) - 1, _CHUNK):
        some = number[places[begin : begin + _CHUNK + 1]]
        both = np.flatnonzero((some[:-1] >= 0) & (some[1:] >= 0))
        yield (both + begin).astype(np.uint32), some[both], some[both + 1]


def _beside_in_list(where: Numbers, own: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """The same of places that are listed with their numbers."""
    for begin in range(0, len(where) - 1, _CHUNK):
        some = where[begin : begin + _CHUNK + 1]
        both = np.flatnonzero(some[1:] == some[:-1] + np.uint32(1)) + begin
        yield where[both], own[both].astype(np.int32), own[both + 1].astype(np.int32)


def _pairs(
    places: Numbers, longest: Numbers, length: Numbers, rank: Numbers
) -> tuple[Numbers, Numbers]:
    """Both sides of the pair at each place; `longest` is used up for the second."""
    first = np.zeros_like(longest)
    for begin in range(0, len(places) - 1, _CHUNK):
        end = min(begin + _CHUNK, len(places) - 1)  # the last place is a BLOCK_END
        here, behind = slice(begin, end), slice(begin + 1, end + 1)
        token = places[here]
        longer = length[here] > length[behind]
        after = np.arange(begin, end, dtype=np.uint32) + length[here]
        one = np.where(longer, rank[longest[here]], rank[token])
        other = np.where(longer, rank[places[after]], rank[longest[behind]])
        before = places[begin - 1 : end - 1] if begin else np.append([0], places[: end - 1])
        none = (token == 0) | ((other == 0) & (before > 0))
        one[none] = 0
        other[none] = 0
        first[here], longest[here] = one, other
    longest[-1:] = 0
    return first, longest
