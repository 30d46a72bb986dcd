"""Whether an agency's catalogue is filed: with whom, when, and whether it is still the one filed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..model.agency import Filing
from ..model.filed import Recipient, is_current, latest, recipients
from ..model.outline import Outline
from .view import Desk, View

State = Literal["current", "changed", "unknown", "missing", "replaced", "elsewhere"]


class Row(NamedTuple):
    """A filing with a body, or that there is none."""

    name: str
    """Of the body."""
    filing: Filing | None
    state: State
    """`unknown`: filed without a hash; `replaced`: filed again with the same body since;
    `elsewhere`: with a body that need not have it, or need no longer."""


class FilingState(NamedTuple):
    """How the filings of an agency stand."""

    hash: str
    """Of the catalogue as it stands; empty where it could not be read whole."""
    article: str | None
    """The place of the regulation that demands the filing; None where it demands none."""
    due: tuple[Row, ...]
    """A row for each body that must have the catalogue."""
    others: tuple[Row, ...]
    """All other filings, the newest first."""


def filing_state(view: View, desk: Desk) -> FilingState:
    """How the filings of an agency stand, by the files alone: today does not matter."""
    due = filed_with(view, desk)
    newest = latest(desk.file.filings)
    bodies = [each.body for each in due if each.body]
    first: list[Row] = [_row(view, desk, body, newest.get(body)) for body in bodies]
    others: list[Row] = []
    for filing in sorted(desk.file.filings, key=lambda each: each.date, reverse=True):
        if filing is not newest[filing.to]:
            others.append(Row(_name(view, filing.to), filing, "replaced"))
        elif filing.to not in bodies:
            row = _row(view, desk, filing.to, filing)
            others.append(row._replace(state="elsewhere") if due else row)
    article = due[0].article if due else None
    return FilingState(desk.outline.catalogue_hash, article, tuple(first), tuple(others))


def filed_with(view: View, desk: Desk) -> tuple[Recipient, ...]:
    """With whom an agency must file its catalogue."""

    def other(ref: str) -> Outline | None:
        # Asked as a desk, so that the pages that name it are made anew when its facts change.
        return view.desks[ref].outline if ref in view.desks else None

    return recipients(view.pack, desk.outline, other, view.catalogue.site.bodies) or ()


def _row(view: View, desk: Desk, body: str, filing: Filing | None) -> Row:
    state: State = "missing"
    if filing:
        current = is_current(desk.outline, filing)
        state = "unknown" if current is None else "current" if current else "changed"
    return Row(_name(view, body), filing, state)


def _name(view: View, body: str) -> str:
    return view.body_name(body) or body
