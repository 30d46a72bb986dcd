"""C93x, the manifests of releases: what each rule finds in the small city when one is broken."""

from __future__ import annotations

from cases import NOTICES, Case, case, error
from disclosure.model.release import Facts, manifest_text, sum_of
from small_city import put

DAY = "releases/2026-11-20.txt"
_FACTS = ("小城政务公开", "https://www.small-city.example/zwgk/", "2026-11-20", "20261120-1a2b3c4d")
MANIFEST = manifest_text(
    Facts(*_FACTS, "v1", 3),
    {
        "city-office/plan-2026.html": "a" * 64,
        "city-office/plan-explained.html": "b" * 64,
        "help.html": "c" * 64,
    },
)
"""A manifest of three pages: lines 4 to 9 are facts, 11 to 13 pages, 15 the sum."""
_REMOVED = (
    "{of: plan-explained, kind: removed-personal-data, date: 2026-05-01, explanation: 误载姓名}"
)


def edited(old: str, new: str) -> str:
    """The manifest, changed in one place by hand."""
    assert MANIFEST.count(old) == 1
    return MANIFEST.replace(old, new)


def summed(text: str) -> str:
    """A manifest with the sum that its lines have now."""
    head = text[: text.rindex("sum: ")]
    return f"{head}sum: {sum_of(head)}\n"


REPAIRED = summed(edited("b" * 64, "removed"))


CASES: tuple[Case, ...] = (
    case(
        "a manifest with the name of another day",
        [put("releases/2026-11-21.txt", MANIFEST)],
        error(
            "C930",
            "releases/2026-11-21.txt",
            1,
            1,
            "版本清单的文件名和它写明的日期不符，应为 2026-11-20.txt（同一天的第二份加 -2）",
        ),
    ),
    case(
        "a manifest with a number that no second one has",
        [put("releases/2026-11-20-1.txt", MANIFEST)],
        error(
            "C930",
            "releases/2026-11-20-1.txt",
            1,
            1,
            "版本清单的文件名和它写明的日期不符，应为 2026-11-20.txt（同一天的第二份加 -2）",
        ),
    ),
    case(
        "a manifest without its day",
        [put(DAY, edited("date: 2026-11-20\n", ""))],
        error("C931", DAY, 9, 1, "版本清单的这一行之前没有写明 date"),
    ),
    case(
        "a manifest of a day that no calendar has",
        [put(DAY, edited("date: 2026-11-20", "date: 2026-11-31"))],
        error("C931", DAY, 6, 1, "版本清单的这一行的 date 不对：2026-11-31"),
    ),
    case(
        "a hash that is cut short",
        [put(DAY, edited("b" * 64, "b" * 63))],
        error("C931", DAY, 12, 1, "版本清单的这一行不是“校验值、两个空格、网址”"),
    ),
    case(
        "a line that is out of order",
        [put(DAY, edited("help.html", "a.html"))],
        error("C931", DAY, 13, 1, "版本清单的这一行的网址没有按顺序排列，或者重复"),
    ),
    case(
        "a line that was deleted",
        [put(DAY, edited("c" * 64 + "  help.html\n", ""))],
        error("C931", DAY, 9, 1, "版本清单的这一行写明 3 页，实际有 2 页"),
    ),
    case(
        "a manifest that is cut off",
        [put(DAY, MANIFEST[: MANIFEST.index("c" * 64)])],
        error("C931", DAY, 12, 1, "版本清单的这一行不是最后的 sum，清单不完整"),
    ),
    case(
        "an empty manifest",
        [put(DAY, "")],
        error("C931", DAY, 1, 1, "版本清单的这一行之前没有写明 name"),
    ),
    case(
        "a manifest that is no text",
        [put(DAY, MANIFEST.encode().replace(b"help", b"\xff\xfe"))],
        error("C931", DAY, 13, 1, "版本清单的这一行不是 UTF-8 文字"),
    ),
    case(
        "a hash that was changed by hand",
        [put(DAY, edited("b" * 64, "d" * 64))],
        error(
            "C932",
            DAY,
            15,
            1,
            "版本清单的内容被改动过，和末尾的 sum 不符（应为 "
            + summed(edited("b" * 64, "d" * 64)).splitlines()[-1]
            + "）",
        ),
    ),
    case(
        "the hash of a page that was removed for personal data",
        [put(DAY, MANIFEST), put(NOTICES, f"- {_REMOVED}\n")],
        error(
            "C933",
            DAY,
            12,
            1,
            "“city-office/plan-explained.html”已因保护个人信息删除，版本清单中还有它的校验值",
        ),
    ),
)

ALLOWED: tuple[Case, ...] = (
    case("a manifest as it was written", [put(DAY, MANIFEST)]),
    case("a second manifest of one day", [put("releases/2026-11-20-2.txt", MANIFEST)]),
    case("a manifest as Windows writes it", [put(DAY, MANIFEST.replace("\n", "\r\n"))]),
    case(
        "a hash that was taken out for personal data",
        [put(DAY, REPAIRED), put(NOTICES, f"- {_REMOVED}\n")],
    ),
)
