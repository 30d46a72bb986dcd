"""Pictures: what cameras and programs wrote into them besides the picture."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from ..diagnostics import Text
from .facts import WHOLE, Look, Refused, inside, listed
from .kinds import type_of

GPS = Text("拍摄地点（GPS）", "where it was taken (GPS)")
CAMERA = Text("相机或手机的信息", "the camera or telephone")
PERSON = Text("作者姓名", "the name of its author")
_DAMAGED = Text("图片已损坏", "the picture is damaged")
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
ICC = b"ICC_PROFILE\0"
_CAMERA_TAGS = frozenset((0x010F, 0x0110, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435))
"""Maker, model, owner and serial numbers of camera and lens."""
_PERSON_TAGS = frozenset((0x013B, 0x9C9D, 0xA430))
_TAKEN = frozenset((0x9003, 0x9004, 0x927C))
"""When it was taken, and the notes of the maker."""
_IFDS = (0x8769, 0x8825, 0xA005)
_ORIENTATION = 0x0112
_GPS_XMP = re.compile(rb"GPSL(?:atitude|ongitude)|Iptc4xmpExt:Location|photoshop:City", re.I)
_CAMERA_XMP = re.compile(rb"(?:tiff:Model|tiff:Make|aux:SerialNumber|aux:Lens)\b", re.I)
_PERSON_XMP = re.compile(
    rb"<dc:creator|photoshop:AuthorsPosition|xmpRights:Owner|aux:OwnerName", re.I
)


def read(data: bytes, type_: str) -> Look:
    """The texts and flaws of a picture that is published by itself."""
    look = Look(type_)
    lost = type_ in ("jpeg", "png", "webp")
    _note(data, type_, look, WHOLE, lost)
    return look


def inside_of(data: bytes, look: Look, where: Text) -> None:
    """Note the flaws of a picture in another file, from which nothing is lost."""
    try:
        type_ = type_of(data)
    except Refused:
        if data[:4] not in (b"II*\0", b"MM\0*"):
            return
        type_ = "tiff"
    try:
        _note(data, type_, look, where, False)
    except Refused:
        return  # a picture that cannot be shown tells nothing; the document opens without it


def _note(data: bytes, type_: str, look: Look, where: Text, lost: bool) -> None:
    exif, packets, texts = _told(data, type_)
    facts: list[Text] = []
    tags = {tag for block in exif for tag, _ in tags_of(block)}
    xmp = b"\n".join(packets)
    if 0x8825 in tags or _GPS_XMP.search(xmp):
        facts.append(GPS)
    if tags & (_CAMERA_TAGS | _TAKEN) or _CAMERA_XMP.search(xmp):
        facts.append(CAMERA)
    named = any(text.startswith(b"Author\n") and text[7:].strip() for text in texts)
    if named or tags & _PERSON_TAGS or _PERSON_XMP.search(xmp):
        facts.append(PERSON)
    if facts:
        look.flaw("camera", listed(facts), where, lost=lost)
    for text in (*texts, *packets):
        said = re.sub(r"<[^>]*>", "\n", text.decode("utf-8", "replace"))
        look.text(inside(where, Text("图片说明信息", "what is written into the picture")), said)


def _told(data: bytes, type_: str) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Blocks of EXIF, packets of XMP, and other texts."""
    exif: list[bytes] = []
    packets: list[bytes] = []
    texts: list[bytes] = []
    if type_ == "jpeg":
        end_of(data)
        for marker, body in segments(data):
            if marker == 0xE1 and body.startswith(_EXIF):
                exif.append(body[6:])
            elif marker == 0xE1:
                packets.append(body)
            elif marker in (0xED, 0xFE):
                texts.append(body)
    elif type_ == "png":
        for name, body in chunks(data):
            if name == b"eXIf":
                exif.append(body)
            elif name in (b"tEXt", b"iTXt", b"zTXt"):
                said = _png_text(name, body)
                (packets if said.startswith(b"XML:com.adobe.xmp") else texts).append(said)
    elif type_ == "webp":
        for name, body in riff(data):
            if name == b"EXIF":
                exif.append(body.removeprefix(_EXIF))
            elif name == b"XMP ":
                packets.append(body)
    elif type_ == "tiff":
        exif.append(data)
    elif type_ == "gif":
        if not data.rstrip(b"\0").endswith(b"\x3b"):
            raise Refused("damaged", _DAMAGED)
        packets += re.findall(rb"<\?xpacket begin.*?<\?xpacket end", data, re.DOTALL)
    return exif, packets, texts


