"""The register of what is withheld: every withheld thing of the city, why, and nothing more."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from disclosure.checks import KINDS
from disclosure.load import load
from disclosure.pages import Page, site_pages
from small_city import BUREAU, OFFICE, Change, append, edit, write

CITY, OFFICE_PAGE = "lists/withheld.html", "city-office/lists/withheld.html"
NOTHING: Change = edit(
    f"{OFFICE}/catalogue.yml",
    """  mode: withheld
  exemption: state-secret
  ground: 《中华人民共和国保守国家秘密法》第十三条
  reassess_by: 2027-03-31
""",
    "  content: 位置\n",
)
"""Change: nothing is withheld any more."""


def pages_of(folder: Path, *changes: Change) -> dict[str, Page]:
    catalogue = load(write(folder, *changes)).catalogue
    return {page.address: page for page in site_pages(catalogue, KINDS)}


def rows_of(page: Page) -> list[list[str]]:
    rows = re.findall(r"<tr>\s*(<th scope=\"row\".*?)</tr>", page.article, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in row] for row in cells]


def item(name: str, day: str) -> str:
    return f"""\
- id: closed-{name}
  category: land-and-planning
  name: 封存资料{name}
  basis: [条例第八条第(一)项]
  department: works
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  mode: withheld
  exemption: trade-secret
  ground: 条例第八条第(二)项
  reassess_by: {day}
"""


def test_name_exemption_ground_and_day_stand_there_and_nothing_else(tmp_path: Path) -> None:
    pages = pages_of(
        tmp_path,
        append(f"{BUREAU}/catalogue.yml", item("2", "2028-05-01") + item("1", "2027-01-31")),
    )
    own = [
        [
            "人防工程位置",
            "国家秘密（条例第八条第(一)项）",
            "《中华人民共和国保守国家秘密法》第十三条",
            "2027年3月31日",
        ]
    ]
    exempt, ground = "依法受保护的商业秘密（条例第八条第(二)项）", "条例第八条第(二)项"
    others = [
        ["封存资料1", exempt, ground, "2027年1月31日"],
        ["封存资料2", exempt, ground, "2028年5月1日"],
    ]
    assert rows_of(pages[CITY]) == own + others
    assert rows_of(pages[OFFICE_PAGE]) == own
    assert rows_of(pages["water-bureau/lists/withheld.html"]) == others
    for address in (CITY, OFFICE_PAGE):
        assert "about/rights.html" in pages[address].article
        for inside in ("秘书科", "网站", "及时"):
            assert inside not in pages[address].article
    assert "依法不予公开的事项共3项，" in pages[CITY].article
    assert "law/index.html" in pages["water-bureau/lists/withheld.html"].article


def test_where_nothing_is_withheld_the_pages_say_so(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, NOTHING)
    assert "各机关目前没有不予公开的事项" in pages[CITY].article
    assert "本机关目前没有不予公开的事项" in pages[OFFICE_PAGE].article
    assert rows_of(pages[CITY]) == rows_of(pages[OFFICE_PAGE]) == []


def test_of_many_the_city_shows_how_many_each_agency_has(tmp_path: Path) -> None:
    many = "".join(item(f"{number}", "2027-01-31") for number in range(200))
    pages = pages_of(tmp_path, append(f"{BUREAU}/catalogue.yml", many))
    assert rows_of(pages[CITY]) == [["小城人民政府办公室", "1项"], ["小城水务局", "200项"]]
    assert "data-filter" in pages[CITY].article
    assert len(rows_of(pages["water-bureau/lists/withheld.html"])) == 200


def test_no_text_depends_on_the_day(tmp_path: Path) -> None:
    """What should have been looked at again stands on the due pages, and there alone."""
    root = write(tmp_path)
    before, after = (
        {page.address: page for page in site_pages(load(root, day).catalogue, KINDS)}
        for day in (None, load(root).catalogue.today.replace(year=2030))
    )
    for address in (CITY, OFFICE_PAGE, "city-office/tunnels.html"):
        assert before[address] == after[address]
    late = after["due/agency/city-office.html"].article.partition('<h2 id="soon">')[0]
    assert "人防工程位置</a>" in late and "重新评估" in late


def test_what_an_override_says_of_a_withheld_item_stays_inside(tmp_path: Path) -> None:
    secret = edit(
        f"{OFFICE}/catalogue.yml",
        "  mode: withheld\n",
        "  mode: withheld\n  override: {basis: 保密期限的规定}\n",
    )
    pages = pages_of(tmp_path, secret)
    assert not [name for name, page in pages.items() if "保密期限的规定" in page.article]


def test_an_abolished_agency_keeps_its_register(tmp_path: Path) -> None:
    closed = edit(
        f"{OFFICE}/agency.yml",
        "kind: government\n",
        "kind: government\nclosed: {date: 2026-10-01, basis: 决定}\n",
    )
    page = pages_of(tmp_path, closed)[OFFICE_PAGE]
    assert len(rows_of(page)) == 1 and "due/agency" not in page.aside


def test_the_ways_to_it(tmp_path: Path) -> None:
    pages = pages_of(tmp_path)
    for address in ("index.html", "by/category/index.html", "about/map.html"):
        assert f'href="{"../" * address.count("/")}{CITY}"' in pages[address].article, address
    assert f'href="../../{OFFICE_PAGE}"' in pages["city-office/lists/catalogue.html"].article
    assert f'href="../{OFFICE_PAGE}"' in pages["city-office/tunnels.html"].article
    assert f'href="../../{CITY}"' in pages[OFFICE_PAGE].aside
