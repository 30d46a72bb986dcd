"""The texts of all rows as numbers, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..text import BLOCK_END

Numbers = npt.NDArray[np.integer]
CHUNK = 1 << 19
"""Places that are worked on at once where a step needs much more memory than a place has."""
_MARK = 128


@dataclass(frozen=True, slots=True)
class Rows:
    """Which places are whose."""

    starts: npt.NDArray[np.int64]
    """Where the text of each row begins, and the end of the last."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    @property
    def places(self) -> int:
        """How many places they have together."""
        return int(self.starts[-1])

    def of_sorted(self, places: Numbers, row: int, end: int) -> npt.NDArray[np.uint64]:
        """The row of each place; places must be in ascending order and in the rows from `row` on."""
        firsts = np.searchsorted(places, self.starts[row : end + 1].astype(places.dtype))
        return np.repeat(np.arange(row, end, dtype=np.uint64), np.diff(firsts))

    def spans(self) -> Iterator[tuple[int, int]]:
        """First row, and the one behind the last, of rows with a CHUNK of places together."""
        row, last = 0, self.count
        while True:
            reach = int(np.searchsorted(self.starts, self.starts[row] + CHUNK, "right")) - 1
            end = min(max(reach, row + 1), last)
            yield row, end
            if end == last:
                return
            row = end

    def of(self, places: Numbers) -> Numbers:
        """The row of each place, in any order: from the nearest mark below it, step by step."""
        marks = np.arange(0, self.places, _MARK)
        rows = (np.searchsorted(self.starts, marks, "right") - 1).astype(np.uint32)[places // _MARK]
        behind = np.flatnonzero(self.starts[rows + 1] <= places)
        while len(behind):
            rows[behind] += 1
            behind = behind[self.starts[rows[behind] + 1] <= places[behind]]
        return rows


@dataclass(frozen=True, slots=True)
class Stream:
    """The texts of all rows behind each other, a BLOCK_END after each."""

    rows: Rows
    places: Numbers
    """The number of the token at each place; `tokens` are sorted, BLOCK_END is number 0."""
    tokens: list[str]


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
    return Stream(Rows(starts), places, tokens)


def _points(texts: Sequence[str]) -> Iterator[npt.NDArray[np.uint32]]:
    """Code points of the texts, a thousand texts at once."""
    for first in range(0, len(texts), 1000):
        some = "".join(f"{text}{BLOCK_END}" for text in texts[first : first + 1000])
        yield np.frombuffer(some.encode("utf-32-le", "surrogatepass"), "<u4")


def counts_of(numbers: Numbers, many: int) -> npt.NDArray[np.int64]:
    """How often each number below `many` is there; 0 for number 0, which is BLOCK_END."""
    counts = np.zeros(many, np.int64)
    # At once it would need eight bytes for each.
    for begin in range(0, len(numbers), CHUNK):
        counts += np.bincount(numbers[begin : begin + CHUNK], minlength=many)
    counts[0] = 0
    return counts
