"""Files of the catalogue folder, read carefully: no links, no surprises, every problem placed."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import faults
from ..diagnostics import Diagnostic, Span, Text
from ..fingerprint import CLUTTER, print_of
from ..source import Document


@dataclass(frozen=True)
class Folder:
    """A folder of the catalogue, and how findings name it."""

    path: Path
    name: str
    """Relative to the parent of the catalogue folder, with `/`."""
    prints: dict[str, str] | None = None
    """Where the digest of each file that is read is put, by its name, if anybody wants them."""

    def sub(self, part: str) -> Folder:
        """A folder or file inside this one."""
        return Folder(self.path / part, f"{self.name}/{part}", self.prints)

    def entries(self) -> list[os.DirEntry[str]]:
        """What lies in the folder, sorted, without clutter; empty when there is no folder."""
        if not self.path.is_dir():
            return []
        with os.scandir(self.path) as found:
            return sorted(
                (e for e in found if e.name[0] != "." and e.name.lower() not in CLUTTER),
                key=lambda entry: entry.name,
            )

    def folders(self, findings: list[Diagnostic]) -> Iterator[Folder]:
        """The folders in it; files and links among them are findings."""
        for entry in self.entries():
            if entry.is_dir(follow_symlinks=False):
                yield self.sub(entry.name)
            else:
                findings.append(misplaced(self.sub(entry.name)))

    def files(self, suffix: str, findings: list[Diagnostic]) -> Iterator[Folder]:
        """The files with a suffix; anything else in the folder is a finding."""
        for entry in self.entries():
            if entry.is_file(follow_symlinks=False) and entry.name.endswith(suffix):
                yield self.sub(entry.name)
            elif entry.is_symlink():
                findings.append(_link(self.sub(entry.name)))
            else:
                findings.append(misplaced(self.sub(entry.name)))


def misplaced(file: Folder) -> Diagnostic:
    """The finding for a file or folder that has no business here."""
    return faults.MISPLACED.at(Span(file.name), name=file.path.name)


def absent(file: Folder) -> Diagnostic:
    """The finding for a required file that is not there."""
    return faults.ABSENT.at(Span(file.name), name=file.path.name)


def _link(file: Folder) -> Diagnostic:
    problem = Text("这是一个链接，不是真正的文件", "this is a link, not a real file")
    return faults.UNREADABLE.at(Span(file.name), problem=problem)


def unreadable(file: Folder, error: OSError) -> Diagnostic:
    """The finding for a file that the system does not give us."""
    said = _SYSTEM.get(type(error), Text(f"系统提示 {error.strerror}", str(error.strerror)))
    return faults.UNREADABLE.at(Span(file.name), problem=said)


_SYSTEM = {
    IsADirectoryError: Text("这是一个文件夹，不是文件", "this is a folder, not a file"),
    PermissionError: Text("没有读取权限", "permission denied"),
}


def read(
    file: Folder,
    parse: Callable[[bytes, str], tuple[Document | None, list[Diagnostic]]],
    findings: list[Diagnostic],
) -> Document | None:
    """Read and parse one file; findings are added to the list."""
    data = contents(file, findings)
    if data is None:
        return None
    document, found = parse(data, file.name)
    findings.extend(found)
    return document


def contents(file: Folder, findings: list[Diagnostic]) -> bytes | None:
    """The bytes of a file, or None and a finding."""
    try:
        if not _NO_LINKS and file.path.is_symlink():
            raise OSError(errno.ELOOP, "")
        handle = os.open(file.path, os.O_RDONLY | _NO_LINKS | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as opened:
            data = opened.read()
        if file.prints is not None:
            file.prints[file.name] = print_of("", data)
        return data
    except OSError as error:
        found = _link(file) if error.errno == errno.ELOOP else unreadable(file, error)
        findings.append(found)
        return None


_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
"""Opens a file, but not where a link leads; 0 where a system cannot (it is looked at first)."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
