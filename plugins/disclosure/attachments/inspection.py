"""One file, whatever it is: which module looks into it, and what is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from ..diagnostics import Text
from ..privacy import Hit
from . import kinds, office, opendocument, pdf, pictures, plaintext
from .archive import Archive, is_link, members, opened, shown, wrong_name
from .copies import copy_of
from .facts import (
    MAX_FILE,
    WHOLE,
    Budget,
    Inspection,
    Leak,
    Look,
    Passage,
    Refused,
    inside,
    over,
)

Scan = Callable[[str], Sequence[Hit]]

_FAILED = Text("内容有误，无法检查", "its content is faulty and cannot be looked at")


def inspect(name: str, data: bytes, scan: Scan) -> Inspection:
    """All that is told of an attachment. `scan` finds personal values in a text."""
    look = looked(name, data, Budget())
    leaks = tuple(
        Leak(hit.kind, hit.mask, passage.at(hit.start))
        for passage in look.passages
        for hit in scan(passage.text)
    )
    flaws, copy = look.flaws, copied(look, data)
    if copy is data:
        flaws = tuple(flaw._replace(lost=False) for flaw in flaws)
        return Inspection(look.type, flaws, leaks)
    return Inspection(look.type, flaws, leaks, (len(copy), hashlib.sha256(copy).hexdigest()))


def copied(look: Look, data: bytes) -> bytes:
    """The copy of what was looked at; the very same bytes where nothing is lost."""
    if any(kind in _UNREAD for kind, _, _ in look.found):
        return data
    try:
        copy = copy_of(data, look.type)
    except (Exception, RecursionError):  # as above
        return data
    return data if copy == data else copy


_CLOSED = frozenset(("damaged", "limit", "encrypted", "type"))
_UNREAD = _CLOSED | {"old", "archive"}
"""Flaws of files that were not read to their end."""


def passages(name: str, data: bytes) -> Iterator[Passage]:
    """Every text of an attachment with its place; nothing of one that cannot be looked into."""
    return iter(looked(name, data, Budget()).passages)


def looked(name: str, data: bytes, budget: Budget, *, packed: bool = False) -> Look:
    """What is found in a file, itself in a packed one or not. Raises nothing."""
    look = Look("")
    try:
        if len(data) > MAX_FILE:
            raise Refused("limit", over(len(data)))
        look.type = kinds.type_of(data)
        look = _read(name, data, look, budget, packed)
    except Refused as refused:
        look.flaw(refused.kind, refused.what, refused.where)
    # A damaged file can surprise any reader, and must be told like any other that is damaged.
    except (Exception, RecursionError):
        look.flaw("damaged", _FAILED)
    # Of what could not be opened nobody knows which kind of packed document it is.
    known = look.type in kinds.ENDINGS and not any(kind in _CLOSED for kind, _, _ in look.found)
    if known and not kinds.is_named_as(look.type, name):
        look.flaw("mismatch", kinds.NAMES[look.type])
    return look


def _read(name: str, data: bytes, look: Look, budget: Budget, packed: bool) -> Look:
    if look.type == "text":
        return plaintext.read(name, data)
    if look.type == "pdf":
        return pdf.read(data)
    if look.type in kinds.PICTURES:
        return pictures.read(data, look.type)
    if look.type == "ole":
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
            look.type = ""  # a new document that a password has put into an old envelope
            raise Refused("encrypted", Text("设有密码", "it is protected by a password"))
        raise Refused("old", kinds.NAMES["ole"])
    archive = opened(data, budget)
    if type_ := office.type_of(archive):
        look.type = type_
        return office.read(archive, type_, budget)
    if type_ := opendocument.type_of(archive):
        look.type = type_
        return opendocument.read(archive, type_)
    if "META-INF/MANIFEST.MF" in archive.entries or "AndroidManifest.xml" in archive.entries:
        look.type = ""
        raise Refused("type", Text("Java或者安卓程序", "a program for Java or Android"))
    if packed:
        raise Refused("archive", Text("压缩包里还有压缩包", "an archive in the archive"))
    return _archive(archive, budget)


def _archive(archive: Archive, budget: Budget) -> Look:
    """All that is found in the files of a ZIP, each looked at like an attachment."""
    look = Look("zip")
    for name, info in members(archive):
        where = Text(f"压缩包内的“{shown(name)}”", f"'{shown(name)}' in the archive")
        look.text(Text("压缩包内的文件名", "a name in the archive"), name)
        if why := wrong_name(name):
            look.flaw("archive", Text(f"文件名{why.zh}", f"a name that {why.en}"), where)
        if is_link(info):
            look.flaw("archive", Text("链接", "a link"), where)
            continue
        inner = looked(name, archive.read(info.filename), budget, packed=True)
        for passage in inner.passages:
            look.passages.append(_moved(passage, where))
        for (kind, _, what), places in inner.found.items():
            for place in places:
                look.flaw(kind, what, inside(where, place))
    return look


def _moved(passage: Passage, where: Text) -> Passage:
    find = passage.find
    if find is None:
        return Passage(inside(where, passage.where), passage.text)
    return Passage(
        inside(where, passage.where), passage.text, lambda offset: inside(where, find(offset))
    )


__all__ = ["WHOLE", "inspect", "looked", "passages"]
