"""Pages of a small catalogue without a shell, and what is read from them."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

from disclosure.checks import KINDS
from disclosure.model.catalogue import Catalogue
from disclosure.pages import Page, site_pages
from small_city import Change, read


def build(catalogue: Catalogue) -> dict[str, Page]:
    pages = list(site_pages(catalogue, KINDS))
    assert [a for a, n in Counter(page.address for page in pages).items() if n > 1] == []
    return {page.address: page for page in pages}


def city(folder: Path, *changes: Change) -> Catalogue:
    return read(folder, *changes).catalogue


def words(article: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", article)))


def targets(page: Page) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"', page.article + page.aside)
