"""The pages of an item, a record, a service, and of what is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import cast

from markupsafe import Markup

from ..links import former_place
from ..model.agency import Department, Notice
from ..model.catalogue import Item, Record
from ..model.outline import Card, packed_cards
from ..past.story import packed_steps
from . import linked
from .document import set_document
from .lists import LONG, desk_way
from .metas import Article, Column
from .page import Crumb, Page, Plan
from .past import SHOWN, days_of
from .templates import base_of, body, compose, word
from .view import Desk, Link, View, by_year
from .wording import ended_words, validity_words

NEIGHBOURS = 3
"""Records of the same item shown on each side, so that a new one changes few pages."""
SEE_ALSO = 5
"""Items of the same category that the page of an item leads to."""
NEWEST = 20
"""Records shown on the page of an item that has too many for one list."""


def plans(view: View, desk: Desk, sources: Mapping[str, str]) -> Iterator[Plan]:
    """A page for each public id of an agency; `sources` has a digest of each of its files."""
    for name, line in desk.outline.items.items():
        if line.public:
            page = partial(item_page, view, desk, name)
            yield Plan(f"{desk.id}/{name}.html", page, partial(_shown_of_item, desk, name))
    for card in sorted(desk.records, key=lambda card: card.id):
        page = partial(record_page, view, desk, card)
        yield Plan(f"{desk.id}/{card.id}.html", page, partial(_shown, view, desk, card, sources))
        for place in former_places(view, card):
            moved = partial(
                moved_page, view, desk, place, Link(card.title, f"{desk.id}/{card.id}.html")
            )
            yield Plan(place, moved, partial(_named, card))
    for thing in desk.gone:
        yield Plan(f"{desk.id}/{thing}.html", partial(gone_page, view, desk, thing), tuple)


def _shown_of_item(desk: Desk, name: str) -> object:
    """What the page of an item shows."""
    steps = packed_steps(desk.steps.get(name, ()))
    return packed_cards(desk.by_item.get(name, ())), steps, desk.outline.marks.get(name, ())


def _named(card: Card) -> object:
    return card.title, card.id


def former_places(view: View, card: Card) -> Iterator[str]:
    """The addresses of this site that a record had before, as far as a page can answer there."""
    places = (former_place(view.catalogue.site.address, former).page for former in card.former)
    return (place for place in places if place)


def _shown(view: View, desk: Desk, card: Card, sources: Mapping[str, str]) -> object:
    """What the page of a record shows."""
    explained = view.explaining.get((desk.id, card.id), ())
    files = [sources.get(path) for path in (card.source, *card.files)]
    steps = packed_steps(desk.steps.get(card.id, ()))
    marks = desk.outline.marks.get(card.id, ())
    return files, packed_cards(beside(desk, card)), packed_cards(explained), steps, marks


def beside(desk: Desk, card: Card) -> Sequence[Card]:
    """The records of the same item published around a record, it among them, newest first."""
    siblings, place = desk.by_item[card.item], desk.places[card.id]
    return siblings[max(0, place - NEIGHBOURS) : place + 1 + NEIGHBOURS]


def item_page(view: View, desk: Desk, name: str) -> Page:
    """How often something is disclosed, and what has been."""
    item = desk.agency.item_by_id[name]
    records = desk.by_item.get(item.id, ())
    entry = item.entry
    return compose(
        view,
        "item",
        f"{desk.id}/{item.id}.html",
        "item",
        _catalogue_way(view, desk),
        description=(entry.content or entry.name) if entry.mode != "withheld" else entry.name,
        facts=item_facts(view, desk, item) | {"kind": word("item")},
        modified=desk.modified(item.id, *(record.id for record in records)),
        desk=desk,
        item=item,
        department=_department(desk, item),
        records=records,
        due=view.next_due(desk, item.id) if records else None,
        phases=_phases(item, records),
        years=by_year(records if len(records) <= LONG else records[:NEWEST]),
        beside=_other_items(desk, item),
        days=days_of(desk, item.id),
        at_once=SHOWN,
    )


def record_page(view: View, desk: Desk, card: Card) -> Page:
    """A record or service guide with its official header."""
    record = desk.agency.record(card)
    head = record.head
    address = f"{desk.id}/{record.id}.html"
    item = desk.agency.item_by_id[head.item or ""]
    near = beside(desk, card)
    place = near.index(card)
    text = body(view, record.place.file, desk.id, record.body, base_of(address))
    explains = [link for ref in head.explains if (link := view.thing(ref, desk.id))]
    way = cast("Sequence[Crumb]", view.once(("way", desk.id), _catalogue_way, view, desk))
    works = linked.record(view, desk, item, record, explains)
    return compose(
        view,
        "service" if head.service else "record",
        address,
        "service" if head.service else "record",
        (*way, Crumb(item.entry.name, f"{desk.id}/{item.id}.html")),
        description=_described(desk, record, item),
        column=Column(
            item.entry.name,
            item.entry.content or item.entry.name,
            (item.entry.name, view.short(item.entry.category), desk.name),
        ),
        article=Article(head.published, desk.name),
        numbers=[n for n in (head.document_number, head.index_number) if n],
        facts=record_facts(view, desk, item, record),
        linked=_linked(view, desk, record, works),
        modified=desk.modified(record.id),
        desk=desk,
        item=item,
        record=record,
        head=head,
        phase=next((phase.name for phase in item.entry.phases if phase.id == head.phase), None),
        department=_department(desk, item),
        text=Markup(set_document(text)),
        explains=explains,
        explained=view.explaining.get((desk.id, record.id), ()),
        timing=view.timing(desk, card),
        before=near[place + 1 :],
        after=near[:place],
        days=days_of(desk, record.id),
        at_once=SHOWN,
    )


def _linked(
    view: View, desk: Desk, record: Record, works: Iterator[linked.Thing]
) -> tuple[linked.Thing, ...]:
    """What is said to programs of a record; of a service that is no longer offered nothing."""
    if record.head.service is None:
        return tuple(works)
    return () if record.id in desk.outline.ended else (linked.service(view, desk, record),)


def gone_page(view: View, desk: Desk, thing: str) -> Page:
    """What stood here, what happened, when, why, and what replaces it."""
    told_by = desk.outline.told_by(thing) or thing
    notices = desk.notices[told_by]
    last = next(notice for notice in notices if notice.ends)
    renamed = last.kind == "renamed" and told_by == thing
    if renamed and (successor := view.successor(last, desk.id)):
        return moved_page(view, desk, f"{desk.id}/{thing}.html", successor, notices)
    return compose(
        view,
        "gone",
        f"{desk.id}/{thing}.html",
        "notice",
        desk_way(view, desk),
        notice=True,
        column=Column(
            desk.name,
            "".join(desk.file.duties[:2]) or desk.name,
            (desk.name, view.catalogue.site.jurisdiction),
        ),
        article=Article(dt.datetime.combine(notices[0].date, dt.time()), desk.name),
        modified=desk.modified(thing),
        desk=desk,
        notices=notices,
        of_item=told_by != thing,
    )


def moved_page(
    view: View, desk: Desk, address: str, to: Link, notices: Sequence[Notice] = ()
) -> Page:
    """An old address: the way to the new one, which a browser takes by itself."""
    return compose(
        view,
        "moved",
        address,
        "moved",
        notice=True,
        leads_to=to.address,
        desk=desk,
        to=to,
        notices=notices,
    )


def item_facts(view: View, desk: Desk, item: Item) -> dict[str, str]:
    """What an item is found by besides its text."""
    entry = item.entry
    shown = entry.forms if entry.mode != "withheld" else ()
    facts = {
        "agency": desk.name,
        "category": "|".join(map(view.short, dict.fromkeys((entry.category, *entry.also)))),
        "form": "|".join(view.name("forms", form) for form in shown),
        "rhythm": view.name("rhythms", entry.rhythm) if entry.mode != "withheld" else "",
        "validity": _ended(desk, item.id),
    }
    return {name: value for name, value in facts.items() if value}


def record_facts(view: View, desk: Desk, item: Item, record: Record) -> dict[str, str]:
    """What a record is found by besides its text and numbers."""
    head = record.head
    of_item = view.once(("facts", desk.id, item.id), item_facts, view, desk, item)
    facts = {
        **cast("dict[str, str]", of_item),
        "kind": view.name("record_kinds", head.kind),
        "year": str(head.published.year),
        "validity": _ended(desk, record.id)
        or (validity_words(head.validity) if head.validity else ""),
        "date": head.published.date().isoformat(),
        "document_number": head.document_number or "",
    }
    return {name: value for name, value in facts.items() if value}


def _phases(item: Item, records: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """The phases of an item with their records, the oldest first."""
    return [
        (phase.name, [card for card in reversed(records) if card.phase == phase.id])
        for phase in item.entry.phases
    ]


def _described(desk: Desk, record: Record, item: Item) -> str:
    """What the page is described by elsewhere; first of all whether it still holds."""
    words = record.head.summary or item.entry.content or record.head.title
    ended = _ended(desk, record.id)
    return f"{ended}：{words}" if ended else words


def _ended(desk: Desk, thing: str) -> str:
    kind = desk.outline.ended.get(thing)
    return ended_words(kind) if kind else ""


def _other_items(desk: Desk, item: Item) -> list[Item]:
    """Other items of the agency in the same category, at most so many as a reader looks through."""
    others = desk.by_category.get(item.entry.category, ())
    return [other for other in others if other is not item][:SEE_ALSO]


def _department(desk: Desk, item: Item) -> Department | None:
    departments = desk.file.departments
    return next((d for d in departments if d.id == item.entry.department), None)


def _catalogue_way(view: View, desk: Desk) -> tuple[Crumb, ...]:
    return (*desk_way(view, desk), Crumb(word("own_catalogue"), f"{desk.id}/lists/catalogue.html"))
