"""Our build without check, search, feeds and exchange: the catalogue's files -> all pages.

    python benchmarks/pages_only.py --catalogue DIR --site-dir DIR

This is what Hugo and MkDocs do too, so it is what they are compared with. The theme's frame is
rendered by MkDocs as in every build, and attachments are copied.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from disclosure import engine
from disclosure.checks import KINDS
from disclosure.load import load
from disclosure.pages import site_files, site_pages
from disclosure.pages.shell import join


def build(root: Path, site: Path) -> int:
    """Write all pages of the catalogue `root` into the new folder `site`; gives how many."""
    catalogue = load(root).catalogue
    site.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="engine-") as work:
        config = engine.write_config(Path(work), root.resolve(), part="shell", on="")
        shells = engine.render_shells(config, site)
    count = 0
    for page in site_pages(catalogue, KINDS):
        path = site / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        html = join(shells[page.address.count("/")], page, catalogue.site.address)
        path.write_text(html, "utf-8")
        count += 1
    for target, source in site_files(catalogue):
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, site / target)
    return count


def main() -> None:
    """Build the catalogue of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--site-dir", type=Path, required=True)
    options = parser.parse_args()
    print(f"{build(options.catalogue, options.site_dir):,} pages")


if __name__ == "__main__":
    main()
