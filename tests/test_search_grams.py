"""Strings and pairs: what a text is indexed by gives it back, and covers every phrase of it."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from playwright.sync_api import Page

from disclosure.search import SearchPage
from disclosure.search.bigram import directory, parts, stream
from disclosure.search.bigram import index as bigram
from disclosure.search.bigram.buckets import Postings, buckets, unpacked
from disclosure.search.bigram.directory import Directory, bound, packed
from disclosure.search.bigram.grams import LONGEST, grams_of
from disclosure.search.bigram.lost import lost_of
from disclosure.search.bigram.stream import stream_of
from disclosure.search.errors import BROKEN
from search_site import Serve, index, links, write_search_page, write_site

ALPHABET = "甲乙丙\U00020000 0"


def texts(count: int, length: int) -> list[str]:
    """Texts of few tokens, so that many strings are common; some end in the midst of one."""
    random = Random(5)
    weights = [8, 4, 2, 1, 2, 1]
    made = []
    for _ in range(count):
        blocks = [
            "".join(random.choices(ALPHABET, weights, k=random.randint(0, length))).strip()
            for _ in range(random.randint(0, 4))
        ]
        made.append("\n".join(blocks))
    return made


@pytest.mark.parametrize("threshold", [5, 40, 10_000])
def test_pairs_give_the_text_back(threshold: int) -> None:
    given = texts(60, 30)
    grams = grams_of(stream_of(given), threshold)
    written = "".join(f"{text}\n" for text in given)
    back = ["\n"] * len(written)
    for place, pair in enumerate(grams.pairs.tolist()):
        first, second = divmod(pair, len(grams.strings))
        if first:
            for at, token in enumerate(grams.strings[first] + grams.strings[second]):
                assert back[place + at] in ("\n", token)
                back[place + at] = token
    assert "".join(back) == written
    longest = max(map(len, grams.strings))
    assert {5: longest > 4, 40: 2 <= longest < LONGEST, 10_000: longest == 1}[threshold]


@pytest.mark.parametrize("threshold", [5, 40])
def test_what_is_common_is_listed_with_its_rows(threshold: int) -> None:
    given = texts(60, 30)
    grams = grams_of(stream_of(given), threshold)
    every = {
        text[start : start + size]
        for text in given
        for size in range(1, LONGEST + 1)
        for start in range(len(text) - size + 1)
    }

    def count(string: str) -> int:
        return sum(text.startswith(string, at) for text in given for at in range(len(text)))

    common = {
        string
        for string in every
        if "\n" not in string and (len(string) == 1 or count(string) > threshold)
    }
    assert set(grams.strings) == {"\n", *common}
    units = [string.encode("utf-16-be") for string in grams.strings]
    assert units == sorted(units)
    for number, string in enumerate(grams.strings[1:], 1):
        rows = [row for row, text in enumerate(given) if string in text]
        assert grams.holders is not None
        assert grams.holders.rows(number).tolist() == rows
        assert grams.holders.counts()[number] == len(rows)


def test_no_texts_and_empty_ones() -> None:
    for given in ([], [""], ["", "\n", ""]):
        grams = grams_of(stream_of(given), 5)
        assert grams.strings == ["\n"]
        assert not grams.pairs.any()
        assert grams.holders is not None and grams.holders.counts().tolist() == [0]


def test_lists_of_many_rows_are_made_span_by_span(monkeypatch: pytest.MonkeyPatch) -> None:
    given = texts(60, 30)
    whole = grams_of(stream_of(given), 40).holders
    monkeypatch.setattr(stream, "CHUNK", 50)
    rows = stream_of(given).rows
    spans = list(rows.spans(6))
    assert len(spans) > 20
    monkeypatch.setattr(stream, "_CELLS", 30)
    assert max(end - first for first, end in rows.spans(6)) == 5
    assert max(end - first for first, end in rows.spans(60)) == 1
    monkeypatch.setattr(stream, "_CELLS", 1000)
    assert [row for first, end in spans for row in range(first, end)] == list(range(60))
    parted = grams_of(stream_of(given), 40).holders
    assert whole is not None and parted is not None
    assert len(parted.tokens.firsts) == len(spans)
    for number in range(len(whole.origin)):
        assert parted.rows(number).tolist() == whole.rows(number).tolist()


@pytest.mark.parametrize("kind", [np.uint16, np.uint32, np.uint64])
def test_values_are_put_in_order(kind: type[np.unsignedinteger]) -> None:
    random = Random(4)
    most = np.iinfo(kind).max
    few = [random.randint(0, int(most)) for _ in range(300)]
    values = [random.choice(few) for _ in range(1000)]
    expected = sorted(range(1000), key=lambda place: (values[place], place))
    assert stream.in_order(np.array(values, kind)).tolist() == expected


def test_threads_give_results_in_order_and_take_few_tasks_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "_MANY", 10)
    for places in (9, 10):
        taken: list[int] = []
        tasks = (taken.append(task) or task for task in range(40))
        for place, found in enumerate(stream.by_threads(lambda task: task * 2, tasks, places)):
            assert found == 2 * place
            assert len(taken) <= place + 6


def test_a_pair_whose_second_string_no_text_has_is_no_end_of_a_block(tmp_path: Path) -> None:
    grams = parts.grams_of_part(stream_of(["甲"] * 3), listed=True)
    parts.write_part(grams, tmp_path / "text")
    bucket = tmp_path / "text" / "p0.bin"
    some = unpacked(bucket.read_bytes())
    assert some.names == ["甲\1\n"]
    ((*_, data),) = buckets(replace(some, names=["甲\1丁"]), 1000, 3, 1.0)
    bucket.write_bytes(data)
    lost = lost_of(grams, tmp_path / "text")
    assert lost.places == {0: [0], 1: [0], 2: [0]}
    assert lost.rows == {0, 1, 2}


def test_more_tokens_than_sixteen_bits_can_count(tmp_path: Path) -> None:
    every = "".join(map(chr, [*range(0x3400, 0xA000), *range(0x20000, 0x2B000)]))
    assert len(every) > 1 << 16
    given = [every[place : place + 100] for place in range(0, len(every), 50)]
    grams = parts.grams_of_part(stream_of(given), listed=True)
    assert grams.pairs.dtype == np.uint64
    parts.write_part(grams, tmp_path / "text")
    assert not lost_of(grams, tmp_path / "text")
    bucket = tmp_path / "text" / "p3.bin"
    some = unpacked(bucket.read_bytes())
    bucket.unlink()
    lost = lost_of(grams, tmp_path / "text")
    assert sum(map(len, lost.places.values())) == len(some.rows) + int(some.more.sum())


@pytest.mark.parametrize(
    ("before", "first", "expected"),
    [
        ("甲\1乙", "甲\1丙", "甲\1丙"),
        ("甲\1乙丙", "甲丙\1乙", "甲丙"),
        ("甲", "甲乙丙", "甲乙"),
        ("甲\1乙", "\U00020000\1乙", "\U00020000"),
        ("", "甲乙", "甲"),
    ],
)
def test_a_bound_is_as_short_as_can_be(before: str, first: str, expected: str) -> None:
    assert bound(before, first) == expected


def test_a_directory_gives_back_what_was_put_in() -> None:
    common = frozenset(["甲乙", "乙丙", "甲乙丙", "0\U00020000", "丙\n"])
    bounds = {"h": ["", "乙"], "p": ["", "甲\1\n", "甲\1乙", "\U00020000"]}
    given = Directory(7, '甲乙"\\', common, bounds, [0, 4, 39, 301])
    read = directory.unpacked(packed(given))
    assert read == replace(given, sizes=[0, 4, 36, 300])
    assert directory.unpacked(packed(replace(given, tokens=None))).tokens is None


def test_a_damaged_directory_is_refused() -> None:
    data = packed(Directory(7, None, frozenset(), {"h": [""], "p": ["", "甲"]}))
    inner = zlib.decompress(data)
    for damaged in (data[:-3], zlib.compress(inner[:-4]), zlib.compress(b"[]"), b""):
        with pytest.raises(BROKEN):
            directory.unpacked(damaged)


def postings(count: int) -> Postings:
    """Postings of every kind: rare and frequent names, near and far places."""
    random = Random(3)
    names, counts, rows, more, places, nexts = [], [], [], [], [], []
    for number in range(count):
        names.append(f"{chr(0x4E00 + number)}\1𠀀")
        own = sorted(random.sample(range(70_000), random.choice([1, 2, 300])))
        counts.append(len(own))
        rows += own
        for _ in own:
            further = random.choice([0, 0, 1, 5])
            more.append(further)
            places.append(random.choice([0, 3, 300, 100_000]))
            nexts += [random.choice([1, 2, 1000]) for _ in range(further)]
    each = [np.array(values, np.uint32) for values in (counts, rows, more, places, nexts)]
    return Postings(names, *each)


def test_buckets_hold_what_was_put_in() -> None:
    given = postings(200)
    made = list(buckets(given, 3000, 70_000, 10.0))
    found = [unpacked(data) for *_, data in made]
    assert len(found) > 25
    ends = [(first, last) for first, last, _ in made]
    assert ends == [(some.names[0], some.names[-1]) for some in found]
    assert [name for some in found for name in some.names] == given.names
    for name in ("counts", "rows", "more", "places", "nexts"):
        read = np.concatenate([getattr(some, name) for some in found])
        assert read.tolist() == getattr(given, name).tolist(), name


@pytest.mark.parametrize("cut", [0, 3, 19, 40, -1])
def test_a_bucket_that_is_cut_short_is_refused(cut: int) -> None:
    ((*_, data),) = buckets(postings(3), 10**9, 70_000, 10.0)
    with pytest.raises((ValueError, zlib.error)):
        unpacked(data[:cut])
    with pytest.raises((ValueError, zlib.error)):
        unpacked(zlib.compress(zlib.decompress(data)[:cut]))


def test_every_phrase_is_found_where_strings_are_common(
    tmp_path: Path, page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Phrases of 1 to 12 tokens, there and not there, in many small files."""
    monkeypatch.setattr(parts, "LEAST_COMMON", 20)
    monkeypatch.setattr(bigram, "SMALLEST", 400)
    given = texts(40, 200)
    site = tmp_path / "site"
    pages = [
        SearchPage(f"{row:02}.html", "", "".join(f"<p>{block}</p>" for block in text.split("\n")))
        for row, text in enumerate(text.replace(" ", "，") for text in given)
    ]
    index(pages, site, "bigram")
    (folder,) = site.glob("search/*/text")
    read = directory.unpacked((folder / "directory.bin").read_bytes())
    assert max(map(len, read.common)) > 3
    assert len(read.common) > 30 and len(read.bounds["p"]) > 20 and len(read.bounds["h"]) > 2
    random = Random(9)
    asked = set(ALPHABET) - {" "} | set(read.common)
    while len(asked) < 600:
        size = random.randint(2, 12)
        if random.random() < 0.8:
            text = random.choice(given)
            start = random.randrange(max(1, len(text) - size))
            phrase = text[start : start + size]
        else:
            phrase = "".join(random.choices(ALPHABET, [8, 4, 2, 1, 2, 1], k=size))
        phrase = " ".join(phrase.split())
        if phrase and "\n" not in text[start : start + size]:
            asked.add(phrase)
    phrases = sorted(phrase for phrase in asked if phrase.strip() == phrase)
    write_search_page(site)
    page.goto(f"{serve(site)}search.html")
    found = page.evaluate(
        """async (phrases) => {
          const base = new URL(".", location);
          const at = (name) => new URL(`assets/disclosure/${name}.js`, base);
          const { bigramIndex } = await import(at("search-engine-bigram"));
          const { sourceOf } = await import(at("search-source"));
          const source = sourceOf(base);
          const index = bigramIndex(await source.json("index.json"), source);
          const all = [];
          for (const phrase of phrases) all.push([...(await index.phrase(phrase, "text"))]);
          return all;
        }""",
        phrases,
    )
    clean = [[" ".join(block.split()) for block in text.split("\n")] for text in given]
    expected = [
        [row for row, blocks in enumerate(clean) if any(phrase in block for block in blocks)]
        for phrase in phrases
    ]
    for phrase, one, other in zip(phrases, found, expected, strict=True):
        assert one == other, phrase
    assert 30 < sum(not rows for rows in expected) < 500


def test_a_long_phrase_that_no_title_holds_asks_for_two_files_of_titles(
    tmp_path: Path, page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text has the phrase, the titles have its pairs but never side by side."""
    monkeypatch.setitem(bigram._BUCKETS, "title", 1)
    phrase = "城市供水设施安全"
    pages = [
        SearchPage(f"{at}.html", f"{one}的", f"<h1>{one}的</h1><p>{phrase}</p>")
        for at, one in enumerate([phrase[at : at + 2] for at in range(7)])
    ]
    site = tmp_path / "site"
    write_site(site, pages, engine="bigram")
    (folder,) = site.glob("search/*/title")
    assert len(list(folder.glob("p*.bin"))) > 10
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{serve(site)}search.html?q={phrase}")
    page.wait_for_selector("[data-result-count]", state="attached")
    assert len(links(page)) == len(pages)
    assert len([url for url in asked if "/title/p" in url]) == 2
    # Where a title holds it, all are needed.
    page.goto(f"{serve(site)}search.html?q={phrase[2:4]}的")
    page.wait_for_selector("[data-result-count]", state="attached")
    assert links(page)[0] == "2.html"
