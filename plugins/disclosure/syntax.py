"""Why libyaml refused a file, in words that a clerk can act on, at the place of the cause."""

from __future__ import annotations

import re

import yaml

from . import faults
from .diagnostics import Diagnostic, Span, Text

WIDE_COLON = re.compile(r"^[ ]*(?:- +)*([A-Za-z_][\w-]*|[\u4e00-\u9fff]{1,12})[ ]*：", re.M)
"""A key at the start of a line with a full-width colon behind it."""
_TIGHT_COLON = re.compile(r"^[ ]*(?:- +)*([a-z_]{2,30}):(?=[^\s/])", re.M)


BAD_CHARACTER = Text("有不允许的字符", "a character is not allowed")
_PROBLEMS = {
    "mapping values are not allowed": Text(
        "这里多了一个冒号，或上一行缩进不对", "a colon too many, or wrong indentation above"
    ),
    "could not find expected ':'": Text(
        "这一行缺少半角冒号和空格", "the line lacks a colon and a space"
    ),
    "did not find expected key": Text(
        "缩进不齐，或上一行的引号、括号没有成对",
        "uneven indentation, or an unpaired quote or bracket",
    ),
    "did not find expected '-' indicator": Text(
        "列表的“- ”没有对齐", "the '- ' of the list are not aligned"
    ),
    "did not find expected node content": Text(
        "括号没有成对，或括号里缺少内容", "an unpaired bracket, or nothing in it"
    ),
    "did not find expected ',' or": Text(
        "括号没有成对，或缺少逗号", "an unpaired bracket or a missing comma"
    ),
    "found unexpected end of stream": Text("引号没有成对", "an unpaired quote"),
    "found character that cannot start any token": Text(
        "值以特殊符号开头，请给整个值加引号", "a value begins with a special sign: quote it"
    ),
    "block sequence entries are not allowed": Text(
        "“- ”不能写在这里，请另起一行", "'- ' cannot stand here; begin a new line"
    ),
    "found undefined tag handle": Text("用了没有定义的标签", "an undefined tag"),
}


_BEGINS_AT_CONTEXT = re.compile("while scanning a (simple key|quoted scalar)|while parsing a flow")
"""What libyaml was doing when the mistake lies where that began, not where it noticed."""


def syntax_finding(error: yaml.MarkedYAMLError, text: str, file: str, offset: int) -> Diagnostic:
    """The finding for a file that libyaml refuses, with the likeliest cause first."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and _BEGINS_AT_CONTEXT.match(error.context or ""):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    span = Span(file, line + 1 + offset, column + 1)
    here = lines[line]
    colon = WIDE_COLON.search(text)
    if colon and text.count("\n", 0, colon.start(1)) <= line:
        return wide_colon_finding(colon, text, file, offset)
    for number in (line, line - 1):
        if number >= 0 and "\t" in (indent := re.match(r"\s*(?:- *)?\s*", lines[number])[0]):  # type: ignore[index]
            return faults.TAB.at(Span(file, number + 1 + offset, indent.index("\t") + 1))
    problem = error.problem or ""
    if problem.startswith("did not find expected node content"):
        # libyaml notices where the content should be; the bracket may be lines above.
        index = sum(len(above) + 1 for above in lines[:line]) + column
        span = span_of(text, _open_bracket(text[:index]), file, offset)
    if "tab" in problem or here[column : column + 1] == "\t":
        return faults.TAB.at(span)
    if "undefined tag handle" in problem or "tag" in problem:
        return faults.TAG.at(span, tag=here[column:].split(" ")[0][:40])
    if "anchor" in problem or "alias" in problem:
        return faults.ALIAS.at(span, name=here[column:].split(" ")[0][:40])
    for tight in _TIGHT_COLON.finditer(text):
        if text.count("\n", 0, tight.start(1)) <= line:
            span = span_of(text, tight.start(1), file, offset)
            said = Text(f"“{tight[1]}:”后面缺少空格", f"a space is missing after '{tight[1]}:'")
            return faults.SYNTAX.at(span, problem=said)
    known = next((said for start, said in _PROBLEMS.items() if problem.startswith(start)), None)
    return faults.SYNTAX.at(span, problem=known or Text(f"（{problem}）", problem))


def _open_bracket(text: str) -> int:
    """Where the innermost bracket that is still open stands; the end of the text without one."""
    closed = 0
    for index in range(len(text) - 1, -1, -1):
        closed += (text[index] in "]}") - (text[index] in "[{")
        if closed < 0:
            return index
    return len(text)


def wide_colon_finding(match: re.Match[str], text: str, file: str, offset: int) -> Diagnostic:
    """The finding for a match of `WIDE_COLON`."""
    return faults.WIDE_COLON.at(span_of(text, match.start(1), file, offset), key=match[1])


def span_of(text: str, index: int, file: str, offset: int = 0) -> Span:
    """The place of a character of `text`, whose first line is line `offset` + 1 of the file."""
    line = text.count("\n", 0, index) + 1 + offset
    return Span(file, line, index - text.rfind("\n", 0, index))
