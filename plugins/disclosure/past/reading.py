"""The contents of blobs as items, notices and texts; what cannot be read is None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ..decoding import decode
from ..model.agency import Notice
from ..model.item import ItemEntry
from ..source import read_yaml
from .difference import Text, text_of

M = TypeVar("M", bound=BaseModel)
Items = Mapping[str, ItemEntry]
"""The first item of each id."""
_ELEMENT = re.compile(r"^(?=- )", re.M)


@dataclass(frozen=True)
class Reader:
    """The contents of blobs, and how they are understood."""

    data: Mapping[str, bytes]
    levels: int
    """How many levels the review has."""
    begins: int
    """The minute before which nothing is told."""
    _items: dict[str, Items | None] = field(default_factory=dict, repr=False)
    _elements: dict[tuple[type[BaseModel], str], BaseModel | None] = field(
        default_factory=dict, repr=False
    )
    _texts: dict[str, Text | None] = field(default_factory=dict, repr=False)

    def text(self, blob: str) -> Text | None:
        """The record of a blob."""
        if blob not in self._texts:
            self._texts[blob] = text_of(self.data[blob], self.levels) if blob else None
        return self._texts[blob]

    def items(self, blob: str) -> Items | None:
        """The items of a `catalogue.yml`: all of them or none. What is written the same in two of
        them is the same object."""
        if blob not in self._items:
            entries = self._list(ItemEntry, blob)
            made = None if entries is None else {each.id: each for each in reversed(entries)}
            self._items[blob] = made
        return self._items[blob]

    def notices(self, blob: str) -> tuple[Notice, ...] | None:
        """The notices of a `notices.yml`: all of them or none."""
        listed = self._list(Notice, blob)
        return None if listed is None else tuple(listed)

    def _list(self, model: type[M], blob: str) -> list[M] | None:
        """The elements of a file that is one list; None where anything is wrong with it."""
        text = decode(self.data[blob], "")[0] if blob else None
        if text is None:
            return None
        # From one state to the next most elements are written the same, so each is read once.
        head, *parts = _ELEMENT.split(text)
        made = [] if head.strip() else [self._element(model, part) for part in parts]
        if parts and made and None not in made:
            return cast("list[M]", made)
        listed = _value(text)
        return _built(model, [] if listed is None and model is Notice else listed)

    def _element(self, model: type[BaseModel], text: str) -> BaseModel | None:
        key = model, text
        if key not in self._elements:
            built = _built(model, _value(text))
            self._elements[key] = built[0] if built and len(built) == 1 else None
        return self._elements[key]


_WRONG = object()


def _value(text: str) -> Any:
    document, findings = read_yaml(text.encode(), "")
    return _WRONG if document is None or findings else document.value


def _built(model: type[M], listed: Any) -> list[M] | None:
    if not isinstance(listed, list):
        return None
    try:
        return [model.model_validate(each) for each in listed]
    except ValidationError:
        return None
