"""Our pages against Hugo's: the same number, addresses, shell and text, in turn on one machine.

    python benchmarks/hugo.py --city DIR [--runs 3] [--work DIR] [--ours COMMAND]

or `--agencies N` instead of `--city`, for a city of `city.py` with N agencies (about 165 pages an
agency). Hugo's sources are written first, which is not measured; how fair they are stands in
`hugo_site.py`. A sample of the pages that Hugo then makes is compared with ours: what they say must
be the same. Needs `hugo` (Debian: `apt-get install hugo`). COMMAND is our build, `{catalogue}` and
`{site}` in it stand for the folders; without it, it is `pages_only.py`.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from city import write_city
from hugo_site import command, write_site
from measure import Command, in_turn, machine, table
from same_pages import compare

HERE = Path(__file__).resolve().parent
OURS = f"{sys.executable} {HERE / 'pages_only.py'} --catalogue {{catalogue}} --site-dir {{site}}"
COMPARED = 400
"""About so many pages are compared."""


def main() -> None:
    """Write Hugo's sources, build in turn, compare, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--city", type=Path, help="a catalogue folder")
    which.add_argument("--agencies", type=int, help="size of a city that is written")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for all files, kept afterwards")
    parser.add_argument("--ours", default=OURS, metavar="COMMAND")
    parser.add_argument("--hugo", default="hugo", metavar="PROGRAM", help="another Hugo")
    options = parser.parse_args()
    if not shutil.which(options.hugo):
        parser.exit(2, "缺少 hugo：apt-get install hugo。hugo is missing: apt-get install hugo\n")
    with tempfile.TemporaryDirectory(prefix="hugo-") as temporary:
        work = options.work or Path(temporary)
        city = options.city or work / "city"
        if options.agencies and not city.exists():
            write_city(city, options.agencies)
        source, expected, theirs, ours = (
            work / name for name in ("source", "expected", "hugo", "ours")
        )
        for folder in (source, expected):
            shutil.rmtree(folder, ignore_errors=True)
        pages = sum(write_site(city, source, expected, COMPARED).values())
        words = [word.format(catalogue=city, site=ours) for word in shlex.split(options.ours)]
        on = machine(commands=[[options.hugo, "version"]])
        found = in_turn(
            {
                "ours": Command(words, out=ours),
                "Hugo": Command(command(options.hugo, source, theirs), out=theirs),
            },
            options.runs,
        )
        differing = compare(expected, theirs)
        compared = len(list(expected.rglob("*.html")))
        one, other = found["ours"], found["Hugo"]
        print(
            on,
            "",
            table(found, f"{pages:,} pages"),
            sep="\n",
        )
        print(
            f"\nours / Hugo: wall {one.wall / other.wall:.2f}, CPU {one.cpu / other.cpu:.2f}, "
            f"peak PSS {one.pss / other.pss:.2f}. Of {compared} pages compared, "
            f"{len(differing)} differ{': ' if differing else '.'}"
        )
        for address, parts in differing.items():
            print(f"- {address}: {', '.join(parts)}")


if __name__ == "__main__":
    main()
