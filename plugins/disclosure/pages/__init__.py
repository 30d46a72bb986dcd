"""What is on each page. `site_pages` makes them all; templates are in `overrides/disclosure/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from ..diagnostics import Kind
from ..model.catalogue import Catalogue
from ..past.stories import Past
from . import about, agency, browse, changes, due, lists, map, releases, signage, start, withheld
from .changes import by_month
from .page import Crumb, Month, Page, Plan
from .view import Desk, View, open_view

__all__ = [
    "CITY",
    "Crumb",
    "Month",
    "Page",
    "Plan",
    "agency_plans",
    "by_month",
    "site_files",
    "site_pages",
]

_NONE: Mapping[str, str] = MappingProxyType({})
CITY: Mapping[str, Callable[[View], Iterator[Plan]]] = MappingProxyType(
    {
        "start": start.plans,
        "browse": browse.plans,
        "lists": lists.plans,
        "withheld": withheld.plans,
        "changes": changes.plans,
        "about": about.plans,
        "due": due.plans,
        "signage": signage.plans,
        "map": map.plans,
        "releases": releases.plans,
    }
)
"""The pages that belong to no agency, by the room that plans them."""


def site_pages(
    catalogue: Catalogue, kinds: Sequence[Kind], *, drafts: bool = False, past: Past | None = None
) -> Iterator[Page]:
    """Every generated page, always in the same order.

    `kinds` are all documented kinds of findings; `drafts` also shows what is not yet reviewed;
    `past` is what git tells.
    The catalogue must have been checked: a file that could not be used raises ValueError.
    """
    view = open_view(catalogue, kinds, drafts=drafts, past=past)
    for plans in CITY.values():
        for plan in plans(view):
            yield plan.build()
    for desk in view.desks.values():
        for plan in agency_plans(view, desk):
            yield plan.build()


def agency_plans(view: View, desk: Desk, sources: Mapping[str, str] = _NONE) -> Iterator[Plan]:
    """The pages of an agency. `sources` has a digest of each file in its folder by its path
    there; without it the plans cannot tell whether a page would be the same.
    """
    yield from agency.plans(view, desk, sources)


def site_files(catalogue: Catalogue, *, drafts: bool = False) -> Iterator[tuple[str, str]]:
    """The attachments of published records: site address, path in the catalogue folder."""
    for desk in open_view(catalogue, (), drafts=drafts).desks.values():
        for path in sorted(desk.paths):
            yield f"{desk.id}/{path}", f"agencies/{desk.id}/{path}"
