"""The official text of a page: what belongs to it, what leaves it alone, and hostile pages."""

from __future__ import annotations

import ast
import hashlib
import sys
import unicodedata
from pathlib import Path

import pytest

from disclosure import official
from disclosure.official import canonical, official_hash, official_text


def part(inner: str) -> str:
    """The lines of one part without its first."""
    first, _, rest = official_text(f'<div data-official="text">{inner}</div>').partition("\n")
    assert first == "=text"
    return rest


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("财政决算", " 财政决算\n"),
        ("", ""),
        ("<p>甲</p><p>乙</p>", " 甲\n 乙\n"),
        ("甲<br>乙<div>丙</div>丁", " 甲\n 乙\n 丙\n 丁\n"),
        ("<p>示例<a href='x'>市</a><mark class=found>财</mark><wbr>政</p>", " 示例市财政\n"),
        ("  甲\n\t乙&nbsp;\u3000丙  ", " 甲 乙 丙\n"),
        ("甲&amp;乙&lt;丙&#x4E01;&quot;", ' 甲&乙<丙丁"\n'),
        ("甲<!-- 注 > <p> -->乙", " 甲乙\n"),
        ("甲<script>if (a < b) '</p>'</script><style>p>a{}</style>乙", " 甲乙\n"),
        ('甲<a title="a > b" href="=">乙</a>', " 甲乙\n"),
        ("10<sup id='n'>2</sup>米，<del>旧</del>", " 10<sup>2</sup>米，<del>旧</del>\n"),
        ("cafe\u0301", " café\n"),
        ("<table><tr><td>收入</td><td></td><td>5</td></tr></table>", "-\n|收入\n|\n|5\n"),
        ("<table><tr><td>收入</td><td>5</td><td></td></tr></table>", "-\n|收入\n|5\n|\n"),
        ("<td><p>一</p><p>二</p></td>", "|\n 一\n 二\n"),
        ("甲<p data-apart>不算<p>也不算</p></p>乙", " 甲\n 乙\n"),
        ("甲<div><div data-apart><div>不算</div></div>算</div>", " 甲\n 算\n"),
        ("<span data-official='inner'>甲</span>", " 甲\n"),
        ("甲<br data-apart>乙", " 甲\n 乙\n"),
        ("a < b 3<4", " a < b 3<4\n"),
        ("甲\0乙", " 甲\ufffd乙\n"),
    ],
)
def test_lines(inner: str, lines: str) -> None:
    assert part(inner) == lines


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲</p>", ""),
        ("<p title='data-official'>甲</p>", ""),
        ("<p data-official-x>甲</p>", ""),
        ("<!-- <p data-official> -->甲", ""),
        ("<p data-official>甲</p>乙<p data-official>丙</p>", "=\n 甲\n=\n 丙\n"),
        ("<P DATA-OFFICIAL=Title CLASS=x>甲</P>乙", "=Title\n 甲\n"),
        ("<dd class='a' data-official='a b'>甲", "=a b\n 甲\n"),
        ("<meta data-official='x'>甲", ""),
        ("<div data-official='x'><div>甲</div>乙</div>丙", "=x\n 甲\n 乙\n"),
    ],
)
def test_parts(html: str, text: str) -> None:
    assert official_text(html) == text


def test_the_hash_is_that_of_the_text() -> None:
    html = "<p data-official='text'>示例市</p>"
    assert official_hash(html) == hashlib.sha256("=text\n 示例市\n".encode()).hexdigest()
    assert official_hash("<p>示例市</p>") is None


def test_the_form_of_characters_makes_no_difference() -> None:
    text = "<p data-official>é 한국 が</p>"
    assert official_hash(unicodedata.normalize("NFD", text)) == official_hash(text)


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<link rel="canonical" href="https://a.example/?a=1&amp;b">', "https://a.example/?a=1&b"),
        ("<LINK href=https://a.example/ rel=canonical>", "https://a.example/"),
        ("<!-- <link rel=canonical href=x> --><link rel=icon href=y>", None),
        ("<script><link rel=canonical href=x></script>", None),
    ],
)
def test_canonical(html: str, address: str | None) -> None:
    assert canonical(html) == address


@pytest.mark.parametrize(
    "html",
    [
        "<a =" * 500_000,
        "<a ='" * 500_000,
        '<a ="' * 500_000,
        "<!--" * 500_000,
        "<script>" * 300_000,
        "<p data-official>" * 100_000,
        "<p data-official=" * 100_000,
        "<p data-official " + "a = " * 300_000 + ">",
        "<p data-official " + '"' * 1_000_000,
        "<a =" + " " * 3_000_000,
        "<div>" * 500_000 + "<p data-official>x",
    ],
    ids=lambda html: html[:20],
)
def test_hostile_pages_cost_no_more_than_their_length(html: str) -> None:
    """Each would take hours if a part of it were looked at again and again."""
    assert len(official_text(html)) < 100
    assert canonical(html) is None


def test_the_module_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(official.__file__).read_text("utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names}
