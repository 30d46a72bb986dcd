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

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from .holders import Holders, holders_of, lists_of
from .stream import CHUNK, Numbers, Rows, Stream, counts_of, in_units

LONGEST = 12
"""Tokens of the longest string that counts as common."""
_NARROW = 0xF000
"""Tokens up to which all strings have numbers of 16 bits: there are few longer ones."""


@dataclass(frozen=True, slots=True)
class Grams:
    """What the texts of rows are indexed by."""

    rows: Rows
    tokens: list[str]
    """All tokens in their order, BLOCK_END the first."""
    strings: list[str]
    """All common strings in the order of their UTF-16 units, which is that of JavaScript; number 0
    is BLOCK_END."""
    pairs: Numbers
    """The pair that begins at each place, as `first × all strings + second`; 0 for none."""
    holders: Holders | None
    """The rows of the strings, if they are listed."""


def grams_of(stream: Stream, threshold: int | None) -> Grams:
    """Find the common strings of a stream and the pairs at its places.

    Without a threshold no string of two tokens is common, and none is listed.
    """
    places = stream.places
    names = list(stream.tokens)
    kind = np.uint16 if len(names) <= _NARROW else np.uint32
    longest: Numbers = places.astype(kind)
    longer = []
    levels = () if threshold is None else _levels(stream, threshold)
    for where, own, strings in levels:
        longest[where] = own + kind(len(names))
        longer.append(
            lists_of(stream.rows, len(strings), partial(_listed, stream.rows, where, own))
        )
        names += strings
        del where, own
    order = sorted(range(len(names)), key=lambda each: in_units(names[each]))
    rank: Numbers = np.empty(len(names), kind)
    rank[order] = np.arange(len(names))
    sizes = np.fromiter(map(len, names), np.uint8, len(names))
    sizes[0] = 0  # BLOCK_END, the end of every string
    pairs = _pairs(places, longest, sizes, rank)
    del longest
    holders = None if threshold is None else holders_of(stream, longer, order)
    return Grams(stream.rows, stream.tokens, [names[each] for each in order], pairs, holders)


def _levels(stream: Stream, threshold: int) -> Iterator[tuple[Numbers, Numbers, list[str]]]:
    """Common strings of two tokens, of three …: places, number at each, the strings.

    A string can only be common where its beginning and its end are, so each length has to look
    only at the places that the length before has left. There are never many strings of one length,
    as each takes more than `threshold` of all places.
    """
    counts = counts_of(stream.places, len(stream.tokens))
    common = np.flatnonzero(counts > threshold)
    strings = [stream.tokens[each] for each in common.tolist()]
    number = np.full(len(counts), -1, np.int32)
    number[common] = np.arange(len(common))
    beside = partial(_beside_in_text, stream.places, number)
    for _ in range(2, LONGEST + 1):
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
        yield where, own, strings
        beside = partial(_beside_in_list, where, own)


def _listed(
    rows: Rows, where: Numbers, own: Numbers, row: int, end: int
) -> tuple[Numbers, Numbers]:
    """What `lists_of` asks for, of places that are listed with their numbers."""
    # In the type of `where`: else all of it would be made another type each time.
    ends = rows.starts[row : end + 1].astype(where.dtype)
    firsts = np.searchsorted(where, ends)
    some = slice(firsts[0], firsts[-1])
    return own[some], np.repeat(np.arange(end - row), np.diff(firsts))


def _beside_in_text(places: Numbers, number: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Places where a numbered token stands before another: place, and both numbers."""
    for begin in range(0, len(places) - 1, CHUNK):
        some = number[places[begin : begin + CHUNK + 1]]
        both = np.flatnonzero((some[:-1] >= 0) & (some[1:] >= 0))
        yield (both + begin).astype(np.uint32), some[both], some[both + 1]


def _beside_in_list(where: Numbers, own: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """The same of places that are listed with their numbers."""
    for begin in range(0, len(where) - 1, CHUNK):
        some = where[begin : begin + CHUNK + 1]
        both = np.flatnonzero(some[1:] == some[:-1] + np.uint32(1)) + begin
        yield where[both], own[both].astype(np.int32), own[both + 1].astype(np.int32)


def _pairs(places: Numbers, longest: Numbers, sizes: Numbers, rank: Numbers) -> Numbers:
    """The pair at each place, as in Grams."""
    many = len(rank)
    pairs: Numbers = np.zeros(len(places), np.uint32 if many <= 1 << 16 else np.uint64)
    factor = pairs.dtype.type(many)
    for begin in range(0, len(places) - 1, CHUNK):
        end = min(begin + CHUNK, len(places) - 1)  # the last place is a BLOCK_END
        token, string = places[begin:end], longest[begin : end + 1]
        size, own = sizes[string], rank[string]
        longer = size[:-1] > size[1:]
        after = np.arange(begin, end, dtype=np.uint32) + size[:-1]
        one = np.where(longer, own[:-1], rank[token])
        other = np.where(longer, rank[places[after]], own[1:])
        before = places[begin - 1 : end - 1] if begin else np.append([0], places[: end - 1])
        some = one * factor + other
        some[(token == 0) | ((other == 0) & (before > 0))] = 0
        pairs[begin:end] = some
    return pairs
