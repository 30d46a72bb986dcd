"""Each build proves its index: read back from the disk, it finds every page, or the build fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import cbor2
import pagefind_bin  # type: ignore[import-untyped]
import pytest

from cases import PLAN
from disclosure.search import Entry, SearchError, SearchPage, entry_of
from disclosure.search.entries import in_order
from disclosure.search.fields import Fields, Held
from disclosure.search.pagefind.index import unpacked
from disclosure.search.pagefind.reading import held_of
from disclosure.search.proof import prove
from disclosure.search.text import page_tokens
from search_site import PAGES, index, prove_pages
from small_city import edit, sign, write

Command = Callable[..., CompletedProcess[str]]
COMMON = "公"
"""A character that fills one chunk of words; words are in the order of their code points."""


def numbered(place: int) -> SearchPage:
    """A page whose title is one character, which no other page has."""
    title = chr(0x4E00 + 40 * place)
    article = f"<h1>{title}</h1><p>{COMMON * 1000}</p><p>〔{place}〕</p>"
    return SearchPage(f"p/{place:02}.html", title, article, (f"〔{place}〕",))


NUMBERED = [numbered(place) for place in range(30)]
LATE = [page for page in NUMBERED if page.title > COMMON]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("proof") / "site"
    index(NUMBERED, site, "pagefind")
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the index of NUMBERED, to be damaged."""
    shutil.copytree(built, tmp_path / "site")
    return tmp_path / "site"


def chunks(site: Path) -> list[Path]:
    """The files of words, in the order of their words."""
    (meta,) = (site / "pagefind").glob("*.pf_meta")
    files = [file for _, _, file in cbor2.loads(unpacked(meta))[2]]
    return [site / "pagefind" / "index" / f"{file}.pf_index" for file in files]


def fragment(site: Path, row: int) -> Path:
    ids = json.loads((site / "search" / "pagefind.json").read_bytes())["ids"]
    return site / "pagefind" / "fragment" / f"{ids[row]}.pf_fragment"


def change_ids(site: Path, change: Callable[[list[str]], object]) -> None:
    path = site / "search" / "pagefind.json"
    data = json.loads(path.read_bytes())
    change(data["ids"])
    path.write_text(json.dumps(data), "utf-8")


def losses(site: Path, pages: list[SearchPage] = NUMBERED) -> list[str]:
    """The lines of what is lost, in Chinese."""
    with pytest.raises(SearchError) as error:
        prove_pages(pages, site, "pagefind")
    head, *lines = error.value.message.zh.split("\n")
    named = [line.strip() for line in lines]
    more = int(named.pop().removeprefix("另有 ").removesuffix(" 处")) if len(named) > 20 else 0
    assert head == f"检索索引没有通过核对，共 {len(named) + more} 处："
    assert len(error.value.message.en.split("\n")) == len(lines) + 1
    return named


def rows_of(pages: list[SearchPage]) -> list[Entry]:
    """What is indexed of pages, in the order of the rows."""
    return in_order([entry_of(page) for page in pages])


def by_title(page: SearchPage) -> str:
    return f"{page.address}：用标题“{page.title}”查不到"


def by_number(page: SearchPage) -> str:
    return f"{page.address}：用编号“{page.numbers[0]}”查不到"


def differs(page: SearchPage) -> str:
    return f"{page.address}：索引中的文字与网页不同"


def test_a_sound_index_holds_exactly_the_text_of_every_page(built: Path) -> None:
    prove_pages(NUMBERED, built, "pagefind")
    expected = [Held(page.address, page.fields) for page in rows_of(NUMBERED)]
    assert held_of(built) == expected
    assert expected[1].fields == Fields(f"\n丨\n{COMMON * 1000}\n 1 \n", "1\n", "")
    assert len(chunks(built)) == 2


@pytest.mark.parametrize("damage", ["missing", "cut", "noise", "empty", "other"])
def test_a_damaged_file_of_words_loses_just_the_pages_that_need_it(site: Path, damage: str) -> None:
    """The second file: the titles after 公, the field of numbers, and what parts blocks."""
    path = chunks(site)[1]
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "other":
        shutil.copyfile(fragment(site, 0), path)
    else:
        path.write_bytes({"cut": data[:-9], "noise": b"x" * 500, "empty": b""}[damage])
    # A number's digits are in the text too, and digits stand in the first file.
    expected = [by_title(page) if page in LATE else differs(page) for page in NUMBERED]
    assert 5 < len(LATE) < 20
    assert losses(site) == expected[:20]
    assert len(expected) == 30


