"""Why an index could not be made or read."""

from __future__ import annotations

import zlib

from ..diagnostics import Text

BROKEN = (OSError, zlib.error, ValueError, LookupError, TypeError, AttributeError)
"""What reading a file that is missing, damaged or of another layout raises."""


class SearchError(Exception):
    """The index could not be made or does not find what it must; `message` in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message
