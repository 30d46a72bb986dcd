"""What is on each page. `site_pages` makes them all; templates are in `overrides/disclosure/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..diagnostics import Kind
from ..model.catalogue import Catalogue
from . import about, agency, browse, changes, lists, map, start
from .page import Crumb, Page
from .view import open_view

__all__ = ["Crumb", "Page", "site_files", "site_pages"]

_ROOMS = (start, browse, lists, changes, about, map, agency)


def site_pages(
    catalogue: Catalogue, kinds: Sequence[Kind], *, drafts: bool = False
) -> Iterator[Page]:
    """Every generated page, always in the same order.

    `kinds` are all documented kinds of findings; `drafts` also shows what is not yet reviewed.
    The catalogue must have been checked: a file that could not be used raises ValueError.
    """
    view = open_view(catalogue, kinds, drafts=drafts)
    for room in _ROOMS:
        for plan in room.plans(view):
            yield plan.build()


def site_files(catalogue: Catalogue, *, drafts: bool = False) -> Iterator[tuple[str, str]]:
    """The attachments of published records: site address, path in the catalogue folder."""
    for desk in open_view(catalogue, (), drafts=drafts).desks.values():
        for path in sorted(desk.paths):
            yield f"{desk.id}/{path}", f"agencies/{desk.id}/{path}"
