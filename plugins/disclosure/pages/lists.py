"""Lists of records by date: by year, by month where a year is long; and the list of services.

A list is never cut by position: one more record changes the list it stands in and no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ..model.outline import Card, moment_of, packed_cards
from .feeds import city_feed
from .page import Crumb, Page, Plan
from .templates import compose, home_crumb, word
from .view import Desk, View, by_year, group

LONG = 200
"""Above this number of entries a list is split into smaller periods."""
LATEST = 50
LATEST_PAGE = "lists/latest.html"
SERVICES = "lists/services.html"


def plans(view: View) -> Iterator[Plan]:
    """The lists of the whole city."""
    yield Plan(LATEST_PAGE, partial(latest, view), partial(_latest_shown, view))
    yield Plan(SERVICES, partial(services, view), partial(_services_shown, view))
    way = (Crumb(word("latest"), LATEST_PAGE),)
    for year, records in view.records_by_year.items():
        yield from _year_plans(view, "lists", None, way, year, records)


def agency_plans(view: View, desk: Desk) -> Iterator[Plan]:
    """The lists of one agency."""
    address = f"{desk.id}/lists/records.html"
    split = len(desk.records) > LONG
    years = by_year(desk.records) if split else {}
    shows = partial(_counted, years) if split else partial(packed_cards, desk.records)
    yield Plan(address, partial(agency_records, view, desk, address), shows)
    if split:
        for year, records in years.items():
            yield from _year_plans(view, f"{desk.id}/lists", desk, (), year, records)


def by_month(records: Sequence[Card]) -> Mapping[int, Sequence[Card]]:
    """Records under the month they were published in, in the order they came in."""
    return group((record.month[1], record) for record in records)


def latest(view: View) -> Page:
    """The newest records, and the way to all others."""
    return compose(
        view,
        "latest",
        LATEST_PAGE,
        "list",
        (home_crumb(),),
        feeds=(city_feed(view),),
        modified=_modified(view.records[:1]),
        records=view.records[:LATEST],
        years={year: len(records) for year, records in view.records_by_year.items()},
    )


def _latest_shown(view: View) -> object:
    years = [(year, len(records)) for year, records in view.records_by_year.items()]
    return packed_cards(view.records[:LATEST]), years


def services(view: View) -> Page:
    """All service guides by agency and by theme."""
    offices = [(desk, desk.services) for desk in view.offices if desk.services]
    themes = group(
        (theme, record)
        for desk, records in offices
        for record in records
        for theme in desk.outline.items[record.item].themes
    )
    return compose(
        view,
        "services",
        SERVICES,
        "list",
        (home_crumb(),),
        modified=_modified([record for _, records in offices for record in records]),
        offices=offices,
        themes=themes,
    )


def _services_shown(view: View) -> object:
    return [packed_cards(desk.services) for desk in view.offices]


def agency_records(view: View, desk: Desk, address: str) -> Page:
    """All records of an agency by year."""
    return compose(
        view,
        "agency-records",
        address,
        "list",
        desk_way(view, desk),
        modified=_modified(desk.records),
        desk=desk,
        years=by_year(desk.records),
        split=len(desk.records) > LONG,
    )


def desk_way(view: View, desk: Desk) -> tuple[Crumb, ...]:
    """The way to the pages of an agency."""
    return (
        home_crumb(),
        Crumb(word("agencies"), "by/agency/index.html"),
        Crumb(desk.name, f"{desk.id}/index.html"),
    )


def _year_plans(
    view: View,
    folder: str,
    desk: Desk | None,
    way: tuple[Crumb, ...],
    year: int,
    records: Sequence[Card],
) -> Iterator[Plan]:
    address = f"{folder}/{year}.html"
    months = by_month(records)
    split = len(records) > LONG
    page = partial(_period, view, address, desk, way, year, None, months, split)
    shows = partial(_counted, months) if split else partial(packed_cards, records)
    # Of the whole year: the only record of a month may have gone.
    yield Plan(address, page, shows, [(year, month) for month in range(1, 13)])
    if split:
        for month, part in months.items():
            inner = f"{folder}/{year}/{month:02}.html"
            only = {month: part}
            page = partial(_period, view, inner, desk, way, year, month, only, False)
            yield Plan(inner, page, partial(packed_cards, part), [(year, month)])


def _counted(periods: Mapping[int, Sequence[Card]]) -> object:
    """What a page shows of years or months that have pages of their own."""
    last = _modified([card for part in periods.values() for card in part])
    return [*((period, len(part)) for period, part in periods.items()), last and last.isoformat()]


def _period(
    view: View,
    address: str,
    desk: Desk | None,
    way: tuple[Crumb, ...],
    year: int,
    month: int | None,
    months: Mapping[int, Sequence[Card]],
    split: bool,
) -> Page:
    """The records of a year or month; of a long year only its months."""
    return compose(
        view,
        "period",
        address,
        "list",
        (*(desk_way(view, desk) if desk else (home_crumb(),)), *way),
        modified=_modified([record for records in months.values() for record in records]),
        desk=desk,
        year=year,
        month=month,
        months=months,
        split=split,
        total=sum(len(records) for records in months.values()),
    )


def _modified(records: Sequence[Card]) -> dt.datetime | None:
    """When the newest of them was added: a list tells nothing of revisions."""
    last = max((record.published_at for record in records), default=None)
    return None if last is None else moment_of(last)
