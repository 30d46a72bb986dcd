"""`filing`: the catalogue to be filed, as a workbook and a printed page, read back by others."""

from __future__ import annotations

import hashlib
import html
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from cases import ANSWERED, BUREAU_FACTS, FACTS, INTERNAL, ITEMS, PLAN, WORKS, unfiled
from disclosure.cli import main
from small_city import Change, edit, write

Command = Callable[..., subprocess.CompletedProcess[str]]
STEM = "city-office-catalogue-2026-11-20"
HEADINGS = "序号 公开的事项 公开的期限 公开的形式 类别 公开内容 公开依据 责任科室 公开对象 公开方式 公开节奏".split()
PLANS = "本行政区域的社会经济发展战略、发展计划、重大决策、工作目标及实施情况"
LAND = "城乡规划、土地征用、房屋拆迁、经营性土地使用权出让、矿产资源开发和利用"


def made(folder: Path, *changes: Change, agency: str = "city-office") -> dict[str, bytes]:
    """The files that the command writes, by name."""
    root = write(folder, *changes)
    arguments = ["filing", agency, "--catalogue", str(root), "--out", str(folder / "filing")]
    assert main([*arguments, "--no-cache"]) == 0
    return {path.name: path.read_bytes() for path in sorted((folder / "filing").iterdir())}


def rows(data: bytes) -> list[list[object]]:
    """The cells of the sheet, read by another program."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def words(page: bytes) -> str:
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page.decode(), flags=re.S)
    return re.sub(r"\s+", "", html.unescape(text))


def test_what_is_printed(command: Command, tmp_path: Path) -> None:
    write(
        tmp_path,
        edit(
            FACTS, "  - {to: province, date: 2026-01-20, ", "  - {to: province, date: 2025-01-20, "
        ),
    )
    done = command("filing", "city-office", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    digest = re.findall(r"v1:[0-9a-f]{64}", done.stdout)[0]
    assert done.stdout == (
        f"已生成 filing/{STEM}.xlsx\n"
        f"已生成 filing/{STEM}.html\n"
        f"目录校验值：{digest}\n"
        "依照条例第十一条第二款，报小省人民政府备案。最近一次报送的就是现行目录，不必重报。\n"
        "收到回执后，在 catalogue/agencies/city-office/agency.yml 的 filings 下面加上"
        "（日期和回执文号按实际填写）：\n"
        "  - to: province\n"
        "    date: 2026-11-20\n"
        f'    hash: "{digest}"\n'
        "    receipt:   # 回执文号\n"
    )
    assert {path.name for path in (tmp_path / "filing").iterdir()} == {
        f"{STEM}.xlsx",
        f"{STEM}.html",
    }


def test_what_is_printed_for_an_agency_that_never_filed(command: Command, tmp_path: Path) -> None:
    write(tmp_path, unfiled)
    done = command(
        "filing", "water-bureau", "--out", "a/b", "--lang", "en", "--on", "2026-12-01", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Wrote a/b/water-bureau-catalogue-2026-12-01.xlsx"
    assert (
        lines[3]
        == "File it with 小城人民政府办公室 (条例第十一条第二款). It was never filed there."
    )
    assert lines[4] == "File it with 小城监察机关 (条例第十一条第二款). It was never filed there."
    assert lines[6:9] == ["filings:", "  - to: city-office", "    date: 2026-12-01"]


def test_the_lines_that_are_printed_make_the_check_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a change the catalogue is filed again by what the command says; only the receipt is ours."""
    root = write(tmp_path)
    items = root / ITEMS
    items.write_text(
        items.read_text("utf-8").replace("年度发展计划", "年度和季度发展计划"), "utf-8"
    )
    check = ["check", "--strict", "--catalogue", str(root), "--no-cache"]
    assert main(check) == 1
    assert "警告 C715" in capsys.readouterr().out
    assert (
        main(["filing", "city-office", "--catalogue", str(root), "--out", str(tmp_path / "f")]) == 0
    )
    lines = capsys.readouterr().out.split("：\n", 1)[1]
    facts = root / FACTS
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("nil_returns:", f"{lines}nil_returns:"), "utf-8")
    assert main(check) == 1
    assert re.findall(r"C\d+：[^\n]*", capsys.readouterr().out) == [
        "C716：备案记录没有写明回执文号（receipt）。"
    ]
    facts.write_text(
        facts.read_text("utf-8").replace("receipt:   #", "receipt: 小备〔2026〕8号 #"), "utf-8"
    )
    assert main(check) == 0


