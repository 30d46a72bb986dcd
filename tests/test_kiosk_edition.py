"""The kiosk edition as files: what of a release is in it, what is not, and what the command says."""

from __future__ import annotations

import base64
import json
import re
import shutil
import zlib
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from city_builds import build, tree
from disclosure.cli import main
from disclosure.kiosk.letters import DIGITS, OTHERS, letter_of
from disclosure.search.local import listed
from small_city import append, edit, put, write

_SET = re.compile(r'disclosureScripts\.set\("([^"]+)","([^"]*)"\);')
_LETTERS = re.compile(r'\.set\("([^"]+)",(.*)\);\n\Z', re.S)


def held(script: Path) -> dict[str, bytes]:
    """The files that a script of the search holds."""
    return {name: base64.b64decode(data) for name, data in _SET.findall(script.read_text("ascii"))}


def entries(site: Path) -> dict[str, list[tuple[str, str, str, str]]]:
    """Letter -> title, address, agency and date of what begins with it."""
    found = {}
    for path in sorted((site / "assets/kiosk/letters").glob("*.js")):
        match = _LETTERS.search(path.read_text("utf-8"))
        assert match and match[1] == path.stem
        facts = json.loads(match[2])
        found[path.stem] = [
            (title, address, facts["agencies"][agency], date)
            for title, address, agency, date in facts["entries"]
        ]
    return found


def frame(site: Path) -> dict[str, object]:
    text = (site / "assets/kiosk/frame.js").read_text("utf-8")
    found: dict[str, object] = json.loads(text.partition(" = ")[2].rstrip().removesuffix(";"))
    return found


def facts(site: Path) -> dict[str, str]:
    text = (site / "assets/disclosure/release.js").read_text("utf-8")
    found: dict[str, str] = json.loads(text.partition(" = ")[2].rstrip().removesuffix(";"))
    return found


def test_the_pages_are_those_of_the_release(sample_site: Path, kiosk: Path) -> None:
    release, edition = tree(sample_site), tree(kiosk / "site")
    pages = {name for name in release if name.endswith(".html")} - {"404.html"}
    assert {name for name in edition if name.endswith(".html")} == pages
    assert [name for name in sorted(pages) if edition[name] != release[name]] == []
    assert len(edition) <= len(pages) + 2000
    # All else that both have is the same too, but for which edition it is and what of others it has.
    both = release.keys() & edition.keys()
    assert sorted(name for name in both if release[name] != edition[name]) == [
        "assets/disclosure/licences.txt",
        "assets/disclosure/release.js",
    ]
    licences = edition["assets/disclosure/licences.txt"]
    assert licences.startswith(release["assets/disclosure/licences.txt"])
    for name in (b"simple-keyboard-", b"qrcode-generator-"):
        assert name in licences
    gone = {name for name in release if name not in edition}
    assert {name.partition("/")[0] for name in gone if "/files/" not in name} == {
        *("404.html", "sitemap.xml", "feeds", "pagefind", "search", "due"),
    }
    assert all(name.endswith(".ics") for name in gone if name.startswith("due/"))
    assert {name.split("/")[1] for name in gone if "/files/" in name} == {"files"}


def test_it_says_what_it_is(sample_site: Path, kiosk: Path) -> None:
    said, own = facts(sample_site), facts(kiosk / "site")
    assert {name: own[name] for name in ("version", "asOf", "address")} == {
        name: said[name] for name in ("version", "asOf", "address")
    }
    assert own["edition"] == "kiosk"
    assert re.fullmatch("[0-9a-f]{12}", own["build"])
    name = f"示例市政务公开目录-{said['version']}.zip"
    assert sorted(path.name for path in kiosk.iterdir() if path.name[0] != ".") == sorted(
        ["site", name, f"{name}.sha256"]
    )


def test_the_articles_of_all_searched_pages_are_there(sample_site: Path, kiosk: Path) -> None:
    folder = kiosk / "site/search"
    firsts = json.loads(held(folder / "articles.js")["articles.json"])
    assert firsts == sorted(firsts)
    articles: dict[str, str] = {}
    for number, first in enumerate(firsts):
        ((name, data),) = held(folder / f"articles/{number}.js").items()
        assert name == f"articles/{number}.bin"
        some = json.loads(zlib.decompress(data))
        # Where the browser looks for them.
        last = firsts[number + 1] if number + 1 < len(firsts) else "~"
        assert all(first <= address < last for address in some)
        articles |= some
    columns = json.loads((sample_site / "search/columns.json").read_bytes())
    assert articles.keys() == {*columns["address"]}
    for address, article in articles.items():
        assert f" data-searched>{article}</article>" in (sample_site / address).read_text("utf-8")