def test_without_its_first_file_of_words_numbers_are_still_found(site: Path) -> None:
    chunks(site)[0].unlink()
    expected = [differs(page) if page in LATE else by_title(page) for page in NUMBERED]
    assert losses(site) == expected[:20]


def test_files_of_words_that_changed_places_are_not_looked_up(site: Path) -> None:
    first, second = chunks(site)
    first.rename(site / "x")
    second.rename(first)
    (site / "x").rename(second)
    expected = [line for page in NUMBERED for line in (by_title(page), by_number(page))]
    assert losses(site) == expected[:20]


@pytest.mark.parametrize("pattern", ["pagefind/*.pf_meta", "pagefind/pagefind-entry.json"])
def test_without_its_directory_every_page_is_lost(site: Path, pattern: str) -> None:
    (path,) = site.glob(pattern)
    path.unlink()
    expected = [line for page in NUMBERED for line in (by_title(page), by_number(page))]
    assert losses(site) == expected[:20]


@pytest.mark.parametrize("damage", ["missing", "noise"])
def test_a_page_whose_fragment_is_gone_is_named(site: Path, damage: str) -> None:
    path = fragment(site, 7)
    path.unlink() if damage == "missing" else path.write_bytes(b"\x1f\x8bnoise")
    assert losses(site) == ["p/07.html：索引中没有这一页"]


def test_swapped_ids_lead_to_other_pages(site: Path) -> None:
    def swap(ids: list[str]) -> None:
        ids[3], ids[9] = ids[9], ids[3]

    change_ids(site, swap)
    assert losses(site) == [
        "p/03.html：检索到的是另一页 p/09.html",
        "p/09.html：检索到的是另一页 p/03.html",
    ]
    with pytest.raises(SearchError) as error:
        prove_pages(NUMBERED, site, "pagefind")
    assert error.value.message.en == (
        "the search index does not prove itself (2):\n"
        "  p/03.html: its hits lead to p/09.html\n"
        "  p/09.html: its hits lead to p/03.html"
    )


def test_ids_that_are_missing_or_too_many(site: Path) -> None:
    change_ids(site, lambda ids: ids.append(ids[0]))
    assert losses(site) == ["p/00.html：索引中多出的页面"]
    change_ids(site, lambda ids: [ids.pop(), ids.pop()])
    assert losses(site) == ["p/29.html：索引中没有这一页"]
    (site / "search" / "pagefind.json").unlink()
    assert losses(site)[0] == "p/00.html：索引中没有这一页"


def test_a_text_that_is_not_that_of_the_page_is_named(site: Path) -> None:
    pages = list(NUMBERED)
    pages[4] = replace(pages[4], article=pages[4].article + "<p>后来的文字</p>")
    pages[6] = replace(pages[6], numbers=(*pages[6].numbers, "〔6〕"))
    assert losses(site, pages) == [differs(pages[4]), differs(pages[6])]


def test_twenty_are_named_and_the_others_counted(tmp_path: Path) -> None:
    pages = [SearchPage(f"{place:02}.html", f"题{place}", "<p>文</p>") for place in range(25)]
    with pytest.raises(SearchError) as error:
        index(pages, tmp_path / "site", "pagefind")
    message = error.value.message
    zh = [f"  {place:02}.html：用标题“题{place}”查不到" for place in range(20)]
    assert message.zh.split("\n") == ["检索索引没有通过核对，共 25 处：", *zh, "  另有 5 处"]
    en = [f"  {place:02}.html: not found by its title '题{place}'" for place in range(20)]
    expected = ["the search index does not prove itself (25):", *en, "  and 5 more"]
    assert message.en.split("\n") == expected


@pytest.mark.parametrize(
    ("title", "numbers", "expected"),
    [
        ("《——》", (), "a.html：用标题“《——》”查不到"),
        ("\u200b", (), "a.html：用标题“\u200b”查不到"),
        ("题", ("〔〕",), "a.html：用编号“〔〕”查不到"),
        ("题 目", (), "a.html：用标题“题 目”查不到"),
        ("题、甲", (), "a.html：用标题“题、甲”查不到"),
    ],
)
def test_what_nobody_can_search_for_stops_the_build(
    tmp_path: Path, title: str, numbers: tuple[str, ...], expected: str
) -> None:
    page = SearchPage("a.html", title, "<h1>题</h1><p>《——》</p>", numbers)
    with pytest.raises(SearchError) as error:
        index([page], tmp_path / "site", "pagefind")
    assert error.value.message.zh == f"检索索引没有通过核对，共 1 处：\n  {expected}"


