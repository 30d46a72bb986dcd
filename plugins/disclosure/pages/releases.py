"""The manifests of releases as a page, and what stands behind an article of them.

What is said of a page is made from the oldest release since which its text is the same, so that the
next freeze changes no page whose text has not changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from ..model.release import Releases, Standing
from ..official import FORM, official_hash
from .page import Page, Plan, has_parts
from .templates import base_of, compose, environment, home_crumb
from .view import View

RELEASES = "releases/index.html"


def plans(view: View) -> Iterator[Plan]:
    """The one page."""
    manifests = view.catalogue.releases.manifests
    yield Plan(
        RELEASES,
        partial(releases, view),
        lambda: [_asked(view), *(each.sha256 for each in manifests)],
    )


def _asked(view: View) -> tuple[str, str] | None:
    """Who knows where the program is to be had, and how they are reached, if the site tells."""
    facts = view.catalogue.site.government_site
    name = (facts.operator or facts.sponsor) if facts else None
    return (name, facts.contact) if facts and name and facts.contact else None


def releases(view: View) -> Page:
    """Which releases can be cited, and how anyone checks a page against them."""
    return compose(
        view,
        "releases",
        RELEASES,
        "releases",
        (home_crumb(),),
        manifests=list(reversed(view.catalogue.releases.usable)),
        form=FORM,
        asked=_asked(view),
    )


def page_hash(page: Page) -> str | None:
    """The hash of the official text of a page that is cited, as the finished page has it."""
    if not page.searched:
        return None
    whole = f'<article data-official="page">{page.article}</article>'
    return official_hash(page.article if has_parts(page) else whole)


def standing_of(view: View, page: Page) -> str:
    """What is said of a page's releases, as HTML: nothing unless its text is that of the newest."""
    found = view.catalogue.releases.of(page.address)
    if found is None or found.hash != page_hash(page):
        return ""
    return standing(view, page.address, page.title, page.facts.get("agency", ""), found)


def standing_of_prose(view: View, address: str, title: str, html: str) -> str:
    """The same for a page that the engine has made."""
    releases: Releases = view.catalogue.releases
    found = releases.of(address)
    if found is None or found.hash != official_hash(html):
        return ""
    return standing(view, address, title, "", found)


def standing(view: View, address: str, title: str, agency: str, found: Standing) -> str:
    """That a text has not changed since a release, and how the page is cited."""
    made = environment().get_template("standing.html")
    return made.render(
        title=title,
        agency=agency or view.catalogue.site.jurisdiction,
        canonical=view.canonical(address),
        since=dt.date.fromisoformat(found.since),
        hash=f"{FORM}:{found.hash}",
        page=base_of(address) + RELEASES,
    ).strip()
