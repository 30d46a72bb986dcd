"""Pages about the whole city: guide, contacts, rights, coverage, how we check, the regulation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..diagnostics import Kind
from ..model.catalogue import Pack
from ..model.outline import moment_of
from ..model.site import Body
from .agency import contact_facts
from .coverage import matrix, totals
from .law import articles, law_address
from .linked import regulation
from .page import Crumb, Page, Plan
from .templates import compose, home_crumb, word
from .view import View, group

GUIDE = "about/guide.html"
CONTACTS = "about/contacts.html"
RIGHTS = "about/rights.html"
COVERAGE = "about/coverage.html"
CHECKS = "about/checks.html"


def plans(view: View) -> Iterator[Plan]:
    """The pages that belong to no agency."""
    yield Plan(GUIDE, partial(guide, view), tuple)
    yield Plan(CONTACTS, partial(contacts, view), tuple)
    yield Plan(RIGHTS, partial(rights, view), tuple)
    yield Plan(COVERAGE, partial(coverage, view), tuple)
    yield Plan(CHECKS, partial(checks, view), partial(_of_past, view))
    for pack in view.catalogue.packs:
        address = law_address(pack, pack is view.catalogue.pack)
        yield Plan(address, partial(law, view, pack, address), tuple)


def guide(view: View) -> Page:
    """How anyone obtains information here."""
    site = view.catalogue.site
    supervisors = {desk.file.supervisor for desk in view.offices}
    above = {desk.file.parent for desk in view.offices} - supervisors
    return compose(
        view,
        "guide",
        GUIDE,
        "guide",
        (home_crumb(),),
        facts={"kind": word("guide")},
        supervisors=_bodies(site.bodies, supervisors),
        above=_bodies(site.bodies, above),
    )


def contacts(view: View) -> Page:
    """The telephone book of all agencies."""
    return compose(
        view,
        "contacts",
        CONTACTS,
        "contact",
        (home_crumb(),),
        facts={"kind": word("contact")},
        contact_facts=contact_facts(view),
    )


def rights(view: View) -> Page:
    """What anyone may demand, and where."""
    return compose(view, "rights", RIGHTS, "rights", (home_crumb(),))


def coverage(view: View) -> Page:
    """Which agency answers which category."""
    rows = matrix(view)
    cells = [cell for line in rows for cell in line]
    return compose(
        view,
        "coverage",
        COVERAGE,
        "coverage",
        (home_crumb(),),
        rows=[(line[0].desk, line, totals(line)) for line in rows if line],
        totals=totals(cells),
        gaps=group((cell.desk.id, cell) for cell in cells if cell.state == "missing"),
    )


def checks(view: View) -> Page:
    """Every kind of finding, by family."""
    kinds = sorted(view.kinds, key=lambda kind: kind.code)
    return compose(
        view,
        "checks",
        CHECKS,
        "rules",
        (home_crumb(),),
        families=group((_family(kind), kind) for kind in kinds),
        count=len(kinds),
        begins=None if view.past.begins is None else moment_of(view.past.begins),
    )


def _of_past(view: View) -> object:
    """What the page of the checks shows besides what stands in frames."""
    return view.past.reason, view.past.begins


def law(view: View, pack: Pack, address: str) -> Page:
    """A regulation article by article, with what this site does for each."""
    way = (
        (home_crumb(),)
        if pack is view.catalogue.pack
        else (
            home_crumb(),
            Crumb(word("regulation"), "law/index.html"),
        )
    )
    text = articles(pack)
    return compose(
        view,
        "law",
        address,
        "regulation",
        way,
        facts={"kind": word("regulation")},
        linked=(regulation(view, pack, address, text),),
        pack=pack.file,
        articles=text,
        others=[
            (other.file.name, law_address(other, other is view.catalogue.pack))
            for other in view.catalogue.packs
            if other is not pack
        ],
    )


def _bodies(bodies: dict[str, Body], ids: set[str | None]) -> list[Body]:
    return [body for name, body in sorted(bodies.items()) if name in ids]


def _family(kind: Kind) -> str:
    """The first digit of a code."""
    return next((letter for letter in kind.code if letter.isdigit()), "")
