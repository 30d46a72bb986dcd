"""The Nu HTML checker, which is the one of the W3C, on every page of the sample city's site.

Nothing is let pass: what the theme brings and the checker refuses is taken out (`pages/frame.py`).
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from npm_tools import java, npm_package
from small_city import BUREAU, OFFICE, OFFICE_CODE, drop, edit, put, write

GONE = f"""\
- {{of: plan-2024, kind: revoked, date: 2026-03-05, explanation: 已由新的计划替代, index_number: {OFFICE_CODE}/2024-00001}}
- {{of: plan-explained, kind: removed-personal-data, date: 2026-05-01, explanation: 误载姓名}}
- {{of: plan, kind: changed, date: 2026-06-01, explanation: 期限缩短}}
- {{of: plan, kind: changed, date: 2026-07-01, explanation: 期限再次缩短}}
"""
Serve = Callable[[Path], str]
Message = tuple[str, str, str]
"""Page, `error` or `warning`, what is said with the place."""


def check(served: Mapping[str, Path]) -> dict[str, list[Message]]:
    """What the checker says of the pages below folders, by their addresses: all errors and warnings.

    It asks for them as a browser does: of files it could not tell that they load only what is
    their own ('self' in their policy).
    """
    jar = npm_package("vnu-jar") / "build/dist/vnu.jar"
    pages = [
        base + path.relative_to(folder).as_posix()
        for base, folder in served.items()
        for path in sorted(folder.rglob("*.html"))
    ]
    command = [
        java(),
        "-Xss4m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # loopback is one of them
        "-jar",
        str(jar),
        "--stdout",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, "--verbose", *pages],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # With --verbose it names each file that it reads: none may be passed over in silence.
    seen = {line.strip() for line in done.stderr.splitlines()}
    assert pages and seen == set(pages)
    said: dict[str, list[Message]] = {base: [] for base in served}
    for message in json.loads(done.stdout)["messages"]:
        kind = message.get("subType") or message["type"]
        (base,) = (base for base in served if message["url"].startswith(base))
        page = message["url"].removeprefix(base)
        place = f"{message['message']} [line {message.get('lastLine')}: {message.get('extract')}]"
        said[base].append((page, kind, place))
    return said


def by_message(said: Sequence[Message]) -> dict[str, list[str]]:
    """Messages without what differs from page to page -> the pages."""
    found = defaultdict(set)
    for page, kind, words in said:
        found[f"{kind}: {re.sub('[0-9a-f]{8,}', '…', words.partition(' [line')[0])}"].add(page)
    return {words: sorted(pages)[:5] for words, pages in sorted(found.items())}


@pytest.fixture(scope="module")
def gone(
    tmp_path_factory: pytest.TempPathFactory,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Path:
    """A city in which things are missing and gone."""
    folder = tmp_path_factory.mktemp("gone")
    catalogue = write(
        folder,
        drop(f"{OFFICE}/services/", "pages/index.md", "pages/help.md", f"{BUREAU}/records/"),
        edit(f"{OFFICE}/catalogue.yml", "themes: [education]", "themes: []"),
        put(f"{OFFICE}/notices.yml", GONE),
        put(f"{BUREAU}/catalogue.yml", "[]\n"),
        edit(
            f"{BUREAU}/agency.yml",
            "nil_returns:",
            "closed: {date: 2026-09-01, basis: 小政〔2026〕9号, successor: city-office}\nnil_returns:",
        ),
        edit(f"{BUREAU}/guide.md", "，见[发展计划](item:water-bureau/pipes)", ""),
    )
    done = command("build", "--catalogue", catalogue, "--site-dir", folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    # With a manifest pages say since when they stand, and how they are cited.
    command("freeze", "--catalogue", catalogue, "--site-dir", folder / "site")
    command("build", "--catalogue", catalogue, "--site-dir", folder / "site")
    assert "引用本页" in (folder / "site/city-office/plan-2026.html").read_text("utf-8")
    return folder / "site"


@pytest.fixture(scope="module")
def broken(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages with planted faults, and a whole one."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "deep").mkdir()
    whole = (sample_site / "index.html").read_text("utf-8")
    for name, old, new in (
        ("whole.html", "", ""),
        ("deep/nested.html", "<h1>", "<ul><h1>"),
        ("deep/twice.html", 'id="home-search"', 'id="content"'),
        ("label.html", "<h2>", '<h2 role="none" aria-label="x" foo="1">'),
    ):
        (folder / name).write_text(whole.replace(old, new, 1), "utf-8")
    return folder


@pytest.fixture(scope="module")
def said(
    sample_site: Path, gone: Path, broken: Path, serve: Serve
) -> Mapping[Path, Sequence[Message]]:
    """What the checker, started once, says of each folder."""
    served = {serve(folder): folder for folder in (sample_site, gone, broken)}
    return {served[base]: messages for base, messages in check(served).items()}


def test_no_page_has_an_error_or_a_warning(
    said: Mapping[Path, Sequence[Message]], sample_site: Path
) -> None:
    assert by_message(said[sample_site]) == {}


def test_a_city_in_which_things_are_missing_and_gone_has_sound_pages_too(
    said: Mapping[Path, Sequence[Message]], gone: Path
) -> None:
    """What the sample does not show: few agencies, one of them closed, little known, texts gone."""
    assert "因保护个人信息删除" in (gone / "city-office/plan-explained.html").read_text("utf-8")
    assert "本机关已撤销" in (gone / "water-bureau/index.html").read_text("utf-8")
    assert by_message(said[gone]) == {}


def test_the_checker_finds_a_broken_page_among_whole_ones(
    said: Mapping[Path, Sequence[Message]], broken: Path
) -> None:
    assert {page for page, _, _ in said[broken]} == {
        "deep/nested.html",
        "deep/twice.html",
        "label.html",
    }
