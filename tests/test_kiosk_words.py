"""The words that the keys on the screen offer: found in titles, read aloud, and each of them a hit."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from disclosure.kiosk.candidates import (
    MOST_BYTES,
    MOST_WORDS,
    SCRIPT,
    Candidates,
    candidates_of,
    script_of,
    write_candidates,
)
from disclosure.search.local import article_in, synonyms_of
from disclosure.search.text import BREAK, page_tokens, tokens


def made(
    titles: Sequence[str],
    names: Sequence[str] = (),
    synonyms: Sequence[Sequence[str]] = (),
    text: str = "",
) -> Candidates:
    everything = "\n".join([*titles, text])
    return candidates_of(titles, names, synonyms, lambda word: word in everything, everything)


TITLES = (
    "示例市财政局",
    "示例市教育局",
    "政务公开条例",
    "范例区政务公开指南",
    "样板镇食品安全管理员抽考安排",
    "范例区食品安全",
    "示例市财政局政务公开指南",
    "示例市教育局政务公开指南",
    "示例市民政局政务公开年度报告",
    "示例市财政局关于公开2026年度财政决算的通知",
    "示例市民政局关于公布2025年度财政决算的通知",
    "示例市教育局关于公布食品安全监督抽检情况的公告",
    "食品安全监督抽检结果公告（第12期）",
    "示例市城区食品安全事故及处置",
    "行政处罚和行政许可",
    "示例市财政局行政处罚决定",
    "示例市教育局行政处罚裁量基准",
    "示例市民政局行政许可事项",
    "示例市供水集团停水公告",
)


@pytest.mark.parametrize(
    "word", ["政务公开", "财政决算", "食品安全", "行政处罚", "财政局", "教育局", "公告", "示例市"]
)
def test_words_are_found_without_a_dictionary(word: str) -> None:
    assert word in made(TITLES).words


@pytest.mark.parametrize(
    "fragment",
    [
        "务公",
        "公开指",
        "开指",
        "关于公",
        "局关于",
        "育局",
        "品安",
        "政处",
        "的通知",
        "年度财",
        "和行",
        "度财",
    ],
)
def test_fragments_are_not_offered(fragment: str) -> None:
    assert fragment not in made(TITLES).words


@pytest.mark.parametrize(
    ("names", "synonyms", "text", "offered", "not_offered"),
    [
        # Of what is not in a title only what a text holds.
        (["重大决策"], [], "关于重大决策的", ["重大决策"], []),
        (["重大决策"], [], "", [], ["重大决策"]),
        # A synonym finds what any of its group finds; signs are no keys.
        ([], [["低保", "最低生活保障"]], "最低生活保障", ["低保", "最低生活保障"], []),
        ([], [["低保", "最低生活保障"]], "", [], ["低保", "最低生活保障"]),
        ([], [["三公经费", "“三公”经费"]], "“三公”经费", ["三公经费"], ["“三公”经费"]),
        # Whole names, as far as they fit on a screen; no single characters, no letters.
        (["示", "PM2.5", "很" * 17], [], f"示 PM2.5 {'很' * 17}", [], ["示", "PM2.5", "很" * 17]),
    ],
)
def test_names_and_synonyms_are_offered_where_they_find_something(
    names: list[str],
    synonyms: list[list[str]],
    text: str,
    offered: list[str],
    not_offered: list[str],
) -> None:
    words = made(TITLES, names, synonyms, text).words
    assert [word for word in offered if word not in words] == []
    assert [word for word in not_offered if word in words] == []


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("重庆", "chong qing"),
        ("会计", "kuai ji"),
        ("调整", "tiao zheng"),
        ("旅游", "lv you"),
        ("女职工", "nv zhi gong"),
        ("银行", "yin hang"),
        ("公积金", "gong ji jin"),
    ],
)
def test_a_word_is_read_as_its_phrase_is(word: str, read: str) -> None:
    told = json.loads(script_of(made([word]))[len(_SET) : -2])
    usual = {
        char: sound
        for sound, chars in re.findall("([a-z]+)([^a-z ]+)", told["sounds"])
        for char in chars
    }
    assert told["other"].get(word, " ".join(usual.get(char, "?") for char in word)) == read


def test_a_character_has_all_its_readings() -> None:
    heard = dict(made([], text="重行长女\u3400𠮷a1，").characters)
    assert {"zhong", "chong"} <= {*heard["重"]} and {"xing", "hang"} <= {*heard["行"]}
    assert {"chang", "zhang"} <= {*heard["长"]} and heard["女"][0] == "nv"
    assert not {"a", "1", "，"} & heard.keys()


def test_what_is_in_more_titles_comes_first_then_what_is_shorter() -> None:
    words = made([f"示例市停水公告{place}" for place in range(9)] + ["医院名单", "学校"]).words
    assert words.index("示例市停水公告") < words.index("学校") < words.index("医院名单")
    assert made([]).words == () and made([]).characters == ()


# The sample.

_SET = "globalThis.DISCLOSURE_WORDS = "


@pytest.fixture(scope="module")
def told(kiosk: Path) -> dict[str, Any]:
    """What the script of the sample's edition says."""
    text = (kiosk / "site" / SCRIPT).read_text("utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix(_SET).removesuffix(";\n"))
    return found


@pytest.fixture(scope="module")
def words(told: dict[str, Any]) -> list[str]:
    return str(told["words"]).split(" ")


def test_every_candidate_of_the_sample_finds_something(
    told: dict[str, Any], words: list[str], sample_site: Path
) -> None:
    """All of them: the word is in a page that is searched, or means the same as one that is."""
    articles = (article_in(path.read_bytes()) for path in sample_site.rglob("*.html"))
    text = "\n".join(page_tokens(article.decode()) for article in articles if article)
    same: dict[str, list[str]] = {}
    for group in synonyms_of(sample_site):
        same |= {word: group for word in group}
    characters = re.findall("[^a-z ]", told["sounds"] + told["more"])
    assert len(words) > 1000 and len(characters) > 1000
    candidates = [*words, *characters]
    found_by_others = set()
    for word in candidates:
        if word not in text:
            assert any(tokens(other).strip(BREAK) in text for other in same.get(word, ())), word
            found_by_others.add(word)
    assert len(found_by_others) < 10


@pytest.mark.parametrize(
    "word",
    "政务公开 公积金 住房公积金 财政决算 食品安全 财政局 低保 三公经费 行政许可 不动产".split(),
)
def test_what_people_ask_for_is_in_the_sample(words: list[str], word: str) -> None:
    assert word in words


def test_the_script_is_small_and_the_same_each_time(kiosk: Path, tmp_path: Path) -> None:
    assert (kiosk / "site" / SCRIPT).stat().st_size < 60_000
    size = write_candidates(made(TITLES), tmp_path)
    data = (tmp_path / SCRIPT).read_bytes()
    assert len(data) == size
    write_candidates(made(TITLES), tmp_path)
    assert (tmp_path / SCRIPT).read_bytes() == data


def test_the_order_of_titles_is_nothing() -> None:
    shuffled = list(TITLES)
    random.Random(1).shuffle(shuffled)
    assert script_of(made(TITLES)) == script_of(made(shuffled))


# A city.


def test_a_city_is_quick_and_stays_small(words: list[str]) -> None:
    """85,000 titles, all different: more than ten years of a city's records."""
    parts = [word for word in words if len(word) < 6]
    chance = random.Random(2)
    titles = [
        "示例市" + "".join(chance.choices(parts, k=chance.randint(2, 5))) + "的公告"
        for _ in range(85_000)
    ]
    started = time.process_time()
    city = made(titles)
    assert time.process_time() - started < 15  # 7 s where nothing else runs
    assert len(city.words) <= MOST_WORDS
    assert len(script_of(city).encode()) <= MOST_BYTES
    assert {"政务公开", "食品安全", "行政处罚"} <= {*city.words}
