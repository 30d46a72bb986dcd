"""An index of all entries, and a segment of it. What its files are: `__init__.py`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from ...crew import beside
from ..entries import Entry
from ..errors import BROKEN
from ..fields import Held
from ..files import write_json
from .cards import ROWS, card_of, write_cards
from .facets import packed_columns
from .held import Shown, held_of, shown_of
from .lost import Lost, lost_of
from .parts import SMALLEST, grams_of_part, write_part
from .sounds import Sounds, read_sounds, write_sounds
from .stream import Stream, stream_of
from .texts import texts_of

LISTED = frozenset(("text", "folded", "title", "number", "head"))
"""Parts with lists of the rows of common strings; of the others only the places of pairs are asked."""
_BUCKETS = {
    **{"title": 15_000, "folded": 6_000, "head": 6_000, "number": 60_000},
    **{"gap": 120_000, "initials": 120_000, "sound": 120_000},
}
"""Bytes of full buckets of parts that every query asks, or only a query that found nothing."""
_TEXT = "text"
_ALONE = 5000
"""Rows up to which a second process costs more than it gains."""
VERSION = 2
"""Of all these files together; an index of another one is not read."""


class Segment(TypedDict, total=False):
    """A segment as `index.json` describes it; `segments.py` has the last two."""

    folder: str
    rows: int
    pack: int
    """Rows of a pack of cards."""
    files: int
    bytes: int
    removed: list[int]
    before: list[int]


def write_index(entries: Sequence[Entry], site: Path) -> list[Held]:
    """Write the index of entries in the order of the rows, and say what is there afterwards."""
    search = site / "search"
    search.mkdir(parents=True, exist_ok=True)
    segment, held = write_segment(entries, search, Sounds())
    about = {"engine": "bigram", "version": VERSION, "segments": [segment]}
    write_json(search / "index.json", about)
    return held


def write_segment(
    entries: Sequence[Entry],
    search: Path,
    sounds: Sounds,
    more: Mapping[str, bytes] | None = None,
) -> tuple[Segment, list[Held]]:
    """Write a segment, with `more` files in its folder, and say what it holds.

    `sounds` are those of the segments before; with those of this one they are written, too.
    """
    folder = search / ".segment"
    folder.mkdir()
    # Before there is a second process: to read a string is to write its count of uses, and a page
    # of memory that two processes share is there twice once one of them writes it.
    streams = [stream_of(texts_of(entries, sounds)[_TEXT]())]
    with beside(len(entries) > _ALONE, _write_rest, entries, folder, sounds, streams) as rest:
        # The text takes longer than all else together.
        text = _write_part(_TEXT, streams.pop(), folder)
        lost, shown = rest()
    hashes = b"".join(address_hash(entry.address) for entry in entries)
    (folder / "addresses.bin").write_bytes(hashes)
    for name, data in (more or {}).items():
        (folder / name).write_bytes(data)
    held = held_of(entries, {_TEXT: text, **lost}, shown)
    name, files, size = _digest(folder)
    folder.rename(search / name)
    rows = len(entries)
    return {"folder": name, "rows": rows, "pack": ROWS, "files": files, "bytes": size}, held


def _write_rest(
    entries: Sequence[Entry], folder: Path, sounds: Sounds, unused: list[Stream]
) -> tuple[Mapping[str, Lost], Shown]:
    """Write all but the text; what a process of its own would keep of that, unused, is let go."""
    unused.clear()
    texts = texts_of(entries, sounds)
    lost = {
        name: _write_part(name, stream_of(texts[name]()), folder) for name in texts if name != _TEXT
    }
    write_sounds(sounds, folder.parent)
    cards, columns = list(map(card_of, entries)), packed_columns(entries)
    write_cards(cards, folder / "cards")
    (folder / "columns.bin").write_bytes(columns)
    return lost, shown_of(cards, columns, folder)


def _write_part(name: str, stream: Stream, folder: Path) -> Lost:
    grams = grams_of_part(stream, name in LISTED)
    del stream
    write_part(grams, folder / name, _BUCKETS.get(name, SMALLEST))
    return lost_of(grams, folder / name)


def read_index(entries: Sequence[Entry], site: Path) -> list[Held]:
    """What the index of a cold build holds of these entries, which are in the order of the rows."""
    search = site / "search"
    try:
        (segment,) = json.loads((search / "index.json").read_bytes())["segments"]
        folder = search / str(segment["folder"])
        sounds = read_sounds(search)
    except BROKEN:
        return []
    lost = {}
    for name, texts in texts_of(entries, sounds).items():
        grams = grams_of_part(stream_of(texts()), name in LISTED)
        lost[name] = lost_of(grams, folder / name)
    if sounds != read_sounds(search):
        return []  # there are titles of which it lacks the sounds
    shown = shown_of(list(map(card_of, entries)), packed_columns(entries), folder)
    return held_of(entries, lost, shown)


def address_hash(address: str) -> bytes:
    """Eight bytes that stand for an address."""
    return hashlib.blake2b(address.encode(), digest_size=8).digest()


def _digest(folder: Path) -> tuple[str, int, int]:
    """A name for a segment, from its files and what is in them; how many files and bytes it has."""
    digest = hashlib.blake2b(digest_size=6)
    paths, size = sorted(folder.rglob("*.bin")), 0
    for path in paths:
        data = path.read_bytes()
        size += len(data)
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.blake2b(data).digest())
    return digest.hexdigest(), len(paths), size
