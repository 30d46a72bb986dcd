"""Why an index could not be made."""

from __future__ import annotations

from ..diagnostics import Text


class SearchError(Exception):
    """The index could not be made or does not find what it must; `message` in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message
