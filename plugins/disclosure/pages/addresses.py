"""Which pages there are: every plan in order, and the addresses alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..model.catalogue import Catalogue
from . import about, agency, browse, lists, start
from .page import Plan
from .view import View, open_view


def plans(view: View) -> Iterator[Plan]:
    """Every generated page, always in the same order."""
    rooms = (start, browse, lists, about, agency)
    return chain.from_iterable(room.plans(view) for room in rooms)


def generated(catalogue: Catalogue, *, drafts: bool = False) -> frozenset[str]:
    """The addresses of all generated pages, without making them; none without a regulation."""
    if not catalogue.packs:
        return frozenset()
    return frozenset(plan.address for plan in plans(open_view(catalogue, (), drafts=drafts)))
