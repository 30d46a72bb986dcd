"""Search: the text of pages becomes an index in the site that the browser asks.

The same rules cut page text here and queries in `overrides/assets/disclosure/search-text.js`;
`tests/search_cases.json` holds both to them. An engine turns token strings into files of its own;
the words of the site, the order of the rows and the proof are common to all engines, and so is the
search page. What is said of a page is here; the files are made in `indexing.py`.
"""

from __future__ import annotations

from typing import Literal

from .entries import Entry, SearchPage, entry_of
from .errors import SearchError

__all__ = ["Engine", "Entry", "SearchError", "SearchPage", "chosen", "entry_of"]

Engine = Literal["pagefind", "bigram"]
_LARGE = 1000
"""Pages above which a site is searched by `bigram` if nobody says otherwise. Measured with 1,000
pages (benchmarks/README.md): Pagefind loads 246 kB before the first query and takes four times as
long for it."""


def chosen(setting: Literal["auto"] | Engine, pages: int) -> Engine:
    """The engine of a site that has `setting` in its `site.yml` and that many searched pages."""
    if setting == "auto":
        return "bigram" if pages > _LARGE else "pagefind"
    return setting
