"""The index on disk: complete or an error, the same bytes each time, nothing that nobody uses."""

from __future__ import annotations

import gzip
import importlib.util
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from disclosure.search import SearchError, SearchPage
from disclosure.search.pagefind.index import check_complete, fragment_ids
from search_site import PAGES, index, sentence, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search") / "site"
    assert write_site(site, list(PAGES)).pages == 120
    return site


def test_every_page_is_in_the_index_or_the_build_fails(site: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "pagefind"
    shutil.copytree(site / "pagefind", bundle)
    addresses = sorted(page.address for page in PAGES)
    ids = fragment_ids(bundle)
    assert sorted(ids) == addresses
    check_complete(addresses, ids)
    (bundle / "fragment" / f"{ids['index.html']}.pf_fragment").unlink()
    with pytest.raises(SearchError) as error:
        check_complete(addresses, fragment_ids(bundle))
    assert error.value.message.zh == "检索索引缺少 1 个页面：index.html"
    assert error.value.message.en == "absent from the search index (1): index.html"


def test_a_page_that_pagefind_passes_over_fails_the_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = [SearchPage(f"{place}.htm", "甲", "<p>甲</p>") for place in range(7)]
    with pytest.raises(SearchError) as error:
        index([*pages, SearchPage("x.html", "甲", "<p>甲</p>")], site, "pagefind")
    expected = "检索索引缺少 7 个页面：0.htm、1.htm、2.htm、3.htm、4.htm 等"
    assert error.value.message.zh == expected
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_address_that_stands_twice_fails_the_build(tmp_path: Path) -> None:
    page = SearchPage("x.html", "甲", "<p>甲</p>")
    with pytest.raises(SearchError) as error:
        index([page, replace(page, title="乙")], tmp_path / "site", "pagefind")
    assert error.value.message.zh == ("检索应收录 2 个页面，实际收录 1 个：有页面地址重复或多余")


def test_a_failing_pagefind_fails_the_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "pagefind").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SearchError) as error:
        index([SearchPage("x.html", "甲", "<p>甲</p>")], site, "pagefind")
    assert error.value.message.zh.startswith("检索程序 Pagefind 运行失败：")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_pages_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = list(PAGES)
    first = index(pages, tmp_path / "one" / "site", "pagefind")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "main")
    again = index(pages[::-1], tmp_path / "two" / "site", "pagefind")
    assert first == again
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == first.files
    # A second build over the first leaves nothing of it behind.
    fewer = index(pages[:50], tmp_path / "two" / "site", "pagefind")
    index(pages[:50], tmp_path / "three" / "site", "pagefind")
    assert fewer.pages == 50
    assert files(tmp_path / "two") == files(tmp_path / "three")


def test_only_what_the_search_page_needs_is_kept(site: Path) -> None:
    names = {path.name for path in (site / "pagefind").iterdir() if path.suffix != ".pf_meta"}
    assert names == {
        "fragment",
        "index",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.unknown.pagefind",
    }
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert list(entry["languages"]) == ["zh-cn"]
    assert entry["languages"]["zh-cn"]["page_count"] == 120


def test_the_columns_of_a_usual_site_are_small(tmp_path: Path) -> None:
    random = Random(1)
    pages = [
        replace(
            page,
            address=f"a-{place % 40}/p-{place}.html",
            article=f"<h1>{page.title}</h1><p>{sentence(random)}</p>",
        )
        for place, page in enumerate(list(PAGES) * 42)
    ]
    assert index(pages, tmp_path / "site", "pagefind").pages == 5040
    columns = (tmp_path / "site" / "search" / "columns.json").read_bytes()
    assert len(gzip.compress(columns)) < 200_000


def test_the_segmenting_build_of_pagefind_is_not_installed() -> None:
    assert importlib.util.find_spec("pagefind_bin_extended") is None