def test_a_number_that_only_another_page_shows_does_not_find_its_own(tmp_path: Path) -> None:
    """The words as printed have hits, so the search tries nothing looser."""
    own = SearchPage("own.html", "甲", "<h1>甲</h1>", ("示财〔2026〕1号",))
    other = SearchPage("other.html", "乙", "<h1>乙</h1><p>见示财〔2026〕1号。</p>")
    index([own], tmp_path / "alone", "pagefind")
    with pytest.raises(SearchError) as error:
        index([own, other], tmp_path / "site", "pagefind")
    expected = "own.html：用编号“示财〔2026〕1号”查不到"
    assert error.value.message.zh == f"检索索引没有通过核对，共 1 处：\n  {expected}"


def test_titles_are_found_however_they_are_written(tmp_path: Path) -> None:
    titles = {
        "示例市 2025 年 ＡＢＣ": "<h1>示例市 2025<b> 年</b> ＡＢＣ</h1>",
        "“三公”经费（决算）": "<h1>“三公”经费（决算）</h1>",
        "e\u0301cole & <x>": "<h1>e\u0301cole &amp; &lt;x&gt;</h1>",
        "政務公開": "<h1>政務公開</h1>",
        "甲、乙": "<h1>乙</h1><p>甲</p>",
        "": "<p>无题</p>",
        "𠮷㐀": "<h1>𠮷㐀</h1>",
    }
    pages = [
        SearchPage(f"{place}.html", title, article)
        for place, (title, article) in enumerate(titles.items())
    ]
    assert index(pages, tmp_path / "site", "pagefind").pages == 7


def test_a_proof_takes_what_is_read_and_not_what_was_given(tmp_path: Path) -> None:
    """Another engine that loses a page fails in the same words."""
    pages = [SearchPage(f"{name}.html", name, f"<h1>{name}</h1>") for name in "甲乙"]
    entries = [entry_of(page) for page in pages]
    held = [Held(entry.address, entry.fields) for entry in entries]
    prove(entries, held)
    with pytest.raises(SearchError) as error:
        prove(entries, [held[0], Held("乙.html", Fields())])
    expected = "检索索引没有通过核对，共 1 处：\n  乙.html：用标题“乙”查不到"
    assert error.value.message.zh == expected


def test_the_synthetic_site_with_marks_of_every_kind_is_read_back_whole(tmp_path: Path) -> None:
    index(list(PAGES), tmp_path / "site", "pagefind")
    expected = [Held(page.address, page.fields) for page in rows_of(list(PAGES))]
    assert held_of(tmp_path / "site") == expected


def test_the_sample_holds_the_text_of_its_html_files(sample_site: Path) -> None:
    columns = json.loads((sample_site / "search" / "columns.json").read_bytes())
    held = held_of(sample_site)
    assert [each.address for each in held] == columns["address"]
    assert len(held) > 300
    for each in held:
        html = (sample_site / each.address).read_text("utf-8")
        article = html[html.index("<article") : html.rindex("</article>")]
        assert each.fields.text == page_tokens(article[article.index(">") + 1 :]), each.address


def test_a_site_is_not_published_when_a_title_cannot_be_found(
    tmp_path: Path, command: Command
) -> None:
    """The check tells where the title stands, before an index is made that would fail its proof."""
    root = write(tmp_path, edit(PLAN, "title: 小城2026年发展计划", "title: “——”"), sign)
    done = command("build", "--catalogue", root, "--site-dir", tmp_path / "site", cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "plan-2026.md:4:8 错误 C516：““——””里没有一个文字或者数字" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_site_is_not_published_with_an_index_that_lost_something(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Pagefind that ends well and writes a file of words short: said, and nothing is published."""
    fake = tmp_path / "packages" / "pagefind_bin"
    fake.mkdir(parents=True)
    broken = fake / "broken"
    (fake / "__init__.py").write_text(
        f"from pathlib import Path\n\ndef get_executable():\n    return Path({str(broken)!r})\n",
        "utf-8",
    )
    broken.write_text(
        f'#!/bin/sh\n"{pagefind_bin.get_executable()}" "$@" || exit\n'
        'for file in "$4"/index/*.pf_index; do : > "$file"; done\n',
        "utf-8",
    )
    broken.chmod(0o755)
    root, site = write(tmp_path), tmp_path / "site"
    build = ("build", "--catalogue", root, "--site-dir", site)
    assert command(*build, cwd=tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    monkeypatch.setenv("PYTHONPATH", str(fake.parent))
    done = command(*build, "--no-cache", cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "检索索引没有通过核对" in done.stderr
    assert "city-office/plan-2026.html：用标题“小城2026年发展计划”查不到" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
