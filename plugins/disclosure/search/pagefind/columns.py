"""Columns for the engine `pagefind`: what the search page shows, filters and sorts by.

`search/columns.json` holds one row a page, newest first and by address within a date, so that a
row number is at once the page's number for every engine and its place in the order by date.

    {"address": [...], "title": [...], "date": [...], "number": [...], "numbers": [[...], ...],
     "facets": {"agency": {"values": [...], "rows": [0, [0, 2], null, ...]}, ...}}

A facet cell is the index of a value, a list of them, or null. `search/pinyin.json` is
`{"titles": ["shi li shi …", ...]}`, the title of each row read aloud (`pinyin.reading`), and
`search/index.json` says which engine the site has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..entries import FACETS, Entry, SearchPage
from ..files import write_json

Cell = int | list[int] | None


def write_columns(rows: Sequence[Entry], site: Path) -> None:
    """Write these files into the site, for entries in the order of the rows."""
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
    write_json(site / "search" / "pinyin.json", {"titles": [page.reading for page in rows]})
    write_json(site / "search" / "index.json", {"engine": "pagefind"})


def _facet(name: str, rows: Sequence[Entry]) -> dict[str, list[str] | list[Cell]]:
    cells = [[value for value in page.facts.get(name, "").split("|") if value] for page in rows]
    values = sorted({value for cell in cells for value in cell})
    index = {value: place for place, value in enumerate(values)}
    return {"values": values, "rows": [_cell([index[value] for value in cell]) for cell in cells]}


def _cell(places: list[int]) -> Cell:
    return (places[0] if len(places) == 1 else places) if places else None


def read_columns(site: Path, article_of: Callable[[str], str]) -> Iterator[SearchPage]:
    """The searched pages of a site as these files tell of them, each with the article that
    `article_of` gives for its address. Raises OSError, ValueError, LookupError or TypeError."""
    columns = json.loads((site / "search" / "columns.json").read_bytes())
    facets = columns["facets"]
    for row, address in enumerate(columns["address"]):
        facts = {"date": columns["date"][row], "document_number": columns["number"][row]}
        for name in FACETS:
            values, cell = facets[name]["values"], facets[name]["rows"][row]
            places = [] if cell is None else cell if isinstance(cell, list) else [cell]
            facts[name] = "|".join(values[place] for place in places)
        title, numbers = columns["title"][row], tuple(columns["numbers"][row])
        yield SearchPage(address, title, article_of(address), numbers, facts)
