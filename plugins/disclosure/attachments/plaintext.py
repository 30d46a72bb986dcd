"""Plain text and CSV: decoded as Windows in China writes it, each line with its number."""

from __future__ import annotations

import re

from ..diagnostics import Text
from .facts import Look, Refused
from .kinds import ending_of, refuse_markup

_SPOILED = re.compile(r"(?<![\w.])\d(?:\.\d+)?[Ee]\+1[0-9](?![\w.])")
_FORMULA = re.compile(
    r"(?m)(?:^|[,\t;])[\"' ]*(?:"
    r"[=＝@＠](?=[^=,;\t\n][^,;\t\n]{0,60}?[(|（]|[\"'])(?=[^,;\t\n]{0,60}?[A-Za-z]+[(|（]|[\"'])"
    r"|[-+＋－](?=[^,;\t\n]{0,60}?(?:[A-Za-z]{2,}\||HYPERLINK|WEBSERVICE|DDE)))"
)
"""A cell that a spreadsheet would work out: it calls a function or another program. A negative number,
a telephone number with + and a rule of = are none."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(name: str, data: bytes) -> Look:
    """The text and its flaws. Raises Refused where it is no text after all."""
    look = Look("text")
    text = written = decoded(data)
    if _CONTROLS.search(text):
        raise Refused("type", Text("无法识别的内容", "something unknown"))
    if ending_of(name) in ("csv", "tsv"):
        text = text.replace("\t", "|")  # what stands in two cells is not one number
    look.text(_line(1), text, lambda offset: _line(text.count("\n", 0, offset) + 1))
    if "E+1" in text or "e+1" in text:
        for found in _SPOILED.finditer(text):
            what = Text("被Excel写成科学计数的数字", "a number that Excel wrote as 1.1E+17")
            look.flaw("spoiled", what, look.passages[0].at(found.start()))
    if any(sign in written for sign in "=@＝＠|") or "HYPERLINK" in written:
        for found in _FORMULA.finditer(written):
            what = Text("打开时会执行的公式", "a formula that runs when it is opened")
            look.flaw("external", what, look.passages[0].at(found.start() + 1))
    return look


def decoded(data: bytes) -> str:
    """The text of a file. Raises Refused when no encoding fits."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
            refuse_markup(text.encode("utf-8", "surrogatepass"))
            return text
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        what = Text("文字编码无法识别", "its text is in no known encoding")
        raise Refused("damaged", what) from error


def _line(number: int) -> Text:
    return Text(f"第{number}行", f"line {number}")
