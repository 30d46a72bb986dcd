"""What changed, month by month: the newest month in full, the earlier ones on pages of their own.

A new change alters the page of its month and the front page, no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ..model.outline import packed_cards
from ..store import digest_of
from .feeds import city_feed
from .history import Change, last_moment
from .lists import LONG
from .page import Crumb, Month, Page, Plan
from .templates import compose, home_crumb, word
from .view import Desk, View, group

CHANGES = "lists/changes.html"


def plans(view: View) -> Iterator[Plan]:
    """The front page, and a page for each month in which something happened."""
    yield Plan(CHANGES, partial(front, view), partial(_shown_in_front, view))
    for month, told in view.changes_by_month.items():
        shows = partial(_shown, told)
        yield Plan(month_address(month), partial(month_page, view, month, told), shows, (month,))


def by_month(desk: Desk) -> Mapping[Month, str]:
    """A digest of what happened at an agency in each month.

    What is published is told there with its card, so it speaks of the lists of a month as well.
    """
    told = group((change.month, change) for change in desk.changes)
    return {month: digest_of(_shown(changes)) for month, changes in told.items()}


def _shown_in_front(view: View) -> object:
    every = view.changes_by_month
    newest = next(iter(every.values()), ())
    counts = [(month, len(told)) for month, told in every.items()]
    return _shown(newest), counts, view.changes[0].minute if view.changes else None


def _shown(told: Sequence[Change]) -> object:
    """What the page of a month shows; most changes are told by a record alone."""
    plain = [each for each in told if each.record and not each.notice]
    cards = packed_cards(each.record for each in plain if each.record)
    others = [each.plain for each in told if each.notice or not each.record]
    return [(each.kind, each.minute, each.item) for each in plain], cards, others


def month_address(month: tuple[int, int]) -> str:
    """The page of a month: `lists/changes/2026-11.html`."""
    return f"lists/changes/{month[0]}-{month[1]:02}.html"


def front(view: View) -> Page:
    """The newest month, and the way to the earlier ones."""
    every = view.changes_by_month
    newest = next(iter(every), None)
    return compose(
        view,
        "changes",
        CHANGES,
        "list",
        (home_crumb(),),
        feeds=(city_feed(view),),
        modified=last_moment(view.changes[:1]),
        month=newest,
        front=True,
        sections=_sections(view, every[newest]) if newest else (),
        total=len(every[newest]) if newest else 0,
        earlier=[(m, month_address(m), len(told)) for m, told in every.items() if m != newest],
    )


def month_page(view: View, month: tuple[int, int], told: Sequence[Change]) -> Page:
    """All changes of a month."""
    return compose(
        view,
        "changes",
        month_address(month),
        "list",
        (home_crumb(), Crumb(word("changes"), CHANGES)),
        modified=last_moment(told),
        month=month,
        front=False,
        sections=_sections(view, told),
        total=len(told),
        earlier=(),
    )


def _sections(view: View, told: Sequence[Change]) -> Sequence[tuple[Desk | None, Sequence[Change]]]:
    """One list without a heading; a long month under its agencies, in the order of all lists."""
    if len(told) <= LONG:
        return [(None, told)]
    by_agency = group((change.agency, change) for change in told)
    return [(desk, by_agency[desk.id]) for desk in view.offices if desk.id in by_agency]
