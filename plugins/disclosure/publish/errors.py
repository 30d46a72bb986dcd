"""Why a release could not be made."""

from __future__ import annotations

from ..diagnostics import Text


class PublishError(Exception):
    """The release was not made; the old one stands. `message` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)
