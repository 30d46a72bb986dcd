"""The texts of all rows as numbers, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ..text import BLOCK_END

S = TypeVar("S")
T = TypeVar("T")
Numbers = npt.NDArray[np.integer]
CHUNK = 1 << 19
"""Places that are worked on at once where a step needs much more memory than a place has."""
_MARK = 128
_CELLS = 1 << 24
_MANY = 10_000_000
_AHEAD = 4


@dataclass(frozen=True)
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

    @cached_property
    def _marked(self) -> npt.NDArray[np.uint32]:
        """The row of every so-manieth place."""
        marks = np.arange(0, self.places, _MARK)
        return (np.searchsorted(self.starts, marks, "right") - 1).astype(np.uint32)

    def spans(self, many: int) -> Iterator[tuple[int, int]]:
        """First row, and the one behind the last, of rows with a CHUNK of places together.

        There are not so many of them that a table of them and `many` numbers has over 16 MB.
        """
        row, last, most = 0, self.count, _CELLS // many
        while True:
            reach = int(np.searchsorted(self.starts, self.starts[row] + CHUNK, "right")) - 1
            end = min(max(min(reach, row + most), row + 1), last)
            yield row, end
            if end == last:
                return
            row = end

    def of(self, places: Numbers) -> Numbers:
        """The row of each place, in any order: from the nearest mark below it, step by step."""
        rows = self._marked[places // _MARK]
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


def counts_of(numbers: Numbers, many: int, each: int = 1) -> npt.NDArray[np.int64]:
    """How often each number below `many` is there; 0 for number 0, which is BLOCK_END.

    `each` is how many values stand for one number.
    """
    counts = np.zeros(many, np.int64)
    # At once it would need eight bytes for each.
    for begin in range(0, len(numbers), CHUNK):
        some = numbers[begin : begin + CHUNK]
        counts += np.bincount(some // some.dtype.type(each) if each > 1 else some, minlength=many)
    counts[0] = 0
    return counts


def in_order(values: Numbers) -> npt.NDArray[np.int64]:
    """The places of unsigned values in ascending order, of equal ones the first first.

    A sort for each 16 bits, the lowest first, takes half the time of one by all of them.
    """
    order = np.argsort(values.astype(np.uint16), kind="stable")
    for bits in range(16, 8 * values.itemsize, 16):
        part = (values >> values.dtype.type(bits)).astype(np.uint16)
        order = order[np.argsort(part[order], kind="stable")]
    return order


def by_threads(function: Callable[[S], T], tasks: Iterable[S], places: int) -> Iterator[T]:
    """A function of each task, in order: by two threads if there are many places to look at.

    Sorting, inflating and deflating run beside each other in threads. Of the tasks, which may be
    large, only a few are there at a time.
    """
    if places < _MANY:
        yield from map(function, tasks)
        return
    with ThreadPoolExecutor(2) as threads:
        coming: deque[Future[T]] = deque()
        for task in tasks:
            coming.append(threads.submit(function, task))
            if len(coming) > _AHEAD:
                yield coming.popleft().result()
        for each in coming:
            yield each.result()
