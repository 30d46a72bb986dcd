"""The portal of `docs/portal/` over two small cities, each on an origin of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from province import build, name_of, province, write_cities, write_portal

from site_text import read
from web_server import served

ENGINES = ("pagefind", "bigram")
"""One city has the one engine, the other the other: a province is never all of one age."""
WORD = "办理服务指南"


@dataclass(frozen=True)
class Held:
    """A page that holds the word, as its file says."""

    city: str
    address: str
    date: str


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = write_cities(tmp_path_factory.mktemp("province"), 2, 2, ENGINES, 12)
    build(folders, 1)
    return folders


@pytest.fixture(scope="module")
def truth(cities: list[Path]) -> list[Held]:
    """The searched pages that hold the word, by reading every file of both sites."""
    found = []
    for number, folder in enumerate(cities, 1):
        site = folder / "site"
        for path in sorted(site.rglob("*.html")):
            facts = read(path.read_text("utf-8"))
            searched = any("data-searched" in article for article in facts.articles)
            if searched and any(WORD in block for block in facts.blocks):
                date = facts.metas.get("PubDate", "")[:10]
                found.append(Held(name_of(number), path.relative_to(site).as_posix(), date))
    return found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def ask(page: Page, portal: str, query: str) -> list[Held]:
    """What the portal lists for a query, when all cities have answered."""
    page.goto(f"{portal}?q={quote(query)}")
    page.wait_for_selector("html[data-result-count]", state="attached", timeout=30_000)
    return [
        Held(
            entry.locator("[data-city]").inner_text(),
            urlsplit(entry.locator("a").get_attribute("href") or "").path.lstrip("/"),
            next(
                (
                    f
                    for f in entry.locator("[data-facts]").inner_text().split(" · ")
                    if f[:2] == "20"
                ),
                "",
            ),
        )
        for entry in page.locator("[data-hits] li").all()
    ]


def test_the_hits_of_all_cities_stand_in_one_list_newest_first(
    page: Page, cities: list[Path], truth: list[Held], tmp_path: Path
) -> None:
    assert {held.city for held in truth} == {"示例甲市", "示例乙市"}
    assert 2 < len(truth) <= 50
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with province(cities, tmp_path / "portal") as portal:
        found = ask(page, portal, WORD)
        assert sorted(found, key=repr) == sorted(truth, key=repr)
        dates = [held.date for held in found]
        assert dates == sorted(dates, reverse=True)
        assert page.inner_text("[data-status]") == f"找到 {len(truth)} 条，按日期从新到旧排列。"
        counts = page.locator("[data-cities] li").all_inner_texts()
        for number, count in enumerate(counts, 1):
            own = sum(held.city == name_of(number) for held in truth)
            assert count.replace(" ", "") == f"{name_of(number)}（{own}条）"
    assert said == []


def test_each_city_leads_on_to_its_own_search(
    page: Page, cities: list[Path], tmp_path: Path
) -> None:
    with province(cities, tmp_path / "portal") as portal:
        ask(page, portal, WORD)
        link = urlsplit(page.locator("[data-cities] a").first.get_attribute("href") or "")
    assert link.path == "/search.html"
    assert parse_qs(link.query) == {"q": [WORD], "sort": ["date"]}


def test_more_hits_than_are_listed_are_counted_and_said(
    page: Page, cities: list[Path], tmp_path: Path
) -> None:
    with province(cities, tmp_path / "portal") as portal:
        found = ask(page, portal, "示例市")
        assert len(found) == 50
        assert int(page.get_attribute("html", "data-result-count") or "") > 50
        assert "这里列出最近的 50 条" in page.inner_text("[data-status]")


def test_without_a_question_no_city_is_asked_and_all_can_be_entered(
    page: Page, cities: list[Path], tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with province(cities, tmp_path / "portal") as portal:
        page.goto(portal, wait_until="networkidle")
        assert all(address.startswith(portal) for address in asked)
        assert page.locator("[data-cities] a").all_inner_texts() == ["示例甲市", "示例乙市"]


@contextmanager
def one_city_closed(cities: list[Path], portal: Path) -> Iterator[str]:
    """The first city's server lets no other origin read it."""
    allowed = {"Access-Control-Allow-Origin": "*"}
    with served(cities[0] / "site") as closed, served(cities[1] / "site", allowed) as opened:
        named = [(name_of(1), closed), (name_of(2), opened)]
        write_portal(portal, named, cities[0] / "site")
        with served(portal) as address:
            yield address


def test_a_city_that_does_not_answer_is_named_and_holds_up_no_other(
    page: Page, cities: list[Path], truth: list[Held], tmp_path: Path
) -> None:
    with one_city_closed(cities, tmp_path / "portal") as portal:
        found = ask(page, portal, WORD)
        assert {held.city for held in found} == {"示例乙市"}
        assert len(found) == sum(held.city == "示例乙市" for held in truth)
        assert page.inner_text("[data-status]").endswith("有 1 个市没有答复。")
        assert page.locator("[data-cities] li").first.inner_text() == "示例甲市（没有答复）"
        home = page.locator("[data-cities] a").first.get_attribute("href") or ""
        assert urlsplit(home).path == "/"


def test_the_portal_fits_on_a_phone(page: Page, cities: list[Path], tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    with province(cities, tmp_path / "portal") as portal:
        ask(page, portal, WORD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
