"""Packed files (ZIP and all that is built on it), opened with limits, and written anew."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Text
from .facts import MAX_PART, MAX_RATIO, MEGABYTE, RATIO_FROM, Budget, Refused

_DAMAGED = Text("压缩结构已损坏，打不开", "its packed structure is damaged")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAY = 0x21
"""1980-01-01 as ZIP writes it, the first day that it knows."""
_UTF8 = 0x800
_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error),
    *(RuntimeError, OverflowError, MemoryError, UnicodeError),
)


@dataclass(frozen=True)
class Archive:
    """An opened packed file within its budget."""

    data: bytes
    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    """By name; folders are not among them."""

    @property
    def names(self) -> Sequence[str]:
        """The names of its parts."""
        return list(self.entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused when they cannot be unpacked, KeyError without it."""
        try:
            return self.file.read(self.entries[name])
        except KeyError:
            raise
        except _ERRORS as error:
            raise Refused("damaged", _DAMAGED) from error


def opened(data: bytes, budget: Budget) -> Archive:
    """Open a packed file. Raises Refused when it is damaged, encrypted, or too large unpacked."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        infos = file.infolist()
    except _ERRORS as error:
        raise Refused("damaged", _DAMAGED) from error
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        budget.spend(info.file_size)
        if info.file_size > MAX_PART:
            raise Refused("limit", _LARGE, _part(info.filename))
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise Refused("limit", _BOMB, _part(info.filename))
        if info.flag_bits & 0x41:
            raise Refused("encrypted", Text("设有密码", "it is protected by a password"))
        if info.compress_type not in _READABLE:
            raise Refused("damaged", Text("压缩方法不常用，无法检查", "packed in an unusual way"))
        name = info.filename
        if name.endswith("/") and not info.file_size:
            continue
        if name in entries:
            raise Refused("damaged", Text("有两个同名的部分", "two of its parts have one name"))
        entries[name] = info
    return Archive(data, file, entries)


_LARGE = Text(
    f"有一个部分解压后超过{MAX_PART // MEGABYTE} MB",
    f"a part has more than {MAX_PART // MEGABYTE} MB unpacked",
)
_BOMB = Text("压缩率异常（疑似压缩炸弹）", "it unpacks to far more than is usual (a ZIP bomb)")


def _part(name: str) -> Text:
    return Text(f"其中的“{shown(name)}”", f"'{shown(name)}' in it")


def shown(name: str) -> str:
    """A name as it can be shown in one line: without control characters, not too long."""
    clean = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in name)
    return clean if len(clean) <= 60 else f"{clean[:40]}…{clean[-16:]}"


def true_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese Windows writes GBK without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL
)


def wrong_name(name: str) -> Text | None:
    """Why a name may not be in an archive; None for a good one."""
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return Text("使用了绝对路径", "is an absolute path")
    parts = re.split(r"[/\\]", name.rstrip("/"))
    if ".." in parts:
        return Text("含有“..”，会写到别的文件夹里", "has '..' and would be written elsewhere")
    if any(_DEVICE.fullmatch(part.rstrip(" .")) for part in parts):
        return Text("是Windows的设备名", "is the name of a Windows device")
    if any(part != part.rstrip(" .") or not part for part in parts):
        return Text("以空格或者点结尾", "ends with a space or a point")
    if "\\" in name or any(c in '<>:"|?*' for c in name):
        return Text("含有Windows不允许的字符", "has signs that Windows does not allow")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in name):
        return Text("含有看不见的字符", "has invisible signs")
    return None


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a link to another file."""
    return info.create_system == 3 and (info.external_attr >> 28) == 0xA


def rewritten(archive: Archive, changes: Mapping[str, bytes]) -> bytes:
    """The file with some parts changed: the others byte for byte as they are packed.

    Always the same bytes: names, order and contents are kept, times are the first day that ZIP
    knows, and what is changed is stored as it is, so that no version of zlib has a part in it. Raises
    Refused where the file is not what its directory says.
    """
    out = io.BytesIO()
    directory = []
    for info in archive.file.infolist():
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
        method = info.compress_type
        raw = _raw(archive.data, info)
        size, crc = info.file_size, info.CRC
        if info.filename in changes:
            raw = changes[info.filename]
            method, size, crc = zipfile.ZIP_STORED, len(raw), zlib.crc32(raw)
        # How well deflate packed (bits 1, 2) stays; that sizes follow the data (bit 3) does not.
        flags = info.flag_bits & (_UTF8 | (0b110 if method else 0))
        at = out.tell()
        shared = (20, flags, method, 0, _DAY, crc, len(raw), size, len(name))
        out.write(_LOCAL.pack(b"PK\x03\x04", *shared, 0) + name + raw)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, 0, at) + name)
    at = out.tell()
    whole = b"".join(directory)
    count = len(directory)
    return out.getvalue() + whole + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(whole), at, 0)


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry as they are packed."""
    try:
        magic, *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
    except struct.error as error:
        raise Refused("damaged", _DAMAGED) from error
    start = info.header_offset + _LOCAL.size + name + extra
    raw = data[start : start + info.compress_size]
    if magic != b"PK\x03\x04" or len(raw) != info.compress_size:
        raise Refused("damaged", _DAMAGED)
    return raw


def members(archive: Archive) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Every entry that is a file, with its true name."""
    for info in archive.entries.values():
        yield true_name(info), info
