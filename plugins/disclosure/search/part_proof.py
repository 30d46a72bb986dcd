"""What the files of a part really hold, compared with what they must hold.

Every posting on disk is looked up in the grams of the texts: it is right when that very pair begins
at that very place. What no right posting says is lost. A file that is missing or damaged holds
nothing, and neither does a name that stands in a file where the browser would not look for it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .buckets import Postings, unpacked
from .grams import Grams, Holders, Numbers, Stream, holders_of, in_units
from .parts import SEAM, WORKERS

BROKEN = (OSError, zlib.error, ValueError, LookupError, TypeError, AttributeError)
"""What reading a file that is missing, damaged or of another layout raises."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a part on disk lacks, or has too much."""

    places: Mapping[int, list[int]] = field(default_factory=dict)
    """Row -> places of it whose pair is not there."""
    strings: Mapping[int, list[str]] = field(default_factory=dict)
    """Row -> strings of it that are not listed for it."""
    rows: frozenset[int] = frozenset()
    """Rows that the part has wrong in another way."""

    def __bool__(self) -> bool:
        return bool(self.places or self.strings or self.rows)


def lost_of(stream: Stream, grams: Grams, folder: Path, listed: bool) -> Lost:
    """Compare the files of a part with the grams of its texts."""
    rows = len(stream.starts) - 1
    try:
        data = json.loads(zlib.decompress((folder / "directory.bin").read_bytes()))
        common, firsts = set(data["common"]), {kind: list(data[kind]) for kind in ("h", "p")}
        if data["rows"] != rows or common != {each for each in grams.strings if len(each) > 1}:
            raise ValueError("the directory is that of another part")
    except BROKEN:
        firsts = {"h": [], "p": []}
    number = {name: place for place, name in enumerate(grams.strings)}
    there, wrong = _places(stream, grams, number, folder, firsts["p"])
    missing = np.flatnonzero((grams.first > 0) & ~there)
    at = stream.row_of(missing)
    places: dict[int, list[int]] = {}
    for row, place in zip(at.tolist(), (missing - stream.starts[at]).tolist(), strict=True):
        places.setdefault(row, []).append(place)
    if not listed:
        return Lost(places, {}, frozenset(wrong))
    holders = holders_of(stream, grams)
    found = (_bucket(folder, "h", firsts["h"], place) for place in range(len(firsts["h"])))
    strings, too_many = _holders(grams, holders, number, found)
    return Lost(places, strings, frozenset(wrong | too_many))


def _bucket(folder: Path, kind: str, firsts: list[str], place: int) -> Postings:
    """A bucket as far as it can be read and the browser finds it; else an empty one."""
    try:
        found = unpacked((folder / f"{kind}{place}.bin").read_bytes())
    except BROKEN:
        return _NONE
    end = in_units(firsts[place + 1]) if place + 1 < len(firsts) else b"\xff\xff"
    units = [in_units(name) for name in found.names]
    in_place = units and in_units(firsts[place]) <= units[0] and units[-1] < end
    return found if in_place and all(one < other for one, other in pairwise(units)) else _NONE


_NONE = Postings([], *[np.zeros(0, np.uint32)] * 5)


def _places(
    stream: Stream, grams: Grams, number: Mapping[str, int], folder: Path, firsts: list[str]
) -> tuple[npt.NDArray[np.bool_], set[int]]:
    """Which places have their pair, and rows with a pair that is not theirs."""
    there = np.zeros(len(stream.places), np.bool_)

    def compare(place: int) -> list[int]:
        some = _bucket(folder, "p", firsts, place)
        if some.places is None or some.more is None or some.nexts is None or not some.names:
            return []
        halves = [name.partition(SEAM)[::2] for name in some.names]
        pairs = np.array([[number.get(half, 0) for half in pair] for pair in halves], np.int64)
        many = some.more.astype(np.int64) + 1
        known = some.rows < len(stream.starts) - 1
        row = np.where(known, some.rows, 0)
        at = np.repeat(stream.starts[row], many) + _offsets(some.places, some.nexts, many)
        inside = np.repeat(known, many) & (at < np.repeat(stream.starts[row + 1], many))
        at = np.where(inside, at, 0)
        name = np.repeat(np.repeat(np.arange(len(pairs)), some.counts), many)
        one, other = pairs[:, 0][name], pairs[:, 1][name]
        right = inside & (one > 0) & (grams.first[at] == one) & (grams.second[at] == other)
        there[at[right]] = True
        wrong: list[int] = np.unique(np.repeat(some.rows, many)[~right]).tolist()
        return wrong

    with ThreadPoolExecutor(WORKERS) as threads:
        wrong = {row for rows in threads.map(compare, range(len(firsts))) for row in rows}
    return there, wrong


def _offsets(places: Numbers, nexts: Numbers, many: Numbers) -> Numbers:
    """All places in their rows, each row's first and the steps behind it added up."""
    heads = np.cumsum(many) - many
    steps = np.empty(int(many.sum()), np.int64)
    further = np.ones(len(steps), np.bool_)
    further[heads] = False
    steps[heads] = places
    steps[further] = nexts
    total: npt.NDArray[np.int64] = np.cumsum(steps)
    before: npt.NDArray[np.int64] = np.repeat(total[heads] - places, many)
    return total - before


def _holders(
    grams: Grams, holders: Holders, number: Mapping[str, int], found: Iterator[Postings]
) -> tuple[dict[int, list[str]], set[int]]:
    """Strings that are not listed for their rows, and rows with a string that is not theirs."""
    strings: dict[int, list[str]] = {}
    wrong: set[int] = set()
    unread = set(range(1, len(grams.strings)))
    for some in found:
        ends = np.cumsum(some.counts).tolist()
        for name, start, end in zip(some.names, [0, *ends], ends, strict=False):
            there, own = some.rows[start:end], number.get(name, 0)
            expected = holders.rows(own) if own else there[:0]
            unread.discard(own)
            if not np.array_equal(there, expected):
                wrong.update(np.setdiff1d(there, expected).tolist())
                for row in np.setdiff1d(expected, there).tolist():
                    strings.setdefault(row, []).append(name)
    for own in unread:
        for row in holders.rows(own).tolist():
            strings.setdefault(row, []).append(grams.strings[own])
    return strings, wrong
