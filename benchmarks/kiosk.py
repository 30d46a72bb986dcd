"""What the kiosk edition of a city costs: its folder, its zip, and putting it in place.

    python benchmarks/kiosk.py --city CITY

CITY is the catalogue of `city.py`. The site is built first and not measured. How long the folder
takes the command says itself, in a run of its own.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Command, machine, measure, table

ROOT = Path(__file__).resolve().parents[1]


def program(*words: str | Path) -> Command:
    """A command of the project."""
    return Command([sys.executable, str(ROOT / "site_build.py"), *map(str, words)], cwd=ROOT)


def main() -> None:
    """Print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--city", type=Path, required=True)
    city = parser.parse_args().city
    with tempfile.TemporaryDirectory(dir=city.parent) as work:
        site, out, kiosk = (Path(work, name) for name in ("site", "kiosk", "installed"))
        where = ("--catalogue", city, "--site-dir", site)
        measure(program("build", *where))
        make = program("kiosk", *where, "--out", out, "--lang", "en")
        done = subprocess.run(make.words, cwd=make.cwd, capture_output=True, text=True, check=True)
        (seconds,) = re.findall(r"in ([0-9.]+) s, version", done.stdout)
        rows = {"`kiosk`: folder and zip": measure(make)}
        (packed,) = out.glob("*.zip")
        install = program("kiosk-install", packed, kiosk)
        rows["`kiosk-install`, the first time"] = measure(install)
        rows["the same once more: every file checked"] = measure(install)
        files = [path for path in (out / "site").rglob("*") if path.is_file()]
        pages = sum(path.suffix == ".html" for path in files)
        size = sum(path.stat().st_size for path in files)
        print(machine())
        print(
            f"The folder took {seconds} s: {pages:,} pages and {len(files) - pages:,} other files, "
            f"{size / 1e6:,.0f} MB; zip {packed.stat().st_size / 1e6:,.0f} MB.\n"
        )
        print(table(rows))


if __name__ == "__main__":
    main()
