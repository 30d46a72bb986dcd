"""One part of an index: the token strings of all rows for one purpose, as files of postings.

    <part>/directory.bin   deflated JSON: how many rows, all tokens, which strings of more than
                           one token are common, and the first name of each bucket
    <part>/h<n>.bin        buckets of common strings and the rows that hold them
    <part>/p<n>.bin        buckets of pairs and their places (`grams.py`)

The name of a pair is its two strings with a SEAM between them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .buckets import Postings, buckets
from .grams import Grams, Numbers, Stream, grams_of, stream_of

Step = Callable[[], Postings]

SEAM = "\1"
"""Between the two strings of a pair; below every token, so that pairs sort as their strings do."""
_WORKERS = 2
"""Threads: sorting and deflating, which take nearly all the time, run beside each other."""
_AT_ONCE = 5_000_000
"""Places of one step, which takes some 40 bytes for each."""
_LOW = np.uint64(0xFFFFFFFF)
LEAST_COMMON = 1 << 15
"""No string is common that stands at fewer places."""


def grams_of_part(texts: Sequence[str]) -> tuple[Stream, Grams]:
    """The texts of all rows, and what they are indexed by."""
    stream = stream_of(texts)
    return stream, grams_of(stream, max(LEAST_COMMON, len(texts) * 5 // 4))


def write_part(stream: Stream, grams: Grams, folder: Path) -> None:
    """Write a part into a folder, which is made."""
    folder.mkdir(parents=True)
    firsts: dict[str, list[str]] = {"h": [], "p": []}
    with ThreadPoolExecutor(_WORKERS) as threads:
        for kind, steps in (("h", _holding(grams)), ("p", _places(stream, grams))):
            for some in threads.map(lambda step: list(buckets(step())), steps):
                for first, data in some:
                    (folder / f"{kind}{len(firsts[kind])}.bin").write_bytes(data)
                    firsts[kind].append(first)
    directory = {
        "rows": len(stream.starts) - 1,
        "tokens": "".join(stream.tokens[1:]),
        "common": [each for each in grams.strings if len(each) > 1],
        "h": firsts["h"],
        "p": firsts["p"],
    }
    text = json.dumps(directory, ensure_ascii=False, separators=(",", ":"))
    (folder / "directory.bin").write_bytes(zlib.compress(text.encode("utf-8", "surrogatepass"), 9))


def _holding(grams: Grams) -> Iterator[Step]:
    """The rows of all strings, some strings at a time."""
    ends = np.searchsorted(
        grams.holders, np.arange(len(grams.strings) + 1, dtype=np.uint64) << np.uint64(32)
    )
    for first, end in _ranges(np.diff(ends)):
        yield partial(_holders, grams, ends, max(first, 1), end)  # nothing holds BLOCK_END


def _holders(grams: Grams, ends: Numbers, first: int, end: int) -> Postings:
    rows = (grams.holders[ends[first] : ends[end]] & _LOW).astype(np.uint32)
    return Postings(grams.strings[first:end], np.diff(ends[first : end + 1]), rows)


def _places(stream: Stream, grams: Grams) -> Iterator[Step]:
    """The places of all pairs, those of some first strings at a time."""
    counts = np.bincount(grams.first, minlength=len(grams.strings))
    counts[0] = 0  # no pair begins there
    for first, end in _ranges(counts):
        yield partial(_pairs, stream, grams, max(first, 1), end)


def _pairs(stream: Stream, grams: Grams, first: int, end: int) -> Postings:
    where = np.flatnonzero((grams.first >= first) & (grams.first < end))
    keys = grams.first[where].astype(np.uint64) * np.uint64(len(grams.strings))
    keys += grams.second[where]
    keys = keys << np.uint64(32) | where.astype(np.uint64)
    keys.sort()
    pair = keys >> np.uint64(32)
    place = (keys & _LOW).astype(np.int64)
    row = stream.row_of(place)
    new_pair = _changes(pair)
    new_row = new_pair | _changes(row)
    offset = place - stream.starts[row]
    heads = np.flatnonzero(new_row)
    pairs = np.flatnonzero(new_pair)
    one, other = np.divmod(pair[pairs].astype(np.int64), len(grams.strings))
    strings = grams.strings
    return Postings(
        [
            f"{strings[left]}{SEAM}{strings[right]}"
            for left, right in zip(one.tolist(), other.tolist(), strict=True)
        ],
        np.diff(np.searchsorted(heads, np.append(pairs, len(place)))),
        row[heads],
        np.diff(np.append(heads, len(place))) - 1,
        offset[heads],
        np.diff(offset, prepend=0)[~new_row],
    )


def _ranges(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Ranges of strings with not many more places than fit into one step."""
    first, total = 0, 0
    for place, count in enumerate(counts.tolist()):
        if total and total + count > _AT_ONCE:
            yield first, place
            first, total = place, 0
        total += count
    yield first, len(counts)


def _changes(values: Numbers) -> npt.NDArray[np.bool_]:
    """Where a value is another than the one before; true at the first."""
    return np.concatenate((np.ones(min(len(values), 1), np.bool_), values[1:] != values[:-1]))
