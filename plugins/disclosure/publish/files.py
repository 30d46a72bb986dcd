"""Files of a release: written, or linked from the release before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from ..folders import below

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def put(path: str, data: bytes) -> os.stat_result:
    """Write a new file, with no call to the system that is not needed: a city has 87,000.

    Raises FileExistsError when there is one already, FileNotFoundError without its folder.
    """
    handle = os.open(path, _NEW, 0o666)
    try:
        done = os.write(handle, data)
        while done < len(data):
            done += os.write(handle, data[done:])
        return os.fstat(handle)
    finally:
        os.close(handle)


def files_in(folder: str, inside: str) -> Iterator[tuple[str, int, int]]:
    """Address, size and time of change of every file in a folder, whose address is `inside`.

    What is no file has the size -1.
    """
    for name, facts in below(folder):
        if facts and S_ISREG(facts.st_mode):
            yield inside + name, facts.st_size, facts.st_mtime_ns
        elif facts:
            yield inside + name, -1, 0


def remove_empty(root: Path, address: str) -> None:
    """Remove the folders below `root` of a file that is gone, as far as nothing else is in them."""
    folder = address.rpartition("/")[0]
    while folder and not os.listdir(f"{root}/{folder}"):
        os.rmdir(f"{root}/{folder}")
        folder = folder.rpartition("/")[0]


def take(before: Path, site: Path, address: str, size: int, changed: int) -> bool:
    """Link a file from one release into the next; False when it is not there as it was written."""
    old, new = f"{before}/{address}", f"{site}/{address}"
    try:
        facts = os.stat(old, follow_symlinks=False)
        if (facts.st_size, facts.st_mtime_ns) != (size, changed):
            return False
        try:
            os.link(old, new)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(new), exist_ok=True)
            os.link(old, new)
    except OSError:
        return False
    return True
