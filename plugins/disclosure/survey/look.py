"""A look at one agency: what is in its folder, an outline of it, and what the rules find.

Whole, or in part: where nothing but records changed since a run that found nothing, only these are
read and judged, and the outline of then gets their cards. What a rule says of a record depends on
the record, on other files of the agency, on outlines and on what all agencies share. The other files
are the same, and so is the outline but for these cards; that other records lead to one of them was
right then and still is, since none has gone. Whatever else might be wrong, and any finding, leads to
a look at the whole. A record among 11,398 of an agency: 0.5 instead of 2.3 seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .. import checks
from ..diagnostics import Diagnostic
from ..fingerprint import Facts, content_print
from ..lazily import OnDemand
from ..load.agency import load_agency
from ..load.folder import Folder
from ..load.shelf import Shelf, shelf_of
from ..load.traces import Tracing
from ..model.catalogue import Agency, Catalogue
from ..model.outline import Outline, packed, unpacked
from ..spool import Part, Spool
from ..store import Store, digest_of

INSPECTED = "inspected"
"""Where the store has what was found in attachments, by agency."""
_FRAME = ("agency.yml", "catalogue.yml", "guide.md", "notices.yml")
"""The files of an agency that all of its pages may show."""
_RECORD = re.compile(r"(?:records/\d{4}|services)/[^/]+\.md")


@dataclass(frozen=True)
class Seen:
    """What is known of an agency, from this run or an earlier one."""

    content: str
    """A digest of all its files."""
    frame: str
    """A digest of the files that all of its pages may show."""
    files: Mapping[str, str]
    """A digest of each of its files by its path there."""
    outline: Any
    """Packed."""
    outline_print: str
    asked: Mapping[str, str]
    """The outlines that its rules looked at, by agency: their digests."""
    findings: tuple[Diagnostic, ...] = ()
    waiting: bool = False
    """Whether its rules asked for an outline that had not been made yet."""
    spooled: Part | None = None
    """Where what was read of it in this run lies."""
    facts: Mapping[str, Facts] | None = None
    """How each of its files looked before it was read in this run; None where that is known."""


@dataclass(frozen=True)
class Before:
    """An agency whose files are not those of the last run any more."""

    seen: Seen
    """What was known then; nothing was found."""
    files: Mapping[str, str]
    """A digest of each of its files as they are now, by its path there."""
    facts: Mapping[str, Facts]
    """How each of them looks now."""

    @property
    def changed(self) -> set[str]:
        """Files that are new or other ones."""
        return {file for file, each in self.files.items() if self.seen.files.get(file) != each}


@dataclass(frozen=True)
class Given:
    """What a worker is given when it begins."""

    catalogue: Catalogue
    """Without agencies."""
    folders: Mapping[str, Folder]
    names: Mapping[str, Sequence[str]]
    """By agency, what lies in its folder."""
    seen: Mapping[str, Seen]
    before: Mapping[str, Before]
    judge: bool
    spool: Spool | None
    store: Store


class NotYet(Exception):
    """An outline was asked for that has not been made yet."""


_given: list[Given] = []


def prepare(given: Given) -> None:
    """Begin: in this process all looks are with this."""
    _given[:] = [given]


def look_at(name: str) -> tuple[str, Seen]:
    """Read an agency as far as is needed, make its outline, and ask the rules."""
    (given,) = _given
    before = given.before.get(name)
    return name, (before and _in_part(given, name, before)) or _whole(given, name)


def _whole(given: Given, name: str) -> Seen:
    found: list[Diagnostic] = []
    known = given.store.read(f"{INSPECTED}/{name}")
    shelf = shelf_of(known)
    agency, read, spooled = _read(given, name, found, shelf)
    files = {file: each for file, (each, _) in read.items()}
    others = _others(given, name)
    catalogue = _only(given, agency, others)
    _keep(given.store, agency, catalogue.outlines[name], shelf, known)
    outline = packed(catalogue.outlines[name])
    waiting = False
    try:
        found += checks.of_agency(catalogue) if given.judge else ()
    except NotYet:
        waiting = True
    asked = {} if waiting else _asked(given, others)
    content = content_print(given.names[name], files)
    made, frame = digest_of(outline), _frame_of(files)
    facts = {file: each for file, (_, each) in read.items()}
    seen = (content, frame, files, outline, made, asked)
    return Seen(*seen, tuple(found), waiting, spooled, facts)


def _in_part(given: Given, name: str, before: Before) -> Seen | None:
    """A look at the records that changed; None where that is not enough."""
    then, changed = before.seen, before.changed
    if (
        then.findings
        or then.files.keys() - before.files.keys()
        or not all(map(_RECORD.fullmatch, changed))
    ):
        return None
    if any(
        other not in given.seen or given.seen[other].outline_print != each
        for other, each in then.asked.items()
    ):
        return None
    found: list[Diagnostic] = []
    shelf = shelf_of(given.store.read(f"{INSPECTED}/{name}"))
    agency, read, spooled = _read(given, name, found, shelf, changed)
    files = {**before.files, **{file: each for file, (each, _) in read.items()}}
    part = _only(given, agency, _others(given, name)).outlines[name]
    outline = _joined(unpacked(then.outline), part, changed)
    if found or files != before.files or outline is None:
        return None
    others = _others(given, name, outline)
    try:
        if given.judge and checks.of_agency(_only(given, agency, others)):
            return None
    except NotYet:
        return None
    made = packed(outline)
    content = content_print(given.names[name], files)
    asked = {**then.asked, **_asked(given, others, name)}
    known = (content, _frame_of(files), files, made, digest_of(made), asked)
    return Seen(*known, spooled=spooled, facts=before.facts)


def _frame_of(files: Mapping[str, str]) -> str:
    return digest_of([files.get(file) for file in _FRAME])


def _joined(then: Outline, part: Outline, changed: set[str]) -> Outline | None:
    """The outline of then with the cards of the records that changed; None where ids meet."""
    cards = {card.source: card for card in then.cards}
    taken = {*then.items, *(card.id for card in then.cards)}
    new = [card.id for card in part.cards if card.source not in cards]
    if list(cards) != sorted(cards) or {card.source for card in part.cards} != changed:
        return None
    if len({*new}) < len(new) or not taken.isdisjoint(new):
        return None
    cards |= {card.source: card for card in part.cards}
    every = tuple(cards[source] for source in sorted(cards))
    return replace(part, cards=every, counts=(part.counts[0], len(every)))


def _read(
    given: Given,
    name: str,
    found: list[Diagnostic],
    shelf: Shelf,
    only: set[str] | None = None,
) -> tuple[Agency, dict[str, tuple[str, Facts]], Part | None]:
    """An agency, the digest and the look of each file that was read, and where what they say was put."""
    folder = given.folders[name]
    prints: dict[str, tuple[str, Facts]] = {}
    read: dict[str, Any] | None = None if given.spool is None else {}
    looking = replace(folder, prints=prints, seen=read, traces=Tracing(), shelf=shelf)
    agency = load_agency(looking, found, only=only)
    spooled = given.spool.put(read) if given.spool and read else None
    return agency, {file[len(folder.name) + 1 :]: each for file, each in prints.items()}, spooled


def _keep(store: Store, agency: Agency, outline: Outline, shelf: Shelf, known: object) -> None:
    """Leave what was found in the attachments of public records, and of no others."""
    public = {path for card in outline.cards if card.shown and card.ready for path in card.files}
    kept = shelf.kept([(path, agency.assets[path].sha256) for path in sorted(public)])
    if not any(kept):
        store.forget(f"{INSPECTED}/{agency.id}")
    elif kept != known:
        store.write(f"{INSPECTED}/{agency.id}", kept)


def _only(given: Given, agency: Agency, others: Mapping[str, Outline]) -> Catalogue:
    """A catalogue with one agency. What is said of prose is said of the city."""
    return replace(
        given.catalogue,
        agencies={agency.id: agency},
        others=others,
        prose=(),
        prose_assets={},
        traces=None,
    )


def _others(given: Given, name: str, own: Outline | None = None) -> OnDemand[Outline]:
    """The outlines of the other agencies, and of this one if it is known."""

    def outline(other: str) -> Outline:
        if own is not None and other == name:
            return own
        if other not in given.seen:
            raise NotYet
        return unpacked(given.seen[other].outline)

    return OnDemand([each for each in given.folders if own is not None or each != name], outline)


def _asked(given: Given, others: OnDemand[Outline], name: str = "") -> dict[str, str]:
    asked = sorted(others.asked - {name})
    return {other: given.seen[other].outline_print for other in asked}
