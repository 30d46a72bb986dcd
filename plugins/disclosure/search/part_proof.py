"""What the files of a part really hold, compared with what they must hold.

Every posting on disk is looked up in the grams of the texts: it is right when that very pair begins
at that very place. Right ones are distinct, so when there are as many as there are pairs, all are
there. A file that is missing or damaged holds nothing, and neither does a name that stands in a
file where the browser would not look for it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from .buckets import Postings, unpacked
from .grams import Grams, Numbers, Stream, in_units
from .parts import SEAM

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


def lost_of(stream: Stream, grams: Grams, folder: Path) -> Lost:
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
    there, wrong = _places(stream, grams, number, _read(folder, "p", firsts["p"]))
    missing = np.flatnonzero((grams.first > 0) & ~there)
    at = stream.row_of(missing)
    places: dict[int, list[int]] = {}
    for row, place in zip(at.tolist(), (missing - stream.starts[at]).tolist(), strict=True):
        places.setdefault(row, []).append(place)
    strings, too_many = _holders(grams, number, _read(folder, "h", firsts["h"]))
    return Lost(places, strings, frozenset(wrong | too_many))


def _read(folder: Path, kind: str, firsts: list[str]) -> Iterator[Postings]:
    """The buckets of one kind that can be read, as far as the browser finds them."""
    for place, first in enumerate(firsts):
        try:
            found = unpacked((folder / f"{kind}{place}.bin").read_bytes())
        except BROKEN:
            continue
        end = in_units(firsts[place + 1]) if place + 1 < len(firsts) else b"\xff\xff"
        units = [in_units(name) for name in found.names]
        in_place = units and in_units(first) <= units[0] and units[-1] < end
        if in_place and all(one < other for one, other in pairwise(units)):
            yield found


def _places(
    stream: Stream, grams: Grams, number: Mapping[str, int], found: Iterator[Postings]
) -> tuple[Numbers, set[int]]:
    """Which places have their pair, and rows with a pair that is not theirs."""
    there = np.zeros(len(stream.places), np.bool_)
    wrong: set[int] = set()
    for some in found:
        if some.places is None or some.more is None or some.nexts is None:
            continue
        halves = [name.split(SEAM) for name in some.names]
        pairs = np.array([[number.get(each, 0) for each in pair] for pair in halves], np.int64)
        each = np.repeat(np.arange(len(halves)), some.counts)
        many = some.more.astype(np.int64) + 1
        heads = np.cumsum(many) - many
        steps = np.empty(int(many.sum()), np.int64)
        steps[heads] = some.places
        further = np.ones(len(steps), np.bool_)
        further[heads] = False
        steps[further] = some.nexts
        total = np.cumsum(steps)
        offset = total - np.repeat(total[heads] - some.places, many)
        row = np.minimum(some.rows, len(stream.starts) - 2)
        at = np.repeat(stream.starts[row], many) + offset
        inside = at < np.repeat(stream.starts[row + 1], many)
        inside &= np.repeat(some.rows == row, many)
        at = np.minimum(at, len(there) - 1)
        pair = np.repeat(pairs[each], many, axis=0)
        right = inside & (grams.first[at] == pair[:, 0]) & (grams.second[at] == pair[:, 1])
        right &= pair[:, 0] > 0
        there[at[right]] = True
        wrong.update(np.unique(np.repeat(row, many)[~right]).tolist())
    return there, wrong


def _holders(
    grams: Grams, number: Mapping[str, int], found: Iterator[Postings]
) -> tuple[dict[int, list[str]], set[int]]:
    """Strings that are not listed for their rows, and rows with a string that is not theirs."""
    keys = [np.zeros(0, np.uint64)]
    for some in found:
        strings = np.array([number.get(name, 0) for name in some.names], np.uint64)
        keys.append(np.repeat(strings << np.uint64(32), some.counts) | some.rows.astype(np.uint64))
    read = np.concatenate(keys)
    strings: dict[int, list[str]] = {}
    if len(read) == len(grams.holders) and (read == grams.holders).all():
        return strings, set()
    for key in np.setdiff1d(grams.holders, read).tolist():
        strings.setdefault(key & 0xFFFFFFFF, []).append(grams.strings[key >> 32])
    return strings, set((np.setdiff1d(read, grams.holders) & np.uint64(0xFFFFFFFF)).tolist())
