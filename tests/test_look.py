"""The look that an office would own: hues, Chinese typography, the official table and header."""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from modes import window
from page_kinds import kinds, of_kind, typical

Serve = Callable[[Path], str]
COLUMNS = ["序号", "事项", "内容", "依据", "时限", "主体", "形式", "对象", "方式"]
HEADER = ["索引号", "分类", "发布机构", "成文日期", "名称", "文号", "发布日期", "有效性"]
BLOCKS = ["办事政策", "办事程序", "办事时限", "办事结果"]
NEVER_FIRST = "、，。；：？！）》」』”’〕】％…"
_NAMES = """() => Array.from(document.querySelectorAll('article [data-label]')).map(cell => {
  const name = getComputedStyle(cell, '::before');
  if (name.position !== 'absolute') return null;
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${name.fontWeight} ${name.fontSize} ${name.fontFamily}`;
  const room = parseFloat(getComputedStyle(cell).paddingLeft) - parseFloat(name.left);
  return [cell.dataset.label, pen.measureText(cell.dataset.label).width - room];
}).filter(Boolean)"""
"""The names of facts in cards, and by how many px each is wider than its room: less than none by a gap."""
_TORN = """all => all.filter(each => {
  const range = document.createRange();
  range.selectNodeContents(each);
  return new Set(Array.from(range.getClientRects(), box => Math.round(box.top))).size > 1;
}).map(each => each.textContent)"""
"""The texts of elements that lie in more than one line."""
GREY = 0.12
"""Colours less saturated than this are greys."""
APART = 40
"""Degrees of the colour circle within which colours are one hue."""


def hues(colours: dict[str, str]) -> list[list[tuple[float, str]]]:
    """Groups of neighbours on the colour circle: degrees, and the colour with a place of it."""
    found = []
    for paint, where in colours.items():
        red, green, blue = (int(value) / 255 for value in paint.split(","))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        if saturation > GREY:
            found.append((hue * 360, f"rgb({paint}) {where}"))
    groups: list[list[tuple[float, str]]] = []
    for each in sorted(found):
        if groups and each[0] - groups[-1][0][0] <= APART:
            groups[-1].append(each)
        else:
            groups.append([each])
    if len(groups) > 1 and groups[0][0][0] + 360 - groups[-1][0][0] <= APART:
        groups[0] = groups.pop() + groups[0]  # red lies at both ends
    return groups


def each_of(site: Path, kind: str) -> list[str]:
    """Typical and longest pages of a kind, of all its patterns."""
    found = [each for each in kinds(site) if each.kind == kind]
    return list(dict.fromkeys(page for each in found for page in (each.typical, each.longest)))


