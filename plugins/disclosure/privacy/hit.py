"""What the scan gives: a personal value, where it stands, and how it may be shown."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """One personal value in a text."""

    kind: str
    """identity | mobile | bank-card | passport | home-address | birth | email"""
    start: int
    """Where it begins, in characters of the text that was given."""
    end: int
    value: str
    """Normalised. Never printed and never kept: `mask` is for that."""
    mask: str
    """What may be shown instead, see `masks.py`."""

    def __repr__(self) -> str:
        return f"Hit({self.kind}, {self.start}, {self.end}, {self.mask})"
