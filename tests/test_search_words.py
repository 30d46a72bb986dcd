"""Synonyms, spellings and readings: the files that help a query that finds too little."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from disclosure.load import load
from disclosure.search import SearchPage
from disclosure.search.pinyin import reading
from disclosure.search.spelling import pairs, simplified
from disclosure.search.text import BREAK, page_tokens, tokens
from search_site import PAGES, Serve, index, words_of, write_site

ROOT = Path(__file__).parent.parent
TRADITIONAL = {
    "a.html": "<h1>政務公開</h1><p>《萬里》，臺灣同胞、乾隆</p>",
    "b.html": "<h1>政务公开</h1><p>万里，干部</p>",
    "c.html": "<h1>政務公开</h1><p>萬、里</p>",
    "d.html": "<h1>公開</h1><p>政務</p>",
}
MIXED = [SearchPage(name, "", text) for name, text in TRADITIONAL.items()]


def read(site: Path, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((site / "search" / name).read_text("utf-8"))
    return found


def build(site: Path, *pages: SearchPage, synonyms: tuple[tuple[str, ...], ...] = ()) -> Path:
    index(pages, site, "pagefind", synonyms)
    return site


# Spelling


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("政務公開", "政务公开"),
        ("臺灣、台湾", "台湾、台湾"),
        ("乾隆幹部干旱", "干隆干部干旱"),  # by character: no phrase decides
        ("後宮皇后", "后宫皇后"),
        ("薴苧", "苎苎"),  # OpenCC needs two steps for the first
        ("𠁞𫢸", "𠀾𫢸"),
        ("著作 ABC １", "著作 ABC １"),
    ],
)
def test_folding_to_simplified(written: str, folded: str) -> None:
    assert simplified(written) == folded


def test_folding_is_one_to_one_in_place_and_final() -> None:
    every = "".join(
        chr(point)
        for point in range(0x110000)
        if not 0xD800 <= point < 0xE000 and unicodedata.normalize("NFC", chr(point)) == chr(point)
    )
    folded = simplified(every)
    assert len(folded) == len(every)
    assert simplified(folded) == folded
    changed = [one for one, other in zip(every, folded, strict=True) if one != other]
    assert len(changed) > 3000
    # Folding leaves tokens tokens, so it commutes with cutting text into them.
    assert tokens("".join(changed)) == "".join(changed)
    assert tokens(simplified("".join(changed))) == simplified("".join(changed))


def test_pairs_lead_to_the_characters_asked_for() -> None:
    assert pairs("万务務龘") == ("務萬", "务万")
    assert pairs("") == ("", "")


# words.bin


def test_words_hold_the_groups_and_the_pairs_that_this_site_needs(tmp_path: Path) -> None:
    groups = (("低保", "最低生活保障"), ("三公经费", "“三公”经费"))
    page = SearchPage("a.html", "政务", "<h1>政务</h1><p>萬ＡＢ</p>")
    words = words_of(build(tmp_path / "site", page, synonyms=groups))
    assert words == {
        "synonyms": [["低保", "最低生活保障"], ["三公经费", "“三公”经费"]],
        # 万 is there though the page only has 萬: a query with 万 must find it.
        "variants": ["務萬", "务万"],
        # Only 萬 was folded: no other phrase than one with 万 is in a folded text alone.
        "folded": "万",
    }


def test_a_site_without_words_has_the_files_too(tmp_path: Path) -> None:
    site = build(tmp_path / "site", SearchPage("a.html", "", "<p>1</p>"))
    assert words_of(site) == {"synonyms": [], "variants": ["", ""], "folded": ""}
    assert read(site, "pinyin.json") == {"titles": [""]}


def test_the_words_of_the_sample(sample_site: Path) -> None:
    words = words_of(sample_site)
    site = load(ROOT / "catalogue").catalogue.site
    assert words["synonyms"] == [list(group) for group in site.synonyms]
    assert len(words["synonyms"]) >= 5
    traditional, folded = words["variants"]
    assert len(traditional) == len(folded)
    assert "".join(simplified(char) for char in traditional) == folded
    text = "".join(
        simplified(tokens((sample_site / address).read_text("utf-8")))
        for address in read(sample_site, "columns.json")["address"]
    )
    assert set(folded) <= set(text)
    assert simplified("財政決算") == "".join(
        dict(zip(traditional, folded, strict=True)).get(char, char) for char in "財政決算"
    )
    # A group of which no word is on the site would help nobody.
    for group in site.synonyms:
        assert any(tokens(word).strip(BREAK) in text for word in group), group


# Readings


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("示例市2025年决算", "shi li shi 2 0 2 5 nian jue suan"),
        ("重庆、重大", "chong qing - zhong da"),
        ("银行行长", "yin hang hang zhang"),
        ("《绿化》女工", "- lv hua - nv gong"),
        ("ＰＭ2.5 超标", "p m 2 - 5 chao biao"),
        ("政務公開", "zheng wu gong kai"),
        ("第〇号", "di ling hao"),
        ("café①𪚥", "c a f é ① zhe"),
        ("甲\U000323af", "jia \U000323af"),  # Han without a reading
        ("——", "-"),
        ("", ""),
    ],
)
def test_readings(title: str, expected: str) -> None:
    assert reading(title) == expected


def test_a_reading_has_a_word_for_each_token() -> None:
    random = Random(20261124)
    pool = [
        chr(point)
        for point in range(0x20, 0x32400)
        if unicodedata.category(chr(point))[0] in "LNMPSZ"
    ]
    common = "重庆银行行长女绿的了一不2025 ，（）abc"
    for _ in range(3000):
        title = "".join(random.choice(random.choice([pool, common])) for _ in range(12))
        words, marks = reading(title).split(" "), tokens(title)
        assert len(words) == len(marks), title
        for word, mark in zip(words, marks, strict=True):
            letters = word.isascii() and word.isalpha() and word.islower()
            assert letters or word == (mark if mark != BREAK else "-"), title


def test_readings_stand_in_the_order_of_the_rows(sample_site: Path) -> None:
    titles = read(sample_site, "columns.json")["title"]
    readings = read(sample_site, "pinyin.json")["titles"]
    assert readings == [reading(title) for title in titles]
    row = titles.index("示例市2025年市级财政决算")
    assert readings[row] == "shi li shi 2 0 2 5 nian shi ji cai zheng jue suan"


# What a build costs and gives


def test_dictionaries_are_loaded_by_builds_only() -> None:
    code = (
        "import sys, disclosure.search, disclosure.cli;"
        "print(sorted({'opencc', 'pypinyin'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from test_search_words import MIXED, build;"
        "build(Path(sys.argv[1]), *MIXED)"
    )
    found = []
    for seed in ("1", "2", "3"):
        site = tmp_path / seed / "site"
        subprocess.run(
            [sys.executable, "-c", code, str(site)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent), "PATH": ""},
            check=True,
        )
        files = sorted(path for path in site.rglob("*") if path.is_file())
        found.append({str(path.relative_to(site)): path.read_bytes() for path in files})
    assert found[0] == found[1] == found[2]


# The field "folded" of the engine


def ask(page: Page, base: str, asked: list[tuple[str, str]]) -> list[list[str]]:
    """The addresses that the engine finds for each phrase and field."""
    page.goto(f"{base}search.html")
    found: list[list[str]] = page.evaluate(
        """async ([base, asked]) => {
          const { pagefindEngine } = await import(
            base + "assets/disclosure/search-engine-pagefind.js");
          const engine = pagefindEngine(base);
          await engine.load();
          const columns = await (await fetch(base + "search/columns.json")).json();
          const found = [];
          for (const [phrase, field] of asked) {
            found.push((await engine.phrase(phrase, field)).map((row) => columns.address[row]));
          }
          return found;
        }""",
        [base, asked],
    )
    return found


def test_the_engine_finds_traditional_pages_by_folded_phrases(
    tmp_path: Path, page: Page, serve: Serve
) -> None:
    write_site(tmp_path / "site", MIXED)
    expected = {
        ("政务公开", "text"): ["b.html"],
        ("政務公開", "text"): ["a.html"],
        ("政务公开", "folded"): ["a.html", "c.html"],
        ("政務公開", "folded"): [],
        ("公开", "folded"): ["a.html", "c.html", "d.html"],
        ("公开", "text"): ["b.html", "c.html"],
        ("万里 台湾", "folded"): ["a.html"],
        ("万 里", "folded"): ["c.html"],
        ("干", "folded"): ["a.html"],
        ("干部", "text"): ["b.html"],
        ("开政", "folded"): [],
        ("公开万", "folded"): [],
        ("同胞", "text"): ["a.html"],
        ("同胞", "folded"): ["a.html"],
        ("务", "number"): [],
    }
    found = ask(page, serve(tmp_path / "site"), list(expected))
    assert dict(zip(expected, found, strict=True)) == expected


def test_folded_text_leaves_the_other_fields_exact(
    tmp_path: Path, page: Page, serve: Serve
) -> None:
    """The synthetic pages, each second one with traditional characters, in every field."""
    site = tmp_path / "site"
    pages = [
        SearchPage(
            each.address,
            each.title,
            f"{each.article}<p>萬{place % 7}務、開{each.title}</p>" if place % 2 else each.article,
            each.numbers,
            each.facts,
        )
        for place, each in enumerate(PAGES)
    ]
    write_site(site, pages)
    texts = {each.address: page_tokens(each.article) for each in pages}
    folded = {name: simplified(text) for name, text in texts.items()}
    random = Random(3)
    asked = []
    for text in random.sample(list(folded.values()), 30):
        run = max(text.split("\n"), key=len)
        start = random.randrange(len(run))
        phrase = run[start : start + random.randint(1, 5)].strip(BREAK)
        asked += [(phrase, "text"), (phrase, "folded")] if phrase else []
    asked += [("万3务", "folded"), ("務 開", "text"), ("务 开", "folded"), ("务 开", "text")]
    expected = [
        {
            name
            for name, text in (texts if field == "text" else folded).items()
            if phrase in text and (field == "text" or text != texts[name])
        }
        for phrase, field in asked
    ]
    found = ask(page, serve(site), asked)
    assert [set(each) for each in found] == expected
    assert len(expected[-2]) == 60 and expected[-1] == set()
