"""The rules of page text: tables that the browser side passes too (test_search_pagefind.py)."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from disclosure.search.text import (
    BLOCK_END,
    BREAK,
    blocks,
    fold,
    number,
    page_tokens,
    terms,
    tokens,
)

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
    *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
    *("var", "wbr"),
}


class Oracle(HTMLParser):
    """The blocks of a fragment by the standard library's parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [""]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "template")
        self._end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "template")
        self._end(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found[-1] += data

    def _end(self, tag: str) -> None:
        if tag not in INLINE:
            self.found.append("")


def oracle(html: str) -> list[str]:
    parser = Oracle()
    parser.feed(html)
    parser.close()
    return [block for block in parser.found if block.strip()]


@pytest.mark.parametrize("case", CASES["characters"], ids=lambda case: case["about"])
def test_characters(case: dict[str, str]) -> None:
    text = json.loads(json.dumps(case["text"]))
    assert fold(text) == case["folded"]
    assert tokens(text) == case["tokens"]
    assert number(text) == case["number"]


@pytest.mark.parametrize("case", CASES["characters"], ids=lambda case: case["about"])
def test_folding_what_is_folded_changes_nothing(case: dict[str, str]) -> None:
    assert fold(case["folded"]) == case["folded"]


@pytest.mark.parametrize("case", CASES["queries"], ids=lambda case: case["query"][:30])
def test_terms(case: dict[str, list[str]]) -> None:
    assert terms(str(case["query"])) == case["terms"]


@pytest.mark.parametrize("case", CASES["blocks"], ids=lambda case: case["html"][:30])
def test_blocks(case: dict[str, list[str]]) -> None:
    assert blocks(str(case["html"])) == case["blocks"]


@pytest.mark.parametrize("case", CASES["blocks"], ids=lambda case: case["html"][:30])
def test_blocks_are_those_of_a_real_parser(case: dict[str, str]) -> None:
    assert oracle(case["html"]) == blocks(case["html"])


def random_fragment(random: Random, depth: int = 0) -> str:
    """Well-formed HTML with everything in it that a serialiser may write."""
    parts = []
    for _ in range(random.randint(1, 4)):
        kind = random.randrange(8)
        if kind < 3 or depth > 4:
            parts.append(random.choice(["政务", "公开 ", "&amp;", "12", "&lt;b&gt;", "\n", "Ａ，"]))
        elif kind == 3:
            parts.append(random.choice(["<br>", "<hr/>", '<img alt="<p>">', "<!-- <p>x</p> -->"]))
        elif kind == 4:
            parts.append(random.choice(["<script>1 < 2; '<p>'</script>", "<style>a>b{}</style>"]))
        else:
            tag = random.choice(["p", "div", "td", "li", "a", "span", "strong", "header", "sub"])
            attribute = random.choice(["", ' title="a > b"', " data-x='<i>\"'", " hidden"])
            inner = random_fragment(random, depth + 1)
            parts.append(f"<{tag}{attribute}>{inner}</{tag}>")
    return "".join(parts)


def test_blocks_of_random_fragments_are_those_of_a_real_parser() -> None:
    random = Random(20261120)
    for _ in range(2000):
        html = random_fragment(random)
        assert blocks(html) == oracle(html), html


def test_tokens_of_a_page_keep_blocks_apart() -> None:
    page = page_tokens("<h1>财政决算。</h1><table><tr><td>收入</td><td>１２</td></tr></table>")
    assert page == "\n财政决算 \n收入\n12\n"
    assert BREAK not in tokens("政务公开") and BLOCK_END not in tokens("政务\n公开")


def test_a_phrase_is_in_a_page_exactly_where_a_reader_sees_it() -> None:
    page = page_tokens("<p>教育，医疗</p><p>卫生</p><p>示财〔2026〕12号</p>")
    found = [query for query in ("育、医", "医疗", "2026-12号") if tokens(query) in page]
    nowhere = ("育医", "疗卫", "疗、卫", "202612号")
    absent = [query for query in nowhere if tokens(query) not in page]
    assert found == ["育、医", "医疗", "2026-12号"]
    assert absent == list(nowhere)


def test_a_long_page_of_unclosed_tags_ends_soon() -> None:
    html = "<p title=" + "<" * 100_000 + "'" * 3
    assert len(tokens("".join(blocks(html)))) < len(html)
