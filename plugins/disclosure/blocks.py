"""The plain part of Markdown, which most of what agencies write is, without the converter.

Three blocks are known here: paragraphs in which no sign means anything to Markdown or HTML, headings
of such words on one line, and tables of such cells. A text of nothing else is HTML at once
(`plain_html`); of any other the plain paragraphs are set aside (`set_aside`, `put_back`). The HTML is
what the converter and the sanitiser of `bodies.py` give, which a test compares on thousands of texts.

Python-Markdown takes 0.1 ms for a paragraph and 0.7 ms for a table of five rows, this 0.002 and 0.01.
"""

from __future__ import annotations

import re
from itertools import count

from markdown.extensions.toc import slugify_unicode, unique

SOFT_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f”’])\n(?=[\u2e80-\u9fff\uff00-\uffef“‘《（])"
)
"""A line's end between two Han signs: no space is meant."""
TABLE_START = '<div class="table-wrap" role="region" aria-label="表格{}" tabindex="0"><table>'
"""A table that may scroll inside itself is reached by the keyboard, and so it has a name."""
TABLE_END = "</table></div>"

_SIGNS = re.escape("\\`*_[]{}<>&|~!#=\xa0\x02\x03")
_LINE = rf"(?![ \t:>+=-]|[0-9]+[.)])[^{_SIGNS}\s](?:[^{_SIGNS}\n\r\t\f\v]*[^{_SIGNS}\s])?"
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*\Z")
"""A block in which nothing means anything to Markdown or HTML: a paragraph of plain lines."""
_HEADING = re.compile(rf"(#{{1,6}}) +([^{_SIGNS}\s](?:[^{_SIGNS}\n\r\t\f\v]*[^{_SIGNS}\s])?) *\Z")
_ROW = rf"\|(?:[^{_SIGNS}\n\r\t\f\v]*\|)+"
_TABLE = re.compile(rf"({_ROW}) *\n(\|(?: *:?-+:? *\|)+) *((?:\n{_ROW} *)+)\Z")
_TWO_SPACES = re.compile(r"[^ |] {2,}[^ |]")
_GAP = re.compile(r"\n{2,}")
_ASIDE = re.compile("<p>\ue000([0-9]+)\ue001</p>")


def slug(text: str, separator: str) -> str:
    """The id of a heading: `s-` and its words."""
    return "s-" + slugify_unicode(text, separator)


def plain_html(text: str) -> str | None:
    """The HTML of a text of plain blocks; None when anything else is in it."""
    if "\t" in text:
        return None
    made: list[str] = []
    headings: list[tuple[int, int, str]] = []
    tables = count(1)
    for block in _GAP.split(text.strip("\n")):
        if _PLAIN.match(block):
            made.append(_paragraph(block))
        elif heading := _HEADING.match(block):
            headings.append((len(made), len(heading[1]), heading[2]))
            made.append("")
        elif table := _TABLE.match(block):
            html = _table(table, next(tables))
            if html is None:
                return None
            made.append(html)
        else:
            return None
    if headings:
        _set_headings(made, headings)
    return "\n".join(made)


def besides_paragraphs(text: str) -> int:
    """How many bytes of a text stand in no plain paragraph: what `set_aside` would leave."""
    if "\ue000" in text or "\t" in text:
        return len(text.encode())
    blocks = _GAP.split(text.strip("\n"))
    return sum(len(block.encode()) for block in blocks if not _PLAIN.match(block))


def set_aside(text: str, paragraphs: list[str]) -> str:
    """The text without its plain paragraphs: a sign stands for each run of them."""
    if "\ue000" in text or "\t" in text:
        return text
    kept: list[str] = []
    run: list[str] = []

    def close() -> None:
        if run:
            kept.append(f"\ue000{len(paragraphs)}\ue001")
            paragraphs.append("\n".join(map(_paragraph, run)))
            run.clear()

    for block in _GAP.split(text.strip("\n")):
        if _PLAIN.match(block):
            run.append(block)
        else:
            close()
            kept.append(block)
    close()
    return "\n\n".join(kept)


def put_back(html: str, paragraphs: list[str]) -> str | None:
    """The HTML with the paragraphs that were set aside.

    None when the signs in it are not those that stood for them: a text can hold such signs itself,
    also written as an entity.
    """
    found = _ASIDE.findall(html)
    if found != [str(number) for number in range(len(paragraphs))] or html.count("\ue000") != len(
        found
    ):
        return None
    return _ASIDE.sub(lambda match: paragraphs[int(match[1])], html)


def _paragraph(block: str) -> str:
    return f"<p>{SOFT_BREAK.sub('', block)}</p>"


def _set_headings(made: list[str], headings: list[tuple[int, int, str]]) -> None:
    """Put the headings in their places: the highest is h2, each has an id of its own."""
    shift = 2 - min(level for _, level, _ in headings)
    used: set[str] = set()
    for at, level, words in headings:
        name = f"h{min(6, level + shift)}"
        made[at] = f'<{name} id="{unique(slug(words, "-"), used)}">{words}</{name}>'


def _table(table: re.Match[str], number: int) -> str | None:
    head, line, rest = table.groups()
    names = _cells(head)
    columns = [_alignment(part) for part in _cells(line)]
    if len(names) != len(columns) or _TWO_SPACES.search(table[0]):
        return None
    rows = "\n".join(_row(_cells(row), columns, "td") for row in rest[1:].split("\n"))
    return (
        f"{TABLE_START.format(number)}\n<thead>\n{_row(names, columns, 'th')}\n</thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n{TABLE_END}"
    )


def _cells(row: str) -> list[str]:
    return [cell.strip(" ") for cell in row.strip(" ")[1:-1].split("|")]


def _row(cells: list[str], columns: list[str], tag: str) -> str:
    """A row of as many cells as there are columns, whatever was written."""
    cells += [""] * (len(columns) - len(cells))
    shown = [f"<{tag}{a}>{cell}</{tag}>" for cell, a in zip(cells, columns, strict=False)]
    return "<tr>\n" + "\n".join(shown) + "\n</tr>"


def _alignment(part: str) -> str:
    left, right = part[0] == ":", part[-1] == ":"
    side = "center" if left and right else "left" if left else "right" if right else ""
    return f' class="ta-{side}"' if side else ""
