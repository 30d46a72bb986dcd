"""The contents of blobs as items, notices and texts; what cannot be read is None."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ..model.agency import Notice
from ..model.item import ItemEntry
from ..source import read_yaml
from .difference import Text, text_of

Items = Mapping[str, ItemEntry]
"""The first item of each id."""


@dataclass(frozen=True)
class Reader:
    """The contents of blobs, and how they are understood."""

    data: Mapping[str, bytes]
    levels: int
    """How many levels the review has."""
    begins: int
    """The minute before which nothing is told."""
    _items: dict[str, Items | None] = field(default_factory=dict, repr=False)
    _entries: dict[bytes, ItemEntry] = field(default_factory=dict, repr=False)
    _texts: dict[str, Text | None] = field(default_factory=dict, repr=False)

    def text(self, blob: str) -> Text | None:
        """The record of a blob."""
        if blob not in self._texts:
            self._texts[blob] = text_of(self.data[blob], self.levels) if blob else None
        return self._texts[blob]

    def items(self, blob: str) -> Items | None:
        """The items of a `catalogue.yml`: all of them or none. An item that is the same in two of
        them is the same object."""
        if blob not in self._items:
            self._items[blob] = self._read_items(blob) if blob else None
        return self._items[blob]

    def _read_items(self, blob: str) -> Items | None:
        listed = _list(self.data[blob])
        if listed is None:
            return None
        made: dict[str, ItemEntry] = {}
        for raw in listed:
            # Of 5,000 states most items are those of the state before.
            key = marshal.dumps(raw, 2)
            try:
                entry = self._entries.get(key) or ItemEntry.model_validate(raw)
            except ValidationError:
                return None
            self._entries[key] = entry
            made.setdefault(entry.id, entry)
        return made

    def notices(self, blob: str) -> tuple[Notice, ...] | None:
        """The notices of a `notices.yml`: all of them or none."""
        raw = _list(self.data[blob]) if blob else None
        if raw is None:
            return None
        try:
            return tuple(map(Notice.model_validate, raw))
        except ValidationError:
            return None


def _list(data: bytes) -> list[Any] | None:
    """What a file of one list says; None where anything is wrong with it."""
    document, findings = read_yaml(data, "")
    if document is None or findings:
        return None
    if document.value is None:
        return []
    return document.value if isinstance(document.value, list) else None
