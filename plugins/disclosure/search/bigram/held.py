"""What a segment on disk holds of each entry, in the words of the common proof (`proof.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..entries import Entry
from ..errors import BROKEN
from ..fields import LOST, Fields, Held
from ..text import BLOCK_END
from .cards import ROWS, Cards, card_of
from .facets import packed_columns
from .lost import Lost


@dataclass(frozen=True, slots=True)
class Shown:
    """What the files that hits and filters are shown from hold."""

    cards: Sequence[tuple[str, bool]]
    """For each row the address on its card, empty without one, and whether the card is right."""
    columns: bool
    """Whether the facets are those of the entries."""


def shown_of(entries: Sequence[Entry], folder: Path) -> Shown:
    """Read cards and facets of the segment in `folder`, and compare them with its entries."""
    found = []
    for row, entry in enumerate(entries):
        if row % ROWS == 0:
            cards = Cards(folder / "cards")  # one pack at a time: each keeps what it has read
        try:
            card = cards.of(row)
        except BROKEN:
            card = [""]
        found.append((card[0], card == card_of(entry)))
    try:
        columns = (folder / "columns.bin").read_bytes() == packed_columns(entries)
    except OSError:
        columns = False
    return Shown(found, columns)


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
    if not shown.columns:
        fields = [_unlike(each) for each in fields]
    return [
        Held(address, own if is_right else _unlike(own))
        for own, (address, is_right) in zip(fields, shown.cards, strict=True)
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
