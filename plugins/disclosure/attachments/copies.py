"""The published copy of an attachment: without metadata where that is safe, else the same bytes.

No picture is encoded again and no part of a document but its properties is touched. The same bytes
always give the same copy, and a copy has nothing left to lose.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Mapping
from io import BytesIO

from . import office, opendocument, pdf, pictures
from .archive import Archive, opened, rewritten
from .facts import Budget, Refused
from .xml import blanked

_CUSTOM = frozenset(("Properties",))
_ABSOLUTE = {"absPath": "url"}


def copy_of(data: bytes, type_: str) -> bytes:
    """What is published of a file of this type: its own bytes where nothing can or need be lost."""
    clean = _CLEAN.get(type_)
    if clean is None:
        return data
    try:
        return clean(data)
    except Refused:
        return data


def _jpeg(data: bytes) -> bytes:
    """Without EXIF, XMP, IPTC and comments; how it must be turned and its colours stay."""
    blocks = [body[6:] for mark, body in pictures.segments(data) if mark == 0xE1]
    turn = _turn(next((each for each in map(pictures.orientation_of, blocks) if each > 1), 1))
    kept, wanted = [b"\xff\xd8"], turn and b"Exif\0\0" + turn
    for marker, body in pictures.segments(data):
        if not marker:
            end = pictures.end_of(data)
            kept.append(body[: len(body) - (len(data) - end)])
        elif _belongs(marker, body):
            if wanted and marker != 0xE0:
                kept.append(_segment(0xE1, wanted))
                wanted = b""
            kept.append(_segment(marker, body))
    return b"".join(kept)


def _belongs(marker: int, body: bytes) -> bool:
    """Whether a segment is needed to show a picture as it is: of the others (APP1, APP13 …) none is."""
    if marker == 0xE2:
        return body.startswith(pictures.ICC)
    return marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _turn(orientation: int) -> bytes:
    """EXIF that says nothing but how a picture must be turned; empty where it need not be."""
    entry = struct.pack(">HHIHHI", 0x0112, 3, 1, orientation, 0, 0)
    return b"MM\0*\0\0\0\x08\0\x01" + entry if orientation > 1 else b""


_TEXTS = frozenset((b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"))


def _png(data: bytes) -> bytes:
    """Without texts, EXIF and the time of its last change; how it must be turned stays."""
    kept = [data[:8]]
    for name, body in pictures.chunks(data):
        if name == b"eXIf":
            body = _turn(pictures.orientation_of(body))
        if name not in _TEXTS or (name == b"eXIf" and body):
            kept.append(struct.pack(">I", len(body)) + name + body)
            kept.append(struct.pack(">I", zlib.crc32(name + body)))
    return b"".join(kept)


def _webp(data: bytes) -> bytes:
    """Without EXIF and XMP; how it must be turned stays."""
    parts = list(pictures.riff(data))
    blocks = [body.removeprefix(b"Exif\0\0") for name, body in parts if name == b"EXIF"]
    turn = _turn(next((each for each in map(pictures.orientation_of, blocks) if each > 1), 1))
    if blocks in ([], [turn]) and all(name != b"XMP " for name, _ in parts):
        return data
    kept = []
    for name, body in parts:
        if name == b"XMP ":
            continue
        if name == b"EXIF":
            body, turn = turn, b""
        if name == b"VP8X" and body:
            body = bytes([body[0] & ~0x0C | (0x08 if turn else 0)]) + body[1:]
        if name == b"EXIF" and not body:
            continue
        kept.append(struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2))
    whole = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _office(data: bytes) -> bytes:
    """Without author, last editor, company, manager, custom properties and the path of the file."""
    archive = opened(data, Budget())
    if any(name.startswith(office.SIGNATURES) for name in archive.entries):
        return data
    changes = {
        part: _without(archive, part, office.AUTHORS.keys()) for part in (office.CORE, office.APP)
    }
    if office.has_own_properties(archive) and not office.shows_properties(archive):
        changes[office.CUSTOM] = _without(archive, office.CUSTOM, _CUSTOM)
    book = "xl/workbook.xml"
    if book in archive.entries and office.path_of_author(archive.read(book)):
        changes[book] = blanked(archive.read(book), lambda _: False, _ABSOLUTE)
    return _changed(archive, changes)


def _opendocument(data: bytes) -> bytes:
    """Without authors and properties of one's own."""
    archive = opened(data, Budget())
    if opendocument.SIGNATURES in archive.entries:
        return data
    part = opendocument.META
    return _changed(archive, {part: _without(archive, part, opendocument.AUTHORS.keys())})


def _without(archive: Archive, part: str, elements: Collection[str]) -> bytes:
    if part not in archive.entries:
        return b""
    return blanked(archive.read(part), elements.__contains__)


def _changed(archive: Archive, changes: Mapping[str, bytes]) -> bytes:
    """The file with the parts that differ; itself when none does."""
    real = {
        part: data
        for part, data in changes.items()
        if part in archive.entries and data != archive.read(part)
    }
    return rewritten(archive, real) if real else archive.data


def _pdf(data: bytes) -> bytes:
    """Without author and properties, when all pages say the same afterwards."""
    reader = pdf.opened(data)
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    try:
        if not pdf.may_be_rewritten(reader):
            return data
        title = reader.metadata.title if reader.metadata else None
        # Before it is copied: what the root does not lead to is not in the copy.
        reader.root_object.pop(NameObject("/Metadata"), None)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = {"/Title": str(title)} if title else None
        writer.pdf_header = reader.pdf_header
        out = BytesIO()
        writer.write(out)
        made = out.getvalue()
        again = pdf.opened(made)
        same = pdf.texts_of(again) == pdf.texts_of(reader)
        return made if same and not pdf.names_author(again) else data
    # What pypdf cannot write or read again stays as it is, and its author is an error.
    except Exception:
        return data


_CLEAN: Mapping[str, Callable[[bytes], bytes]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "docx": _office,
    "xlsx": _office,
    "pptx": _office,
    "odt": _opendocument,
    "ods": _opendocument,
    "odp": _opendocument,
    "pdf": _pdf,
}
"""By type, what makes the copy. Types that are not here are published as they are."""
