"""What the small city owes, and what tests of due days change in it: its item `plan` with the record
of 2026, and a request.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cases import ITEMS, PLAN, REGISTER
from disclosure.clock import clock_of
from disclosure.due import duties
from disclosure.model.catalogue import Catalogue
from small_city import Change, edit, sign

_LIMIT = "limit: {days: 20, unit: working, after: approved}\n"


def plan(limit: str, period: str) -> Change:
    """Change: the limit and the period of the item `plan`, whose records are of March 2026."""

    def change(files: dict[str, bytes | Path]) -> None:
        edit(ITEMS, _LIMIT, f"limit: {limit}\n")(files)
        edit(ITEMS, "period: yearly", f"period: {period}")(files)

    return change


def published(day: str, events: str = "") -> Change:
    """Change: the plan was published on a day and never revised."""

    def change(files: dict[str, bytes | Path]) -> None:
        edit(
            PLAN,
            "published: 2026-03-05 09:00\nrevised: 2026-04-01 10:00",
            f"published: {day} 09:00",
        )(files)
        if events:
            edit(PLAN, "events: {approved: 2026-03-01}", f"events: {events}")(files)
        sign(files)

    return change


def pending(received: dt.date) -> Change:
    """Change: the request Q-2, received on a day, is not answered yet."""
    entry = "{id: Q-2, received: %s, channel: fax, topic: 查询图纸, outcome: pending}"
    return edit(REGISTER, "requests:\n", f"requests:\n  - {entry % received}\n")


def owed(catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    """Kind, thing and last day of all that the city owes."""
    pack = catalogue.pack.file
    clock = clock_of(catalogue.site, pack)
    return [
        (duty.what, duty.agency, duty.of or duty.item, f"{duty.due}{'?' * duty.provisional}")
        for outline in catalogue.outlines.values()
        for duty in duties(outline, pack, clock)
    ]
