"""Personal values in the files of a catalogue, and who may let one stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import Field

from ..diagnostics import Span
from ..privacy import scan
from .common import Shape, Words


class Trace(NamedTuple):
    """A personal value and where it stands. Its value is for comparisons only: it goes nowhere."""

    span: Span
    kind: str
    mask: str
    value: str
    in_name: bool = False
    """Whether it stands in the name of the file."""

    def __repr__(self) -> str:
        return f"Trace({self.span}, {self.kind}, {self.mask})"


class Excepted(Shape):
    """A personal value that stands in a file for a reason, told by its mask."""

    shown: Words = Field(title="按规定遮盖后的写法")
    reason: Words | None = Field(None, title="理由")


def contacts_in(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The mobile numbers and e-mail addresses in texts by which an office can be reached."""
    # One scan for all: two empty lines end every number.
    told = scan("\n\n\n".join(text for text in texts if text))
    return tuple(sorted({hit.value for hit in told if hit.kind in ("mobile", "email")}))
