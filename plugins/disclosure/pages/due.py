"""What is due and what is late: the city, and each agency.

Besides the page of the display (`signage.py`) the only pages that change with the day.

They lie in a folder of their own, `due/`, so that the folder of an agency is the same from day to day
and can be taken over whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..clock import Run, arithmetic, days_later, working_days
from ..due import Duty, plain_duty
from ..model.common import Within
from .page import Crumb, Page, Plan
from .templates import compose, home_crumb, word
from .view import Desk, View

DUE = "due/index.html"
CALENDAR = "due/city.ics"
MOST = 100
"""Lines of the page of the city under each heading; the pages of the agencies have the others."""


class Line(NamedTuple):
    """A duty as a page shows it."""

    duty: Duty
    late: int | None
    """By how many working days; None for what is not late."""
    runs: tuple[Run, ...]
    """The arithmetic that led to its day; empty where nothing was counted."""


class Standing(NamedTuple):
    """What an agency owes, by day."""

    late: Sequence[Line]
    soon: Sequence[Line]
    """Within the days of `due_within`."""
    later: Sequence[Line]


def plans(view: View) -> Iterator[Plan]:
    """The page of the city, and one for each agency that still exists."""
    yield Plan(DUE, partial(city_page, view), partial(_shown, view, *view.duties))
    for desk in view.offices:
        if not desk.outline.closed:
            shows = partial(_shown, view, desk.id)
            yield Plan(due_address(desk.id), partial(agency_page, view, desk), shows)


def due_address(agency: str) -> str:
    """The page of what an agency owes."""
    return f"due/agency/{agency}.html"


def calendar_address(agency: str) -> str:
    """The calendar of what an agency owes."""
    return f"due/agency/{agency}.ics"


def _shown(view: View, *agencies: str) -> object:
    day = view.catalogue.today.isoformat()
    return day, [plain_duty(duty) for name in agencies for duty in view.duties[name]]


def standing(view: View, duties: Sequence[Duty]) -> Standing:
    """Duties by whether they are late, soon due, or later; each in the order of their days."""
    today = view.catalogue.today
    soon = days_later(today, view.catalogue.site.due_within)
    lines = [line_of(view, duty) for duty in by_day(duties)]
    return Standing(
        [line for line in lines if line.duty.due < today],
        [line for line in lines if today <= line.duty.due <= soon],
        [line for line in lines if line.duty.due > soon],
    )


def by_day(duties: Iterable[Duty]) -> list[Duty]:
    """Duties in the order of their days, the same in every build."""
    return sorted(duties, key=lambda duty: (duty.due, duty.agency, duty.item, duty.of))


def line_of(view: View, duty: Duty) -> Line:
    """A duty with what a page says of its day."""
    today, clock = view.catalogue.today, view.clock
    late = working_days(clock, duty.due, today) if duty.due < today else None
    counted = duty.since and isinstance(duty.limit, Within)
    runs = arithmetic(clock, duty.limit, duty.since) if counted else ()  # type: ignore[arg-type]
    return Line(duty, late, runs)


def city_page(view: View) -> Page:
    """What is late and soon due at any agency, and how many at each."""
    every = [duty for duties in view.duties.values() for duty in duties]
    found = standing(view, every)
    late, soon = ([line.duty.agency for line in lines] for lines in (found.late, found.soon))
    offices = [desk for desk in view.offices if not desk.outline.closed]
    return compose(
        view,
        "due",
        DUE,
        "due",
        (home_crumb(),),
        today=view.catalogue.today,
        within=view.catalogue.site.due_within,
        late=found.late,
        soon=found.soon,
        most=MOST,
        rows=[(desk, late.count(desk.id), soon.count(desk.id)) for desk in offices],
        calendar=None if view.internal else CALENDAR,
        due_address=due_address,
    )


def agency_page(view: View, desk: Desk) -> Page:
    """What an agency owes by when."""
    return compose(
        view,
        "agency-due",
        due_address(desk.id),
        "due",
        (home_crumb(), Crumb(word("due"), DUE)),
        desk=desk,
        today=view.catalogue.today,
        within=view.catalogue.site.due_within,
        found=standing(view, view.duties[desk.id]),
        calendar=None if view.internal else calendar_address(desk.id),
    )
