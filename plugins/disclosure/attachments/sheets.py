"""Excel workbooks: what stands in each cell, on hidden sheets, in comments and in caches."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ..diagnostics import Text
from .archive import Archive
from .cells import MAX_DIGITS, date_styles, letters, number_of, read_styles, shown_number
from .facts import WHOLE, Look
from .xml import events

_BOOK = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
SPOILED_TEXT = re.compile(r"\d(?:\.\d+)?[Ee]\+1[0-9]")
"""What Excel makes of a long number where it shows or saves it as a text."""
_FOREIGN = re.compile(r"WEBSERVICE\s*\(|\bRTD\s*\(|^=?\w+\|'?[^!]*'?!", re.IGNORECASE)

_WIDEST = 200
"""Columns that are kept apart even where they are empty."""


class _Sheet:
    """What a worksheet says, row by row, and where each cell begins in it."""

    def __init__(self, name: str, shared: Sequence[str], dates: frozenset[int]) -> None:
        self.name, self.shared, self.dates = name, shared, dates
        self.said: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.refs: list[str] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden_told: set[str] = set()
        self.column = 0
        """Of the last cell in this row."""
        self.cells = 0
        """How many there were before this row."""
        self.ruled = False

    def say(self, text: str) -> None:
        self.said.append(text)
        self.length += len(text)

    def end_row(self) -> None:
        """End a line; under the first with several cells stands a rule: its cells are heads."""
        if not self.column:
            return
        self.say("|\n")
        cells = len(self.refs) - self.cells
        if cells > 1 and not self.ruled:
            self.ruled = True
            self.say("|---" * min(self.column, _WIDEST) + "|\n")
        self.column, self.cells = 0, len(self.refs)

    def cell(self, ref: str) -> Text:
        return Text(f"工作表“{self.name}”的{ref}单元格", f"cell {ref} of sheet '{self.name}'")

    def find(self, offset: int) -> Text:
        return self.cell(self.refs[max(0, bisect_right(self.starts, offset) - 1)])


def read(archive: Archive, look: Look) -> None:
    """Note the texts and flaws of a workbook."""
    shared = _shared(archive)
    dates = read_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.entries else ()
    styles = date_styles(dates)
    parts: dict[str, str] = {}
    for name, state, part in _sheets(archive, look):
        if state != "visible":
            what = "深度隐藏的工作表" if state == "veryHidden" else "隐藏的工作表"
            what_en = "a very hidden sheet" if state == "veryHidden" else "a hidden sheet"
            look.flaw("hidden", Text(what, what_en), Text(f"“{name}”", f"'{name}'"))
        if part in archive.entries and part.startswith("xl/worksheets/"):
            parts |= dict.fromkeys((part, *_targets(archive, part).values()), name)
            _sheet(archive, part, _Sheet(name, shared, styles), look)
    for name in archive.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml") and name not in parts:
            _sheet(archive, name, _Sheet(posixpath.basename(name), shared, styles), look)
        elif name.startswith("xl/pivotCache/") and name.endswith(".xml"):
            values = [
                given["v"] for _, given, _ in events(archive.read(name)) if given and "v" in given
            ]
            shown = (shown_number(number) if (number := number_of(v)) else v for v in values)
            look.text(Text("数据透视表的缓存", "the cache of a pivot table"), "\n".join(shown))
        elif name.startswith("xl/revisions/"):
            look.flaw("tracked", Text("修订记录", "tracked changes"))
        elif re.fullmatch(r"xl/(?:comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml", name):
            _comments(archive.read(name), look, parts.get(name, "?"))


def _shared(archive: Archive) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.entries:
        return []
    shared: list[str] = []
    said: list[str] = []
    phonetic = False
    for tag, given, text in events(archive.read("xl/sharedStrings.xml")):
        if tag == "rPh":
            phonetic = given is not None
        elif given is None and tag == "t" and not phonetic:
            said.append(text)
        elif given is None and tag == "si":
            shared.append("".join(said))
            said.clear()
    return shared


def _sheets(archive: Archive, look: Look) -> list[tuple[str, str, str]]:
    """Name, state and part of each sheet; what else the workbook says is noted."""
    targets = _targets(archive, _BOOK)
    sheets = []
    for tag, given, text in events(archive.read(_BOOK)):
        if given is None:
            if tag == "definedName":
                if _FOREIGN.search(text):
                    look.flaw("external", Text("名称中的外部数据", "outside data in a name"))
                look.text(Text("定义的名称", "a defined name"), text if '"' in text else "")
        elif tag == "sheet":
            state = given.get("state", "visible")
            sheets.append((given.get("name", "?"), state, targets.get(given.get("id", ""), "")))
        elif tag == "fileSharing" and given.get("userName"):
            look.flaw("author", Text("只读保护人的姓名", "the name of who protected it"))
    return sheets


def _targets(archive: Archive, part: str) -> Mapping[str, str]:
    """By id, the parts that a part leads to."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.entries:
        return {}
    return {
        given.get("Id", ""): posixpath.normpath(
            posixpath.join("/" + folder, given.get("Target", ""))
        ).lstrip("/")
        for tag, given, _ in events(archive.read(rels))
        if tag == "Relationship" and given and given.get("TargetMode") != "External"
    }


