"""Our own columns: what the search page shows, filters and sorts by, whatever the engine.

`search/columns.json` holds one row a page, newest first and by address within a date, so that a
row number is at once the page's number for every engine and its place in the order by date.

    {"address": [...], "title": [...], "date": [...], "number": [...], "numbers": [[...], ...],
     "facets": {"agency": {"values": [...], "rows": [0, [0, 2], null, ...]}, ...}}

A facet cell is the index of a value, a list of them, or null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FACETS = ("agency", "category", "form", "rhythm", "year", "kind", "validity")
"""The facts that a search can be narrowed by."""

Cell = int | list[int] | None


@dataclass(frozen=True)
class SearchPage:
    """One page that is searched."""

    address: str
    """Relative to the site's root: `finance-bureau/final-accounts.html`."""
    title: str
    article: str = field(repr=False)
    """Inner HTML of the page's one `<article data-searched>`."""
    numbers: tuple[str, ...] = ()
    """文号 and 索引号 as printed."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The facets, `date` and `document_number`; several values of one stand between `|`."""


def write_columns(pages: Sequence[SearchPage], site: Path) -> list[SearchPage]:
    """Write `search/columns.json` into the site and return the pages in the order of its rows."""
    rows = in_order(pages)
    write_json(
        site / "search" / "columns.json",
        {
            "address": [page.address for page in rows],
            "title": [page.title for page in rows],
            "date": [page.facts.get("date", "") for page in rows],
            "number": [page.facts.get("document_number", "") for page in rows],
            "numbers": [page.numbers for page in rows],
            "facets": {name: _facet(name, rows) for name in FACETS},
        },
    )
    return rows


def in_order(pages: Sequence[SearchPage]) -> list[SearchPage]:
    """The pages in the order of the rows: newest first, by address within a date."""
    return sorted(sorted(pages, key=lambda page: page.address), key=_date, reverse=True)


def write_json(path: Path, value: object) -> None:
    """Write compact JSON, the same bytes for the same value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8", newline="\n")


def _date(page: SearchPage) -> tuple[int, ...]:
    """A key that sorts by date however the date is written; pages without one are the oldest."""
    return tuple(int(digits) for digits in re.findall("[0-9]+", page.facts.get("date", "")))


def _facet(name: str, rows: Sequence[SearchPage]) -> dict[str, list[str] | list[Cell]]:
    cells = [[value for value in page.facts.get(name, "").split("|") if value] for page in rows]
    values = sorted({value for cell in cells for value in cell})
    index = {value: place for place, value in enumerate(values)}
    return {"values": values, "rows": [_cell([index[value] for value in cell]) for cell in cells]}


def _cell(places: list[int]) -> Cell:
    return (places[0] if len(places) == 1 else places) if places else None
