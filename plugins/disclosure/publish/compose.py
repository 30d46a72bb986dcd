"""Shells, catalogue pages, attachments and search index -> one folder that is a whole site."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from ..bodies import BodyTooSlow
from ..checks import KINDS
from ..diagnostics import Diagnostic
from ..exports import feeds, sitemaps
from ..model.catalogue import Catalogue
from ..pages import Page, site_files, site_pages
from ..pages.shell import Shell, join
from ..pages.templates import environment
from ..search import SearchError, SearchPage, build_index
from .audit import dead_links
from .errors import PublishError
from .standalone import standalone
from .swap import MARKER

_ARTICLE = re.compile(r"<article[^>]*\sdata-searched>(.*)</article>", re.S)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_UNLISTED = frozenset(("notfound", "search", "preview", "moved"))
"""Kinds of pages that are no destination: a search engine is not led there."""
_UNUSED = (
    *("assets/javascripts", "assets/images/favicon.png"),
    *("404.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv"),
)
"""What the theme brings and no page of ours loads."""

Progress = Callable[[str, str], None]
"""Told of each step in Chinese and English."""


@dataclass(frozen=True)
class Built:
    """What a release holds."""

    pages: int
    searched: int
    files: int
    version: str


def compose(
    catalogue: Catalogue,
    shells: Mapping[int, Shell],
    site: Path,
    *,
    root: Path,
    drafts: bool = False,
    findings: Sequence[Diagnostic] = (),
    progress: Progress = lambda zh, en: None,
) -> Built:
    """Complete the folder `site`, in which the engine has put the theme and the prose pages.

    `root` is the catalogue folder. With `drafts` (the preview) records that are not yet reviewed
    are there too, marked, and a page shows `findings`. Raises PublishError when a page would
    replace another, a link is dead, or the search index is not complete.
    """
    if catalogue.site.search == "bigram":
        raise PublishError(
            "这个版本还没有 bigram 检索引擎；请在 site.yml 中写 search: auto",
            "this version has no bigram engine yet; write search: auto in site.yml",
        )
    for name in _UNUSED:
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in site.rglob("*.map"):  # of the theme's style sheets, for its developers
        path.unlink()
    written = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    pages = {name: path.read_text("utf-8") for name, path in written.items()}
    searched = [_prose_page(name, html) for name, html in pages.items()]
    address = catalogue.site.address
    origin = "/".join(address.split("/", 3)[:3])
    listed: dict[str, dt.datetime | None] = dict.fromkeys(pages)
    progress("生成页面", "writing pages")
    for page in _in_time(_pages(catalogue, drafts, findings)):
        if page.address in pages:
            raise PublishError(
                f"两个页面的网址相同：{page.address}；请给其中一个改名",
                f"two pages have the address {page.address}; rename one of them",
            )
        html = join(shells[page.address.count("/")], page, address)
        if page.kind == "notfound":
            html = standalone(html, site, origin)
        pages[page.address] = html
        if page.kind not in _UNLISTED:
            listed[page.address] = page.modified
        path = site / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
        searched += [_search_page(page)] if page.searched else []
    for target, source in site_files(catalogue, drafts=drafts):
        path = site / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, path)
    for target, data in _exports(catalogue, listed, drafts):
        path = site / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    version = _write_release(site, catalogue.today, pages)
    progress(f"建立检索（{len(searched)} 页）", f"indexing {len(searched)} pages")
    try:
        build_index(searched, site, "pagefind", catalogue.site.synonyms)
    except SearchError as error:
        raise PublishError(error.message.zh, error.message.en) from error
    progress("核对链接", "checking links")
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead = sorted(set(dead_links(pages, files, address)))
    if dead:
        shown = "\n  ".join(dead[:20])
        raise PublishError(
            f"有 {len(dead)} 处链接没有目标，网站没有更新：\n  {shown}",
            f"{len(dead)} links lead nowhere; the site was not updated:\n  {shown}",
        )
    return Built(len(pages), len(searched), len(files), version)


def _in_time(pages: Iterator[Page]) -> Iterator[Page]:
    """The pages; one whose text cannot be converted in time stops the release."""
    try:
        yield from pages
    except BodyTooSlow as error:
        raise PublishError(
            f"{error} 的正文无法及时转换，请检查其中的特殊符号，或者分成几条信息",
            f"the text of {error} takes too long to convert; look at its signs, or split it",
        ) from error


def preview_page(findings: Sequence[Diagnostic], address: str = "preview.html") -> Page:
    """The page of the live preview that lists the findings."""
    article = environment().get_template("preview.html").render(findings=findings)
    title = _TITLE.search(article)
    return Page(address, "preview", title[1] if title else "", article)


def _pages(catalogue: Catalogue, drafts: bool, findings: Sequence[Diagnostic]) -> Iterator[Page]:
    waiting: set[str] = set()
    if drafts:
        waiting = {
            f"{card.agency}/{card.id}.html"
            for outline in catalogue.outlines.values()
            for card in outline.cards
            if not card.ready
        }
        yield preview_page(findings)
    mark = environment().get_template("draft.html").render() if waiting else ""
    for page in site_pages(catalogue, KINDS, drafts=drafts):
        marked = page.kind in ("record", "service") and page.address in waiting
        yield replace(page, article=mark + page.article) if marked else page


def _search_page(page: Page) -> SearchPage:
    return SearchPage(page.address, page.title, page.article, page.numbers, page.facts)


def _prose_page(address: str, html: str) -> SearchPage:
    article = _ARTICLE.search(html)
    inner = article[1] if article else ""
    title = _TITLE.search(inner)
    words = unescape(re.sub(r"<[^>]*>", "", title[1])) if title else address
    return SearchPage(address, words, inner, (), {})


def _exports(
    catalogue: Catalogue, listed: Mapping[str, dt.datetime | None], drafts: bool
) -> Iterator[tuple[str, bytes]]:
    """The files for programs; `listed` says of each page when it last changed."""
    address = catalogue.site.address
    entries = [(address + p.removesuffix("index.html"), listed[p]) for p in sorted(listed)]
    yield from sitemaps(entries, address)
    yield from feeds(catalogue, drafts=drafts)


def _write_release(site: Path, today: dt.date, pages: Mapping[str, str]) -> str:
    """The one file that says which release this is, so that pages need not."""
    digest = hashlib.sha256()
    for name in sorted(pages):
        digest.update(f"{name}\n{pages[name]}\n".encode())
    version = f"{today:%Y%m%d}-{digest.hexdigest()[:8]}"
    facts = json.dumps({"version": version, "asOf": today.isoformat()})
    path = site / MARKER
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"window.DISCLOSURE_RELEASE = {facts};\n", "utf-8")
    return version
