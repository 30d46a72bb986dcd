"""The page of displays without touch: what stands on it, and its screens in a real Chromium."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from cases import ITEMS, PLAN
from city_builds import build
from disclosure.pages import signage
from modes import window
from npm_tools import npm_package
from page_builds import build as pages_of
from page_builds import city, words
from small_city import BUREAU, OFFICE, edit, sign, write
from test_access import axe

Serve = Callable[[Path], str]
SIZES = ((1080, 1920), (1920, 1080), (1366, 768))
TITLE = (
    "关于印发《小城国民经济和社会发展第十五个五年规划纲要主要目标和任务分工方案》的通知（附"
    "GB/T 37668-2019信息技术互联网内容无障碍可访问性技术要求和测试方法对照表）及其政策解读材料汇编"
) * 2
NAME = "小城住房和城乡建设与城市管理综合行政执法及地方金融监督管理工作领导小组办公室"
SITE = "小城人民政府及其工作部门和法律法规授权的组织政务公开目录统一发布平台"

# Of each text that is seen: its size, and whether its lines lie in the window and in its box.
FAULTS = """() => {
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (!node.data.trim() || !box.checkVisibility({visibilityProperty: true})) continue;
    if (!box.closest('.screen')) {
      if (box.localName !== 'h1' && !/^(style|script|title)$/.test(box.localName)) faults.push('outside: ' + node.data);
      continue;
    }
    count += 1;
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (size < innerHeight * 0.04) faults.push(`${size} px: ${node.data}`);
    const range = document.createRange();
    range.selectNode(node);
    const clip = (box.closest('.screen__text') || box.closest('.screen')).getBoundingClientRect();
    for (const line of range.getClientRects()) {
      if (line.left < -0.5 || line.top < -0.5 || line.right > innerWidth + 0.5 || line.bottom > innerHeight + 0.5)
        faults.push('beside the window: ' + node.data);
      if (box.closest('.screen__site')) continue;
      if (line.right > clip.right + 1 || line.bottom > clip.bottom + 1 || line.top < clip.top - 1)
        faults.push('cut: ' + node.data);
    }
  }
  const parts = ['.screen__head', '.screen__row', '.screen__text', '.screen__code', '.screen__foot']
    .map(each => document.querySelector(each).getBoundingClientRect());
  parts.forEach((one, n) => parts.slice(n + 1).forEach(other => {
    if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1) faults.push('parts overlap');
  }));
  return [faults, count];
}"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city with the longest titles and names, a year on: late with what it owes."""
    folder = tmp_path_factory.mktemp("long")
    root = write(
        folder,
        edit(PLAN, "title: 小城2026年发展计划", f"title: {TITLE}"),
        edit(f"{BUREAU}/agency.yml", "name: 小城水务局", f"name: {NAME}"),
        edit("site.yml", "name: 小城政务公开", f"name: {SITE}"),
        edit(f"{OFFICE}/notices.yml", "- of: plan-2024\n", f"{NOTICE}- of: plan-2024\n"),
        sign,
    )
    build(root, folder / "site", "--on", "2028-01-20")
    return folder / "site"


NOTICE = f"""\
- of: plan-2026
  kind: changed
  date: 2028-01-02
  explanation: {"任务表中的数字经核实有误，现予更正，相应的合计一并更正，其他内容不变；" * 8}
"""


@contextmanager
def display(
    browser: Browser, base: str, size: tuple[int, int], address: str = "signage.html", **more: str
) -> Iterator[Page]:
    """A display of a size that shows the page; what goes wrong in it fails the test."""
    errors: list[str] = []
    mode = more.pop("mode", "normal")
    with window(browser, base, mode, size[0], **more) as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(address)
        page.wait_for_selector(".screen")
        page.evaluate("document.fonts.ready")
        yield page
    assert errors == []


def total(page: Page) -> int:
    found = re.fullmatch(r"第1/(\d+)屏", page.locator(".screen__count").inner_text())
    assert found, page.locator(".screen__count").inner_text()
    return int(found[1])


def each_screen(page: Page) -> Iterator[int]:
    """Every screen, from the first."""
    count = total(page)
    for number in range(1, count + 1):
        expect(page.locator(".screen__count")).to_have_text(f"第{number}/{count}屏")
        yield number
        page.keyboard.press("ArrowRight")


