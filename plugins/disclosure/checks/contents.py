"""C84x, C85x: what files that are published with records hold besides what they are published for."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.catalogue import Catalogue
from .attachments import broken
from .rule import Found, rule


@rule(
    "C846",
    zh="附件“{path}”含有宏：{what}",
    en="the attachment '{path}' has macros: {what}",
    needs_pack=False,
)
def attachment_has_no_macro(catalogue: Catalogue) -> Iterator[Found]:
    """附件没有宏。

    为什么：宏是程序，常被用来传播病毒，群众的电脑会报警。
    怎样改：文件→另存为，选择不含宏的 .docx、.xlsx、.pptx；Excel 4.0宏表先删除该工作表。

    Attachments have no macros.

    Why: macros are programs that spread viruses, and computers warn of them.
    Fix: save it as .docx, .xlsx or .pptx without macros; delete an Excel 4.0 macro sheet first.
    """
    yield from broken(catalogue, "macro")


@rule(
    "C847",
    zh="附件“{path}”里嵌有别的文件或者程序：{what}",
    en="the attachment '{path}' has other files or programs in it: {what}",
    needs_pack=False,
)
def attachment_has_nothing_embedded(catalogue: Catalogue) -> Iterator[Found]:
    """附件里没有嵌入的文件、程序和控件。

    为什么：双击就会打开，可能带病毒；嵌入的工作簿还会带出全部原始数据。
    怎样改：在文档中删除嵌入的对象，或者复制后“选择性粘贴”为图片；PDF在编辑软件的“附件”栏删除。

    Attachments have no embedded files, programs or controls.

    Why: a double click opens them, and an embedded workbook brings all of its data along.
    Fix: delete the object or paste it as a picture; in a PDF delete it under Attachments.
    """
    yield from broken(catalogue, "embedded")


@rule(
    "C848",
    zh="附件“{path}”引用了外部内容：{what}",
    en="the attachment '{path}' refers to something outside: {what}",
    needs_pack=False,
)
def attachment_is_self_contained(catalogue: Catalogue) -> Iterator[Found]:
    """附件不引用外部的文件、模板和数据。

    为什么：打开时会去取别处的内容，泄露内部路径和数据来源，公众看到的也不完整。
    怎样改：Excel：数据→编辑链接→断开链接，删除查询和连接；Word：开发工具→文档模板，改为Normal；链接的图片改为插入。

    Attachments refer to no files, templates or data outside.

    Why: they fetch it when opened, tell internal paths and sources, and are incomplete for others.
    Fix: Excel: Data, Edit links, Break; delete queries. Word: set the template to Normal; insert linked pictures.
    """
    yield from broken(catalogue, "external")


@rule(
    "C849",
    zh="附件“{path}”含有会自动执行的内容：{what}",
    en="the attachment '{path}' has content that runs: {what}",
    needs_pack=False,
)
def attachment_runs_nothing(catalogue: Catalogue) -> Iterator[Found]:
    """PDF附件不含脚本、启动程序和提交表单的动作。

    为什么：这些内容打开时会执行，可能损害群众的电脑，或者把填写的内容发往别处。
    怎样改：用“打印为PDF”重新输出一份。

    PDF attachments have no scripts and no actions that start programs or submit forms.

    Why: they run when the file is opened, may do harm, or send what is filled in elsewhere.
    Fix: print it to a new PDF.
    """
    yield from broken(catalogue, "active")


@rule(
    "C850",
    zh="附件“{path}”有隐藏的内容：{what}",
    en="the attachment '{path}' has hidden content: {what}",
    needs_pack=False,
)
def attachment_hides_nothing(catalogue: Catalogue) -> Iterator[Found]:
    """附件没有隐藏的工作表、行、列、文字、幻灯片和图层。

    为什么：隐藏的内容谁都可以取消隐藏，个人信息常常由此泄露。
    怎样改：Excel、WPS：右击工作表标签→取消隐藏，核对后删除；文件→信息→检查文档，可以一次找出全部隐藏内容。

    Attachments have no hidden sheets, rows, columns, text, slides or layers.

    Why: anybody can show what is hidden; personal data often leaks that way.
    Fix: Excel, WPS: show the sheet and delete what must not be there; File, Info, Inspect Document finds all of it.
    """
    yield from broken(catalogue, "hidden")


@rule(
    "C851",
    zh="附件“{path}”有批注：{what}",
    en="the attachment '{path}' has comments: {what}",
    needs_pack=False,
)
def attachment_has_no_comment(catalogue: Catalogue) -> Iterator[Found]:
    """附件没有批注和演讲者备注。

    为什么：批注是内部讨论，并写有批注人的姓名。
    怎样改：Word、Excel、WPS：审阅→删除→删除所有批注，或者文件→信息→检查文档；PPT删除备注；PDF删除注释。

    Attachments have no comments and no notes of the speaker.

    Why: comments are internal and name those who wrote them.
    Fix: Review, Delete all comments, or File, Info, Inspect Document; in a PDF delete the annotations.
    """
    yield from broken(catalogue, "comment")


@rule(
    "C852",
    zh="附件“{path}”有修订记录：{what}",
    en="the attachment '{path}' has tracked changes: {what}",
    needs_pack=False,
)
def attachment_has_no_tracked_change(catalogue: Catalogue) -> Iterator[Found]:
    """附件没有修订记录。

    为什么：修订记录里有删去的文字和修改者的姓名，谁都可以看到。
    怎样改：审阅→接受→接受所有修订并停止修订，然后保存。

    Attachments have no tracked changes.

    Why: they hold what was deleted and who did it, for anybody to see.
    Fix: Review, Accept all changes and stop tracking; then save.
    """
    yield from broken(catalogue, "tracked")


@rule(
    "C853",
    zh="附件“{path}”写有制作者的信息：{what}",
    en="the attachment '{path}' tells who made it: {what}",
    needs_pack=False,
)
def attachment_names_no_author(catalogue: Catalogue) -> Iterator[Found]:
    """附件不写作者、最后修改者等个人的名字。

    为什么：经办人的姓名属于个人信息；这些内容在公开的副本中无法安全地去掉（压缩包内的文件、有电子签名的文件、PDF/A等）。
    怎样改：Word、Excel、WPS：文件→信息→检查问题→检查文档，删除“文档属性和个人信息”；PDF：文件→属性，清空作者后重新输出。

    Attachments do not name their author or who changed them last.

    Why: names of clerks are personal; here the published copy cannot safely lose them (in a ZIP, signed, PDF/A).
    Fix: File, Info, Inspect Document, remove properties and personal information; PDF: clear the author and export again.
    """
    yield from broken(catalogue, "author")


@rule(
    "C854",
    zh="附件“{path}”写有制作者的信息：{what}；公开的副本会去掉，但这个文件里还有",
    en="the attachment '{path}' tells who made it: {what}; the published copy loses that, this file does not",
    severity=Severity.WARNING,
    needs_pack=False,
)
def attachment_file_names_no_author(catalogue: Catalogue) -> Iterator[Found]:
    """附件的原文件也不写作者、最后修改者等个人的名字。

    为什么：公开的副本会自动去掉这些内容，但放在公开仓库里的原文件谁都可以下载。
    怎样改：Word、Excel、WPS：文件→信息→检查问题→检查文档，删除“文档属性和个人信息”；PDF：文件→属性，清空作者后重新输出。

    The source of an attachment does not name its author either.

    Why: the published copy loses that, but in a public repository anybody can take the source.
    Fix: File, Info, Inspect Document, remove properties and personal information; PDF: clear the author and export again.
    """
    yield from broken(catalogue, "author", lost=True)


@rule(
    "C855",
    zh="附件“{path}”里的图片带有拍摄信息：{what}",
    en="pictures in the attachment '{path}' tell about their taking: {what}",
    needs_pack=False,
)
def pictures_inside_tell_no_place(catalogue: Catalogue) -> Iterator[Found]:
    """附件里的图片不带拍摄地点、设备和拍摄者的信息。

    为什么：这些信息会暴露住址和个人设备；嵌在文档、PDF或者压缩包里的图片，公开的副本无法安全地去掉。
    怎样改：Word、PPT、WPS：选中图片→图片格式→压缩图片后保存；或者先去掉图片属性中的信息再插入。

    Pictures in attachments do not tell place, camera or photographer.

    Why: that gives away homes and devices; inside documents and archives the published copy cannot safely lose it.
    Fix: select the picture, Picture Format, Compress Pictures, save; or clear its properties and insert it again.
    """
    yield from broken(catalogue, "camera")


@rule(
    "C856",
    zh="图片“{path}”带有拍摄信息：{what}；公开的副本会去掉，但这个文件里还有",
    en="the picture '{path}' tells about its taking: {what}; the published copy loses that, this file does not",
    severity=Severity.WARNING,
    needs_pack=False,
)
def pictures_tell_no_place(catalogue: Catalogue) -> Iterator[Found]:
    """图片的原文件也不带拍摄地点、设备和拍摄者的信息。

    为什么：公开的副本会自动去掉这些内容，但放在公开仓库里的原文件谁都可以下载。
    怎样改：在Windows中右击图片→属性→详细信息→删除属性和个人信息。

    The source of a picture does not tell place, camera or photographer either.

    Why: the published copy loses that, but in a public repository anybody can take the source.
    Fix: Windows: right click, Properties, Details, Remove properties and personal information.
    """
    yield from broken(catalogue, "camera", lost=True)


@rule(
    "C858",
    zh="附件“{path}”有被Excel改动的长数字：{what}",
    en="the attachment '{path}' has long numbers that Excel changed: {what}",
    needs_pack=False,
)
def numbers_are_whole(catalogue: Catalogue) -> Iterator[Found]:
    """表格里的长数字没有被Excel改成科学计数，末尾没有变成0。

    为什么：超过15位的编号，Excel按数字保存时末尾会变成0，原来的内容已经丢失；如果是证件号码，更不应公开。
    怎样改：先把单元格格式设为“文本”，再重新输入或者导入原来的编号；证件号码、银行卡号须打码或者删除。

    Long numbers in tables have not been changed by Excel.

    Why: of numbers with more than 15 digits Excel makes the last ones noughts: what stood there is lost.
    Fix: format the cells as text and enter the numbers again; mask or delete those of identity or bank cards.
    """
    yield from broken(catalogue, "spoiled")
