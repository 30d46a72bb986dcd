"""Which rows hold a string: some 5 bytes for each token that a page has, and each common string."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .stream import Numbers, Stream

Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of rows behind each other: that of number n stands from ends[n] to ends[n + 1]."""

    ends: npt.NDArray[np.int64]
    rows: npt.NDArray[np.uint32]

    def of(self, number: int) -> npt.NDArray[np.uint32]:
        """One list."""
        return self.rows[self.ends[number] : self.ends[number + 1]]


@dataclass(frozen=True, slots=True)
class Holders:
    """The rows that hold each string of a stream."""

    origin: list[int]
    tokens: list[Lists]
    """The rows of each token, those of one span at a time."""
    longer: list[list[Lists]]

    def rows(self, number: int) -> npt.NDArray[np.uint32]:
        """The rows that hold a string, ascending."""
        own = self.origin[number]
        for lists in (self.tokens, *self.longer):
            many = len(lists[0].ends) - 1
            if own < many:
                return np.concatenate([some.of(own) for some in lists])
            own -= many
        raise IndexError(number)

    def counts(self) -> Numbers:
        """How many rows hold each string."""
        all_lists = (self.tokens, *self.longer)
        each = [np.sum([np.diff(some.ends) for some in lists], 0) for lists in all_lists]
        return np.concatenate(each)[self.origin]


def holders_of(stream: Stream, longer: list[list[Lists]], origin: list[int]) -> Holders:
    """The rows of all tokens and of the `longer` strings; `origin` as in Holders."""
    many = len(stream.tokens)
    tokens = [rows_of(_keys(stream, *span), many) for span in stream.rows.spans()]
    return Holders(origin, tokens, longer)


def _keys(stream: Stream, row: int, end: int) -> Keys:
    """`token << 32 | row` of all places in some rows but BLOCK_ENDs, each once."""
    starts = stream.rows.starts[row : end + 1]
    some = stream.places[starts[0] : starts[-1]]
    rows = np.repeat(np.arange(row, end, dtype=np.uint64), np.diff(starts))
    keys: Keys = some.astype(np.uint64) << np.uint64(32) | rows
    return keys[some > 0]


def rows_of(keys: Keys, count: int) -> Lists:
    """The rows of `count` numbers, from `number << 32 | row` in any order; `keys` are sorted."""
    keys.sort()
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] != keys[:-1]
    once = keys[new]
    ends = np.searchsorted(once, np.arange(count + 1, dtype=np.uint64) << np.uint64(32))
    return Lists(ends, (once & np.uint64(0xFFFFFFFF)).astype(np.uint32))
