"""The sample site as a folder for the disk, with the keys on the screen: a small offline edition."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

from disclosure import kiosk
from disclosure.kiosk.candidates import Candidates, candidates_of, write_candidates
from disclosure.pages.templates import environment
from disclosure.search import SearchPage
from disclosure.search.bigram.scripts import joined_modules
from disclosure.search.indexing import write_scripts
from disclosure.search.text import BREAK, page_tokens, tokens
from search_site import index, words_of
from test_search_local import searched

ROOT = Path(__file__).parent.parent
BROWSER = Path(kiosk.__file__).parent / "browser"
KEYS = next((Path(kiosk.__file__).parent / "vendor").glob("simple-keyboard-*/index.modern.js"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
)
# What the script of a kiosk does with the keyboard.
_ENTRY = """import { createKeyboard } from "./keyboard.js";
import { createPinyin } from "./pinyin.js";
import { wordsAt } from "./words.js";
const panel = document.querySelector("[data-keys]");
const loadWords = wordsAt(new URL("words.js", document.currentScript.src).href);
globalThis.kiosk = {
  createPinyin,
  loadWords,
  keyboard: createKeyboard({ panel, loadWords, texts: JSON.parse(panel.dataset.texts) }),
};
"""
_HEAD = '<link rel="stylesheet" href="{base}assets/kiosk/keyboard.css">'
_FOOT = (
    '<script src="{base}assets/kiosk/simple-keyboard.js" defer></script>'
    '<script src="{base}assets/kiosk/kiosk.js" defer></script>'
)
PAGES = {"search.html": "", "about/contacts.html": "../"}
"""Pages with keys -> the way from each to the root."""


@cache
def pages_of(site: Path) -> list[SearchPage]:
    return searched(site)


@cache
def text_of(site: Path) -> str:
    """The tokens of all pages that are searched."""
    return "\n".join(page_tokens(page.article) for page in pages_of(site))


def sample_candidates(site: Path) -> Candidates:
    """What the sample site offers to type."""
    pages = pages_of(site)
    names = {name for page in pages for name in page.facts.get("category", "").split("|")}
    text = text_of(site)
    return candidates_of(
        (page.title for page in pages),
        names,
        words_of(site)["synonyms"],
        lambda word: tokens(word).strip(BREAK) in text,
        text,
    )


def write_kiosk(sample: Path, folder: Path) -> Path:
    """Write the folder; gives it."""
    release = folder / "release"
    shutil.copytree(sample, release)
    index(pages_of(sample), release, "bigram", words_of(sample)["synonyms"])
    site = folder / "site"
    shutil.copytree(release, site, ignore=shutil.ignore_patterns("search", "pagefind"))
    write_scripts(release, site)
    assets = site / "assets" / "kiosk"
    write_candidates(sample_candidates(sample), site)
    shutil.copyfile(BROWSER / "keyboard.css", assets / "keyboard.css")
    shutil.copyfile(KEYS, assets / "simple-keyboard.js")
    modules = folder / "modules"
    shutil.copytree(BROWSER, modules)
    (modules / "search.js").write_text(_ENTRY, "utf-8")
    # The head is that of the search, whose script has it already.
    joined = joined_modules(modules).partition("\n")[2]
    (assets / "kiosk.js").write_text(joined, "utf-8")
    panel = environment().get_template("kiosk-keyboard.html").render()
    for name, base in PAGES.items():
        html = (site / name).read_text("utf-8")
        html = html.replace(
            '<script type="module" src="assets/disclosure/search.js"></script>',
            '<script src="assets/disclosure/search-local.js" defer></script>',
        )
        html = re.sub(
            '(<meta http-equiv="Content-Security-Policy" content=")[^"]*',
            lambda found: found[1] + POLICY,
            html,
        )
        html = html.replace("</head>", _HEAD.format(base=base) + "</head>")
        html = html.replace("</body>", panel + _FOOT.format(base=base) + "</body>")
        (site / name).write_text(html, "utf-8")
    return site
