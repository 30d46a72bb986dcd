"""A zip whose bytes depend on names and contents alone, written as quickly as the disk gives them.

`zipfile` of the standard library takes no file that is packed already, so that one core packs and
the other waits. Here threads read, hash and pack; one writes what they give, in its order.
"""

from __future__ import annotations

import errno
import hashlib
import os
import struct
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import IO

from ..crew import cores
from ..folders import open_plain, read_plain

LARGEST = 0xFFFF_FFFE
"""Bytes of the largest single file; more needs another form of entry, and no FAT32 stick takes it."""
_LARGE = 8_000_000
"""Bytes from which a file is packed piece by piece."""
_PART = 1_000_000
_BATCH = 64
_LEVEL = 6
_DAY = 0x0021
"""1980-01-01, the first that a zip can say."""
_MODE = 0o100644 << 16
_VERSION, _MADE = 20, (3 << 8) | 20
_ZIP64_VERSION = 45
_UTF8 = 0x800


@dataclass(frozen=True)
class Entry:
    """One file of a zip, as written."""

    name: str
    sha256: str
    size: int
    packed: int
    crc: int
    method: int
    offset: int = 0

    def header(self) -> bytes:
        """What stands before its bytes."""
        name = self.name.encode("utf-8")
        facts = (0, _DAY, self.crc, self.packed, self.size, len(name), 0)
        return struct.pack("<IHHHHHIIIHH", 0x04034B50, _VERSION, _UTF8, self.method, *facts) + name

    def listed(self) -> bytes:
        """What stands in the directory at the end."""
        name, far = self.name.encode("utf-8"), self.offset > LARGEST
        more = struct.pack("<HHQ", 1, 8, self.offset) if far else b""
        version = _ZIP64_VERSION if far else _VERSION
        facts = (self.crc, self.packed, self.size, len(name), len(more), 0, 0, 0, _MODE)
        offset = 0xFFFF_FFFF if far else self.offset
        made = (_MADE, version, _UTF8, self.method, 0, _DAY)
        return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, *made, *facts, offset) + name + more


Last = Callable[[list[Entry]], Iterable[tuple[str, bytes]]]


def write_zip(file: IO[bytes], files: Iterable[tuple[str, str, int]], last: Last) -> list[Entry]:
    """Write a zip to where an open file stands; gives its entries in their order.

    `files` are names, the paths of what to read and about how many bytes that is; `last` gives names
    and contents of what stands behind them, once their hashes are known. Raises OSError; EFBIG for
    a file that is too large.
    """
    made: list[Entry] = []
    for each in _packed(files):
        if isinstance(each, tuple):
            entry, data = each
            made.append(_put(file, entry, data))
        else:
            made.append(_stream(file, each.name, each.path))
    for name, data in last(made.copy()):
        made.append(_put(file, *_pack(name, data)))
    _end(file, made)
    return made


@dataclass(frozen=True)
class _Large:
    """A file that is packed piece by piece."""

    name: str
    path: str


Packed = tuple[Entry, bytes]


def _packed(files: Iterable[tuple[str, str, int]]) -> Iterator[Packed | _Large]:
    """Each file packed, by threads that are a little ahead; large ones are left as they are."""
    with ThreadPoolExecutor(most := cores()) as pool:
        waiting: deque[Future[list[Packed | _Large]]] = deque()
        try:
            for batch in _batches(files):
                waiting.append(pool.submit(_pack_all, batch))
                if len(waiting) > 2 * most:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def _batches(files: Iterable[tuple[str, str, int]]) -> Iterator[list[tuple[str, str, int]]]:
    """A task is not one file: to hand it over takes as long as to pack it."""
    batch: list[tuple[str, str, int]] = []
    size = 0
    for each in files:
        batch.append(each)
        size += each[2]
        if len(batch) == _BATCH or size > _PART:
            yield batch
            batch, size = [], 0
    yield batch


def _pack_all(batch: list[tuple[str, str, int]]) -> list[Packed | _Large]:
    done: list[Packed | _Large] = []
    for name, path, _ in batch:
        data, facts = read_plain(path, _LARGE)
        # What is too large is not read; the same answer for an empty file has the size 0.
        large = facts.st_size > _LARGE
        done.append(_Large(name, path) if large else _pack(name, data))
    return done


def _pack(name: str, data: bytes) -> Packed:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    method = 8 if len(packed) < len(data) else 0
    kept = packed if method else data
    sha256 = hashlib.sha256(data).hexdigest()
    return Entry(name, sha256, len(data), len(kept), zlib.crc32(data), method), kept


def _put(file: IO[bytes], entry: Entry, data: bytes) -> Entry:
    placed = replace(entry, offset=file.tell())
    file.write(placed.header() + data)
    return placed


def _stream(file: IO[bytes], name: str, path: str) -> Entry:
    """Pack a large file piece by piece; its header is written when it is known."""
    offset = file.tell()
    entry = Entry(name, "", 0, 0, 0, 8, offset)
    file.write(entry.header())
    packer, digest = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15), hashlib.sha256()
    size = packed = crc = 0
    with open_plain(path) as source:
        while part := source.read(_PART):
            digest.update(part)
            size, crc = size + len(part), zlib.crc32(part, crc)
            data = packer.compress(part)
            packed += file.write(data)
            if max(size, packed) > LARGEST:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    packed += file.write(packer.flush())
    entry = Entry(name, digest.hexdigest(), size, packed, crc, 8, offset)
    end = file.tell()
    file.seek(offset)
    file.write(entry.header())
    file.seek(end)
    return entry


def _end(file: IO[bytes], made: list[Entry]) -> None:
    """The directory, in the larger form where there is too much for the smaller one."""
    start = file.tell()
    for entry in made:
        file.write(entry.listed())
    end = file.tell()
    count, size = len(made), end - start
    if count >= 0xFFFF or start > LARGEST:
        facts = (44, _MADE, _ZIP64_VERSION, 0, 0, count, count, size, start)
        file.write(struct.pack("<IQHHIIQQQQ", 0x06064B50, *facts))
        file.write(struct.pack("<IIQI", 0x07064B50, 0, end, 1))
        count, start = min(count, 0xFFFF), min(start, 0xFFFF_FFFF)
    file.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, start, 0))
