"""What a file is by its first bytes, and what its name says it is: the list of what may be published."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..diagnostics import Text
from .facts import Refused

ENDINGS: Mapping[str, frozenset[str]] = {
    "pdf": frozenset(("pdf",)),
    "ofd": frozenset(("ofd",)),
    "docx": frozenset(("docx", "dotx", "docm", "dotm")),
    "xlsx": frozenset(("xlsx", "xltx", "xlsm", "xltm")),
    "pptx": frozenset(("pptx", "ppsx", "potx", "pptm", "ppsm", "potm")),
    "xlsb": frozenset(("xlsb",)),
    "odt": frozenset(("odt",)),
    "ods": frozenset(("ods",)),
    "odp": frozenset(("odp",)),
    "ole": frozenset(("doc", "dot", "xls", "xlt", "ppt", "pps", "wps", "et", "dps")),
    "text": frozenset(("txt", "csv", "tsv", "json")),
    "zip": frozenset(("zip",)),
    "jpeg": frozenset(("jpg", "jpeg")),
    "png": frozenset(("png",)),
    "gif": frozenset(("gif",)),
    "webp": frozenset(("webp",)),
}
"""By type, the endings that its files have. What is not here is not published."""
NAMES: Mapping[str, Text] = {
    "pdf": Text("PDF文件", "a PDF"),
    "ofd": Text("OFD文件", "an OFD document"),
    "docx": Text("Word文档", "a Word document"),
    "xlsx": Text("Excel工作簿", "an Excel workbook"),
    "pptx": Text("PowerPoint演示文稿", "a PowerPoint presentation"),
    "xlsb": Text("Excel二进制工作簿", "a binary Excel workbook"),
    "odt": Text("ODF文本文档", "an ODF text document"),
    "ods": Text("ODF电子表格", "an ODF spreadsheet"),
    "odp": Text("ODF演示文稿", "an ODF presentation"),
    "ole": Text("旧版Office或WPS文件", "an old Office or WPS file"),
    "text": Text("纯文本", "plain text"),
    "zip": Text("ZIP压缩包", "a ZIP archive"),
    "jpeg": Text("JPEG图片", "a JPEG picture"),
    "png": Text("PNG图片", "a PNG picture"),
    "gif": Text("GIF图片", "a GIF picture"),
    "webp": Text("WebP图片", "a WebP picture"),
}
PICTURES = frozenset(("jpeg", "png", "gif", "webp"))

_PROGRAM = Text("可执行程序", "a program")
_SCRIPT = Text("脚本", "a script")
_MARKUP = Text(
    "网页或含脚本的标记语言（HTML、SVG、XML等）", "a web page or markup (HTML, SVG, XML …)"
)
_BINARY = Text("无法识别的内容", "something unknown")
_FORBIDDEN: tuple[tuple[bytes, Text], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xfe\xed\xfa\xce", _PROGRAM),
    (b"\xfe\xed\xfa\xcf", _PROGRAM),
    (b"\xce\xfa\xed\xfe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"dex\n", _PROGRAM),
    (b"\0asm", _PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", Text("Windows快捷方式", "a Windows shortcut")),
    (b"7z\xbc\xaf\x27\x1c", Text("7z压缩包", "a 7z archive")),
    (b"Rar!\x1a\x07", Text("RAR压缩包", "a RAR archive")),
    (b"\x1f\x8b", Text("gzip压缩包", "a gzip archive")),
    (b"BZh", Text("bzip2压缩包", "a bzip2 archive")),
    (b"\xfd7zXZ\0", Text("xz压缩包", "an xz archive")),
    (b"\x28\xb5\x2f\xfd", Text("zstd压缩包", "a zstd archive")),
    (b"MSCF", Text("CAB压缩包", "a CAB archive")),
    (b"{\\rtf", Text("RTF文档", "an RTF document")),
    (b"BM", Text("BMP图片", "a BMP picture")),
    (b"II*\0", Text("TIFF图片", "a TIFF picture")),
    (b"MM\0*", Text("TIFF图片", "a TIFF picture")),
    (b"ID3", Text("音频", "a sound")),
    (b"OggS", Text("音频或者视频", "a sound or a film")),
    (b"\x1aE\xdf\xa3", Text("视频", "a film")),
    (b"FLV", Text("视频", "a film")),
    (b"SQLite format 3\0", Text("数据库", "a database")),
    (b"\0\x01\0\0Standard ", Text("Access数据库", "an Access database")),
)
_ALLOWED: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"RIFF", "webp"),
    # UTF-16, which is looked at after decoding.
    (b"\xff\xfe", "text"),
    (b"\xfe\xff", "text"),
)
_FIRST = frozenset(magic[0] for magic, _ in (*_ALLOWED, *_FORBIDDEN))
_MARKUP_START = re.compile(
    rb"\s*<(?:\?xml|\?php|!doctype|!--|html|head|body|script|svg|iframe|[a-z][a-z0-9]*[\s/>])",
    re.IGNORECASE,
)
_MARKUP_INSIDE = re.compile(rb"<(?:script|iframe|svg|html|object|embed)[\s>/]", re.IGNORECASE)
_SCRIPT_START = re.compile(
    rb"#!|@echo\b|\s*(?:on error resume next|option explicit|powershell\b|param\s*\()",
    re.IGNORECASE,
)
_HEAD = 1024
"""Bytes within which browsers look for markup in what says that it is text."""


def type_of(data: bytes) -> str:
    """The type of a file by its first bytes: a key of `NAMES`, `zip` for all that is packed.

    Raises Refused for what may not be published.
    """
    if not data:
        raise Refused("damaged", Text("文件是空的", "the file is empty"))
    start = data[:32]
    if start[0] in _FIRST:  # a city has tens of thousands of tables that begin with a word
        for magic, type_ in _ALLOWED:
            if start.startswith(magic) and (type_ != "webp" or start[8:12] == b"WEBP"):
                return type_
        for magic, what in _FORBIDDEN:
            if start.startswith(magic) and not (len(magic) < 4 and _is_text(data)):
                raise Refused("type", what)
    if start[4:8] == b"ftyp":
        raise Refused("type", Text("视频或者HEIC图片", "a film or a HEIC picture"))
    if data[257:262] == b"ustar":
        raise Refused("type", Text("tar压缩包", "a tar archive"))
    if not _is_text(data):
        raise Refused("type", _BINARY)
    refuse_markup(data)
    return "text"


def refuse_markup(data: bytes) -> None:
    """Raises Refused where a browser or a system might run a text."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP_START.match(head) or _MARKUP_INSIDE.search(data):
        raise Refused("type", _MARKUP)
    if _SCRIPT_START.match(head):
        raise Refused("type", _SCRIPT)


_CONTROLS = bytes({*range(32)} - {*b"\t\n\x0b\x0c\r"}) + b"\x7f"


def _is_text(data: bytes) -> bool:
    """Whether there is nothing in it that no text holds."""
    head = data[:4096]
    return len(head.translate(None, _CONTROLS)) == len(head)


def ending_of(name: str) -> str:
    """What follows the last point of a name, in small letters; Windows drops points at its end."""
    last = name.rpartition("/")[2].rstrip(" .")
    return last.rpartition(".")[2].lower() if "." in last else ""


def is_named_as(type_: str, name: str) -> bool:
    """Whether the ending of a name is one that files of the type have."""
    return ending_of(name) in ENDINGS.get(type_, ())
