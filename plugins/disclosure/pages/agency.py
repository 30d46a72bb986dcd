"""The pages of an agency: its home, catalogue, records, guide and contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from ..model.catalogue import Item
from ..model.outline import packed_cards
from ..model.pack import Term
from .coverage import Cell, row, totals
from .feeds import agency_feed
from .filing import filing_state
from .history import last_moment
from .linked import agency as linked_agency
from .lists import agency_plans, desk_way
from .page import Page, Plan
from .templates import base_of, body, compose, word
from .things import plans as thing_plans
from .view import Desk, View
from .withheld import agency_plans as withheld_plans

LATEST_OF_AGENCY = 8

Lines = list[tuple[Cell, list[tuple[int, Item]]]]
"""How each category is answered, with the items that stand there and their numbers."""


def plans(view: View, desk: Desk, sources: Mapping[str, str]) -> Iterator[Plan]:
    """Every page of an agency; `sources` has a digest of each file in its folder."""
    home = partial(agency_home, view, desk)
    yield Plan(f"{desk.id}/index.html", home, partial(_shown, desk))
    yield Plan(f"{desk.id}/lists/catalogue.html", partial(catalogue, view, desk), tuple)
    yield Plan(f"{desk.id}/about/guide.html", partial(guide, view, desk), tuple)
    yield Plan(f"{desk.id}/about/contact.html", partial(contact, view, desk), tuple)
    yield from agency_plans(view, desk)
    yield from withheld_plans(view, desk)
    yield from thing_plans(view, desk, sources)


def _shown(desk: Desk) -> object:
    """What the home of an agency shows of its records, and of what changed."""
    last = last_moment(desk.changes)
    latest = packed_cards(desk.records[:LATEST_OF_AGENCY])
    return latest, packed_cards(desk.services), len(desk.records), last and last.isoformat()


def agency_home(view: View, desk: Desk) -> Page:
    """What an agency does, how to reach it, and what it has disclosed."""
    return compose(
        view,
        "agency",
        f"{desk.id}/index.html",
        "agency",
        desk_way(view, desk)[:-1],
        description="".join(desk.file.duties[:2]),
        facts={"kind": word("agency"), "agency": desk.name},
        linked=(linked_agency(view, desk, whole=True),),
        feeds=(agency_feed(desk),),
        modified=last_moment(desk.changes),
        desk=desk,
        file=desk.file,
        latest=desk.records[:LATEST_OF_AGENCY],
        totals=totals(row(desk, view.pack.categories)),
        contact_facts=contact_facts(view),
        filed=filing_state(view, desk),
    )


def catalogue(view: View, desk: Desk) -> Page:
    """The agency's part of the public catalogue, in the regulation's order."""
    lines, number = catalogue_lines(view, desk)
    return compose(
        view,
        "agency-catalogue",
        f"{desk.id}/lists/catalogue.html",
        "catalogue",
        desk_way(view, desk),
        desk=desk,
        lines=lines,
        count=number,
        totals=totals([cell for cell, _ in lines]),
        filed=filing_state(view, desk),
    )


def catalogue_lines(view: View, desk: Desk) -> tuple[Lines, int]:
    """The lines of a catalogue in the regulation's order, and how many items there are."""
    lines: Lines = []
    number = 0
    for cell in row(desk, view.pack.categories):
        own = [i for i in desk.by_category.get(cell.category.id, ()) if _leads(i, cell)]
        lines.append((cell, list(enumerate(own, number + 1))))
        number += len(own)
    return lines, number


def guide(view: View, desk: Desk) -> Page:
    """How to obtain this agency's information."""
    address = f"{desk.id}/about/guide.html"
    own = desk.agency.guide
    text = body(view, own.place.file, desk.id, own.body, base_of(address)) if own else Markup()
    return compose(
        view,
        "agency-guide",
        address,
        "guide",
        desk_way(view, desk),
        facts={"kind": word("guide"), "agency": desk.name},
        desk=desk,
        guide=own.file if own else None,
        text=text,
        contact_facts=contact_facts(view),
    )


def contact(view: View, desk: Desk) -> Page:
    """Every address and number of an agency."""
    return compose(
        view,
        "agency-contact",
        f"{desk.id}/about/contact.html",
        "contact",
        desk_way(view, desk),
        facts={"kind": word("contact"), "agency": desk.name},
        linked=(linked_agency(view, desk, whole=False),),
        desk=desk,
        file=desk.file,
        contact_facts=contact_facts(view),
    )


def contact_facts(view: View) -> tuple[Term, ...]:
    """The contact facts that the regulation names, in its order."""
    return next((c.contact_facts for c in view.pack.categories if c.contact_facts), ())


def _leads(item: Item, cell: Cell) -> bool:
    """Whether an item stands in full under this category and not merely belongs to it too."""
    return item.entry.category == cell.category.id
