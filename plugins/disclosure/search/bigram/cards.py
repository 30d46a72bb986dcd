"""Cards: what the list of hits says of a page, in packs of rows that lie beside each other.

`cards/<n>.bin` is deflated JSON, a list for each of ROWS rows:
[address, title, date, number, agency, category, kind].
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..entries import Entry

ROWS = 400
"""Rows of a pack. Hits are shown newest first, and so are rows, so one pack often has several."""
_SHOWN = ("agency", "category", "kind")


def write_cards(cards: Sequence[list[str]], folder: Path) -> None:
    """Write the packs of cards in the order of the rows into a folder, which is made."""
    folder.mkdir()
    for first in range(0, len(cards), ROWS):
        some = cards[first : first + ROWS]
        text = json.dumps(some, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{first // ROWS}.bin").write_bytes(zlib.compress(text.encode(), 6))


def card_of(entry: Entry) -> list[str]:
    """The card of an entry."""
    facts = entry.facts
    shown = [facts.get(name, "").replace("|", "、") for name in _SHOWN]
    head = [entry.address, entry.title, facts.get("date", ""), facts.get("document_number", "")]
    return head + shown


def read_cards(folder: Path) -> Iterator[list[str]]:
    """All cards of a folder in the order of the rows. Raises OSError, zlib.error or ValueError."""
    for number in sorted(int(path.stem) for path in folder.glob("*.bin")):
        yield from json.loads(zlib.decompress((folder / f"{number}.bin").read_bytes()))


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a segment, read pack by pack as they are asked for."""

    folder: Path
    _packs: dict[int, list[list[str]]] = field(default_factory=dict)

    def of(self, row: int) -> list[str]:
        """The card of a row. Raises OSError, zlib.error, ValueError or LookupError."""
        pack = row // ROWS
        if pack not in self._packs:
            data = (self.folder / f"{pack}.bin").read_bytes()
            self._packs[pack] = json.loads(zlib.decompress(data))
        return self._packs[pack][row % ROWS]
