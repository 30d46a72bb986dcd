"""Text to values: what a YAML text means, and where each mistake is found."""

from __future__ import annotations

import pytest

from disclosure.decoding import MAX_BYTES
from disclosure.source import MAX_DEPTH, Document, read_markdown, read_yaml, walk

FILE = "catalogue/x.yml"
Found = tuple[str, int, int]


def codes(data: bytes | str) -> list[Found]:
    _, findings = read_yaml(data.encode() if isinstance(data, str) else data, FILE)
    assert all(finding.span.file == FILE for finding in findings)
    return [(f.code, f.span.line, f.span.column) for f in findings]


def read(text: str | bytes) -> Document:
    document, findings = read_yaml(text.encode() if isinstance(text, str) else text, FILE)
    assert findings == []
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
        ("nil", "nil"),
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("+12", 12),
        ("-7", -7),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1.10", 1.1),
        ("-0.5", -0.5),
        ("1.", "1."),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("00.5", "00.5"),
        ("9" * 19, int("9" * 19)),
        ("9" * 20, "9" * 20),
        ("2026-08-12", "2026-08-12"),
        ("2026-08-12 09:00", "2026-08-12 09:00"),
        ("0000-5550101", "0000-5550101"),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("'it''s'", "it's"),
        (r'"a\tb\u4e2d"', "a\tb中"),
        ("政务：公开", "政务：公开"),
        ("a: b".replace(": ", ":"), "a:b"),
        ("a#b", "a#b"),
        ("a # b", "a"),
        ("《条例》第七条", "《条例》第七条"),
        ("〔2026〕1号", "〔2026〕1号"),
        ("[]", []),
        ("{}", {}),
        ("[a, 1, no, null]", ["a", 1, "no", None]),
        ("{days: 20, unit: working}", {"days": 20, "unit": "working"}),
        ("|\n  第一行\n  第二行\n", "第一行\n第二行\n"),
        (">\n  a\n  b\n", "a b\n"),
        ("|\n  12\n", "12\n"),
    ],
)
def test_scalar(written: str, value: object) -> None:
    document = read(f"k: {written}\n")
    assert document.value == {"k": value}
    assert isinstance(document.value, dict)
    assert type(document.value["k"]) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# 只有注释\n", None),
        ("---\na: 1\n", {"a": 1}),
        ("---\na: 1\n...\n", {"a": 1}),
        ("- a\n-\n- - b\n", ["a", None, ["b"]]),
        ("1: x\ntrue: y\nno: z\n", {"1": "x", "true": "y", "no": "z"}),
        ("甲: 乙\n", {"甲": "乙"}),
        ("a: 备注：无\n", {"a": "备注：无"}),
        ("a:\n  b:\n", {"a": {"b": None}}),
        ("a: &x\n".replace("&x", "x"), {"a": "x"}),
        ("一句话", "一句话"),
    ],
)
def test_value(text: str, value: object) -> None:
    assert read(text).value == value


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + "a: 中\nb: 1\n".encode(),
        "a: 中\r\nb: 1\r\n".encode(),
        "a: 中\rb: 1\r".encode(),
        "a: 中\nb: 1".encode(),
    ],
    ids=["byte order mark", "CRLF", "CR", "no last line end"],
)
def test_same_value_and_places(data: bytes) -> None:
    document = read(data)
    assert document.value == {"a": "中", "b": 1}
    assert document.values[("b",)] == (2, 4)
    assert document.keys[("b",)] == (2, 1)


def test_places_count_characters_and_not_bytes() -> None:
    document = read("甲: {乙丙: 丁, 戊: [𠮷, 己]}\n")
    assert document.keys == {("甲",): (1, 1), ("甲", "乙丙"): (1, 5), ("甲", "戊"): (1, 12)}
    assert document.values[("甲", "乙丙")] == (1, 9)
    assert document.values[("甲", "戊", 0)] == (1, 16)
    assert document.values[("甲", "戊", 1)] == (1, 19)


