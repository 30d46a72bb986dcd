"""The map of the site: every column in its order, every agency with its pages, every feed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .feeds import agency_feed, category_feed, city_feed
from .law import law_address
from .page import Page, Plan
from .start import further_prose
from .templates import compose, home_crumb
from .view import Link, View

MAP = "about/map.html"


def plans(view: View) -> Iterator[Plan]:
    """The one page."""
    yield Plan(MAP, partial(site_map, view))


def site_map(view: View) -> Page:
    """All pages that list or explain; the single items and records stand in the lists."""
    return compose(
        view,
        "map",
        MAP,
        "map",
        (home_crumb(),),
        years={year: len(records) for year, records in view.records_by_year.items()},
        laws=[
            Link(pack.file.name, law_address(pack, pack is view.catalogue.pack))
            for pack in view.catalogue.packs
        ],
        prose=further_prose(view),
        city=city_feed(view),
        agency_feeds={desk.id: agency_feed(desk) for desk in view.offices},
        category_feeds=[category_feed(view, category) for category in view.pack.categories],
    )
