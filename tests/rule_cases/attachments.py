"""C84x, C85x, attachments: each made with one thing in it that may not be published."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from attachment_files import (
    GPS,
    LOCKED,
    OLE,
    app,
    core,
    custom,
    docx,
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
    webp,
    word_part,
    xlsx,
)
from cases import PLAN, Case, case, error, warning
from small_city import OFFICE, Change, edit, put, sign


def attached(name: str, data: bytes) -> list[Change]:
    """Changes: a record has one more attachment, and is reviewed with it."""
    entry = "  - {path: files/plan.csv, title: 任务表}\n"
    more = f"{entry}  - {{path: files/{name}, title: 附件}}\n"
    return [put(f"{OFFICE}/files/{name}", data), edit(PLAN, entry, more), sign]


def wrong(what: str, name: str, data: bytes, code: str, message: str) -> Case:
    """A case of one error, at the entry of the attachment in its record."""
    return case(what, attached(name, data), error(code, PLAN, 15, 12, message))


def lost(what: str, name: str, data: bytes, code: str, message: str) -> Case:
    """A case of one warning there."""
    return case(what, attached(name, data), warning(code, PLAN, 15, 12, message))


def _hidden(book: Workbook, sheet: Worksheet) -> None:
    book.add_worksheet("底稿").hide()
    book.add_worksheet("旧表").very_hidden()
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})


def _spoiled(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_number("C2", 123456789012345678)
    sheet.write_string("D2", "1.10101E+17")


def _commented(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_comment("B2", "再核一下", {"author": "某"})


def _fetching(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_formula("C2", '=WEBSERVICE("https://data.example/")')


TRACKED = paragraph("甲") + (
    '<w:p><w:del w:id="1" w:author="某"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="某"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
)
PICTURE = jpeg((0xE1, GPS))
SCAN = stream("/Subtype /Image /Width 16 /Height 8 /Filter /DCTDecode", jpeg())
SCANNED = pdf(SCAN, text="", resources="/XObject << /I1 7 0 R >>")

CASES: tuple[Case, ...] = (
    wrong(
        "a program among the attachments",
        "tool.exe",
        b"MZ\x90\0\x03\0\0\0",
        "C840",
        "附件“files/tool.exe”不能公开：内容是可执行程序",
    ),
    wrong(
        "a web page as attachment",
        "a.txt",
        b"<html><body onload=alert(1)>",
        "C840",
        "附件“files/a.txt”不能公开：内容是网页或含脚本的标记语言（HTML、SVG、XML等）",
    ),
    wrong(
        "a drawing that may hold scripts",
        "a.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "C840",
        "附件“files/a.svg”不能公开：内容是网页或含脚本的标记语言（HTML、SVG、XML等）",
    ),
    wrong(
        "a script as attachment",
        "a.txt",
        b"#!/bin/sh\nrm -r .\n",
        "C840",
        "附件“files/a.txt”不能公开：内容是脚本",
    ),
    wrong(
        "an archive that is no ZIP",
        "a.rar",
        b"Rar!\x1a\x07\0abc",
        "C840",
        "附件“files/a.rar”不能公开：内容是RAR压缩包",
    ),
    wrong(
        "bytes that nobody knows",
        "a.dat",
        b"\1\2\3\4\5\6",
        "C840",
        "附件“files/a.dat”不能公开：内容是无法识别的内容",
    ),
    wrong(
        "a PDF that is a table",
        "a.pdf",
        b"a,b\n1,2\n",
        "C841",
        "附件“files/a.pdf”的扩展名与内容不符：内容是纯文本",
    ),
    wrong(
        "a new workbook under an old name",
        "a.xls",
        xlsx(),
        "C841",
        "附件“files/a.xls”的扩展名与内容不符：内容是Excel工作簿",
    ),
    wrong(
        "a part that unpacks to far more",
        "a.zip",
        packed({"a.txt": b"0" * (11 << 20)}),
        "C842",
        "附件“files/a.zip”太大：压缩率异常（疑似压缩炸弹）（其中的“a.txt”）",
    ),
    wrong(
        "a document with a password",
        "a.docx",
        LOCKED,
        "C843",
        "附件“files/a.docx”无法检查：设有密码",
    ),
    wrong("an empty attachment", "a.csv", b"", "C844", "附件“files/a.csv”打不开：文件是空的"),
    wrong(
        "half a document",
        "a.docx",
        docx()[:400],
        "C844",
        "附件“files/a.docx”打不开：压缩结构已损坏，打不开",
    ),
    wrong(
        "a document that declares entities",
        "a.docx",
        docx(parts={"word/footnotes.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "C844",
        "附件“files/a.docx”打不开：其中的XML声明了文档类型或者实体，可能用来攻击",
    ),
    wrong(
        "a document of long ago",
        "a.doc",
        OLE,
        "C845",
        "附件“files/a.doc”无法检查：是旧版Office或WPS文件",
    ),
    wrong(
        "a macro",
        "a.docm",
        docx(parts={"word/vbaProject.bin": b"x"}),
        "C846",
        "附件“files/a.docm”含有宏：VBA宏",
    ),
    wrong(
        "a macro sheet",
        "a.xlsm",
        xlsx(parts={"xl/macrosheets/sheet1.xml": "<a/>"}),
        "C846",
        "附件“files/a.xlsm”含有宏：Excel 4.0宏表",
    ),
    wrong(
        "an object in a document",
        "a.docx",
        docx(parts={"word/embeddings/oleObject1.bin": OLE}),
        "C847",
        "附件“files/a.docx”里嵌有别的文件或者程序：嵌入的文件或者OLE对象",
    ),
    wrong(
        "a file in a PDF",
        "a.pdf",
        pdf(
            "<< /Type /Filespec /F (a.txt) /EF << /F 8 0 R >> >>",
            stream("/Type /EmbeddedFile", b"a"),
            root="/Names << /EmbeddedFiles << /Names [(a.txt) 7 0 R] >> >>",
        ),
        "C847",
        "附件“files/a.pdf”里嵌有别的文件或者程序：附加的文件",
    ),
    wrong(
        "a template elsewhere",
        "a.docx",
        docx(
            parts={
                "word/_rels/settings.xml.rels": links(
                    ("attachedTemplate", "file:///C:/a.dotm", True),
                    ("hyperlink", "https://city.example/", True),
                )
            }
        ),
        "C848",
        "附件“files/a.docx”引用了外部内容：外部模板",
    ),
    wrong(
        "a formula that fetches",
        "a.xlsx",
        xlsx(_fetching),
        "C848",
        "附件“files/a.xlsx”引用了外部内容：取外部数据的公式（工作表“名单”的C2单元格）",
    ),
    wrong(
        "a table that runs something",
        "a.csv",
        "甲,乙\n1,=cmd|'/c calc'!A0\n".encode(),
        "C848",
        "附件“files/a.csv”引用了外部内容：打开时会执行的公式（第2行）",
    ),
    wrong(
        "a PDF with a script",
        "a.pdf",
        pdf("<< /S /JavaScript /JS (app.alert\\(1\\)) >>", root="/OpenAction 7 0 R"),
        "C849",
        "附件“files/a.pdf”含有会自动执行的内容：JavaScript脚本",
    ),
    wrong(
        "hidden sheets, rows and columns",
        "a.xlsx",
        xlsx(_hidden),
        "C850",
        "附件“files/a.xlsx”有隐藏的内容：隐藏的列（工作表“名单”B列）、隐藏的行（工作表“名单”第2行）"
        "、隐藏的工作表（“底稿”）、深度隐藏的工作表（“旧表”）",
    ),
    wrong(
        "hidden words",
        "a.docx",
        docx(paragraph("密", "<w:rPr><w:vanish/></w:rPr>")),
        "C850",
        "附件“files/a.docx”有隐藏的内容：隐藏文字（正文）",
    ),
    wrong(
        "a hidden slide",
        "a.pptx",
        pptx(slide='show="0"'),
        "C850",
        "附件“files/a.pptx”有隐藏的内容：隐藏的幻灯片（第1张幻灯片）",
    ),
    wrong(
        "a comment on a cell",
        "a.xlsx",
        xlsx(_commented),
        "C851",
        "附件“files/a.xlsx”有批注：批注（工作表“名单”的B2单元格）",
    ),
    wrong(
        "comments in a document",
        "a.docx",
        docx(
            parts={
                "word/comments.xml": word_part(
                    "comments", f'<w:comment w:id="1" w:author="某">{paragraph("改")}</w:comment>'
                )
            }
        ),
        "C851",
        "附件“files/a.docx”有批注：批注1条",
    ),
    wrong(
        "notes of a speaker",
        "a.pptx",
        pptx(parts={"ppt/notesSlides/notesSlide1.xml": notes("别说")}),
        "C851",
        "附件“files/a.pptx”有批注：演讲者备注（第1份备注）",
    ),
    wrong(
        "a note on a PDF",
        "a.pdf",
        pdf(
            "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (look) >>",
            page="/Annots [7 0 R]",
        ),
        "C851",
        "附件“files/a.pdf”有批注：批注（第1页）",
    ),
    wrong(
        "tracked changes",
        "a.docx",
        docx(TRACKED),
        "C852",
        "附件“files/a.docx”有修订记录：修订记录（正文第2段）",
    ),
    wrong(
        "an author in an archive",
        "a.zip",
        packed({"表.docx": docx(parts={"docProps/core.xml": core("某")})}),
        "C853",
        "附件“files/a.zip”写有制作者的信息：作者（压缩包内的“表.docx”，文档属性）"
        "、最后修改者（压缩包内的“表.docx”，文档属性）",
    ),
    wrong(
        "an author of a signed document",
        "a.docx",
        docx(parts={"docProps/core.xml": core("某"), "_xmlsignatures/sig1.xml": "<a/>"}),
        "C853",
        "附件“files/a.docx”写有制作者的信息：作者（文档属性）、最后修改者（文档属性）",
    ),
    lost(
        "an author of a document",
        "a.docx",
        docx(
            parts={
                "docProps/core.xml": core("某"),
                "docProps/app.xml": app("某公司"),
                "docProps/custom.xml": custom("负责人", "某"),
            }
        ),
        "C854",
        "附件“files/a.docx”写有制作者的信息：作者（文档属性）、最后修改者（文档属性）、经理（文档属性）"
        "、单位（文档属性）、自定义属性（文档属性）；公开的副本会去掉，但这个文件里还有",
    ),
    lost(
        "an author of a PDF",
        "a.pdf",
        pdf(info="/Author (Someone)"),
        "C854",
        "附件“files/a.pdf”写有制作者的信息：作者（文档属性）；公开的副本会去掉，但这个文件里还有",
    ),
    lost(
        "an author of a text of ODF",
        "a.odt",
        odt(meta="<meta:initial-creator>某</meta:initial-creator>"),
        "C854",
        "附件“files/a.odt”写有制作者的信息：作者（文档属性）；公开的副本会去掉，但这个文件里还有",
    ),
    wrong(
        "a picture in a document that tells its place",
        "a.docx",
        docx(parts={"word/media/image1.jpeg": PICTURE}),
        "C855",
        "附件“files/a.docx”里的图片带有拍摄信息：拍摄地点（GPS）、相机或手机的信息"
        "（其中的图片“image1.jpeg”）",
    ),
    wrong(
        "a picture in an archive that tells its place",
        "a.zip",
        packed({"a.jpg": PICTURE}),
        "C855",
        "附件“files/a.zip”里的图片带有拍摄信息：拍摄地点（GPS）、相机或手机的信息（压缩包内的“a.jpg”）",
    ),
    lost(
        "a picture that tells its place",
        "a.jpg",
        PICTURE,
        "C856",
        "图片“files/a.jpg”带有拍摄信息：拍摄地点（GPS）、相机或手机的信息；公开的副本会去掉，但这个文件里还有",
    ),
    lost(
        "a PNG that tells its author",
        "a.png",
        png((b"tEXt", b"Author\0Someone")),
        "C856",
        "图片“files/a.png”带有拍摄信息：作者姓名；公开的副本会去掉，但这个文件里还有",
    ),
    lost(
        "a WebP that tells its place",
        "a.webp",
        webp((b"EXIF", GPS)),
        "C856",
        "图片“files/a.webp”带有拍摄信息：拍摄地点（GPS）、相机或手机的信息；公开的副本会去掉，但这个文件里还有",
    ),
    lost(
        "a scan",
        "a.pdf",
        SCANNED,
        "C857",
        "附件“files/a.pdf”有扫描的页面，没有文字，无法检查是否含有个人信息：扫描件",
    ),
    wrong(
        "numbers that Excel spoiled",
        "a.xlsx",
        xlsx(_spoiled),
        "C858",
        "附件“files/a.xlsx”有被Excel改动的长数字：超过15位、已被改动的数字"
        "（工作表“名单”的C2单元格、工作表“名单”的D2单元格）",
    ),
    wrong(
        "a number that Excel wrote into a table of text",
        "a.csv",
        "甲,乙\n1,1.10101E+17\n".encode(),
        "C858",
        "附件“files/a.csv”有被Excel改动的长数字：被Excel写成科学计数的数字（第2行）",
    ),
    wrong(
        "an archive in an archive",
        "a.zip",
        packed({"b.zip": packed({"a.txt": "甲"})}),
        "C859",
        "压缩包“files/a.zip”里有不允许的内容：压缩包里还有压缩包（压缩包内的“b.zip”）",
    ),
    wrong(
        "a name that climbs out of an archive",
        "a.zip",
        packed({"../a.txt": "甲"}),
        "C859",
        "压缩包“files/a.zip”里有不允许的内容：文件名含有“..”，会写到别的文件夹里（压缩包内的“../a.txt”）",
    ),
    case(
        "a picture of a prose page",
        [put("pages/hall.jpg", PICTURE)],
        warning(
            "C856",
            "pages/hall.jpg",
            1,
            1,
            "图片“pages/hall.jpg”带有拍摄信息：拍摄地点（GPS）、相机或手机的信息；公开的副本会去掉，但这个文件里还有",
        ),
    ),
    case(
        "a flawed attachment that no record names",
        [put(f"{OFFICE}/files/tool.exe", b"MZ\x90\0\x03\0\0\0")],
        error("C603", f"{OFFICE}/files/tool.exe", 1, 1, "附件“files/tool.exe”没有被任何信息使用"),
        error(
            "C840",
            f"{OFFICE}/files/tool.exe",
            1,
            1,
            "附件“files/tool.exe”不能公开：内容是可执行程序",
        ),
    ),
)
ALLOWED: tuple[Case, ...] = (
    case("a plain document", attached("a.docx", docx())),
    case(
        "a document that WPS saved",
        attached(
            "a.docx", docx(parts={"docProps/custom.xml": custom("KSOProductBuildVer", "2052-12.1")})
        ),
    ),
    case("a plain workbook", attached("a.xlsx", xlsx())),
    case("a plain presentation", attached("a.pptx", pptx())),
    case("a plain PDF", attached("a.pdf", pdf())),
    case("a plain text of ODF", attached("a.odt", odt())),
    case("a picture with a comment", attached("a.jpg", jpeg((0xFE, b"made by a program")))),
    case("a PNG with a time", attached("a.png", png((b"tIME", b"\x07\xea\x01\x02\x03\x04\x05")))),
    case("a plain archive", attached("a.zip", packed({"表/a.csv": "甲,乙\n", "b.txt": "丙"}))),
    case("a table that Windows wrote", attached("a.csv", "姓名,事项\n甲,乙\n".encode("gb18030"))),
    case("a table in UTF-16", attached("a.csv", "事项,数量\n甲,1\n".encode("utf-16"))),
)
