"""The register of what is withheld: that it exists, why, and when it will be looked at again.

Nothing of it depends on today: what should have been looked at again stands on the due pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..model.catalogue import Item
from .lists import LONG, desk_way
from .page import Crumb, Page, Plan
from .templates import compose, home_crumb, word
from .view import Desk, View

WITHHELD = "lists/withheld.html"


def plans(view: View) -> Iterator[Plan]:
    """The register of the city. What it shows are the frames of the agencies."""
    yield Plan(WITHHELD, partial(register, view), tuple)


def agency_plans(view: View, desk: Desk) -> Iterator[Plan]:
    """The register of one agency; also of one that withholds nothing, for it says so."""
    yield Plan(withheld_address(desk.id), partial(register_of_agency, view, desk), tuple)


def withheld_address(agency: str) -> str:
    """The register of an agency."""
    return f"{agency}/lists/withheld.html"


def withheld(desk: Desk) -> Sequence[Item]:
    """What an agency withholds, by the day of the next look at it; what has none stands last."""
    items = [item for item in desk.items if item.entry.mode == "withheld"]
    return sorted(items, key=lambda item: (item.entry.reassess_by is None, item.entry.reassess_by))


def register(view: View) -> Page:
    """What is withheld, agency by agency; of many things only how many each agency has."""
    rows = [(desk, items) for desk in view.offices if (items := withheld(desk))]
    total = sum(len(items) for _, items in rows)
    return compose(
        view,
        "withheld",
        WITHHELD,
        "list",
        (home_crumb(), Crumb(word("catalogue"), "by/category/index.html")),
        rows=rows,
        total=total,
        split=total > LONG,
        withheld_address=withheld_address,
    )


def register_of_agency(view: View, desk: Desk) -> Page:
    """What one agency withholds."""
    return compose(
        view,
        "agency-withheld",
        withheld_address(desk.id),
        "list",
        desk_way(view, desk),
        desk=desk,
        items=withheld(desk),
        register=WITHHELD,
    )
