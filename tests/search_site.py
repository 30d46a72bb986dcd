"""A small synthetic site whose every text is known, its search page, and how to drive it."""

from __future__ import annotations

import html as entities
import json
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import BrowserContext, Page

from disclosure.pages.templates import environment
from disclosure.search import Engine, SearchPage, entry_of
from disclosure.search.indexing import Indexed, build_index, prove_index
from disclosure.search.text import number, page_tokens, terms, tokens

Serve = Callable[[Path], str]

ASSETS = Path(__file__).parent.parent / "overrides" / "assets" / "disclosure"
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; "
    "img-src 'self' data:; style-src 'self'"
)
WORDS = (
    *("住房公积金", "提取", "贷款", "医疗保障局", "一网通办", "政务公开", "政务服务", "财政决算"),
    *("政府信息公开条例", "依申请公开", "预算", "三公经费", "行政许可", "行政处罚", "不动产登记"),
    *("社会救助", "最低生活保障", "食品药品", "监督检查", "档案馆", "乡镇", "街道办事处", "审批"),
    *(
        "备案",
        "招标",
        "采购",
        "学校",
        "教育",
        "医疗",
        "卫生",
        "环境保护",
        "㐀𠮷𡈽",
        "𤭢䶮",
        "PM2.5",
    ),
    *("GB/T2312", "café", "Straße", "İzmir", "第①项", "Ⅳ类", "½", "１２３４５", "2026年"),
    *("12月31日", "0000-5550102", "十八"),
)
STYLES = [
    f'<link rel="stylesheet" href="assets/disclosure/{name}.css">'
    for name in ("tokens", "site", "search")
]
HEAD = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
CATEGORIES = [f"第{place}类" for place in range(1, 13)]
MARKS = (*"，、。；：（）《》", " — ", "", "", " ", "\u3000", "\u200b")


def sentence(random: Random) -> str:
    return "".join(random.choice(WORDS) + random.choice(MARKS) for _ in range(random.randint(3, 9)))


def inline(random: Random, text: str) -> str:
    """The same text with inline elements strewn into it."""
    cut = random.randrange(len(text))
    first, second = entities.escape(text[:cut]), entities.escape(text[cut:])
    tag = random.choice(["b", "em", "span", "sup"])
    return random.choice(
        [
            first + second,
            f"<{tag}>{first}</{tag}>{second}",
            f'{first}<a href="x.html" title="a > b"><strong>{second}</strong></a>',
            f"{first}<!-- <p>注释</p> --><wbr>{second}",
        ]
    )


