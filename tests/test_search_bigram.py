"""The files of the engine `bigram`: complete, the same each time, and proven by each build."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Page

from disclosure.search import SearchError, SearchPage, chosen
from disclosure.search.bigram import index as bigram
from disclosure.search.text import page_tokens
from leaks import texts_of_part
from search_site import PAGES, Serve, index, prove_pages, write_site

COMMON = "公"


def numbered(place: int) -> SearchPage:
    """A page whose title is one character, which no other page has."""
    title = chr(0x4E00 + 40 * place)
    article = f"<h1>{title}</h1><p>{COMMON * 50}</p><p>〔{place}〕</p><p>正文{title}之内</p>"
    facts = {"date": f"2026-01-{31 - place:02}", "agency": f"机关{place % 3}"}
    return SearchPage(f"p/{place:02}.html", title, article, (f"〔{place}〕",), facts)


NUMBERED = [numbered(place) for place in range(30)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("proof") / "site"
    index(NUMBERED, site, "bigram")
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the index of NUMBERED, to be damaged."""
    shutil.copytree(built, tmp_path / "site")
    return tmp_path / "site"


def one(site: Path, pattern: str) -> Path:
    (path,) = site.glob(f"search/{pattern}")
    return path


def losses(site: Path, pages: list[SearchPage] = NUMBERED) -> list[str]:
    """The lines of what is lost, in Chinese."""
    with pytest.raises(SearchError) as error:
        prove_pages(pages, site, "bigram")
    head, *lines = error.value.message.zh.split("\n")
    named = [line.strip() for line in lines]
    more = int(named.pop().removeprefix("另有 ").removesuffix(" 处")) if len(named) > 20 else 0
    assert head == f"检索索引没有通过核对，共 {len(named) + more} 处："
    return named


def differs(page: SearchPage) -> str:
    return f"{page.address}：索引中的文字与网页不同"


def by_title(page: SearchPage) -> str:
    return f"{page.address}：用标题“{page.title}”查不到"


def test_the_pairs_on_disk_are_the_texts_of_the_pages(tmp_path: Path) -> None:
    index(list(PAGES), tmp_path / "site", "bigram")
    found = texts_of_part(one(tmp_path / "site", "*/text"))
    cards = json.loads(zlib.decompress(one(tmp_path / "site", "*/cards/0.bin").read_bytes()))
    articles = {page.address: page.article for page in PAGES}
    assert sorted(card[0] for card in cards) == sorted(articles)
    for (address, *_), text in zip(cards, found, strict=True):
        assert f"{text.rstrip()}\n".split() == page_tokens(articles[address]).split()
        assert text.strip("\n") == page_tokens(articles[address]).strip("\n")


def test_a_sound_index_proves_itself(built: Path) -> None:
    prove_pages(NUMBERED, built, "bigram")


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    pages = list(PAGES)
    first = index(pages, tmp_path / "one", "bigram")
    assert index(pages[::-1], tmp_path / "two", "bigram") == first
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == first.files
    # A second build over the first leaves nothing of it behind, whatever its engine was.
    index(pages[:50], tmp_path / "two", "pagefind")
    fewer = index(pages[:50], tmp_path / "two", "bigram")
    index(pages[:50], tmp_path / "three", "bigram")
    assert fewer.pages == 50
    assert files(tmp_path / "two") == files(tmp_path / "three")
    assert not (tmp_path / "two" / "pagefind").exists()


@pytest.mark.parametrize("alone", [0, 10**6])
def test_a_second_process_changes_no_byte_and_hides_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    index(list(PAGES), tmp_path / "one", "bigram")
    monkeypatch.setattr(bigram, "_ALONE", alone)
    index(list(PAGES), tmp_path / "two", "bigram")
    assert files(tmp_path / "two") == files(tmp_path / "one")

    def fail(cards: object, folder: Path) -> None:
        (tmp_path / "by").write_text(str(os.getpid()))
        raise OSError("no space left")

    monkeypatch.setattr(bigram, "write_cards", fail)
    with pytest.raises(OSError, match="no space left"):
        index(list(PAGES), tmp_path / "three", "bigram")
    assert ((tmp_path / "by").read_text() == str(os.getpid())) == (alone > 0)


@pytest.mark.parametrize("damage", ["missing", "cut", "noise", "other"])
def test_a_damaged_file_of_pairs_loses_the_pages_that_need_it(site: Path, damage: str) -> None:
    path = one(site, "*/text/p0.bin")
    data = path.read_bytes()
    other = one(site, "*/text/h0.bin").read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"cut": data[:-9], "noise": b"x" * 500, "other": other}[damage])
    assert losses(site) == [by_title(page) for page in NUMBERED[:20]]


@pytest.mark.parametrize("damage", ["missing", "noise"])
def test_a_damaged_list_of_tokens_loses_the_pages_that_need_it(site: Path, damage: str) -> None:
    path = one(site, "*/text/h0.bin")
    path.unlink() if damage == "missing" else path.write_bytes(b"noise")
    assert losses(site) == [by_title(page) for page in NUMBERED[:20]]