def labels(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


class TestHues:
    def test_the_site_has_three_hues_at_most(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        """Text, grounds, edges and outlines of every kind of page, and what opens on them."""
        colours: dict[str, str] = {}
        with window(browser, serve(sample_site), "normal", 1440) as page:
            for address in [*typical(sample_site), "search.html?q=财政"]:
                page.goto(address)
                if "?q=" in address:
                    page.wait_for_selector("a.search-result")
                page.keyboard.press("Tab")
                page.locator("[data-opens=display-panel]").click()
                colours |= page.evaluate("measure.colours()")
        groups = hues(colours)
        assert len(colours) > 10
        assert len(groups) <= 3, groups

    def test_hues_are_told_apart(self) -> None:
        circle = {"255,0,0": "", "255,0,40": "", "0,0,255": "", "0,200,0": "", "250,180,0": ""}
        assert len(hues(circle)) == 4
        assert hues({"120,120,125": "", "0,0,0": "", "255,255,255": ""}) == []


class TestTogether:
    """What is one thing to the eye is not torn, and two things do not run into each other."""

    @pytest.mark.parametrize("mode", ["normal", "elder"])
    def test_in_a_card_the_name_of_a_fact_ends_before_the_fact(
        self, browser: Browser, serve: Serve, sample_site: Path, mode: str
    ) -> None:
        with window(browser, serve(sample_site), mode, 360) as page:
            names: set[str] = set()
            for address in typical(sample_site):
                page.goto(address)
                for name, over in page.evaluate(_NAMES):
                    names.add(name)
                    assert over <= -4, (address, name, over)
        assert {"30天内", "核对结果", "最晚日期", "序号"} <= names

    def test_numbers_to_dial_and_options_stand_in_one_line(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        pages = ["releases/index.html", "archives/digitisation.html", "archives/index.html"]
        for width in (360, 768, 1440):
            with window(browser, serve(sample_site), "normal", width) as page:
                for address in pages:
                    page.goto(address)
                    torn = page.locator("article :is(a[href^='tel:'], .together)").evaluate_all(
                        _TORN
                    )
                    assert torn == [], (width, address)


class TestTypography:
    @pytest.mark.parametrize("mode", ["normal", "A++"])
    def test_no_line_begins_with_a_mark_that_ends_something(
        self, browser: Browser, serve: Serve, sample_site: Path, mode: str
    ) -> None:
        pages = [*each_of(sample_site, "record"), *each_of(sample_site, "regulation")]
        pages += [*each_of(sample_site, "service"), *each_of(sample_site, "guide")]
        pages += each_of(sample_site, "catalogue")
        with window(browser, serve(sample_site), mode, 360) as page:
            lines, found = 0, []
            for address in pages:
                page.goto(address)
                got = page.evaluate("marks => measure.orphans(marks)", NEVER_FIRST)
                lines += got["lines"]
                found += [f"{address}: {each}" for each in got["found"]]
        assert lines > 500  # it did look
        assert found == []

    def test_an_orphan_would_be_found(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 360) as page:
            page.goto(of_kind(sample_site, "regulation").typical)
            page.evaluate(
                """() => {
                  const style = document.querySelector('article').style;
                  style.lineBreak = 'anywhere';
                  style.textSpacingTrim = 'space-all';
                }"""
            )
            assert page.evaluate("marks => measure.orphans(marks).found.length", NEVER_FIRST) > 3

    def test_text_is_set_in_the_site_s_own_measure(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        """18 px at least, lines 1.6 to 2 times as high, and 18 to 28 characters a line on a phone,
        40 at most on a desk."""
        record = of_kind(sample_site, "record").longest
        for width, least, most in ((360, 16, 28), (1440, 34, 42)):
            with window(browser, serve(sample_site), "normal", width) as page:
                page.goto(record)
                size, leading, wide = page.locator(".document > p").first.evaluate(
                    """each => {
                      const style = getComputedStyle(each);
                      const size = parseFloat(style.fontSize);
                      return [size, parseFloat(style.lineHeight) / size, each.clientWidth / size];
                    }"""
                )
                assert size >= 17 and 1.6 <= leading <= 2
                assert least <= wide <= most, (width, wide)

    def test_figures_in_tables_and_facts_are_of_one_width(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 1440) as page:
            checked = 0
            for address in typical(sample_site):
                page.goto(address)
                styles = page.locator("article :is(td, dd, .entry-facts)").evaluate_all(
                    "all => all.map(each => getComputedStyle(each).fontVariantNumeric)"
                )
                checked += len(styles)
                assert set(styles) <= {"tabular-nums"}, address
            assert checked > 500


class TestCatalogueTable:
    def pages(self, site: Path) -> list[str]:
        (own,) = (each for each in kinds(site) if each.pattern == "*/lists/catalogue.html")
        return [own.typical, own.longest, *each_of(site, "category")]

    def test_its_columns_are_the_official_ones(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 1440) as page:
            for address in self.pages(sample_site):
                page.goto(address)
                assert labels(page, "table.official thead th:visible") == COLUMNS, address
                row = page.locator("table.official tbody tr:has([data-label])").first
                across = row.locator("td, th").evaluate_all(
                    "all => all.map(each => each.offsetTop)"
                )
                assert len(across) == 9 and len(set(across)) == 1, address

    @pytest.mark.parametrize(("mode", "width"), [("normal", 360), ("elder", 360)])
    def test_on_a_phone_each_row_is_a_card_with_its_labels(
        self, browser: Browser, serve: Serve, sample_site: Path, mode: str, width: int
    ) -> None:
        with window(browser, serve(sample_site), mode, width) as page:
            for address in self.pages(sample_site):
                page.goto(address)
                row = page.locator("table.official tbody tr:has([data-label])").first
                cells = row.locator("td, th").evaluate_all(
                    """all => all.map(each => [
                      each.dataset.label,
                      getComputedStyle(each, '::before').content,
                      Math.round(each.getBoundingClientRect().left),
                      Math.round(each.getBoundingClientRect().top),
                      Math.round(each.getBoundingClientRect().width)])"""
                )
                assert [label for label, *_ in cells] == COLUMNS, address
                shown = [content.strip('"') for label, content, *_ in cells]
                assert shown == COLUMNS, address
                tops = [top for *_, top, _ in cells]
                assert tops == sorted(set(tops)), f"{address}: one fact below the other"
                assert all(left >= 0 and left + wide <= 360 for _, _, left, _, wide in cells)
                # Screen readers still hear a table although its cells are laid out as blocks.
                tree = page.locator("table.official").first.aria_snapshot()
                assert "- table" in tree and "- row" in tree, address


class TestDocuments:
    def test_a_record_has_the_official_header_above_its_text(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 360) as page:
            for address in each_of(sample_site, "record"):
                page.goto(address)
                assert labels(page, "dl.official-header dt:visible")[:8] == HEADER, address
                values = labels(page, "dl.official-header dd:visible")
                assert all(value.strip() for value in values), address
                assert values[4] == page.inner_text("h1"), address
                below = page.locator(".document").bounding_box()
                above = page.locator("dl.official-header").bounding_box()
                assert above and below and above["y"] + above["height"] <= below["y"]

    def test_a_service_has_its_four_blocks_and_numbered_steps(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 360) as page:
            for address in each_of(sample_site, "service"):
                page.goto(address)
                headings = labels(page, "article h2:visible")
                assert [each for each in headings if each in BLOCKS] == BLOCKS, address
                steps = page.locator("h2#procedure + ol.flow > li")
                assert steps.count() >= 2
                for step in steps.all():
                    assert step.locator(".flow-title").inner_text()
                    assert "时限：" in step.inner_text()
                numbers = steps.evaluate_all(
                    "all => all.map(each => getComputedStyle(each, '::before').content)"
                )
                assert all("counter" in number for number in numbers)

    def test_what_can_be_read_says_how_fresh_it_is(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        """A record and a service guide name the date when the office last looked at them."""
        with window(browser, serve(sample_site), "normal", 360) as page:
            for address in [*each_of(sample_site, "record"), *each_of(sample_site, "service")]:
                page.goto(address)
                article = page.inner_text("article")
                place = article.find("核对日期")
                assert place >= 0 and "年" in article[place : place + 14], address

    def test_a_record_leads_on(self, browser: Browser, serve: Serve, sample_site: Path) -> None:
        """To its item, its agency, other records of the item, and to whom to object."""
        with window(browser, serve(sample_site), "normal", 360) as page:
            page.goto("finance-bureau/final-accounts-2025.html")
            assert {"另见", "对本信息有异议"} <= set(labels(page, "aside h2:visible"))
            assert "同一事项的其他信息" in labels(page, "aside h2:text-is('另见') ~ h3")
            links = page.locator(":is(article, aside) a:visible").evaluate_all(
                "all => all.map(each => new URL(each.href).pathname)"
            )
            assert {"/finance-bureau/final-accounts.html", "/finance-bureau/index.html"} <= set(
                links
            )
            assert "/finance-bureau/final-accounts-2024.html" in links


class TestWays:
    def test_every_page_says_where_it_stands(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        """Breadcrumbs from the home page; every step but the last, the page itself, is a link."""
        without = {"index.html", "404.html"}
        with window(browser, serve(sample_site), "normal", 1440) as page:
            for address in set(typical(sample_site)) - without:
                page.goto(address)
                title, name, steps = page.evaluate(
                    """() => [document.title, document.querySelector('h1').innerText,
                      Array.from(document.querySelectorAll('.crumbs li'), each => [
                        each.textContent.trim(), each.querySelectorAll('a').length,
                        each.getAttribute('aria-current')])]"""
                )
                assert steps[0] == ["首页", 1, None], address
                assert [(links, here) for _, links, here in steps[1:-1]] == [(1, None)] * (
                    len(steps) - 2
                ), address
                last, links, here = steps[-1]
                assert (links, here) == (0, "page"), address
                assert last and last[:4] in name + title, address

    def test_a_phone_shows_the_way_back(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 360) as page:
            for kind in ("record", "service", "item", "category"):
                page.goto(of_kind(sample_site, kind).longest)
                steps = page.locator(".crumbs a:visible")
                assert steps.count() >= 2
                tops = steps.evaluate_all("all => all.map(each => each.offsetTop)")
                assert len(set(tops)) == 1, "one line"
