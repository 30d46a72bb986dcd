"""The catalogue that an agency files, as a workbook (Office Open XML)."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from .filing import Dossier, Line, said

_WIDTHS = {
    "number": 5,
    "name": 20,
    "limit": 16,
    "forms": 18,
    "category": 18,
    "content": 32,
    "basis": 26,
    "department": 12,
    "audience": 11,
    "mode": 9,
    "rhythm": 14,
}
"""Of columns, in characters of the standard font; together they fill an A4 page laid across."""
LONGEST = 32_767
"""Characters in a cell: what is longer would be left out without a word."""
_FONT = "宋体"
_TEXTS_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(made: Dossier) -> bytes:
    """The catalogue as XLSX: one sheet, set up to be printed."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, _TEXTS_ONLY)
    book.set_properties(
        {
            "title": made.title,
            "author": made.agency,
            "comments": made.hash,
            # A workbook holds the moment it was made, which would differ each time.
            "created": dt.datetime.combine(made.day, dt.time()),
        }
    )
    sheet = book.add_worksheet(said().sheet)
    _fill(sheet, made, _formats(book))
    book.close()
    return data.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    font = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    # With the prefix a text that looks like a formula stays a text when somebody edits the cell.
    cell = {**font, "border": 1, "quote_prefix": True}
    middle = {"align": "center", "valign": "vcenter", "bold": True}
    each = {
        "title": {**font, **middle, "font_size": 18},
        "fact": {**font, "valign": "vcenter", "quote_prefix": True},
        "head": {**cell, **middle, "bg_color": "#EEEEEE"},
        "text": cell,
        "number": {**font, "border": 1, "align": "center"},
    }
    return {name: book.add_format(facts) for name, facts in each.items()}


def _fill(sheet: Worksheet, made: Dossier, formats: dict[str, Format]) -> None:
    last = len(made.columns) - 1
    _across(sheet, 0, last, made.title, formats["title"], 32)
    row = 1
    for fact in made.facts:
        _across(sheet, row, last, f"{fact.label}：{fact.value}", formats["fact"], 18)
        row += 1
    head = row
    for place, column in enumerate(made.columns):
        sheet.set_column(place, place, _WIDTHS[column.name])
        sheet.write_string(head, place, column.heading, formats["head"])
    sheet.set_row(head, 24)
    for group in made.groups:
        for line in group.lines:
            row += 1
            _line(sheet, row, made, line, formats)
    sheet.autofilter(head, 0, row, last)
    signatures = "　　　　　　　　　　".join(f"{name}：" for name in made.signatures)
    _across(sheet, row + 2, last, signatures, formats["fact"], 36)
    _print(sheet, made, head, row + 2)


def _across(sheet: Worksheet, row: int, last: int, text: str, form: Format, height: float) -> None:
    """A text over all columns; its height is given, since nobody measures merged cells."""
    sheet.merge_range(row, 0, row, last, "", form)
    sheet.write_string(row, 0, _fit(text), form)
    sheet.set_row(row, height)


def _line(
    sheet: Worksheet, row: int, made: Dossier, line: Line, formats: dict[str, Format]
) -> None:
    for place, column in enumerate(made.columns):
        if column.name != "number":
            text = _fit(line.cells.get(column.name, ""))
            sheet.write_string(row, place, text, formats["text"])
        elif line.number is None:
            sheet.write_blank(row, place, None, formats["number"])
        else:
            sheet.write_number(row, place, line.number, formats["number"])


def _fit(text: str) -> str:
    cut = said().cut
    return text if len(text) <= LONGEST else text[: LONGEST - len(cut)] + cut


def _print(sheet: Worksheet, made: Dossier, head: int, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)  # one page across, as many as needed down
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 2)
    sheet.print_area(0, 0, last, len(made.columns) - 1)
    # In a footer & begins a code; more than 255 signs are not allowed.
    name = made.agency[:60].replace("&", "&&")
    sheet.set_footer(f"&L&8{name}&C&9{said().pages}&R&7{made.hash}")
