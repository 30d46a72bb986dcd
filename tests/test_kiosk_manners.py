"""How the kiosk edition behaves on a touch screen: no way out, one visitor after the other."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page

from conftest import ROOT
from kiosk_screen import (
    READY,
    SIZES,
    code_in,
    linked_copy,
    new_release,
    opened,
    screen,
    started,
)
from npm_tools import npm_package
from page_kinds import typical
from test_access import AXE as ALL_RULES

# axe would read the style sheets once more, which a page from a disk may not.
AXE = ALL_RULES.replace("axe.run(document, {", "axe.run(document, {preload: false,")
ADDRESS = "https://www.example-city.example/zwgk/"
RECORD = "finance-bureau/final-accounts-2025.html"
# What can be touched and read: too small or too near, by place and size. A link in a sentence is
# measured with its lines, as a finger finds it.
MEASURED = """() => {
  const seen = (each) => {
    const box = each.getBoundingClientRect();
    return each.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
      box.width > 1 && box.height > 1 && getComputedStyle(each).clipPath === 'none';
  };
  const name = (each) => `${each.localName}.${each.className} ${each.textContent.trim().slice(0, 15)}`;
  const small = [], faint = [];
  let targets = 0, texts = 0;
  for (const each of document.querySelectorAll('a[href], button, input, summary, select, textarea')) {
    const label = each.labels?.[0];
    const boxes = [each, ...(label ? [label] : [])].filter(seen).map((one) => one.getBoundingClientRect());
    if (boxes.length === 0 || each.disabled) continue;
    targets += 1;
    const width = Math.max(...boxes.map((box) => box.width));
    const height = Math.max(...boxes.map((box) => box.height));
    if (Math.min(width, height) < 59.5) small.push(`${name(each)} ${width}x${height}`);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || !seen(parent)) continue;
    texts += 1;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 24) faint.push(`${name(parent)} ${size}`);
  }
  for (const each of document.querySelectorAll('input')) {
    if (seen(each) && parseFloat(getComputedStyle(each).fontSize) < 24) faint.push(name(each));
  }
  return {small, faint, targets, texts, wide: document.documentElement.scrollWidth - innerWidth};
}"""


@pytest.fixture(scope="module")
def site(kiosk: Path) -> Path:
    return kiosk / "site"


@pytest.fixture(scope="module")
def quick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition with a reset after two seconds and two more."""
    return linked_copy(site, tmp_path_factory.mktemp("quick") / "site", idle=2, countdown=2)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with screen(browser) as made:
        yield made


# What is seen.


def test_targets_and_texts_are_large_on_every_kind_of_page(
    browser: Browser, site: Path, sample_site: Path
) -> None:
    """In each size, with usual and with larger text."""
    targets = texts = 0
    with screen(browser) as page:
        for address in [*_kinds(sample_site), *VIEWS, "search.html?q=财政"]:
            opened(page, site, address)
            if "letters" in address:
                page.wait_for_selector(".k-letters li a.k-entry, .k-letters li a.k-tile")
            if "?q" in address:
                page.wait_for_selector("[data-result-count]", state="attached")
            for mode in ("normal", "elder"):
                for size, (width, height) in SIZES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    found = page.evaluate(MEASURED)
                    targets, texts = targets + found["targets"], texts + found["texts"]
                    where = address, mode, size
                    assert (where, found["small"], found["faint"]) == (where, [], [])
                    assert found["wide"] <= 0, where
                page.evaluate("document.querySelector('.k-bar [data-display=elder]').click()")
    assert targets > 5000 and texts > 15000


VIEWS = ("index.html", "index.html#home", "index.html#years", "index.html#letters-S")
_NOT_KIOSK = ("404.html", "signage.html")
"""Pages that a kiosk has not, or is not."""


def _kinds(site: Path) -> list[str]:
    """A page of each kind that a kiosk shows."""
    return [each for each in typical(site) if each.split("?")[0] not in _NOT_KIOSK]


