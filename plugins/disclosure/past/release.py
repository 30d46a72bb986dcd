"""The release that a build replaces: which items and records have a page in it.

The folder of the site is the memory, so that a loss is seen without git. Read are in it only the
file that says which site it is, and the pages that would be missing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.common import ID_PATTERN

_PAGE = re.compile(rf"({ID_PATTERN})\.html")
_OF_AGENCY = ("lists", "about")
"""Folders that each agency has in a site, and nothing else has both."""
MARKER = "assets/disclosure/release.js"
"""The file that shows that a folder is a release of ours, and says which."""
_BEGINS = "window.DISCLOSURE_RELEASE = "


def marker_text(facts: Mapping[str, str]) -> str:
    """What the marker of a release holds: a script, for the pages to show these facts."""
    return f"{_BEGINS}{json.dumps(dict(facts))};\n"


def facts_of(site: Path) -> Mapping[str, str]:
    """What a release says of itself; nothing where the folder is none."""
    try:
        text = (site / MARKER).read_text("utf-8")
        facts = json.loads(text.removeprefix(_BEGINS).rstrip().removesuffix(";"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


INTERNAL, PUBLIC, KIOSK = "internal", "public", "kiosk"


def edition_of(site: Path) -> str | None:
    """Which edition the release in a folder is; None where there is no release of ours.

    One that does not say is public: all were, before there were two.
    """
    if not (site / MARKER).is_file():
        return None
    said = facts_of(site).get("edition")
    return said if said in (INTERNAL, KIOSK) else PUBLIC


def missing_from(catalogue: Catalogue, site: Path) -> Mapping[str, frozenset[str]]:
    """By agency, the ids that have a page in the release in a folder, and none in a new one.

    Of an agency that is missing itself there are no ids. A release of another address tells nothing,
    nor does one of before they said whose they are, nor a file that somebody put into the folder.
    """
    if facts_of(site).get("address") != catalogue.site.address:
        return {}
    missing: dict[str, frozenset[str]] = {}
    with os.scandir(site) as top:
        for folder in (entry.name for entry in top if entry.is_dir(follow_symlinks=False)):
            names = os.listdir(site / folder)
            if not {*_OF_AGENCY, "index.html"} <= {*names}:
                continue
            now = catalogue.outlines.get(folder)
            if now is None:
                missing[folder] = frozenset()
                continue
            pages = (match[1] for name in names if (match := _PAGE.fullmatch(name)))
            gone = [page for page in pages if page != "index" and not now.has_page(page)]
            if ours := {page for page in gone if _is_ours(site / folder / f"{page}.html")}:
                missing[folder] = frozenset(ours)
    return missing


def _is_ours(page: Path) -> bool:
    try:
        return _KIND in page.read_bytes()
    except OSError:
        return False


_KIND = b'<meta name="disclosure:kind" content="'