def test_the_workbook(tmp_path: Path) -> None:
    data = made(tmp_path)[f"{STEM}.xlsx"]
    cells = rows(data)
    assert cells[0][0] == "小城人民政府办公室政务公开目录"
    above = [str(row[0]) for row in cells[1:8]]
    assert above[:6] == [
        "编制机关：小城人民政府办公室",
        "统一社会信用代码：11990000MB0000901Q",
        "机关类型：市级，人民政府",
        "报送备案：小省人民政府（条例第十一条第二款）",
        "制表日期：2026年11月20日",
        "公开事项：3项，另有20类没有信息",
    ]
    assert re.fullmatch(r"目录校验值：v1:[0-9a-f]{64}", above[6])
    assert cells[8] == HEADINGS
    assert cells[9] == [
        1.0, "发展计划", "自批准之日起20个工作日内", "政府网站、政务公开栏", PLANS, "年度发展计划",
        "条例第七条第(一)项", "秘书科", "社会公众", "主动公开", "日常性工作，定期公开（每年）",
    ]  # fmt: skip
    assert cells[10][:6] == [
        "", "无此类信息", "", "", "规章、规范性文件及其他政策规定", "今年没有，由主任于2026年1月5日确认",
    ]  # fmt: skip
    assert cells[11][0:2] == [2.0, "用印办理"] and cells[11][8] == "本市单位"
    tunnels = next(row for row in cells if row[1] == "人防工程位置")
    assert tunnels == [
        3.0, "人防工程位置", "—", "—", LAND, "不予公开：国家秘密",
        "《中华人民共和国保守国家秘密法》第十三条", "秘书科", "—", "不予公开", "—",
    ]  # fmt: skip
    assert len(cells) == 9 + 3 + 20 + 2


def test_the_workbook_is_set_up_to_be_printed(tmp_path: Path) -> None:
    data = made(tmp_path)[f"{STEM}.xlsx"]
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert "<pageSetUpPr fitToPage" in sheet
    assert "第 &amp;P 页，共 &amp;N 页" in sheet
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    book = part(data, "xl/workbook.xml")
    assert re.search(r'_xlnm\.Print_Titles"[^>]*>[^<]*!\$9:\$9<', book)
    assert "2026-11-20T00:00:00Z" in part(data, "docProps/core.xml")


@pytest.mark.parametrize(
    "evil",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://evil.example")',
        "\t=1",
        "http://evil.example/",
        "007",
        "<b>&amp;",
    ],
)
def test_texts_stay_texts(tmp_path: Path, evil: str) -> None:
    quoted = '"' + evil.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
    files = made(tmp_path, edit(ITEMS, "content: 年度发展计划", f"content: {quoted}"))
    data = files[f"{STEM}.xlsx"]
    assert rows(data)[9][5] == evil.strip()
    sheet = part(data, "xl/worksheets/sheet1.xml")
    cell = re.search(r'<c r="F10" s="(\d+)" t="s">', sheet)
    assert cell and "<f>" not in sheet and "<hyperlink" not in sheet
    styles = part(data, "xl/styles.xml").partition("<cellXfs")[2].partition("</cellXfs>")[0]
    style = re.findall(r"<xf [^>]*>", styles)[int(cell[1])]
    assert 'quotePrefix="1"' in style
    page = files[f"{STEM}.html"].decode()
    assert html.escape(evil.strip(), quote=False) in html.escape(html.unescape(page), quote=False)
    assert "<b>" not in page and "<script" not in page


def test_a_text_that_no_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    long = ", ".join(f"依据{number}{'长' * 15_000}" for number in range(3))
    data = made(tmp_path, edit(ITEMS, "basis: [条例第七条第(一)项]", f"basis: [{long}]"))
    text = str(rows(data[f"{STEM}.xlsx"])[9][6])
    assert len(text) == 32_767 and text.endswith("长……（全文见网站）")


def test_the_page_says_the_same(tmp_path: Path) -> None:
    files = made(tmp_path)
    text = words(files[f"{STEM}.html"])
    for row in rows(files[f"{STEM}.xlsx"])[:-2]:
        for cell in row:
            said = f"{cell:.0f}" if isinstance(cell, float) else str(cell)
            if said != "类别":  # there it stands above its lines
                assert "".join(said.split()) in text, said
    for line in ("报送机关（盖章）：", "经办：", "审核：", "签收："):
        assert line in text
    page = files[f"{STEM}.html"].decode()
    assert not re.search(r"<(?:script|link|img|iframe)\b|\bsrc=|https?://", page)


