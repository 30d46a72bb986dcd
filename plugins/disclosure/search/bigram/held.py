"""What a segment on disk holds of each entry, in the words of the common proof (`proof.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..entries import Entry
from ..errors import BROKEN
from ..fields import LOST, Fields, Held
from ..text import BLOCK_END
from .cards import Cards, card_of
from .facets import packed_columns
from .lost import Lost


def held_of(entries: Sequence[Entry], folder: Path, lost: Mapping[str, Lost]) -> list[Held]:
    """What the segment in `folder` holds of each entry; `lost` says it of each part.

    Where the parts that only help (titles, sounds …), the cards or the facets of a row are not
    those of the entry, its folded text is said to be lost, so that it differs.
    """
    cards = Cards(folder / "cards")
    fields = [entry.fields for entry in entries]
    for row in sorted(_rows(lost["text"]) | _rows(lost["number"]) | _rows(lost["folded"])):
        fields[row] = _without(entries[row].fields, row, lost)
    others = [each for name, each in lost.items() if name not in ("text", "number", "folded")]
    for row in sorted(set().union(*(_rows(each) for each in others))):
        fields[row] = _unlike(fields[row])
    if not _has_columns(entries, folder):
        fields = [_unlike(each) for each in fields]
    held = []
    for row, (entry, own) in enumerate(zip(entries, fields, strict=True)):
        try:
            card = cards.of(row)
        except BROKEN:
            card = [""]
        held.append(Held(card[0], own if card == card_of(entry) else _unlike(own)))
    return held


def _has_columns(entries: Sequence[Entry], folder: Path) -> bool:
    try:
        return (folder / "columns.bin").read_bytes() == packed_columns(entries)
    except OSError:
        return False


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
