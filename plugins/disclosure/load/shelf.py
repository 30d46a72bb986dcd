"""Attachments looked into once: what is known of them by their content, in this run or an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from ..attachments import Flaw, Inspection, inspect, packed, unpacked
from ..attachments.facts import WHOLE, over
from ..attachments.kinds import ENDINGS, ending_of
from ..diagnostics import Text
from ..privacy import scan

Read = Callable[[], bytes]
_GONE = Text("读取时文件已不在或者没有权限", "it was not there any more, or may not be read")
_TYPES = {ending: type_ for type_, endings in ENDINGS.items() for ending in endings}
_SIZE = 32
"""Bytes of a SHA-256."""


@dataclass(frozen=True)
class Shelf:
    """What is known of the attachments of one agency."""

    clean: dict[str, set[bytes]] = field(default_factory=dict)
    """By ending, the SHA-256 of those in which nothing is found and which are published as they are."""
    others: dict[tuple[str, str], Any] = field(default_factory=dict)
    """By ending and SHA-256, packed inspections."""

    def look(self, path: str, sha256: str, read: Read) -> Inspection:
        """What is known of a file; it is looked into where that is nothing."""
        ending, name = ending_of(path), bytes.fromhex(sha256)
        if name in self.clean.get(ending, ()):
            return _CLEAN[ending]
        if kept := self.others.get((ending, sha256)):
            return unpacked(kept)
        seen = looked_into(path, read)
        if seen == _CLEAN.get(ending):
            self.clean.setdefault(ending, set()).add(name)
        else:
            self.others[ending, sha256] = packed(seen)
        return seen

    def kept(self, files: Collection[tuple[str, str]]) -> tuple[object, ...]:
        """What is known of these files, path and SHA-256, for the store."""
        clean: dict[str, list[bytes]] = {}
        others = {}
        for path, sha256 in files:
            ending, name = ending_of(path), bytes.fromhex(sha256)
            if name in self.clean.get(ending, ()):
                clean.setdefault(ending, []).append(name)
            elif (ending, sha256) in self.others:
                others[ending, sha256] = self.others[ending, sha256]
        return (
            {ending: b"".join(sorted(set(names))) for ending, names in sorted(clean.items())},
            [(*key, others[key]) for key in sorted(others)],
        )


def shelf_of(values: Any) -> Shelf:
    """The shelf of which `kept` made these values; an empty one of None."""
    if values is None:
        return Shelf()
    clean, others = values
    return Shelf(
        {
            ending: {names[at : at + _SIZE] for at in range(0, len(names), _SIZE)}
            for ending, names in clean.items()
        },
        {(ending, sha256): kept for ending, sha256, kept in others},
    )


def looked_into(path: str, read: Read) -> Inspection:
    """What is found in a file now."""
    try:
        data = read()
    except OSError:
        return Inspection(flaws=(Flaw("damaged", False, _GONE, (WHOLE,), 1),))
    return inspect(path, data, scan)


def too_large(size: int) -> Inspection:
    """What is told of a file that is not even read."""
    return Inspection(flaws=(Flaw("limit", False, over(size), (WHOLE,), 1),))


_CLEAN = {ending: Inspection(type_) for ending, type_ in _TYPES.items()}
