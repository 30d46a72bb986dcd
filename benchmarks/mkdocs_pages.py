"""Our pages against the same records as ordinary pages of MkDocs with Material.

    python benchmarks/mkdocs_pages.py [--city DIR] [--runs 3] [--nav-runs 1] [--ours COMMAND]

Each record becomes a Markdown file with its official header as a table, then its text; `mkdocs.yml`
has Material and nothing else. Measured at 1,000 and 2,000 pages: in the navigation, as MkDocs does
by itself, and outside it (`nav` names the home page alone); without and with the search plugin. The
time for N pages is then taken as

    t(N) = t(2000) + (N - 2000) x (t(2000) - t(1000)) / 1000

which is kind to MkDocs: in the navigation its time grows with the square of the pages. N is how many
pages our build makes of DIR, in the time that it takes for them; without DIR, a city of 62 agencies
is written. COMMAND is as in `hugo.py`.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from city import write_city
from hugo import OURS
from measure import Command, Measured, in_turn, machine, table

from disclosure.load import load
from disclosure.model.catalogue import Record

SIZES = (1_000, 2_000)
RECORDS_OF = 15
"""Agencies of the city whose records are taken: together they have somewhat more than 2,000."""
OWN_CITY = 62
_CONFIG = {
    "site_name": "示例市政务公开目录",
    "use_directory_urls": False,
    "theme": {"name": "material", "language": "zh", "font": False},
}
_OUTSIDE = {"nav": ["index.md"], "validation": {"nav": {"omitted_files": "ignore"}}}
"""Without the second, MkDocs would print the name of each page."""


def write_pages(records: Sequence[Record], names: Mapping[str, str], docs: Path) -> None:
    """Write a Markdown file a record and a home page; `names` are those of the agencies."""
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# 首页\n", "utf-8")
    for record in records:
        head = record.head
        rows = {
            "索引号": head.index_number,
            "发布机构": names[record.agency],
            "成文日期": head.formed.isoformat(),
            "名称": head.title,
            "文号": head.document_number or "无",
            "发布日期": f"{head.published:%Y-%m-%d %H:%M}",
        }
        lines = "\n".join(f"| {name} | {value} |" for name, value in rows.items())
        path = docs / record.agency / f"{record.id}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"# {head.title}\n\n| 项目 | 内容 |\n| --- | --- |\n{lines}\n\n{record.body}", "utf-8"
        )


def mkdocs(work: Path, size: int, *, nav: bool, search: bool) -> Command:
    """The command that builds `work/<size>/`, with a configuration of its own."""
    plugins = ["search"] if search else []
    settings = {**_CONFIG, **({} if nav else _OUTSIDE), "plugins": plugins}
    name = f"{size}-{'nav' if nav else 'outside'}-{'search' if search else 'plain'}"
    config = work / f"{name}.yml"
    # JSON is YAML too.
    config.write_text(json.dumps({**settings, "docs_dir": str(work / str(size))}), "utf-8")
    out = work / f"{name}-site"
    words = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(out)]
    return Command(words, env={"NO_MKDOCS_2_WARNING": "1"}, out=out)


def extrapolated(small: float, large: float, pages: int) -> float:
    """Seconds for so many pages, from those for 1,000 and for 2,000 pages."""
    return large + (pages - SIZES[1]) * (large - small) / (SIZES[1] - SIZES[0])


def _commands(work: Path, *, nav: bool) -> dict[str, Command]:
    place = "in the nav" if nav else "outside the nav"
    return {
        f"MkDocs, {size:,} pages {place}, search {'on' if search else 'off'}": mkdocs(
            work, size, nav=nav, search=search
        )
        for search in (False, True)
        for size in SIZES
    }


def main() -> None:
    """Write the pages, build in turn, extrapolate, print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--city", type=Path, help="the catalogue that our build is measured with")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--nav-runs", type=int, default=1, help="they take minutes each; 0: none")
    parser.add_argument("--ours", default=OURS, metavar="COMMAND")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mkdocs-") as temporary:
        work = Path(temporary)
        write_city(work / "small", RECORDS_OF)
        catalogue = load(work / "small").catalogue
        names = {
            agency.id: agency.file.name for agency in catalogue.agencies.values() if agency.file
        }
        records = [record for record in catalogue.records() if not record.head.service]
        chosen = records[: SIZES[1]]
        for size in SIZES:
            write_pages(chosen[:: SIZES[1] // size], names, work / str(size))
        city = options.city or work / "city"
        if not options.city:
            write_city(city, OWN_CITY)
        site = work / "ours"
        words = [word.format(catalogue=city, site=site) for word in shlex.split(options.ours)]
        peers = {"ours": Command(words, out=site), **_commands(work, nav=False)}
        on = machine("mkdocs", "mkdocs-material")
        found = in_turn(peers, options.runs)
        if options.nav_runs:
            found |= in_turn(_commands(work, nav=True), options.nav_runs, warm_up=False)
        pages = sum(1 for _ in site.rglob("*.html"))
    print(on, "", table(found), "", sep="\n")
    print("\n".join(_ratios(found, pages)))


def _ratios(found: Mapping[str, Measured], pages: int) -> list[str]:
    ours = found["ours"].wall
    lines = [
        f"Ours: {pages:,} pages, {1000 * ours / pages:.2f} ms a page.",
        "",
        f"| MkDocs + Material | ms for a further page | s for {pages:,} pages | times ours |",
        "| --- | ---: | ---: | ---: |",
    ]
    smaller = [name for name in found if f" {SIZES[0]:,} pages" in name]
    for name in smaller:
        small = found[name].wall
        large = found[name.replace(f"{SIZES[0]:,}", f"{SIZES[1]:,}")].wall
        whole = extrapolated(small, large, pages)
        place = name.partition(" pages ")[2]
        lines.append(f"| {place} | {large - small:.2f} | {whole:,.0f} | {whole / ours:.1f} |")
    return lines


if __name__ == "__main__":
    main()
