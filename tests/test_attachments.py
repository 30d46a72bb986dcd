"""What is read in attachments, and what the published copy of each is."""

from __future__ import annotations

import hashlib
import io
import random
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from attachment_files import (
    GPS,
    OLE,
    app,
    core,
    custom,
    docx,
    exif,
    jpeg,
    links,
    notes,
    odt,
    packed,
    paragraph,
    pdf,
    png,
    pptx,
    stream,
    unpacked,
    webp,
    word_part,
    xlsx,
)
from disclosure.attachments import Inspection, copy_of, facts, inspect, passages
from disclosure.attachments import packed as packed_inspection
from disclosure.attachments import unpacked as unpacked_inspection
from disclosure.attachments.archive import wrong_name
from disclosure.load.shelf import Shelf, shelf_of
from disclosure.privacy import scan
from rule_cases.attachments import CASES as FLAWED
from rule_cases.attachments import PICTURE, SCANNED, TRACKED

ROOT = Path(__file__).parents[1]
SAMPLE = sorted((ROOT / "catalogue" / "agencies").glob("*/files/**/*"))
MOBILE = "138" + "0000" + "1234"


def texts(name: str, data: bytes) -> list[tuple[str, str]]:
    return [(passage.where.zh, passage.text) for passage in passages(name, data)]


def told(name: str, data: bytes) -> list[tuple[str, str, str]]:
    return [(leak.kind, leak.mask, leak.where.zh) for leak in inspect(name, data, scan).leaks]


