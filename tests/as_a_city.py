"""`site_build.py` as it works for a large city: with workers, a process beside, and a twin.

Run as a program with the same arguments. Only the sizes are lowered from which on these are worth
it; the city that tests kill and break would else be done by one process.
"""

from __future__ import annotations

from disclosure import crew
from disclosure.cli import entry
from disclosure.publish import twin
from disclosure.search.bigram import index

if __name__ == "__main__":
    crew.FEW = 1
    twin.WORTH = 1
    index._ALONE = 0
    entry()
