"""Calendars of what is due (iCalendar, RFC 5545): one for the city, one for each agency.

An event for each duty, on its last day. Nothing in them comes from the clock of the machine, so two
builds of the same files give the same bytes, and an event keeps its name until its day changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from icalendar import Calendar, Event

from .. import __version__
from ..due import Duty, plain_duty
from ..pages.due import CALENDAR, calendar_address, standing
from ..pages.templates import owed, word
from ..pages.view import View


class CalendarFile(NamedTuple):
    """A calendar before it is made."""

    address: str
    """Relative to the site root."""
    shows: object
    """All that it tells: while this is the same, so are its bytes."""
    make: Callable[[], bytes]


def calendars(view: View) -> Iterator[CalendarFile]:
    """That of the city, with what is late or soon due; those of the agencies, with all they owe.

    The internal edition has none: who subscribes to a calendar is outside.
    """
    if view.internal:
        return
    found = standing(view, [duty for duties in view.duties.values() for duty in duties])
    soon = [line.duty for line in (*found.late, *found.soon)]
    name = word("calendar_city").format(site=view.catalogue.site.name)
    yield _file(view, CALENDAR, name, soon)
    for desk in view.offices:
        if not desk.outline.closed:
            name = word("calendar_agency").format(agency=desk.name)
            yield _file(view, calendar_address(desk.id), name, view.duties[desk.id])


def _file(view: View, address: str, name: str, duties: Sequence[Duty]) -> CalendarFile:
    shows = (name, [(view.desks[duty.agency].name, plain_duty(duty)) for duty in duties])
    return CalendarFile(address, shows, partial(_calendar, view, name, duties))


def _calendar(view: View, name: str, duties: Sequence[Duty]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//disclosure//{__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))  # what calendars read that do not know RFC 7986
    calendar.add("refresh-interval", dt.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for duty in duties:
        calendar.add_component(_event(view, duty))
    return bytes(calendar.to_ical())


def _event(view: View, duty: Duty) -> Event:
    event = Event()
    host = view.catalogue.site.address.split("/")[2]
    parts = (duty.what, duty.agency, duty.item or "guide", duty.of, duty.due.isoformat())
    event.add("uid", f"{'-'.join(part for part in parts if part)}@{host}")
    event.add("dtstamp", dt.datetime.combine(duty.since or duty.due, dt.time(), dt.UTC))
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    thing = duty.title or word("guide")
    doing = owed(duty.what)
    mark = word("provisional") if duty.provisional else ""
    event.add("summary", _line(f"{doing}：{thing}（{view.desks[duty.agency].name}）{mark}"))
    page = duty.of or duty.item
    address = f"{duty.agency}/{page}.html" if page else f"{duty.agency}/about/guide.html"
    event.add("url", view.canonical(address))
    return event


def _line(text: str) -> str:
    """A text in one line: a line of its own would be another fact of the calendar."""
    return " ".join(text.split())
