"""C91x, the search: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import Case, case, error
from small_city import Change, edit

DAY = "as_of: 2026-11-20\n"


def synonyms(*groups: str) -> Change:
    """Change: a group of synonyms a line, from line 6 of site.yml."""
    return edit("site.yml", DAY, DAY + "synonyms:\n" + "".join(f"  - {each}\n" for each in groups))


def alone(line: int, column: int, word: str) -> tuple[str, str, str, int, int, str]:
    message = f"这一组同义词只有一个词“{word}”"
    return error("C910", "site.yml", line, column, message)


def twice(line: int, column: int, word: str, group: int) -> tuple[str, str, str, int, int, str]:
    message = f"同义词“{word}”写了两次，前一次在第 {group} 组"
    return error("C911", "site.yml", line, column, message)


def unsearchable(line: int, column: int, word: str) -> tuple[str, str, str, int, int, str]:
    message = f"同义词“{word}”含有空白，或者不足两个字"
    return error("C912", "site.yml", line, column, message)


CASES: tuple[Case, ...] = (
    case("a group of one word", [synonyms("[低保, 最低生活保障]", "[医保]")], alone(7, 5, "医保")),
    case("a group of no word", [synonyms("[]")], alone(6, 5, "")),
    case("a group of one word twice", [synonyms("[医保, 医保]")], alone(6, 5, "医保")),
    case(
        "a group of one word in two widths and cases",
        [synonyms("[PM25, “ｐｍ25”]")],
        alone(6, 5, "PM25"),
    ),
    case(
        "a word in two groups",
        [synonyms("[低保, 最低生活保障]", "[医保, 低保]")],
        twice(7, 10, "低保", 1),
    ),
    case(
        "a word twice in a group of two",
        [synonyms("[医保, 医疗保险, 《医保》]")],
        twice(6, 16, "《医保》", 1),
    ),
    case("a synonym of one character", [synonyms("[证, 证件]")], unsearchable(6, 6, "证")),
    case(
        "a synonym of one character and signs",
        [synonyms("[低保, “保”！]")],
        unsearchable(6, 10, "“保”！"),
    ),
    case("a synonym of punctuation", [synonyms("[低保, “——”]")], unsearchable(6, 10, "“——”")),
    case(
        "a synonym with a space", [synonyms("[低保, 最低 保障]")], unsearchable(6, 10, "最低 保障")
    ),
    case(
        "a synonym with a wide space",
        [synonyms("[低保, 最低\u3000保障]")],
        unsearchable(6, 10, "最低\u3000保障"),
    ),
)
