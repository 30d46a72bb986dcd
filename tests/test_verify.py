"""`verify`: sites and saved pages against manifests, by someone who has nothing else."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from frozen_city import DAY, NEXT, PAGE, REWORD, City, Command
from small_city import put


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


def test_a_page_of_prose_with_a_chinese_name(city: City) -> None:
    """Its address is written with percent signs where it says it itself."""
    city.edit(put("pages/说明.md", "# 说明\n\n本网站的说明。\n"))
    city.build()
    city.freeze()
    city.build()
    assert city.since()["说明.html"] == DAY
    done = city.run("verify", "site/说明.html")
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
