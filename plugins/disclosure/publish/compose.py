"""Shells, catalogue pages, attachments and search index -> one folder that is a whole site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from ..checks import KINDS
from ..diagnostics import Diagnostic
from ..exports import sitemaps
from ..model.catalogue import Catalogue
from ..pages import Page
from ..pages.releases import standing_of_prose
from ..pages.shell import Shell, join
from ..pages.templates import environment
from ..pages.view import View, open_view
from ..past.release import INTERNAL, marker_text
from ..past.stories import Past
from ..search import Entry, SearchPage, entry_of
from ..store import Store, digest
from .audit import dead_links, targets
from .bench import Bench
from .errors import PublishError
from .files import files_in
from .finding import make_index
from .parts import Parts
from .rounds import make_parts
from .swap import MARKER

_ARTICLE = re.compile(r"<article[^>]*\sdata-searched>(.*)</article>", re.S)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_STANDING = re.compile(r"\n[ \t]*<!--standing-->")
"""Where a page of the engine says since when its text stands."""
_UNUSED = (
    *("assets/javascripts", "assets/images/favicon.png"),
    *("404.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv"),
)
"""What the theme brings and no page of ours loads."""

Progress = Callable[[str, str], None]
"""Told of each step in Chinese and English."""


@dataclass(frozen=True)
class Keeping:
    """What is known of the catalogue and the release before, so that little is made anew."""

    store: Store
    before: Path | None
    """The release before."""
    twin: Path | None
    """Its twin (see `twin`)."""
    base: str
    """A digest of all that every page is made of, besides its shell."""
    prints: Mapping[str, str]
    """By agency, a digest of all its files."""
    sources: Mapping[str, Mapping[str, str]]
    """By agency, a digest of each of its files by its path there."""
    frames: Mapping[str, str]
    """By agency, a digest of the files that all of its pages may show."""
    outlines: Mapping[str, str]
    """By agency, a digest of its outline."""


ANEW = Keeping(Store(None), None, None, "", {}, {}, {}, {})
"""Nothing is known: everything is made, and nothing kept."""


@dataclass(frozen=True)
class Built:
    """What a release holds."""

    pages: int
    searched: int
    version: str
    parts: Parts = field(repr=False)


def compose(
    catalogue: Catalogue,
    shells: Mapping[int, Shell],
    site: Path,
    *,
    root: Path,
    drafts: bool = False,
    findings: Sequence[Diagnostic] = (),
    progress: Progress = lambda zh, en: None,
    keeping: Keeping = ANEW,
    past: Past | None = None,
    workers: int = 1,
) -> Built:
    """Complete the folder `site`, in which the engine has put the theme and the prose pages.

    `root` is the catalogue folder. With `drafts` (the preview) records that are not yet reviewed
    are there too, marked, and a page shows `findings`. `past` is what git tells of it. Raises PublishError when a page would
    replace another, a link is dead, or the search index is not complete.
    """
    address = catalogue.site.address
    progress("生成页面", "writing pages")
    view = open_view(catalogue, KINDS, drafts=drafts, past=past)
    prose = {name: _cited(view, site, name, html) for name, html in _tidy(site).items()}
    shell_parts = [part for _, shell in sorted(shells.items()) for part in shell.parts]
    bench = Bench(
        view=view,
        root=root,
        shells=shells,
        site=site,
        theme=site,
        before=keeping.before,
        twin=keeping.twin,
        store=keeping.store,
        base=keeping.base and digest(keeping.base, *shell_parts),
        sources=keeping.sources,
        frames=keeping.frames,
        outlines=keeping.outlines,
        drafts=drafts,
    )
    there = [address for address, *_ in files_in(f"{site}", "")]
    parts = make_parts(bench, keeping.prints, there, workers)
    if drafts:
        page = preview_page(findings)
        _put(site / page.address, join(shells[0], page, address).encode())
    listed: dict[str, str | None] = dict.fromkeys(prose)
    listed |= parts.listed
    places = [(address + page.removesuffix("index.html"), listed[page]) for page in sorted(listed)]
    for target, data in () if catalogue.internal else sitemaps(places, address):
        _put(site / target, data)
    version = _write_release(site, catalogue, prose, parts)
    written = [_prose_entry(name, html) for name, html in prose.items()]
    searched = make_index(bench, written, parts, workers, progress)
    progress("核对链接", "checking links")
    _audit(site, address, prose, shells, parts)
    return Built(len(prose) + parts.pages + drafts, searched, version, parts)


def _tidy(site: Path) -> dict[str, str]:
    """Take away what no page uses; gives the pages that the engine made, by address."""
    for name in _UNUSED:
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in site.rglob("*.map"):  # of the theme's style sheets, for its developers
        path.unlink()
    pages = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in pages}


def preview_page(findings: Sequence[Diagnostic], address: str = "preview.html") -> Page:
    """The page of the live preview that lists the findings."""
    article = environment().get_template("preview.html").render(findings=findings)
    title = _TITLE.search(article)
    return Page(address, "preview", title[1] if title else "", article)


def _prose_entry(address: str, html: str) -> Entry:
    article = _ARTICLE.search(html)
    inner = article[1] if article else ""
    return entry_of(SearchPage(address, _title(address, inner), inner, (), {}))


def _title(address: str, html: str) -> str:
    title = _TITLE.search(html)
    return unescape(re.sub(r"<[^>]*>", "", title[1])) if title else address


def _cited(view: View, site: Path, address: str, html: str) -> str:
    """A page of the engine, with what is said of its releases."""
    said = standing_of_prose(view, address, _title(address, html), html)
    whole = _STANDING.sub(lambda _: f"\n{said}" if said else "", html)
    if whole != html:
        (site / address).write_text(whole, "utf-8", newline="\n")
    return whole


def _write_release(site: Path, catalogue: Catalogue, prose: Mapping[str, str], parts: Parts) -> str:
    """The one file that says which release this is, so that pages need not.

    The internal edition stands at no public address, and nothing is compared with it.
    """
    today, address = catalogue.today, catalogue.site.address
    named = digest(*(part for pair in sorted(prose.items()) for part in pair), parts.digest)
    version = f"{today:%Y%m%d}-{named[:8]}"
    facts = {"version": version, "asOf": today.isoformat()}
    facts |= {"edition": INTERNAL} if catalogue.internal else {"address": address}
    _put(site / MARKER, marker_text(facts).encode())
    return version


def _audit(
    site: Path,
    address: str,
    prose: Mapping[str, str],
    shells: Mapping[int, Shell],
    parts: Parts,
) -> None:
    """Raise PublishError when a link leads nowhere."""
    led = parts.doubtful(site, address)
    for depth, shell in shells.items():
        at = "/".join(["-"] * depth + ["-.html"])
        frame = join(shell, Page(at, "", "", ""), address)
        led |= {target: at for target in targets(frame, at, address) if not _is_at(target, at)}
    for at, html in prose.items():
        led |= {target: at for target in targets(html, at, address)}

    def exists(path: str) -> bool:
        return parts.has(path) or (site / path).is_file()

    dead = sorted(set(dead_links(led, exists, lambda path: (site / path).read_text("utf-8"))))
    if dead:
        shown = "\n  ".join(dead[:20])
        raise PublishError(
            f"有 {len(dead)} 处链接没有目标，网站没有更新：\n  {shown}",
            f"{len(dead)} links lead nowhere; the site was not updated:\n  {shown}",
        )


def _is_at(target: str, page: str) -> bool:
    return target.partition("#")[0] == page


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
