"""A release that changes a few pages: its index gives the answers of a new one."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from disclosure.search import Engine, Entry, SearchPage, entry_of
from disclosure.search.indexing import Indexed, update_index
from search_site import Serve, index, synthetic, with_title, words_of, write_search_page

SYNONYMS = [["低保", "最低生活保障"]]
BASE = {page.address: with_title(page) for page in synthetic(400)}
ASK = """async (asked) => {
  const base = new URL(".", location);
  const { loadSearch } = await import(new URL("assets/disclosure/search-data.js", base));
  const { search } = await loadSearch(base);
  const all = [];
  for (const [query, filters, sort] of asked) {
    const found = await search(query, filters, sort);
    const hits = await found.hits(0, 1000);
    all.push({ hits: hits.map(({ row, ...facts }) => facts), facets: await found.facets,
      total: found.total, reasons: found.reasons });
  }
  return all;
}"""
QUERIES = (
    *("公积金", "医", "政务公开", "2026", "龘", "龍", "龙", "示财", "报告之7", "新财〔2031〕7号"),
    *("gjj", "xinwei", "之", "题", "12月31日", "住房公积金 医疗", "教育，医疗", "最低生活保障"),
)
ASKED = [
    (query, filters, sort)
    for query in QUERIES
    for filters, sort in [
        ({}, "relevance"),
        ({}, "date"),
        ({"year": ["2026", "2031"], "agency": ["示例市财政局", "示例市新局"]}, "relevance"),
    ]
]


def record(place: int) -> str:
    (address,) = (each for each in BASE if each.endswith(f"/record-{place}.html"))
    return address


def new_page(name: str, date: str) -> SearchPage:
    """A page with words, an agency, a year and syllables that no page of BASE has."""
    return SearchPage(
        f"new/{name}.html",
        f"新闻委员会{name}之题",
        f"<h1>新闻委员会{name}之题</h1><p>龘龍，政务公开，公积金</p><p>新财〔2031〕7号</p>",
        ("新财〔2031〕7号",),
        {"agency": "示例市新局", "year": "2031", "date": date, "form": "网站|触摸屏"},
    )


def edited(place: int, text: str, **facts: str) -> SearchPage:
    page = BASE[record(place)]
    return replace(page, article=page.article + text, facts={**page.facts, **facts})


def update(
    old: Path, new: Path, changed: list[SearchPage], removed: list[str] | None = None
) -> Indexed | None:
    entries = [entry_of(page) for page in changed]
    return update_index(old, new, entries, removed or [], SYNONYMS)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("first") / "site"
    index(list(BASE.values()), site, "bigram", SYNONYMS)
    return site


def answers(page: Page, serve: Serve, site: Path) -> list[dict[str, object]]:
    write_search_page(site)
    page.goto(f"{serve(site)}search.html")
    found: list[dict[str, object]] = page.evaluate(ASK, ASKED)
    return found


def same_answers(page: Page, serve: Serve, site: Path, pages: dict[str, SearchPage]) -> None:
    whole = site.parent / "whole"
    index(list(pages.values()), whole, "bigram", SYNONYMS)
    found, expected = answers(page, serve, site), answers(page, serve, whole)
    for asked, one, other in zip(ASKED, found, expected, strict=True):
        assert one == other, asked
    assert sum(bool(each["total"]) for each in expected) > 25
    shutil.rmtree(whole)


def test_changes_one_after_the_other(first: Path, tmp_path: Path, page: Page, serve: Serve) -> None:
    pages = dict(BASE)
    # A text, a date and a title change, two pages go, two are new: the newest and the oldest.
    changed = [
        edited(5, "<p>龘</p>"),
        edited(6, "", date="2029-01-01"),
        replace(
            BASE[record(7)], title="最低生活保障报告之7", article="<h1>最低生活保障报告之7</h1>"
        ),
        new_page("甲", "2031-01-02"),
        new_page("乙", ""),
    ]
    removed = [record(8), record(9)]
    pages.update({each.address: each for each in changed})
    for address in removed:
        del pages[address]
    second = tmp_path / "second" / "site"
    assert update(first, second, changed, removed) == Indexed(400, len(list_of(second)))
    same_answers(page, serve, second, pages)
    # On top of that: one of the changed pages again, one of the new ones goes, one comes back.
    again = [edited(5, "<p>龍</p>"), BASE[record(8)]]
    pages.update({each.address: each for each in again})
    del pages["new/乙.html"]
    third = tmp_path / "third" / "site"
    assert update(second, third, again, ["new/乙.html"]) is not None
    same_answers(page, serve, third, pages)
    # And back to what it was.
    fourth = tmp_path / "fourth" / "site"
    back = [BASE[record(place)] for place in (5, 6, 7, 9)]
    assert update(third, fourth, back, ["new/甲.html"]) == Indexed(400, len(list_of(fourth)))
    same_answers(page, serve, fourth, BASE)


def list_of(site: Path) -> list[Path]:
    return [path for path in (site / "search").rglob("*") if path.is_file()]


def test_only_removed_pages_need_no_second_segment(
    first: Path, tmp_path: Path, page: Page, serve: Serve
) -> None:
    removed = [record(20), record(3)]
    assert update(first, tmp_path / "site", [], removed) is not None
    about = json.loads((tmp_path / "site" / "search" / "index.json").read_bytes())
    assert len(about["segments"]) == 1
    pages = {name: each for name, each in BASE.items() if name not in removed}
    same_answers(page, serve, tmp_path / "site", pages)


def test_what_is_unchanged_is_the_same_file(first: Path, tmp_path: Path) -> None:
    before = {path.relative_to(first): path.read_bytes() for path in list_of(first)}
    assert update(first, tmp_path / "site", [edited(5, "<p>新</p>")]) is not None
    base = json.loads((first / "search" / "index.json").read_bytes())["segments"][0]["folder"]
    for path in list_of(first):
        own = path.relative_to(first)
        assert path.read_bytes() == before[own]
        if base in own.parts:
            assert os.path.samefile(path, tmp_path / "site" / own)


def test_characters_that_were_folded_stay_known(first: Path, tmp_path: Path) -> None:
    were = set(words_of(first)["folded"])
    assert update(first, tmp_path / "one", [edited(5, "<p>龜</p>")]) is not None
    assert set(words_of(tmp_path / "one")["folded"]) == were | {"龟"}
    assert update(tmp_path / "one", tmp_path / "two", [edited(6, "<p>鹽</p>")]) is not None
    assert set(words_of(tmp_path / "two")["folded"]) == were | {"龟", "盐"}


@pytest.mark.parametrize("share", [8, 9])
def test_above_two_per_cent_the_index_is_built_anew(
    first: Path, tmp_path: Path, share: int
) -> None:
    changed = [edited(place, "<p>新</p>") for place in range(1, share + 1)]
    assert (update(first, tmp_path / "site", changed) is None) == (share == 9)
    assert (tmp_path / "site" / "search").exists() == (share == 8)
    removed = [record(place) for place in range(1, share + 1)]
    assert (update(first, tmp_path / "other", [], removed) is None) == (share == 9)


@pytest.mark.parametrize(
    "pattern",
    ["index.json", "words.bin", "sounds.bin", "*/addresses.bin", "*/cards/0.bin", "*/text/p0.bin"],
)
@pytest.mark.parametrize("damage", ["missing", "noise"])
def test_an_old_index_that_is_not_whole_is_built_anew(
    first: Path, tmp_path: Path, pattern: str, damage: str
) -> None:
    old = tmp_path / "old"
    shutil.copytree(first / "search", old / "search")
    (path,) = (old / "search").glob(pattern)
    path.unlink() if damage == "missing" else path.write_bytes(b"noise")
    assert update(old, tmp_path / "site", [edited(1, "<p>新</p>")]) is None
    assert not (tmp_path / "site" / "search").exists()


def test_other_engines_and_versions_are_built_anew(first: Path, tmp_path: Path) -> None:
    engine: Engine = "pagefind"
    index(list(BASE.values())[:30], tmp_path / "old", engine)
    assert update(tmp_path / "old", tmp_path / "site", []) is None
    shutil.copytree(first / "search", tmp_path / "other" / "search")
    path = tmp_path / "other" / "search" / "index.json"
    about = json.loads(path.read_text())
    path.write_text(json.dumps({**about, "version": about["version"] - 1}))
    assert update(tmp_path / "other", tmp_path / "site", []) is None
    assert update(tmp_path / "nothing", tmp_path / "site", []) is None


def test_without_links_between_folders_files_are_copied(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("another device")

    linked = update(first, tmp_path / "linked", [edited(5, "<p>新</p>")])
    monkeypatch.setattr(os, "link", refuse)
    assert update(first, tmp_path / "copied", [edited(5, "<p>新</p>")]) == linked
    for path in list_of(tmp_path / "linked"):
        own = path.relative_to(tmp_path / "linked")
        assert (tmp_path / "copied" / own).read_bytes() == path.read_bytes()


def test_a_changed_page_that_cannot_be_found_stops_the_release(first: Path, tmp_path: Path) -> None:
    from disclosure.search import SearchError

    with pytest.raises(SearchError) as error:
        update(first, tmp_path / "site", [SearchPage("new/x.html", "——", "<h1>——</h1>")])
    assert "new/x.html：用标题“——”查不到" in error.value.message.zh


def test_entries_are_small_and_can_be_sent(first: Path) -> None:
    import pickle

    entry: Entry = entry_of(BASE[record(5)])
    assert pickle.loads(pickle.dumps(entry)) == entry