def _filled(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_row("A3", ["电话", int(MOBILE)])
    sheet.write_comment("A1", "批注的话", {"author": ""})
    sheet.set_header("&L页眉的话")


def _in_a_hidden_sheet(book: Workbook, sheet: Worksheet) -> None:
    hidden = book.add_worksheet("暗")
    hidden.write_number("C4", float(MOBILE))
    hidden.hide()


def _born(book: Workbook, sheet: Worksheet) -> None:
    sheet.write_row("A1", ["姓名", "出生日期"])
    sheet.write_string("A2", "某某")
    sheet.write_number("B2", 32874, book.add_format({"num_format": "yyyy/m/d"}))


COMMENT = word_part(
    "comments", f'<w:comment w:id="1" w:author="某">{paragraph("批注的话")}</w:comment>'
)


def _restricted() -> bytes:
    """A PDF that may be read but not printed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _two_pages() -> bytes:
    writer = pypdf.PdfWriter()
    for data in (pdf(), SCANNED):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _locked() -> bytes:
    """A ZIP that says that its only file is encrypted."""
    data = bytearray(packed({"a.txt": "甲"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


READ: tuple[tuple[str, str, bytes, list[tuple[str, str]]], ...] = (
    ("a table", "a.csv", "甲,乙\n1,2\n".encode(), [("第1行", "甲,乙\n1,2\n")]),
    ("a table of Windows", "a.csv", "甲,乙\n".encode("gb18030"), [("第1行", "甲,乙\n")]),
    ("tabs", "a.tsv", "甲\t乙\n".encode("utf-16"), [("第1行", "甲|乙\n")]),
    (
        "a workbook",
        "a.xlsx",
        xlsx(_filled),
        [
            ("工作表“名单”的页眉页脚", "&L页眉的话"),
            (
                "工作表“名单”的A1单元格",
                f"| 项目 | 数量 |\n|---|---|\n| 道路 | 12 |\n| 电话 | {MOBILE} |\n",
            ),
            ("工作表“名单”的A1单元格的批注", "批注的话"),
        ],
    ),
    (
        "a document with all that it may have",
        "a.docx",
        docx(
            TRACKED + paragraph("密", "<w:rPr><w:vanish/></w:rPr>"),
            parts={
                "word/header1.xml": word_part("hdr", paragraph("页眉的话")),
                "word/footnotes.xml": word_part("footnotes", paragraph("脚注的话")),
                "word/comments.xml": COMMENT,
                "word/charts/chart1.xml": "<c><v>图表的话</v></c>",
                "docProps/core.xml": core(""),
                "customXml/item1.xml": "<a><b>数据的话</b></a>",
            },
        ),
        [
            ("图表", "图表的话"),
            ("自定义XML数据", "数据的话"),
            ("正文", "甲\n旧新\n密\n"),
            ("页眉", "页眉的话\n"),
            ("脚注", "脚注的话\n"),
            ("批注", "批注的话\n"),
            ("文档属性", "示例"),
        ],
    ),
    (
        "a presentation",
        "a.pptx",
        pptx("标题的话", parts={"ppt/notesSlides/notesSlide1.xml": notes("备注的话")}),
        [("第1张幻灯片", "标题的话\n"), ("第1份备注", "备注的话\n")],
    ),
    (
        "a PDF",
        "a.pdf",
        pdf(
            "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (note) >>",
            "<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 1 >>",
            "<< /Title (outline) /Parent 8 0 R >>",
            info="/Title (title)",
            page="/Annots [7 0 R]",
            root="/Outlines 8 0 R",
        ),
        [
            ("第1页", "Report"),
            ("第1页的批注或者表单", "note"),
            ("书签", "outline"),
            ("文档属性", "title"),
        ],
    ),
    ("a text of ODF", "a.odt", odt(), [("正文", "正文\n")]),
    (
        "an archive",
        "a.zip",
        packed({"名单.xlsx": xlsx()}),
        [
            ("压缩包内的文件名", "名单.xlsx"),
            (
                "压缩包内的“名单.xlsx”，工作表“名单”的A1单元格",
                "| 项目 | 数量 |\n|---|---|\n| 道路 | 12 |\n",
            ),
        ],
    ),
    (
        "a picture",
        "a.jpg",
        jpeg((0xFE, "图片的话".encode())),
        [("图片说明信息", "图片的话")],
    ),
    ("nothing of what cannot be read", "a.docx", b"PK\x03\x04", []),
)


@pytest.mark.parametrize(
    ("name", "data", "expected"), [r[1:] for r in READ], ids=[r[0] for r in READ]
)
def test_every_text_is_read_with_its_place(
    name: str, data: bytes, expected: list[tuple[str, str]]
) -> None:
    assert texts(name, data) == expected


LEAKING = (
    ("a.csv", f"甲,乙\n丙,{MOBILE}\n".encode(), "第2行"),
    ("a.xlsx", xlsx(_filled), "工作表“名单”的B3单元格"),
    ("a.xlsx", xlsx(_in_a_hidden_sheet), "工作表“暗”的C4单元格"),
    ("a.docx", docx(paragraph("甲") + paragraph(MOBILE[:3] + "</w:t></w:r><w:r><w:t>" + MOBILE[3:])), "正文第2段"),
    ("a.docx", docx(parts={"word/comments.xml": COMMENT.replace("批注的话", MOBILE)}), "批注第1段"),
    ("a.pptx", pptx(MOBILE), "第1张幻灯片"),
    ("a.pdf", pdf(text=MOBILE), "第1页"),
    ("a.pdf", pdf(info=f"/Title ({MOBILE})"), "文档属性"),
    ("a.odt", odt(f"<text:p>{MOBILE}</text:p>"), "正文"),
    ("a.zip", packed({"b.csv": f"甲\n{MOBILE}\n"}), "压缩包内的“b.csv”，第2行"),
    ("a.zip", packed({f"{MOBILE}.csv": "甲\n"}), "压缩包内的文件名"),
    ("a.zip", packed({"名.docx": docx(paragraph(MOBILE))}), "压缩包内的“名.docx”，正文第1段"),
    ("a.png", png((b"tEXt", b"Comment\0" + MOBILE.encode())), "图片说明信息"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data", "where"), LEAKING)
def test_a_mobile_number_is_found_where_it_stands(name: str, data: bytes, where: str) -> None:
    assert told(name, data) == [("mobile", "138****1234", where)]


def test_a_date_of_birth_kept_as_a_number_is_found_under_its_head() -> None:
    ((kind, _, where),) = told("a.xlsx", xlsx(_born))
    assert (kind, where) == ("birth", "工作表“名单”的B2单元格")


def test_two_cells_are_not_one_number() -> None:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A3", [int(MOBILE[:5]), int(MOBILE[5:])])
        sheet.write_number("A4", int(MOBILE[:5]))
        sheet.write_number("B5", int(MOBILE[5:]))

    assert told("a.xlsx", xlsx(fill)) == []
    assert told("a.csv", f"{MOBILE[:5]}\t{MOBILE[5:]}\n".encode()) == []


def test_an_inspection_holds_no_value_and_no_name() -> None:
    parts = {"docProps/core.xml": core("王小明")}
    seen = inspect("a.docx", docx(paragraph(MOBILE), parts=parts), scan)
    kept = packed_inspection(seen)
    assert unpacked_inspection(kept) == seen
    assert seen.leaks and seen.flaws
    assert MOBILE not in repr(kept) and "王小明" not in repr(kept)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_the_attachments_of_the_sample_are_clean(path: Path) -> None:
    data = path.read_bytes()
    seen = inspect(path.name, data, scan)
    assert seen == Inspection(seen.type)
    assert copy_of(data, seen.type) == data
    assert texts(path.name, data)


# Published copies


FULL = {
    "docProps/core.xml": core("某人"),
    "docProps/app.xml": app("某公司"),
    "docProps/custom.xml": custom("负责人", "某人"),
}
TURNED = exif((0x0112, 3, 6), gps=True)
LOSING: tuple[tuple[str, bytes], ...] = (
    ("a.docx", docx(parts=FULL)),
    ("a.xlsx", xlsx(author="某人")),
    ("b.xlsx", xlsx(parts=FULL)),
    ("a.pptx", pptx(parts=FULL)),
    ("a.odt", odt(meta="<meta:initial-creator>某人</meta:initial-creator><dc:creator>某人</dc:creator>")),
    ("a.pdf", pdf(info="/Author (SomeOne) /Title (Plan) /Company (SomeFirm)")),
    (
        "b.pdf",
        pdf(
            stream("/Type /Metadata /Subtype /XML", b"<dc:creator><rdf:li>SomeOne</rdf:li></dc:creator>"),
            root="/Metadata 7 0 R",
        ),
    ),
    ("a.jpg", PICTURE),
    ("b.jpg", jpeg((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (0xE1, b"Exif\0\0" + TURNED), (0xE2, b"ICC_PROFILE\0\1\1x"), (0xED, b"Photoshop 3.0\0SomeOne"), (0xFE, b"SomeOne"), tail=b"SomeOne")),
    ("a.png", png((b"eXIf", TURNED), (b"tEXt", b"Author\0SomeOne"), (b"gAMA", b"\0\0\xb1\x8f"))),
    ("a.webp", webp((b"EXIF", GPS), (b"XMP ", b"<dc:creator>SomeOne</dc:creator>"))),
)  # fmt: skip


def lossy(name: str) -> bytes:
    return dict(LOSING)[name]


def copied(name: str) -> bytes:
    return copy_of(lossy(name), inspect(name, lossy(name), scan).type)


@pytest.mark.parametrize(("name", "data"), LOSING, ids=[name for name, _ in LOSING])
def test_the_copy_has_nothing_to_lose_and_says_the_same(name: str, data: bytes) -> None:
    seen = inspect(name, data, scan)
    made = copied(name)
    assert seen.flaws and all(flaw.lost for flaw in seen.flaws)
    assert seen.copy == (len(made), hashlib.sha256(made).hexdigest())
    assert inspect(name, made, scan) == Inspection(seen.type)
    assert copy_of(made, seen.type) == made
    for word in ("某人", "SomeOne", "某公司", "SomeFirm"):
        assert word.encode() not in made
    if not name.endswith((".jpg", ".png", ".webp")):
        kept = [
            each for each in texts(name, data) if each[1] not in ("某人", "SomeOne", "SomeFirm")
        ]
        assert [each for each in texts(name, made) if each[1].strip()] == [
            each for each in kept if "SomeOne" not in each[1]
        ]


def test_the_copy_is_the_same_in_another_process() -> None:
    """Neither the time nor the order of a set is in it."""
    code = (
        "import hashlib, test_attachments as t\n"
        "for name, _ in t.LOSING: print(hashlib.sha256(t.copied(name)).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "tests",
    )
    here = [hashlib.sha256(copied(name)).hexdigest() for name, _ in LOSING]
    assert run.stdout.split() == here


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "b.xlsx", "a.pptx", "a.odt"])
def test_all_other_parts_of_a_document_are_kept_byte_for_byte(name: str) -> None:
    before, after = unpacked(lossy(name)), unpacked(copied(name))
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert changed <= {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}
    assert changed
    with zipfile.ZipFile(io.BytesIO(copied(name))) as file:
        assert file.testzip() is None
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(info.extra or info.comment for info in file.infolist())


def test_a_copied_workbook_opens_in_another_program() -> None:
    for name in ("a.xlsx", "b.xlsx"):
        before, after = (
            CalamineWorkbook.from_filelike(io.BytesIO(d)) for d in (lossy(name), copied(name))
        )
        assert before.sheet_names == after.sheet_names == ["名单"]
        rows = [book.get_sheet_by_name("名单").to_python() for book in (before, after)]
        assert rows[0] == rows[1] == [["项目", "数量"], ["道路", 12.0]]


def test_the_path_under_which_a_workbook_was_saved_is_lost() -> None:
    book = unpacked(xlsx())
    said = book["xl/workbook.xml"]
    assert isinstance(said, bytes)
    path = (
        b'<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        b'url="C:\\Users\\SomeOne\\Desktop\\"/><bookViews>'
    )
    data = packed(book | {"xl/workbook.xml": said.replace(b"<bookViews>", path)})
    (flaw,) = inspect("a.xlsx", data, scan).flaws
    assert (flaw.kind, flaw.lost, flaw.where.zh) == ("author", True, "保存位置")
    made = copy_of(data, "xlsx")
    (changed,) = [part for part, each in unpacked(made).items() if unpacked(data)[part] != each]
    assert changed == "xl/workbook.xml" and b"SomeOne" not in made
    assert inspect("a.xlsx", made, scan).flaws == ()
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names == ["名单"]


def test_a_copied_pdf_has_the_same_pages_and_its_title() -> None:
    before, after = (pypdf.PdfReader(io.BytesIO(d)) for d in (lossy("a.pdf"), copied("a.pdf")))
    assert [page.extract_text() for page in before.pages] == ["Report"]
    assert [page.extract_text() for page in after.pages] == ["Report"]
    assert before.pages[0].get_contents().get_data() == after.pages[0].get_contents().get_data()  # type: ignore[union-attr]
    assert dict(after.metadata or {}) == {"/Title": "Plan"}
    assert copied("a.pdf").startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "more",
    [
        {"root": "/AcroForm << /SigFlags 3 /Fields [] >>"},
        {"root": "/Metadata 7 0 R"},
    ],
    ids=["signed", "PDF/A"],
)
def test_a_pdf_that_may_not_change_keeps_its_author_and_that_is_an_error(
    more: dict[str, str],
) -> None:
    data = pdf(
        stream("/Type /Metadata", b"<pdfaid:part>2</pdfaid:part>"), info="/Author (x)", **more
    )  # type: ignore[arg-type]
    (flaw,) = inspect("a.pdf", data, scan).flaws
    assert (flaw.kind, flaw.lost) == ("author", False)
    assert copy_of(data, "pdf") == data


@pytest.mark.parametrize(
    ("name", "type_"), [("a.jpg", "jpeg"), ("b.jpg", "jpeg"), ("a.png", "png"), ("a.webp", "webp")]
)
def test_a_copied_picture_looks_the_same_in_a_browser(name: str, type_: str, page: Page) -> None:
    """Size, how it is turned, and every pixel."""
    seen = []
    for data in (lossy(name), copied(name)):
        address = f"data:image/{type_};base64,{b64encode(data).decode()}"
        seen.append(
            page.evaluate(
                """async (address) => {
                    const image = new Image();
                    image.src = address;
                    await image.decode();
                    const canvas = document.createElement("canvas");
                    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
                    const context = canvas.getContext("2d");
                    context.drawImage(image, 0, 0);
                    const size = [canvas.width, canvas.height];
                    return [size, [...context.getImageData(0, 0, ...size).data]];
                }""",
                address,
            )
        )
    sizes = {"a.jpg": [16, 8], "b.jpg": [8, 16], "a.png": [2, 3], "a.webp": [1, 1]}
    assert seen[0][0] == seen[1][0] == sizes[name]
    assert seen[0][1] == seen[1][1]


def test_a_copied_jpeg_keeps_its_scan_and_colours_and_nothing_else() -> None:
    made = copied("b.jpg")
    assert b"ICC_PROFILE\0\1\1x" in made and b"JFIF" in made
    assert b"Photoshop" not in made and made.endswith(b"\xff\xd9")
    assert made.count(b"Exif\0\0") == 1
    before = lossy("b.jpg")
    assert made[made.index(b"\xff\xdb") :] == before[before.index(b"\xff\xdb") : -len(b"SomeOne")]


# Flaws besides those of the cases of the rules

_OFD = {
    "OFD.xml": "<OFD><DocBody><DocInfo><Author>某</Author></DocInfo></DocBody></OFD>",
    "Doc_0/Pages/Page_0/Content.xml": "<Page><TextObject><TextCode>正文</TextCode></TextObject></Page>",
}
_PHOTO = stream("/Subtype /Image /Width 16 /Height 8 /Filter /DCTDecode", PICTURE)
MORE: tuple[tuple[str, str, bytes, list[tuple[str, str, str]]], ...] = (
    (
        "a photograph in a PDF",
        "a.pdf",
        pdf(_PHOTO, resources="/XObject << /I1 7 0 R >>"),
        [("camera", "拍摄地点（GPS）、相机或手机的信息", "其中的图片")],
    ),
    (
        "a hidden layer",
        "a.pdf",
        pdf("<< /Type /OCG >>", root="/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>"),
        [("hidden", "隐藏的图层", "整个文件")],
    ),
    (
        "a form that is sent and one of XFA",
        "a.pdf",
        pdf("<< /S /SubmitForm /F (https://a.example/) >>", root="/AcroForm << /XFA 7 0 R >>"),
        [("active", "提交表单的动作", "整个文件"), ("active", "XFA动态表单", "整个文件")],
    ),
    (
        "a program that a PDF starts",
        "a.pdf",
        pdf(root="/OpenAction << /S /Launch /F (cmd.exe) >>"),
        [("active", "启动程序的动作", "整个文件")],
    ),
    (
        "one page of two that is a scan",
        "a.pdf",
        _two_pages(),
        [("scanned", "扫描件", "第2页")],
    ),
    (
        "a PDF with restrictions",
        "a.pdf",
        _restricted(),
        [("encrypted", "设有密码或者权限限制", "整个文件")],
    ),
    (
        "another workbook and a query",
        "a.xlsx",
        xlsx(
            parts={
                "xl/connections.xml": "<connections/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": links(
                    ("externalLinkPath", "old.xlsx", True)
                ),
            }
        ),
        [
            ("external", "引用其他工作簿的链接", "整个文件"),
            ("external", "数据连接", "整个文件"),
        ],
    ),
    (
        "an ActiveX control",
        "a.docx",
        docx(parts={"word/activeX/activeX1.bin": b"x"}),
        [("embedded", "嵌入的文件或者OLE对象", "整个文件")],
    ),
    (
        "a list of those who commented",
        "a.docx",
        docx(parts={"word/people.xml": word_part("people", '<w:person w:author="某"/>')}),
        [("author", "批注和修订人的名单", "整个文件")],
    ),
    (
        "comments and changes of ODF",
        "a.odt",
        odt(
            "<office:annotation/><text:tracked-changes><text:changed-region/>"
            "</text:tracked-changes><text:p>正文</text:p>",
            parts={"Basic/Standard/Module1.xml": "<a/>", "Object 1/content.xml": "<a/>"},
        ),
        [
            ("macro", "宏", "整个文件"),
            ("embedded", "嵌入的对象", "整个文件"),
            ("comment", "批注", "正文"),
            ("tracked", "修订记录", "整个文件"),
        ],
    ),
    ("an OFD with an author", "a.ofd", packed(_OFD), [("author", "作者", "文档属性")]),
    (
        "a binary workbook",
        "a.xlsb",
        packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"x"}),
        [("old", "是二进制工作簿（.xlsb）", "整个文件")],
    ),
    (
        "a document of WPS",
        "a.wps",
        OLE,
        [("old", "旧版Office或WPS文件", "整个文件")],
    ),
    ("a web page in UTF-16", "a.txt", "<script>a()</script>".encode("utf-16"), [("type", "网页或含脚本的标记语言（HTML、SVG、XML等）", "整个文件")]),
    ("a program in an archive", "a.zip", packed({"a.exe": b"MZ\0\0"}), [("type", "可执行程序", "压缩包内的“a.exe”")]),
    (
        "an archive with a password",
        "a.zip",
        _locked(),
        [("encrypted", "设有密码", "整个文件")],
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "expected"), [r[1:] for r in MORE], ids=[r[0] for r in MORE]
)
def test_flaws_are_told_with_their_place(
    name: str, data: bytes, expected: list[tuple[str, str, str]]
) -> None:
    seen = inspect(name, data, scan)
    assert [(flaw.kind, flaw.what.zh, flaw.where.zh) for flaw in seen.flaws] == expected


def test_the_text_of_an_ofd_is_read_by_page() -> None:
    assert texts("a.ofd", packed(_OFD)) == [("第1页", "正文\n")]


# Limits


def test_limits_hold_and_are_told() -> None:
    def kinds(name: str, data: bytes) -> list[tuple[str, str]]:
        return [(flaw.kind, flaw.what.zh) for flaw in inspect(name, data, scan).flaws]

    assert kinds("a.txt", b"a" * (facts.MAX_FILE + 1)) == [("limit", "有50.0 MB，超过50 MB")]
    many = packed({f"{n}.txt": "" for n in range(facts.MAX_ENTRIES + 1)}, zipfile.ZIP_STORED)
    assert kinds("a.zip", many) == [("limit", "解压后超过400 MB或者5000个部分")]
    # The parts of a document in an archive count as well.
    document = docx(parts={f"customXml/x{n}.bin": "" for n in range(2600)})
    both = packed({"a.docx": document, "b.docx": document})
    assert kinds("a.zip", both) == [("limit", "解压后超过400 MB或者5000个部分")]


def test_an_archive_that_lies_about_its_sizes_is_damaged() -> None:
    data = bytearray(packed({"a.txt": b"0" * 100_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (1000).to_bytes(4, "little")
    (flaw,) = inspect("a.zip", bytes(data), scan).flaws
    assert flaw.kind == "damaged"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../a.txt", "含有“..”，会写到别的文件夹里"),
        ("a/../../b.txt", "含有“..”，会写到别的文件夹里"),
        ("..\\a.txt", "含有“..”，会写到别的文件夹里"),
        ("/a.txt", "使用了绝对路径"),
        ("C:\\a.txt", "使用了绝对路径"),
        ("\\\\host\\a", "使用了绝对路径"),
        ("con.txt", "是Windows的设备名"),
        ("a/NUL", "是Windows的设备名"),
        ("lpt1.tar.gz", "是Windows的设备名"),
        ("a.txt ", "以空格或者点结尾"),
        ("a.", "以空格或者点结尾"),
        ("a\\b.txt", "含有Windows不允许的字符"),
        ("ab:c.txt", "含有Windows不允许的字符"),
        ("a\u202etxt.exe", "含有看不见的字符"),
        ("a\u200bb.txt", "含有看不见的字符"),
        ("表/二〇二六年（汇总）-1.csv", None),
        ("a b/c.d.txt", None),
    ],
)
def test_names_in_archives(name: str, why: str | None) -> None:
    said = wrong_name(name)
    assert (said.zh if said else None) == why


def test_names_that_chinese_windows_wrote_are_read() -> None:
    gbk = "名".encode("gb18030")
    data = packed({"NN.csv": "a,b\n"}).replace(b"NN.csv", gbk + b".csv")
    assert texts("a.zip", data)[0] == ("压缩包内的文件名", "名.csv")


# What is damaged


def _inputs() -> list[tuple[str, bytes]]:
    made = [(name, data) for name, data in LOSING]
    made += [
        ("c.xlsx", xlsx(_filled)),
        ("c.docx", docx(TRACKED)),
        ("a.gif", b"GIF89a" + b"\1\0\1\0\0\0\0;"),
    ]
    made += [("a.zip", packed({"a.docx": docx(), "b.csv": "a,b\n", "c.jpg": PICTURE}))]
    return made


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file cut short, with bits turned, pieces doubled, taken out or swapped."""
    whole = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(whole) + 1), chance.choice((1, 1, 2, 8, 64))
        match chance.randrange(6):
            case 0:
                del whole[at:]
            case 1:
                whole[at : at + size] = chance.randbytes(size)
            case 2:
                del whole[at : at + size]
            case 3:
                whole[at:at] = whole[at : at + size]
            case 4:
                whole[at : at + size] = b"\xff" * size
            case _:
                whole[at : at + 1] = bytes(
                    [whole[at] ^ 1 << chance.randrange(8)] if at < len(whole) else []
                )
        if not whole:
            return b""
    return bytes(whole)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A packed file with one of its parts mutated, packed anew so that its checksums are right."""
    parts = unpacked(data)
    name = chance.choice(sorted(parts))
    part = parts[name]
    return packed(
        parts | {name: mutated(part if isinstance(part, bytes) else part.encode(), chance)}
    )


def _survives(name: str, data: bytes) -> Inspection:
    """Inspects a file; what it tells must be in both languages, and its copy must be readable."""
    seen = inspect(name, data, scan)
    for flaw in seen.flaws:
        assert flaw.what.zh and flaw.what.en and flaw.places
    if seen.copy:
        made = copy_of(data, seen.type)
        assert seen.copy == (len(made), hashlib.sha256(made).hexdigest())
        assert copy_of(made, seen.type) == made
    return seen


def test_damaged_files_are_findings_and_never_failures() -> None:
    chance = random.Random(1)
    for name, data in _inputs():
        for _ in range(12):
            _survives(name, mutated(data, chance))
            if data.startswith(b"PK"):
                _survives(name, mutated_inside(data, chance))
    for _ in range(200):
        size = chance.choice((1, 2, 8, 60, 400))
        head = chance.choice(
            (
                b"",
                b"PK\3\4",
                b"%PDF-1.7\n",
                b"\xff\xd8\xff",
                b"\x89PNG\r\n\x1a\n",
                b"RIFF    WEBP",
                b"GIF89a",
            )
        )
        _survives("a.bin", head + chance.randbytes(size))


@pytest.mark.safety
def test_mutated_files_are_findings_and_never_failures(figure: Callable[[str], None]) -> None:
    chance = random.Random(2)
    count = found = 0
    for name, data in _inputs():
        for _ in range(700):
            count += 1
            inside = data.startswith(b"PK") and chance.random() < 0.7
            wrong = mutated_inside(data, chance) if inside else mutated(data, chance)
            found += bool(_survives(name, wrong).flaws)
    figure(
        f"attachments mutated and looked into: {count}, of these {found} with a finding, 0 failures"
    )


# What is remembered


def test_a_shelf_looks_into_each_content_once() -> None:
    asked: list[str] = []
    files = {"a.csv": b"1,2\n", "b.csv": b"1,2\n", "a.exe": b"MZ\0\0", "c.jpg": PICTURE}

    def look(shelf: Shelf) -> list[Inspection]:
        return [
            shelf.look(name, hashlib.sha256(data).hexdigest(), _reader(asked, name, data))
            for name, data in files.items()
        ]

    shelf = Shelf()
    first = look(shelf)
    assert asked == ["a.csv", "a.exe", "c.jpg"]
    kept = shelf.kept([(name, hashlib.sha256(data).hexdigest()) for name, data in files.items()])
    again = shelf_of(kept)
    assert look(again) == first
    assert asked == ["a.csv", "a.exe", "c.jpg"]
    assert [each.type for each in first] == ["text", "text", "", "jpeg"]
    # Of what is not named nothing is kept.
    assert shelf.kept([]) == ({}, [])


def _reader(asked: list[str], name: str, data: bytes) -> Callable[[], bytes]:
    def read() -> bytes:
        asked.append(name)
        return data

    return read


def test_a_file_that_vanished_is_a_finding(tmp_path: Path) -> None:
    seen = Shelf().look("a.csv", "0" * 64, (tmp_path / "gone.csv").read_bytes)
    assert [flaw.kind for flaw in seen.flaws] == ["damaged"]


def test_every_flaw_has_a_case() -> None:
    assert {code for each in FLAWED for code, *_ in each.findings} >= {
        f"C{n}" for n in range(840, 860)
    }
