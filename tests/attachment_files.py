"""Attachments made by the tests, part by part: whole files with one thing in them that matters."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_CORE = (
    '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
    "<dc:title>示例</dc:title><dc:creator>{author}</dc:creator>"
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>示例</Application><Manager>{0}</Manager><Company>{0}</Company></Properties>"
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{0}">'
    "<vt:lpwstr>{1}</vt:lpwstr></property></Properties>"
)
_OUTSIDE = ' TargetMode="External"'
Parts = Mapping[str, str | bytes]
NONE: Parts = MappingProxyType({})


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def core(author: str) -> str:
    return _HEAD + _CORE.format(author=author)


def app(company: str) -> str:
    return _HEAD + _APP.format(company)


def custom(name: str, value: str) -> str:
    return _HEAD + _CUSTOM.format(name, value)


def links(*each: tuple[str, str, bool]) -> str:
    """Relationships: kind, target, whether it lies outside."""
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"'
        f"{_OUTSIDE if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(each, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{RELS}">{said}</Relationships>'


def docx(body: str = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>", parts: Parts = NONE) -> bytes:
    """A Word document with this body and these other parts."""
    document = f'{_HEAD}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    main = links(("officeDocument", "word/document.xml", False))
    whole = {"[Content_Types].xml": _TYPES, "_rels/.rels": main, "word/document.xml": document}
    return packed({**whole, **parts})


def paragraph(text: str, run: str = "") -> str:
    return f"<w:p><w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def word_part(tag: str, inner: str) -> str:
    return f'{_HEAD}<w:{tag} xmlns:w="{WORD}">{inner}</w:{tag}>'


def xlsx(
    fill: Callable[[xlsxwriter.Workbook, Worksheet], None] | None = None,
    author: str = "",
    parts: Parts = NONE,
) -> bytes:
    """A workbook with a sheet “名单”, filled and with these parts added or replaced."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": author, "created": dt.datetime(2026, 1, 2)})
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["项目", "数量"])
        sheet.write_row(1, 0, ["道路", 12])
        if fill:
            fill(book, sheet)
    return packed(unpacked(out.getvalue()) | dict(parts)) if parts else out.getvalue()


def unpacked(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def pptx(text: str = "标题", slide: str = "", parts: Parts = NONE) -> bytes:
    """A presentation of one slide; `slide` are attributes of it."""
    shown = (
        f'{_HEAD}<p:sld xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" {slide}><p:cSld><p:spTree><p:sp>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody>"
        "</p:sp></p:spTree></p:cSld></p:sld>"
    )
    whole = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": links(("officeDocument", "ppt/presentation.xml", False)),
        "ppt/presentation.xml": f'{_HEAD}<p:presentation xmlns:p="{SLIDE}"/>',
        "ppt/slides/slide1.xml": shown,
    }
    return packed({**whole, **parts})


def notes(text: str) -> str:
    return (
        f'{_HEAD}<p:notes xmlns:p="{SLIDE}" xmlns:a="{DRAWING}"><p:cSld><p:spTree><p:sp>'
        '<p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r>'
        f"<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>"
    )


def pdf(
    *objects: str | bytes,
    info: str = "",
    text: str = "Report",
    root: str = "",
    page: str = "",
    resources: str = "",
) -> bytes:
    """A PDF of one page that says `text`; objects are numbered from 7.

    `info` are entries of its properties, `root` of its catalogue, `page` of its page.
    """
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b"/I1 Do"
    whole: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources "
        f"<< /Font << /F1 5 0 R >> {resources} >> {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>".encode(),
        *(each.encode() if isinstance(each, str) else each for each in objects),
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, each in enumerate(whole, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(whole) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(whole) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(entries: str, data: bytes) -> bytes:
    """An object of a PDF with bytes in it."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries.encode(), len(data), data)


def exif(*tags: tuple[int, int, int], gps: bool = False, order: str = ">") -> bytes:
    """A block of EXIF: tag, type and value of each entry."""
    entries = [*tags, *([(0x8825, 4, 8 + 2 + 12 * (len(tags) + 1) + 4)] if gps else [])]
    made = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}IH", 8, len(entries))
    for tag, kind, value in entries:
        made += struct.pack(f"{order}HHI", tag, kind, 1)
        made += (
            struct.pack(f"{order}HH", value, 0) if kind == 3 else struct.pack(f"{order}I", value)
        )
    made += struct.pack(f"{order}I", 0)
    if gps:
        made += struct.pack(f"{order}HHHI4sI", 1, 1, 2, 2, b"N\0\0\0", 0)
    return made


def jpeg(*segments: tuple[int, bytes], tail: bytes = b"", width: int = 16) -> bytes:
    """A grey JPEG of `width` × 8, with these segments behind the first marker."""
    made = b"\xff\xd8"
    for marker, body in segments:
        made += struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    made += b"\xff\xdb\0\x43\0" + b"\x01" * 64
    made += b"\xff\xc0" + struct.pack(">HBHHB3B", 11, 8, 8, width, 1, 1, 0x11, 0)
    for table in (0x00, 0x10):  # one code of one bit, for nought
        made += b"\xff\xc4" + struct.pack(">HB", 20, table) + b"\x01" + b"\0" * 15 + b"\0"
    bits = "00" * (width // 8)
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return made + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + data + b"\xff\xd9" + tail


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A white PNG of 3 × 2, with these chunks before its data."""
    head = struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\xff\xff\x80" * 2)
    whole = [(b"IHDR", head), *chunks, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in whole
    )


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of 1 × 1, with these chunks behind its data."""
    data = bytes.fromhex("2f00000000072fd0ffd1ff01")
    flags = (8 if any(n == b"EXIF" for n, _ in chunks) else 0) | (
        4 if any(n == b"XMP " for n, _ in chunks) else 0
    )
    whole = [(b"VP8X", bytes([flags]) + b"\0" * 9), (b"VP8L", data), *chunks]
    body = b"".join(
        name + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2) for name, each in whole
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def odt(text: str = "<text:p>正文</text:p>", meta: str = "", parts: Parts = NONE) -> bytes:
    """An ODF text document."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    whole = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{_HEAD}<office:document-content {spaces}>{body}</office:document-content>",
        "meta.xml": f"{_HEAD}<office:document-meta {spaces}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
    }
    return packed({**whole, **parts})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
GPS = b"Exif\0\0" + exif((0x0110, 2, 0x41424300), gps=True)
