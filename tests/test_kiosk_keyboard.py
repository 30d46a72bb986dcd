"""Typing without a keyboard: keys, candidates and fields in a real Chromium with a touch screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

import disclosure.kiosk
from disclosure.search.joined import joined_modules
from modes import turn
from search_site import ended
from test_access import axe, axe_script

SCREENS = ((1080, 1920), (1920, 1080), (1366, 768))
MODES = ("normal", "contrast", "elder")
BOX = "article input[name=q]"
__all__ = ["axe_script"]


BROWSER = Path(disclosure.kiosk.__file__).parent / "browser"


@pytest.fixture(scope="module")
def edition(kiosk: Path) -> Path:
    return kiosk / "site"


@pytest.fixture
def touch(browser: Browser) -> Iterator[Page]:
    """A page on a touch screen; what goes wrong in it, or asks for anything else, fails the test."""
    context = browser.new_context(
        has_touch=True, viewport={"width": 1080, "height": 1920}, offline=True
    )
    page = context.new_page()
    page.set_default_timeout(5_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: _local(asked.url) or errors.append(asked.url))
    yield page
    context.close()
    assert errors == []


def _local(url: str) -> bool:
    return urlsplit(url).scheme in ("file", "data", "blob")


@pytest.fixture(scope="module")
def ready(
    browser: Browser, edition: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """A page that only reads letters: `createPinyin`, and the words of the sample."""
    folder = tmp_path_factory.mktemp("entry")
    (folder / "entry.js").write_text(
        'import { createPinyin } from "./pinyin.js";\nglobalThis.createPinyin = createPinyin;\n'
    )
    page = browser.new_page()
    page.add_script_tag(content=joined_modules((BROWSER, folder), "entry.js"))
    page.add_script_tag(path=edition / "assets/kiosk/words.js")
    yield page
    page.close()


def opened(page: Page, site: Path, name: str = "search.html", box: str = BOX) -> None:
    """Go to a page and touch a field there; then the words are loaded."""
    page.goto(f"{site.as_uri()}/{name}")
    page.locator(box).tap()
    loaded(page)


def loaded(page: Page) -> None:
    """Wait until keys and words are there."""
    page.wait_for_selector("[data-skbtn]")
    page.wait_for_function("() => globalThis.DISCLOSURE_WORDS")
    page.evaluate("() => new Promise(done => setTimeout(done))")


def key(page: Page, name: str) -> None:
    page.locator(f'[data-skbtn="{name}"]').tap()


def letters(page: Page, text: str) -> None:
    for each in text:
        key(page, "{apart}" if each == "'" else each)


def with_another(page: Page) -> None:
    """Put a form into the page as a script may: the edition hides the one of the page's head."""
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("afterbegin",
        '<form action="../search.html"><input id="another" name="q" aria-label="另一个"></form>')"""
    )


def quickly(page: Page, text: str) -> None:
    """As `letters`, but the touches are events: it is not they that are looked at."""
    page.evaluate(
        'keys => keys.forEach(key => document.querySelector(`[data-skbtn="${key}"]`)'
        ".dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})))",
        [*text],
    )


def offered(page: Page) -> list[str]:
    return page.locator("[data-keys-words] button").all_text_contents()


def choose(page: Page, word: str) -> None:
    page.locator("[data-keys-words]").get_by_role("button", name=word, exact=True).tap()


def value(page: Page, box: str = BOX) -> str:
    return page.input_value(box)


# What is offered.

_OFFERED = "typed => createPinyin(DISCLOSURE_WORDS).candidates(typed)"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("zhengwugongkai", "政务公开"),
        ("zwgk", "政务公开"),
        ("gjj", "公积金"),
        ("gongjijin", "公积金"),
        ("zhengwgk", "政务公开"),
        ("zwgongk", "政务公开"),
        ("zhengw", "政务公开"),
        ("czjs", "财政决算"),
        ("spaq", "食品安全"),
        ("db", "低保"),
        ("sgjf", "三公经费"),
        ("zhengce", "政策"),
    ],
)
def test_what_is_meant_is_offered_at_once(ready: Page, typed: str, word: str) -> None:
    first = ready.evaluate(_OFFERED, typed)
    assert {"text": word, "used": len(typed)} in first[:5], [each["text"] for each in first[:9]]


WORDS = {
    "words": "政务公开 政务 公开 指南 重庆 西安 先进 综合 旅游 略论 女职工 公开目录",
    "sounds": (
        "an安 chong重 gong公 he合 jin进 kai开 lu录 lun论 lv旅 lve略 mu目 nan南 nv女 qing庆 wu务无 "
        "xi西 xian先 you游 zhe者 zheng政正 zhi指职 zhong综中"
    ),
    "more": "zhong重",
    "other": {"重庆": "chong qing", "综合": "zong he", "女职工": "nv zhi gong"},
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # All letters: words, longer words, then characters; then what leaves some.
        ("zhengwu", ["政务:7", "政务公开:7", "政:5", "正:5"]),
        ("zhengwugongkaizhinan", ["政务公开:14", "政务:7", "政:5", "正:5"]),
        ("zwgkzhinan", ["政务公开:4", "政务:2", "…"]),
        ("gkml", ["公开目录:4", "公开:2", "公:1"]),
        ("gkzn", ["公开:2", "公:1"]),
        # An unfinished syllable is the beginning of one.
        ("gongka", ["公开:6", "公开目录:6", "公:4"]),
        ("xian", ["西安:4", "先进:4", "先:4", "西:2"]),
        ("xi'an", ["西安:5", "西:3"]),
        ("'xian", ["西安:5", "先进:5", "先:5", "西:3"]),
        # As the phrase says, and a character as it is said anywhere.
        ("chongqing", ["重庆:9", "重:5"]),
        ("zhongqing", ["综:5", "中:5", "重:5"]),
        # ü is typed as v or as u.
        ("lvyou", ["旅游:5", "旅:2"]),
        ("luyou", ["旅游:5", "录:2", "旅:2"]),
        ("lvelun", ["略论:6", "略:3"]),
        ("nvzhigong", ["女职工:9", "女:2"]),
        # Above, 者 leaves no "ngwu", which nobody could read; here it leaves "g".
        ("zheg", ["者:3"]),
        ("v", []),
        ("", []),
    ],
)
def test_letters_are_read_as_they_are_meant(ready: Page, typed: str, expected: list[str]) -> None:
    told = ready.evaluate("([told, typed]) => createPinyin(told).candidates(typed)", [WORDS, typed])
    found = [f"{each['text']}:{each['used']}" for each in told]
    if expected[-1:] == ["…"]:
        expected = expected[:-1]
        found = found[: len(expected)]
    assert found == expected


# Typing.


def test_a_phrase_is_typed_chosen_and_found(edition: Path, touch: Page) -> None:
    opened(touch, edition)
    letters(touch, "zhengwugongkai")
    assert value(touch) == ""  # letters stay out of the field
    assert touch.locator("[data-keys-typed]").text_content() == "zhengwugongkai"
    assert offered(touch)[0] == "政务公开"
    assert "政务公开" in touch.locator("[data-keys-status]").inner_text()
    choose(touch, "政务公开")
    assert value(touch) == "政务公开"
    # The search has seen it, and goes on with the next word.
    assert ended(touch) > 0
    before = touch.locator("[data-search-status]").inner_text()
    letters(touch, "zhinan")
    choose(touch, "指南")
    assert value(touch) == "政务公开指南"
    assert ended(touch) > 0
    assert touch.locator("[data-search-status]").inner_text() != before
    key(touch, "{clear}")
    assert value(touch) == "" and touch.locator("[data-keys-typed]").is_hidden()


def test_the_letters_that_are_left_go_on(edition: Path, touch: Page) -> None:
    opened(touch, edition)
    letters(touch, "gongjijintousu")
    assert offered(touch)[0] == "公积金"
    choose(touch, "公积金")
    assert value(touch) == "公积金"
    assert touch.locator("[data-keys-typed]").text_content() == "tousu"
    assert offered(touch)[0] == "投诉"
    key(touch, "{space}")  # takes the first
    assert value(touch) == "公积金投诉"
    key(touch, "{space}")
    assert value(touch) == "公积金投诉 "


def test_delete_takes_letters_then_characters_at_the_caret(edition: Path, touch: Page) -> None:
    opened(touch, edition)
    letters(touch, "gjj")
    key(touch, "{delete}")
    assert touch.locator("[data-keys-typed]").text_content() == "gj"
    letters(touch, "j")
    choose(touch, "公积金")
    letters(touch, "zw")
    key(touch, "{delete}")
    key(touch, "{delete}")
    key(touch, "{delete}")
    assert value(touch) == "公积"
    touch.evaluate("box => document.querySelector(box).setSelectionRange(0, 1)", BOX)
    letters(touch, "db")
    choose(touch, "低保")
    assert value(touch) == "低保积"
    touch.evaluate("box => document.querySelector(box).setRangeText('𠮷')", BOX)
    touch.evaluate("box => document.querySelector(box).setSelectionRange(4, 4)", BOX)
    key(touch, "{delete}")
    assert value(touch) == "低保积"


def test_numbers_of_documents_and_latin_letters(edition: Path, touch: Page) -> None:
    opened(touch, edition)
    letters(touch, "caizhen")
    key(touch, "{digits}")
    assert touch.locator("[data-keys-words] button").count() > 0  # what was begun is still there
    key(touch, "{pinyin}")
    key(touch, "{clear}")
    key(touch, "{digits}")
    for each in "〔2026〕12号":
        key(touch, each)
    assert value(touch) == "〔2026〕12号"
    assert ended(touch) > 0
    key(touch, "{clear}")
    key(touch, "{latin}")
    for each in "pm":
        key(touch, each)
    key(touch, "{shift}")
    assert touch.locator('[data-skbtn="{shift}"]').get_attribute("aria-pressed") == "true"
    for each in "GB":
        key(touch, each)
    assert value(touch) == "pmGB"
    key(touch, "{pinyin}")
    letters(touch, "gjj")
    touch.locator("[data-keys-typed]").tap()  # the letters themselves
    assert value(touch) == "pmGBgjj"


def test_the_search_key_takes_what_waits_and_sends_the_form(edition: Path, touch: Page) -> None:
    opened(touch, edition)
    letters(touch, "gjj")
    key(touch, "{search}")
    assert ended(touch) > 0
    assert value(touch) == "公积金"
    assert touch.locator("[data-k-part=keys]").is_hidden()
    # A form of another page leads to the search.
    opened(touch, edition, "about/contacts.html", "#filter")
    with_another(touch)
    touch.locator("#another").tap()
    letters(touch, "zwgk")
    key(touch, "{search}")
    touch.wait_for_url("**/search.html?q=*")
    assert value(touch) == "政务公开" and ended(touch) > 0


def test_a_field_that_a_script_made_narrows_its_table(edition: Path, touch: Page) -> None:
    opened(touch, edition, "about/contacts.html", "#filter")
    rows = touch.locator("article tbody tr:visible")
    before = rows.count()
    letters(touch, "czj")
    choose(touch, "财政局")
    assert value(touch, "#filter") == "财政局"
    assert 0 < rows.count() < before


def test_it_opens_and_closes_by_touch_and_by_keys(edition: Path, touch: Page) -> None:
    panel = touch.locator("[data-k-part=keys]")
    touch.goto(f"{edition.as_uri()}/search.html")
    assert panel.is_hidden()
    assert "k-typing" not in (touch.get_attribute("html", "class") or "")
    for close in (
        lambda: key(touch, "{close}"),
        lambda: touch.locator("article h1").tap(),
        lambda: touch.keyboard.press("Escape"),
        lambda: touch.keyboard.press("Enter"),
    ):
        touch.locator(BOX).tap()
        assert panel.is_visible()
        assert touch.get_attribute(BOX, "inputmode") == "none"
        assert "k-typing" in (touch.get_attribute("html", "class") or "")
        assert touch.locator("[data-keys-typed]").is_hidden()
        letters(touch, "zw")
        close()
        assert panel.is_hidden()
        assert touch.get_attribute("html", "style") in (None, "")
    # From one field to another the letters that waited are gone, too.
    opened(touch, edition, "about/contacts.html", "#filter")
    letters(touch, "zw")
    with_another(touch)
    touch.locator("#another").tap()
    assert panel.is_visible() and touch.locator("[data-keys-typed]").is_hidden()
    # A real keyboard types as ever, and Enter on a key presses it.
    touch.keyboard.type("gjj")
    assert value(touch, "#another") == "gjj"
    touch.locator('[data-skbtn="{delete}"]').focus()
    touch.keyboard.press("Enter")
    assert value(touch, "#another") == "gj"
    # With the visit all of it ends.
    touch.locator("[data-k-act=end]").tap()
    touch.wait_for_url("**/index.html")
    touch.goto(f"{edition.as_uri()}/about/contacts.html")
    assert value(touch, "#filter") == ""


def test_every_candidate_can_be_reached_without_a_swipe(
    edition: Path, ready: Page, touch: Page
) -> None:
    opened(touch, edition)
    letters(touch, "s")
    all_ = [each["text"] for each in ready.evaluate(_OFFERED, "s")]
    seen: list[str] = []
    following = touch.locator("[data-keys-next]")
    while True:
        seen += offered(touch)
        if following.is_disabled():
            break
        following.tap()
    assert seen == all_
    touch.locator("[data-keys-previous]").tap()
    assert offered(touch)[-1] in seen


def test_without_words_there_are_letters_and_digits(
    edition: Path, tmp_path: Path, browser: Browser
) -> None:
    site = shutil.copytree(edition, tmp_path / "site", ignore=shutil.ignore_patterns("words.js"))
    page = browser.new_page(has_touch=True)
    page.goto(f"{site.as_uri()}/search.html")
    page.locator(BOX).tap()
    hint = page.locator("[data-keys-hint]")
    page.wait_for_function(
        "text => document.querySelector('[data-keys-hint]').textContent.includes(text)",
        arg="没有载入",
    )
    assert hint.is_visible()
    letters(page, "gjj")
    key(page, "{search}")
    assert value(page) == "gjj"
    page.close()


# How it looks.

MEASURED = """() => {
  const seen = [...document.querySelectorAll('.k-keys button')].filter(each => each.offsetParent);
  const box = each => each.getBoundingClientRect();
  const texts = [...document.querySelectorAll('.k-keys *')].filter(each =>
    each.offsetParent && !each.matches('.visually-hidden') &&
    [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  const gaps = [];
  for (const one of seen) for (const other of seen) if (one !== other) {
    const [a, b] = [box(one), box(other)];
    const [x, y] = [Math.max(a.left, b.left) - Math.min(a.right, b.right),
                    Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom)];
    gaps.push(Math.max(x, y));
  }
  return {
    least: Math.min(...seen.map(each => Math.min(box(each).width, box(each).height))),
    gap: Math.min(...gaps),
    font: Math.min(...texts.map(each => parseFloat(getComputedStyle(each).fontSize))),
    cut: texts.filter(each => each.scrollWidth > each.clientWidth + 1 && !each.matches('span')).map(each => each.textContent),
    wide: seen.filter(each => box(each).right > innerWidth || box(each).left < 0).map(each => each.textContent),
    bar: box(document.querySelector('.k-bar')).top,
    panel: box(document.querySelector('.k-keys')).toJSON(),
    field: box(document.activeElement).toJSON(),
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_stands_in_the_lower_half_and_hides_no_field(
    edition: Path, touch: Page, size: tuple[int, int], mode: str
) -> None:
    width, height = size
    touch.set_viewport_size({"width": width, "height": height})
    for name, box in (("search.html", BOX), ("about/contacts.html", "#filter")):
        touch.goto(f"{edition.as_uri()}/{name}")
        turn(touch, mode)
        # As far down as it can stand before it is touched.
        touch.evaluate(
            "box => { const field = document.querySelector(box);"
            "scrollBy(0, field.getBoundingClientRect().bottom - innerHeight + 4); }",
            box,
        )
        touch.locator(box).tap()
        for typed in ("", "s", "zhengwugongkaizhinan"):
            key(touch, "{clear}")
            quickly(touch, typed)
            found = touch.evaluate(MEASURED)
            assert found["least"] >= 59.5 and found["gap"] >= 7.5, (typed, found)
            assert found["font"] >= 24, (typed, found)
            assert found["cut"] == [] and found["wide"] == [] and found["page"] <= 0, (typed, found)
            assert found["panel"]["top"] >= height / 2 - 1
            assert abs(found["panel"]["bottom"] - found["bar"]) < 1
            assert found["field"]["top"] >= 0
            assert found["field"]["bottom"] <= found["panel"]["top"]
    # The end of the page can be brought above the keys.
    touch.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    end, top = touch.evaluate(
        "() => ['.site-foot', '.k-keys'].map(each => document.querySelector(each).getBoundingClientRect())"
        ".map((box, place) => place ? box.top : box.bottom)"
    )
    assert end <= top + 1


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(
    edition: Path, browser: Browser, serve: Callable[[Path], str], axe_script: Path, mode: str
) -> None:
    """Over a server, for it reads style sheets, which a page from a disk does not allow."""
    page = browser.new_page(has_touch=True, viewport={"width": 1080, "height": 1920})
    page.add_init_script(path=axe_script)
    page.goto(f"{serve(edition)}about/contacts.html")
    turn(page, mode)
    page.locator("#filter").tap()
    assert axe(page) == []
    loaded(page)
    quickly(page, "zhengwu")
    assert offered(page)[0] == "政务"
    assert axe(page) == []
    page.close()
