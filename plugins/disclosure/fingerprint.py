"""What tells that the files of a folder are those of the last time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .store import digest


@dataclass(frozen=True)
class Fingerprint:
    """The names, sizes and times of all files of a folder, without a look inside."""

    stat: str
    files: int
    youngest: int
    """When the last change was, in nanoseconds since 1970; 0 without files."""


def fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of a folder with everything below it; links are not followed."""
    seen = sorted(_entries(os.fspath(folder), ""))
    lines = "\n".join(f"{name}\0{size} {changed} {node}" for name, size, changed, node in seen)
    youngest = max((changed for _, _, changed, _ in seen), default=0)
    return Fingerprint(digest(lines), len(seen), youngest)


def content_print(folder: Path) -> str:
    """A digest of the names and bytes of all files of a folder: the same on every machine."""
    parts: list[bytes] = []
    for name, *_ in sorted(_entries(os.fspath(folder), "")):
        path = folder / name
        try:
            data = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
        except OSError as error:
            data = type(error).__name__.encode()
        parts += [name.encode("utf-8", "surrogateescape"), data]
    return digest(*parts)


def _entries(folder: str, inside: str) -> list[tuple[str, int, int, int]]:
    """Name, size, time of change and inode of every file; folders count by their name."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    found.append((f"{name}/", 0, 0, 0))
                    found += _entries(entry.path, f"{name}/")
                else:
                    facts = entry.stat(follow_symlinks=False)
                    found.append((name, facts.st_size, facts.st_mtime_ns, facts.st_ino))
    except OSError as error:
        found.append((f"{inside}{type(error).__name__}", 0, 0, 0))
    return found
