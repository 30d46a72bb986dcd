"""`site_build.py` with a fault in what makes the pages of an agency: the first argument says which."""

from __future__ import annotations

import os
import sys
from typing import Any

from disclosure import crew
from disclosure.cli import entry
from disclosure.publish import workshop


def fail(*given: Any) -> Any:
    if FAULT == "memory":
        raise MemoryError
    if FAULT == "exit":
        os._exit(3)
    raise KeyError("no such desk")


if __name__ == "__main__":
    FAULT = sys.argv.pop(1)
    crew.FEW = 1
    workshop.agency_plans = fail
    entry()