def test_place_of_a_block() -> None:
    document = read("- id: a\n  list:\n    - x\n    - y: 1\n")
    assert document.values[()] == (1, 1)
    assert document.values[(0,)] == (1, 3)
    assert document.values[(0, "list")] == (3, 5)
    assert document.values[(0, "list", 1)] == (4, 7)
    assert document.values[(0, "list", 1, "y")] == (4, 10)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param("a:\n\tb: 1\n", [("C004", 2, 1)], id="tab indents"),
        pytest.param("a:\n  \tb: 1\n", [("C004", 2, 3)], id="tab after spaces"),
        pytest.param("-\ta: 1\n  b: 2\n", [("C004", 1, 2)], id="tab after a dash"),
        pytest.param("a: 1\nb: 2\na: 3\n", [("C007", 3, 1)], id="duplicate key"),
        pytest.param("x: {甲: 1, 甲: 2}\n", [("C007", 1, 11)], id="duplicate key in flow"),
        pytest.param("a: 1\na: 2\na: 3\n", [("C007", 2, 1), ("C007", 3, 1)], id="thrice"),
        pytest.param("a: *b\n", [("C008", 1, 4)], id="alias"),
        pytest.param("a: &b c\n", [("C008", 1, 4)], id="anchor"),
        pytest.param("a: &b 1\nc: *b\n", [("C008", 1, 4), ("C008", 2, 4)], id="both"),
        pytest.param("<<: *b\na: 1\n", [("C008", 1, 5)], id="merge key"),
        pytest.param("a: [x, *b]\n", [("C008", 1, 8)], id="alias in a list"),
        pytest.param("a: !b c\n", [("C009", 1, 4)], id="tag"),
        pytest.param("a: !!str 1\n", [("C009", 1, 4)], id="standard tag"),
        pytest.param("a: !!python/name:os.system x\n", [("C009", 1, 4)], id="python tag"),
        pytest.param("甲: !e!x c\n", [("C009", 1, 4)], id="undefined tag handle"),
        pytest.param("- " * 50_000, [("C010", 1, 41)], id="nested in block"),
        pytest.param("[" * 50_000, [("C010", 1, 21)], id="nested in flow"),
        pytest.param("{a: " * 50_000, [("C010", 1, 81)], id="nested mappings"),
        pytest.param("a：1\n", [("C005", 1, 1)], id="full-width colon alone"),
        pytest.param("a: 1\n甲：2\n", [("C005", 2, 1)], id="full-width colon, Han key"),
        pytest.param("a: 1\nb： 2\nc: 3\n", [("C005", 2, 1)], id="full-width colon in block"),
        pytest.param("a:\n  - b：2\n    c: 3\n", [("C005", 2, 5)], id="in a list"),
        pytest.param("x: {a: 1, b：2}\n", [("C005", 1, 11)], id="full-width colon in flow"),
        pytest.param('a: 1\nb: "x\nc: 3\n', [("C006", 2, 4)], id="unclosed quote"),
        pytest.param("a: 'x\nc: 3\n", [("C006", 1, 4)], id="unclosed single quote"),
        pytest.param("a: [x, y\nb: 2\n", [("C006", 1, 4)], id="unclosed bracket"),
        pytest.param("a: [\n", [("C006", 1, 4)], id="unclosed empty bracket"),
        pytest.param("a: [", [("C006", 1, 4)], id="unclosed bracket, no line end"),
        pytest.param("a: {x: 1\nb: 2\n", [("C006", 1, 4)], id="unclosed brace"),
        pytest.param("a: 1\n b: 2\n", [("C006", 2, 3)], id="uneven indentation"),
        pytest.param("a: 1\nb:2\nc: 3\n", [("C006", 2, 1)], id="no space after the colon"),
        pytest.param("a: @b\n", [("C006", 1, 4)], id="special sign"),
        pytest.param("a: %b\n", [("C006", 1, 4)], id="per cent"),
        pytest.param("a: b: c\n", [("C006", 1, 5)], id="colon in a value"),
        pytest.param("a: - b\n", [("C006", 1, 4)], id="dash in a value"),
        pytest.param("[a, b]: c\n", [("C006", 1, 1)], id="a list for a key"),
        pytest.param("a: {{b: 1}}\n", [("C006", 1, 5)], id="a mapping for a key"),
        pytest.param("a: {{b: 1}\nc: 2\n", [("C006", 1, 4)], id="a brace too many"),
        pytest.param("a: 1\n---\nb: 2\n", [("C015", 2, 1)], id="second document"),
        pytest.param("甲: 乙\x00\n".encode(), [("C002", 1, 5)], id="NUL"),
        pytest.param("甲: 乙\x1b\n".encode(), [("C002", 1, 5)], id="escape"),
        pytest.param("甲: \x7f\n".encode(), [("C002", 1, 4)], id="delete"),
        pytest.param(
            "甲: 小城\n乙: 甲乙\x80\n".encode(), [("C006", 2, 6)], id="control of Latin-1"
        ),
        pytest.param(b"a: 1\rb: 2\rc: \xc4\xe3\r", [("C001", 3, 4)], id="old Mac and GBK"),
        pytest.param(b"\xef\xbb\xbfa: \xff\r\n", [("C001", 1, 4)], id="BOM and no UTF-8"),
        pytest.param(b"a: 1\n\x89PNG\r\n\x1a\n\x00\x00", [("C002", 4, 1)], id="picture"),
        pytest.param("a: 1\n甲: \u2028乙\n", [("C011", 2, 4)], id="line separator"),
        pytest.param("a: 1\n甲: \u2029乙\n", [("C011", 2, 4)], id="paragraph separator"),
        pytest.param("a: 1\n甲: \x85乙\n", [("C011", 2, 4)], id="next line"),
        pytest.param("a: 1\nb: 政务\n".encode("gbk"), [("C001", 2, 4)], id="GBK"),
        pytest.param("a: 政".encode("utf-16"), [("C001", 1, 1)], id="UTF-16"),
        pytest.param("a: 政".encode("utf-16-be"), [("C002", 1, 1)], id="UTF-16 without mark"),
        pytest.param("甲: 乙".encode() + b"\xff", [("C001", 1, 5)], id="no encoding at all"),
        pytest.param(b"#" * (MAX_BYTES + 1), [("C003", 1, 1)], id="too large"),
        pytest.param("a: \ufffe\n", [("C006", 1, 4)], id="not a character"),
    ],
)
def test_finding(data: bytes | str, found: list[Found]) -> None:
    assert codes(data) == found


