"""Which Atom feeds there are, what they are called, and what each of them tells."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.pack import Category
from .history import REMOVED, Change
from .page import Feed
from .templates import word
from .view import Desk, View, group

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


Told = tuple[Feed, str, tuple[Change, ...]]
"""A feed, the page that it belongs to, and its changes, newest first."""


def feed_of_agency(desk: Desk) -> Told:
    """The feed of an agency."""
    return agency_feed(desk), f"{desk.id}/index.html", desk.changes


def feeds_of_city(view: View) -> Iterator[Told]:
    """The feeds of the city and of each category.

    Of a thing removed for personal data no category is told.
    """
    yield city_feed(view), "index.html", view.changes
    categories = {
        (name, item): line.categories
        for name, desk in view.desks.items()
        for item, line in desk.outline.items.items()
    }
    under = group(
        (category, change)
        for change in view.changes
        if change.item and change.kind != REMOVED
        for category in categories[change.agency, change.item]
    )
    for category in view.pack.categories:
        told = tuple(under.get(category.id, ()))
        yield category_feed(view, category), f"by/category/{category.id}.html", told