@pytest.mark.parametrize(
    ("mode", "step"),
    [
        *(("normal", 4), ("contrast", 12), ("elder", 12)),
        *(
            pytest.param(mode, 1, marks=pytest.mark.safety)
            for mode in ("normal", "contrast", "elder")
        ),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, site: Path, sample_site: Path, mode: str, step: int
) -> None:
    """On every so many kinds of pages, in the long run on each, and on all that is the kiosk's own."""
    script = npm_package("axe-core") / "axe.min.js"
    with screen(browser, bypass_csp=True) as page:
        kept = json.dumps({mode: True})
        page.add_init_script(f"localStorage.setItem('disclosure-display', '{kept}')")
        for address in [*_kinds(sample_site)[::step], *VIEWS]:
            opened(page, site, address)
            page.add_script_tag(path=script)
            violations, _ = page.evaluate(AXE, None)
            assert (address, violations) == (address, [])
        # Dialogs.
        opened(page, site, RECORD)
        page.add_script_tag(path=script)
        page.locator("[data-k-act='phone']").tap()
        page.wait_for_selector("dialog[open] .k-qr")
        violations, _ = page.evaluate(AXE, None)
        assert violations == []


@pytest.mark.parametrize("size", SIZES)
def test_the_bar_is_within_reach_and_says_which_data_these_are(
    browser: Browser, site: Path, size: str
) -> None:
    with screen(browser, size) as page:
        for address in (RECORD, "index.html#home", "search.html"):
            opened(page, site, address)
            names = page.locator(".k-bar :is(a, button):visible").all_text_contents()
            assert names[:5] == ["返回", "首页", "查询", "大字", "高对比度"]
            for box in (each.bounding_box() for each in page.locator(".k-bar li:visible").all()):
                assert box is not None
                height = SIZES[size][1]
                assert box["y"] >= 0.4 * height and box["y"] + box["height"] <= height
            assert page.locator(".k-bar__facts").inner_text().split() == (
                ["数据截至", "2026-11-20", "版本", _version(site)]
            )
        opened(page, site, "index.html")
        assert page.locator(".k-attract__facts").inner_text() == (
            f"数据截至 2026-11-20 · 版本 {_version(site)}"
        )


@pytest.mark.parametrize("view", ["home", "years", "letters"])
def test_on_a_tall_screen_a_view_begins_where_a_seated_person_reaches_it(
    page: Page, site: Path, view: str
) -> None:
    opened(page, site, f"index.html#{view}")
    touched = page.locator(f".k-{view} :is(.k-tile, [data-k-letter])")
    boxes = [box for each in touched.all() if (box := each.bounding_box())]
    assert len(boxes) > 2
    assert min(box["y"] for box in boxes) >= 0.4 * SIZES["portrait"][1]


def _version(site: Path) -> str:
    found = re.search(
        '"version": "([^"]+)"', (site / "assets/disclosure/release.js").read_text("utf-8")
    )
    assert found
    return found[1]


def test_larger_text_and_contrast_stay_from_page_to_page(page: Page, site: Path) -> None:
    started(page, site)
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    page.locator(".k-bar [data-display='elder']").tap()
    assert page.evaluate(size) > before
    page.locator(".k-bar [data-display='contrast']").tap()
    page.locator(".k-tile", has_text="最新公开").tap()
    page.wait_for_selector(READY)
    assert page.get_attribute("html", "data-contrast") == "high"
    for name in ("elder", "contrast"):
        assert page.get_attribute(f".k-bar [data-display='{name}']", "aria-pressed") == "true"
    page.locator(".k-bar [data-display='elder']").tap()
    assert page.evaluate(size) == before


# The attract view and the views of the home page.


def test_only_the_home_page_opens_with_the_attract_view(page: Page, site: Path) -> None:
    opened(page, site, "index.html")
    assert page.get_attribute("html", "data-k-view") == "attract"
    assert page.locator(".k-attract").is_visible()
    assert not page.locator(".k-bar").is_visible() and not page.locator("article").is_visible()
    opened(page, site, "index.html#%E4%B8")  # no text
    assert page.get_attribute("html", "data-k-view") == "attract"
    for address in (RECORD, "search.html", "by/agency/index.html", "index.html#home"):
        opened(page, site, address)
        assert page.locator(".k-attract:visible").count() == 0
        assert page.get_attribute("html", "data-k-view") in (None, "home")


def test_those_who_need_stillness_have_it(browser: Browser, site: Path) -> None:
    for motion in ("reduce", "no-preference"):
        with screen(browser, reduced_motion=motion) as page:
            opened(page, site, "index.html")
            assert page.evaluate("document.getAnimations().length") == 0


def test_letters_lead_to_a_record(page: Page, site: Path) -> None:
    started(page, site)
    page.locator(".k-tile", has_text="按拼音首字母").tap()
    page.locator(".k-letters .k-status", has_text="请选择标题第一个字的拼音首字母。").wait_for()
    page.locator("[data-k-letter='S']").tap()
    page.wait_for_selector(".k-letters .k-tile")
    steps = 0
    # 示例市2025年市级财政决算: what begins so is narrowed, character after character.
    while not page.locator(".k-entry", has_text="示例市2025年市级财政决算").count():
        tiles = page.locator(".k-letters .k-tile strong").all_inner_texts()
        longest = max(
            (each for each in tiles if "示例市2025年市级财政决算".startswith(each[:-1])), key=len
        )
        page.locator(".k-letters .k-tile", has_text=longest).first.tap()
        page.wait_for_function(
            f"() => location.hash.includes(encodeURIComponent('{longest[:-1]}'))"
        )
        page.wait_for_function("() => document.querySelector('.k-status').textContent !== ''")
        steps += 1
        assert steps < 8
    page.locator(".k-entry", has_text="示例市2025年市级财政决算").tap()
    page.wait_for_url(f"**/{RECORD}")
    for _ in range(steps + 2):
        page.locator("[data-k-act='back']").tap()
        page.wait_for_timeout(150)
    assert page.url.endswith("index.html#letters")


def test_back_leads_to_the_tiles_and_no_further(page: Page, site: Path) -> None:
    started(page, site)
    assert page.locator("[data-k-act='back']").is_disabled()
    page.locator(".k-tile", has_text="按机关").tap()
    page.wait_for_url("**/by/agency/index.html")
    page.locator("[data-k-act='back']").tap()
    page.wait_for_url("**/index.html#home")
    assert page.locator("[data-k-act='back']").is_disabled()
    # A page opened by its address has no way back: the tiles are offered.
    page.goto("about:blank")
    with screen(page.context.browser) as other:  # type: ignore[arg-type]
        opened(other, site, RECORD)
        other.locator("[data-k-act='back']").tap()
        other.wait_for_url("**/index.html#home")


# No way out.


@pytest.mark.parametrize(
    ("link", "title", "code"),
    [
        ("https://other.example/x?y=1", "这个网址不在本机上", "https://other.example/x?y=1"),
        ("//other.example/", "这个网址不在本机上", "file://other.example/"),
        ("mailto:office@city.example", "电子邮箱", "mailto:office@city.example"),
        ("tel:0000-5551206", "电话", "tel:0000-5551206"),
        ("../feeds/city.xml", "请用手机下载附件", f"{ADDRESS}feeds/city.xml"),
        ("files/a%20b.xlsx", "请用手机下载附件", f"{ADDRESS}finance-bureau/files/a%20b.xlsx"),
        (f"{ADDRESS}feeds/city.xml", "请用手机下载附件", f"{ADDRESS}feeds/city.xml"),
        ("file:///etc/passwd", "这个网址不在本机上", "file:///etc/passwd"),
        ("../../outside.html", "这个网址不在本机上", None),
        ("https://other.example/%FF", "这个网址不在本机上", "https://other.example/%FF"),
        ("https://[", "这个网址不在本机上", "https://["),
    ],
)
def test_what_leads_elsewhere_shows_its_address_and_a_code(
    page: Page, site: Path, link: str, title: str, code: str | None
) -> None:
    opened(page, site, RECORD)
    _put_link(page, link)
    page.locator("#planted").tap()
    dialog = page.locator("dialog[open]")
    assert dialog.locator("h2").inner_text() == title
    page.wait_for_selector("dialog[open] .k-qr")
    shown = code_in(dialog.locator(".k-code"))
    assert code is None or shown == code
    assert dialog.locator(".k-address").inner_text() == re.sub(
        "^(mailto|tel):", "", shown.replace("%20", " ")
    )
    assert page.url.endswith(RECORD) and len(page.context.pages) == 1
    dialog.locator("[data-k-act='close']").tap()
    assert page.locator("dialog[open], .k-dialog .k-qr").count() == 0


def _put_link(page: Page, link: str, attributes: str = "") -> None:
    page.evaluate(
        """([link, attributes]) => document.querySelector("h1").insertAdjacentHTML(
          "afterend", `<p><a id="planted" ${attributes} href="${link}">链接</a></p>`)""",
        [link, attributes],
    )


@pytest.mark.parametrize(
    ("link", "attributes", "arrived"),
    [
        ("../index.html", "", "index.html#home"),
        ("../about/", "", None),
        ("../law/index.html", 'target="_blank"', "law/index.html"),
        ("../law/index.html", "download", "law/index.html"),
        (f"{ADDRESS}law/index.html", "", "law/index.html"),
        (f"{ADDRESS}law/", "", "law/index.html"),
        (ADDRESS, "", "index.html#home"),
        ("#content", "", f"{RECORD}#content"),
    ],
)
def test_what_leads_to_a_page_of_the_edition_opens_it_here(
    page: Page, site: Path, link: str, attributes: str, arrived: str | None
) -> None:
    if arrived is None:
        arrived, link = "about/map.html", "../about/map.html"
    opened(page, site, RECORD)
    _put_link(page, link, attributes)
    page.locator("#planted").tap()
    page.wait_for_url(f"{site.as_uri()}/{arrived}")
    assert len(page.context.pages) == 1


def test_a_picture_is_shown_and_other_attachments_are_not(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = linked_copy(site, tmp_path / "site")
    (copy / "finance-bureau/files").mkdir(exist_ok=True)
    from PIL import Image

    Image.new("RGB", (40, 30), "red").save(copy / "finance-bureau/files/map.png")
    with screen(browser) as page:
        opened(page, copy, RECORD)
        _put_link(page, "files/map.png")
        page.locator("#planted").tap()
        page.wait_for_function("() => document.querySelector('.k-picture')?.naturalWidth === 40")
        assert page.locator("dialog[open] h2").inner_text() == "图片"
        page.wait_for_selector("dialog[open] .k-qr")
        assert page.get_attribute(".k-picture", "alt") == "链接"


def test_nothing_of_the_browser_or_the_system_opens(page: Page, site: Path) -> None:
    opened(page, site, RECORD)
    _put_link(page, "../law/index.html")
    for click in ("contextmenu", "dragstart", "dragover", "drop", "selectstart", "auxclick"):
        assert page.evaluate(
            """(name) => !document.querySelector("#planted").dispatchEvent(
              new MouseEvent(name, {bubbles: true, cancelable: true, button: 1}))""",
            click,
        ), click
    for button in ("middle", "right"):
        page.locator("#planted").click(button=button)  # type: ignore[arg-type]
    for modifier in ("Control", "Shift", "Meta", "Alt"):
        page.locator("#planted").click(modifiers=[modifier])  # type: ignore[list-item]
    for key in (
        "F1",
        "F5",
        "F11",
        "F12",
        "Control+o",
        "Control+s",
        "Control+p",
        "Control+n",
        "Alt+d",
    ):
        stopped = page.evaluate(
            """([key, ctrlKey, altKey]) => !document.body.dispatchEvent(
              new KeyboardEvent("keydown", {key, ctrlKey, altKey, bubbles: true, cancelable: true}))""",
            [key.rpartition("+")[2], key.startswith("Control"), key.startswith("Alt")],
        )
        assert stopped, key
    page.evaluate("window.open('https://other.example/')")
    page.evaluate("window.print()")
    page.wait_for_timeout(300)
    assert page.url.endswith(RECORD) and len(page.context.pages) == 1
    # A form that leads elsewhere is not sent, by its script or by either of its buttons.
    page.evaluate(
        """() => document.querySelector("h1").insertAdjacentHTML("afterend",
          `<form action="https://other.example/" id="out"><button>x</button></form>
           <form action="../search.html"><button formaction="https://other.example/">y</button></form>`)"""
    )
    page.evaluate("document.querySelector('#out').requestSubmit()")
    for name in ("x", "y"):
        page.get_by_role("button", name=name, exact=True).tap()
    page.wait_for_timeout(200)
    assert page.url.endswith(RECORD)
    style = page.evaluate(
        "(({userSelect, touchAction}) => [userSelect, touchAction])(getComputedStyle(document.body))"
    )
    assert style[0] == "none"
    assert page.evaluate("getComputedStyle(document.documentElement).touchAction") == "pan-x pan-y"


def test_each_page_has_its_code_for_a_telephone(page: Page, site: Path) -> None:
    opened(page, site, RECORD + "?mark=决算")
    page.wait_for_selector(".k-phone .k-qr")
    assert code_in(page.locator(".k-phone [data-k-code]")) == ADDRESS + RECORD
    opened(page, site, "search.html?q=财政决算")
    page.locator("[data-k-act='phone']").tap()
    page.wait_for_selector("dialog[open] .k-qr")
    code = code_in(page.locator("dialog .k-code"))
    assert code == f"{ADDRESS}search.html?q=%E8%B4%A2%E6%94%BF%E5%86%B3%E7%AE%97"
    opened(page, site, "index.html#home")
    page.locator("[data-k-act='phone']").tap()
    page.wait_for_selector("dialog[open] .k-qr")
    assert code_in(page.locator("dialog .k-code")) == ADDRESS


def test_printing_and_reading_only_where_they_are(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    with screen(browser) as page:
        opened(page, site, RECORD)
        assert not page.locator("[data-k-act='print']").is_visible()
        # This browser has no voice.
        assert page.evaluate("speechSynthesis.getVoices().length") == 0
        assert not page.locator("[data-k-act='read']").is_visible()
    with screen(browser) as page:
        page.add_init_script(
            """window.printed = 0; window.print = () => { window.printed += 1; };
            window.spoken = [];
            speechSynthesis.getVoices = () => [{lang: "zh-CN", localService: true, name: "x"}];
            speechSynthesis.speak = (said) => { window.spoken.push(said.text); };
            window.SpeechSynthesisUtterance = class {
              constructor(text) { this.text = text; } addEventListener() {} };"""
        )
        opened(page, linked_copy(site, tmp_path / "site", printing=True), RECORD)
        page.locator("[data-k-act='print']").tap()
        assert page.evaluate("printed") == 1
        page.locator("[data-k-act='read']").tap()
        assert page.evaluate("spoken[0]") == "示例市2025年市级财政决算"
        assert page.get_attribute("[data-k-act='read']", "aria-pressed") == "true"
        page.locator("[data-k-act='read']").tap()
        assert page.get_attribute("[data-k-act='read']", "aria-pressed") == "false"


# One visitor after the other.


def test_the_question_comes_first_and_a_touch_answers_it(page: Page, quick: Path) -> None:
    opened(page, quick, RECORD)
    page.wait_for_selector("[data-k-part='idle'][open]")
    assert page.locator("[data-k-part='idle'] h2").inner_text() == "还在使用吗？"
    assert re.fullmatch("[12]秒后结束，并清除您留下的内容。", page.inner_text("[data-k-seconds]"))
    page.locator("[data-k-act='stay']").tap()
    assert page.locator("dialog[open]").count() == 0
    assert page.url.endswith(RECORD)
    # Whoever touches the screen is not asked.
    for _ in range(12):
        page.touchscreen.tap(5, 900)
        page.wait_for_timeout(250)
        assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("how", ["idle", "asked", "button"])
def test_nothing_of_a_visit_is_left(page: Page, quick: Path, how: str) -> None:
    started(page, quick)
    page.locator(".k-bar [data-display='contrast']").tap()
    page.locator(".k-bar a", has_text="查询").tap()
    page.wait_for_url("**/search.html")
    page.evaluate("localStorage.setItem('mine', '秘密'); sessionStorage.setItem('mine', '秘密')")
    page.fill("article input[name=q]", "财政决算")
    page.wait_for_selector("a.search-result")
    page.locator("a.search-result").first.tap()
    page.wait_for_selector(READY)
    visited = page.url
    if how == "button":
        page.locator("[data-k-act='end']").tap()
    elif how == "asked":
        page.wait_for_selector("[data-k-part='idle'][open]")
        page.locator("[data-k-act='leave']").tap()
    page.wait_for_url(f"{quick.as_uri()}/index.html")
    page.wait_for_selector("html[data-k-view='attract']")
    left = "() => [JSON.stringify(localStorage), document.documentElement.dataset.contrast ?? '']"
    assert page.evaluate(left) == ["{}", ""]
    assert "秘密" not in page.evaluate("JSON.stringify(sessionStorage)")
    # What the browser remembers is not shown to the next: neither before a visit nor in one.
    for begin in (False, True):
        if begin:
            started(page, quick)
        # Later, so that the page which is asked is not gone before it answers.
        page.evaluate("() => void setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(600)
        page.wait_for_selector("html[data-k-view]")
        assert page.url.split("#")[0] == f"{quick.as_uri()}/index.html" != visited
        assert "财政决算4" not in page.inner_text("body")


def test_a_reset_on_the_tiles_and_one_with_an_open_dialog(page: Page, quick: Path) -> None:
    started(page, quick)
    page.locator("[data-k-act='phone']").tap()
    page.wait_for_selector("html[data-k-view='attract']")
    assert page.locator("dialog[open]").count() == 0
    assert page.url == f"{quick.as_uri()}/index.html"
    # Nobody is asked there.
    page.wait_for_timeout(3000)
    assert page.locator("dialog[open]").count() == 0


@pytest.fixture
def patient(browser: Browser) -> Iterator[Page]:
    with screen(browser, missing=True) as made:
        yield made


def test_a_new_release_is_noticed(patient: Page, site: Path, tmp_path: Path) -> None:
    page = patient
    copy = linked_copy(site, tmp_path / "site", idle=1, countdown=1)
    opened(page, copy, RECORD)
    new_release(copy, "second")
    page.wait_for_selector("html[data-k-view='attract']")
    assert page.evaluate("DISCLOSURE_RELEASE.build") == "second"
    # Also while nobody is there.
    page.evaluate("window.old = true")
    new_release(copy, "third")
    page.wait_for_function("() => !window.old && window.DISCLOSURE_RELEASE?.build === 'third'")
    # A folder that is being changed, or a stick that was pulled, leaves what is shown.
    (copy / "assets/disclosure/release.js").unlink()
    page.evaluate("window.old = true")
    page.wait_for_timeout(2500)
    assert page.evaluate("window.old") and page.locator(".k-attract").is_visible()


# Where a browser refuses pages from a disk.


def test_the_same_edition_from_this_computer_alone(browser: Browser, kiosk: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    words = ("serve", "--kiosk", str(kiosk), "--address", place)
    with subprocess.Popen([sys.executable, str(ROOT / "site_build.py"), *words]) as server:
        try:
            page = browser.new_page(has_touch=True)
            hosts: set[str] = set()
            page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
            for _ in range(100):
                with suppress(Error):
                    page.goto(f"http://{place}/search.html?q=财政决算")
                    break
                page.wait_for_timeout(100)
            page.wait_for_selector("a.search-result")
            assert page.get_attribute("#search-app", "data-result-count") == "4"
            page.locator("a.search-result").first.tap()
            page.wait_for_selector(f"{READY} .found")
            page.locator("[data-k-act='end']").tap()
            page.wait_for_selector("html[data-k-view='attract']")
            assert hosts == {place}
            page.close()
        finally:
            server.terminate()
