"""The search of a release for pages that no server sends, whatever engine the release has."""

from __future__ import annotations

import json
from pathlib import Path

from ..folders import read_plain
from .bigram import Listed, facet_values, listed, script_text, write_scripts
from .entries import entry_of
from .indexing import build_index
from .joined import joined_modules
from .pagefind import read_columns
from .words import synonyms_of

__all__ = [
    "Listed",
    "article_in",
    "facet_values",
    "joined_modules",
    "listed",
    "local_index",
    "script_text",
    "synonyms_of",
    "write_scripts",
]

_START, _END = b" data-searched>", b"</article>"


def article_in(html: bytes) -> bytes | None:
    """The inner HTML of the article of a page that is searched; None of any other."""
    start = html.find(_START, html.find(b"<article"))
    # Text holds no `>` that is not written as an entity, so the first is that of the element itself.
    if start < 0 or html.find(b">", html.find(b"<article")) != start + len(_START) - 1:
        return None
    return html[start + len(_START) : html.rfind(_END)]


def local_index(release: Path, work: Path) -> Path:
    """The folder of an index of the engine `bigram` of all that the search of a release finds.

    It is the release's own where that has such a one; else it is made in the folder `work`. Raises
    SearchError, or what `errors.BROKEN` names where the release has no index that can be read.
    """
    search = release / "search"
    if json.loads((search / "index.json").read_bytes())["engine"] == "bigram":
        return search

    def article_of(address: str) -> str:
        article = article_in(read_plain(f"{release}/{address}")[0])
        if article is None:
            raise ValueError(f"{address} is indexed, and is no page that is searched")
        return article.decode()

    entries = [entry_of(page) for page in read_columns(release, article_of)]
    build_index(entries, work, "bigram", synonyms_of(release))
    return work / "search"
