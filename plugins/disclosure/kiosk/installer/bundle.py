"""What is installed: a zip, or the folder that was extracted from one."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, Any, Iterator

from .names import SITE, SUMS, refuse_names
from .said import Refused, reading, shown
from .sums import MOST_SUMS

MOST_FILES = 1_000_000
_PART = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,  # also for what it cannot unpack
    ValueError,
    OverflowError,
    LookupError,
)
"""What the standard library raises for a zip that is damaged, one way or another."""


def _damaged(what: str) -> Refused:
    return Refused(
        f"安装包已经损坏（{shown(what)}）。请重新复制或者重新下载，然后再试。",
        f"the zip is damaged ({shown(what)}). Copy or download it again, then try again.",
    )


class Bundle:
    """Files by name; each can be opened, to be read once from its beginning."""

    def __init__(self, name: str, sizes: dict[str, int]) -> None:
        self.name = name
        self.sizes = sizes
        """Bytes of each file, as declared."""

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be read. Raises Refused or Failed, also while it is being read."""
        raise FileNotFoundError(name)
        yield

    def parts(self, name: str) -> Iterator[bytes]:
        """A file piece by piece. Raises Refused when there is more or less than was declared."""
        size = self.sizes[name]
        with self.opened(name) as file:
            done = 0
            while True:
                part = file.read(min(_PART, size - done + 1))
                if not part:
                    break
                done += len(part)
                if done > size:
                    break
                yield part
        if done != size:
            raise _damaged(name)

    def read(self, name: str, most: int) -> bytes:
        """All of a small file. Raises Refused for a larger one."""
        if self.sizes[name] > most:
            raise _damaged(name)
        return b"".join(self.parts(name))


class Zipped(Bundle):
    """The files of a zip."""

    def __init__(self, name: str, archive: zipfile.ZipFile, infos: dict[str, Any]) -> None:
        super().__init__(name, {each: info.file_size for each, info in infos.items()})
        self._archive = archive
        self._infos = infos

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be read."""
        try:
            with reading(self.name), self._archive.open(self._infos[name]) as file:
                yield file
        except _BROKEN as error:
            raise _damaged(name) from error


class Extracted(Bundle):
    """The files of a folder: those that its sums name; whatever else lies there is left alone."""

    def __init__(self, folder: str, sizes: dict[str, int]) -> None:
        super().__init__(folder, sizes)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be read."""
        path = os.path.join(self.name, *name.split("/"))
        with reading(path), open(path, "rb") as file:
            yield file


@contextmanager
def zipped(file: IO[bytes], name: str) -> Iterator[Zipped]:
    """The zip in an open file. Raises Refused for a strange one."""
    try:
        with reading(name):
            whole = file.seek(0, os.SEEK_END)
            archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise _damaged(os.path.basename(name)) from error
    with archive:
        yield Zipped(name, archive, _infos(archive, whole))


def _infos(archive: zipfile.ZipFile, whole: int) -> dict[str, Any]:
    """The entries of a zip by name. Raises Refused for one that stands for no plain file."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise Refused(
            f"安装包里的文件太多（{len(entries)} 个，最多 {MOST_FILES} 个）。",
            f"there are too many files in the zip ({len(entries)}, at most {MOST_FILES}).",
        )
    refuse_names(entry.orig_filename for entry in entries)
    packed = 0
    for entry in entries:
        name = entry.orig_filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.external_attr & 0x10 or entry.filename != name:
            raise Refused(
                f"“{shown(name)}”是链接或者特殊文件，不能安装。",
                f"'{shown(name)}' is a link or a special file and cannot be installed.",
            )
        if entry.flag_bits & 0x2041:
            raise Refused(f"“{shown(name)}”是加密的。", f"'{shown(name)}' is encrypted.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        packed += entry.compress_size
        # Deflate makes nothing smaller than a 1,032nd part; whoever declares more has a bomb.
        if entry.file_size > 1032 * entry.compress_size + 1032 or packed > whole:
            raise Refused(
                f"“{shown(name)}”声明的大小不可能是真的。",
                f"the declared size of '{shown(name)}' cannot be true.",
            )
    return {entry.orig_filename: entry for entry in entries}


def refuse_differences(bundle: Bundle, sums: dict[str, str]) -> None:
    """Raise Refused unless a zip holds exactly what its sums name."""
    for name in bundle.sizes:
        if name not in sums and name != SUMS:
            raise Refused(
                f"安装包里的“{shown(name)}”不在 {SUMS} 里。请重新复制或者重新生成安装包。",
                f"'{shown(name)}' of the zip is not in {SUMS}. Copy the zip again, or make it anew.",
            )
    for name in sums:
        if name not in bundle.sizes:
            raise Refused(
                f"安装包里没有 {SUMS} 所列的“{shown(name)}”。请重新复制或者重新生成安装包。",
                f"'{shown(name)}' of {SUMS} is not in the zip. Copy the zip again, or make it anew.",
            )


def sums_in(bundle: Bundle) -> bytes:
    """The sums of what is installed. Raises Refused where there are none."""
    if SUMS not in bundle.sizes:
        raise Refused(
            f"里面没有 {SUMS}，不是触摸屏版的安装包。请用 kiosk 命令生成的安装包。",
            f"there is no {SUMS} in it: it is no kiosk zip. Use one that the command `kiosk` "
            f"has made.",
        )
    return bundle.read(SUMS, MOST_SUMS)


def extracted(folder: str, names: dict[str, str]) -> Extracted:
    """The folder that was extracted from a zip. Raises Failed for a file that is not there."""
    sizes = {}
    for name in [SUMS, *names]:
        path = os.path.join(folder, *name.split("/"))
        with reading(path):
            sizes[name] = os.stat(path).st_size
    return Extracted(folder, sizes)


def is_extracted(folder: str) -> bool:
    """Whether the files of a zip lie in a folder."""
    return os.path.isfile(os.path.join(folder, SUMS)) and os.path.isdir(os.path.join(folder, SITE))


def check_file(bundle: Bundle, name: str, sums: dict[str, str], into: Any = None) -> None:
    """Read a file whole, into a writer if there is one. Raises Refused where the hash differs."""
    digest = hashlib.sha256()
    for part in bundle.parts(name):
        digest.update(part)
        if into is not None:
            into(part)
    if digest.hexdigest() != sums[name]:
        raise Refused(
            f"文件“{shown(name)}”和 {SUMS} 里的校验值不一致。请重新复制或者重新下载安装包，然后再试。",
            f"the file '{shown(name)}' does not match {SUMS}. Copy or download the zip again, "
            f"then try again.",
        )


def beside(path: str, ending: str) -> str:
    """A file that belongs to a zip and lies beside it; empty where there is none."""
    return path + ending if os.path.isfile(path + ending) else ""
