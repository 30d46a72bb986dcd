"""The pages that a visit starts from: home, search, and the page for addresses that lead nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from .coverage import matrix, totals
from .feeds import city_feed
from .linked import website
from .page import Page, Plan
from .templates import base_of, body, compose, home_crumb
from .view import Link, View

LATEST_ON_HOME = 10
_HEADING = re.compile(r"\A\s*+#[ \t]++([^\n]++)")


def plans(view: View) -> Iterator[Plan]:
    """Home, search and 404."""
    yield Plan("index.html", partial(home, view))
    yield Plan("search.html", partial(search, view), tuple)
    if not view.internal:  # its links name the address of the site, and the other edition has none
        yield Plan("404.html", partial(not_found, view))


def home(view: View) -> Page:
    """The page that asks what a visitor wants."""
    address = "index.html"
    title, intro = _prose(view, address, base_of(address))
    return compose(
        view,
        "home",
        address,
        "home",
        linked=(website(view),),
        feeds=(city_feed(view),),
        modified=view.records[0].published if view.records else None,
        title=title,
        intro=intro,
        latest=view.records[:LATEST_ON_HOME],
        counts=items_by_category(view),
        totals=totals([cell for row in matrix(view) for cell in row]),
        more=further_prose(view),
    )


def search(view: View) -> Page:
    """The search page; the script of the search room makes it work."""
    return compose(view, "search", "search.html", "search", (home_crumb(),))


def not_found(view: View) -> Page:
    """What the server shows for a wrong address, at any depth: its links are absolute."""
    address = "404.html"
    base = view.catalogue.site.address
    title, intro = _prose(view, address, base)
    return compose(view, "notfound", address, "notfound", base=base, title=title, intro=intro)


def items_by_category(view: View) -> Counter[str]:
    """How many public items of all agencies stand under each category."""
    return sum((desk.item_counts for desk in view.offices), Counter())


def split_heading(text: str) -> tuple[str | None, str]:
    """The heading that a prose page begins with, if any, and the text under it."""
    heading = _HEADING.match(text)
    words = heading and heading[1].rstrip(" \t#")
    return (words, text[heading.end() :]) if heading and words else (None, text)


def _prose(view: View, address: str, base: str) -> tuple[str | None, Markup]:
    path = address.replace(".html", ".md")
    for prose in view.catalogue.prose:
        if prose.path == path:
            heading, text = split_heading(prose.text)
            return prose.title or heading, body(view, prose.file, None, text, base)
    return None, Markup()


def further_prose(view: View) -> list[Link]:
    """The prose pages that are not the words of a generated page."""
    return [
        Link(title, prose.path.removesuffix(".md") + ".html")
        for prose in sorted(view.catalogue.prose, key=lambda prose: prose.path)
        if prose.path not in ("index.md", "404.md")
        for title in [prose.title or split_heading(prose.text)[0]]
        if title
    ]
