"""What a segment on disk holds of each entry, in the words of the common proof (`proof.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..entries import Entry
from ..errors import BROKEN
from ..fields import LOST, Fields, Held
from ..text import BLOCK_END
from .cards import ROWS, Cards
from .lost import Lost


@dataclass(frozen=True, slots=True)
class Shown:
    """What the files that hits and filters are shown from hold."""

    astray: Mapping[int, str]
    """For each row whose card is not right the address on it; empty without a card."""
    columns: bool
    """Whether the facets are those of the entries."""


def shown_of(cards: Sequence[list[str]], columns: bytes, folder: Path) -> Shown:
    """Read cards and facets of the segment in `folder`, and compare them with what they must be."""
    astray = {}
    for row, right in enumerate(cards):
        if row % ROWS == 0:
            packs = Cards(folder / "cards")  # one pack at a time: each keeps what it has read
        try:
            card = packs.of(row)
        except BROKEN:
            card = [""]
        if card != right:
            astray[row] = card[0]
    try:
        is_right = (folder / "columns.bin").read_bytes() == columns
    except OSError:
        is_right = False
    return Shown(astray, is_right)


def held_of(entries: Sequence[Entry], lost: Mapping[str, Lost], shown: Shown) -> list[Held]:
    """What a segment holds of each entry; `lost` says it of each part.

    Where the parts that only help (titles, sounds …), the cards or the facets of a row are not
    those of the entry, its folded text is said to be lost, so that it differs.
    """
    fields = [entry.fields for entry in entries]
    for row in sorted(_rows(lost["text"]) | _rows(lost["number"]) | _rows(lost["folded"])):
        fields[row] = _without(entries[row].fields, row, lost)
    others = [each for name, each in lost.items() if name not in ("text", "number", "folded")]
    for row in sorted(set().union(*(_rows(each) for each in others))):
        fields[row] = _unlike(fields[row])
    for row in range(len(entries)) if not shown.columns else shown.astray:
        fields[row] = _unlike(fields[row])
    return [
        Held(shown.astray.get(row, entry.address), own)
        for row, (entry, own) in enumerate(zip(entries, fields, strict=True))
    ]


def _rows(lost: Lost) -> set[int]:
    return {*lost.places, *lost.strings, *lost.rows}


def _unlike(fields: Fields) -> Fields:
    return Fields(fields.text, fields.number, fields.folded + LOST)


def _without(fields: Fields, row: int, lost: Mapping[str, Lost]) -> Fields:
    """The fields of a row with LOST for each token that is not found there."""
    numbers = "".join(
        f" {each} {BLOCK_END}" for each in fields.number.split(BLOCK_END)[:-1]
    )  # as in the part, which has an EDGE on each side
    number = "".join(_cut(numbers, row, lost["number"])).replace(" ", "")
    text, folded = _cut(fields.text, row, lost["text"]), _cut(fields.folded, row, lost["folded"])
    found = Fields(text, number, folded)
    return found if found != fields else _unlike(fields)


def _cut(text: str, row: int, lost: Lost) -> str:
    for string in lost.strings.get(row, ()):
        text = text.replace(string, LOST * len(string))
    kept = list(text)
    for place in lost.places.get(row, ()):
        kept[place] = LOST
    return "".join(kept)
