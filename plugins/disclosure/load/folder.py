"""Files of the catalogue folder, read carefully: no links, no surprises, every problem placed."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import faults
from ..decoding import MAX_BYTES
from ..diagnostics import Diagnostic, Span, Text
from ..fingerprint import Facts, is_clutter, print_of, told_by
from ..folders import open_plain, read_plain
from ..lazily import LazyMapping
from ..source import Document
from ..spool import unpacked
from .shelf import Shelf
from .traces import Tracing

Parse = Callable[[bytes, str], tuple[Document | None, list[Diagnostic]]]


@dataclass(frozen=True)
class Folder:
    """A folder of the catalogue, and how findings name it."""

    where: str
    """On the disk. A text: a city has 74,000 records, and a Path takes longer than a look inside."""
    name: str
    """Relative to the parent of the catalogue folder, with `/`."""
    prints: dict[str, tuple[str, Facts]] | None = None
    """Where the digest of each file that is read is put, and how it looked before that, by its name,
    if anybody wants them."""
    seen: dict[str, Any] | None = field(default=None, repr=False)
    """Where what each file without a finding says is put, by its name, if anybody wants it."""
    known: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What was put into `seen` in this run, packed by `spool`: such a file is not read again."""
    traces: Tracing | None = field(default=None, repr=False)
    """What looks for personal values in files and names, if anybody wants to know."""
    shelf: Shelf | None = field(default=None, repr=False)
    """What is known of attachments; without it each is looked into when somebody asks."""

    @property
    def path(self) -> Path:
        """On the disk."""
        return Path(self.where)

    @property
    def last(self) -> str:
        """The last part of its name."""
        return self.name.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The last part of its name, without the ending."""
        return os.path.splitext(self.last)[0]

    def sub(self, part: str) -> Folder:
        """A folder or file inside this one, or further below where `part` has `/` in it."""
        inside = f"{self.where}/{part}", f"{self.name}/{part}"
        return Folder(*inside, self.prints, self.seen, self.known, self.traces, self.shelf)

    def entries(self) -> list[os.DirEntry[str]]:
        """What lies in the folder, sorted, without clutter; empty when there is no folder."""
        if self.path.is_symlink() or not self.path.is_dir():
            return []
        with os.scandir(self.path) as found:
            entries = sorted(
                (entry for entry in found if not is_clutter(entry.name)),
                key=lambda entry: entry.name,
            )
        if self.traces is not None:
            self.traces.names(self.name, [entry.name for entry in entries])
        return entries

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
    return faults.MISPLACED.at(Span(file.name), name=file.last)


def absent(file: Folder) -> Diagnostic:
    """The finding for a required file that is not there."""
    return faults.ABSENT.at(Span(file.name), name=file.last)


def _link(file: Folder) -> Diagnostic:
    problem = Text("这是一个链接，不是真正的文件", "this is a link, not a real file")
    return faults.UNREADABLE.at(Span(file.name), problem=problem)


def unreadable(file: Folder, error: OSError) -> Diagnostic:
    """The finding for a file that the system does not give us."""
    kind = OSError if error.errno == errno.ENXIO else type(error)
    said = _SYSTEM.get(kind, Text(f"系统提示 {error.strerror}", str(error.strerror)))
    return faults.UNREADABLE.at(Span(file.name), problem=said)


_SYSTEM = {
    IsADirectoryError: Text("这是一个文件夹，不是文件", "this is a folder, not a file"),
    OSError: Text("这不是普通文件", "this is not a regular file"),
    PermissionError: Text("没有读取权限", "permission denied"),
}


def read(
    file: Folder,
    parse: Parse,
    findings: list[Diagnostic],
) -> Document | None:
    """Read and parse one file; findings are added to the list."""
    if packed := file.known.get(file.name):
        return _again(file, parse, packed)
    data = contents(file, findings, MAX_BYTES)
    if data is None:
        return None
    document, found = parse(data, file.name)
    findings.extend(found)
    if file.traces is not None:
        file.traces.file(data, file.name, document)
    if file.seen is not None and document is not None and not found:
        file.seen[file.name] = (document.value, document.body, document.body_line)
    return document


def _again(file: Folder, parse: Parse, packed: bytes) -> Document:
    """The document of a file that was read before; for a place in it the file is parsed again."""

    def whole() -> Document:
        data = contents(file, [])
        document = None if data is None else parse(data, file.name)[0]
        return document or Document(file.name, None, {}, {})

    value, body, line = unpacked(packed)
    # Hardly ever asked for, so it does not matter that both read it.
    places = LazyMapping(lambda: whole().values), LazyMapping(lambda: whole().keys)
    return Document(file.name, value, *places, body, line)


def contents(file: Folder, findings: list[Diagnostic], most: int | None = None) -> bytes | None:
    """The bytes of a file, or None and a finding; one of more than `most` bytes is not read."""
    try:
        data, facts = read_plain(file.where, most)
    except OSError as error:
        found = _link(file) if error.errno == errno.ELOOP else unreadable(file, error)
        findings.append(found)
        return None
    if most is not None and facts.st_size > most:
        findings.append(faults.SIZE.at(Span(file.name), size=facts.st_size, limit=most))
        return None
    if file.prints is not None:
        file.prints[file.name] = (print_of("", data), told_by(facts))
    return data


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with open_plain(os.fspath(path)) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
