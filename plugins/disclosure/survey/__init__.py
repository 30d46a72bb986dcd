"""The state of a whole catalogue, agency by agency: what is wrong, and an outline of each.

Only agencies whose files changed since the last run are read; the store tells of the others. What
a rule asked of other agencies is remembered by their outlines, so that a change there counts here.
Of an agency in which only records changed, only these are read and judged, if that is enough
(`look.py`). What is remembered, and of which agencies, stands in `memory.py`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .. import checks
from ..crew import crew, workers_for
from ..diagnostics import Diagnostic
from ..fingerprint import Fingerprint, content_prints, fingerprint, fingerprints
from ..lazily import OnDemand
from ..load import agencies_later, agency_folders, load_common, releases_of
from ..load.shelf import Shelf, shelf_of
from ..model.catalogue import Catalogue
from ..model.outline import unpacked
from ..spool import Spool
from ..store import Store, digest
from .look import INSPECTED, Given, Seen, look_at, prepare
from .memory import recall, remember


@dataclass(frozen=True)
class Survey:
    """What is known of a catalogue after every agency has been looked at."""

    catalogue: Catalogue
    """With every outline; an agency is read when asked for."""
    findings: tuple[Diagnostic, ...]
    prints: Mapping[str, str]
    """By agency, a digest of all its files."""
    sources: Mapping[str, Mapping[str, str]]
    """By agency, a digest of each of its files by its path there."""
    frames: Mapping[str, str]
    """By agency, a digest of the files that all of its pages may show."""
    outlines: Mapping[str, str]
    """By agency, a digest of its outline."""
    counts: Mapping[str, tuple[int, int]]
    """By agency, how many items and records it has."""
    looks: Mapping[str, Fingerprint]
    """How each agency's folder looked before it was read."""

    @property
    def lasting(self) -> bool:
        """Whether all that was found may be kept: what is late, and no secret."""
        return all(finding.code in checks.TOLD for finding in self.findings)


def survey(
    root: Path,
    on: dt.date | None,
    store: Store,
    workers: int,
    *,
    judge: bool = True,
    spool: Spool | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Survey:
    """Look at every agency of the catalogue folder `root`; read those that changed.

    Finds the same as `load` and `checks.run` over everything at once. `workers` is how many
    processes may run at once. Without `judge` no rule is asked, and nothing may be kept. What is
    read is left in `spool`, from which the catalogue then takes it. `meanwhile` is what the caller
    does while other processes look at the folders.
    """
    started = time.time_ns()
    beside = store.read(_BESIDE)
    shelf = shelf_of(beside)
    common = load_common(root, on, shelf)
    _keep(store, common.catalogue, shelf, beside)
    found = list(common.diagnostics)
    folders = agency_folders(root, found)
    looks = fingerprints([folder.path for folder in folders.values()], workers, meanwhile)
    now = dict(zip(folders, looks, strict=True))
    names = {name: each.names for name, each in now.items()}
    shared = _shared(root, common.catalogue, folders)
    seen, before = recall(store, shared, folders, now)
    while changed := [name for name in folders if name not in seen or _is_stale(seen, name)]:
        seen = {name: each for name, each in seen.items() if name not in changed}
        for _ in range(2):  # in the second round no outline is waited for
            todo = [name for name in changed if name not in seen or seen[name].waiting]
            todo.sort(key=lambda name: -len(now[name].names))
            count = workers_for(sum(len(now[name].names) for name in todo), len(todo), workers)
            known = {name: each for name, each in seen.items() if name not in todo or each.waiting}
            given = Given(common.catalogue, folders, names, known, before, judge, spool, store)
            with crew(count, prepare, given) as hands:
                seen |= hands.run(look_at, todo)
    catalogue = replace(
        common.catalogue,
        agencies=agencies_later(
            folders,
            lambda name: _spooled(spool, seen[name]),
            lambda name: shelf_of(store.read(f"{INSPECTED}/{name}")),
        ),
        others=OnDemand(folders, lambda name: unpacked(seen[name].outline)),
        releases=releases_of(root, found, store),
    )
    found += [finding for name in folders for finding in seen[name].findings]
    settled = checks.settled([*found, *(checks.of_city(catalogue) if judge else ())])
    remember(store, shared, started, now, seen, catalogue.outlines)
    return Survey(
        catalogue,
        tuple(settled),
        {name: seen[name].content for name in folders},
        {name: seen[name].files for name in folders},
        {name: seen[name].frame for name in folders},
        {name: seen[name].outline_print for name in folders},
        {name: catalogue.outlines[name].counts for name in folders},
        now,
    )


def _keep(store: Store, common: Catalogue, shelf: Shelf, known: object) -> None:
    """Leave what was found in the pictures and files of the prose."""
    assets = common.prose_assets
    kept = shelf.kept([(path, asset.sha256) for path, asset in assets.items()])
    if kept != known and (known or any(kept)):
        store.write(_BESIDE, kept)


_BESIDE = "prose"
"""What is known of the pictures and files of the prose, in the store."""


def _is_stale(seen: Mapping[str, Seen], name: str) -> bool:
    """Whether something that the rules looked at elsewhere is not as it was then."""
    return any(
        other not in seen or seen[other].outline_print != outline
        for other, outline in seen[name].asked.items()
    )


def _spooled(spool: Spool | None, seen: Seen) -> Mapping[str, bytes]:
    """What was read of an agency in this run, by file."""
    return spool.values(seen.spooled) if spool and seen.spooled else {}


def _shared(root: Path, common: Catalogue, folders: Collection[str]) -> str:
    """A digest of what the rules look at besides agencies."""
    packs = content_prints(root / "packs", fingerprint(root / "packs").names)
    site = root / "site.yml"
    return digest(
        root.name,
        site.read_bytes() if site.is_file() else b"",
        *(part for pair in sorted(packs.items()) for part in pair),
        "",
        *sorted(common.prose_files),
        "",
        *folders,
    )
