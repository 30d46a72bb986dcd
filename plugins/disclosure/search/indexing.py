"""Entries -> the files of an index in a site, and the proof that they hold them.

Apart from the rest of the room, because whoever only says what is on a page needs none of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..folders import below
from . import Engine, bigram, pagefind
from .bigram import write_changes
from .entries import Entry, in_order
from .errors import BROKEN
from .fields import Held
from .proof import prove
from .words import folded_of, write_words

__all__ = ["Indexed", "build_index", "prove_index", "update_index"]


@dataclass(frozen=True, slots=True)
class _Files:
    """The two sides of an engine in Python, over entries in the order of the rows; the third is
    `search-engine-<name>.js`."""

    write: Callable[[Sequence[Entry], Path], list[Held]]
    """Puts the entries into files of its own below the site, and then does what `read` does."""
    read: Callable[[Sequence[Entry], Path], list[Held]]
    """What those files, read from the disk, hold of each entry."""


_ENGINES: Mapping[Engine, _Files] = {
    "pagefind": _Files(pagefind.write_index, pagefind.read_index),
    "bigram": _Files(bigram.write_index, bigram.read_index),
}
_FOLDERS = ("search", "pagefind")


@dataclass(frozen=True)
class Indexed:
    """What was built."""

    pages: int
    files: int
    """Files of the index, our columns and words among them."""


def build_index(
    entries: Sequence[Entry],
    site: Path,
    engine: Engine,
    synonyms: Sequence[Sequence[str]] = (),
) -> Indexed:
    """Index the entries into the folder `site`; its older index files are replaced.

    The same entries give the same bytes, in whatever order they come. Raises SearchError when the
    engine fails, has not indexed every page it was given, or when what it wrote does not hold every
    page's text or does not find a page by its title or one of its numbers.
    """
    for name in _FOLDERS:
        shutil.rmtree(site / name, ignore_errors=True)
    (site / "search").mkdir(parents=True, exist_ok=True)
    rows = in_order(entries)
    write_words(rows, synonyms, site)
    prove(rows, _ENGINES[engine].write(rows, site))
    return Indexed(len(rows), _files(site))


def update_index(
    old: Path,
    site: Path,
    changed: Sequence[Entry],
    removed: Collection[str],
    synonyms: Sequence[Sequence[str]] = (),
) -> Indexed | None:
    """Make the index of the release in `site` from that of the release before, in `old`.

    `changed` are the entries of new and changed pages, `removed` the addresses of those that are no
    more. Answers are those of a new index; the files are not. None, and no index in `site`, when it
    has to be built anew: it is another engine's, damaged or of another version, or too much has
    changed. Raises SearchError like `build_index`, for the changed pages.
    """
    for name in _FOLDERS:
        shutil.rmtree(site / name, ignore_errors=True)
    try:
        folded = folded_of(old)
    except BROKEN:
        return None
    pages = write_changes(old, site, changed, removed)
    if pages is None:
        shutil.rmtree(site / "search", ignore_errors=True)
        return None
    write_words(changed, synonyms, site, folded)
    return Indexed(pages, _files(site))


def prove_index(entries: Sequence[Entry], site: Path, engine: Engine) -> None:
    """Prove the index on disk against the pages it must hold; raises SearchError naming losses."""
    rows = in_order(entries)
    prove(rows, _ENGINES[engine].read(rows, site))


def _files(site: Path) -> int:
    return sum(facts is not None for name in _FOLDERS for _, facts in below(f"{site}/{name}"))