def test_every_searched_page_stands_under_its_letter(sample_site: Path, kiosk: Path) -> None:
    columns = json.loads((sample_site / "search/columns.json").read_bytes())
    found = entries(kiosk / "site")
    shown = sorted((title, address) for some in found.values() for title, address, *_ in some)
    assert shown == sorted(zip(columns["title"], columns["address"], strict=True))
    for letter, some in found.items():
        assert [entry[0] for entry in some] == sorted(entry[0] for entry in some)
        assert {letter_of(entry[0]) for entry in some} == {letter}
    assert f'data-k-letter="{min(found)}"' in str(frame(kiosk / "site")["html"])


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("政务公开", "Z"),
        ("重庆路改造", "C"),  # by its phrase, not zhong
        ("《工作规则》", "G"),
        ("“三公”经费", "S"),
        ("2026年预算", DIGITS),
        ("１２３４５热线", DIGITS),
        ("GB 50016", "G"),
        ("——", OTHERS),
        ("", OTHERS),
        ("Ⅳ类企业", OTHERS),
        ("㐀", "Q"),
    ],
)
def test_letters(title: str, letter: str) -> None:
    assert letter_of(title) == letter


_LINK = re.compile(r'<a\b[^>]*\s(?:href|data-k-to)="([^"]*)"')


@cache
def links_of(path: Path) -> frozenset[str]:
    return frozenset(map(unescape, _LINK.findall(path.read_text("utf-8"))))


def reached(site: Path, start: str) -> set[str]:
    """The pages that links lead to, step by step, without the search."""
    seen, waiting = set[str](), [start]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for link in links_of(site / page):
            target = unquote(urljoin(f"http://h/{page}", link).removeprefix("http://h/"))
            target = target.split("#")[0]
            if target.endswith(".html") and target not in seen and (site / target).is_file():
                waiting.append(target)
    return seen


def test_each_way_without_typing_leads_to_every_record(kiosk: Path) -> None:
    site = kiosk / "site"
    records = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if re.search(r'disclosure:kind" content="(record|service)"', path.read_text("utf-8"))
    }
    tiles = [unescape(link) for link in _LINK.findall(str(frame(site)["html"]))]
    years = [link for link in tiles if re.fullmatch(r"lists/\d{4}\.html", link)]
    assert years and {"by/agency/index.html", "by/category/index.html"} <= {*tiles}
    for start in ("by/agency/index.html", "by/category/index.html"):
        assert records - reached(site, start) == set(), start
    dated = set[str]().union(*(reached(site, year) for year in years))
    assert records - dated == set()


def test_the_same_release_gives_the_same_bytes(
    sample_site: Path, kiosk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = sample_site.parent / "catalogue"
    where = ("--catalogue", str(catalogue), "--site-dir", str(sample_site))
    assert main(["kiosk", *where, "--out", str(tmp_path / "again"), "--lang", "en"]) == 0
    printed = capsys.readouterr()
    assert re.search(r"Made the kiosk edition .*: \d+ pages, \d+ files in all", printed.out)
    assert tree(tmp_path / "again") == tree(kiosk)


# The command, with the small city.


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city, its public and its internal site. Only to be read."""
    folder = tmp_path_factory.mktemp("kiosk-city")
    root = write(folder)
    build(root, folder / "site")
    assert (
        main(["build", "--internal", "--catalogue", str(root), "--site-dir", str(folder / "in")])
        == 0
    )
    return folder


def run(folder: Path, *words: str) -> int:
    """The command in a city's folder; `site` and `out` are there unless it says otherwise."""
    given = ["--catalogue", str(folder / "catalogue")]
    if "--site-dir" not in words:
        given += ["--site-dir", str(folder / "site")]
    if "--out" not in words:
        given += ["--out", str(folder / "out")]
    return main(["kiosk", *given, *words])


def test_what_is_refused(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "city"
    shutil.copytree(city, folder)
    before = tree(folder)
    for words, said in (
        (("--site-dir", str(folder / "in")), "in/ 不是公开网站，不能从它生成触摸屏版"),
        (("--out", str(folder)), "site/ 是公开网站，触摸屏版不能代替它；请用 --out 另选一个文件夹"),
        (("--out", str(folder / "site")), "site/ 是公开网站，触摸屏版不能放在里面"),
        (("--out", str(folder / "catalogue")), "--out 不能是目录文件夹、它的上级或里面的文件夹"),
        (("--on", "2026-11-21"), "是 2026-11-20 的版本，不是 2026-11-21 的；请先运行 build --on"),
        (("--on", "21.11.2026"), "--on 的日期“21.11.2026”不对"),
    ):
        assert run(folder, *words) == 2, words
        printed = capsys.readouterr()
        assert said in printed.err and printed.out == ""
    assert tree(folder) == before
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("damage", "status", "said"),
    [
        (lambda site: (site / "search/index.json").unlink(), 2, "中的检索文件不完整"),
        (lambda site: (site / "search/columns.json").write_text("{}"), 2, "中的检索文件不完整"),
        (lambda site: (site / "search/words.bin").write_bytes(b"x"), 2, "中的检索文件不完整"),
        (
            lambda site: (site / "city-office/plan-2026.html").write_text("<p>"),
            2,
            "中的检索文件不完整",
        ),
        (
            lambda site: (site / "assets/disclosure/release.js").write_text("x"),
            2,
            "损坏，看不出是哪个版本；请先运行 build",
        ),
        (
            lambda site: edit("site.yml", "small-city.example", "other.example"),
            2,
            "的网址与 site.yml 的 address 不同",
        ),
        (lambda site: edit("site.yml", "jurisdiction:", "jurisdicton:"), 1, "site.yml:"),
        (
            lambda site: append("site.yml", "kiosk: {idle: 5}\n"),
            1,
            "“idle”的值“5”超出范围，应不小于 20",
        ),
    ],
    ids=["index", "columns", "words", "page", "marker", "address", "site", "idle"],
)
def test_a_release_that_is_not_whole_or_not_of_the_catalogue(
    city: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path], object],
    status: int,
    said: str,
) -> None:
    shutil.copytree(city / "site", tmp_path / "site")
    change = damage(tmp_path / "site")
    write(tmp_path, *([change] if callable(change) else []))
    assert run(tmp_path) == status
    printed = capsys.readouterr()
    assert said in printed.err and printed.out == ""
    assert not (tmp_path / "out" / "site").exists()


