"""Where a thing was written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..diagnostics import Span

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions."""


_NOWHERE: Mapping[Path, tuple[int, int]] = MappingProxyType({})
_ALL: Mapping[Path, tuple[int, ...]] = MappingProxyType({})


class Place(NamedTuple):
    """Where a thing was written, down to each of its values.

    A tuple: each of 74,000 records has one, and hardly any is asked.
    """

    file: str
    values: Mapping[Path, tuple[int, int]] = _NOWHERE
    keys: Mapping[Path, tuple[int, int]] = _NOWHERE
    base: Path = ()
    flawed: frozenset[Path] = frozenset()
    """Parts that already have a finding of their own and were left out."""
    kept: Mapping[Path, tuple[int, ...]] = _ALL
    """For lists that lost parts: the original positions of those that stayed."""

    def at(self, *path: str | int) -> Span:
        """The place of a value; of the nearest thing around it when it is absent."""
        full = (*self.base, *self._original(path))
        while full not in self.values and len(full) > len(self.base):
            full = full[:-1]
        return Span(self.file, *self.values.get(full, (1, 1)))

    def key(self, *path: str | int) -> Span:
        """The place of a key; of its value's surroundings when it is absent."""
        full = (*self.base, *self._original(path))
        return Span(self.file, *self.keys[full]) if full in self.keys else self.at(*path)

    def sound(self, *path: str | int) -> bool:
        """Whether no finding has been made about this part yet."""
        full = self._original(path)
        return not any(
            flaw[: len(full)] == full or full[: len(flaw)] == flaw for flaw in self.flawed
        )

    def _original(self, path: Path) -> Path:
        full: Path = ()
        for part in path:
            kept = self.kept.get(full)
            full = (*full, kept[part] if kept and isinstance(part, int) else part)
        return full