class TestWhatStandsThere:
    def test_new_due_important_and_changed(self, tmp_path: Path) -> None:
        article = pages_of(city(tmp_path))["signage.html"].article
        headings = re.findall(r"<h2>(.*?)</h2>", article)
        assert headings == ["新近公开", "应公开", "重要事项"]
        said = words(article)
        assert "小城2026年发展计划公开机关：小城人民政府办公室" in said.replace(
            "小城人民政府办公室·公开日期", "公开机关：小城人民政府办公室·公开日期"
        )
        assert "阶段：决策前公开" in said and "事项：管网改造工程" in said
        assert len(re.findall(r"<li data-screen=", article)) == article.count("<svg ")

    def test_what_is_late_comes_first_and_is_counted(self, long_site: Path) -> None:
        text = (long_site / "signage.html").read_text("utf-8")
        assert re.search(r"逾期[1-9]\d*项，30天内到期\d+项。", text)
        assert text.index("<h3>已经逾期</h3>") < text.index("<h2>重要事项</h2>")
        assert "逾期</span>" not in text and re.search(r"逾期\d+个工作日", text)

    def test_a_notice_is_news_for_some_months(self, tmp_path: Path) -> None:
        told = edit(f"{OFFICE}/notices.yml", "- of: plan-2024\n", f"{NOTICE}- of: plan-2024\n")
        for date, shown in (("2026-11-01", True), ("2026-08-01", False)):
            change = edit(f"{OFFICE}/notices.yml", "2028-01-02", date)
            article = pages_of(city(tmp_path / date, told, change))["signage.html"].article
            assert ("<h2>变更和终止</h2>" in article) is shown
        assert "被替代" not in article

    def test_what_is_not_public_is_not_there(self, tmp_path: Path) -> None:
        """An item that becomes internal takes its records along."""
        inside = edit(ITEMS, "name: 发展计划\n", "name: 发展计划\n  audience: internal\n")
        private = edit("site.yml", "name: 小城政务公开", "private: true\nname: 小城政务公开")
        article = pages_of(city(tmp_path, private, inside))["signage.html"].article
        assert "发展计划" not in article and "管网改造工程" in article

    def test_no_list_grows_with_the_city(self, html: dict[str, str]) -> None:
        text = html["signage.html"]
        assert text.count('data-screen="新近公开"') == signage.LATEST
        for group in ("即将到期", "重要事项"):
            assert 1 <= text.count(f'data-screen="{group}"') <= signage.MOST
        assert len(text.encode()) < 120_000

    def test_the_map_leads_to_it(self, html: dict[str, str]) -> None:
        assert '<a href="../signage.html">电子显示屏</a>' in html["about/map.html"]


