"""`catalogue/releases/` -> the manifests, and since when each page has stood unchanged.

A manifest of a city has 85,000 lines, and there will be many. What they say together is kept in the
store, so that they are read again only when one of them changed.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..diagnostics import Diagnostic, Text
from ..fingerprint import RACY
from ..lazily import OnDemand
from ..model.release import (
    NAME,
    REMOVED,
    Facts,
    Flaw,
    Manifest,
    Releases,
    Standing,
    entries,
    read_facts,
    top_of,
)
from ..official import FORM
from ..store import Store, digest, digest_of
from .folder import Folder, contents

FOLDER = "releases"
"""Of the catalogue; and where the store has what the manifests say."""
_KNOWN = "manifests"

Standings = Mapping[str, Mapping[str, Standing]]


def load_releases(
    folder: Folder, findings: list[Diagnostic], store: Store | None = None
) -> Releases:
    """The manifests in the folder; what is no manifest at all is a finding."""
    store = store or Store(None)
    started = time.time_ns()
    files = list(folder.files(".txt", findings))
    if not files:
        return Releases()
    looks = [_look(file, started) for file in files]
    kept: Any = store.read(_KNOWN)
    if kept is not None and kept[0] == looks and None not in looks:
        manifests, prints = [_unpacked(values) for values in kept[1]], dict(kept[2])
        return _releases(folder, manifests, prints, store)
    manifests = sorted(
        (each for file in files if (each := _manifest(file, findings))), key=lambda each: each.order
    )
    standings = _standings(folder, manifests)
    plain = {top: _packed(said) for top, said in standings.items()}
    prints = {top: digest_of(said) for top, said in plain.items()}
    if not any(each.flaw for each in manifests):
        for top, said in plain.items():
            store.write(_place(top), (prints[top], said))
        for name in store.names(FOLDER) - {_place(top).rpartition("/")[2] for top in prints}:
            store.forget(f"{FOLDER}/{name}")
        known = [(*each[:2], tuple(each.facts or ()), *each[3:5]) for each in manifests]
        store.write(_KNOWN, (looks, known, prints))
    return _releases(folder, manifests, prints, store, standings)


def text_of(data: bytes) -> str:
    """A manifest as a text. Raises UnicodeDecodeError."""
    return data.decode("utf-8").replace("\r\n", "\n")


def manifest_of(name: str, file: str, data: bytes) -> Manifest:
    """A manifest of these bytes, with the first thing that is wrong with it."""
    facts: Facts | None = None
    try:
        facts, flaw = read_facts(text_of(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        flaw = Flaw("line", line, Text("不是 UTF-8 文字", "is not UTF-8"))
    match = NAME.fullmatch(name)
    if facts and not flaw and (match is None or match[1] != facts.date):
        problem = Text(f"{facts.date}.txt", f"{facts.date}.txt")
        flaw = Flaw("name", 1, problem)
    return Manifest(name, file, facts, hashlib.sha256(data).hexdigest(), len(data), flaw)


def _manifest(file: Folder, findings: list[Diagnostic]) -> Manifest | None:
    data = contents(file, findings)
    return None if data is None else manifest_of(file.stem, file.name, data)


def _standings(folder: Folder, manifests: Sequence[Manifest]) -> dict[str, dict[str, Standing]]:
    """What the newest manifest says of each page, and since when all of them say the same."""
    usable = [each for each in manifests if not each.flaw and each.facts]
    found: defaultdict[str, dict[str, Standing]] = defaultdict(dict)
    if not usable or usable[-1].facts is None or usable[-1].facts.form != FORM:
        return found
    newest = {page: made for page, made in entries(_text(folder, usable[-1])) if made != REMOVED}
    since = dict.fromkeys(newest, usable[-1].facts.date)
    open_ = set(newest)
    for older in reversed(usable[:-1]):
        if not open_ or older.facts is None or older.facts.form != FORM:
            break
        said = dict(entries(_text(folder, older)))
        open_ = {page for page in open_ if said.get(page) == newest[page]}
        since.update(dict.fromkeys(open_, older.facts.date))
    for page, made in newest.items():
        found[top_of(page)][page] = Standing(made, since[page])
    return dict(found)


def _releases(
    folder: Folder,
    manifests: Sequence[Manifest],
    prints: Mapping[str, str],
    store: Store,
    known: Standings | None = None,
) -> Releases:
    def standings(top: str) -> Mapping[str, Standing]:
        if known is not None:
            return known[top]
        kept: Any = store.read(_place(top))
        if kept is None or kept[0] != prints[top]:  # the cache was damaged
            return _standings(folder, manifests)[top]
        return {page: Standing(*values) for page, *values in kept[1]}

    return Releases(tuple(manifests), OnDemand(prints, standings), prints, partial(_text, folder))


def _text(folder: Folder, manifest: Manifest) -> str:
    data = contents(folder.sub(f"{manifest.id}.txt"), [])
    return text_of(data or b"")


def _look(file: Folder, started: int) -> tuple[str, int, int, int] | None:
    """What tells that a file is that of the last time; None while it may change unseen."""
    try:
        facts = file.path.stat(follow_symlinks=False)
    except OSError:
        return None
    if facts.st_mtime_ns > started - RACY:
        return None
    return file.name, facts.st_size, facts.st_mtime_ns, facts.st_ino


def _unpacked(values: Any) -> Manifest:
    name, file, facts, sha256, size = values
    return Manifest(name, file, Facts._make(facts), sha256, size)


def _packed(said: Mapping[str, Standing]) -> list[tuple[str, str, str]]:
    """For the store: address, hash and day of each page, in their order."""
    return [(page, *said[page]) for page in sorted(said)]


def _place(top: str) -> str:
    """Where the store has what is said of the pages in a folder at the top of the site."""
    return f"{FOLDER}/{digest(top)}"
