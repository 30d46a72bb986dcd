"""The search index of a release: taken over, brought up to date, or made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..model.site import SiteFile
from ..search import Entry, SearchError, chosen
from ..store import digest_of
from .bench import Bench
from .errors import PublishError
from .files import files_in, take
from .notes import packed_entry
from .parts import Parts
from .rounds import every_entry, named

_FOLDERS = ("search", "pagefind")


def make_index(
    bench: Bench,
    prose: Sequence[Entry],
    parts: Parts,
    workers: int,
    progress: Callable[[str, str], None],
) -> int:
    """Index the pages of a site; gives their number. `prose` is of the pages of the engine.

    Raises PublishError when the index is not that of the pages.
    """
    from ..search.indexing import build_index  # here: see `rounds.make_parts`

    facts, site, before = bench.view.catalogue.site, bench.site, bench.before
    count = len(prose) + parts.searched
    engine = chosen(facts.search, count)
    key = digest_of([engine, facts.synonyms])
    now = {entry.address: digest_of(packed_entry(entry)) for entry in prose}
    kept: Any = parts.store.read("index") if before and parts.followed else None
    if kept is not None and before is not None and kept[3] != named(before):
        kept = None  # it is of a release that never came into its place
    progress(f"建立检索（{count} 页）", f"indexing {count} pages")
    try:
        if before is None or kept is None or kept[0] != key:
            kept = None
        elif not (parts.changed or parts.removed) and kept[1] == now and _take(before, site, kept):
            return count
        if kept is None or not _follow(before, site, prose, parts, facts, kept[1], now):
            entries = [*prose, *every_entry(bench, parts, workers)]
            build_index(entries, site, engine, facts.synonyms)
    except SearchError as error:
        raise PublishError(error.message.zh, error.message.en) from error
    parts.store.write("index", (key, now, _files(site), named(site)))
    return count


def _follow(
    before: Path | None,
    site: Path,
    prose: Sequence[Entry],
    parts: Parts,
    facts: SiteFile,
    were: dict[str, str],
    now: dict[str, str],
) -> bool:
    """Bring the index of the release before up to date; False when that cannot be done."""
    from ..search.indexing import update_index

    changed = [entry for entry in prose if were.get(entry.address) != now[entry.address]]
    removed = [*parts.removed, *(were.keys() - now.keys())]
    return before is not None and bool(
        update_index(before, site, [*changed, *parts.changed], removed, facts.synonyms)
    )


def _take(before: Path, site: Path, kept: Any) -> bool:
    """Take the whole index over."""
    return all([take(before, site, *file) for file in kept[2]])


def _files(site: Path) -> list[tuple[str, int, int]]:
    """Address, size and time of change of each file of the index."""
    return [file for name in _FOLDERS for file in sorted(files_in(f"{site}/{name}", f"{name}/"))]
