"""What the history of changes costs: from nothing, when nothing is new, and after one more commit.

    python benchmarks/history.py --city CITY [--runs 3]

CITY is a catalogue of `city.py --commits N`. Only what git tells is measured, in this process and its
workers, as `build` asks for it; the catalogue has been looked at before. Commits that are made for
the measurement are taken back.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from city_history import one_more
from measure import machine

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "plugins"))

from disclosure.crew import cores, seldom  # noqa: E402
from disclosure.model.catalogue import Catalogue  # noqa: E402
from disclosure.past.stories import past_of  # noqa: E402
from disclosure.store import Store  # noqa: E402
from disclosure.survey import survey  # noqa: E402


def seconds(city: Path, catalogue: Catalogue, store: Store) -> float:
    """How long it takes to know what git tells. Raises SystemExit when it tells nothing."""
    started = time.perf_counter()
    past = past_of(city, catalogue, store, cores())
    for agency in past.told:
        past.print_of(agency)
    took = time.perf_counter() - started
    if past.missing:
        raise SystemExit(past.missing.en)
    return took


def git(city: Path, *words: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *words], cwd=city, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--city", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    city, runs = options.city, options.runs
    seldom()  # as the command does
    on = machine()
    head = git(city, "rev-parse", "HEAD")
    beside = Store(city.resolve().parent / ".cache" / "disclosure")
    catalogue = survey(city, None, beside, cores()).catalogue
    found: dict[str, list[float]] = {"from nothing": [], "nothing new": [], "one more commit": []}
    try:
        for run in range(runs):
            with tempfile.TemporaryDirectory(prefix="history-") as folder:
                store = Store(Path(folder))
                found["from nothing"].append(seconds(city, catalogue, store))
                found["nothing new"].append(seconds(city, catalogue, store))
                one_more(city, run)
                found["one more commit"].append(seconds(city, catalogue, store))
    finally:
        git(city, "reset", "-q", "--hard", head)
    print(on, f"{git(city, 'rev-list', '--count', 'HEAD')} commits", "", sep="\n")
    for name, costs in found.items():
        print(f"{name}: {', '.join(f'{cost:.2f}' for cost in costs)} s")


if __name__ == "__main__":
    main()
