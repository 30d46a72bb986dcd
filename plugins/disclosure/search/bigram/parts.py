"""One part of an index: the token strings of all rows for one purpose, as files of postings.

    <part>/directory.bin   which strings are common, and which bucket has what (`directory.py`)
    <part>/h<n>.bin        buckets of common strings and the rows that hold them
    <part>/p<n>.bin        buckets of pairs and their places (`grams.py`)

The name of a pair is its two strings with a SEAM between them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .buckets import Postings, buckets
from .directory import Directory, bound, packed
from .grams import Grams, grams_of
from .holders import Holders
from .stream import Numbers, Stream, by_threads, counts_of, in_order

Step = Callable[[], Postings]
_Sorted = tuple[Numbers, npt.NDArray[np.uint32]]
"""Pairs in order, one at each of their places, and these places."""

SEAM = "\1"
"""Between the two strings of a pair; below every token, so that pairs sort as their strings do."""
_ROUNDS = 24
"""In how many the pairs are sorted: a place takes some 50 bytes meanwhile."""
_AT_ONCE = 500_000
"""Places of one step, with some 60 bytes for each."""
_CHUNK = 1 << 18
_NOTHING = np.zeros(0, np.uint32)
_FEW = 1000
"""Tokens of a part that are worth listing: a phrase with another one is nowhere, without a look."""
_FILES = 900
SMALLEST, LARGEST = 30_000, 64_000
"""Bytes of a full bucket: small ones make a query cheap, and large ones make few files."""
LEAST_COMMON = 1 << 15
"""No string is common that stands at fewer places."""


def grams_of_part(stream: Stream, listed: bool) -> Grams:
    """What the texts of all rows are indexed by; without lists nothing is common."""
    return grams_of(stream, max(LEAST_COMMON, stream.rows.count // 2) if listed else None)


def write_part(grams: Grams, folder: Path, smallest: int = SMALLEST) -> None:
    """Write a part into a folder, which is made; full buckets have `smallest` bytes at least."""
    folder.mkdir(parents=True)
    bounds: dict[str, list[str]] = {"h": [], "p": []}
    sizes: dict[str, list[int]] = {"h": [], "p": []}
    before = {"h": "", "p": ""}
    rows, places = grams.rows.count, grams.rows.places
    full = max(min(places // _FILES, LARGEST), smallest)
    bits = math.log2(1 + places / max(rows, 1)) + 0.5

    def write(kind: str, steps: Iterable[Step], full: int, width: float) -> None:
        cut = partial(_cut, full=full, total=rows, bits=width)
        for some in by_threads(cut, steps, places):
            for first, last, data in some:
                (folder / f"{kind}{len(sizes[kind])}.bin").write_bytes(data)
                bounds[kind].append(bound(before[kind], first) if sizes[kind] else "")
                sizes[kind].append(len(data) // 1000)
                before[kind] = last

    if grams.holders:
        # A query asks for one list, or for several pairs.
        write("h", _holding(grams, grams.holders), 2 * full, 0.0)
    write("p", (step for some in _sorted(grams) for step in _places(grams, *some)), full, bits)
    tokens = "".join(grams.tokens[1:]) if len(grams.tokens) < _FEW else None
    common = frozenset(each for each in grams.strings if len(each) > 1)
    directory = Directory(rows, tokens, common, bounds, sizes["p"])
    (folder / "directory.bin").write_bytes(packed(directory))


def _cut(step: Step, full: int, total: int, bits: float) -> list[tuple[str, str, bytes]]:
    return list(buckets(step(), full, total, bits))


def _holding(grams: Grams, holders: Holders) -> Iterator[Step]:
    """The rows of all strings, some strings at a time."""
    for first, end in _ranges(holders.counts(), _AT_ONCE):
        # From the first string on: nothing holds BLOCK_END.
        yield partial(_holders, grams, holders, max(first, 1), end)


def _holders(grams: Grams, holders: Holders, first: int, end: int) -> Postings:
    lists = [holders.rows(number) for number in range(first, end)]
    counts = np.fromiter(map(len, lists), np.int64, len(lists))
    return Postings(grams.strings[first:end], counts, np.concatenate([*lists, _NOTHING]))


def _sorted(grams: Grams) -> Iterator[_Sorted]:
    """All pairs and their places in order, those of some first strings at a time."""
    many = len(grams.strings)
    most = max(grams.rows.places // _ROUNDS, _AT_ONCE)
    for first, end in _ranges(counts_of(grams.pairs, many, many), most):
        where = np.concatenate([*_where(grams.pairs, max(first, 1) * many, end * many)])
        pair = grams.pairs[where]
        order = in_order(pair)
        yield pair[order], where[order]


def _where(values: Numbers, first: int, end: int) -> Iterator[npt.NDArray[np.uint32]]:
    """Where values are in a range, a chunk at a time: what is between stays in the processor."""
    for begin in range(0, len(values), _CHUNK):
        some = values[begin : begin + _CHUNK]
        yield (np.flatnonzero((some >= first) & (some < end)) + begin).astype(np.uint32)


def _places(grams: Grams, pair: Numbers, place: npt.NDArray[np.uint32]) -> Iterator[Step]:
    """The places of sorted pairs, whole pairs at a time."""
    start = 0
    while start < len(pair):
        last = pair[min(start + _AT_ONCE, len(pair)) - 1]
        end = int(np.searchsorted(pair, last, "right"))
        yield partial(_pairs, grams, pair[start:end], place[start:end])
        start = end


def _pairs(grams: Grams, pair: Numbers, place: npt.NDArray[np.uint32]) -> Postings:
    strings = grams.strings
    row = grams.rows.of(place)
    new_pair = _changes(pair)
    new_row = new_pair | _changes(row)
    offset = (place - grams.rows.starts[row]).astype(np.uint32)
    heads, pairs = np.flatnonzero(new_row), np.flatnonzero(new_pair)
    one, other = np.divmod(pair[pairs], pair.dtype.type(len(strings)))
    return Postings(
        [
            f"{strings[left]}{SEAM}{strings[right]}"
            for left, right in zip(one.tolist(), other.tolist(), strict=True)
        ],
        np.diff(np.searchsorted(heads, np.append(pairs, len(place)))),
        row[heads],
        np.diff(np.append(heads, len(place))) - 1,
        offset[heads],
        np.diff(offset, prepend=np.uint32(0))[~new_row],
    )


def _ranges(counts: Numbers, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of strings that have not more than so many places, if one alone has not."""
    first, total = 0, 0
    for place, count in enumerate(counts.tolist()):
        if total and total + count > most:
            yield first, place
            first, total = place, 0
        total += count
    yield first, len(counts)


def _changes(values: Numbers) -> npt.NDArray[np.bool_]:
    """Where a value is another than the one before; true at the first."""
    return np.concatenate((np.ones(min(len(values), 1), np.bool_), values[1:] != values[:-1]))
