"""Files of a release: written, or linked from the release before."""

from __future__ import annotations

import os
from pathlib import Path

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
