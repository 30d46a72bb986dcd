"""What the search was told of each page, kept for when its index is made anew.

The entries of a part lie in drawers of about a thousand, so that a changed page of an office with
11,000 opens one of them: to read and write all 20 MB took 0.2 s.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..search import Entry
from ..store import Store
from .notes import Notes, packed_entry

_DRAWER = 1_000
FOLDER = "entries"


@dataclass(frozen=True)
class Told:
    """What the search was told of the pages of a part by the last run."""

    store: Store
    name: str
    """Of the part."""
    drawers: int
    _open: dict[int, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    def readings(self, address: str) -> Mapping[str, str]:
        """The title that a page had and its reading; empty where that is not known.

        Few titles change, and the tables for a new one take 0.2 s to load.
        """
        values = self.drawer(_drawer_of(address, self.drawers)).get(address)
        return {} if values is None else {str(values[1]): str(values[5])}

    def drawer(self, number: int) -> Mapping[str, Any]:
        """The entries of a drawer, packed, by address."""
        if number not in self._open:
            kept: Any = self.store.read(_name(self.name, number))
            self._open[number] = {values[0]: values for values in kept or ()}
        return self._open[number]

    @property
    def names(self) -> Sequence[str]:
        """What the drawers are called in FOLDER."""
        return [f"{self.name}.{number}" for number in range(self.drawers)]

    def every(self) -> Iterator[Any]:
        """All entries, packed."""
        for number in range(self.drawers):
            yield from self.drawer(number).values()


def told_of(store: Store, name: str, searched: int) -> Told:
    """What was told of a part of which so many pages were searched."""
    return Told(store, name, 1 + searched // _DRAWER)


def keep_told(old: Told, were: Notes, now: Notes, entries: Sequence[Entry]) -> None:
    """Keep what the search is told of all pages of a part: of those in `entries` anew.

    `were` are the pages of the last run. Nothing of a page that is gone is kept.
    """
    fresh = {entry.address: packed_entry(entry) for entry in entries}
    wanted = now.searched
    count = told_of(old.store, old.name, len(wanted)).drawers
    known = {values[0]: values for values in old.every()} if count != old.drawers else None
    sorted_in: defaultdict[int, list[str]] = defaultdict(list)
    for address in wanted:
        sorted_in[_drawer_of(address, count)].append(address)
    touched = {_drawer_of(address, count) for address in (*fresh, *(were.searched - wanted))}
    for number in sorted(touched if known is None else range(count)):
        there = old.drawer(number) if known is None else known
        both = {**there, **fresh}
        values = [both[address] for address in sorted_in[number] if address in both]
        old.store.write(_name(old.name, number), values)
    for number in range(count, old.drawers):
        old.store.forget(_name(old.name, number))


def _drawer_of(address: str, drawers: int) -> int:
    return zlib.crc32(address.encode()) % drawers


def _name(part: str, number: int) -> str:
    return f"{FOLDER}/{part}.{number}"
