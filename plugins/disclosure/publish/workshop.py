"""The files of a part of the site: each made, or taken over where it would be the same.

What runs here runs in worker processes, one part at a time.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ..bodies import BodyTooSlow
from ..checks import KINDS
from ..exports import agency_feed, city_feeds
from ..model.outline import Card
from ..pages import Page, Plan, agency_plans, city_plans
from ..pages.shell import Shell, join
from ..pages.templates import environment
from ..pages.view import View, group, open_view
from ..search import Entry, SearchPage, entry_of
from ..store import Store, digest, digest_of
from .audit import leads_to
from .errors import PublishError
from .files import put, take
from .notes import (
    FileNote,
    Notes,
    PageNote,
    Summary,
    notes_of,
    packed_entry,
    packed_notes,
    summary_of,
    unpacked_notes,
)
from .standalone import standalone
from .twin import Files, move_in

UNLISTED = frozenset(("notfound", "search", "preview", "moved"))
"""Kinds of pages that are no destination: a search engine is not led there."""
_PIECES = 12
"""How many parts the pages of the city are dealt into."""
FEEDS = "-feeds"
"""The part that holds the feeds of the city."""
OF_CITY = (FEEDS, *(f"-{number}" for number in range(_PIECES)))
"""The parts that belong to no agency."""


@dataclass(frozen=True)
class Bench:
    """What every task needs."""

    view: View
    """The public side of the whole city."""
    root: Path
    """The catalogue folder."""
    shells: Mapping[int, Shell]
    site: Path
    """The folder that the files are made in."""
    theme: Path
    """The folder in which the theme's files are."""
    before: Path | None
    """The release before, from which files may be taken over."""
    twin: Path | None
    """Where whole folders of it may be taken (see `twin`)."""
    store: Store
    base: str
    """A digest of all that every page is made of; empty when nothing shall be remembered."""
    sources: Mapping[str, Mapping[str, str]]
    """By agency, a digest of each of its files by its path there."""
    frames: Mapping[str, str]
    """By agency, a digest of the files that all of its pages may show."""
    outlines: Mapping[str, str]
    """By agency, a digest of its outline and its frame."""
    drafts: bool
    told: bool = True
    """Whether search and audit are told of the pages."""

    @cached_property
    def city(self) -> Mapping[str, Sequence[Plan]]:
        """The pages of the city by the part that they belong to."""
        return group((piece_of(plan.address), plan) for plan in city_plans(self.view))


class PartTask(NamedTuple):
    """A part to make: an agency, or `-0` to `-11` and FEEDS for pages and feeds of the city."""

    name: str
    gate: str = ""
    explained: Mapping[tuple[str, str], Sequence[Card]] = {}


class TakeTask(NamedTuple):
    """Parts to take over, each with address, size and time of change of its files."""

    parts: Sequence[tuple[str, Files]]


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


_bench: list[Bench] = []


def prepare(bench: Bench) -> None:
    """Keep what every task of this process needs."""
    _bench[:] = [bench]


def do(task: PartTask | TakeTask) -> Made | list[Taken]:
    """Make a part, or take parts over."""
    (bench,) = _bench
    if isinstance(task, PartTask):
        return _make(bench, task)
    return [_take_all(bench, name, files) for name, files in task.parts]


def _take_all(bench: Bench, name: str, files: Files) -> Taken:
    """Take a part over; where a file of it is not as it was written, none of them is taken."""
    before, site = bench.before, bench.site
    moved = bench.twin is not None and move_in(bench.twin, site, name, files)
    linked = [file for file in files if not (moved and file[0].startswith(f"{name}/"))]
    if before is not None and all([take(before, site, *file) for file in linked]):
        return Taken(name, True, moved)
    for address, _, _ in files:
        (site / address).unlink(missing_ok=True)
    return Taken(name, False, False)


def piece_of(address: str) -> str:
    """The part that a page of the city belongs to, the same for good."""
    return f"-{zlib.crc32(address.encode()) % _PIECES}"