def test_without_a_site_one_is_built_and_later_changes_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, append("site.yml", "hot_words: [发展计划, 无人写过的词]\n"))
    assert run(tmp_path) == 0
    printed = capsys.readouterr()
    assert "里还没有网站，先生成网站" in printed.err
    assert "已发布" in printed.out and "已生成触摸屏版" in printed.out
    html = str(frame(tmp_path / "out/site")["html"])
    # A word that finds nothing is not offered.
    assert "发展计划</a>" in html and "无人写过的词" not in html
    version = facts(tmp_path / "out/site")["version"]
    page = root / "agencies/city-office/guide.md"
    page.write_text(page.read_text("utf-8") + "\n另外一句。\n", "utf-8")
    assert run(tmp_path) == 0
    printed = capsys.readouterr()
    assert f"触摸屏版仍按已发布的版本 {version} 生成" in printed.err
    assert "另外一句" not in (tmp_path / "out/site/city-office/about/guide.html").read_text("utf-8")
    # A catalogue with an error has no site to make an edition of, and leaves nothing.
    shutil.rmtree(tmp_path / "site")
    page.write_text(page.read_text("utf-8").replace("---", "--", 1), "utf-8")
    before = tree(tmp_path / "out")
    assert run(tmp_path) == 1
    assert tree(tmp_path / "out") == before


def test_settings_and_attachments(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    settings = (
        "kiosk: {idle: 120, countdown: 20, keyboard: false, printing: true, reading: false}\n"
    )
    root = write(tmp_path, append("site.yml", settings))
    build(root, tmp_path / "site")
    files = tmp_path / "site/city-office/files"
    files.mkdir(exist_ok=True)
    (files / "map.png").write_bytes(picture)
    (files / "table.csv").write_bytes(b"a,b\n")
    assert run(tmp_path) == 0
    made = frame(tmp_path / "out/site")
    assert made["settings"] == {
        **{"idle": 120, "countdown": 20, "keyboard": False, "reading": False},
        **{"printing": True, "attachments": False},
    }
    assert 'data-k-part="keys"' not in str(made["html"]) and "data-keys" not in str(made["html"])
    taken = tmp_path / "out/site/city-office/files"
    assert sorted(path.name for path in taken.iterdir()) == ["map.png"]
    site = root / "site.yml"
    site.write_text(site.read_text("utf-8").replace("idle: 120", "attachments: true"), "utf-8")
    assert run(tmp_path) == 0
    assert (taken / "table.csv").read_bytes() == b"a,b\n"


def test_a_release_of_either_engine_finds_the_same(city: Path, tmp_path: Path) -> None:
    for engine in ("pagefind", "bigram"):
        folder = tmp_path / engine
        root = write(
            folder,
            append("site.yml", f"search: {engine}\n"),
            put("pages/more.md", "# 更多\n\n说明。\n"),
        )
        build(root, folder / "site")
        assert run(folder) == 0
    one, other = (tree(tmp_path / engine / "out/site") for engine in ("pagefind", "bigram"))
    named = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    assert {re.sub(r"^search/[0-9a-f]+/", "search/", name) for name in named} <= {
        "assets/disclosure/release.js"
    }
    assert len([*listed(tmp_path / "bigram/site/search")]) == 19