def _png_text(name: bytes, body: bytes) -> bytes:
    key, _, rest = body.partition(b"\0")
    packed = name == b"zTXt" or (name == b"iTXt" and rest[:1] == b"\1")
    if name == b"iTXt":
        rest = rest[2:].split(b"\0", 2)[-1]
    elif name == b"zTXt":
        rest = rest[1:]
    if packed:
        try:
            rest = zlib.decompressobj().decompress(rest, 1 << 20)
        except zlib.error:
            rest = b""
    if name == b"tEXt" or name == b"zTXt":
        rest = rest.decode("latin-1").encode()
    return key + b"\n" + rest


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment before the picture. Raises Refused for what is damaged."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            raise Refused("damaged", _DAMAGED)
        marker, size = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : at + 2 + size]
        if size < 2 or len(body) != size - 2 or marker in (0x00, 0xD8, 0xD9):
            raise Refused("damaged", _DAMAGED)
        yield marker, body
        at += 2 + size
        if marker == 0xDA:
            yield 0, data[at:]
            return


_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def end_of(data: bytes) -> int:
    """Where a JPEG ends: what follows is no part of the picture. Raises Refused without an end."""
    at = len(data)
    for marker, body in segments(data):
        if not marker:
            at = len(data) - len(body)
    while found := _MARKER.search(data, at):
        at = found.start()
        if data[at + 1] == 0xD9:
            return at + 2
        if at + 4 > len(data):
            break
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    raise Refused("damaged", _DAMAGED)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk of a PNG. Raises Refused for what is damaged."""
    at = 8
    while at < len(data):
        if at + 12 > len(data):
            raise Refused("damaged", _DAMAGED)
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        check = data[at + 8 + size : at + 12 + size]
        if len(body) != size or check != struct.pack(">I", zlib.crc32(name + body)):
            raise Refused("damaged", _DAMAGED)
        yield name, body
        at += 12 + size
        if name == b"IEND":
            return
    raise Refused("damaged", _DAMAGED)


def riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk of a WebP. Raises Refused for what is damaged."""
    at, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data) + 1 or len(data) < 20:
        raise Refused("damaged", _DAMAGED)
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) != size:
            raise Refused("damaged", _DAMAGED)
        yield name, body
        at += 8 + size + size % 2


def tags_of(block: bytes) -> list[tuple[int, int]]:
    """Tags of EXIF with the values of those that are small numbers; as many as can be read."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    found: list[tuple[int, int]] = []
    if order is None or len(block) < 8:
        return found
    waiting: list[int] = [struct.unpack_from(f"{order}I", block, 4)[0]]
    seen: set[int] = set()
    while waiting and len(seen) < 16:
        at = waiting.pop()
        if at in seen or at + 2 > len(block):
            continue
        seen.add(at)
        for number in range(struct.unpack_from(f"{order}H", block, at)[0]):
            entry = at + 2 + 12 * number
            if entry + 12 > len(block):
                break
            tag, kind = struct.unpack_from(f"{order}HH", block, entry)
            value = struct.unpack_from(f"{order}H" if kind == 3 else f"{order}I", block, entry + 8)[
                0
            ]
            found.append((tag, value))
            if tag in _IFDS:
                waiting.append(value)
    return found


def orientation_of(block: bytes) -> int:
    """How EXIF says that a picture must be turned to be upright: 1 to 8; 1 is as it is."""
    return next(
        (value for tag, value in tags_of(block) if tag == _ORIENTATION and 1 <= value <= 8), 1
    )
