"""Which rows hold a string: some 5 bytes for each token that a page has, and each common string."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .stream import Numbers, Rows, Stream


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of rows, for some numbers each: made for one span of rows after the other."""

    firsts: npt.NDArray[np.uint32]
    """The first row of each span, from which `rows` are counted."""
    ends: npt.NDArray[np.int64]
    """In each span the list of number n stands from ends[span, n] to ends[span, n + 1]."""
    rows: list[Numbers]
    """The lists of each span behind each other, in as few bits as that takes."""

    def of(self, number: int) -> npt.NDArray[np.uint32]:
        """One list, ascending."""
        begins, ends = self.ends[:, number], self.ends[:, number + 1]
        some = zip(self.rows, begins.tolist(), ends.tolist(), strict=True)
        rows = np.concatenate([rows[begin:end] for rows, begin, end in some])
        return rows + np.repeat(self.firsts, ends - begins)

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows each list has."""
        counts: npt.NDArray[np.int64] = np.diff(self.ends).sum(0)
        return counts


@dataclass(frozen=True, slots=True)
class Holders:
    """The rows that hold each string of a stream."""

    origin: list[int]
    tokens: Lists
    longer: list[Lists]

    def rows(self, number: int) -> npt.NDArray[np.uint32]:
        """The rows that hold a string, ascending."""
        own = self.origin[number]
        for lists in (self.tokens, *self.longer):
            many = lists.ends.shape[1] - 1
            if own < many:
                return lists.of(own)
            own -= many
        raise IndexError(number)

    def counts(self) -> Numbers:
        """How many rows hold each string."""
        return np.concatenate([each.counts() for each in (self.tokens, *self.longer)])[self.origin]


def holders_of(stream: Stream, longer: list[Lists], origin: list[int]) -> Holders:
    """The rows of all tokens and of the `longer` strings; `origin` as in Holders."""

    def of(row: int, end: int) -> tuple[Numbers, Numbers]:
        some = stream.places[starts[row] : starts[end]]
        rows = np.repeat(np.arange(end - row), np.diff(starts[row : end + 1]))
        kept = some > 0  # no BLOCK_END
        return some[kept], rows[kept]

    starts = stream.rows.starts
    return Holders(origin, lists_of(stream.rows, len(stream.tokens), of), longer)


def lists_of(
    rows: Rows, many: int, numbers: Callable[[int, int], tuple[Numbers, Numbers]]
) -> Lists:
    """The rows that have each of `many` numbers.

    `numbers` gives those of the rows from one to before another: number, and row counted from the
    first. A table of all numbers and these rows is crossed and then read out, which takes a sixth
    of the time of sorting.
    """
    firsts, ends = [], []
    found: list[Numbers] = []
    for first, end in rows.spans(many):
        width = end - first
        held = np.zeros(many * width, np.bool_)
        number, row = numbers(first, end)
        held[number.astype(np.int64) * width + row] = True
        once = np.flatnonzero(held)
        begins = np.arange(many + 1) * width
        firsts.append(first)
        ends.append(np.searchsorted(once, begins))
        once -= np.repeat(begins[:-1], np.diff(ends[-1]))
        found.append(once.astype(np.uint16 if width <= 1 << 16 else np.uint32))
    return Lists(np.array(firsts, np.uint32), np.array(ends), found)
