"""What a page costs in a city of 10,000 pages and in one of 87,000: the whole build, in turn.

    python benchmarks/growth.py --city CITY [--small 60] [--runs 3]

CITY is the catalogue of `city.py`; a smaller one, of `--small` agencies, is written beside it for
the time of the measurement. Both are built from nothing, with check and search.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Command, in_turn, machine, table

ROOT = Path(__file__).resolve().parents[1]


def build(catalogue: Path, site: Path) -> Command:
    """The whole build of a catalogue."""
    program = [sys.executable, str(ROOT / "site_build.py"), "build", "--no-cache"]
    return Command([*program, "--catalogue", str(catalogue), "--site-dir", str(site)], out=site)


def pages(site: Path) -> int:
    """How many pages a site has."""
    return sum(1 for _ in site.rglob("*.html"))


def main() -> None:
    """Build both in turn and print what a page costs in each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--city", type=Path, required=True)
    parser.add_argument("--small", type=int, default=60, help="agencies of the smaller city")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        work = Path(folder)
        city = [sys.executable, str(ROOT / "benchmarks" / "city.py"), "--out", str(work / "city")]
        subprocess.run([*city, "--agencies", str(options.small)], check=True, capture_output=True)
        sites = {"small": work / "small", "large": work / "large"}
        on = machine()
        found = in_turn(
            {
                "small": build(work / "city", sites["small"]),
                "large": build(options.city, sites["large"]),
            },
            options.runs,
        )
        count = {name: pages(site) for name, site in sites.items()}
    print(on, "", table({f"{count[name]:,} pages": cost for name, cost in found.items()}), sep="\n")
    for what in ("wall", "cpu"):
        small, large = (getattr(found[name], what) / count[name] * 1000 for name in sites)
        print(
            f"{what} a page: {small:.3f} ms and {large:.3f} ms; the larger city: {large / small:.2f} x"
        )


if __name__ == "__main__":
    main()
