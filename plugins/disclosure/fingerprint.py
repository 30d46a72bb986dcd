"""What tells that the files of a folder are those of the last time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .crew import crew
from .folders import below, open_plain
from .store import digest

RACY = 2_000_000_000
"""Nanoseconds in which a file may change twice without a sign of it (git calls it racy)."""
CLUTTER = frozenset(("thumbs.db", "desktop.ini"))
"""What file managers leave behind; with hidden files, it is looked at nowhere."""


Facts = tuple[int, int, int]
"""Size, time of change in nanoseconds since 1970, and inode of a file."""
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Fingerprint:
    """The names, sizes and times of all files of a folder, without a look inside."""

    stat: str
    names: Sequence[str]
    """Every file and, with `/` behind it, every folder, sorted."""
    youngest: int
    """When the last change was, in nanoseconds since 1970; 0 without files."""


def fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of a folder with everything below it; links are not followed."""
    seen = sorted(_entries(folder))
    lines = "\n".join(f"{name}\0{size} {changed} {node}" for name, size, changed, node in seen)
    youngest = max((changed for _, _, changed, _ in seen), default=0)
    return Fingerprint(digest(lines), [name for name, *_ in seen], youngest)


def fingerprints(
    folders: Sequence[Path], workers: int, meanwhile: Callable[[], None] = lambda: None
) -> list[Fingerprint]:
    """The fingerprint of each folder, by so many processes at once.

    `meanwhile` is something else that this process has to do; it is done while they work.
    """
    parts = [folders[start : start + _AT_ONCE] for start in range(0, len(folders), _AT_ONCE)]
    with crew(workers if len(parts) > 2 else 1, _nothing) as hands:
        found = hands.run(_fingerprints_of, parts)
        meanwhile()
        return [each for part in found for each in part]


_AT_ONCE = 40
"""Folders that are looked at in one task."""


def _nothing() -> None:
    """Workers that need nothing to begin with."""


def _fingerprints_of(folders: Sequence[Path]) -> list[Fingerprint]:
    return [fingerprint(folder) for folder in folders]


def told_by(facts: os.stat_result) -> Facts:
    """What the system says of a file -> what tells that it is that of the last time."""
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def facts_of(folder: Path) -> dict[str, Facts]:
    """What tells that a file is that of the last time, of each file of a folder by its path there."""
    seen = _entries(folder)
    return {name: (size, changed, node) for name, size, changed, node in seen if name[-1] != "/"}


def content_print(names: Sequence[str], prints: Mapping[str, str]) -> str:
    """A digest of a folder by its names and the digests of its files: the same on every machine."""
    return digest(*names, "", *(part for pair in sorted(prints.items()) for part in pair))


def content_prints(
    folder: Path, names: Sequence[str], known: Mapping[str, str] = _NONE
) -> dict[str, str]:
    """A digest of the bytes of each of these files of a folder, by its path there.

    Files whose digest is `known` are not read.
    """
    prints = {}
    for name in names:
        if name.endswith("/"):
            continue
        if name in known:
            prints[name] = known[name]
            continue
        try:
            with open_plain(f"{folder}/{name}") as file:
                prints[name] = print_of(name, file.read())
        except OSError as error:  # a link, or what may not be read
            prints[name] = type(error).__name__
    return prints


def print_of(name: str, data: bytes) -> str:
    """The digest of a file. What is under `files/` has its SHA-256, which pages show as well."""
    return hashlib.sha256(data).hexdigest() if name.startswith("files/") else digest(data)


def _entries(folder: Path) -> list[tuple[str, int, int, int]]:
    """Name, size, time of change and inode of every file; folders count by their name."""
    return [
        (name, *told_by(facts)) if facts else (name, 0, 0, 0)
        for name, facts in below(os.fspath(folder), is_clutter)
    ]


def is_clutter(name: str) -> bool:
    """Whether a name is of what file managers leave behind, or hidden."""
    return name[0] == "." or name.lower() in CLUTTER
