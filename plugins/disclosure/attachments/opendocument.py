"""OpenDocument (ODF) and OFD: their texts, authors, macros and what is embedded."""

from __future__ import annotations

import re

from ..diagnostics import Text
from . import pictures
from .archive import Archive, shown
from .facts import Look, Refused
from .xml import events

_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_BLOCKS = frozenset(("p", "h", "table-cell", "covered-table-cell", "table-row"))
AUTHORS = {
    "initial-creator": Text("作者", "the author"),
    "creator": Text("最后修改者", "who changed it last"),
    "printed-by": Text("打印者", "who printed it"),
    "user-defined": Text("自定义属性", "custom properties"),
}
SIGNATURES = "META-INF/documentsignatures.xml"
META = "meta.xml"
_PROPERTIES = Text("文档属性", "document properties")
_EMBEDDED = re.compile(r"(?:Object[^/]*|ObjectReplacements)/.*|.*\.(?:bin|ole)")


def type_of(archive: Archive) -> str | None:
    """`odt`, `ods`, `odp` or `ofd`; None when it is no such document."""
    if "OFD.xml" in archive.entries:
        return "ofd"
    if "mimetype" not in archive.entries or "content.xml" not in archive.entries:
        return None
    return _TYPES.get(archive.read("mimetype").strip().removesuffix(b"-template"))


def read(archive: Archive, type_: str) -> Look:
    """All texts and flaws of such a document."""
    look = Look(type_)
    _odf(archive, look) if type_ != "ofd" else _ofd(archive, look)
    return look


def _odf(archive: Archive, look: Look) -> None:
    if SIGNATURES in archive.entries:
        look.signed = True
    manifest = "META-INF/manifest.xml"
    if manifest in archive.entries and any(
        tag == "encryption-data" for tag, _, _ in events(archive.read(manifest))
    ):
        raise Refused("encrypted", Text("设有密码", "it is protected by a password"))
    for name in archive.names:
        if name.startswith(("Basic/", "Scripts/")) and not name.endswith(("-lc.xml", "-lb.xml")):
            look.flaw("macro", Text("宏", "a macro"))
        elif _EMBEDDED.fullmatch(name) and not name.startswith("ObjectReplacements/"):
            look.flaw("embedded", Text("嵌入的对象", "an embedded object"))
        elif name.startswith("Pictures/"):
            where = Text(f"其中的图片“{shown(name[9:])}”", f"picture '{shown(name[9:])}'")
            pictures.inside_of(archive.read(name), look, where)
    for part, where in (
        ("content.xml", Text("正文", "the text")),
        ("styles.xml", Text("页眉、页脚或者样式", "header, footer or styles")),
    ):
        if part in archive.entries:
            _content(archive.read(part), look, where)
    if META in archive.entries:
        lost = not look.signed
        for tag, given, text in events(archive.read(META)):
            if given is None and text.strip():
                if tag in AUTHORS:
                    look.flaw("author", AUTHORS[tag], _PROPERTIES, lost=lost)
                elif tag in ("title", "subject", "description", "keyword"):
                    look.text(_PROPERTIES, text)


def _content(data: bytes, look: Look, where: Text) -> None:
    said: list[str] = []
    hidden = {}
    style, table = "", ""
    for tag, given, text in events(data):
        said.append(text)
        if given is None:
            if tag in _BLOCKS:
                said.append("\n" if tag in ("p", "h", "table-row") else " | ")
            continue
        if tag == "style":
            style = given.get("name", "")
        elif tag == "table-properties" and given.get("display") == "false":
            hidden[style] = True
        elif tag == "table":
            table = given.get("name", "?")
            if given.get("style-name") in hidden:
                place = Text(f"“{table}”", f"'{table}'")
                look.flaw("hidden", Text("隐藏的工作表", "a hidden sheet"), place)
        elif tag == "annotation":
            look.flaw("comment", Text("批注", "comments"), where)
        elif tag == "changed-region":
            look.flaw("tracked", Text("修订记录", "tracked changes"))
        elif tag in ("table-row", "table-column") and given.get("visibility") == "collapse":
            place = Text(f"工作表“{table}”", f"sheet '{table}'")
            look.flaw("hidden", Text("隐藏的行或者列", "hidden rows or columns"), place)
        elif tag in ("table-source", "dde-source", "database-range-source"):
            look.flaw("external", Text("外部数据", "outside data"))
    look.text(where, "".join(said))


def _ofd(archive: Archive, look: Look) -> None:
    for name in archive.names:
        low = name.lower()
        if low.endswith("ofd.xml"):
            _ofd_info(archive.read(name), look)
        elif low.endswith(".xml") and "/signs/" not in low:
            page = re.search(r"Page_(\d+)", name)
            where = Text("正文", "the text")
            if page:
                number = int(page[1]) + 1
                where = Text(f"第{number}页", f"page {number}")
            said = []
            for tag, given, text in events(archive.read(name)):
                if given is None and tag == "TextCode":
                    said.append(text)
                elif given is None and tag == "TextObject":
                    said.append("\n")
                elif given is not None and tag == "Annot":
                    look.flaw("comment", Text("批注", "comments"), where)
                elif given is not None and tag == "Attachment":
                    look.flaw("embedded", Text("附加的文件", "an attached file"))
            look.text(where, "".join(said))
        elif low.endswith((".jpg", ".jpeg", ".png")):
            what = Text("其中的图片", "a picture in it")
            pictures.inside_of(archive.read(name), look, what)


def _ofd_info(data: bytes, look: Look) -> None:
    for tag, given, text in events(data):
        if given is None and text.strip():
            if tag == "Author":
                look.flaw("author", Text("作者", "the author"), _PROPERTIES)
            elif tag in ("Title", "Subject", "Abstract", "Keyword", "CustomData"):
                look.text(_PROPERTIES, text)
