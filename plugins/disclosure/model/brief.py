"""An agency as it was read -> its outline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .agency import Notice
from .canonical import digest
from .common import Within, plain_limit
from .filed import catalogue_hash
from .item import ItemEntry, RecordHead
from .outline import REMOVED, Card, ItemLine, Mark, Outline, Pending, ended_by, minute_of
from .pack import Event, PackFile
from .personal import contacts_in
from .place import Place

if TYPE_CHECKING:
    from .catalogue import Agency, Guide, Record


def outline_of(agency: Agency, pack: PackFile | None) -> Outline:
    """An agency in brief, by a regulation."""
    file = agency.file
    hidden = frozenset(entry.notice.of for entry in agency.notices if entry.notice.kind == REMOVED)
    ended = ended_by(entry.notice for entry in agency.notices)
    lost = (*agency.lost_items, *agency.lost_records)
    return Outline(
        id=agency.id,
        name=file.name if file else "",
        kind=file.kind if file else "",
        level=file.level if file else "",
        parent=file.parent if file else None,
        credit_code=file.credit_code if file else "",
        closed=bool(file and file.closed),
        items={
            name: _line(item.entry, _at(item.place), name in hidden)
            for name, item in agency.item_by_id.items()
        },
        cards=tuple(_card(agency, record, pack, hidden, ended) for record in agency.records),
        assets=frozenset(agency.assets),
        guide=agency.guide is not None,
        notices=tuple(_public_part(entry.notice, hidden) for entry in agency.notices),
        gaps=agency.gaps,
        lost=tuple(each.id for each in lost),
        counts=(
            len(agency.items) + len(agency.lost_items),
            len(agency.records) + len(agency.lost_records),
        ),
        hidden=hidden,
        nil_returns=tuple(nil.category for nil in file.nil_returns) if file else (),
        pending=tuple(_pending(agency)),
        guide_confirmed=_guide_confirmed(agency.guide),
        supervisor=file.supervisor if file else None,
        filings=file.filings if file else (),
        catalogue_hash=_catalogue_hash(agency),
        marks=_marks(agency),
        contacts=contacts_in(ways_to(agency)),
    )


def ways_to(agency: Agency) -> Iterator[str | None]:
    """The texts in which an agency says how it can be reached."""
    file, guide = agency.file, agency.guide
    if file is not None:
        if office := file.disclosure_office:
            yield from (office.phone, office.fax, office.email, office.other)
        if complaints := file.complaints:
            yield from (complaints.hotline, complaints.email)
        yield from (department.phone for department in file.departments)
        yield from (window.phone for window in file.windows)
        yield from (place.where for place in file.places)
    if guide is not None and (channels := guide.file.channels):
        yield from (channels.telegram, channels.fax, channels.email, channels.web)


def _line(entry: ItemEntry, at: tuple[int, int], hidden: bool) -> ItemLine:
    """What others may know of an item; of one that is withheld nothing of what it is about."""
    withheld = entry.mode == "withheld"
    return ItemLine(
        entry.name,
        tuple(dict.fromkeys((entry.category, *entry.also))),
        () if withheld else entry.themes,
        "" if withheld else entry.content or "",
        entry.audience != "internal" and not hidden,
        entry.mode,
        None if withheld else entry.rhythm,
        None if withheld else entry.period,
        None if withheld else plain_limit(entry.limit),
        () if withheld else tuple((phase.id, phase.name) for phase in entry.phases),
        not withheld and entry.major,
        entry.reassess_by.toordinal() if entry.reassess_by else None,
        at,
        entry.publishes and not hidden,
        entry.audience == "internal",
    )


def _public_part(notice: Notice, hidden: frozenset[str]) -> Notice:
    """What others may know of a notice; of a thing removed for personal data the fact and the day.

    The index number is then a digest: nothing may have it again, and nobody shall read it.
    """
    if notice.of not in hidden:
        return notice
    number = notice.index_number and digest(notice.index_number)
    return notice.model_copy(
        update={"explanation": REMOVED, "successor": None, "index_number": number}
    )


def _catalogue_hash(agency: Agency) -> str:
    """Empty where a part of what is filed was left out because of a fault."""
    whole = (
        not agency.lost_items
        and "catalogue" not in agency.gaps
        and all(item.place.sound() for item in agency.items)
        and all(map(agency.place.sound, ("name", "credit_code", "departments", "nil_returns")))
    )
    if agency.file is None or not whole:
        return ""
    return catalogue_hash(agency.file, [item.entry for item in agency.items])


def _marks(agency: Agency) -> dict[str, tuple[Mark, ...]]:
    """What the registers leave on things of this agency; not on those of others, who answer for them."""
    marks: dict[str, set[Mark]] = {}
    for register in agency.registers:
        for objection in register.file.objections:
            home, _, thing = objection.record.rpartition("/")
            if objection.outcome != "pending" and objection.answered and home in ("", agency.id):
                mark = (objection.outcome, objection.answered.toordinal())
                marks.setdefault(thing, set()).add(mark)
    return {
        thing: tuple(sorted(given, key=lambda mark: (-mark[1], mark[0])))
        for thing, given in sorted(marks.items())
    }


def _at(place: Place, *path: str | int) -> tuple[int, int]:
    span = place.at(*path)
    return span.line, span.column


def _pending(agency: Agency) -> Iterator[Pending]:
    for register in agency.registers:
        file = register.place.file.partition(f"/{agency.id}/")[2]
        for kind in ("requests", "complaints", "objections"):
            for index, entry in enumerate(getattr(register.file, kind)):
                if entry.answered is None and entry.outcome == "pending":
                    at = _at(register.place, kind, index)
                    yield Pending(kind, entry.received.toordinal(), file, at)


def _guide_confirmed(guide: Guide | None) -> tuple[int, tuple[int, int]] | None:
    if guide is None or guide.file.confirmed is None:
        return None
    return guide.file.confirmed.toordinal(), _at(guide.place, "confirmed")


def counts_from(item: ItemEntry, head: RecordHead, events: Mapping[str, Event]) -> dt.date | None:
    """The day that an item's limit counts from for one of its records; None where it says none.

    For a limit that is a day of each year, quarter or month: the end of the period it speaks of.
    `events` are those of the pack, by id.
    """
    limit = item.limit
    if limit is None or isinstance(limit, str):
        return None
    event = (limit.after or limit.before or "") if isinstance(limit, Within) else "period-end"
    known = events.get(event)
    for name in (known.any_of if known else ()) or (event,):
        day = head.events.get(name) or (head.formed if name == "formed" else None)
        if day:
            return day
    return None


def _card(
    agency: Agency,
    record: Record,
    pack: PackFile | None,
    hidden: frozenset[str],
    ended: Mapping[str, str],
) -> Card:
    head = record.head
    levels = len(pack.review.levels) if pack else 0
    events = pack.event_by_id if pack else {}
    item = agency.item_by_id.get(head.item or "")
    hashes = {review.level: review.hash for review in head.review}
    start = counts_from(item.entry, head, events) if item else None
    return Card(
        agency=record.agency,
        id=record.id,
        year=record.year,
        item=head.item or "",
        kind=head.kind,
        title=head.title,
        index_number=head.index_number,
        document_number=head.document_number,
        published_at=minute_of(head.published),
        revised_at=minute_of(head.revised) if head.revised else None,
        confirmed_on=head.confirmed.toordinal(),
        validity=head.validity,
        summary=head.summary,
        serves=head.service.for_ if head.service else None,
        explains=head.explains,
        files=tuple(file.path for file in head.attachments if file.path in agency.assets),
        # Of items that are withheld, internal or given on request only nothing is published.
        shown=item is not None and item.entry.publishes and hidden.isdisjoint((record.id, item.id)),
        ready=all(hashes.get(level) == record.digest for level in range(1, levels + 1)),
        formed_on=head.formed.toordinal(),
        counts_from=start.toordinal() if start else None,
        stage=head.stage,
        phase=head.phase,
        at=_at(record.place, "confirmed"),
        ended=ended.get(record.id, ""),
        former=head.former_addresses,
    )
