"""The public catalogue by category, by agency and by form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..model.agency import FormPlace
from ..model.catalogue import Item
from ..model.pack import Category, Entry
from .coverage import row, totals
from .feeds import category_feed
from .linked import data_catalog
from .page import Crumb, Page, Plan
from .start import items_by_category
from .templates import compose, home_crumb, word
from .view import Desk, View

CATEGORIES = "by/category/index.html"
AGENCIES = "by/agency/index.html"
FORMS = "by/form/index.html"


def plans(view: View) -> Iterator[Plan]:
    """The three ways in, and a page for each category and form."""
    yield Plan(CATEGORIES, partial(categories, view), tuple)
    yield Plan(AGENCIES, partial(agencies, view), partial(_counts, view))
    yield Plan(FORMS, partial(forms, view), tuple)
    for category in view.pack.categories:
        address = f"by/category/{category.id}.html"
        yield Plan(address, partial(by_category, view, category), tuple)
    for form in view.pack.forms:
        yield Plan(f"by/form/{form.id}.html", partial(by_form, view, form), tuple)


def categories(view: View) -> Page:
    """All categories in their groups."""
    return compose(
        view,
        "categories",
        CATEGORIES,
        "catalogue",
        (home_crumb(),),
        linked=(data_catalog(view),),
        counts=items_by_category(view),
    )


def by_category(view: View, category: Category) -> Page:
    """What a category wants and what each agency discloses under it."""
    cells = [row(desk, (category,))[0] for desk in view.offices if not desk.outline.closed]
    return compose(
        view,
        "category",
        f"by/category/{category.id}.html",
        "category",
        (home_crumb(), Crumb(word("catalogue"), CATEGORIES)),
        description=category.name,
        feeds=(category_feed(view, category),),
        category=category,
        rows=[
            (desk, item) for desk in view.offices for item in desk.by_category.get(category.id, ())
        ],
        cells=cells,
        totals=totals(cells),
    )


def agencies(view: View) -> Page:
    """All agencies by level."""
    sums = {desk.id: totals(row(desk, view.pack.categories)) for desk in view.offices}
    return compose(view, "agencies", AGENCIES, "catalogue", (home_crumb(),), sums=sums)


def _counts(view: View) -> object:
    return [len(desk.records) for desk in view.offices]


def forms(view: View) -> Page:
    """All forms with their meaning."""
    counts = {
        form.id: sum(len(_with_form(desk, form.id)) for desk in view.offices)
        for form in view.pack.forms
    }
    return compose(view, "forms", FORMS, "catalogue", (home_crumb(),), counts=counts)


def by_form(view: View, form: Entry) -> Page:
    """Where a form of disclosure is found, and what is disclosed in it."""
    rows: list[tuple[Desk, FormPlace | None, list[Item]]] = []
    for desk in view.offices:
        items = _with_form(desk, form.id)
        place = next((place for place in desk.file.places if place.form == form.id), None)
        if items or place:
            rows.append((desk, place, items))
    return compose(
        view,
        "form",
        f"by/form/{form.id}.html",
        "form",
        (home_crumb(), Crumb(word("forms"), FORMS)),
        description=form.meaning or form.name,
        form=form,
        rows=rows,
        count=sum(len(items) for _, _, items in rows),
    )


def _with_form(desk: Desk, form: str) -> list[Item]:
    """Items disclosed in a form; of what is withheld there is nothing to be found there."""
    return [
        item for item in desk.items if form in item.entry.forms and item.entry.mode != "withheld"
    ]
