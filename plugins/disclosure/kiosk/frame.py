"""What the edition adds to each page: the template `kiosk.html`, as a script that holds it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ..model.site import SiteFile
from ..pages.templates import environment
from .assets import VENDORED
from .letters import DIGITS, OTHERS

_NAMES = {DIGITS: "数字", OTHERS: "其他"}


def frame_text(
    site: SiteFile,
    pages: int,
    facets: Mapping[str, Sequence[str]],
    years: Sequence[str],
    letters: Collection[str],
    hot_words: Sequence[str],
    folder: Path,
) -> str:
    """The script `frame.js`: the HTML, the settings of `site.yml`, and where the vendored files lie.

    `pages` are searched; `facets` are the values that they have; `years` those that have a list, the
    last one first; `letters` those that have entries; `folder` is the edition, so that no tile
    leads to a page that it has not.
    """
    html = (
        environment()
        .get_template("kiosk.html")
        .render(
            site=site,
            settings=site.kiosk,
            agencies=len(facets["agency"]),
            categories=len(facets["category"]),
            pages=pages,
            years=years,
            letters=[(letter, _NAMES.get(letter, letter)) for letter in letters],
            hot_words=hot_words,
            has=lambda name: (folder / name).is_file(),
        )
    )
    facts = {
        "html": html,
        "settings": site.kiosk.model_dump(),
        "scripts": {name: f"assets/kiosk/vendor/{file}" for name, file in VENDORED.items()},
    }
    return f"globalThis.DISCLOSURE_KIOSK = {json.dumps(facts, ensure_ascii=False)};\n"
