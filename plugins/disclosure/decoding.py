"""Bytes -> text: UTF-8, plain, of some size, and without signs that nobody can see."""

from __future__ import annotations

import codecs
import re

from . import faults
from .diagnostics import Diagnostic, Span, Text
from .syntax import span_of

MAX_BYTES = 2_000_000
"""The largest catalogue file, in bytes; far above any real one (the sample's largest has 20 kB)."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(128) if _CONTROL.match(chr(byte)))
_BREAKS = "\x85\u2028\u2029"

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e007f]"
    # Scripts that need them to join their letters, and emoji, may have them.
    "|(?<![\u0590-\u1fff\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]"
)
"""Controls, signs of direction, signs without width, fillers that look like nothing, tags."""


def decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Bytes -> text with LF line ends, or the findings that forbid it.

    A text may come with a finding: the first sign in it that nobody can see.
    """
    if len(data) > MAX_BYTES:
        return None, [faults.SIZE.at(Span(file), size=len(data), limit=MAX_BYTES)]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [faults.ENCODING.at(Span(file), guess=_may_be("UTF-16"))]
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        nul = data.find(b"\x00")
        good = data[: error.start if nul < 0 else nul].decode("utf-8", "replace")
        good = good.replace("\r\n", "\n").replace("\r", "\n")
        span = Span(file, good.count("\n") + 1, len(good) - good.rfind("\n"))
        if nul >= 0:
            return None, [faults.BINARY.at(span, point=0)]
        return None, [faults.ENCODING.at(span, guess=_guess_encoding(data))]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Nearly every text: 3 microseconds for 900 signs, where the patterns take 50.
    if text.replace("\n", "").replace("\u3000", "").isprintable():
        return text, []
    if data.translate(None, _CONTROL_BYTES) != data and (bad := _CONTROL.search(text)):
        return None, [faults.BINARY.at(span_of(text, bad.start(), file), point=ord(bad.group()))]
    if any(sign in text for sign in _BREAKS):
        at = min(text.index(sign) for sign in _BREAKS if sign in text)
        return None, [faults.LINE_BREAK.at(span_of(text, at, file), point=ord(text[at]))]
    if not (found := _HIDDEN.search(text)):
        return text, []
    return text, [faults.HIDDEN.at(span_of(text, found.start(), file), point=ord(found[0]))]


def hidden_in(value: str) -> int | None:
    """The first sign of a value that nobody can see; None for nearly all."""
    found = None if value.isprintable() else _HIDDEN.search(value)
    return ord(found[0]) if found else None


def _guess_encoding(data: bytes) -> Text:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Text("是哪种编码不清楚", "which encoding is unclear")
    return _may_be("GBK")


def _may_be(encoding: str) -> Text:
    return Text(f"可能是 {encoding}", f"it may be {encoding}")
