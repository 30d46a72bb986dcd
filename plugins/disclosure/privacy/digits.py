"""Digits as people write them: runs, and chains of runs with something small between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

_SPACES = " \t\u00a0\u2000-\u200a\u202f\u205f"
_DASHES = "\\-\u2010-\u2015\u2212\u2043"
_DOTS = ".\u00b7\u2022\u2024\u2027\u2219\u22c5"
_SIGN = rf"[{_SPACES}{_DASHES}{_DOTS}]|\*{{1,3}}+(?!\*)|[_`~]{{1,3}}"
GAP = rf"(?>(?:{_SIGN}){{0,5}}+(?:\n[{_SPACES}>#]*+(?:{_SIGN}){{0,5}}+)?)"
"""What may stand between two digits of one number: signs, and one line break. Four stars are a mask."""
SHORT_CHAIN = rf"[0-9]++(?:{GAP}[0-9]++)*+"
# Begins with a digit, so that the search can skip to one, and then asks that none stands before it.
_CHAIN = re.compile(rf"[0-9](?<![0-9][0-9])[0-9]*+(?:{GAP}[0-9]++)*+")
_RUN = re.compile("[0-9]+")
_KINDS = (
    (re.compile(f"[{_DASHES}]"), "-"),
    (re.compile(f"[{_DOTS}]"), "."),
    (re.compile(f"[{_SPACES}]"), " "),
)


@dataclass(frozen=True)
class Chain:
    """Runs of digits with gaps between them."""

    text: str
    """The folded text that it stands in."""
    runs: tuple[tuple[int, int], ...]
    """Where each run begins and ends there."""
    gaps: tuple[str, ...]
    """Of each gap, the kinds of its signs: a subset of `-`, `.`, space, and `n` for a line break."""

    @property
    def end(self) -> int:
        """Where the last run ends."""
        return self.runs[-1][1]

    @cached_property
    def joined(self) -> str:
        """All digits."""
        return "".join([self.text[start:end] for start, end in self.runs])

    @cached_property
    def counts(self) -> list[int]:
        """How many digits stand before each run, and how many there are."""
        return [0, *accumulate(end - start for start, end in self.runs)]

    def digits(self, first: int, last: int) -> str:
        """The digits of some runs in a row."""
        return self.joined[self.counts[first] : self.counts[last + 1]]

    def from_run(self, first: int, count: int) -> str:
        """The first `count` digits from a run on."""
        start = self.counts[first]
        return self.joined[start : start + count]

    def sizes(self, first: int, last: int) -> list[int]:
        """The lengths of some runs in a row."""
        return [end - start for start, end in self.runs[first : last + 1]]

    def uniform(self, first: int, last: int) -> str | None:
        """The one kind of gap between some runs: empty for marks or a line break; None for several."""
        kinds = {kind for gap in self.gaps[first:last] for kind in gap if kind != "n"}
        breaks = sum("n" in gap for gap in self.gaps[first:last])
        if breaks > 1 or len(kinds - {" "}) > 1:
            return None
        # ` - ` is a dash with room around it; ` ` here and `-` there are two kinds.
        rest = kinds - {" "}
        if rest and any(rest.isdisjoint(gap) for gap in self.gaps[first:last] if " " in gap):
            return None
        return "".join(rest or kinds)

    def alone(self, first: int, last: int) -> bool:
        """Whether no other digits stand beside them in the line, but for a number of the line, and
        what only a mark parts from them, as in `20260101_…`."""
        before = first == 0 or self.gaps[first - 1] == "" or "n" in self.gaps[first - 1]
        after = last == len(self.runs) - 1 or self.gaps[last] == "" or "n" in self.gaps[last]
        return (before or (first == 1 and self._numbers_line())) and after

    def _numbers_line(self) -> bool:
        start, end = self.runs[0]
        line = self.text.rfind("\n", 0, start) + 1
        return end - start <= 3 and not self.text[line:start].strip(" \t\"'|-*(（")


def chains(text: str) -> Iterator[Chain]:
    """Every chain of at least eleven digits in a folded text."""
    for match in _CHAIN.finditer(text):
        start, end = match.span()
        if end - start > 10:
            chain = chain_at(text, start, end)
            if sum(stop - begin for begin, stop in chain.runs) > 10:
                yield chain


def chain_at(text: str, start: int, end: int) -> Chain:
    """The chain that a part of a folded text is."""
    runs = tuple((run.start(), run.end()) for run in _RUN.finditer(text, start, end))
    gaps = tuple(_kinds(text[left[1] : right[0]]) for left, right in pairwise(runs))
    return Chain(text, runs, gaps)


def _kinds(gap: str) -> str:
    kinds = "".join(kind for pattern, kind in _KINDS if pattern.search(gap))
    return f"n{kinds.replace(' ', '')}" if "\n" in gap else kinds


def _kind_of(byte: int) -> int:
    sign = chr(byte)
    if sign.isascii() and sign.isdigit():
        return ord("1")
    if sign in "EG":
        return ord("P")
    if sign.isascii() and sign.isupper():
        return ord("L")
    if byte == 0:
        return 0  # stands between texts that are looked at together
    return ord("X") if byte in _RARE else ord("0")


_RARE = frozenset((0xCC, 0xCD, *range(0xD8, 0xDC), 0xE0, 0xE1, *range(0xF0, 0xF5)))
"""Bytes that begin characters which Chinese texts do not have: digits of other scripts among them."""
COUNTED = bytes(map(_kind_of, range(256)))
SMALL = b" \t\r\n-.*_~`\\>#" + bytes(range(0x80, 0xC0)) + b"\xc2\xe2"
SHORT = re.compile(rb"P(?:1|[LP](?=1))1{7}")
_HASH = re.compile(r"v1:[0-9a-f]{64}")


class Look(NamedTuple):
    """What a text may hold, at a glance: quick, and never wrong with a no."""

    number: bool
    """A chain of eleven digits."""
    paper: bool
    """A passport of the ordinary shape."""
    rare: bool
    """A character of a script that Chinese texts do not have."""


def look(data: bytes) -> Look:
    """What a text in UTF-8 may hold.

    Of the characters beyond ASCII, those that may stand in a gap have few lead bytes; Chinese ones have
    others, so they end a chain here as well.
    """
    counted = data.translate(COUNTED, SMALL)
    return Look(b"1" * 11 in counted, SHORT.search(counted) is not None, b"X" in counted)


def without_hashes(text: str) -> str:
    """The text with the hashes of approvals blotted out: most digits of a record stand in them."""
    return _HASH.sub("v" * 67, text) if "v1:" in text else text