def _make(bench: Bench, task: PartTask) -> Made:
    notes = unpacked_notes(bench.store.read(f"notes/{task.name}"))
    if task.name in bench.view.desks:
        pages, files = _agency(bench, task, notes)
    else:
        pages, files = _city(bench, task.name, notes)
    made = notes_of((page for page, _ in pages), files)
    entries = [entry for _, entry in pages if entry]
    if bench.base:
        bench.store.write(f"notes/{task.name}", packed_notes(made))
        _keep_entries(bench.store, task.name, made, entries)
    return Made(task.name, summary_of(made, task.gate, bench.outlines), entries)


def _agency(
    bench: Bench, task: PartTask, notes: Notes
) -> tuple[list[tuple[PageNote, Entry | None]], list[FileNote]]:
    name = task.name
    view = open_view(bench.view.catalogue, KINDS, drafts=bench.drafts, explained=task.explained)
    desk = view.desks[name]
    sources = bench.sources.get(name, {})
    plans = list(agency_plans(view, desk, sources))
    own = {plan.address for plan in plans} | {f"{name}/{path}" for path in desk.paths}
    if notes.pages.keys() - own:
        notes = Notes(files=notes.files)  # what led to a page that is gone leads elsewhere now
    hand = Hand(bench, view, digest(bench.base, bench.frames.get(name, "")), name, frozenset(own))
    pages = [hand.page(plan, notes.pages.get(plan.address)) for plan in plans]
    files = [
        hand.attachment(f"{name}/{path}", sources.get(path, ""), notes.files.get(f"{name}/{path}"))
        for path in sorted(desk.paths)
    ]
    address, data = agency_feed(view, desk)
    return pages, [*files, hand.write(address, data, "", notes.files.get(address))]


def _city(
    bench: Bench, name: str, notes: Notes
) -> tuple[list[tuple[PageNote, Entry | None]], list[FileNote]]:
    hand = Hand(bench, bench.view, digest(bench.base, digest_of(sorted(bench.frames.items()))))
    if name == FEEDS:
        feeds = city_feeds(bench.view)
        return [], [hand.write(place, data, "", notes.files.get(place)) for place, data in feeds]
    plans = bench.city.get(name, ())
    return [hand.page(plan, notes.pages.get(plan.address)) for plan in plans], []


def _keep_entries(store: Store, name: str, made: Notes, entries: Sequence[Entry]) -> None:
    """Leave what the search is told of all pages of a part, for when its index is made anew."""
    fresh = {entry.address: packed_entry(entry) for entry in entries}
    wanted = {page.file.address for page in made.pages.values() if page.searched}
    kept: Any = store.read(f"entries/{name}") if wanted - fresh.keys() else None
    old = {values[0]: values for values in kept or () if values[0] in wanted}
    store.write(f"entries/{name}", list((old | fresh).values()))