def _sheet(archive: Archive, part: str, sheet: _Sheet, look: Look) -> None:
    row, column, ref = 0, 0, ""
    type_, style, value = "n", -1, ""
    hidden_row = False
    pieces: list[str] = []
    phonetic = False
    for tag, given, text in events(archive.read(part)):
        if given is not None:
            if tag == "row":
                row = int(given["r"]) if given.get("r", "").isdigit() else row + 1
                column = 0
                hidden_row = given.get("hidden") in ("1", "true")
            elif tag == "c":
                ref, column = _place(given.get("r", ""), row, column)
                type_, value = given.get("t", "n"), ""
                style = int(given["s"]) if given.get("s", "").isdigit() else -1
                pieces.clear()
            elif tag == "rPh":
                phonetic = True
            elif tag == "col" and given.get("hidden") in ("1", "true"):
                low, high = given.get("min", ""), given.get("max", "")
                if low.isdigit() and high.isdigit():
                    sheet.hidden_columns.append((int(low), int(high)))
        elif tag == "v":
            value = text
        elif tag == "t":
            if not phonetic:
                pieces.append(text)
        elif tag == "rPh":
            phonetic = False
        elif tag == "f":
            if _FOREIGN.search(text):
                what = Text("取外部数据的公式", "a formula that takes data from outside")
                look.flaw("external", what, sheet.cell(ref))
            elif '"' in text:
                pieces.append(text)
        elif tag == "c":
            said = _said(sheet, ref, type_, style, value, look)
            said = said or "".join(pieces)
            if said:
                _note(sheet, ref, row, column, said, hidden_row, look)
        elif tag == "row":
            sheet.end_row()
        elif tag in (
            "oddHeader",
            "oddFooter",
            "evenHeader",
            "evenFooter",
            "firstHeader",
            "firstFooter",
        ):
            look.text(
                Text(f"工作表“{sheet.name}”的页眉页脚", f"header or footer of '{sheet.name}'"), text
            )
    if sheet.refs:
        look.text(sheet.cell(sheet.refs[0]), "".join(sheet.said), sheet.find)


def _comments(data: bytes, look: Look, sheet: str) -> None:
    where, said = WHOLE, [""]
    for tag, given, text in events(data):
        if given is not None and tag in ("comment", "threadedComment"):
            ref = given.get("ref", "?")
            where = Text(f"工作表“{sheet}”的{ref}单元格", f"cell {ref} of sheet '{sheet}'")
            look.flaw("comment", Text("批注", "comments"), where)
        elif given is None and tag in ("t", "text"):
            said.append(text)
        elif given is None and tag in ("comment", "threadedComment"):
            look.text(Text(f"{where.zh}的批注", f"the comment of {where.en}"), "".join(said))
            said.clear()


def _place(ref: str, row: int, column: int) -> tuple[str, int]:
    """A cell's name and column; cells without a name follow one another."""
    if found := _CELL.fullmatch(ref):
        number = 0
        for letter in found[1]:
            number = number * 26 + ord(letter) - 64
        return ref, number
    return f"{letters(column + 1)}{row}", column + 1


def _said(sheet: _Sheet, ref: str, type_: str, style: int, value: str, look: Look) -> str:
    """What a cell says: numbers as digits, dates as dates."""
    if type_ == "s":
        at = int(value) if value.strip().isdigit() else -1
        said = sheet.shared[at] if 0 <= at < len(sheet.shared) else ""
    elif type_ in ("str", "d"):
        said = value
    elif type_ in ("inlineStr", "b", "e"):
        said = ""
    else:
        number = number_of(value)
        if number is None:
            return value
        if style in sheet.dates:
            return shown_number(number, date=True)
        said = shown_number(number)
        if len(said.lstrip("-").partition(".")[0]) > MAX_DIGITS:
            look.flaw("spoiled", _SPOILED, sheet.cell(ref))
        return said
    if SPOILED_TEXT.fullmatch(said.strip()):
        look.flaw("spoiled", _SPOILED, sheet.cell(ref))
    return said


_SPOILED = Text("超过15位、已被改动的数字", "a number of more than 15 digits that was changed")


def _note(
    sheet: _Sheet, ref: str, row: int, column: int, said: str, hidden_row: bool, look: Look
) -> None:
    # Bars between the cells, as in a table of Markdown, so that two numbers never run into one.
    sheet.say("| " * max(1, min(column - sheet.column, _WIDEST)))
    sheet.column = column
    sheet.starts.append(sheet.length)
    sheet.refs.append(ref)
    sheet.say(said + " ")
    if hidden_row:
        where = Text(f"工作表“{sheet.name}”第{row}行", f"row {row} of sheet '{sheet.name}'")
        look.flaw("hidden", Text("隐藏的行", "hidden rows"), where)
    name = letters(column)
    if name not in sheet.hidden_told and any(
        low <= column <= high for low, high in sheet.hidden_columns
    ):
        sheet.hidden_told.add(name)
        where = Text(f"工作表“{sheet.name}”{name}列", f"column {name} of sheet '{sheet.name}'")
        look.flaw("hidden", Text("隐藏的列", "hidden columns"), where)
