"""What is told of an attachment: its texts with their places, its flaws, and limits of what is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..diagnostics import Text

MEGABYTE = 1 << 20
MAX_FILE = 50 * MEGABYTE
"""Bytes of an attachment. A larger one hardly opens on a telephone, and git keeps it for ever."""
MAX_UNPACKED = 400 * MEGABYTE
"""Bytes that all parts of a packed file (ZIP, DOCX, XLSX …) may have together, unpacked."""
MAX_PART = 150 * MEGABYTE
"""Bytes of one part, unpacked."""
MAX_RATIO = 250
"""How many times larger than packed a part of more than `RATIO_FROM` bytes may be: worksheets of
Excel reach 30, a bomb 1,000."""
RATIO_FROM = 10 * MEGABYTE
MAX_ENTRIES = 5_000
"""Parts of a packed file, with those of the files in it."""
MAX_PAGES = 3_000
"""Pages of a PDF."""
SHOWN = 3
"""Places that a finding names; it counts the others."""

WHOLE = Text("整个文件", "the whole file")
Locate = Callable[[int], Text]


class Passage(NamedTuple):
    """A text that visitors may read in an attachment, also where it is hidden."""

    where: Text
    """Where it begins: “第3页”, “工作表“名单”的B12单元格”."""
    text: str
    find: Locate | None = None
    """Where in the file what stands at an offset of the text is; None: all of it is at `where`."""

    def at(self, offset: int) -> Text:
        """Where what stands at an offset is."""
        return self.find(offset) if self.find else self.where


class Flaw(NamedTuple):
    """Something in an attachment that should not be published."""

    kind: str
    """A name that the rules know: `macro`, `comment` …"""
    lost: bool
    """Whether the published copy is without it."""
    what: Text
    places: tuple[Text, ...]
    """The first of them, at most `SHOWN`."""
    times: int
    """How many places there are."""

    @property
    def where(self) -> Text:
        """The places as one text."""
        zh, en = "、".join(p.zh for p in self.places), ", ".join(p.en for p in self.places)
        if self.times > len(self.places):
            return Text(f"{zh}等{self.times}处", f"{en} … ({self.times} places)")
        return Text(zh, en)


class Leak(NamedTuple):
    """A personal value in an attachment, told without the value."""

    kind: str
    mask: str
    where: Text


@dataclass(frozen=True)
class Inspection:
    """What was found in an attachment. Holds no value of a person and no name of an author."""

    type: str = ""
    """What it is by its content: `pdf`, `xlsx` …; empty where that is not known."""
    flaws: tuple[Flaw, ...] = ()
    leaks: tuple[Leak, ...] = ()
    copy: tuple[int, str] | None = None
    """Size in bytes and SHA-256 of the published copy; None where it is published as it is."""


class Refused(Exception):
    """A file that cannot be looked into any further; says why as a flaw does."""

    def __init__(self, kind: str, what: Text, where: Text = WHOLE) -> None:
        super().__init__(what.en)
        self.kind, self.what, self.where = kind, what, where


class Budget:
    """How much may still be unpacked. One budget for a file and all that is packed in it."""

    def __init__(self) -> None:
        self.bytes, self.entries = MAX_UNPACKED, MAX_ENTRIES

    def spend(self, size: int) -> None:
        """Raises Refused when there is too much."""
        self.bytes -= size
        self.entries -= 1
        if self.bytes < 0 or self.entries < 0:
            raise Refused("limit", TOO_MUCH)


def over(size: int) -> Text:
    """That a file of so many bytes is too large."""
    limit = f"{MAX_FILE // MEGABYTE} MB"
    said = f"{size / MEGABYTE:.1f} MB"
    return Text(f"有{said}，超过{limit}", f"{said}, more than {limit}")


TOO_MUCH = Text(
    f"解压后超过{MAX_UNPACKED // MEGABYTE} MB或者{MAX_ENTRIES}个部分",
    f"holds more than {MAX_UNPACKED // MEGABYTE} MB unpacked, or more than {MAX_ENTRIES} parts",
)


class Look:
    """What is being found in one file."""

    def __init__(self, type_: str) -> None:
        self.type = type_
        self.passages: list[Passage] = []
        self.found: dict[tuple[str, bool, Text], list[Text]] = {}
        self.signed = False
        """Whether something else must not be changed: the file is signed, or says that it is PDF/A."""

    def flaw(self, kind: str, what: Text, where: Text = WHOLE, *, lost: bool = False) -> None:
        """Note a flaw; each place once."""
        places = self.found.setdefault((kind, lost, what), [])
        if not places or places[-1] != where:
            places.append(where)

    def text(self, where: Text, text: str, find: Locate | None = None) -> None:
        """Note a text, unless it is empty."""
        if text and not text.isspace():
            self.passages.append(Passage(where, text, find))

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """The flaws, those of one kind together."""
        return tuple(
            Flaw(kind, lost, what, tuple(places[:SHOWN]), len(places))
            for (kind, lost, what), places in self.found.items()
        )


def inside(outer: Text, inner: Text) -> Text:
    """A place in a file that is itself a part of another."""
    if WHOLE in (outer, inner):
        return inner if outer == WHOLE else outer
    return Text(f"{outer.zh}，{inner.zh}", f"{outer.en}, {inner.en}")


def listed(words: Iterable[Text]) -> Text:
    """Words as one text."""
    words = list(words)
    return Text("、".join(word.zh for word in words), ", ".join(word.en for word in words))


def packed(seen: Inspection) -> tuple[object, ...]:
    """An inspection as texts, numbers and tuples, to be kept."""
    flaws = [
        (f.kind, f.lost, _pair(f.what), [_pair(place) for place in f.places], f.times)
        for f in seen.flaws
    ]
    leaks = [(leak.kind, leak.mask, _pair(leak.where)) for leak in seen.leaks]
    return seen.type, flaws, leaks, seen.copy


def unpacked(values: Any) -> Inspection:
    """The inspection that `packed` made these values of."""
    type_, flaws, leaks, copy = values
    return Inspection(
        type_,
        tuple(
            Flaw(kind, lost, Text(*what), tuple(Text(*place) for place in places), times)
            for kind, lost, what, places, times in flaws
        ),
        tuple(Leak(kind, mask, Text(*where)) for kind, mask, where in leaks),
        copy,
    )


def _pair(text: Text) -> Sequence[str]:
    return (text.zh, text.en)