def test_it_prints_on_a4_across_with_page_numbers(browser: Browser, tmp_path: Path) -> None:
    made(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "filing" / f"{STEM}.html").as_uri())
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    count = len(read.pages)
    assert count > 1
    for number, sheet in enumerate(read.pages, 1):
        # Some fonts say of a character that it is its radical.
        text = "".join(sheet.extract_text().split()).replace("\u2eda", "页")
        assert f"第{number}页，共{count}页" in text
        assert number == count or "公开的期限" in text  # the head is on each page of the table


def test_the_page_does_not_overflow_a_phone(browser: Browser, tmp_path: Path) -> None:
    made(tmp_path)
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto((tmp_path / "filing" / f"{STEM}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_what_is_internal_is_in_no_file(tmp_path: Path) -> None:
    secret = "LEAK-SECRET"
    files = made(
        tmp_path,
        edit("site.yml", "packs:", "repository: private\npacks:"),
        *(INTERNAL, ANSWERED),
        edit(
            ITEMS,
            "  name: 用印办理\n  content: 用印的条件和程序",
            f"  name: {secret}\n  content: {secret}",
        ),
        edit(ITEMS, "  name: 人防工程位置\n", f"  name: 人防工程位置\n  content: {secret}\n"),
    )
    for name, data in files.items():
        assert secret.encode() not in data, name
    data = files[f"{STEM}.xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for inner in archive.namelist():
            assert secret.encode() not in archive.read(inner), inner
    assert [row[0] for row in rows(data) if isinstance(row[0], float)] == [1.0, 2.0]


def test_the_same_catalogue_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path / "one")
    other = made(tmp_path / "other", edit(PLAN, "今年的目标见", "今年的目标改见"))  # a record
    assert {name: hashlib.sha256(data).hexdigest() for name, data in one.items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in other.items()
    }


def test_an_unknown_agency(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    done = command("filing", "city-offise", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "没有“city-offise”这个机关。您是不是想写 city-office？请改为 city-office。\n"
    )
    assert not (tmp_path / "filing").exists()
    assert command("filing", cwd=tmp_path).returncode == 2


def test_a_catalogue_with_errors_is_not_filed(command: Command, tmp_path: Path) -> None:
    write(tmp_path, edit(WORKS, "forms: [website]", "forms: [web]"))
    done = command("filing", "water-bureau", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "water-bureau/catalogue.yml:8:11 错误 C502" in done.stderr
    assert done.stderr.endswith("没有生成报送的目录。改正以上错误后，请重新运行。\n")
    assert not (tmp_path / "filing").exists()
    assert command("filing", "city-office", cwd=tmp_path).returncode == 0  # that of others may be


def test_errors_of_records_do_not_matter_and_those_of_the_site_do(
    command: Command, tmp_path: Path
) -> None:
    write(tmp_path / "one", edit(PLAN, "validity: in-force", "validity: in-forse"))
    assert command("filing", "city-office", cwd=tmp_path / "one").returncode == 0
    write(tmp_path / "two", edit("site.yml", "packs: [seed-province]", "packs: [seed]"))
    done = command("filing", "city-office", cwd=tmp_path / "two")
    assert done.returncode == 1 and "catalogue/site.yml:6:" in done.stderr


def test_an_abolished_agency_files_nothing(command: Command, tmp_path: Path) -> None:
    closed = "closed: {date: 2026-10-01, basis: 机构改革方案}\nnil_returns:"
    write(tmp_path, edit(BUREAU_FACTS, "nil_returns:", closed))
    done = command("filing", "water-bureau", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("“water-bureau”已经撤销，不再报送目录。")


def test_a_department_without_parent_is_told_so(command: Command, tmp_path: Path) -> None:
    write(tmp_path, edit(BUREAU_FACTS, "parent: city-office\n", ""))
    done = command("filing", "water-bureau", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "没有写明上级机关，不知道报哪个人民政府备案：请在 agency.yml 中补写 parent。" in done.stdout
    )
    assert re.findall(r"- to: (.*)", done.stdout) == ["commission"]


@pytest.mark.parametrize("out", ["catalogue", "catalogue/filing", "taken"])
def test_where_nothing_can_be_written(command: Command, tmp_path: Path, out: str) -> None:
    write(tmp_path)
    (tmp_path / "taken").write_text("a file")
    done = command("filing", "city-office", "--out", out, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(r"--out 不能在目录文件夹里|不能写入“taken”", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "catalogue" / "filing").exists()
