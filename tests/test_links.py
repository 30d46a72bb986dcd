"""Links in sources: found where they stand, resolved to where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.links import Link, links_in, resolve
from disclosure.load import load
from disclosure.model.catalogue import Catalogue


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见[甲](a.md)。", [Link("a.md", 1, 6)]),
        ("\n\n  ![图](files/a.png)", [Link("files/a.png", 3, 8)]),
        ('[甲](a.md "题") [乙](<b.md>)', [Link("a.md", 1, 5), Link("b.md", 1, 20)]),
        ("[甲]: ../2025/a.md\n[^1]: 注释", [Link("../2025/a.md", 1, 6)]),
        ('<a href="x.md">甲</a>', [Link("x.md", 1, 10)]),
        ("`[甲](a.md)` ``[乙](b.md)``", []),
        ("```\n[甲](a.md)\n```\n[乙](b.md)", [Link("b.md", 4, 5)]),
        ("[![图](a.png)](b.md)", [Link("a.png", 1, 7), Link("b.md", 1, 15)]),
    ],
)
def test_links_are_found_in_place(text: str, links: list[Link]) -> None:
    assert list(links_in(text)) == links


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    return load(Path(__file__).parent.parent / "catalogue").catalogue


HERE = "catalogue/agencies/finance-bureau/records/2026/final-accounts-2025.md"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("#二", "#二"),
        ("https://www.example.example/a?b=c", "https://www.example.example/a?b=c"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//elsewhere.example/x", None),
        ("/etc/passwd", None),
        ("agency:finance-bureau", "finance-bureau/index.html"),
        ("agency:nobody", None),
        ("item:final-accounts", "finance-bureau/final-accounts.html"),
        ("item:finance-bureau/final-accounts", "finance-bureau/final-accounts.html"),
        ("item:finance-bureau/nothing", None),
        ("final-accounts-2025.md", "finance-bureau/final-accounts-2025.html"),
        ("final-accounts-2025.md#一", "finance-bureau/final-accounts-2025.html#一"),
        ("../2025/final-accounts-2025.md", None),
        ("../2025/final-accounts-2024.md", "finance-bureau/final-accounts-2024.html"),
        ("../../guide.md", "finance-bureau/about/guide.html"),
        ("../../agency.yml", None),
        ("../../registers/2026.yml", None),
        ("../../../../site.yml", None),
        ("../../../../pages/about-site.md", "about-site.html"),
        ("../../../../../README.md", None),
        ("../../../../../../../../etc/passwd", None),
        ("files/nothing.xlsx", None),
        ("files/../agency.yml", None),
        ("", None),
    ],
)
def test_links_lead_somewhere_or_nowhere(
    sample: Catalogue, target: str, address: str | None
) -> None:
    assert resolve(sample, HERE, "finance-bureau", target) == address


def test_attachments_are_links_from_the_agency_folder(sample: Catalogue) -> None:
    path = min(sample.agencies["finance-bureau"].assets)
    assert resolve(sample, HERE, "finance-bureau", path) == f"finance-bureau/{path}"
    assert resolve(sample, HERE, "finance-bureau", f"../../{path}") == f"finance-bureau/{path}"
