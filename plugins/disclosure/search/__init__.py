"""Search: the text of pages becomes an index in the site that the browser asks.

The same rules cut page text here and queries in `overrides/assets/disclosure/search-text.js`;
`tests/search_cases.json` holds both to them. An engine turns token strings into files of its own;
everything else (columns, order, facets, words, the page) is common to all engines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import pagefind, pagefind_read
from .columns import SearchPage, in_order, write_columns
from .errors import SearchError
from .fields import EngineFiles, fields_of
from .proof import prove
from .words import write_words

__all__ = ["Engine", "Indexed", "SearchError", "SearchPage", "build_index", "prove_index"]

Engine = Literal["pagefind"]

_ENGINES: Mapping[Engine, EngineFiles] = {
    "pagefind": EngineFiles(pagefind.write_index, pagefind_read.read_index)
}
_FOLDERS = ("search", "pagefind")


@dataclass(frozen=True)
class Indexed:
    """What was built."""

    pages: int
    files: int
    """Files of the index, our columns and words among them."""


def build_index(
    pages: Sequence[SearchPage],
    site: Path,
    engine: Engine,
    synonyms: Sequence[Sequence[str]] = (),
) -> Indexed:
    """Index the pages into the folder `site`; its older index files are replaced.

    The same pages give the same bytes, in whatever order they come. Raises SearchError when the
    engine fails, has not indexed every page it was given, or when what it wrote does not hold every
    page's text or does not find a page by its title or one of its numbers.
    """
    rows = write_columns(pages, site)
    fields = [fields_of(page) for page in rows]
    write_words(rows, fields, synonyms, site)
    _ENGINES[engine].write([page.address for page in rows], fields, site)
    prove(rows, fields, _ENGINES[engine].read(site))
    folders = (site / name for name in _FOLDERS)
    files = sum(path.is_file() for folder in folders for path in folder.rglob("*"))
    return Indexed(len(pages), files)


def prove_index(pages: Sequence[SearchPage], site: Path, engine: Engine) -> None:
    """Prove the index on disk against the pages it must hold; raises SearchError naming losses."""
    rows = in_order(pages)
    prove(rows, [fields_of(page) for page in rows], _ENGINES[engine].read(site))
