"""`build`: check, render, index, swap into place."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import report
from ..crew import cores
from ..fingerprint import content_prints, fingerprint
from ..store import Store, digest, program
from ..verdict import witness
from .common import Stop, day_of, say, status_of, store_of, survey_of
from .comparing import findings_since_release

if TYPE_CHECKING:
    from ..past.stories import Past
    from ..publish.compose import Built, Keeping
    from ..spool import Spool
    from ..survey import Survey


def build(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    from ..spool import spool

    if options.internal:  # it takes nothing from a cache, and leaves nothing there
        options.no_cache = True
    if options.site_dir is None:
        options.site_dir = Path("site-internal" if options.internal else "site")
    with spool() as opened:
        return _publish(options, opened)


def _publish(options: argparse.Namespace, spool: Spool | None) -> int:
    from ..past.release import INTERNAL, PUBLIC
    from ..publish.edition import refuse_other_edition

    started = time.monotonic()
    day_of(options)
    untouched = witness(options.catalogue.resolve())
    zh = options.lang == "zh"

    def progress(words: str, english: str) -> None:
        say(f"[{time.monotonic() - started:4.1f}s] {words if zh else english} …")

    progress("检查目录", "checking the catalogue")
    seen = survey_of(options, spool, _get_ready)
    catalogue, root = seen.catalogue, options.catalogue.resolve()
    refuse_dangerous(options.site_dir.resolve(), root)
    refuse_other_edition(options.site_dir.resolve(), INTERNAL if options.internal else PUBLIC)
    findings = findings_since_release(options, seen)
    summary = report.summarise(seen.counts, findings)
    if findings:
        say(report.as_text(findings, summary, options.lang))
    if status_of(summary, options.strict):
        say(
            "网站没有更新。改正以上问题后，请重新运行。"
            if zh
            else "The site was not updated. Mend the findings above and run again."
        )
        return 1

    from .. import engine
    from ..derived import keep_in
    from ..model.visible import as_internal
    from ..past.stories import past_of
    from ..publish.compose import compose
    from ..publish.rounds import keep_parts
    from ..publish.swap import release
    from ..publish.twin import drop

    keep_in(store_of(options))
    keeping = _keeping(options, seen)
    past = past_of(root, catalogue, store_of(options), cores())
    _tell(past, options.lang)
    if options.internal:
        catalogue = as_internal(catalogue)

    def make(site: Path) -> Built:
        refuse_other_edition(options.site_dir.resolve(), INTERNAL if options.internal else PUBLIC)
        progress("生成页面外框和说明页", "rendering the shell and the prose pages")
        try:
            store, on = store_of(options), options.on or ""
            shells = engine.shells_for(root, site, store, on, internal=options.internal)
            built = compose(
                catalogue,
                shells,
                site,
                root=root,
                progress=progress,
                keeping=keeping,
                past=past,
                workers=cores(),
            )
        except Exception:
            if untouched(seen.looks):
                raise
            raise _changed() from None  # whatever followed from it
        if not untouched(seen.looks):
            raise _changed()
        return built

    def after(built: Built, old: Path | None) -> None:
        """Leave what the next release may take over."""
        if options.no_cache:
            drop(options.site_dir.resolve())
        else:
            keep_parts(built.parts, options.site_dir.resolve(), old)
            remember_source(options, seen)
            store_of(options).tidy()

    built = release(options.site_dir, make, after)
    seconds = time.monotonic() - started
    site = options.site_dir
    if options.internal:
        say(
            f"{site}/ 是内部版：仅供机关内部使用，不得对外公开，也不要提交到公开的仓库。"
            if zh
            else f"{site}/ is an internal edition: for the agencies alone. Do not publish it, nor "
            f"commit it to a public repository."
        )
    print(
        f"已发布 {site}/：{summary.agencies} 个机关、{summary.items} 个事项、"
        f"{summary.records} 条信息，{built.pages} 个页面（{built.searched} 页可检索），"
        f"{summary.errors} 个错误、{summary.warnings} 个警告，用时 {seconds:.1f} 秒，"
        f"版本 {built.version}。\n"
        f"打开网站：python3 -m http.server --directory {site} 8000，"
        f"再用浏览器访问 http://127.0.0.1:8000/"
        if zh
        else f"Published {site}/: {summary.agencies} agencies, {summary.items} items, "
        f"{summary.records} records, {built.pages} pages ({built.searched} searched), "
        f"{summary.errors} errors, {summary.warnings} warnings, in {seconds:.1f} s, "
        f"version {built.version}.\n"
        f"To open it: python3 -m http.server --directory {site} 8000, "
        f"then visit http://127.0.0.1:8000/"
    )
    return 0


def _changed() -> Stop:
    """What was read first and what was read last may not fit, and has not all been checked."""
    return Stop(
        "生成网站时目录里的文件有改动，所以没有发布，原来的网站不变。请等改动完成后再运行一次。",
        "files of the catalogue changed while the site was being made; nothing was published and "
        "the old site stands. Run again when the changes are complete.",
    )


def _tell(past: Past, lang: str) -> None:
    """Say once what is to be said of the history of changes."""
    if past.missing:
        reason = past.missing.lang(lang)
        say(f"没有变更记录：{reason}" if lang == "zh" else f"No history of changes: {reason}.")
    if past.note:
        said = past.note.lang(lang)
        say(said if lang == "zh" else f"{said[0].upper()}{said[1:]}.")


def _get_ready() -> None:
    """Load what makes pages, and the templates that most builds need: half a second of work."""
    from .. import engine  # noqa: F401
    from ..pages.templates import environment
    from ..publish import compose, rounds  # noqa: F401

    for name in ("record.html", "record-parts.html", "macros.html", "words.html"):
        environment().get_template(name)


def _keeping(options: argparse.Namespace, seen: Survey) -> Keeping:
    """What the release before has left for this one, if it is one of ours."""
    from ..publish.compose import ANEW, Keeping
    from ..publish.swap import MARKER
    from ..publish.twin import twin_of

    store = store_of(options)
    site = options.site_dir.resolve()
    if store.folder is None:
        return ANEW
    own = _store_of_site(options)
    before = site if (site / MARKER).is_file() else None
    facts = seen.catalogue.site.model_dump_json()
    packs = [pack.file.model_dump_json() for pack in seen.catalogue.packs]
    articles = [a.model_dump_json() for pack in seen.catalogue.packs for a in pack.articles]
    base = digest(program(), facts, *packs, *articles)
    twin = before and twin_of(site)
    return Keeping(
        *(own, before, twin, base), seen.prints, seen.sources, seen.frames, seen.outlines
    )


def _store_of_site(options: argparse.Namespace) -> Store:
    """What is kept of one site.

    Two sites of one catalogue have files of their own; a copy of the whole is as good.
    """
    folder = store_of(options).folder
    place = os.path.relpath(options.site_dir.resolve(), options.catalogue.resolve().parent)
    return Store(folder and folder / f"site-{digest(place)[:12]}")


def remember_source(options: argparse.Namespace, seen: Survey) -> None:
    """Keep what the site was made of; not in the site, for it also tells of what is not public."""
    from ..publish.swap import MARKER

    marker = (options.site_dir / MARKER).read_bytes()
    _store_of_site(options).write("source", (marker, _source(options, seen)))


def is_of(options: argparse.Namespace, seen: Survey) -> bool | None:
    """Whether the site was made of the catalogue as it stands; None where that is not known."""
    from ..publish.swap import MARKER

    kept: Any = _store_of_site(options).read("source")
    if kept is None or kept[0] != (options.site_dir / MARKER).read_bytes():
        return None
    return bool(kept[1] == _source(options, seen))


def _source(options: argparse.Namespace, seen: Survey) -> str:
    """A digest of all files of the catalogue but the manifests of releases."""
    root = options.catalogue.resolve()
    parts: list[str | bytes] = [(root / "site.yml").read_bytes()]
    for name in ("pages", "packs"):
        prints = content_prints(root / name, fingerprint(root / name).names)
        parts += [name, *(part for pair in sorted(prints.items()) for part in pair)]
    return digest(*parts, *(part for pair in sorted(seen.prints.items()) for part in pair))


def refuse_dangerous(site: Path, catalogue: Path, option: str = "--site-dir") -> None:
    """Raise Stop where a site would land on the catalogue, in it, or around it; `option` names it."""
    if site == catalogue or site in catalogue.parents or catalogue in site.parents:
        raise Stop(
            f"{option} 不能是目录文件夹、它的上级或里面的文件夹：{site.name}；请另选一个文件夹",
            f"{option} cannot be the catalogue, around it or in it: {site.name}; choose another",
        )
