"""What an index lists: the card of every page that counts, and the values of the facets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from .cards import read_cards
from .facets import values_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A searched page, as the list of hits shows it."""

    address: str
    title: str
    date: str
    number: str
    agency: str
    category: str
    kind: str


def listed(search: Path) -> Iterator[Listed]:
    """Every page that the index in the folder `search` finds, newest first within a segment.

    Raises what `errors.BROKEN` names when the index cannot be read.
    """
    for segment in json.loads((search / "index.json").read_bytes())["segments"]:
        gone = {*accumulate(segment.get("removed", ()))}
        for row, card in enumerate(read_cards(search / segment["folder"] / "cards")):
            if row not in gone:
                yield Listed(*card)


def facet_values(search: Path) -> dict[str, list[str]]:
    """All values of each facet of the index. Raises what `errors.BROKEN` names."""
    found: dict[str, dict[str, None]] = {}
    for segment in json.loads((search / "index.json").read_bytes())["segments"]:
        packed = (search / segment["folder"] / "columns.bin").read_bytes()
        for name, values in values_of(packed).items():
            found.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: [*values] for name, values in found.items()}
