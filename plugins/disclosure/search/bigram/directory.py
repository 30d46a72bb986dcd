"""What a browser reads of a part before its first query: which string is common, what lies where.

`<part>/directory.bin` is deflated UTF-8: a JSON object, and behind it the bounds of all buckets,
first of the `h`, then of the `p`, an END before each.

    {"rows": 85000, "h": 176, "p": 1560,    rows of the part, buckets of each kind
     "tokens": "…" or null,                 all tokens, where they are few
     "common": ["人民政府", …],              every common string is in one of these
     "sizes": "0?@A…"}                      of each `p`, in steps of SIZE_STEP kB from "0"

The bound of a bucket is the shortest string that is above all names of the bucket before; that of
the first is empty. Every query needs this file, so it has to be small: with whole names, sizes in
kB and all common strings it took 9.9 kB of 62,000 records, and takes 7.6 (measured).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .buckets import END

SIZE_STEP = 4
_ZERO = ord("0")


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory of a part."""

    rows: int
    tokens: str | None
    """All tokens of the part, or None where they are too many to be worth it."""
    common: frozenset[str]
    """All common strings of two tokens or more."""
    bounds: dict[str, list[str]]
    """Kind of bucket, "h" or "p" -> the bound of each."""
    sizes: Sequence[int] = ()
    """kB of each bucket of pairs."""


def bound(before: str, first: str) -> str:
    """The shortest beginning of `first`, the first name of a bucket, that is above `before`."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, first, strict=False))
    return first[: len(list(alike)) + 1]


def packed(directory: Directory) -> bytes:
    """The file of a directory."""
    head = {
        "rows": directory.rows,
        **{kind: len(bounds) for kind, bounds in directory.bounds.items()},
        "tokens": directory.tokens,
        "common": _longest(directory.common),
        "sizes": "".join(chr(_ZERO + size // SIZE_STEP) for size in directory.sizes),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    all_bounds = "".join(f"{END}{each}" for kind in "hp" for each in directory.bounds[kind])
    return zlib.compress((text + all_bounds).encode("utf-8", "surrogatepass"), 9)


def unpacked(data: bytes) -> Directory:
    """A directory as it was, but for the sizes, which are rounded down.

    Raises zlib.error, ValueError, LookupError or TypeError when the file is damaged.
    """
    text, *bounds = zlib.decompress(data).decode("utf-8", "surrogatepass").split(END)
    head = json.loads(text)
    many = int(head["h"])
    if len(bounds) != many + int(head["p"]):
        raise ValueError("a directory does not hold the bounds that it says")
    return Directory(
        head["rows"],
        head["tokens"],
        frozenset(part for whole in head["common"] for part in _parts(whole)),
        {"h": bounds[:many], "p": bounds[many:]},
        [(ord(each) - _ZERO) * SIZE_STEP for each in head["sizes"]],
    )


def _parts(string: str) -> Iterable[str]:
    """All strings of two tokens or more in a string; of a common one, all of them are common."""
    ends = range(2, len(string) + 1)
    return (string[start:end] for end in ends for start in range(end - 1))


def _longest(common: frozenset[str]) -> list[str]:
    """The common strings that are in no other one, in order."""
    inner = {part for each in common for part in (each[1:], each[:-1])}
    return sorted(common - inner)
