"""Which agency answers which category: the figures behind the matrix and the category pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..model.pack import Category
from .view import Desk, View

State = Literal["items", "nil", "missing", "free"]


@dataclass(frozen=True)
class Cell:
    """How an agency answers a category."""

    desk: Desk
    category: Category
    state: State
    """`free`: the category does not bind the agency, which has nothing under it."""
    count: int
    """Public items under the category."""


@dataclass(frozen=True)
class Totals:
    """Sums over cells; `bound` leaves out the cells that are `free`."""

    bound: int
    items: int
    nil: int
    missing: int


def row(desk: Desk, categories: Sequence[Category]) -> tuple[Cell, ...]:
    """The cells of an agency, in the regulation's order."""
    return tuple(_cell(desk, category) for category in categories)


def matrix(view: View) -> tuple[tuple[Cell, ...], ...]:
    """A row for each agency that still exists, in the order of the lists."""
    return tuple(
        row(desk, view.pack.categories) for desk in view.offices if not desk.outline.closed
    )


def totals(cells: Sequence[Cell]) -> Totals:
    """The sums that stand before the matrix."""
    states = [cell.state for cell in cells]
    return Totals(
        len(states) - states.count("free"),
        states.count("items"),
        states.count("nil"),
        states.count("missing"),
    )


def _cell(desk: Desk, category: Category) -> Cell:
    count = desk.item_counts[category.id]
    state: State
    if count:
        state = "items"
    elif category.id in desk.outline.nil_returns:
        state = "nil"
    else:
        state = "missing" if category.applies_to(desk.outline.kind, desk.outline.level) else "free"
    return Cell(desk, category, state, count)
