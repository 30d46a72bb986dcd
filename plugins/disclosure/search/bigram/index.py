"""An index of all entries, and a segment of it. What its files are: `__init__.py`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypedDict

from ..entries import Entry
from ..errors import BROKEN
from ..fields import Held
from ..files import write_json
from ..spelling import simplified
from ..text import BLOCK_END, tokens
from .cards import ROWS, write_cards
from .facets import packed_columns
from .held import Shown, held_of, shown_of
from .lost import Lost, lost_of
from .parts import SMALLEST, grams_of_part, write_part
from .sounds import Sounds, initials, read_sounds, sounds_of, write_sounds

EDGE = "\x1e"
"""Before and behind a number, so that the whole of one can be asked for. Sorts behind BLOCK_END."""
LISTED = frozenset(("text", "folded", "title", "number", "head"))
"""Parts with lists of the rows of common strings; of the others only the places of pairs are asked."""
_BUCKETS = {
    **{"title": 15_000, "folded": 6_000, "head": 6_000, "number": 60_000},
    **{"gap": 120_000, "initials": 120_000, "sound": 120_000},
}
"""Bytes of full buckets of parts that every query asks, or only a query that found nothing."""
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

    @cache
    def sounds() -> Sounds:
        return sounds_of((tokens(entry.title), entry.reading) for entry in entries)

    segment, held = write_segment(entries, search, sounds)
    write_sounds(sounds(), search)
    about = {"engine": "bigram", "version": VERSION, "segments": [segment]}
    write_json(search / "index.json", about)
    return held


def write_segment(
    entries: Sequence[Entry],
    search: Path,
    sounds: Callable[[], Sounds],
    more: Mapping[str, bytes] | None = None,
) -> tuple[Segment, list[Held]]:
    """Write a segment, with `more` files in its folder, and say what it holds."""
    folder = search / ".segment"
    folder.mkdir()
    texts = parts(sounds)

    def write(name: str) -> Lost:
        grams = grams_of_part(list(map(texts[name], entries)), name in LISTED)
        write_part(grams, folder / name, _BUCKETS.get(name, SMALLEST))
        return lost_of(grams, folder / name)

    # The text takes longer than all else together, and they leave gaps for each other.
    with ThreadPoolExecutor(2) as threads:
        losing = {name: threads.submit(write, name) for name in texts}
        showing = threads.submit(_write_shown, entries, folder)
    lost = {name: each.result() for name, each in losing.items()}
    hashes = b"".join(address_hash(entry.address) for entry in entries)
    (folder / "addresses.bin").write_bytes(hashes)
    for name, data in (more or {}).items():
        (folder / name).write_bytes(data)
    held = held_of(entries, lost, showing.result())
    name, files, size = _digest(folder)
    folder.rename(search / name)
    rows = len(entries)
    return {"folder": name, "rows": rows, "pack": ROWS, "files": files, "bytes": size}, held


def _write_shown(entries: Sequence[Entry], folder: Path) -> Shown:
    write_cards(entries, folder / "cards")
    (folder / "columns.bin").write_bytes(packed_columns(entries))
    return shown_of(entries, folder)


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
    for name, text_of in parts(lambda: sounds).items():
        grams = grams_of_part(list(map(text_of, entries)), name in LISTED)
        lost[name] = lost_of(grams, folder / name)
    return held_of(entries, lost, shown_of(entries, folder))


def parts(sounds: Callable[[], Sounds]) -> Mapping[str, Callable[[Entry], str]]:
    """The token string of an entry for each part, in which a BLOCK_END parts what is no phrase."""
    return {
        "text": lambda entry: entry.fields.text,
        "folded": lambda entry: entry.fields.folded,
        "title": lambda entry: tokens(entry.title),
        "number": lambda entry: _edged(entry.fields.number),
        "head": _head,
        "gap": _gap,
        "initials": lambda entry: initials(entry.reading),
        "sound": lambda entry: sounds().aloud(entry.reading),
    }


def address_hash(address: str) -> bytes:
    """Eight bytes that stand for an address."""
    return hashlib.blake2b(address.encode(), digest_size=8).digest()


def _edged(numbers: str) -> str:
    return "".join(f"{EDGE}{each}{EDGE}{BLOCK_END}" for each in numbers.split(BLOCK_END)[:-1])


def _head(entry: Entry) -> str:
    written = f"{tokens(entry.title)}{BLOCK_END}{_edged(entry.fields.number)}"
    folded = simplified(written)
    return folded if folded != written else ""


def _gap(entry: Entry) -> str:
    title = simplified(tokens(entry.title))
    return f"{title[::2]}{BLOCK_END}{title[1::2]}"


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
