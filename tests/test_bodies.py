"""Markdown of people -> HTML: safe, searchable, set like a document."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from markdown.treeprocessors import InlineProcessor

from disclosure import blocks, bodies
from disclosure.bodies import BodyTooSlow, render, too_heavy


def leave(target: str) -> str | None:
    return target


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# 一\n\n## 二", '<h2 id="s-一">一</h2>\n<h3 id="s-二">二</h3>'),
        ("### 甲\n\n#### 乙", '<h2 id="s-甲">甲</h2>\n<h3 id="s-乙">乙</h3>'),
        ("政务\n公开", "<p>政务公开</p>"),
        ("open\ndata", "<p>open\ndata</p>"),
        ("示例市财政局  \n2026年8月12日", "<p>示例市财政局</p>\n<p>2026年8月12日</p>"),
        ("[甲](#乙)", '<p><a href="#s-乙" rel="noopener">甲</a></p>'),
    ],
)
def test_texts_are_set_like_documents(text: str, html: str) -> None:
    assert render(text, leave).strip() == html


def test_tables_keep_their_alignment_as_classes_and_scroll_in_themselves() -> None:
    table = "| 项目 | 金额 |\n|---|---:|\n| 甲 | 1 |"
    html = render(f"{table}\n\n又：\n\n{table}", leave)
    wraps = re.findall(r"<div[^>]*><table>", html)
    assert wraps == [
        f'<div class="table-wrap" role="region" aria-label="表格{number}" tabindex="0"><table>'
        for number in (1, 2)
    ]
    assert '<th class="ta-right">金额</th>' in html
    assert '<td class="ta-right">1</td>' in html
    assert "style=" not in html


def test_footnotes_and_admonitions_survive_the_sanitiser() -> None:
    html = render('正文[^1]。\n\n[^1]: 说明。\n\n!!! note "提示"\n    内容', leave)
    assert '<a href="#fn:1"' in html
    assert '<li id="fn:1">' in html
    assert '<div class="admonition note">' in html
    assert '<p class="admonition-title">提示</p>' in html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src='https://elsewhere.example/'></iframe>",
    "<form action='https://elsewhere.example/'><input name=a><button>b</button></form>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<svg onload=alert(1)></svg>",
    "<math><mtext></mtext></math>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a id='content' href='#'>x</a>",
    "<div class='md-banner'>x</div>",
    "![x](https://elsewhere.example/pixel.png)",
    "<base href='https://elsewhere.example/'>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "{{ 7*7 }} {% raw %} @@title@@",
    "<!-- secret -->",
    '{: onclick="alert(1)" }',
    '<div markdown="1">*x*</div>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_acts_survives(text: str) -> None:
    def site_link(target: str) -> str | None:
        return target if target.startswith(("https://", "#")) else None

    html = render(f"前\n\n{text}\n\n后", site_link)
    assert html.startswith("<p>前</p>")
    assert html.rstrip().endswith("<p>后</p>")
    lowered = html.lower()
    acts = ("<script", "<iframe", "<form", "<input", "<style", "<svg", "<math", "<base", "<meta")
    for word in (*acts, "style=", "javascript:", "data:text", "secret", "md-banner"):
        assert word not in lowered, word
    for word in ("onerror=", "onload=", "ontoggle="):
        assert f" {word}" not in lowered, word
    assert 'src="https:' not in lowered
    assert 'id="content"' not in lowered


def test_a_dead_link_keeps_its_words() -> None:
    assert render("看[这里](../gone.md)。", lambda target: None).strip() == "<p>看这里。</p>"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("普通的文字" * 100, None),
        ("[甲](b) " * 5_000, None),
        ("[" * 41, "brackets"),
        ("[ 甲 " * 41, "brackets"),
        ("[ 甲\n\n" * 41, None),
        ("字" * 70_000, "size"),
        ("<a " * 10_000, "slow"),
        ("**重点**" * 600, None),
    ],
)
def test_texts_that_would_stall_are_found(
    text: str, problem: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if problem == "slow":
        # What is not slow has the whole time: a busy machine is several times slower than a quiet one.
        monkeypatch.setattr(bodies, "SECONDS", 1.0)
    assert too_heavy(text) == problem


OPENERS = (
    "<b>", "<i>", "<div>", "<blockquote>", "<ul><li>", "<a href='https://a.example/'>", "<table><tr><td>", "<q>",
    "*", "**", "***", "_", "__", "- ", "> ", "1. ", "    ", "\n", "\n\n", "甲", "[", "[甲](b)", "!!! note\n    ",
)  # fmt: skip


def test_what_the_check_lets_pass_can_be_shown() -> None:
    """Short texts too, which are not all tried: one that no page can show would end the build."""
    chance = random.Random(11)
    passed = 0
    for _ in range(1_500):
        some = chance.sample(OPENERS, chance.choice((1, 1, 2, 3)))
        count = chance.choice((3, 10, 20, 31, 61, 150, 400))
        text = "".join(chance.choice(some) for _ in range(count))[:2_900]
        if too_heavy(text) is None:
            passed += 1
            render(text, leave)
    assert 800 < passed < 1_400


def test_a_slow_text_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(BodyTooSlow):
        render("[" * 40_000, leave)
    assert time.monotonic() - began < 5
    assert render("好", leave).strip() == "<p>好</p>"


def test_what_is_set_aside_is_converted_as_the_converter_would() -> None:
    """Plain paragraphs never reach the converter, plain cells none of its patterns: same HTML."""
    reference = bodies._markdown.__wrapped__()
    reference.treeprocessors.register(InlineProcessor(reference), "inline", 20)
    root = Path(__file__).parents[1] / "catalogue"
    texts = [path.read_text("utf-8").split("\n---\n", 1)[-1] for path in root.rglob("*.md")]
    chance = random.Random(5)
    signs = [*" \n\t:#-'\"[]{},&*!|>%@`?~.=：0a1)中<+/\\_^$\xa0\u3000", "    ", "\n\n", "\n- ", "\n1. ",
             "---", "  \n", "**", "[^1]", "\n[^1]: ", "https://a.example", "<b>"]  # fmt: skip
    for number in range(3_000):
        text = chance.choice(texts)
        if number >= len(texts):
            start = chance.randrange(len(text))
            text = text[start : start + chance.choice((40, 200, 600))]
            for _ in range(chance.randint(0, 4)):
                at = chance.randrange(len(text) + 1)
                text = text[:at] + chance.choice(signs) + text[at + chance.choice((0, 0, 2)) :]
        else:
            text = texts[number]
        expected = bodies._converted(text, str, reference)
        assert bodies.render(text, str) == expected, text


WORDS = ["甲", "金额（元）", "1,200.5", "-5", "见《条例》第3条", "x", "", "—", "“引”", "a  b", "1. 一", "：", "!",
         "'\"", "一", "a@b.example", "2026-08-12", "　全", "+1", "=", "e\u0301", "https://a.example"]  # fmt: skip
LINES = ["---", ":--", "--:", ":-:", " --- ", "-", ":", "::", "", "- -"]


def _table(chance: random.Random) -> str:
    size = chance.randint(1, 4)
    rows = [[chance.choice(WORDS[:8]) for _ in range(size)], chance.choices(LINES[:5], k=size)]
    rows += [chance.choices(WORDS, k=size + chance.choice((0, 0, 0, -1, 1))) for _ in range(3)]
    if chance.random() < 0.2:
        rows[1] = chance.choices(LINES, k=chance.randint(1, 4))
    spaces = [chance.choice(("", " ")) for _ in range(3)]
    return "\n".join(f"{spaces[0]}|{'|'.join(row)}|{spaces[1]}" for row in rows)


def _heading(chance: random.Random) -> str:
    return (
        f"{'#' * chance.randint(1, 7)} {chance.choice(WORDS[:9])}{chance.choice(('', ' ', ' #'))}"
    )


def _paragraph(chance: random.Random) -> str:
    return "\n".join(chance.choice(WORDS) + chance.choice(WORDS) for _ in range(2))


def test_plain_blocks_are_html_as_the_converter_would_give_it() -> None:
    """Texts of tables, headings and paragraphs, of which a good part needs no converter."""
    reference = bodies._markdown.__wrapped__()
    reference.treeprocessors.register(InlineProcessor(reference), "inline", 20)
    chance = random.Random(11)
    direct = 0
    for _ in range(1_500):
        makers = chance.choices((_table, _heading, _paragraph), k=chance.randint(1, 4))
        text = "\n\n".join(make(chance) for make in makers)
        assert bodies.render(text, str) == bodies._converted(text, str, reference), text
        direct += blocks.plain_html(text) is not None
    assert direct > 200
