"""What all documents of Word, Excel and PowerPoint (and of WPS that saves as these) have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..diagnostics import Text
from . import pictures, sheets, slides, word
from .archive import Archive, shown
from .facts import Budget, Look, Refused
from .xml import Attributes, events, texts_of

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
SIGNATURES = "_xmlsignatures/"
PROPERTIES = Text("文档属性", "document properties")
AUTHORS: Mapping[str, Text] = {
    "creator": Text("作者", "the author"),
    "lastModifiedBy": Text("最后修改者", "who changed it last"),
    "Company": Text("单位", "the company"),
    "Manager": Text("经理", "the manager"),
}
"""Elements of the document properties that tell who made a document."""
_TOLD = frozenset(("title", "subject", "description", "keywords", "category", "contentStatus"))
_OF_WPS = re.compile(r"KSO.*|ICV")
"""Custom properties in which WPS notes its own version."""
_PATH_OF_AUTHOR = re.compile(r"[\\/](?:Users|Documents and Settings|home)[\\/]|d\.docs\.live", re.I)
"""Folders named after a person."""
_MAIN: tuple[tuple[str, str, Callable[[Archive, Look], None]], ...] = (
    ("word/document.xml", "docx", word.read),
    ("xl/workbook.xml", "xlsx", sheets.read),
    ("ppt/presentation.xml", "pptx", slides.read),
)
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/(?:embeddings|activeX|ctrlProps)/")
_MEDIA = re.compile(r"(?:(?:word|xl|ppt)/media|docProps)/[^/]+\.(?:jpe?g|png|tiff?|webp|gif)", re.I)
_PLAIN_LINKS = ("hyperlink", "slideUpdateUrl")
_LOCAL_TARGET = re.compile(r"file:|\\\\|[A-Za-z]:[\\/]", re.IGNORECASE)


def type_of(archive: Archive) -> str | None:
    """`docx`, `xlsx`, `pptx` or `xlsb`; None when it is no such document."""
    if "[Content_Types].xml" not in archive.entries:
        return None
    if "xl/workbook.bin" in archive.entries:
        return "xlsb"
    return next((type_ for part, type_, _ in _MAIN if part in archive.entries), None)


def read(archive: Archive, type_: str, budget: Budget) -> Look:
    """All texts and flaws of a document."""
    if type_ == "xlsb":
        raise Refused("old", Text("是二进制工作簿（.xlsb）", "is a binary workbook (.xlsb)"))
    look = Look(type_)
    if any(name.startswith(SIGNATURES) for name in archive.entries):
        look.signed = True
    _macros(archive, look)
    _links(archive, look)
    _parts(archive, look)
    next(reader for _, each, reader in _MAIN if each == type_)(archive, look)
    _properties(archive, look)
    return look


def _macros(archive: Archive, look: Look) -> None:
    for name in archive.names:
        low = name.lower()
        if low.endswith(("vbaproject.bin", "vbadata.xml")):
            look.flaw("macro", Text("VBA宏", "a VBA macro"))
        elif low.startswith(("xl/macrosheets/", "xl/dialogsheets/")):
            look.flaw("macro", Text("Excel 4.0宏表", "an Excel 4.0 macro sheet"))
    if look.found:
        return
    try:
        types = archive.read("[Content_Types].xml")
    except KeyError:
        return
    for _, given, _ in events(types):
        if given and "macrosheet" in given.get("ContentType", "").lower():
            look.flaw("macro", Text("Excel 4.0宏表", "an Excel 4.0 macro sheet"))
        if given and "vbaproject" in given.get("ContentType", "").lower() and "PartName" in given:
            look.flaw("macro", Text("VBA宏", "a VBA macro"))


def _links(archive: Archive, look: Look) -> None:
    for name in archive.names:
        if not name.endswith(".rels"):
            continue
        for tag, given, _ in events(archive.read(name)):
            if tag == "Relationship" and given and given.get("TargetMode") == "External":
                _link(given, look)
    for part, what in (
        ("xl/connections.xml", Text("数据连接", "a data connection")),
        ("xl/queryTables/", Text("数据查询", "a data query")),
    ):
        if any(name.startswith(part) for name in archive.names):
            look.flaw("external", what)


def _link(given: Attributes, look: Look) -> None:
    kind = given.get("Type", "").rpartition("/")[2]
    target = given.get("Target", "")
    if kind in _PLAIN_LINKS:
        if _LOCAL_TARGET.match(target):
            look.flaw(
                "external", Text("指向本机文件的超链接", "a hyperlink to a file on a computer")
            )
        return
    look.flaw(
        "external", _LINKS.get(kind, Text(f"外部链接（{shown(kind)}）", f"a link ({shown(kind)})"))
    )


_LINKS = {
    "attachedTemplate": Text("外部模板", "a template outside"),
    "externalLinkPath": Text("引用其他工作簿的链接", "a link to another workbook"),
    "xlExternalLinkPath/xlPathMissing": Text("引用其他工作簿的链接", "a link to another workbook"),
    "oleObject": Text("链接的OLE对象", "a linked OLE object"),
    "image": Text("链接的外部图片", "a picture outside"),
    "mailMergeSource": Text("邮件合并的数据源", "the source of a mail merge"),
    "video": Text("链接的外部视频", "a film outside"),
    "audio": Text("链接的外部音频", "a sound outside"),
}


def _parts(archive: Archive, look: Look) -> None:
    """Embedded things, pictures, and texts that several programs keep in the same way."""
    for name in archive.names:
        if _EMBEDDED.match(name) and not name.endswith((".rels", ".xml")):
            look.flaw("embedded", Text("嵌入的文件或者OLE对象", "an embedded file or OLE object"))
        elif name.startswith(("word/activeX/", "xl/activeX/", "ppt/activeX/")):
            look.flaw("embedded", Text("ActiveX控件", "an ActiveX control"))
        elif _MEDIA.fullmatch(name):
            where = Text(
                f"其中的图片“{shown(name.rpartition('/')[2])}”",
                f"picture '{shown(name.rpartition('/')[2])}'",
            )
            pictures.inside_of(archive.read(name), look, where)
        elif re.fullmatch(r"(?:word|xl|ppt)/(?:charts|diagrams|drawings)/[^/]+\.xml", name):
            _drawing(archive, name, look)
        elif re.fullmatch(r"customXml/item\d+\.xml", name):
            look.text(Text("自定义XML数据", "custom XML data"), texts_of(archive.read(name)))


def _drawing(archive: Archive, name: str, look: Look) -> None:
    kind = name.split("/")[1]
    where = {
        "charts": Text("图表", "a chart"),
        "diagrams": Text("SmartArt图形", "a SmartArt graphic"),
        "drawings": Text("图形或者文本框", "a drawing or text box"),
    }[kind]
    look.text(where, paragraphs(archive.read(name)))


def paragraphs(data: bytes, breaks: frozenset[str] = frozenset(("p", "pt"))) -> str:
    """The text of a part with drawings, charts or paragraphs, one a line."""
    said: list[str] = []
    for tag, given, text in events(data):
        if given is None:
            if tag in ("t", "v", "f", "instrText", "delText"):
                said.append(text)
            elif tag in breaks:
                said.append("\n")
    return "".join(said)


def _properties(archive: Archive, look: Look) -> None:
    lost = not look.signed
    for part in (CORE, APP):
        if part not in archive.entries:
            continue
        data = archive.read(part)
        for tag, given, text in events(data):
            if given is not None or not text.strip():
                continue
            if tag in AUTHORS:
                look.flaw("author", AUTHORS[tag], PROPERTIES, lost=lost)
            elif tag in _TOLD:
                look.text(PROPERTIES, text)
    if has_own_properties(archive):
        own = Text("自定义属性", "custom properties")
        look.flaw("author", own, PROPERTIES, lost=lost and not shows_properties(archive))
        look.text(PROPERTIES, texts_of(archive.read(CUSTOM)))
    book = "xl/workbook.xml"
    if book in archive.entries and path_of_author(archive.read(book)):
        where = Text("保存位置", "the place where it was saved")
        look.flaw("author", Text("路径中的用户名", "a user's name in a path"), where, lost=lost)
    for people in ("word/people.xml", "xl/persons/person.xml"):
        if people in archive.entries and any(
            tag == "person" for tag, _, _ in events(archive.read(people))
        ):
            look.flaw("author", Text("批注和修订人的名单", "a list of those who commented"))


def has_own_properties(archive: Archive) -> bool:
    """Whether it has custom properties besides those of WPS that say something."""
    if CUSTOM not in archive.entries:
        return False
    name = ""
    for tag, given, text in events(archive.read(CUSTOM)):
        if tag == "property" and given is not None:
            name = given.get("name", "")
        elif given is None and text.strip() and not _OF_WPS.fullmatch(name):
            return True
    return False


def shows_properties(archive: Archive) -> bool:
    """Whether its text shows a custom property, so that none may be taken out."""
    part = "word/document.xml"
    return part in archive.entries and b"DOCPROPERTY" in archive.read(part)


def path_of_author(book: bytes) -> bool:
    """Whether a workbook notes in which folder of a person it was saved."""
    return any(
        tag == "absPath" and given and _PATH_OF_AUTHOR.search(given.get("url", ""))
        for tag, given, _ in events(book)
    )
