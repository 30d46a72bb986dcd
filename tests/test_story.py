"""A year of an office, commit by commit: what the check says before each step, and what stands on the
site after it, in a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cases import ITEMS, NOTICES, PLAN
from conftest import run_command
from git_city import Town, git
from leaks import unpacked
from small_city import OFFICE, Change, append, drop, edit, move, put

SECRET = "赵钱孙李"
"""What must not be published: it stands in a record, and is seen too late."""
DECISION = f"{OFFICE}/records/2026/plan-decision.md"
LIMIT = "limit: {days: %d, unit: working, after: approved}"


def said(of: str, kind: str, more: str = "") -> Change:
    """Change: one more line of the notices."""
    line = f"- {{of: {of}, kind: {kind}, date: 2026-11-18, explanation: 因{kind}说明{more}}}\n"
    return append(NOTICES, line)


def decision(files: dict[str, bytes | Path]) -> None:
    """Change: a record that names somebody."""
    text = files[PLAN]
    assert isinstance(text, bytes)
    body = f"\n\n{SECRET}等三户的补助已经发放。\n"
    put(
        DECISION,
        text.decode()
        .replace("2026-00001", "2026-00009")
        .replace("title: 小城2026年发展计划", f"title: 关于{SECRET}等户补助的决定")
        .replace("document_number: 小政办〔2026〕1号", "document_number: 小政办〔2026〕9号")
        + body,
    )(files)


class Year:
    """The office's repository with its site: each step is checked, committed and built."""

    def __init__(self, folder: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
        self.town, self.site = Town(folder, decision), folder / "site"
        self.build()
        self.address = serve(self.site)
        self.page: Page = browser.new_context(locale="zh-CN").new_page()

    def build(self) -> None:
        done = run_command("build", "--catalogue", self.town.root, "--site-dir", self.site)
        assert done.returncode == 0, done.stderr

    def refused(self, *changes: Change) -> str:
        """What is found of a step without its notice; then nothing of it is left."""
        before = dict(self.town.files)
        self.town.write(*changes)
        done = run_command("check", "--catalogue", self.town.root, "--base", "HEAD")
        assert done.returncode == 1
        built = run_command("build", "--catalogue", self.town.root, "--site-dir", self.site)
        self.town.files = before
        self.town.write()
        return done.stdout + built.stderr

    def step(self, day: str, *changes: Change) -> None:
        """A step with its notice: nothing is found, and the site shows it."""
        self.town.write(*changes)
        done = run_command("check", "--catalogue", self.town.root, "--base", "HEAD")
        assert done.returncode == 0, done.stdout
        self.town.commit(at=f"{day} 09:00")
        self.build()

    def look(self, address: str, part: str = "body") -> str:
        """The text of a page as it is seen."""
        self.page.goto(f"{self.address}{address}")
        return self.page.locator(part).inner_text()

    def everything(self) -> str:
        return b"\n".join(data for _, data in unpacked(self.site)).decode("utf-8", "replace")


@pytest.fixture(scope="module")
def year(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser, serve: Callable[[Path], str]
) -> Year:
    return Year(tmp_path_factory.mktemp("year"), browser, serve)


def test_the_limit_of_an_item_is_shortened(year: Year) -> None:
    shorter = edit(ITEMS, LIMIT % 20, LIMIT % 10)
    told = year.refused(shorter)
    assert f"catalogue/{ITEMS}:7:10 错误 C432" in told
    assert "公开时限由“自批准之日起20个工作日内”改为“自批准之日起10个工作日内”" in told
    year.step("2026-11-18", shorter, said("plan", "changed"))
    seen = year.look("city-office/plan.html")
    assert "自批准之日起10个工作日内" in seen and "2026年11月18日变更" in seen
    assert "时限由20个工作日改为10个工作日" in year.look("city-office/plan.html", "section.history")
    assert "因changed说明" in year.look("lists/changes.html")
    assert "因changed说明" in (year.site / "feeds/agency/city-office.xml").read_text("utf-8")


def test_an_item_is_ended(year: Year) -> None:
    entry = "- id: seals\n" + year.town.files[ITEMS].decode().split("- id: seals\n")[1]  # type: ignore[union-attr]
    entry = entry[: entry.index("- id: tunnels")]
    gone = (edit(ITEMS, entry, ""), drop(f"{OFFICE}/services/use-of-seal.md"))
    nil = edit(
        f"{OFFICE}/agency.yml", "nil_returns:\n",
        "nil_returns:\n  - {category: organisation-and-services, reason: 已停办, date: 2026-11-18,"
        " signed_by: 主任}\n",
    )  # fmt: skip
    told = year.refused(*gone, nil)
    assert f"catalogue/{ITEMS}:12:7 错误 C430" in told
    assert "C440：现在的网站上有网页 city-office/seals.html" in told
    year.step(
        "2026-11-19", *gone, nil, said("seals", "terminated"), said("use-of-seal", "terminated")
    )
    seen = year.look("city-office/seals.html")
    assert "2026年11月18日终止" in seen and "因terminated说明" in seen
    assert "用印办理" not in year.look("city-office/lists/catalogue.html", "article")
    assert "用印" not in year.look("lists/services.html", "article")


def test_a_record_is_renamed(year: Year) -> None:
    old, new = f"{OFFICE}/records/2026/plan-explained.md", f"{OFFICE}/records/2026/plan-told.md"
    told = year.refused(move(old, new))
    assert f"catalogue/{old}:1:1 错误 C431" in told and "plan-told" in told
    year.step(
        "2026-11-20", move(old, new), said("plan-explained", "renamed", ", successor: plan-told")
    )
    year.page.goto(f"{year.address}city-office/plan-explained.html")
    year.page.wait_for_url("**/city-office/plan-told.html")
    assert "发展计划解读" in year.page.locator("h1").inner_text()


def test_a_record_is_removed_because_it_names_somebody(year: Year) -> None:
    assert SECRET in year.everything()
    assert "C430" in year.refused(drop(DECISION))
    year.step("2026-11-21", drop(DECISION), said("plan-decision", "removed-personal-data"))
    seen = year.look("city-office/plan-decision.html", "article")
    assert "因保护个人信息删除" in seen and "2026年11月18日" in seen
    for word in (SECRET, "小政办〔2026〕9号", "2026-00009", "因removed-personal-data说明"):
        assert word not in year.everything(), word
    cache = year.town.folder / ".cache"
    assert not [p for p in cache.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]


def test_all_of_it_stands_where_people_look(year: Year) -> None:
    """After the last step; of what was removed only that it was."""
    month = year.look("lists/changes.html", "article")
    for words in ("变更", "终止", "更名", "因保护个人信息删除"):
        assert words in month
    assert git(year.town.folder, "status", "--porcelain", "catalogue") == ""
    done = run_command("check", "--catalogue", year.town.root, "--base", "HEAD~4")
    assert done.returncode == 0, done.stdout
