"""PDF: the text of pages, annotations, outline and properties, and what else may lie in one."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..diagnostics import Text
from . import pictures
from .facts import MAX_PAGES, Look, Refused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_DAMAGED = Text("PDF结构已损坏，打不开", "its structure is damaged")
_PROPERTIES = Text("文档属性", "document properties")
_ACTIVE = {
    "/JavaScript": Text("JavaScript脚本", "JavaScript"),
    "/Launch": Text("启动程序的动作", "an action that starts a program"),
    "/SubmitForm": Text("提交表单的动作", "an action that submits a form"),
    "/ImportData": Text("导入数据的动作", "an action that imports data"),
    "/RichMediaExecute": Text("多媒体脚本", "a script of media"),
}
_FOREIGN = {
    "/GoToR": Text("指向本机其他文件的链接", "a link to another file"),
    "/GoToE": Text("指向嵌入文件的链接", "a link to an embedded file"),
}
_MEDIA = frozenset(("/Screen", "/RichMedia", "/Movie", "/Sound", "/3D"))
_SAID = frozenset(
    "/Text /FreeText /Highlight /Underline /Squiggly /StrikeOut /Caret /Ink /Line /Square /Circle "
    "/Polygon /PolyLine /Popup".split()
)
_CREATOR = re.compile(
    rb"<dc:creator[\s>].*?<rdf:li[^>]*>\s*[^<\s]|dc:creator=[\"'][^\"']|pdf:Author[^<]*>\s*[^<\s]",
    re.DOTALL,
)
PERSONAL_KEYS = frozenset(("/Author", "/Company", "/Manager", "/LastModifiedBy", "/SourceModified"))
_KNOWN_KEYS = frozenset(
    "/Title /Subject /Keywords /Creator /Producer /CreationDate /ModDate /Trapped /Author".split()
)
_DEEPEST = 60
_LARGE_PAGE = 20 << 20
"""Bytes of the instructions of one page; to read so many takes minutes."""


def read(data: bytes) -> Look:
    """All texts and flaws of a PDF. Raises Refused where it cannot be read."""
    reader = opened(data)
    look = Look("pdf")
    try:
        pages = len(reader.pages)
        if pages > MAX_PAGES:
            raise Refused("limit", Text(f"超过{MAX_PAGES}页", f"more than {MAX_PAGES} pages"))
        if not pages:
            raise Refused("damaged", Text("一页也没有", "it has no page"))
        _objects(reader, look)
        _pages(reader, look)
        _document(reader, look)
    except Refused:
        raise
    # pypdf meets what nobody foresaw in damaged files, and says so by any exception.
    except Exception as error:
        raise Refused("damaged", _DAMAGED) from error
    return look


def opened(data: bytes) -> PdfReader:
    """A reader of a PDF. Raises Refused when it is damaged or encrypted."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would mend is no news to us
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(data))
        encrypted = reader.is_encrypted
    except Exception as error:
        raise Refused("damaged", _DAMAGED) from error
    if encrypted:
        what = Text("设有密码或者权限限制", "it has a password or restrictions")
        raise Refused("encrypted", what)
    return reader


def texts_of(reader: PdfReader) -> list[str]:
    """The text of each page."""
    return [_text_of(page) for page in reader.pages]


def _text_of(page: PageObject) -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > _LARGE_PAGE:
        what = Text("有一页内容太多，无法检查", "a page holds too much to be looked at")
        raise Refused("limit", what)
    return page.extract_text()


def _page(number: int) -> Text:
    return Text(f"第{number}页", f"page {number}")


def _pages(reader: PdfReader, look: Look) -> None:
    scanned = []
    for number, page in enumerate(reader.pages, 1):
        where = _page(number)
        text = _text_of(page)
        look.text(where, text)
        if not text.strip() and _has_picture(page):
            scanned.append(number)
        for each in _list(page.get("/Annots")):
            _annotation(each, where, look)
    if scanned:
        every = len(scanned) == len(reader.pages)
        what = Text("扫描件", "a scan")
        if every:
            look.flaw("scanned", what)
        for number in () if every else scanned:
            look.flaw("scanned", what, _page(number))


def _has_picture(page: PageObject) -> bool:
    resources = _solid(page.get("/Resources"))
    things = _solid(resources.get("/XObject")) if isinstance(resources, dict) else None
    return bool(things) or b"BI" in (page.get_contents() or _NOTHING).get_data()


class _Nothing:
    def get_data(self) -> bytes:
        return b""


_NOTHING: Any = _Nothing()


def _annotation(annotation: object, where: Text, look: Look) -> None:
    note = _solid(annotation)
    if not isinstance(note, dict):
        return
    kind = str(note.get("/Subtype", ""))
    if kind in _SAID or (kind == "/Stamp" and note.get("/Contents")):
        look.flaw("comment", Text("批注", "comments"), where)
    if kind in _MEDIA:
        look.flaw("embedded", Text("音视频或者三维对象", "sound, film or a 3D object"), where)
    if kind == "/FileAttachment":
        look.flaw("embedded", Text("附加的文件", "an attached file"), where)
    on = Text(f"{where.zh}的批注或者表单", f"an annotation or form on {where.en}")
    for key in ("/Contents", "/RC", "/TU", "/V", "/DV"):
        value = _solid(note.get(key))
        if isinstance(value, str):
            look.text(on, str(value))


