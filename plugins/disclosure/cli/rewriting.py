"""Files of the catalogue that a command changes: which one is meant, and writing it whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Diagnostic
from ..exchange import exchange
from ..load.folder import Folder, contents
from .common import Stop

_RECORD = re.compile(
    r"agencies/([^/.][^/]*)/((?:records/(?:19|20|21)\d\d|services)/[^/.][^/]*\.md)"
)


class Target(NamedTuple):
    """A file of the catalogue that a command line names."""

    path: Path
    name: str
    """As findings name it."""
    inside: str
    """Relative to the catalogue folder, with `/`."""

    @property
    def record(self) -> tuple[str, str] | None:
        """Of a record or service its agency, and its path in the agency's folder; else None."""
        match = _RECORD.fullmatch(self.inside)
        return (match[1], match[2]) if match else None


def target_of(file: Path, catalogue: Path) -> Target:
    """The file that is meant, which lies in the catalogue folder and is no link. Raises Stop."""
    root = catalogue.resolve()
    try:
        path = file.parent.resolve() / file.name
        there = path.is_file() or path.is_symlink()
    except (OSError, ValueError):
        there = False
    if not there:
        raise Stop(f"找不到文件“{file}”", f"there is no file '{file}'")
    if path.is_symlink():
        raise Stop(
            f"“{file}”是一个链接，不是真正的文件，没有改动它",
            f"'{file}' is a link, not a real file; it was left alone",
        )
    if root not in path.parents:
        raise Stop(
            f"“{file}”不在目录文件夹“{catalogue}”里；它所在的目录文件夹请用 --catalogue 指明",
            f"'{file}' is not in the catalogue folder '{catalogue}'; name its own with --catalogue",
        )
    inside = path.relative_to(root).as_posix()
    return Target(path, f"{root.name}/{inside}", inside)


def bytes_of(target: Target) -> bytes:
    """What the file holds. Raises Stop where the system does not give it."""
    findings: list[Diagnostic] = []
    data = contents(Folder(os.fspath(target.path), target.name), findings)
    if data is None:
        said = findings[0].message
        raise Stop(f"{target.name}：{said.zh}", f"{target.name}: {said.en}")
    return data


def _changed(target: Target) -> Stop:
    return Stop(
        f"{target.name} 在这期间被改动，没有写入；请重新运行",
        f"{target.name} was changed meanwhile; nothing was written, run again",
    )


def _holds_other(path: Path, old: bytes) -> bool:
    """Whether a file that was exchanged away is another than the one that was read; a link is."""
    return path.is_symlink() or path.read_bytes() != old


def rewrite(target: Target, old: bytes, new: bytes) -> None:
    """Put other contents into a file that still holds the old ones; at every moment it is whole.

    It keeps its mode and, where that is allowed, its owner. Raises Stop where it holds something else
    by now, or cannot be written. Where the system cannot exchange two files (`exchange`), what another
    program writes between the last look and the rename is lost.
    """
    path, temporary = target.path, None
    try:
        facts = path.lstat()
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
        with open(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, stat.S_IMODE(facts.st_mode))
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(temporary, facts.st_uid, facts.st_gid)
        if not stat.S_ISREG(facts.st_mode) or bytes_of(target) != old:
            raise _changed(target)
        if not exchange(Path(temporary), path):
            os.replace(temporary, path)
            temporary = None
        elif _holds_other(Path(temporary), old):
            # Another program wrote since the line above: what it wrote goes back to its place.
            exchange(Path(temporary), path)
            raise _changed(target)
    except OSError as error:
        raise Stop(
            f"不能写入 {target.name}：{error.strerror}",
            f"cannot write {target.name}: {error.strerror}",
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
