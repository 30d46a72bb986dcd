"""The page of displays without touch: what is new, due and important, one screen each.

Without JavaScript it is a list; `signage.js` makes screens of it. Like the pages in `due/` it changes
with the day. The internal edition has none: what is shown in a hall is for everybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple, cast

from markupsafe import Markup

from ..clock import days_later
from ..due import Duty, plain_duty
from ..model.outline import Card, packed_cards
from .due import Line, by_day, line_of
from .history import Change, latest_first
from .page import Page, Plan
from .templates import compose, home_crumb
from .view import View

SIGNAGE = "signage.html"
LATEST = 12
"""Records under what is new."""
MOST = 8
"""Entries under each other heading: all together go round in some ten minutes."""
RECENT = 90
"""Days for which the notice of a change is news."""
_OWED = frozenset(("publish", "update"))
"""What the public waits for; that a text is looked at again is a duty without news."""
_TOLD = frozenset(("changed", "revoked", "terminated"))
_MASK = 2
"""The pattern laid over every code, which says so itself. To look for the best of the eight takes
four times as long, and a page has thirty."""


class Shown(NamedTuple):
    """What the display shows."""

    latest: Sequence[Card]
    late: Sequence[Duty]
    soon: Sequence[Duty]
    major: Sequence[tuple[Card, str]]
    """The newest record of each major item, with the item's name."""
    notices: Sequence[Change]


def plans(view: View) -> Iterator[Plan]:
    """The one page."""
    if not view.internal:
        yield Plan(SIGNAGE, partial(signage, view), partial(_shown, view))


def shown(view: View) -> Shown:
    """What is new, late, due within the days of `due_within`, important, and changed lately."""
    today = view.catalogue.today
    last = days_later(today, view.catalogue.site.due_within)
    every = (duty for duties in view.duties.values() for duty in duties)
    owed = by_day(duty for duty in every if duty.what in _OWED and duty.due <= last)
    return Shown(
        list(islice((card for card in view.records if not card.ended), LATEST)),
        [duty for duty in owed if duty.due < today],
        [duty for duty in owed if duty.due >= today],
        _major(view)[:MOST],
        _notices(view, days_later(today, -RECENT))[:MOST],
    )


def _found(view: View) -> Shown:
    """The same, looked for once: both who asks whether the page is the same and who makes it want it."""
    return cast("Shown", view.once("signage", shown, view))


def _major(view: View) -> list[tuple[Card, str]]:
    """Of each item that is marked `major` its newest record that holds; the newest first."""
    found = [
        (card, line.name)
        for desk in view.desks.values()
        for name, line in desk.outline.items.items()
        if line.major and line.public and not line.withheld and name not in desk.outline.ended
        for card in islice((c for c in desk.by_item.get(name, ()) if not c.ended), 1)
    ]
    return sorted(found, key=lambda each: each[0].published_at, reverse=True)


def _notices(view: View, since: dt.date) -> Sequence[Change]:
    """What agencies said of changes and ends since a day, newest first."""
    desks = [
        desk
        for desk in view.desks.values()
        if any(said.kind in _TOLD and said.date >= since for said in desk.outline.notices)
    ]
    told = (change for desk in desks for change in desk.changes)
    return latest_first(
        change
        for change in told
        if change.notice and change.kind in _TOLD and change.notice.date >= since
    )


def _shown(view: View) -> object:
    found = _found(view)
    return [
        view.catalogue.today.isoformat(),
        packed_cards(found.latest),
        [[len(owed), *map(plain_duty, owed[:MOST])] for owed in (found.late, found.soon)],
        packed_cards(card for card, _ in found.major),
        [name for _, name in found.major],
        [change.plain for change in found.notices],
    ]


def signage(view: View) -> Page:
    """The list that screens are made of, each entry with the code of its address."""
    found = _found(view)

    def lines(owed: Sequence[Duty]) -> list[Line]:
        return [line_of(view, duty) for duty in owed[:MOST]]

    return compose(
        view,
        "signage",
        SIGNAGE,
        "signage",
        (home_crumb(),),
        today=view.catalogue.today,
        within=view.catalogue.site.due_within,
        most=MOST,
        found=found,
        late=lines(found.late),
        soon=lines(found.soon),
        code=partial(code, view),
    )


def code(view: View, address: str) -> Markup:
    """The QR code of a page's public address, as an image; who hears the page has the link."""
    import segno  # takes a tenth of a second, which most builds need not spend

    made = segno.make_qr(view.canonical(address), error="m", mask=_MASK)
    # The text of an address cannot get into it: it is a picture of squares.
    image = made.svg_inline(omitsize=True, svgclass="signage-code", lineclass=None)
    return Markup(image.replace("<svg ", '<svg aria-hidden="true" ', 1))
