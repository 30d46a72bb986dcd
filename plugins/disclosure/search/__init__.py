"""Search: the text of pages becomes an index in the site that the browser asks.

The same rules cut page text here and queries in `overrides/assets/disclosure/search-text.js`;
`tests/search_cases.json` holds both to them. An engine turns token strings into files of its own;
everything else (columns, order, facets, the page) is common to all engines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from . import pagefind
from .columns import SearchPage, write_columns
from .pagefind import SearchError

__all__ = ["Engine", "Indexed", "SearchError", "SearchPage", "build_index"]

Engine = Literal["pagefind"]
Indexed = pagefind.Indexed

_ENGINES = {"pagefind": pagefind.write_index}


def build_index(pages: Sequence[SearchPage], site: Path, engine: Engine) -> Indexed:
    """Index the pages into the folder `site`; its older index files are replaced.

    The same pages give the same bytes, in whatever order they come. Raises SearchError when the
    engine fails or has not indexed every page it was given.
    """
    ordered = write_columns(pages, site)
    return _ENGINES[engine](ordered, site)
