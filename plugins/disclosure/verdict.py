"""That nothing is wrong with a catalogue, remembered for as long as no file of it changes.

The quickest answer to the commonest question. It is kept for catalogues in which nothing is found but
what is late by the day and may be told to anybody; it holds names, sizes, times and these findings.
This module reads no catalogue and needs no model of one.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .crew import cores
from .diagnostics import Diagnostic, packed, unpacked
from .fingerprint import RACY, Fingerprint, fingerprint, fingerprints
from .store import Store, digest

BEIJING = dt.timezone(dt.timedelta(hours=8))
Counts = Mapping[str, tuple[int, int]]
"""By agency, how many items and records it has."""


@dataclass(frozen=True)
class State:
    """What a catalogue folder looked like at a moment."""

    moment: int
    """In nanoseconds since 1970."""
    agencies: Mapping[str, Fingerprint]
    rest: str
    """A digest of all that findings depend on besides agencies."""
    youngest: int
    """When the last change was."""


def state_of(root: Path, on: dt.date | None) -> State:
    """The state of the catalogue folder `root`, for the day `on` or today in China."""
    moment = time.time_ns()
    folders = [path for path in sorted((root / "agencies").glob("*")) if path.is_dir()]
    looks = fingerprints(folders, cores())
    agencies = {path.name: each for path, each in zip(folders, looks, strict=True)}
    day = on or dt.datetime.now(BEIJING).date()
    rest, young = _rest(root)
    youngest = max((each.youngest for each in agencies.values()), default=0)
    return State(moment, agencies, digest(day.isoformat(), rest), max(young, youngest))


def _rest(root: Path) -> tuple[str, int]:
    """A digest of what lies in the catalogue folder besides agencies, and the last change of it."""
    others = [fingerprint(root / name) for name in ("pages", "packs", "releases")]
    site = root / "site.yml"
    inside = (*root.glob("*"), *(root / "agencies").glob("*"))
    rest = digest(
        root.name,
        site.read_bytes() if site.is_file() else b"",
        *(each.stat for each in others),
        *sorted(path.name for path in inside),
    )
    return rest, max((each.youngest for each in others), default=0)


def witness(root: Path) -> Callable[[Mapping[str, Fingerprint]], bool]:
    """Begin to watch a catalogue folder: what is given tells later whether nothing in it changed.

    It wants to know how each agency looked when it was read.
    """
    rest, _ = _rest(root)

    def same(agencies: Mapping[str, Fingerprint]) -> bool:
        folders = [root / "agencies" / name for name in agencies]
        looks = fingerprints(folders, cores())
        now = {path.name: each.stat for path, each in zip(folders, looks, strict=True)}
        return _rest(root)[0] == rest and now == {n: each.stat for n, each in agencies.items()}

    return same


def known(store: Store, state: State) -> tuple[Counts, Sequence[Diagnostic]] | None:
    """The counts of a catalogue that was judged in this very state, and what was found; else None."""
    kept: Any = store.read("verdict")
    if kept is None or kept[0] != state.rest or kept[1].keys() != state.agencies.keys():
        return None
    if any(kept[1][name][0] != now.stat for name, now in state.agencies.items()):
        return None
    counts = {name: counts for name, (_, counts) in kept[1].items()}
    return counts, [unpacked(values) for values in kept[2]]


def keep(store: Store, state: State, counts: Counts, findings: Iterable[Diagnostic] = ()) -> None:
    """Remember that nothing is wrong but this, unless a file is too young to tell.

    `findings` must hold nothing that may not be published: caches get shared.
    """
    if state.youngest < state.moment - RACY and counts.keys() == state.agencies.keys():
        stats = {name: (each.stat, counts[name]) for name, each in state.agencies.items()}
        store.write("verdict", (state.rest, stats, [packed(each) for each in findings]))
