"""The search index of a release: brought up to date where it can be, else made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..model.site import SiteFile
from ..search import Entry, SearchError, build_index, chosen
from .errors import PublishError
from .rounds import Parts


def make_index(
    facts: SiteFile,
    site: Path,
    before: Path | None,
    written: Sequence[Entry],
    parts: Parts,
    progress: Callable[[str, str], None],
) -> int:
    """Index the pages of `site`; gives their number. `written` are those of the engine.

    Raises PublishError when the index is not that of the pages.
    """
    count = len(written) + len(parts.searched)
    engine = chosen(facts.search, count)
    progress(f"建立检索（{count} 页）", f"indexing {count} pages")
    try:
        build_index([*written, *parts.entries()], site, engine, facts.synonyms)
    except SearchError as error:
        raise PublishError(error.message.zh, error.message.en) from error
    return count