@dataclass(frozen=True)
class Hand:
    """What makes the files of one task."""

    bench: Bench
    view: View
    base: str
    """A digest of what all pages of the task are made of."""
    agency: str = ""
    own: frozenset[str] = frozenset()
    """The addresses of the agency, to which links lead that need no further look."""

    def page(self, plan: Plan, note: PageNote | None) -> tuple[PageNote, Entry | None]:
        """The page of a plan, and what the search is told of it when it is not as it was."""
        shown = plan.shows() if plan.shows and self.bench.base else None
        if note and self._is_same(plan, shown, note) and self._take(note.file):
            return note, None
        self.view.asked.clear()
        self.view.desks.asked.clear()
        page = _in_time(plan)
        if self.bench.drafts:
            page = _marked(self.view, page)
        html = join(self.bench.shells[page.address.count("/")], page, _address(self.view))
        if page.kind == "notfound":
            origin = "/".join(_address(self.view).split("/", 3)[:3])
            html = standalone(html, self.bench.theme, origin)
        desks = tuple(sorted(self.view.desks.asked - {self.agency}))
        asked = tuple(sorted(self.view.asked.items()))
        made_of = self._made_of(plan, shown, desks, asked)
        old = note.file if note else None
        file = self.write(page.address, html.encode("utf-8"), made_of, old)
        fresh = PageNote(
            file,
            page.modified.isoformat(timespec="seconds") if page.modified else None,
            page.kind not in UNLISTED,
            page.searched,
            self._leads_on(page),
            desks if self.agency else (),
            asked if self.agency else (),
        )
        taken = old is not None and old[2:] == file[2:]
        if taken or not page.searched or not self.bench.told:
            return fresh, None
        return fresh, entry_of(search_page(page))

    def _leads_on(self, page: Page) -> tuple[str, ...]:
        """Where a page leads outside its own part."""
        if not self.bench.told:
            return ()
        return tuple(sorted(leads_to(page, _address(self.view)) - self.own))

    def attachment(self, address: str, source: str, note: FileNote | None) -> FileNote:
        """A copy of a file of the agency; `source` is a digest of its bytes."""
        if note and source and note.made_of == source and self._take(note):
            return note
        path = self.bench.site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.bench.root / "agencies" / address, path)
        facts = path.stat()
        return FileNote(address, source, source, facts.st_size, facts.st_mtime_ns)

    def _is_same(self, plan: Plan, shown: object, note: PageNote) -> bool:
        """Whether a plan would give the page of a note again."""
        if not note.file.made_of or any(name not in self.view.desks for name in note.desks):
            return False
        return note.file.made_of == self._made_of(plan, shown, note.desks, note.asked) and all(
            self.view.ask(*question) == answer for question, answer in note.asked
        )

    def _made_of(
        self, plan: Plan, shown: object, desks: Sequence[str], asked: Sequence[object]
    ) -> str:
        if shown is None:
            return ""
        others = [(name, self.bench.outlines[name]) for name in desks] if self.agency else []
        return digest(self.base, plan.address, digest_of((shown, others, asked)))

    def write(self, address: str, data: bytes, made_of: str, old: FileNote | None) -> FileNote:
        """A file of these bytes. Raises PublishError when there is one already."""
        name = digest(data)
        if old and old.digest == name and self._take(old):
            return old._replace(made_of=made_of)
        path = f"{self.bench.site}/{address}"
        try:
            facts = put(path, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            return self.write(address, data, made_of, None)
        except FileExistsError:
            raise PublishError(
                f"两个页面的网址相同：{address}；请给其中一个改名",
                f"two pages have the address {address}; rename one of them",
            ) from None
        return FileNote(address, made_of, name, facts.st_size, facts.st_mtime_ns)

    def _take(self, note: FileNote) -> bool:
        """Take a file over from the release before, if it is there as it was written."""
        before, site = self.bench.before, self.bench.site
        return before is not None and take(before, site, note.address, note.size, note.changed)


def search_page(page: Page) -> SearchPage:
    """What the search is given of a page."""
    return SearchPage(page.address, page.title, page.article, page.numbers, page.facts)


def _address(view: View) -> str:
    return view.catalogue.site.address


def _in_time(plan: Plan) -> Page:
    """The page; one whose text cannot be converted in time stops the release."""
    try:
        return plan.build()
    except BodyTooSlow as error:
        raise PublishError(
            f"{error} 的正文无法及时转换，请检查其中的特殊符号，或者分成几条信息",
            f"the text of {error} takes too long to convert; look at its signs, or split it",
        ) from error


def _marked(view: View, page: Page) -> Page:
    """A page of the preview: what is not yet reviewed is marked."""
    agency, _, name = page.address.partition("/")
    if page.kind not in ("record", "service"):
        return page
    if view.desks.unseen(agency).card_by_id[name.removesuffix(".html")].ready:
        return page
    mark = environment().get_template("draft.html").render()
    return replace(page, article=mark + page.article)
