"""Which Atom feeds there are, what they are called, and what each of them tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.outline import REMOVED
from ..model.pack import Category
from .history import Change
from .page import Feed
from .templates import word
from .view import Desk, View

CITY = "feeds/city.xml"


def city_feed(view: View) -> Feed:
    """All that happens in the city."""
    return Feed(word("feed_city").format(site=view.catalogue.site.name), CITY)


def agency_feed(desk: Desk) -> Feed:
    """What happens at one agency."""
    title = word("feed_agency").format(agency=desk.name)
    return Feed(title, f"feeds/agency/{desk.id}.xml")


def category_feed(view: View, category: Category) -> Feed:
    """What happens under one category."""
    title = word("feed_category").format(
        category=category.short, place=view.catalogue.site.jurisdiction
    )
    return Feed(title, f"feeds/category/{category.id}.xml")


Told = tuple[Feed, str, Sequence[Change]]
"""A feed, the page that it belongs to, and the changes that may stand in it, newest first."""


def feed_of_agency(desk: Desk, most: int) -> Told:
    """The feed of an agency, of which `most` changes will be looked at."""
    return agency_feed(desk), f"{desk.id}/index.html", _able(desk.changes, most)


def feeds_of_city(view: View, most: int) -> Iterator[Told]:
    """The feeds of the city and of each category, of which `most` changes will be looked at.

    Of a thing removed for personal data no category is told.
    """
    yield city_feed(view), "index.html", _able(view.changes, most)
    categories = {
        (name, item): line.categories
        for name, desk in view.desks.items()
        for item, line in desk.outline.items.items()
    }
    under: dict[str, list[Change]] = {category.id: [] for category in view.pack.categories}
    short = {name for names in categories.values() for name in names if name in under}
    for change in view.changes:
        if not short and not change.told_later:
            continue  # all have enough of them
        if change.item and change.kind != REMOVED and change.holds:
            for name in categories[change.agency, change.item]:
                told = under.get(name)
                if told is not None and (len(told) < most or change.told_later):
                    told.append(change)
                    if len(told) >= most:
                        short.discard(name)
    for category in view.pack.categories:
        address = f"by/category/{category.id}.html"
        yield category_feed(view, category), address, under[category.id]


def _able(changes: Sequence[Change], most: int) -> Sequence[Change]:
    """The newest changes by the moment of the text that is shown of them: these, or some more.

    Most are told as of their own moment, and of these the first are the newest.
    """
    told = [change for change in changes if change.holds]
    return [*told[:most], *(each for each in told[most:] if each.told_later)]