def test_limits_themselves_are_allowed() -> None:
    assert codes(b"#" * MAX_BYTES) == []
    assert codes("- " * MAX_DEPTH + "a\n") == []


def test_the_first_of_two_equal_keys_is_kept_and_doubted() -> None:
    document, _ = read_yaml(b"a: 1\nb: 2\na: {c: 3}\n", FILE)
    assert document is not None
    assert document.value == {"a": 1, "b": 2}
    assert document.values[("a",)] == (1, 4)
    assert document.doubted == {("a",)}


def test_an_alias_leaves_a_gap() -> None:
    document, _ = read_yaml(b"a: [x, *y, z]\nb: *y\n", FILE)
    assert document is not None
    assert document.value == {"a": ["x", None, "z"], "b": None}
    assert document.flawed == {("a", 1), ("b",)}


def test_a_hundred_aliases_are_a_hundred_findings_and_no_memory() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(50))
    assert len(codes(bomb)) == 101


@pytest.mark.parametrize(
    ("text", "value", "body", "line"),
    [
        ("---\na: 1\n---\n正文\n", {"a": 1}, "正文\n", 4),
        ("---\na: 1\n---\n\n正文\n---\n后\n", {"a": 1}, "\n正文\n---\n后\n", 4),
        ("---\na: 1\n---", {"a": 1}, "", 3),
        ("---\n---\n正文", None, "正文", 3),
        ("--- \na: |\n  x\n--- \n正文", {"a": "x\n"}, "正文", 5),
        ("---\r\na: 1\r\n---\r\n正文\r\n", {"a": 1}, "正文\n", 4),
    ],
)
def test_markdown(text: str, value: object, body: str, line: int) -> None:
    document, findings = read_markdown(text.encode(), FILE)
    assert findings == []
    assert document is not None
    assert (document.value, document.body, document.body_line) == (value, body, line)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("正文\n", ("C012", 1, 1)),
        ("", ("C012", 1, 1)),
        ("---\na: 1\n正文\n", ("C012", 1, 1)),
        ("\n---\na: 1\n---\n", ("C012", 1, 1)),
        ("---\na: 1\nb: @\n---\n", ("C006", 3, 4)),
        ("---\na: 1\nb：2\n---\n", ("C005", 3, 1)),
        ("---\na: 1\n\tb: 2\n---\n", ("C004", 3, 1)),
        ("---\na: 1\na: 2\n---\n", ("C007", 3, 1)),
        ('---\na: "x\n---\n', ("C006", 2, 4)),
        ("---\na: 1\n---\n正\u2028文\n", ("C011", 4, 2)),
    ],
)
def test_markdown_finding(text: str, found: Found) -> None:
    _, findings = read_markdown(text.encode(), FILE)
    assert [(f.code, f.span.line, f.span.column) for f in findings] == [found]


def test_places_in_front_matter_count_from_the_top_of_the_file() -> None:
    document, _ = read_markdown("---\n甲: 1\nb: [x, y]\n---\n".encode(), FILE)
    assert document is not None
    assert document.values[("甲",)] == (2, 4)
    assert document.values[("b", 1)] == (3, 8)


def test_walk_gives_containers_before_their_parts_in_order() -> None:
    paths = [path for path, _ in walk({"a": [1, {"b": 2}], "c": 3})]
    assert paths == [(), ("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c",)]
