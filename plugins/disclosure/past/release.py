"""The release that a build replaces: which items and records have a page in it.

The folder of the site is the memory, so that a loss is seen without git. Nothing in it is read but
the one file that says which site it is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

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


def things_in(site: Path, address: str) -> Mapping[str, frozenset[str]]:
    """By agency, the ids that have a page in the release in a folder, if it is one of `address`.

    A release of another site, or of before they said whose they are, tells nothing.
    """
    if facts_of(site).get("address") != address:
        return {}
    found: dict[str, frozenset[str]] = {}
    with os.scandir(site) as top:
        for folder in top:
            if folder.is_dir(follow_symlinks=False):
                with os.scandir(folder) as inside:
                    names = [entry.name for entry in inside]
                if {*_OF_AGENCY, "index.html"} <= {*names}:
                    pages = (match[1] for name in names if (match := _PAGE.fullmatch(name)))
                    found[folder.name] = frozenset(page for page in pages if page != "index")
    return found
