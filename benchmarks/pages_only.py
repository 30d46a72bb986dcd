"""Our build without search index, sitemap, links' audit and exchange: the files -> all pages.

    python benchmarks/pages_only.py --catalogue DIR --site-dir DIR

This is what Hugo and MkDocs do too, so it is what they are compared with: no rule is asked, and
search and audit are told nothing, and git is not asked what was. Nothing is known from an earlier
run. Some of what is done here they do not do: the reviews' hashes are compared, and feeds are
written.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from disclosure import engine
from disclosure.checks import KINDS
from disclosure.crew import cores, seldom
from disclosure.pages.view import open_view
from disclosure.publish.bench import Bench
from disclosure.publish.rounds import Parts, make_parts
from disclosure.spool import Spool, spool
from disclosure.store import Store
from disclosure.survey import survey


def build(root: Path, site: Path, *, told: bool = False) -> Parts:
    """Write all pages of the catalogue `root` into the new folder `site`.

    With `told` it also gathers what the search is told of each, as `changed`.
    """
    with spool() as opened:
        return _build(root, site, opened, told)


def _build(root: Path, site: Path, opened: Spool, told: bool) -> Parts:
    site.mkdir(parents=True)
    nothing = Store(None)
    seen = survey(root, None, nothing, cores(), judge=False, spool=opened)
    bench = Bench(
        view=open_view(seen.catalogue, KINDS),
        root=root.resolve(),
        shells=engine.shells_for(root.resolve(), site, nothing, ""),
        site=site,
        theme=site,
        before=None,
        twin=None,
        store=nothing,
        base="",
        sources={},
        frames={},
        outlines={},
        drafts=False,
        told=told,
    )
    return make_parts(bench, {}, (), cores())


def main() -> None:
    """Build the catalogue of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--site-dir", type=Path, required=True)
    options = parser.parse_args()
    seldom()  # as the command does
    print(f"{build(options.catalogue, options.site_dir).pages:,} pages", flush=True)
    os._exit(0)  # this, too


if __name__ == "__main__":
    main()
