"""The hashes of a finished site, and of pages that somebody has saved.

What is read here may come from anyone: files that are huge, no text or no page are told apart, and
nothing of them is trusted.
"""

from __future__ import annotations

import email
import email.policy
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ..crew import crew, workers_for
from ..diagnostics import Text
from ..official import canonical, official_hash, official_text
from .errors import PublishError, refused
from .files import files_in

LARGEST = 20_000_000
"""Bytes of a saved page; the longest of a city of 530 agencies has 0.7 million."""
_AT_ONCE = 500
"""Pages that are read in one task."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([a-z0-9_-]{1,20})""", re.IGNORECASE)
_INSIDE = re.compile(r"""<meta[^>]{0,20}name=["']?disclosure:edition["']? [^>]{0,20}internal""")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MESSAGE = re.compile(rb"(?:From|MIME-Version|Snapshot-Content-Location):", re.IGNORECASE)


class Saved(NamedTuple):
    """A page that somebody has saved."""

    text: str
    """Its official text."""
    hash: str
    address: str
    """What it says of itself where it stands on the web."""


def site_hashes(site: Path, workers: int) -> dict[str, str]:
    """The hash of each page of a site that is cited, by its address relative to the site."""
    files = files_in(os.fspath(site), "")
    pages = sorted(name for name, size, _ in files if name.endswith(".html") and size >= 0)
    parts = [pages[start : start + _AT_ONCE] for start in range(0, len(pages), _AT_ONCE)]
    with crew(workers_for(len(pages), len(parts), workers), _prepare, site) as hands:
        return {page: made for part in hands.run(_hashes, parts) for page, made in part}


_given: list[Path] = []


def _prepare(site: Path) -> None:
    _given[:] = [site]


def _hashes(pages: Sequence[str]) -> list[tuple[str, str]]:
    (site,) = _given
    made = [(page, official_hash(_read(site / page))) for page in pages]
    return [(page, each) for page, each in made if each]


def saved(path: Path) -> Saved:
    """What a saved page says. Raises PublishError where it is no page of such a site."""
    html = _read(path)
    if _INSIDE.search(html):
        raise _wrong(
            path,
            "是内部版的网页，不是公开发布的网页，没有版本清单可以核对；不得对外公开",
            "is a page of an internal edition: no manifest covers it. It must not be published",
        )
    text, address = official_text(html), canonical(html)
    if not text:
        raise _wrong(
            path,
            "里没有可以核对的正式文字。只有公开信息、事项、指南、联系方式和法规等页面可以核对",
            "has no official text to check; lists, notices and the home page cannot be checked",
        )
    if not address:
        raise _wrong(
            path,
            "没有写明自己的网址（canonical），不知道与哪一页核对；请重新保存网页",
            "does not say where it stands on the web (canonical); save the page again",
        )
    if _CONTROLS.search(text + address):  # it is printed, and a terminal obeys them
        raise _wrong(
            path, "里有控制字符，不是本程序生成的网页", "has control characters in its text"
        )
    return Saved(text, official_hash(html) or "", address)


def place_of(address: str, site: str) -> str | None:
    """Where a public address lies in the site whose address is `site`; None outside of it."""
    if not address.startswith(site):
        return None
    path = address[len(site) :].partition("#")[0].partition("?")[0]
    path = unquote(path)
    return f"{path}index.html" if not path or path.endswith("/") else path


class Differences(NamedTuple):
    """How a site differs from a manifest, by addresses."""

    changed: list[str]
    missing: list[str]
    """In the manifest, and not in the site."""
    new: list[str]
    """In the site, and not in the manifest."""

    def __bool__(self) -> bool:
        return any(self)

    @property
    def total(self) -> int:
        """Of all addresses that differ."""
        return sum(map(len, self))


def differences(site: Mapping[str, str], manifest: Mapping[str, str], removed: str) -> Differences:
    """How the pages of a site differ from those of a manifest; `removed` stands for no hash."""
    known = {page for page, made in manifest.items() if made != removed}
    return Differences(
        sorted(page for page in known & site.keys() if site[page] != manifest[page]),
        sorted(known - site.keys()),
        sorted(site.keys() - known),
    )


def _read(path: Path) -> str:
    """The HTML of a page, also out of a file that holds a page with its pictures (MHTML)."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        said = refused(error)
        raise PublishError(f"{said.zh}。", f"{said.en}.") from error
    if len(data) > LARGEST:
        raise _wrong(path, "太大，不是本程序生成的网页", "is too large for a page of this program")
    if _MESSAGE.match(data):
        data = _page_in(data, path)
    return _decoded(data, path)


def _page_in(data: bytes, path: Path) -> bytes:
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                body = part.get_payload(decode=True)
                if isinstance(body, bytes):
                    return body
    except (ValueError, LookupError, RecursionError, AttributeError):
        pass
    raise _wrong(path, "里没有网页", "holds no page")


def _decoded(data: bytes, path: Path) -> str:
    if b"\0" not in data[:1000]:
        found = _CHARSET.search(data[:2000])
        chinese = found is not None and found[1].lower().startswith(b"gb")
        for encoding in ("utf-8-sig", *(["gb18030"] if chinese else [])):
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
    raise _wrong(path, "不是网页（不是 UTF-8 文字）", "is no page (not UTF-8)")


def _wrong(path: Path, zh: str, en: str) -> PublishError:
    return PublishError(f"“{path.name}”{zh}", f"{path.name} {en}")


def said_of(differing: Differences) -> Text:
    """The differences in words."""
    return Text(
        f"{len(differing.changed)} 页文字不同，{len(differing.missing)} 页没有了，"
        f"{len(differing.new)} 页不在清单里",
        f"{len(differing.changed)} pages differ, {len(differing.missing)} are missing, "
        f"{len(differing.new)} are not in the manifest",
    )
