"""A release that changes a few pages: the old segment stays, a second one holds what is new.

The first segment of the old release is linked into the new one, byte for byte; the second is made
anew from all entries that have changed since the first was built, which it keeps for that in
`entries.bin`. `index.json` says which rows of the first count no more, and where the rows of the
second stand in the order by date:

    {"engine": "bigram", "version": 2, "segments": [
        {"folder": "…", "rows": 85000, "pack": 400, "files": 2409, "bytes": …, "removed": [120, 3, 9]},
        {"folder": "…", "rows": 2, "pack": 400, "files": 20, "bytes": …, "before": [0, 4711]}]}

`removed` are steps from row to row, `before` is for each row of the second the row of the first
that it comes before. Nothing here looks at each row of the first segment.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ..entries import Entry, date_key, in_order
from ..errors import BROKEN
from ..fields import Fields
from ..files import write_json
from ..proof import prove
from .cards import Cards
from .index import VERSION, Segment, address_hash, write_segment
from .sounds import read_sounds, write_sounds

_MOST = 0.02
"""Part of the pages that may have changed before the whole index is built anew: the rows that count
no more are fetched all the same, and every query asks both segments."""
_KEPT = "entries.bin"


def write_changes(
    old: Path, site: Path, changed: Sequence[Entry], removed: Collection[str]
) -> int | None:
    """Write the index of a release from that of the one before; gives the number of its pages.

    `old` and `site` are the folders of the two releases; `removed` are addresses. None when the
    index has to be built anew: too much has changed, or the old one is not whole or not of this
    kind. Raises SearchError when what was written does not hold the changed pages.
    """
    try:
        about = json.loads((old / "search" / "index.json").read_bytes())
        if about["engine"] != "bigram" or about["version"] != VERSION:
            return None
        base: Segment
        base, *later = about["segments"]
        kept = _entries(old / "search" / later[0]["folder"]) if later else []
        sounds = read_sounds(old / "search")
        gone = {*removed, *(entry.address for entry in changed)}
        entries = in_order([*changed, *(each for each in kept if each.address not in gone)])
        folder = old / "search" / base["folder"]
        cards = Cards(folder / "cards")
        without = _removed(folder, base, cards, gone)
        if max(len(entries), len(without)) > _MOST * base["rows"]:
            return None
        before = [_place(entry, cards, base["rows"]) for entry in entries]
    except BROKEN:
        return None
    search = site / "search"
    search.mkdir(parents=True, exist_ok=True)
    if _link(folder, search / base["folder"]) != (base.get("files"), base.get("bytes")):
        return None
    steps = np.diff(without, prepend=0).tolist()
    segments = [{**base, "removed": steps}]
    if entries:
        segment, held = write_segment(entries, search, sounds, {_KEPT: _packed(entries)})
        prove(entries, held)
        segments.append({**segment, "before": before})
    else:
        write_sounds(sounds, search)
    write_json(search / "index.json", {**about, "segments": segments})
    return int(base["rows"]) - len(without) + len(entries)


def _removed(folder: Path, base: Segment, cards: Cards, gone: Collection[str]) -> list[int]:
    """The rows of the first segment that count no more, those of these addresses among them."""
    hashes = np.fromfile(folder / "addresses.bin", "<u8")
    if len(hashes) != base["rows"]:
        raise ValueError("the addresses are those of another segment")
    wanted = np.frombuffer(b"".join(map(address_hash, gone)), "<u8")
    found = np.flatnonzero(np.isin(hashes, wanted)).tolist()
    rows = {row for row in found if cards.of(row)[0] in gone}
    return sorted(rows.union(np.cumsum(base.get("removed", [])).tolist()))


def _place(entry: Entry, cards: Cards, rows: int) -> int:
    """The first row of a segment that an entry comes before."""
    own = date_key(entry.facts.get("date", ""))
    low, high = 0, rows
    while low < high:
        middle = (low + high) // 2
        address, _, date, *_ = cards.of(middle)
        other = date_key(date)
        if own > other or (own == other and entry.address < address):
            high = middle
        else:
            low = middle + 1
    return low


def _link(source: Path, target: Path) -> tuple[int, int]:
    """Have the files of a folder in another too, without copying where that is possible.

    Gives the number of files and of their bytes.
    """
    files = size = 0
    target.mkdir()
    for each in os.scandir(source):
        if each.is_dir():
            some, more = _link(Path(each.path), target / each.name)
        else:
            some, more = 1, each.stat().st_size
            try:
                os.link(each.path, target / each.name)
            except OSError:
                shutil.copyfile(each.path, target / each.name)
        files, size = files + some, size + more
    return files, size


def _packed(entries: Sequence[Entry]) -> bytes:
    """Entries as a file, for the build after this one."""
    text = json.dumps([asdict(entry) for entry in entries], ensure_ascii=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 4)


def _entries(folder: Path) -> list[Entry]:
    data = json.loads(zlib.decompress((folder / _KEPT).read_bytes()))
    return [
        Entry(
            each["address"],
            each["title"],
            tuple(each["numbers"]),
            each["facts"],
            Fields(**each["fields"]),
            each["reading"],
        )
        for each in data
    ]
