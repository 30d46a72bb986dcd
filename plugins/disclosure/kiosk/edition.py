"""A release -> the folder of the edition: the same pages, a search without a server, the kiosk."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.site import SiteFile
from ..past.release import KIOSK, MARKER, facts_of, marker_text
from ..publish.errors import PublishError
from ..search import SearchError
from ..search.errors import BROKEN
from ..search.local import facet_values, listed, local_index, synonyms_of, write_scripts
from ..search.text import tokens
from ..store import digest, program
from .assets import write_assets
from .candidates import candidates_of, write_candidates
from .copying import copy_release
from .frame import frame_text
from .letters import by_letter, write_letters

_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Made:
    """What an edition holds."""

    version: str
    """Of the release."""
    pages: int
    files: int
    """All files of the folder."""
    words: int
    """Words that the keys on the screen offer."""


def make_edition(
    release: Path,
    site: Path,
    facts: SiteFile,
    progress: Callable[[str, str], None] = lambda zh, en: None,
) -> Made:
    """Fill the empty folder `site` with the edition of a public release.

    `facts` are the settings of its `site.yml`. The same release and settings give the same bytes.
    Raises PublishError when the release is not whole, OSError when the disk refuses.
    """
    with tempfile.TemporaryDirectory(prefix="index-", dir=site.parent) as work:
        try:
            progress("准备检索", "preparing the search")
            index = local_index(release, Path(work))
            pages, facets = [*listed(index)], facet_values(index)
            synonyms = synonyms_of(release)
            write_scripts(index, site / "search")
        except SearchError as error:
            raise PublishError(error.message.zh, error.message.en) from error
        except BROKEN as error:
            if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
                raise
            raise PublishError(
                f"{release.name}/ 中的检索文件不完整，不能生成触摸屏版；请先重新运行 build",
                f"the search of {release.name}/ is not whole; run build again first",
            ) from error
        titles = [page.title for page in pages]
        names = [*facets["category"], *facts.hot_words]
        asked = _not_in(titles, [*names, *(word for group in synonyms for word in group)])
        progress("复制页面", "copying the pages")
        copied = copy_release(release, site, asked, attachments=facts.kiosk.attachments)
    in_titles = "\n".join(map(tokens, titles))

    def holds(word: str) -> bool:
        form = tokens(word).strip()
        return form in copied.found or form in in_titles

    progress("编写拼音词表", "writing the words of the keys")
    candidates = candidates_of(titles, names, synonyms, holds, copied.characters)
    letters = by_letter(pages)
    assets = site / "assets" / "kiosk"
    write_letters(letters, assets / "letters")
    write_candidates(candidates, site)
    write_assets(site)
    frame = frame_text(
        facts,
        len(pages),
        facets,
        _years(site),
        letters,
        [word for word in facts.hot_words if holds(word)],
        site,
    )
    (assets / "frame.js").write_text(frame, "utf-8", newline="\n")
    said = facts_of(release)
    own = {name: said[name] for name in ("version", "asOf", "address") if name in said}
    own |= {"edition": KIOSK, "build": digest(program(), said["version"], frame)[:12]}
    (site / MARKER).write_text(marker_text(own), "utf-8", newline="\n")
    files = sum(path.is_file() for path in site.rglob("*"))
    return Made(said["version"], copied.pages, files, len(candidates.words))


def _not_in(titles: Sequence[str], words: Sequence[str]) -> frozenset[str]:
    """The token strings of those words that no title holds: of the texts alone they are asked."""
    text = "\n".join(map(tokens, titles))
    forms = {tokens(word).strip() for word in words}
    return frozenset(form for form in forms if form and form not in text)


def _years(site: Path) -> list[str]:
    """The years that have a list of all that was published in them, the last one first."""
    names = (path.stem for path in (site / "lists").glob("*.html"))
    return sorted((name for name in names if _YEAR.fullmatch(name)), reverse=True)