@pytest.mark.parametrize("part", ["title", "gap", "sound", "initials"])
@pytest.mark.parametrize("name", ["directory.bin", "p0.bin"])
def test_parts_that_only_help_are_proven_too(tmp_path: Path, part: str, name: str) -> None:
    pages = [SearchPage(f"{n}.html", f"公告之{n}", f"<h1>公告之{n}</h1>") for n in range(3)]
    index(pages, tmp_path / "site", "bigram")
    one(tmp_path / "site", f"*/{part}/{name}").unlink()
    assert losses(tmp_path / "site", pages) == [differs(page) for page in pages]


def test_without_its_numbers_a_page_is_found_by_its_text(site: Path) -> None:
    shutil.rmtree(one(site, "*/number"))
    assert losses(site) == [differs(page) for page in NUMBERED[:20]]


@pytest.mark.parametrize("pattern", ["*/text/directory.bin", "sounds.bin", "index.json"])
def test_without_a_directory_every_page_is_lost(site: Path, pattern: str) -> None:
    one(site, pattern).unlink()
    expected = [by_title(page) for page in NUMBERED[:20]]
    if pattern != "*/text/directory.bin":
        expected = [f"{page.address}：索引中没有这一页" for page in NUMBERED[:20]]
    assert losses(site) == expected


def test_sounds_that_a_title_needs_and_the_index_lacks(site: Path) -> None:
    path = one(site, "sounds.bin")
    sounds = json.loads(zlib.decompress(path.read_bytes()))
    for cut in ("syllables", "of"):
        lacking = {**sounds, cut: sounds[cut][:-1]}
        if cut == "of":
            lacking["characters"] = sounds["characters"][:-1]
        path.write_bytes(zlib.compress(json.dumps(lacking).encode()))
        assert losses(site) == [f"{page.address}：索引中没有这一页" for page in NUMBERED[:20]]


def test_a_card_of_another_page_leads_astray(site: Path) -> None:
    path = one(site, "*/cards/0.bin")
    cards = json.loads(zlib.decompress(path.read_bytes()))
    cards[3], cards[9] = cards[9], cards[3]
    cards[5][1] = "别的标题"
    path.write_bytes(zlib.compress(json.dumps(cards).encode()))
    assert losses(site) == [
        "p/03.html：检索到的是另一页 p/09.html",
        differs(NUMBERED[5]),
        "p/09.html：检索到的是另一页 p/03.html",
    ]


def test_cards_and_facets_that_are_gone(site: Path) -> None:
    one(site, "*/columns.bin").write_bytes(b"noise")
    assert losses(site) == [differs(page) for page in NUMBERED[:20]]
    one(site, "*/cards/0.bin").unlink()
    assert losses(site) == [f"{page.address}：索引中没有这一页" for page in NUMBERED[:20]]


def test_a_text_that_is_not_that_of_the_page_is_named(site: Path) -> None:
    pages = list(NUMBERED)
    changed = pages[4].article.replace(COMMON * 3, f"{COMMON}{COMMON}正", 1)
    pages[4] = SearchPage(
        pages[4].address, pages[4].title, changed, pages[4].numbers, pages[4].facts
    )
    assert losses(site, pages) == [differs(pages[4])]


def test_folded_texts_are_only_asked_for_what_folding_made(
    tmp_path: Path, page: Page, serve: Serve
) -> None:
    """政務公開 holds 公 and 政 as they are: whatever else is asked, the text itself has it."""
    pages = [
        SearchPage("old.html", "", "<p>政務公開</p>"),
        SearchPage("new.html", "", "<p>政务公开，政策</p>"),
    ]
    site = tmp_path / "site"
    write_site(site, pages, engine="bigram")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for query, exact, widened, folds in (
        ("政", {"new", "old"}, set(), False),
        ("政策", {"new"}, set(), False),
        ("務公", {"old"}, {"new"}, True),
        ("务公", {"new"}, {"old"}, True),
        ("政务", {"new"}, {"old"}, True),
        ("開", {"old"}, {"new"}, True),
    ):
        asked.clear()
        page.goto(f"{serve(site)}search.html?q={query}")
        page.wait_for_selector("[data-result-count]", state="attached")
        for kind, found in (("result", exact), ("widened", widened)):
            hits = page.locator(f"a.search-{kind}").evaluate_all("all => all.map(a => a.href)")
            assert {each.rpartition("/")[2].partition(".")[0] for each in hits} == found, query
        assert any("/folded/" in url and "directory" not in url for url in asked) == folds, query


def test_auto_takes_the_engine_by_size() -> None:
    assert chosen("auto", 20) == "pagefind"
    assert chosen("auto", 85_000) == "bigram"
    assert chosen("pagefind", 85_000) == "pagefind"
    assert chosen("bigram", 1) == "bigram"
