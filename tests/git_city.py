"""The small city in a git repository: real commits at fixed times, and what is told of them."""

from __future__ import annotations

import os
import re
import subprocess
from html import unescape
from pathlib import Path

import small_city
from city_edits import put_on_disk
from disclosure.checks import KINDS
from disclosure.load import load
from disclosure.pages import Page, site_pages
from disclosure.past.stories import Past, past_of
from disclosure.store import Store
from small_city import Change, Files

Day = tuple[str, str]
"""A day of a history, and what is told of it."""


def git(
    folder: Path, *words: str, at: str = "2026-05-04 09:00", stamp: str = "", name: str = "clerk"
) -> str:
    """What git prints in a folder. The committer's date is `at`, the author's a day in the past.

    `stamp` is a committer's date as git has it: seconds since 1970 and time zone.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_COMMITTER_DATE": stamp or f"{at}:00 +0800",
        "GIT_AUTHOR_DATE": "2020-01-01 09:00:00 +0800",
    }
    who = ("-c", f"user.name={name}", "-c", "user.email=clerk@office.example")
    done = subprocess.run(
        ["git", *who, *words],
        cwd=folder,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout.strip()


class Town:
    """The small city under `folder/catalogue`, committed as it is without changes.

    A class for its state only: the files as they stand.
    """

    def __init__(self, folder: Path, *changes: Change) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.root = folder, folder / "catalogue"
        self.files: Files = dict(small_city.base())
        git(folder, "init", "-q", "-b", "main")
        self.commit(*changes)

    def write(self, *changes: Change, sign: bool = True) -> None:
        """Change the files, review the records as they stand by then, and put them on disk."""
        for change in changes:
            change(self.files)
        if sign:
            small_city.sign(self.files)
        put_on_disk(self.files, self.root)

    def commit(self, *changes: Change, at: str = "2026-05-04 09:00", sign: bool = True) -> None:
        """Change the files and commit them."""
        self.write(*changes, sign=sign)
        git(self.folder, "add", "-A", "catalogue")
        git(self.folder, "commit", "-q", "--allow-empty", "-m", "…", at=at)

    def past(self, store: Store | None = None) -> Past:
        """What git tells of it."""
        return past_of(self.root, load(self.root).catalogue, store or Store(None), 1)

    def pages(self, past: Past | None = None) -> dict[str, Page]:
        """Its pages by address."""
        catalogue = load(self.root).catalogue
        made = site_pages(catalogue, KINDS, past=past or self.past())
        return {page.address: page for page in made}

    def history(self, address: str) -> list[Day]:
        """What a page tells of the past of its thing."""
        return history(self.pages()[address])


def history(page: Page) -> list[Day]:
    """The days of a page's history. It must not be in what is searched."""
    assert "变更记录" not in page.article or page.kind == "rules"
    return days(page.aside)


def days(html: str) -> list[Day]:
    """The days of the history in a piece of HTML."""
    found = re.search(r'<section class="related history">(.*?)</section>', html, re.S)
    rows = re.findall(r"<li><p[^>]*>(.*?)</p><p>(.*?)</p></li>", found[1] if found else "", re.S)
    return [(day, unescape(re.sub(r"<[^>]*>", "", words))) for day, words in rows]
