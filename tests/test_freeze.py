"""Releases that can be cited: `freeze`, what pages say then, and `verify` of sites and saved pages."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import small_city as city
from city_builds import build, differing
from city_edits import put_on_disk
from disclosure.cli import main
from disclosure.load import load
from disclosure.model.release import entries
from disclosure.official import official_hash
from small_city import BUREAU, OFFICE, Change, Files, edit, put, sign

Command = Callable[..., subprocess.CompletedProcess[str]]

PLAN = f"{OFFICE}/records/2026/plan-2026.md"
PAGE = "city-office/plan-2026.html"
DAY, NEXT = "2026-11-20", "2026-12-20"
REWORD = edit(PLAN, "今年的目标见", "今年的新目标见")
_SINCE = re.compile(r"本文自(\d+)年(\d+)月(\d+)日的版本以来没有变动")


class City:
    """The small city on a disk, its site and its manifests."""

    def __init__(self, folder: Path, command: Command) -> None:
        self.folder, self.command = folder, command
        self.files: Files = dict(city.base())
        self.root, self.site = folder / "catalogue", folder / "site"
        put_on_disk(self.files, self.root)

    def edit(self, *changes: Change) -> None:
        for change in (*changes, sign):
            change(self.files)
        manifests = {
            f"releases/{path.name}": path.read_bytes()
            for path in (self.root / "releases").glob("*.txt")
        }
        put_on_disk({**self.files, **manifests}, self.root)

    def build(self, *options: str) -> None:
        build(self.root, self.site, *options)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        done = self.command(*arguments, cwd=self.folder)
        assert "Traceback" not in done.stderr + done.stdout
        return done

    def freeze(self, *options: str) -> str:
        done = self.run("freeze", *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def manifest(self, name: str = DAY) -> dict[str, str]:
        path = self.root / "releases" / f"{name}.txt"
        return dict(entries(path.read_text("utf-8")))

    def since(self) -> dict[str, str]:
        """What each page says of when it last changed."""
        found = {}
        for path in self.site.rglob("*.html"):
            if match := _SINCE.search(path.read_text("utf-8")):
                day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
                found[path.relative_to(self.site).as_posix()] = day
        return found


@pytest.fixture
def small(tmp_path: Path, command: Command) -> City:
    return City(tmp_path, command)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory, command: Command) -> City:
    """Built, frozen, built again; do not change it."""
    made = City(tmp_path_factory.mktemp("frozen"), command)
    made.build()
    made.freeze()
    made.build()
    return made


def test_a_manifest(small: City) -> None:
    small.build()
    said = small.freeze()
    path = small.root / "releases" / f"{DAY}.txt"
    data = path.read_bytes()
    assert f"已生成版本清单 catalogue/releases/{DAY}.txt" in said
    assert hashlib.sha256(data).hexdigest() in said
    text = data.decode()
    version = re.search(
        r'"version": "([^"]+)"', (small.site / "assets/disclosure/release.js").read_text()
    )
    assert version is not None
    assert text.splitlines()[3:10] == [
        "name: 小城政务公开目录",
        "address: https://www.small-city.example/zwgk/",
        f"date: {DAY}",
        f"version: {version[1]}",
        "form: v1",
        f"pages: {len(small.manifest())}",
        "",
    ]
    head, _, last = text.removesuffix("\n").rpartition("\n")
    assert last == "sum: " + hashlib.sha256(f"{head}\n".encode()).hexdigest()
    searched = {
        page.relative_to(small.site).as_posix(): page.read_text("utf-8")
        for page in small.site.rglob("*.html")
        if "data-searched" in page.read_text("utf-8")
    }
    assert small.manifest() == {page: official_hash(html) for page, html in searched.items()}
    assert list(small.manifest()) == sorted(small.manifest())
    assert {"help.html", "city-office/plan.html", "law/index.html", PAGE} <= small.manifest().keys()


def test_the_same_again_writes_nothing(frozen: City) -> None:
    before = (frozen.root / "releases" / f"{DAY}.txt").read_bytes()
    said = frozen.freeze()
    assert "已经是这个版本的清单" in said
    assert [path.name for path in (frozen.root / "releases").iterdir()] == [f"{DAY}.txt"]
    assert (frozen.root / "releases" / f"{DAY}.txt").read_bytes() == before


def test_every_page_of_a_manifest_says_since_when_it_stands(frozen: City) -> None:
    """What is hashed while a page is made is what is hashed in the finished page."""
    assert frozen.since() == dict.fromkeys(frozen.manifest(), DAY)


def test_the_statement_is_not_part_of_the_text(frozen: City) -> None:
    assert frozen.run("verify", "site").returncode == 0


def test_how_a_page_is_cited(frozen: City) -> None:
    html = (frozen.site / PAGE).read_text("utf-8")
    assert (
        '<p class="citation">小城人民政府办公室. 小城2026年发展计划[EB/OL]. 2026-11-20版本. '
        "https://www.small-city.example/zwgk/city-office/plan-2026.html. "
        f"校验值 v1:{frozen.manifest()[PAGE]}</p>"
    ) in html


def test_the_page_of_releases(frozen: City) -> None:
    html = (frozen.site / "releases/index.html").read_text("utf-8")
    path = frozen.root / "releases" / f"{DAY}.txt"
    assert '<a href="../releases/2026-11-20.txt">2026年11月20日</a>' in html
    assert hashlib.sha256(path.read_bytes()).hexdigest() in html
    assert (frozen.site / "releases" / f"{DAY}.txt").read_bytes() == path.read_bytes()
    assert "releases/index.html" in (frozen.site / "about/map.html").read_text("utf-8")


def test_without_a_manifest_nothing_is_said(small: City) -> None:
    small.build()
    assert small.since() == {}
    assert "目前还没有版本清单" in (small.site / "releases/index.html").read_text("utf-8")


def test_a_changed_record_from_release_to_release(small: City) -> None:
    small.build()
    small.freeze()
    small.edit(REWORD)
    small.build("--on", NEXT)
    pages = small.manifest().keys()
    assert small.since() == dict.fromkeys(pages - {PAGE}, DAY)
    small.freeze()
    nodes = {path: path.stat().st_ino for path in small.site.rglob("*.html")}
    small.build("--on", NEXT)
    assert small.since() == dict.fromkeys(pages, DAY) | {PAGE: NEXT}
    made = {
        path.relative_to(small.site).as_posix()
        for path, node in nodes.items()
        if path.stat().st_ino != node
    }
    assert made - {"help.html"} == {PAGE, "releases/index.html"}
    old, new = small.manifest(), small.manifest(NEXT)
    assert {page for page in new if new[page] != old.get(page)} == {PAGE}
    # Back to the first text: the run of equal hashes is broken all the same.
    small.edit(edit(PLAN, "今年的新目标见", "今年的目标见"))
    small.build("--on", "2027-01-20")
    small.freeze()
    small.build("--on", "2027-01-20")
    assert small.manifest("2027-01-20") == old
    assert small.since()[PAGE] == "2027-01-20"
    assert small.since()["help.html"] == DAY


def test_a_second_release_of_one_day_gets_a_number(small: City) -> None:
    small.build()
    small.freeze()
    first = (small.root / "releases" / f"{DAY}.txt").read_bytes()
    small.edit(REWORD)
    small.build()
    said = small.freeze()
    assert f"{DAY}-2.txt（{DAY} 的第 2 份，以前的不变）" in said
    assert (small.root / "releases" / f"{DAY}.txt").read_bytes() == first
    assert small.manifest(f"{DAY}-2")[PAGE] != small.manifest()[PAGE]
    small.build()
    assert small.since() == dict.fromkeys(small.manifest(), DAY)
    assert "2026年11月20日第2份" in (small.site / "releases/index.html").read_text("utf-8")
    assert small.run("check", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-09"), set()),
        (edit(f"{OFFICE}/agency.yml", "phone: 0000-5550103", "phone: 0000-5550999"), None),
        (
            edit(PLAN, "validity: in-force", "validity: repealed"),
            {PAGE},
        ),
        (
            put(f"{OFFICE}/files/plan.csv", "任务,完成\n"),
            {PAGE},
        ),
        (
            edit(f"{OFFICE}/catalogue.yml", "content: 年度发展计划", "content: 年度计划"),
            {"city-office/plan.html"},
        ),
        (
            edit(f"{OFFICE}/notices.yml", "- of: plan-2024", "- {of: plan-2026, kind: changed, "
                 "date: 2026-11-01, explanation: 更正一处}\n- of: plan-2024"),
            set(),
        ),
    ],
    ids=["confirmed", "phone", "validity", "attachment", "item", "notice"],
)  # fmt: skip
def test_what_changes_a_text(small: City, change: Change, changed: set[str] | None) -> None:
    small.build()
    small.freeze()
    old = small.manifest()
    small.edit(change)
    small.build()
    small.freeze()
    again = small.root / "releases" / f"{DAY}-2.txt"
    if changed is None:  # of an agency only its own pages and the city's telephone book
        new = small.manifest(f"{DAY}-2")
        assert {page for page in new if new[page] != old.get(page)} == {
            "city-office/index.html",
            "city-office/about/contact.html",
        }
    elif not changed:
        assert not again.exists()
    else:
        new = small.manifest(f"{DAY}-2")
        assert {page for page in new if new[page] != old.get(page)} == changed


def test_other_records_leave_a_text_alone(small: City) -> None:
    small.build()
    small.freeze()
    old = small.manifest()
    wrote = small.files[PLAN]
    assert isinstance(wrote, bytes)
    other = (
        wrote.decode()
        .replace("/2026-00001", "/2026-00009")
        .replace("小政办〔2026〕1号", "小政办〔2026〕9号")
    )
    small.edit(put(f"{OFFICE}/records/2026/plan-more.md", other))
    small.build()
    small.freeze()
    new = small.manifest(f"{DAY}-2")
    assert new == old | {"city-office/plan-more.html": new["city-office/plan-more.html"]}


def test_a_site_with_manifests_is_the_same_with_and_without_the_cache(
    small: City, tmp_path: Path
) -> None:
    small.build()
    small.freeze()
    for number, change in enumerate(
        [REWORD, edit(f"{BUREAU}/agency.yml", "小城水务局", "小城水利局")]
    ):
        after = build(small.root, small.site)
        anew = build(small.root, tmp_path / f"anew-{number}", "--no-cache")
        assert differing(after, anew) == []
        small.edit(change)
    assert (
        differing(build(small.root, small.site), build(small.root, tmp_path / "x", "--no-cache"))
        == []
    )


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_cache_of_manifests_does_no_harm(small: City, harm: str) -> None:
    small.build()
    small.freeze()
    old = small.root / "releases" / f"{DAY}.txt"
    os.utime(old, (1_700_000_000, 1_700_000_000))
    small.build()
    for path in (small.folder / ".cache").rglob("releases/*"):
        path.write_bytes(b"x") if harm == "cut" else path.unlink()
    small.edit(REWORD)
    small.build()
    assert small.since() == dict.fromkeys(small.manifest().keys() - {PAGE}, DAY)


def test_removed_for_personal_data(small: City) -> None:
    """Later manifests have no line of it, and earlier ones must give up its hash."""
    small.build()
    small.freeze()
    gone = "city-office/plan-explained.html"
    made = small.manifest()[gone]
    notice = "- {of: plan-explained, kind: removed-personal-data, date: 2026-05-01, explanation: 误载姓名}\n"
    small.edit(edit(f"{OFFICE}/notices.yml", "- of: plan-2024", f"{notice}- of: plan-2024"))
    assert main(["build", "--catalogue", str(small.root), "--site-dir", str(small.site)]) == 1
    path = small.root / "releases" / f"{DAY}.txt"
    path.write_text(path.read_text("utf-8").replace(made, "removed"), "utf-8")
    done = small.run("check")
    (told,) = re.findall(r"应为 (sum: [0-9a-f]{64})", done.stdout)
    path.write_text(re.sub("sum: .*", told, path.read_text("utf-8")), "utf-8")
    small.build()
    assert made not in (small.site / gone).read_text("utf-8")
    assert gone not in small.since() and len(small.since()) > 10
    small.freeze()
    assert gone not in small.manifest(f"{DAY}-2")
    for file in small.site.rglob("*"):
        assert not file.is_file() or made.encode() not in file.read_bytes()


def test_a_manifest_that_is_edited_after_a_clean_check_is_found(small: City) -> None:
    """That nothing was wrong is remembered; a manifest is part of what it was said of."""
    small.build()
    small.freeze()
    path = small.root / "releases" / f"{DAY}.txt"
    for file in small.root.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        assert small.run("check", "--strict").returncode == 0
    text = path.read_text("utf-8")
    path.write_text(text.replace(small.manifest()[PAGE], "0" * 64), "utf-8")
    done = small.run("check")
    assert done.returncode == 1
    assert f"catalogue/releases/{DAY}.txt:{len(text.splitlines())}:1 错误 C932" in done.stdout


def test_freeze_without_a_site(small: City) -> None:
    done = small.run("freeze")
    assert done.returncode == 2
    assert "site 里没有已发布的网站；请先运行 build" in done.stderr
    (small.site / "assets/disclosure").mkdir(parents=True)
    (small.site / "assets/disclosure/release.js").write_text("window.DISCLOSURE_RELEASE = 3;")
    assert small.run("freeze").returncode == 2


def test_freeze_of_a_site_that_is_not_that_of_the_catalogue(small: City) -> None:
    small.build()
    small.edit(REWORD)
    done = small.run("freeze")
    assert (done.returncode, done.stdout) == (2, "")
    assert "目录在 site 生成以后改动过；请先运行 build，再运行 freeze" in done.stderr
    small.build("--no-cache")
    done = small.run("freeze", "--lang", "en")
    assert done.returncode == 2
    assert "run build without --no-cache, then freeze" in done.stderr
    assert not (small.root / "releases").exists()


def test_freeze_for_a_day_that_is_not_that_of_the_site(small: City) -> None:
    small.build()
    done = small.run("freeze", "--on", NEXT)
    assert done.returncode == 2
    assert f"site 是 {DAY} 的版本，不是 {NEXT} 的；请先运行 build --on {NEXT}" in done.stderr
    assert small.freeze("--on", DAY)
    for day in ("2026-02-30", "20261120"):
        done = small.run("freeze", "--on", day)
        assert done.returncode == 2 and f"--on 的日期“{day}”不对" in done.stderr


def test_freeze_of_a_catalogue_with_errors(small: City) -> None:
    small.build()
    small.edit(edit(f"{OFFICE}/catalogue.yml", "  period: yearly", "  period: annually"))
    done = small.run("freeze")
    assert (done.returncode, done.stdout) == (1, "")
    assert "C503" in done.stderr and "没有生成版本清单" in done.stderr


def test_freeze_where_nothing_can_be_written(small: City) -> None:
    small.build()
    (small.root / "releases").write_text("x")
    done = small.run("freeze")
    assert done.returncode in (1, 2)
    assert done.stdout == ""


def test_the_catalogue_reads_what_freeze_writes(frozen: City) -> None:
    releases = load(frozen.root).catalogue.releases
    (manifest,) = releases.usable
    assert (manifest.id, manifest.facts and manifest.facts.pages) == (DAY, len(frozen.manifest()))
    standing = releases.of(PAGE)
    assert standing is not None and standing == (frozen.manifest()[PAGE], DAY)
    assert releases.of("nowhere.html") is None and releases.of("no/where.html") is None


def save(frozen: City, folder: Path, browser: Browser, base: str, page: str, how: str) -> Path:
    """A page as Chromium saves it: its source, what its scripts made of it, or all in one file."""
    tab = browser.new_page()
    response = tab.goto(base + page, wait_until="networkidle")
    assert response is not None
    path = folder / f"saved-{how}.html"
    if how == "source":
        path.write_bytes(response.body())
    elif how == "mhtml":
        made = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})
        path = path.with_suffix(".mhtml")
        path.write_text(made["data"], "utf-8", newline="")
    else:  # "complete": as the document stands now, with links made absolute
        html = tab.content()
        html = re.sub(r'(href|src)="(?![a-z]+:|#)([^"]*)"', rf'\1="{base}\2"', html)
        path.write_text(f"<!-- saved from url=(0022){base}{page} -->\r\n{html}", "utf-8")
    tab.close()
    return path


@pytest.mark.parametrize("how", ["source", "complete", "mhtml"])
@pytest.mark.parametrize(
    "page",
    [
        f"{PAGE}?mark=%E7%9B%AE%E6%A0%87",
        "about/contacts.html",
        "city-office/use-of-seal.html",
        "city-office/about/guide.html?mark=%E6%9F%A5%E9%98%85",
        "help.html",
        "law/index.html",
    ],
)
def test_a_page_saved_by_a_browser(
    frozen: City,
    tmp_path: Path,
    browser: Browser,
    serve: Callable[[Path], str],
    page: str,
    how: str,
) -> None:
    path = save(frozen, tmp_path, browser, serve(frozen.site), page, how)
    if how == "complete" and "mark" in page:
        assert "marks-bar" in path.read_text("utf-8")
    # An outsider has nothing but the page and the manifest.
    shutil.copyfile(frozen.site / "releases" / f"{DAY}.txt", tmp_path / "downloaded.txt")
    done = frozen.command("verify", path.name, "--manifest", "downloaded.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    address = f"https://www.small-city.example/zwgk/{page.partition('?')[0]}".removesuffix(
        "index.html"
    )
    assert done.stdout == (
        f"{path.name}\n    {address}\n    v1:{frozen.manifest()[page.partition('?')[0]]}\n"
        f"    一致：是 {DAY} 版本的文字。\n"
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, command: Command) -> City:
    """Two releases, between which a record changed; `old` is its page of the first."""
    made = City(tmp_path_factory.mktemp("twice"), command)
    made.build()
    made.freeze()
    shutil.copyfile(made.site / PAGE, made.folder / "old.html")
    made.edit(REWORD)
    made.build("--on", NEXT)
    made.freeze()
    return made


def test_of_which_releases_a_page_is_the_text(twice: City, tmp_path: Path) -> None:
    done = twice.run("verify", "old.html", f"site/{PAGE}", "site/help.html")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if "一致" in line] == [
        f"    一致：是 {DAY} 版本的文字。",
        f"    一致：是 {NEXT} 版本的文字。",
        f"    一致：是 {DAY}、{NEXT} 版本的文字。",
    ]
    forged = (twice.folder / "old.html").read_text("utf-8").replace("今年的目标见", "去年的目标见")
    (tmp_path / "forged.html").write_text(forged, "utf-8")
    done = twice.run("verify", tmp_path / "forged.html")
    assert done.returncode == 1
    assert f"不一致：和任何一份清单都不同；最近的清单是 {NEXT}" in done.stdout
    done = twice.run(
        "verify", "old.html", "--manifest", f"catalogue/releases/{NEXT}.txt", "--lang", "en"
    )
    assert done.returncode == 1
    assert f"It is the text of none of them; the newest is {NEXT}" in done.stdout


def test_an_address_that_is_in_no_manifest(twice: City, tmp_path: Path) -> None:
    html = (
        (twice.folder / "old.html").read_text("utf-8").replace("plan-2026.html", "plan-2030.html")
    )
    (tmp_path / "other.html").write_text(html, "utf-8")
    done = twice.run("verify", tmp_path / "other.html")
    assert done.returncode == 1
    assert "不能核对：清单里没有这个网址" in done.stdout
    html = html.replace("https://www.small-city.example/", "https://other.example/")
    (tmp_path / "other.html").write_text(html, "utf-8")
    assert twice.run("verify", tmp_path / "other.html").returncode == 1


def test_a_page_of_prose_with_a_chinese_name(small: City) -> None:
    """Its address is written with percent signs where it says it itself."""
    small.edit(put("pages/说明.md", "# 说明\n\n本网站的说明。\n"))
    small.build()
    small.freeze()
    small.build()
    assert small.since()["说明.html"] == DAY
    done = small.run("verify", "site/说明.html")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_text_that_is_hashed(twice: City) -> None:
    done = twice.run("verify", "--text", "old.html")
    assert done.returncode == 0
    assert hashlib.sha256(done.stdout.encode()).hexdigest() == twice.manifest()[PAGE]
    assert done.stdout.splitlines()[:6] == [
        "=index-number",
        " 11990000MB0000901Q/2026-00001",
        "=agency",
        " 小城人民政府办公室",
        "=formed",
        " 2026年3月1日",
    ]


def test_a_site_against_manifests(twice: City, tmp_path: Path) -> None:
    done = twice.run("verify", "site")
    count = len(twice.manifest())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"site：{count} 页\n"
        f"    {DAY}：1 页文字不同，0 页没有了，0 页不在清单里\n"
        f"    {NEXT}：一致。\n"
    )
    other = tmp_path / "site"
    shutil.copytree(twice.site, other)
    page = other / "city-office/use-of-seal.html"
    page.write_text(page.read_text("utf-8").replace("请带齐材料", "请交齐材料"), "utf-8")
    (other / "help.html").unlink()
    shutil.copyfile(other / PAGE, other / "city-office/plan-2031.html")
    done = twice.run("verify", other)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-4:] == [
        f"和 {NEXT} 不同的页面：",
        "    文字不同：city-office/use-of-seal.html",
        "    没有了：help.html",
        "    不在清单里：city-office/plan-2031.html",
    ]


def test_a_folder_that_is_no_site(twice: City, tmp_path: Path) -> None:
    """A part of a site, or pages that somebody saved, are no site from which all else is missing."""
    saved = tmp_path / "saved"
    saved.mkdir()
    shutil.copyfile(twice.site / PAGE, saved / "plan.html")
    for folder in (twice.site / "city-office", saved):
        done = twice.run("verify", folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"{folder} 里的网页大多不在清单里，不像是网站最上层的文件夹。"
            "核对网站请写最上层的文件夹，核对保存的网页请写文件名\n"
        )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.html", b"", "里没有可以核对的正式文字"),
        ("binary.html", bytes(range(256)) * 100, "不是网页"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + b"\xff" * 5000, "不是网页"),
        ("text.html", "不是网页".encode(), "里没有可以核对的正式文字"),
        ("latin.html", b"<p data-official>\xe9\xff", "不是网页"),
        ("deep.html", b"<div>" * 1_000_000 + b"<p data-official>x", "没有写明自己的网址"),
        ("unclosed.html", b"<p data-official=" * 100_000, "没有写明自己的网址"),
        ("large.html", b"<p data-official>" + b"x" * 20_000_001, "太大"),
        (
            "escape.html",
            b'<link rel=canonical href="https://x.example/\x1b[2J"><p data-official>x</p>',
            "有控制字符",
        ),
        ("mail.mhtml", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\nx", "里没有网页"),
        (
            "nested.mhtml",
            b"MIME-Version: 1.0\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
            "里没有网页",
        ),
    ],
)
def test_hostile_files_give_a_message(
    frozen: City, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = frozen.run("verify", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_one_file_that_cannot_be_checked_does_not_hide_the_others(frozen: City) -> None:
    done = frozen.run("verify", "nowhere.html", f"site/{PAGE}")
    assert done.returncode == 2
    assert "找不到文件“nowhere.html”" in done.stderr
    assert f"一致：是 {DAY} 版本的文字" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "读不了版本清单"),
        ("", "不是完整的版本清单"),
        ("x\n" * 50, "不是完整的版本清单：第 1 行之前没有写明 name"),
    ],
)
def test_a_manifest_that_is_none(frozen: City, tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "m.txt"
    if text is not None:
        path.write_text(text, "utf-8")
    done = frozen.run("verify", f"site/{PAGE}", "--manifest", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_manifest_that_was_changed_proves_nothing(frozen: City, tmp_path: Path) -> None:
    text = (frozen.root / "releases" / f"{DAY}.txt").read_text("utf-8")
    made = frozen.manifest()[PAGE]
    (tmp_path / "m.txt").write_text(text.replace(made, "0" * 64), "utf-8")
    done = frozen.run("verify", f"site/{PAGE}", "--manifest", tmp_path / "m.txt")
    assert done.returncode == 2
    assert "内容被改动过，和末尾的 sum 不符" in done.stderr
    newer = text.replace("form: v1", "form: v2")
    head = newer[: newer.rindex("sum: ")]
    newer = f"{head}sum: {hashlib.sha256(head.encode()).hexdigest()}\n"
    (tmp_path / "m.txt").write_text(newer, "utf-8")
    done = frozen.run("verify", f"site/{PAGE}", "--manifest", tmp_path / "m.txt")
    assert done.returncode == 2
    assert "本程序只认得 v1" in done.stderr


def test_verify_without_any_manifest(frozen: City, tmp_path: Path) -> None:
    done = frozen.command("verify", frozen.site / PAGE, cwd=tmp_path)
    assert done.returncode == 2
    assert "里没有版本清单；请用 --manifest 指明清单" in done.stderr


def test_a_page_whose_hash_was_taken_out(frozen: City, tmp_path: Path) -> None:
    text = (frozen.root / "releases" / f"{DAY}.txt").read_text("utf-8")
    text = text.replace(frozen.manifest()[PAGE], "removed")
    head = text[: text.rindex("sum: ")]
    text = f"{head}sum: {hashlib.sha256(head.encode()).hexdigest()}\n"
    (tmp_path / "m.txt").write_text(text, "utf-8")
    done = frozen.run("verify", f"site/{PAGE}", "--manifest", tmp_path / "m.txt")
    assert done.returncode == 1
    assert "这一页已因保护个人信息删除" in done.stdout
