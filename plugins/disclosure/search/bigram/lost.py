"""What the files of a part really hold, compared with what they must hold.

Every posting on disk is looked up in the grams of the texts: it is right when that very pair begins
at that very place. What no right posting says is lost. A file that is missing or damaged holds
nothing, and neither does a name that stands in a file where the browser would not look for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..errors import BROKEN
from .buckets import Postings, unpacked
from .directory import unpacked as directory_of
from .grams import Grams
from .holders import Holders
from .parts import SEAM
from .stream import Numbers, by_threads, in_units


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


def lost_of(grams: Grams, folder: Path) -> Lost:
    """Compare the files of a part with the grams of its texts."""
    try:
        directory = directory_of((folder / "directory.bin").read_bytes())
        common = {each for each in grams.strings if len(each) > 1}
        if directory.rows != grams.rows.count or directory.common != common:
            raise ValueError("the directory is that of another part")
        bounds = directory.bounds
    except BROKEN:
        bounds = {"h": [], "p": []}
    number = {name: place for place, name in enumerate(grams.strings)}
    missing, wrong = _places(grams, number, folder, bounds["p"])
    at = grams.rows.of(missing)
    places: dict[int, list[int]] = {}
    for row, place in zip(at.tolist(), (missing - grams.rows.starts[at]).tolist(), strict=True):
        places.setdefault(row, []).append(place)
    if not grams.holders:
        return Lost(places, {}, frozenset(wrong))
    found = (_bucket(folder, "h", bounds["h"], place) for place in range(len(bounds["h"])))
    strings, too_many = _holders(grams, grams.holders, number, found)
    return Lost(places, strings, frozenset(wrong | too_many))


def _bucket(folder: Path, kind: str, bounds: list[str], place: int) -> Postings:
    """A bucket as far as it can be read and the browser finds it; else an empty one."""
    try:
        found = unpacked((folder / f"{kind}{place}.bin").read_bytes())
    except BROKEN:
        return _NONE
    end = in_units(bounds[place + 1]) if place + 1 < len(bounds) else b"\xff\xff"
    units = [in_units(name) for name in found.names]
    in_place = units and in_units(bounds[place]) <= units[0] and units[-1] < end
    return found if in_place and all(one < other for one, other in pairwise(units)) else _NONE


_NO_PAIR = 1
"""Begins nowhere: a pair is 0, or its first string is above 0."""
_NONE = Postings([], *[np.zeros(0, np.uint32)] * 5)


def _places(
    grams: Grams, number: Mapping[str, int], folder: Path, bounds: list[str]
) -> tuple[npt.NDArray[np.int64], set[int]]:
    """Places that lack their pair, and rows with a pair that is not theirs."""
    starts, many = grams.rows.starts, len(grams.strings)
    lacks = grams.pairs > 0

    def compare(place: int) -> list[int]:
        some = _bucket(folder, "p", bounds, place)
        if some.places is None or some.more is None or some.nexts is None or not some.names:
            return []
        halves = (name.partition(SEAM) for name in some.names)
        pairs = np.array(
            [
                number[one] * many + number[other]
                if one in number and other in number
                else _NO_PAIR
                for one, _, other in halves
            ],
            grams.pairs.dtype,
        )
        # The first place of each row of a name, and then all further ones.
        known = some.rows < grams.rows.count
        row = np.where(known, some.rows, 0)
        first = starts[row] + some.places
        steps = np.concatenate(([0], np.cumsum(some.nexts, dtype=np.int64)))
        ends = np.cumsum(some.more, dtype=np.int64)
        before = steps[ends - some.more]
        is_inside = known & (first + steps[ends] - before < starts[row + 1])
        further = steps[1:] + np.repeat(first - before, some.more)
        pair = np.repeat(pairs, some.counts)
        is_first = there(first, pair, is_inside)
        more = (np.repeat(each, some.more) for each in (pair, is_inside))
        is_further = there(further, *more)
        if is_first.all() and is_further.all():
            return []
        wrong = some.rows[~is_first].tolist(), np.repeat(some.rows, some.more)[~is_further].tolist()
        return list({*wrong[0], *wrong[1]})

    def there(at: Numbers, pair: Numbers, known: Numbers) -> npt.NDArray[np.bool_]:
        """Whether a pair is what begins at a known place, which then lacks it no more."""
        at[~known] = 0
        right: npt.NDArray[np.bool_] = known & (grams.pairs[at] == pair)
        lacks[at[right]] = False
        return right

    found = by_threads(compare, range(len(bounds)), grams.rows.places)
    wrong = {row for rows in found for row in rows}
    return np.flatnonzero(lacks), wrong


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