class TestAsAList:
    def test_without_a_script_it_is_a_page_like_others(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        page = browser.new_page(java_script_enabled=False, base_url=serve(sample_site))
        page.goto("signage.html")
        assert page.locator(".site-head").is_visible() and page.locator("h1").is_visible()
        assert page.locator("article li[data-screen]").count() > 20
        assert page.locator("article li[data-screen] a").first.is_visible()
        assert not page.locator(".signage-code").first.is_visible()
        page.close()

    def test_a_phone_and_who_asks_for_it_get_the_list(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with window(browser, serve(sample_site), "normal", 360) as page:
            page.goto("signage.html")
            assert page.locator(".screen").count() == 0
            assert page.get_by_role("link", name="逐屏播放").count() == 0
        with window(browser, serve(sample_site), "normal", 1440) as page:
            page.goto("signage.html?list")
            assert page.locator("h2:visible").first.inner_text() == "新近公开"
            page.get_by_role("link", name="逐屏播放").click()
            page.wait_for_selector(".screen")
            page.keyboard.press("Escape")
            page.wait_for_url("**/signage.html?list")


class TestScreens:
    @pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
    @pytest.mark.parametrize("which", ["sample_site", "long_site"])
    def test_every_text_is_large_and_whole(
        self,
        browser: Browser,
        serve: Serve,
        request: pytest.FixtureRequest,
        size: tuple[int, int],
        which: str,
    ) -> None:
        """At least 4 % of the height, nothing beside the window or its box, with and without tools."""
        with display(browser, serve(request.getfixturevalue(which)), size) as page:
            for number in each_screen(page):
                for quiet in (False, True):
                    page.evaluate(
                        f"document.documentElement.classList.toggle('is-quiet', {str(quiet).lower()})"
                    )
                    faults, count = page.evaluate(FAULTS)
                    assert faults == [], number
                    assert count >= 6
                    shown = page.locator(".screen").inner_text()
                    assert not quiet or ("数据截至" in shown and "版本" in shown), number
                assert page.locator(".screen__code svg").count() == 1
                assert page.locator(".screen__site").inner_text().startswith("样例 ")
                day = page.evaluate(
                    "new Date().toLocaleDateString('zh-CN', {dateStyle: 'long', timeZone: undefined})"
                )
                assert day in page.locator(".screen__day").inner_text()

    @pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
    def test_a_text_that_does_not_fit_goes_on_and_loses_nothing(
        self, browser: Browser, serve: Serve, long_site: Path, size: tuple[int, int]
    ) -> None:
        with display(browser, serve(long_site), size) as page:
            pieces: dict[str, list[str]] = {"title": [], "words": [], "fact": []}
            facts = set()
            for _ in each_screen(page):
                for name, found in pieces.items():
                    found += page.locator(f".screen__{name}").all_inner_texts()
                facts |= set(page.locator(".screen__facts p").all_inner_texts())
        whole = "".join(pieces["title"])
        assert TITLE in whole.replace("……", "")
        told = "".join(pieces["words"]).replace("……", "")
        assert told == NOTICE.partition("explanation: ")[2].strip()
        assert f"公开机关：{NAME}" in "".join([*facts, *pieces["fact"]]).replace("……", "")
        assert any(each.startswith("公开日期：2026年3月5日") for each in facts)

    def test_each_code_leads_to_the_page_at_its_public_address(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        """Read back by another program, from a picture of the screen."""
        text = (sample_site / "signage.html").read_text("utf-8")
        wanted = re.findall(
            r'<li data-screen="[^"]*">\s*<p class="entry-title"><a href="([^"]*)"', text
        )
        for size in SIZES:
            read = []
            with display(browser, serve(sample_site), size) as page:
                for number in each_screen(page):
                    picture = Image.open(io.BytesIO(page.locator(".screen__code").screenshot()))
                    (code,) = zxingcpp.read_barcodes(picture)
                    assert code.format == zxingcpp.BarcodeFormat.QRCode, number
                    read.append(code.text)
            told = [f"https://www.example-city.example/zwgk/{address}" for address in wanted]
            assert list(dict.fromkeys(read)) == list(dict.fromkeys(told))
            for address in wanted:
                assert (sample_site / address).is_file()

    def test_high_contrast_codes_are_read_too(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with display(browser, serve(sample_site), SIZES[1], mode="contrast") as page:
            picture = Image.open(io.BytesIO(page.screenshot()))
            assert len(zxingcpp.read_barcodes(picture)) == 1

    @pytest.mark.parametrize("mode", ["normal", "contrast", "elder"])
    def test_nobody_is_shut_out(
        self, browser: Browser, serve: Serve, sample_site: Path, mode: str
    ) -> None:
        script = npm_package("axe-core") / "axe.min.js"
        for size in SIZES:
            with display(browser, serve(sample_site), size, mode=mode) as page:
                page.evaluate(script.read_text("utf-8"))
                for quiet in (False, True):
                    page.evaluate(
                        f"document.documentElement.classList.toggle('is-quiet', {str(quiet).lower()})"
                    )
                    assert axe(page) == []
                    found = page.evaluate("measure.faint(7, 7)")
                    assert found["found"] == [] and found["count"] > 5


class TestOneAfterTheOther:
    def test_they_change_by_themselves_and_without_end(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with display(browser, serve(sample_site), SIZES[1], "signage.html?seconds=2") as page:
            count = total(page)
            expect(page.locator(".screen__count")).to_have_text(f"第2/{count}屏", timeout=8_000)
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowLeft")
            expect(page.locator(".screen__count")).to_have_text(f"第{count}/{count}屏")
            expect(page.locator(".screen__count")).to_have_text(f"第1/{count}屏", timeout=8_000)

    def test_without_being_told_a_screen_stands_twelve_seconds(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with display(browser, serve(sample_site), SIZES[1]) as page:
            before = page.locator(".screen__count").inner_text()
            page.wait_for_timeout(10_500)
            assert page.locator(".screen__count").inner_text() == before
            expect(page.locator(".screen__count")).not_to_have_text(before, timeout=10_000)

    @pytest.mark.parametrize("motion", ["reduce", "no-preference"])
    def test_nothing_moves_or_fades(
        self, browser: Browser, serve: Serve, sample_site: Path, motion: str
    ) -> None:
        base = serve(sample_site)
        with display(
            browser, base, SIZES[1], "signage.html?seconds=2", reduced_motion=motion
        ) as page:
            for _ in range(2):
                page.keyboard.press("ArrowRight")
                assert page.evaluate("document.getAnimations().length") == 0
            times = page.locator(".screen, .screen *").evaluate_all(
                "all => all.flatMap(each => ['transitionDuration', 'animationDuration']"
                ".map(name => parseFloat(getComputedStyle(each)[name])))"
            )
            assert set(times) == {0}

    def test_it_can_be_paused_and_turned_by_hand(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with display(browser, serve(sample_site), SIZES[1], "signage.html?seconds=2") as page:
            count = page.locator(".screen__count")
            main = page.locator(".screen__main")
            page.keyboard.press("Space")
            before = count.inner_text()
            assert main.get_attribute("aria-live") == "polite"
            page.wait_for_timeout(5_000)
            assert count.inner_text() == before
            page.get_by_role("button", name="下一屏").click()
            assert count.inner_text() != before
            page.get_by_role("button", name="上一屏").click()
            assert count.inner_text() == before
            page.get_by_role("button", name="继续").click()
            assert main.get_attribute("aria-live") == "off"
            expect(count).not_to_have_text(before, timeout=10_000)

    def test_buttons_that_nobody_uses_go_and_come_back(
        self, browser: Browser, serve: Serve, sample_site: Path
    ) -> None:
        with display(browser, serve(sample_site), SIZES[0]) as page:
            tools = page.get_by_role("button", name="暂停")
            assert tools.is_visible()
            expect(tools).not_to_be_visible(timeout=12_000)
            assert page.locator(".screen__state").is_visible()
            page.keyboard.press("Tab")
            assert tools.is_visible()
            assert page.evaluate("document.activeElement.closest('.screen__tools') !== null")


class TestAnotherRelease:
    @pytest.fixture
    def folder(self, sample_site: Path, tmp_path: Path) -> Path:
        """What the page needs of a site, on a disk."""
        site = tmp_path / "site"
        (site / "assets").mkdir(parents=True)
        shutil.copytree(sample_site / "assets", site / "assets", dirs_exist_ok=True)
        shutil.copy(sample_site / "signage.html", site)
        return site

    def last(self, page: Page) -> None:
        page.evaluate("window.untouched = true")
        page.keyboard.press("ArrowLeft")

    def test_it_is_taken_at_the_end_of_a_round(self, browser: Browser, folder: Path) -> None:
        with display(
            browser, f"{folder.as_uri()}/", SIZES[1], f"{folder.as_uri()}/signage.html?seconds=2"
        ) as page:
            release = folder / "assets/disclosure/release.js"
            release.write_text(
                release.read_text("utf-8").replace("2026-11-20", "2026-11-21"), "utf-8"
            )
            count = total(page)
            self.last(page)
            state = page.locator(".screen__state")
            expect(state).to_contain_text("数据截至 2026-11-21", timeout=15_000)
            assert not page.evaluate("window.untouched")
            assert total(page) == count

    @pytest.mark.parametrize("gone", [True, False], ids=["no release", "the same release"])
    def test_without_one_the_old_one_stays(
        self, browser: Browser, folder: Path, gone: bool
    ) -> None:
        with display(
            browser, f"{folder.as_uri()}/", SIZES[1], f"{folder.as_uri()}/signage.html?seconds=2"
        ) as page:
            if gone:
                shutil.rmtree(folder)
            count = total(page)
            self.last(page)
            expect(page.locator(".screen__count")).to_have_text(f"第1/{count}屏", timeout=10_000)
            expect(page.locator(".screen__count")).to_have_text(f"第2/{count}屏", timeout=10_000)
            assert page.evaluate("window.untouched")
