"""C5xx, third part: names of files, and names that nobody can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..diagnostics import Span, Text
from ..model.catalogue import Catalogue
from .identity import RESERVED_ANYWHERE
from .rule import Found, found, rule

LONGEST = 120
"""Bytes of a part of a path; systems allow 255, and some archives fewer."""
_PART = re.compile(
    r"[\w（）《》〈〉〔〕【】“”、，。：；！？—·][\w（）《》〈〉〔〕【】“”、，。：；！？—·.()+@, -]*+"
)
"""What a part of a path may consist of: nothing that means something in an address or to a system."""


def name_problem(path: str) -> Text | None:
    """Why a path in the catalogue folder would not stand on every system and in every address."""
    for part in path.split("/"):
        if len(part.encode("utf-8", "surrogateescape")) > LONGEST:
            return Text("太长", "it is too long")
        if part.split(".")[0].lower() in RESERVED_ANYWHERE:
            return Text("是 Windows 保留的名称", "Windows keeps the name for itself")
        if part[-1:] in (".", " "):
            return Text("末尾是点或者空格", "it ends with a dot or a space")
        if not _PART.fullmatch(part) or unicodedata.normalize("NFC", part) != part:
            return Text("含有不能用在文件名里的字符", "it has a sign that no file name should have")
    return None


def _twins(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths that some systems take for another one, with that: letters of other size or width."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        folded = unicodedata.normalize("NFKC", path).casefold()
        if folded in seen:
            yield path, seen[folded]
        seen.setdefault(folded, path)


@rule(
    "C514",
    zh="附件的文件名“{name}”不能用：{problem}",
    en="the file name '{name}' of an attachment cannot be used: {problem}",
    needs_pack=False,
)
def attachment_names_are_sound(catalogue: Catalogue) -> Iterator[Found]:
    """附件的文件名在各种系统上都能用，也不会认错。

    为什么：文件名就是网址的一部分；含有特殊符号、看不见的字符，或者只有大小写不同的文件名，在有的系统上
    打不开，会互相覆盖，也会让人看错文件的类型。
    怎样改：只用汉字、字母、数字、连字符、括号和点，不用 Windows 保留的名称（如 con），不与别的文件只差大小写；
    改名后同时改信息中的 path。

    File names of attachments work on every system and cannot be mistaken.

    Why: the name is part of an address; with special or invisible signs, or only its letters in another
    size, a file cannot be opened on some systems, replaces another, or looks like one of another kind.
    Fix: use letters, digits, hyphens, brackets and dots, no name that Windows reserves (con), and none
    that differs from another only in size of letters; change the path in the record, too.
    """
    for agency in catalogue.agencies.values():
        folder = agency.place.file.rpartition("/")[0]
        for path in sorted(agency.assets):
            if problem := name_problem(path):
                yield found(Span(f"{folder}/{path}"), name=shown(path), problem=problem)
        for path, other in _twins(agency.assets):
            problem = Text(
                f"与“{shown(other)}”只差大小写或全半角",
                f"it is '{shown(other)}' in other letters",
            )
            yield found(Span(f"{folder}/{path}"), name=shown(path), problem=problem)


def shown(path: str) -> str:
    """A path as a message shows it: what cannot be seen by its number."""
    signs = (
        sign if sign.isprintable() and not 0xD800 <= ord(sign) <= 0xDFFF else f"<U+{ord(sign):04X}>"
        for sign in path[:LONGEST]
    )
    return "".join(signs)


@rule(
    "C516",
    zh="“{name}”里没有一个文字或者数字",
    en="'{name}' holds no letter and no digit",
    needs_pack=False,
)
def names_can_be_read(catalogue: Catalogue) -> Iterator[Found]:
    """机关、事项的名称和信息、文章的标题里有文字或者数字。

    为什么：只有符号的名称读不出来，也检索不到，检索索引就通不过核对，整个网站不能发布。
    怎样改：写明名称。

    Names of agencies and items and titles of records and pages hold letters or digits.

    Why: signs alone can be neither read out nor found; the search index would fail its proof, and with it
    the release of the whole site.
    Fix: write what it is called.
    """
    for page in catalogue.prose:
        if page.title and page.place and not _readable(page.title):
            yield found(page.place.at("title"), name=shown(page.title))
    for agency in catalogue.agencies.values():
        if agency.file and not _readable(agency.file.name):
            yield found(agency.place.at("name"), name=shown(agency.file.name))
        for item in agency.items:
            if not _readable(item.entry.name):
                yield found(item.place.at("name"), name=shown(item.entry.name))
        for record in agency.records:
            if not _readable(record.head.title):
                yield found(record.place.at("title"), name=shown(record.head.title))


def _readable(text: str) -> bool:
    return any(map(str.isalnum, text))