class Facts(dict[str, str]):
    """Facts that a frozen page can be hashed with."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def synthetic(count: int) -> dict[SearchPage, list[str]]:
    """Pages, each with the texts of its blocks as they were put in."""
    random = Random(20261120)
    made = {}
    for place in range(count):
        title = f"{random.choice(WORDS)}{random.choice(WORDS)}之{place}"
        paragraphs = [sentence(random) for _ in range(random.randint(1, 4))]
        cells = [sentence(random) for _ in range(random.randint(0, 6))]
        document = f"示财〔{2020 + place % 7}〕{place}号"
        index = f"11990000MB0000001M/{2020 + place % 7}-{place:05}"
        article = f"<h1>{title}</h1><dl><dt>文号</dt><dd>{document}</dd></dl>"
        article += "".join(f"<p>{inline(random, text)}</p>\n" for text in paragraphs)
        article += "".join(f"<td>{inline(random, text)}</td>" for text in cells)
        agency = random.choice(["finance-bureau", "archives"])
        page = SearchPage(
            address=f"{agency}/record-{place}.html" if place else "index.html",
            title=title,
            article=article,
            numbers=(document, index),
            facts=Facts(
                agency="示例市财政局" if agency == "finance-bureau" else "示例市档案局",
                category=random.choice(CATEGORIES),
                kind=random.choice(["报告", "办事指南"]),
                form="网站|公开栏" if place % 2 else "网站",
                year=str(2020 + place % 7),
                date=f"2026-{place % 12 + 1:02}-{place % 5 + 1:02}",
                document_number=document,
            ),
        )
        made[page] = [title, "文号", document, *paragraphs, *cells]
    return made


PAGES = synthetic(120)


def holds(page: SearchPage, texts: list[str], term: str) -> bool:
    """Whether a page holds a term without inner punctuation: in a block or in a number."""
    in_text = any(term in tokens(text) for text in texts)
    return in_text or any(term in number(each) for each in page.numbers)


def truth(term: str) -> set[str]:
    return {page.address for page, texts in PAGES.items() if holds(page, texts, term)}


def with_title(page: SearchPage) -> SearchPage:
    """The page as every page of a real site is: its title stands in its article."""
    text = page_tokens(page.article)
    if all(term in text for term in terms(page.title)):
        return page
    return replace(page, article=f"<h1>{entities.escape(page.title)}</h1>{page.article}")


ENGINES: tuple[Engine, ...] = ("pagefind", "bigram")


def index(
    pages: Sequence[SearchPage],
    site: Path,
    engine: Engine = "pagefind",
    synonyms: Sequence[Sequence[str]] = (),
) -> Indexed:
    """Index pages as a build does."""
    return build_index([entry_of(page) for page in pages], site, engine, synonyms)


def words_of(site: Path) -> dict[str, list[str]]:
    """The synonyms and spellings of a site."""
    data = zlib.decompress((site / "search" / "words.bin").read_bytes())
    found: dict[str, list[str]] = json.loads(data)
    return found


def prove_pages(pages: Sequence[SearchPage], site: Path, engine: Engine = "pagefind") -> None:
    """Prove an index against the pages it must hold."""
    prove_index([entry_of(page) for page in pages], site, engine)


def write_site(
    site: Path,
    pages: list[SearchPage],
    synonyms: Sequence[Sequence[str]] = (),
    engine: Engine = "pagefind",
) -> Indexed:
    """A site of bare pages with the search page and our scripts, indexed."""
    pages = [with_title(page) for page in pages]
    for page in pages:
        path = site / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'{HEAD}<title>x</title><link rel="icon" href="data:,">'
            f'<script src="{"../" * page.address.count("/")}assets/disclosure/site.js" defer></script>'
            "</head><body><header>页眉无关</header>"
            f"<article data-searched>{page.article}</article></body></html>",
            encoding="utf-8",
        )
    write_search_page(site)
    return index(pages, site, engine, synonyms)


def write_search_page(site: Path) -> None:
    """The search page and our scripts alone."""
    shutil.copytree(ASSETS, site / "assets" / "disclosure", dirs_exist_ok=True)
    article = environment().get_template("search.html").render(base="")
    (site / "search.html").write_text(
        f'{HEAD}<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<title>搜索 - 试验</title>"
        '<link rel="icon" href="data:,">'
        f"{''.join(STYLES)}</head><body>"
        f'<div class="site-content"><article class="md-typeset">{article}</article></div>'
        '<script type="module" src="assets/disclosure/search.js"></script></body></html>',
        encoding="utf-8",
    )


def watched(context: BrowserContext) -> Iterator[Page]:
    """A page whose every error and every request to another host is a failure."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    yield page
    page.close()
    assert errors == []
    assert hosts <= {"127.0.0.1", "localhost", None}


def ended(page: Page) -> int:
    page.wait_for_selector("#search-app[data-result-count]", state="attached", timeout=20_000)
    assert page.get_attribute("#search-app", "data-searching") is None
    return int(page.get_attribute("#search-app", "data-result-count") or "-1")


def links(page: Page) -> list[str]:
    """Addresses of the exact hits relative to the search page, in the order shown."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('#search-app a.search-result')]"
        ".map(a => decodeURI(a.href.slice(new URL('.', location.href).href.length).split('?')[0]))"
    )
    return found


def all_links(page: Page) -> list[str]:
    """The same of all pages of results."""
    while page.is_visible("[data-search-more]"):
        shown = page.locator(".search-hit").count()
        page.click("[data-search-more]")
        page.wait_for_function(
            "shown => document.querySelectorAll('.search-hit').length > shown", arg=shown
        )
    return links(page)


def send(page: Page, query: str) -> None:
    """Put a query into the box of the search page, and send it off with Enter.

    Without Enter the page waits until the typing has ended; that has tests of its own.
    """
    page.fill("article input[name=q]", query)
    page.press("article input[name=q]", "Enter")


def type_in(page: Page, query: str) -> set[str]:
    send(page, query)
    count = ended(page)
    found = all_links(page)
    assert len(found) == len(set(found)) == count
    return set(found)


def open_search(page: Page, address: str, **parameters: str) -> int:
    page.goto(f"{address.rstrip('/')}/search.html?{urlencode(parameters)}")
    return ended(page)
