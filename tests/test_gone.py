"""What stands at the address of what changed, was renamed, ended or was removed, and where not."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import EXPLAINED, ITEMS, NOTICES, PLAN, SEAL, text_of
from city_builds import shells_lent
from disclosure.exports import feeds
from disclosure.load import load
from disclosure.pages import Page, site_pages
from disclosure.store import Store
from disclosure.survey import survey
from leaks import unpacked
from past_cases import item_of, new_id, notice
from rule_cases.kept import former
from small_city import BUREAU, OFFICE, Change, drop, edit, move, put, read, sign, write

Command = Callable[..., subprocess.CompletedProcess[str]]
ENDS = ("renamed", "revoked", "terminated", "superseded")
WORDS = {"renamed": "已更名", "revoked": "已撤销", "terminated": "已终止", "superseded": "已被替代"}
TOLD = f"{OFFICE}/records/2026/plan-told.md"
ADDRESS = "https://www.small-city.example/zwgk/"


def build(folder: Path, *changes: Change) -> dict[str, Page]:
    return {page.address: page for page in site_pages(read(folder, *changes).catalogue, ())}


def feeds_of(folder: Path) -> str:
    return "".join(data.decode() for _, data in feeds(load(folder / "catalogue").catalogue))


def renamed(*more: Change) -> tuple[Change, ...]:
    """Changes: the explanation of the plan has another id, and a notice says so."""
    said = notice("plan-explained", "renamed", ", successor: plan-told")
    return move(EXPLAINED, TOLD), said, *more


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    pages = build(tmp_path, *renamed())
    old, new = pages["city-office/plan-explained.html"], pages["city-office/plan-told.html"]
    assert (old.kind, old.notice, old.searched) == ("moved", True, False)
    assert (old.leads_to, old.title) == ("city-office/plan-told.html", "网址已经更换")
    assert '<a href="../city-office/plan-told.html">发展计划解读</a>' in old.article
    assert "<p>因故调整</p>" in old.article
    assert "<p>2026年11月10日更名：因故调整</p>" in new.article
    changes = pages["lists/changes.html"].article
    assert re.search(
        r'plan-explained\.html">发展计划解读</a></p>\s*<p[^>]*>2026年11月10日 · 更名', changes
    )


def test_a_browser_goes_there_without_a_script(command: Command, tmp_path: Path) -> None:
    write(tmp_path, *renamed(), former("/zwgk/old/2025/1.html", "/zwgk/old/", path=TOLD))
    with shells_lent(tmp_path / "catalogue"):
        done = command("build", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    for address, to in (
        ("city-office/plan-explained.html", "../city-office/plan-told.html"),
        ("old/2025/1.html", "../../city-office/plan-told.html"),
        ("old/index.html", "../city-office/plan-told.html"),
    ):
        html = (tmp_path / "site" / address).read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={to}">' in html
        assert f'<link rel="canonical" href="{ADDRESS}city-office/plan-told.html">' in html
        assert f'<a href="{to}">发展计划解读</a>' in html
        assert address not in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")


def test_a_thing_renamed_twice_and_to_another_agency(tmp_path: Path) -> None:
    pages = build(
        tmp_path,
        drop(EXPLAINED),
        notice("plan-explained", "renamed", ", successor: plan-told"),
        notice("plan-told", "superseded", ", successor: water-bureau/pipes-talk"),
        notice("pipes-talk", "renamed", ", successor: pipes-bidding", f"{BUREAU}/notices.yml"),
    )
    assert pages["city-office/plan-explained.html"].leads_to == "water-bureau/pipes-bidding.html"
    told = pages["city-office/plan-told.html"]
    assert (told.kind, told.title) == ("notice", "原信息已被替代")
    assert 'href="../water-bureau/pipes-bidding.html">管网改造工程招标公告</a>' in told.article


def test_names_that_lead_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    pages = build(
        tmp_path,
        notice("one", "renamed", ", successor: two"),
        notice("two", "renamed", ", successor: one"),
    )
    for name in ("one", "two"):
        page = pages[f"city-office/{name}.html"]
        assert (page.kind, page.title, page.leads_to) == ("notice", "原信息已更名", "")


def test_an_item_that_was_renamed(tmp_path: Path) -> None:
    changes = new_id("seals", "seal-use"), item_of(SEAL, "seals", "seal-use"), sign
    pages = build(tmp_path, *changes, notice("seals", "renamed", ", successor: seal-use"))
    assert pages["city-office/seals.html"].leads_to == "city-office/seal-use.html"
    assert "更名" in pages["city-office/seal-use.html"].article


@pytest.mark.parametrize("kind", ENDS)
def test_a_record_whose_file_stays_is_marked_everywhere(kind: str, tmp_path: Path) -> None:
    pages = build(tmp_path, notice("plan-2026", kind, ", successor: plan-explained"))
    page, word = pages["city-office/plan-2026.html"], WORDS[kind]
    assert (page.kind, page.searched, page.facts["validity"]) == ("record", True, word)
    assert page.description.startswith(f"{word}：")
    assert f"<span>有效性：{word}</span>" in page.article and "今年的目标见" in page.article
    assert (
        f'<dt>有效性</dt><dd data-official="validity">{word}</dd>' in page.article
        and "有效性：有效" not in page.article
    )
    assert '现行信息：<a href="../city-office/plan-explained.html">' in page.article
    (work,) = [thing for thing in page.linked if "legislationLegalForce" in thing]
    assert work["legislationLegalForce"] == "NotInForce"
    for address in (
        *("lists/latest.html", "lists/2026.html", "index.html", "city-office/index.html"),
        *("city-office/lists/records.html", "city-office/plan.html"),
    ):
        entry = r'plan-2026\.html">小城2026年发展计划</a></p>\s*<p class="entry-facts">([^<]*)</p>'
        told = re.findall(entry, pages[address].article)
        assert told and all(each.endswith(f" · {word}") for each in told), address
    text = feeds_of(tmp_path)
    assert "小城2026年发展计划" in text and "<title>小城2026年发展计划</title>" not in text


@pytest.mark.parametrize("kind", ENDS)
def test_an_item_whose_line_stays_is_marked(kind: str, tmp_path: Path) -> None:
    pages = build(tmp_path, notice("seals", kind), notice("use-of-seal", kind))
    page, word = pages["city-office/seals.html"], WORDS[kind]
    assert (page.kind, page.facts["validity"]) == ("item", word)
    assert "<p>因故调整</p>" in page.article
    for address in (
        *("city-office/lists/catalogue.html", "by/form/website.html"),
        "by/category/organisation-and-services.html",
    ):
        assert f"用印办理</a>（{word}）" in pages[address].article, address
    service = pages["city-office/use-of-seal.html"]
    assert f"有效性：{word}" in service.article
    assert [thing["@type"] for thing in service.linked] == ["BreadcrumbList"]
    assert f"用印办理指南</a>（{word}）" in pages["lists/services.html"].article
    assert f"用印办理指南</a>（{word}）" in pages["city-office/index.html"].article


def test_a_change_alone_ends_nothing(tmp_path: Path) -> None:
    pages = build(tmp_path, notice("plan-2026"), notice("seals"))
    assert pages["city-office/plan-2026.html"].facts["validity"] == "有效"
    assert "有效性：有效" in pages["city-office/plan-2026.html"].article
    assert "validity" not in pages["city-office/seals.html"].facts


@pytest.mark.parametrize("kind", ["revoked", "terminated", "superseded"])
@pytest.mark.parametrize("path", [PLAN, SEAL, "item"])
def test_what_is_gone_says_so_at_its_address(kind: str, path: str, tmp_path: Path) -> None:
    thing = "tunnels" if path == "item" else Path(path).stem
    gone = edit(ITEMS, text_of(ITEMS, "- id: tunnels"), "") if path == "item" else drop(path)
    pages = build(tmp_path, gone, notice(thing, kind, ", index_number: 索/2026-1"))
    page = pages[f"city-office/{thing}.html"]
    assert (page.kind, page.title, page.searched) == ("notice", f"原信息{WORDS[kind]}", False)
    for words in ("索引号索/2026-1", "<p>因故调整</p>", "2026年11月10日"):
        assert words in page.article


def test_an_item_that_turns_internal_takes_its_records_along(tmp_path: Path) -> None:
    inside = edit(ITEMS, "audience: group\n  group: 本市单位\n", "audience: internal\n")
    pages = build(tmp_path / "silent", inside)
    assert "city-office/seals.html" not in pages and "city-office/use-of-seal.html" not in pages
    pages = build(tmp_path / "told", inside, notice("seals", "terminated"))
    item, record = pages["city-office/seals.html"], pages["city-office/use-of-seal.html"]
    assert (item.title, record.title) == ("原信息已终止", "原信息已终止")
    assert "随所属事项一并撤下" in record.article and "<p>因故调整</p>" in record.article
    for page in pages.values():
        assert "用印办理" not in page.article, page.address


SECRET = "- {of: plan-explained, kind: changed, date: 2026-04-01, explanation: SECRET-ONE}\n" + (
    "- {of: plan-explained, kind: removed-personal-data, date: 2026-05-01, explanation: SECRET-TWO,"
    " successor: plan-2026, index_number: @NUMBER@}\n"
)


@pytest.mark.parametrize("stays", [True, False], ids=["file there", "file gone"])
def test_of_what_was_removed_for_personal_data_nothing_is_left(
    stays: bool, command: Command, tmp_path: Path
) -> None:
    number = text_of(EXPLAINED, "index_number: ", "\n").removeprefix("index_number: ")
    said = text_of(NOTICES) + SECRET.replace("@NUMBER@", number)
    changes = [put(NOTICES, said), *([] if stays else [drop(EXPLAINED)])]
    write(tmp_path, *changes)
    with shells_lent(tmp_path / "catalogue"):
        done = command("build", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/city-office/plan-explained.html").read_text("utf-8")
    article = page[page.index("<article") : page.index("</article>")]
    assert "2026年5月1日" in article and "因保护个人信息" in article
    for name, data in [*unpacked(tmp_path / "site"), *unpacked(tmp_path / ".cache")]:
        for word in ("SECRET", "发展计划解读", "2026-00002"):
            assert word.encode() not in data, (name, word)


def test_an_item_may_be_removed_for_personal_data_too(tmp_path: Path) -> None:
    pages = build(tmp_path, notice("seals", "removed-personal-data"))
    assert pages["city-office/seals.html"].title == "原信息已删除"
    assert not [page.address for page in pages.values() if "用印办理" in page.article]


def test_the_number_of_what_was_removed_is_not_given_again(tmp_path: Path) -> None:
    number = text_of(EXPLAINED, "1199", "\n")
    again = put(f"{OFFICE}/records/2026/again.md", text_of(EXPLAINED))
    said = notice("plan-explained", "removed-personal-data", f", index_number: {number}")
    root = write(tmp_path, drop(EXPLAINED), again, said)
    seen = survey(root, None, Store(None), 1)
    assert [finding.code for finding in seen.findings] == ["C312"]


def test_a_link_to_what_is_gone_leads_to_its_notice(tmp_path: Path) -> None:
    """And what explained it lists it no more."""
    pages = build(tmp_path, drop(PLAN), notice("plan-2026", "revoked"))
    explained = pages["city-office/plan-explained.html"]
    assert "小城2026年发展计划" not in explained.article + explained.aside
