"""The files of postings: sorted names, each with its rows, and with its places in them.

A bucket is one deflated block, all numbers little-endian:

    5 × u32   names, bytes of their text, rows, further places, and how many planes each of the
              columns below has, three bits a column, the first lowest
    text      the names in UTF-8, a NUL after each
    columns   for each name: how many rows it has                       (count)
              for each row: the step from the row before in its name    (step)
    and where there are places:
              for each row: its further places                          (more)
              for each row: its first place                             (place)
              for each further place: the step from the place before    (next)

A column stands plane by plane, a plane being one byte of each number, the lowest first: planes of
small numbers deflate to almost nothing, and whoever reads them needs no loop over bits.
`search-bucket.js` is the other reader.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .stream import Numbers

_LEVEL = 4
"""Of deflate: 6 takes more than twice the time for two per cent fewer bytes."""
END = "\0"
"""After each name; no token is one."""
_HEAD = 20
_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Postings:
    """Names in order, the rows of each, and the places in each row if places are kept."""

    names: Sequence[str]
    counts: Numbers
    """Rows of each name."""
    rows: Numbers
    """Ascending within a name."""
    more: Numbers | None = None
    """How many places each row has besides its first; None without places."""
    places: Numbers | None = None
    """First place of each row."""
    nexts: Numbers | None = None
    """Further places: steps from the place before, row by row."""


def buckets(
    postings: Postings, full: int, total: int, bits: float
) -> Iterator[tuple[str, str, bytes]]:
    """The postings cut into buckets: the first and the last name of each, and the bucket.

    `full` is about how many bytes a bucket may have, `total` the number of all rows, and `bits`
    what a place takes. A name of most of `full` has a bucket of its own, so that no rare one drags
    it along.
    """
    rows_end = np.concatenate(([0], np.cumsum(postings.counts, dtype=np.int64)))
    further = np.zeros(len(postings.rows) + 1, np.int64)
    if postings.more is not None:
        np.cumsum(postings.more, out=further[1:])
    places = further[rows_end]
    rows = np.diff(rows_end)
    step = np.log2(1 + total / np.maximum(rows, 1)) + 1
    worth = (rows * (step + bits) + np.diff(places) * bits) / 8 + 4
    for first, end in _cuts(worth.tolist(), full):
        row, row_end, place, place_end = (
            int(each) for each in (rows_end[first], rows_end[end], places[first], places[end])
        )
        cut = (first, end, row, row_end, place, place_end)
        yield postings.names[first], postings.names[end - 1], _packed(postings, cut)


def _cuts(worth: Sequence[float], full: int) -> Iterator[tuple[int, int]]:
    first, total = 0, 0.0
    for place, size in enumerate(worth):
        alone = size > full * _MOST or worth[place - 1] > full * _MOST
        if place > first and (total + size > full or alone):
            yield first, place
            first, total = place, 0.0
        total += size
    if worth:
        yield first, len(worth)


def _packed(postings: Postings, cut: tuple[int, int, int, int, int, int]) -> bytes:
    first, end, row, row_end, place, place_end = cut
    counts, rows = postings.counts[first:end], postings.rows[row:row_end].astype(np.int64)
    steps = np.diff(rows, prepend=0)
    starts = np.cumsum(counts, dtype=np.int64) - counts
    steps[starts] = rows[starts]
    columns = [counts, steps]
    if postings.more is not None and postings.places is not None and postings.nexts is not None:
        columns += [
            postings.more[row:row_end],
            postings.places[row:row_end],
            postings.nexts[place:place_end],
        ]
    text = "".join(f"{name}{END}" for name in postings.names[first:end]).encode(
        "utf-8", "surrogatepass"
    )
    packed = [_planes(column) for column in columns]
    used = [len(each) // max(len(column), 1) for each, column in zip(packed, columns, strict=True)]
    head = np.array([end - first, len(text), row_end - row, place_end - place], "<u4").tobytes()
    return zlib.compress(head + _sizes(used) + text + b"".join(packed), _LEVEL)


def _sizes(used: Sequence[int]) -> bytes:
    """How many planes each column has, three bits each, in one u32."""
    return sum(size << 3 * place for place, size in enumerate(used)).to_bytes(4, "little")


def _planes(values: Numbers) -> bytes:
    """As many bytes of each number as the largest needs."""
    most = int(values.max()) if len(values) else 0
    size = max(1, (most.bit_length() + 7) // 8)
    return values.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :size].T.tobytes()


def unpacked(data: bytes) -> Postings:
    """A bucket as postings again. Raises zlib.error or ValueError when it is damaged."""
    raw = zlib.decompress(data)
    names, length, rows, nexts, sizes = np.frombuffer(raw[:_HEAD], "<u4").tolist()
    end = _HEAD + length
    text = raw[_HEAD:end].decode("utf-8", "surrogatepass")
    columns = []
    for place, size in enumerate((names, rows, rows, rows, nexts)):
        planes = sizes >> 3 * place & 7
        if planes > 4 or end + planes * size > len(raw):
            raise ValueError("a bucket is shorter than it says")
        some = np.frombuffer(raw[end : end + planes * size], np.uint8).reshape(planes, size)
        end += planes * size
        values = np.zeros(size, np.uint32)
        for plane in range(planes):
            values |= some[plane].astype(np.uint32) << np.uint32(8 * plane)
        columns.append(values)
    counts, steps, more, places, further = columns
    if text.count(END) != names or int(counts.sum()) != rows or end != len(raw):
        raise ValueError("a bucket does not hold what it says")
    found = text.split(END)[:-1]
    if not sizes >> 6:
        return Postings(found, counts, _summed(steps, counts))
    if int(more.sum()) != nexts:
        raise ValueError("a bucket does not hold what it says")
    return Postings(found, counts, _summed(steps, counts), more, places, further)


def _summed(steps: Numbers, counts: Numbers) -> Numbers:
    """Steps added up within each name."""
    total: npt.NDArray[np.int64] = np.cumsum(steps, dtype=np.int64)
    starts = np.cumsum(counts, dtype=np.int64) - counts
    used = starts[counts > 0]
    before: npt.NDArray[np.int64] = np.repeat(total[used] - steps[used], counts[counts > 0])
    return total - before