def _document(reader: PdfReader, look: Look) -> None:
    root = _solid(reader.trailer["/Root"])
    form = _solid(root.get("/AcroForm"))
    if isinstance(form, dict):
        if form.get("/XFA") is not None:
            look.flaw("active", Text("XFA动态表单", "a dynamic form (XFA)"))
        for each in _list(form.get("/Fields")):
            field = _solid(each)
            if isinstance(field, dict):
                _field(field, look)
        if int(form.get("/SigFlags", 0)) & 1:
            look.signed = True
    layers = _solid(root.get("/OCProperties"))
    default = _solid(layers.get("/D")) if isinstance(layers, dict) else None
    if isinstance(default, dict) and _list(default.get("/OFF")):
        look.flaw("hidden", Text("隐藏的图层", "a hidden layer"))
    for title in _titles(reader.outline):
        look.text(Text("书签", "the outline"), title)
    _properties(reader, look)


def _field(field: dict[Any, Any], look: Look, deep: int = 0) -> None:
    if field.get("/FT") == "/Sig" and field.get("/V") is not None:
        look.signed = True
    value = _solid(field.get("/V"))
    if isinstance(value, str):
        look.text(Text("表单", "a form"), str(value))
    for each in _list(field.get("/Kids")) if deep < _DEEPEST else ():
        kid = _solid(each)
        if isinstance(kid, dict):
            _field(kid, look, deep + 1)


def may_be_rewritten(reader: PdfReader) -> bool:
    """Whether there is an author to take out of a file that is not signed and not PDF/A."""
    look = Look("pdf")
    _document(reader, look)
    return any(kind == "author" and lost for kind, lost, _ in look.found)


def names_author(reader: PdfReader) -> bool:
    """Whether its properties tell who made it."""
    look = Look("pdf")
    _properties(reader, look)
    return bool(look.found)


def _properties(reader: PdfReader, look: Look) -> None:
    root, info = _solid(reader.trailer["/Root"]), _solid(reader.trailer.get("/Info"))
    xmp = _bytes_of(_solid(root.get("/Metadata")))
    if b"pdfaid:" in xmp:
        look.signed = True
    lost = not look.signed
    for key, raw in info.items() if isinstance(info, dict) else ():
        value = _solid(raw)
        if not isinstance(value, str) or not value.strip():
            continue
        if key == "/Author":
            look.flaw("author", Text("作者", "the author"), _PROPERTIES, lost=lost)
        elif key in PERSONAL_KEYS or key not in _KNOWN_KEYS:
            look.flaw("author", Text("自定义属性", "custom properties"), _PROPERTIES, lost=lost)
        if key not in ("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"):
            look.text(_PROPERTIES, str(value))
    if _CREATOR.search(xmp):
        look.flaw("author", Text("作者", "the author"), _PROPERTIES, lost=lost)
    look.text(_PROPERTIES, re.sub(r"<[^>]*>", "\n", xmp.decode("utf-8", "replace")))


def _titles(outline: object, deep: int = 0) -> Iterator[str]:
    for each in outline if isinstance(outline, list) else ():
        if isinstance(each, list) and deep < _DEEPEST:
            yield from _titles(each, deep + 1)
        elif title := getattr(each, "title", None):
            yield str(title)


def _objects(reader: PdfReader, look: Look) -> None:
    """What may lie anywhere in the file: actions, embedded files, pictures with their facts."""
    root = _solid(reader.trailer["/Root"])
    own = root.get("/Metadata")
    from pypdf.generic import IndirectObject

    for number, generation in _numbers(reader):
        try:
            value = reader.get_object(IndirectObject(number, generation, reader))
        except RecursionError:
            raise
        except Exception:  # an object that nobody can read is not read by others either
            continue
        reference = getattr(own, "idnum", None)
        _value(value, look, number == reference)


def _numbers(reader: PdfReader) -> list[tuple[int, int]]:
    plain = [(n, gen) for gen, each in reader.xref.items() for n in each if n]
    return sorted({*plain, *((n, 0) for n in reader.xref_objStm)})


def _value(value: object, look: Look, own: bool, deep: int = 0) -> None:
    if deep > _DEEPEST:
        raise Refused("damaged", _DAMAGED)
    if isinstance(value, list):
        for each in value:
            if isinstance(each, (list, dict)):
                _value(each, look, own, deep + 1)
    if not isinstance(value, dict):
        return
    action = str(value.get("/S", ""))
    if action in _ACTIVE:
        look.flaw("active", _ACTIVE[action])
    elif "/JS" in value:
        look.flaw("active", _ACTIVE["/JavaScript"])
    if action in _FOREIGN:
        look.flaw("external", _FOREIGN[action])
    if "/EF" in value or value.get("/Type") == "/EmbeddedFile":
        look.flaw("embedded", Text("附加的文件", "an attached file"))
    if value.get("/Type") == "/Metadata" and not own and _CREATOR.search(_bytes_of(value)):
        look.flaw("author", Text("图片或者页面的作者", "the author of a picture or page"))
    if value.get("/Subtype") == "/Image" and "/DCTDecode" in _filters(value):
        picture = getattr(value, "_data", b"")
        if _filters(value) == ["/DCTDecode"] and isinstance(picture, bytes):
            where = Text("其中的图片", "a picture in it")
            pictures.inside_of(picture, look, where)
    for each in value.values():
        if isinstance(each, (list, dict)):
            _value(each, look, own, deep + 1)


def _filters(value: dict[Any, Any]) -> list[str]:
    filters = _solid(value.get("/Filter"))
    return [str(each) for each in filters] if isinstance(filters, list) else [str(filters)]


def _bytes_of(value: object) -> bytes:
    get = getattr(value, "get_data", None)
    if get is None:
        return b""
    data = get()
    return data if isinstance(data, bytes) else b""


def _solid(value: object) -> Any:
    """A value itself, where a reference to it was given."""
    get = getattr(value, "get_object", None)
    return get() if get is not None else value


def _list(value: object) -> list[Any]:
    solid = _solid(value)
    return list(solid) if isinstance(solid, list) else []
