"""`check` and `rules` as a user or a program calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import FACTS, ITEMS, PLAN
from disclosure import checks
from small_city import drop, edit, put, write

ROOT = Path(__file__).parent.parent

Command = Callable[..., subprocess.CompletedProcess[str]]

WARNING = edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-12-01")
ERROR = edit(ITEMS, "  period: yearly", "  period: annually")


def test_clean(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "检查了 2 个机关、4 个事项、4 条信息：0 个错误，0 个警告。\n"


def test_error(command: Command, tmp_path: Path) -> None:
    write(tmp_path, ERROR)
    done = command("check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == (
        "catalogue/agencies/city-office/catalogue.yml:10:11 错误 C503：没有“annually”这种公开节奏或周期。"
    )


def test_warning_counts_only_when_strict(command: Command, tmp_path: Path) -> None:
    write(tmp_path, WARNING)
    assert command("check", cwd=tmp_path).returncode == 0
    strict = command("check", "--strict", cwd=tmp_path)
    assert strict.returncode == 1
    assert "0 个错误，1 个警告" in strict.stdout


def test_language(command: Command, tmp_path: Path) -> None:
    write(tmp_path, ERROR)
    done = command("check", "--lang", "en", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == (
        "catalogue/agencies/city-office/catalogue.yml:10:11 error C503: "
        "there is no rhythm or period 'annually'."
    )
    assert done.stdout.endswith("Checked 2 agencies, 4 items, 4 records: 1 errors, 0 warnings.\n")


def test_json_is_all_that_is_printed(command: Command, tmp_path: Path) -> None:
    write(tmp_path, ERROR)
    done = command("check", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    value = json.loads(done.stdout)
    assert value["summary"] == {
        "errors": 1,
        "warnings": 0,
        "agencies": 2,
        "items": 4,
        "records": 4,
    }
    (finding,) = value["diagnostics"]
    assert (finding["code"], finding["line"], finding["column"]) == ("C503", 10, 11)


def test_github_prints_nothing_when_clean(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("check", "--format", "github", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    write(tmp_path, ERROR)
    done = command("check", "--format", "github", cwd=tmp_path)
    assert done.stdout.startswith(
        "::error file=catalogue/agencies/city-office/catalogue.yml,line=10"
    )


def test_one_agency(command: Command, tmp_path: Path) -> None:
    write(tmp_path, ERROR)
    other = command("check", "--agency", "water-bureau", cwd=tmp_path)
    assert (other.returncode, other.stdout) == (
        0,
        "检查了 1 个机关、1 个事项、1 条信息：0 个错误，0 个警告。\n",
    )
    assert command("check", "--agency", "city-office", cwd=tmp_path).returncode == 1


def test_a_wrong_agency_is_wrong_use(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("check", "--agency", "water-buro", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "没有“water-buro”这个机关。您是不是想写 water-bureau？请改为 water-bureau。\n"
    )
    far = command("check", "--agency", "zzz", "--lang", "en", cwd=tmp_path)
    assert (far.returncode, far.stderr) == (
        2,
        "there is no agency 'zzz'. Ids are folders of agencies/.\n",
    )


def test_the_day_wins_over_as_of(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("check", "--on", "2026-10-01", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "C405：confirmed 的日期 2026-11-02 在 2026-10-01 之后" in done.stdout


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "2026-1-1", "20261120"])
def test_a_wrong_day_is_wrong_use(command: Command, tmp_path: Path, day: str) -> None:
    write(tmp_path)
    done = command("check", "--on", day, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"--on 的日期“{day}”不对，应写成 2026-11-20\n"


def test_a_missing_folder_is_wrong_use(command: Command, tmp_path: Path) -> None:
    done = command("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "找不到目录文件夹“catalogue”。它里面应有 site.yml；请用 --catalogue 指明位置\n"
    )


def test_a_folder_without_site_file_is_a_finding(command: Command, tmp_path: Path) -> None:
    write(tmp_path, drop("site.yml"))
    done = command("check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "catalogue/site.yml:1:1 错误 C017：缺少文件“site.yml”。"


@pytest.mark.parametrize(
    "arguments",
    [("check", "--format", "xml"), ("check", "--lang", "fr"), ("chek",), ("check", "x")],
)
def test_wrong_words_are_wrong_use(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = command(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: site_build.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_paths_are_relative_to_where_one_is(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "城", ERROR)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = command("check", "--catalogue", "../城/catalogue", cwd=elsewhere)
    assert done.stdout.startswith("catalogue/agencies/city-office/catalogue.yml:10:11 ")
    inside = command("check", "--catalogue", ".", cwd=tmp_path / "城" / "catalogue")
    assert inside.stdout == done.stdout
    assert command("check", cwd=elsewhere).returncode == 2


def test_check_writes_nothing_but_its_cache(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    command("check", "--no-cache", cwd=tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    command("check", cwd=tmp_path)
    assert sorted(p for p in tmp_path.rglob("*") if ".cache" not in p.parts) == before


def test_rules_lists_every_kind(command: Command, tmp_path: Path) -> None:
    done = command("rules", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line[:4] for line in lines] == [kind.code for kind in checks.KINDS]
    assert lines[0] == "C001  文件须为 UTF-8 编码。"


@pytest.mark.parametrize("code", ["C201", "c201"])
def test_rules_of_a_code(command: Command, tmp_path: Path, code: str) -> None:
    done = command("rules", code, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "C201 [错误] 约束本机关的每个类别都有事项，或者说明“无此类信息”。\n"
        "  为什么: 条例列出的类别必须公开；空着不说，公众不知道是没有还是没公开。"
        "仅限内部的事项公众看不到，不算。\n"
        "  怎样改: 在 catalogue.yml 中增加事项；确实没有的，"
        "在 agency.yml 的 nil_returns 中写明理由、日期和签发岗位。\n"
    )


def test_rules_of_an_unknown_code(command: Command, tmp_path: Path) -> None:
    done = command("rules", "X", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "没有代码为“X”的规则。不带代码运行 rules 可列出全部。\n"
    near = command("rules", "C201X", "--lang", "en", cwd=tmp_path)
    assert (near.returncode, near.stderr) == (
        2,
        "there is no rule 'C201X'. Did you mean C201? Write C201.\n",
    )


def test_binary_rubbish_everywhere_is_no_traceback(command: Command, tmp_path: Path) -> None:
    rubbish = bytes(range(256)) * 8
    changes = [put(path, rubbish) for path in (FACTS, ITEMS, PLAN, "site.yml", "pages/help.md")]
    write(tmp_path, *changes)
    done = command("check", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert {finding["code"] for finding in json.loads(done.stdout)["diagnostics"]} == {"C002"}


@pytest.mark.parametrize("words", [("rules",), ("rules", "C201"), ("check", "--format", "json")])
def test_a_reader_that_wants_no_more_gets_no_traceback(words: tuple[str, ...]) -> None:
    """As in `site_build.py rules | head -1`."""
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as closed:
        command = [sys.executable, "site_build.py", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=closed, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "")
