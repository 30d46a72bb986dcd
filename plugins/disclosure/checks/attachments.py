"""C84x, C85x: whether files that are published with records can be opened and checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from ..attachments import Flaw
from ..attachments.facts import WHOLE, listed
from ..diagnostics import Severity, Span, Text
from ..model.catalogue import Agency, Catalogue
from .prose import publishable
from .rule import Found, found, rule


@rule(
    "C840",
    zh="附件“{path}”不能公开：内容是{what}",
    en="the attachment '{path}' cannot be published: it is {what}",
    needs_pack=False,
)
def attachment_is_of_a_known_type(catalogue: Catalogue) -> Iterator[Found]:
    """附件是可以公开的文件类型。

    为什么：程序、脚本和网页可能损害群众的电脑；无法识别的文件没有办法检查。
    怎样改：另存为PDF、OFD、DOCX、XLSX、PPTX、ODT、ODS、ODP、CSV、TXT、JSON、JPEG、PNG、GIF、WebP或者ZIP。

    Attachments are of a type that may be published.

    Why: programs, scripts and web pages may harm those who open them, and what is unknown cannot be checked.
    Fix: save it as PDF, OFD, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, TXT, JSON, JPEG, PNG, GIF, WebP or ZIP.
    """
    yield from broken(catalogue, "type")


@rule(
    "C841",
    zh="附件“{path}”的扩展名与内容不符：内容是{what}",
    en="the ending of the attachment '{path}' does not fit: it is {what}",
    needs_pack=False,
)
def attachment_is_what_its_name_says(catalogue: Catalogue) -> Iterator[Found]:
    """附件的扩展名与内容相符。

    为什么：扩展名不对的文件在群众的电脑和手机上打不开，也可能是伪装的。
    怎样改：用制作它的程序打开，另存为需要的格式；不要只改文件名。

    The ending of an attachment says what it is.

    Why: a file with a wrong ending does not open, or pretends to be another.
    Fix: open it in the program that made it and save it in the format wanted; do not only rename it.
    """
    yield from broken(catalogue, "mismatch")


@rule(
    "C842",
    zh="附件“{path}”太大：{what}",
    en="the attachment '{path}' is too large: {what}",
    needs_pack=False,
)
def attachment_is_not_too_large(catalogue: Catalogue) -> Iterator[Found]:
    """附件的大小、解压后的大小、页数和压缩率都在限度以内。

    为什么：太大的文件在手机上打不开，也拖垮检查；解压后大得出奇的可能是压缩炸弹。
    怎样改：压缩图片，或者分成几个文件；每个文件不超过50 MB，解压后不超过400 MB，PDF不超过3000页。

    Size, unpacked size, pages and ratio of an attachment are within limits.

    Why: what is too large does not open on a telephone and brings the check down; it may be a ZIP bomb.
    Fix: compress pictures or split the file: at most 50 MB each, 400 MB unpacked, 3,000 pages of a PDF.
    """
    yield from broken(catalogue, "limit")


@rule(
    "C843",
    zh="附件“{path}”无法检查：{what}",
    en="the attachment '{path}' cannot be checked: {what}",
    needs_pack=False,
)
def attachment_is_not_encrypted(catalogue: Catalogue) -> Iterator[Found]:
    """附件没有密码，也没有打印、复制等权限限制。

    为什么：加了密的文件无法检查是否含有个人信息，公众也可能打不开。
    怎样改：打开文件，取消密码和权限限制后重新保存（Word、Excel、WPS：文件→信息→保护文档→用密码进行加密，删去密码）。

    Attachments have no password and no restriction.

    Why: nobody can check an encrypted file for personal data, and people may not be able to open it.
    Fix: open it, take password and restrictions away and save it again (Word, Excel, WPS: File, Info, Protect).
    """
    yield from broken(catalogue, "encrypted")


@rule(
    "C844",
    zh="附件“{path}”打不开：{what}",
    en="the attachment '{path}' does not open: {what}",
    needs_pack=False,
)
def attachment_opens(catalogue: Catalogue) -> Iterator[Found]:
    """附件完好，可以打开。

    为什么：打不开的附件等于没有公开，也没有办法检查。
    怎样改：从原处重新复制一份，或者用制作它的程序打开后另存一次。

    Attachments are whole and open.

    Why: what does not open is not disclosed, and cannot be checked.
    Fix: copy it again from where it came, or open it in the program that made it and save it once more.
    """
    yield from broken(catalogue, "damaged")


@rule(
    "C845",
    zh="附件“{path}”无法检查：是{what}",
    en="the attachment '{path}' cannot be checked: it is {what}",
    needs_pack=False,
)
def attachment_is_in_a_new_format(catalogue: Catalogue) -> Iterator[Found]:
    """附件使用可以检查的新格式。

    为什么：旧格式（.doc、.xls、.ppt、.wps、.et、.dps、.xlsb）里的宏、批注和个人信息无法查看。
    怎样改：用Word、Excel、PowerPoint或者WPS打开，文件→另存为，选择 .docx、.xlsx、.pptx，或者输出为PDF。

    Attachments are in a format that can be looked into.

    Why: macros, comments and personal data in the old formats (.doc, .xls, .ppt, .wps, .xlsb) cannot be seen.
    Fix: open it in Word, Excel, PowerPoint or WPS and save it as .docx, .xlsx or .pptx, or as PDF.
    """
    yield from broken(catalogue, "old")


@rule(
    "C857",
    zh="附件“{path}”有扫描的页面，没有文字，无法检查是否含有个人信息：{what}",
    en="the attachment '{path}' has scanned pages without text, which cannot be checked for personal data: {what}",
    severity=Severity.WARNING,
    needs_pack=False,
)
def attachment_can_be_read(catalogue: Catalogue) -> Iterator[Found]:
    """PDF附件的每一页都有文字，不是扫描的图片。

    为什么：扫描件无法自动检查个人信息，也无法检索，读屏软件读不出来。
    怎样改：用Word或者WPS的电子稿直接输出PDF；只有纸质件的，做文字识别（OCR），并由人逐页核对是否含有个人信息。

    Every page of a PDF has text and is not a scan.

    Why: a scan cannot be checked for personal data, searched, or read aloud.
    Fix: export the PDF from the document; of paper alone, recognise the text (OCR) and let somebody look at each page.
    """
    yield from broken(catalogue, "scanned")


@rule(
    "C859",
    zh="压缩包“{path}”里有不允许的内容：{what}",
    en="the archive '{path}' has something that is not allowed: {what}",
    needs_pack=False,
)
def archive_is_plain(catalogue: Catalogue) -> Iterator[Found]:
    """压缩包里没有压缩包、链接和危险的文件名。

    为什么：压缩包套压缩包无法检查；含有“..”、绝对路径或者设备名的文件解压时会写到别处，或者解不开。
    怎样改：解压后把文件整理在一个文件夹里，文件名只用汉字、字母、数字和短横线，重新压缩。

    Archives hold no archives, links or dangerous names.

    Why: archives in archives cannot be checked; names with '..' or of devices write elsewhere or cannot be unpacked.
    Fix: unpack it, put the files into one folder under plain names, and pack them again.
    """
    yield from broken(catalogue, "archive")


class _Flawed(NamedTuple):
    path: str
    span: Span
    flaws: Sequence[Flaw]


def broken(catalogue: Catalogue, kind: str, *, lost: bool = False) -> Iterator[Found]:
    """Every attachment with flaws of a kind, which the published copy loses or not."""
    if "attachments" not in catalogue.made:
        agencies = catalogue.agencies.values()
        bad = [each for agency in agencies for each in _flawed(agency)]
        catalogue.made["attachments"] = [*bad, *_beside_prose(catalogue)]
    for each in cast("list[_Flawed]", catalogue.made["attachments"]):
        flaws = [flaw for flaw in each.flaws if flaw.kind == kind and flaw.lost == lost]
        if flaws:
            yield found(each.span, path=each.path, what=listed(map(_words, flaws)))


def _flawed(agency: Agency) -> Iterator[_Flawed]:
    """The attachments in which something is wrong, at the first record that names them."""
    bad = {path: asset for path, asset in agency.assets.items() if asset.inspection.flaws}
    if not bad:
        return
    folder = agency.place.file.removesuffix("agency.yml")
    spans = {path: Span(f"{folder}{path}") for path in bad}
    for record in reversed(agency.records):
        for index, file in reversed(list(enumerate(record.head.attachments))):
            if file.path in bad:
                spans[file.path] = record.place.at("attachments", index, "path")
    for path, asset in bad.items():
        yield _Flawed(path, spans[path], asset.inspection.flaws)


def _beside_prose(catalogue: Catalogue) -> Iterator[_Flawed]:
    """The pictures and files of prose in which something is wrong; C907 tells of kinds refused."""
    for path, asset in catalogue.prose_assets.items():
        if path.removeprefix("pages/") in publishable(catalogue) and asset.inspection.flaws:
            yield _Flawed(path, Span(f"{catalogue.root}/{path}"), asset.inspection.flaws)


def _words(flaw: Flaw) -> Text:
    if flaw.places == (WHOLE,):
        return flaw.what
    return Text(f"{flaw.what.zh}（{flaw.where.zh}）", f"{flaw.what.en} ({flaw.where.en})")
