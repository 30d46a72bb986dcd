"""The files of a part of the site: each made, or taken over where it would be the same.

What runs here runs in worker processes, one part at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ..checks import KINDS
from ..exports import agency_feeds, calendars, city_feeds
from ..model.outline import Card
from ..pages import agency_plans, by_month
from ..pages.view import open_view
from ..search import Entry
from ..store import digest
from .bench import CHANGES, DUE, OF_CITY, RELEASES, Bench
from .files import take
from .hand import Hand
from .notes import (
    FileNote,
    Notes,
    PageNote,
    Summary,
    links_of,
    notes_of,
    packed_notes,
    summary_of,
    unpacked_notes,
)
from .parts import LINKS, MONTHS
from .told import Told, keep_told, told_of
from .twin import Files, move_in


class PartTask(NamedTuple):
    """A part to make: an agency, or one of OF_CITY."""

    name: str
    gate: str = ""
    explained: Mapping[tuple[str, str], Sequence[Card]] = {}


class TakeTask(NamedTuple):
    """Parts to take over."""

    names: Sequence[str]


class Taken(NamedTuple):
    """A part that was to be taken over."""

    name: str
    whole: bool
    """Whether it was; if not, it must be made."""
    moved: bool
    """Whether its folder came from the twin."""


class Made(NamedTuple):
    """A part that was made."""

    name: str
    summary: Summary
    entries: Sequence[Entry]
    """What the search is told of the pages that are new or not as they were."""
    built: Sequence[str]
    """The pages that were not taken over."""
    leads: Mapping[str, str]
    """Where these lead outside the part, each with one of them."""
    moved: bool
    """Whether its folder came from the twin."""


_given: list[tuple[Bench, Mapping[str, Summary]]] = []


def prepare(bench: Bench, old: Mapping[str, Summary]) -> None:
    """Keep what every task of this process needs; `old` are the parts of the release before."""
    _given[:] = [(bench, old)]


def do(task: PartTask | TakeTask) -> Sequence[Made | Taken]:
    """Make a part, or take parts over."""
    ((bench, old),) = _given
    if isinstance(task, PartTask):
        return [_make(bench, task, old[task.name].files if task.name in old else ())]
    return [_take_all(bench, name, old[name].files) for name in task.names]


def _take_all(bench: Bench, name: str, files: Files) -> Taken:
    """Take a part over; where a file of it is not as it was written, none of them is taken."""
    before, site = bench.before, bench.site
    moved = bench.twin is not None and bool(move_in(bench.twin, site, name, files))
    linked = [file for file in files if not (moved and file[0].startswith(f"{name}/"))]
    if before is not None and all([take(before, site, *file) for file in linked]):
        return Taken(name, True, moved)
    for address, _, _ in files:
        (site / address).unlink(missing_ok=True)
    return Taken(name, False, False)


def _make(bench: Bench, task: PartTask, old: Files) -> Made:
    notes = unpacked_notes(bench.store.read(f"notes/{task.name}"))
    told = told_of(bench.store, task.name, len(notes.searched))
    there: dict[str, tuple[int, int]] = {}
    desk = bench.view.desks.unseen(task.name) if task.name in bench.view.desks else None
    if desk is None:
        pages, files = _city(bench, task.name, notes, told)
    else:
        if bench.twin is not None:
            there = move_in(bench.twin, bench.site, task.name, old)
        pages, files = _agency(bench, task, notes, told, there)
    made = notes_of((page for page, _ in pages), files)
    summary = summary_of(made, task.gate, bench.frames)
    entries = [entry for _, entry in pages if entry]
    built = [page for page, _ in pages if page is not notes.pages.get(page.file.address)]
    if bench.base:
        # Last of all, and until then not there: it says of which pages all the rest is.
        bench.store.forget(f"{LINKS}/{task.name}")
        if desk is not None:
            bench.store.write(f"{MONTHS}/{task.name}", (task.gate, by_month(desk)))
        bench.store.write(f"notes/{task.name}", packed_notes(made))
        keep_told(told, notes, made, entries)
        links = links_of(made.pages.values())
        bench.store.write(f"{LINKS}/{task.name}", (summary.digest, links))
    addresses = [page.file.address for page in built]
    return Made(task.name, summary, entries, addresses, links_of(built), bool(there))


def _agency(
    bench: Bench,
    task: PartTask,
    notes: Notes,
    told: Told,
    there: Mapping[str, tuple[int, int]],
) -> tuple[list[tuple[PageNote, Entry | None]], list[FileNote]]:
    name = task.name
    catalogue, past = bench.view.catalogue, bench.view.past
    view = open_view(catalogue, KINDS, drafts=bench.drafts, explained=task.explained, past=past)
    desk = view.desks[name]
    sources = bench.sources.get(name, {})
    plans = list(agency_plans(view, desk, sources))
    own = {plan.address for plan in plans} | {f"{name}/{path}" for path in desk.paths}
    if notes.pages.keys() - own:
        notes = Notes(files=notes.files)  # what led to a page that is gone leads elsewhere now
    base = digest(bench.base, bench.frames.get(name, ""))
    hand = Hand(bench, view, base, told, name, frozenset(own), there)
    hand.clear()
    pages = [hand.page(plan, notes.pages.get(plan.address)) for plan in plans]
    files = [
        hand.attachment(
            f"{name}/{path}",
            sources.get(path, ""),
            notes.files.get(f"{name}/{path}"),
            partial(desk.asset, path),
        )
        for path in sorted(desk.paths)
    ]
    for address, data in agency_feeds(view, desk):
        files.append(hand.write(address, data, "", notes.files.get(address)))
    return pages, files


def _city(
    bench: Bench, name: str, notes: Notes, told: Told
) -> tuple[list[tuple[PageNote, Entry | None]], list[FileNote]]:
    hand = Hand(bench, bench.view, bench.of_city, told)
    plans = OF_CITY[name](bench.view)
    pages = [hand.page(plan, notes.pages.get(plan.address)) for plan in plans]
    feeds = city_feeds(bench.view) if name == CHANGES else ()
    files = [hand.write(place, data, "", notes.files.get(place)) for place, data in feeds]
    if name == DUE:
        files += [hand.calendar(f, notes.files.get(f.address)) for f in calendars(bench.view)]
    for manifest in bench.view.catalogue.releases.usable if name == RELEASES else ():
        place = f"releases/{manifest.id}.txt"
        files.append(hand.attachment(place, manifest.sha256, notes.files.get(place), None))
    return pages, files
