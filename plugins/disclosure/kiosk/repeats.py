"""Words of a site found in its own titles: no dictionary knows what an office calls its affairs.

What stands in many places beside many different neighbours is likely a word: 公开 follows 政务, 信息
and 依法, while 务公 follows nothing but 政. So each part of a title is worth its length times the
logarithm of the number of its neighbours, on the side where it has fewer; a title is cut where the
sum is greatest; and a word is what begins and ends at such cuts most of the times that it occurs.
For words of four characters no part may be longer than that, or 政务公开指南 would hide 政务公开.
A word also begins a title somewhere and ends one, or has many neighbours, or is made of two words:
民服务中心 has two neighbours before it, 便 and 为, but no title begins with it. What is left of a title
when one of its words is taken away at an end is a word, too: 财政决算 of 市级财政决算.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 8
"""Characters of the longest part that is looked for."""
_ROW = 40
"""Characters of a run that are looked at together; what is longer is looked at in pieces."""
_ENOUGH = 1_000_000
"""Characters that are looked at: of more runs every second or third is, which finds the same words."""
_TOGETHER = 4096
"""Rows that are cut together: all at once would take the memory of all at once."""
_MANY = 3
"""Neighbours on each side that make a word also of what begins no title, or ends none."""
_BETWEEN = "和与及"
"""What stands between words, so that a word ends before it and begins behind it."""
_AGREED = 0.8
"""The least share of its occurrences in which a word is cut out at both ends."""
_LEVEL = 4
"""Characters of the longest part when titles are cut to look at what is left of them."""
_MOST_RUNS = 20_000
"""Runs of which it is looked at, those in most titles first."""

_Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class _Parts:
    """All parts of one length."""

    at: _Numbers
    """Row and column of each occurrence, as one number."""
    part: _Numbers
    """Which part each occurrence is."""
    weight: _Numbers
    """Of each part: the titles that hold it, roughly."""
    variety: _Numbers
    """Of each part: different neighbours on the side where it has fewer; an end counts as new."""
    alone: _Flags
    """Of each part: whether it begins somewhere and ends somewhere."""


def words_of(runs: Mapping[str, int]) -> dict[str, int]:
    """Words of two to eight characters in runs of Han -> in how many titles, roughly.

    `runs` has the number of titles that hold each run.
    """
    step = 1 + sum(map(len, runs)) // _ENOUGH
    pieces = [
        (run[first : first + _ROW], weight * step)
        for run, weight in sorted(runs.items())[::step]
        for first in range(0, len(run), _ROW)
    ]
    if not pieces:
        return {}
    table = _table([piece for piece, _ in pieces])
    weights = np.array([weight for _, weight in pieces], np.int64)
    parts = list(_parts(table, weights))
    found: dict[str, int] = {}
    unsure: dict[str, int] = {}
    for length, each in enumerate(parts[1:], 2):
        cuts = _cuts(table, parts[:length])
        ends = cuts.ravel()[_shifted(each.at, 0)] & cuts.ravel()[_shifted(each.at, length)]
        times = np.bincount(each.part, minlength=len(each.weight))
        agreed = np.bincount(each.part, ends, minlength=len(each.weight))
        good = (agreed >= _AGREED * times) & (each.weight > 1) & (each.variety > 1)
        sure = each.alone | (each.variety >= _MANY)
        places = np.zeros(len(good), np.int64)
        places[each.part] = each.at  # any of them
        for part in np.flatnonzero(good).tolist():
            row, column = divmod(int(places[part]), _ROW)
            word = pieces[row][0][column : column + length]
            (found if sure[part] else unsure)[word] = int(each.weight[part])
        if length == _LEVEL:
            left = _left(pieces, cuts)
    for word, weight in unsure.items():
        if any(word[:cut] in found and word[cut:] in found for cut in range(2, len(word) - 1)) or (
            len(word) == 4 and (word[:2] in found or word[2:] in found)
        ):
            found[word] = weight
    return {**left, **found}


def _left(pieces: list[tuple[str, int]], cuts: _Flags) -> dict[str, int]:
    """What remains of a run without words at its end or its beginning -> in how many titles."""
    found: Counter[str] = Counter()
    order = sorted(range(len(pieces)), key=lambda row: -pieces[row][1])
    for row in order[:_MOST_RUNS]:
        run, weight = pieces[row]
        places = [place for place in np.flatnonzero(cuts[row]).tolist() if place <= len(run)]
        # Single characters on either side are what nobody knows, and not a place to cut.
        for before, cut, after in zip(places, places[1:], places[2:], strict=False):
            if cut - before > 1 and after - cut > 1:
                for part in (run[:cut], run[cut:]):
                    if len(part) <= LONGEST:
                        found[part] += weight
    return found


def _table(pieces: list[str]) -> _Numbers:
    """A row of code points for each piece, with zeros behind it."""
    text = "".join(piece.ljust(_ROW, "\0") for piece in pieces)
    points = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)
    return points.reshape(len(pieces), _ROW)


def _shifted(at: _Numbers, by: int) -> _Numbers:
    """The place of the same occurrence in rows that are one longer."""
    return at // _ROW * (_ROW + 1) + at % _ROW + by


def _parts(table: _Numbers, weights: _Numbers) -> Any:
    """The parts of one character, of two, and so on."""
    flat = np.append(table.ravel(), 0)
    column = np.arange(table.size) % _ROW
    at = np.flatnonzero(flat[:-1])
    part = np.unique(flat[at], return_inverse=True)[1].astype(np.int64)
    for length in range(1, LONGEST + 1):
        if length > 1:
            # The part before, and one character more.
            on = (column[at] + length <= _ROW) & (flat[at + length - 1] > 0)
            # What occurs once is no word, and neither is what is longer.
            on &= np.bincount(part)[part] > 1
            at, part = at[on], part[on]
            grown = part * 0x110000 + flat[at + length - 1]
            part = np.unique(grown, return_inverse=True)[1].astype(np.int64)
        count = int(part.max()) + 1 if part.size else 0
        weight = np.bincount(part, weights[at // _ROW], count).astype(np.int64)
        last = column[at] + length == _ROW
        after = np.where(last, 0, flat[np.minimum(at + length, table.size)])
        before = np.where(column[at] == 0, 0, flat[at - 1])
        sides = [_neighbours(part, beside, count) for beside in (before, after)]
        variety = np.minimum(sides[0][0], sides[1][0])
        yield _Parts(at, part, weight, variety, sides[0][1] & sides[1][1])


def _neighbours(part: _Numbers, beside: _Numbers, count: int) -> tuple[_Numbers, _Flags]:
    """How many different neighbours each part has on a side, and whether it ends there somewhere.

    Each end of a run is a neighbour of its own.
    """
    inner = beside > 0
    pairs = part[inner] * 0x110000 + beside[inner]
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: pairs.size]] // 0x110000
    ends = np.bincount(part[~inner], minlength=count)
    between = np.isin(beside, [ord(char) for char in _BETWEEN])
    alone = (ends > 0) | (np.bincount(part[between], minlength=count) > 0)
    return np.bincount(pairs, minlength=count).astype(np.int64) + ends, alone


def _cuts(table: _Numbers, parts: list[_Parts]) -> _Flags:
    """Where each row is best cut: before the character of each column, and behind the last."""
    cuts = np.zeros((len(table), _ROW + 1), np.bool_)
    for first in range(0, len(table), _TOGETHER):
        rows = table[first : first + _TOGETHER]
        worth = np.full((len(parts) + 1, rows.size), -np.inf, np.float32)
        for length, each in enumerate(parts, 1):
            low, high = np.searchsorted(each.at, (first * _ROW, first * _ROW + rows.size))
            variety = each.variety[each.part[low:high]]
            value = np.where(variety > 1, length * np.log(np.maximum(variety, 1)), -np.inf)
            worth[length, each.at[low:high] - first * _ROW] = value
        worth[1] = 0  # also of what is behind the end of a row
        cuts[first : first + _TOGETHER] = _best(worth.reshape(-1, len(rows), _ROW))
    return cuts


def _best(worth: NDArray[np.float32]) -> _Flags:
    """The cuts with the greatest sum; `worth` is by length, row and first column."""
    longest, rows = len(worth) - 1, worth.shape[1]
    best = np.full((_ROW + 1, rows), -np.inf, np.float32)
    best[0] = 0
    step = np.ones((_ROW + 1, rows), np.int64)
    for end in range(1, _ROW + 1):
        for length in range(1, min(end, longest) + 1):
            reached = best[end - length] + worth[length, :, end - length]
            # The longer part where both are worth the same: fewer cuts.
            better = reached >= best[end]
            best[end] = np.where(better, reached, best[end])
            step[end] = np.where(better, length, step[end])
    cuts = np.zeros((rows, _ROW + 1), np.bool_)
    place = np.full(rows, _ROW)
    every = np.arange(rows)
    while place.any():
        cuts[every, place] = True
        place = place - np.where(place > 0, step[place, every], 0)
    cuts[:, 0] = True
    return cuts
