"""C6xx: records, services and their attachments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ..diagnostics import Span, closest
from ..links import links_in
from ..model.catalogue import Agency, Catalogue, Record
from .rule import Found, found, listed, rule


@rule(
    "C601",
    zh="这条信息没有写明所属事项（item）",
    en="the record does not say which item it belongs to",
    needs_pack=False,
)
def record_has_item(catalogue: Catalogue) -> Iterator[Found]:
    """每条信息都属于一个事项。

    为什么：不属于任何事项的信息不会出现在公开目录里，公众找不到。
    怎样改：补写 item，值为 catalogue.yml 中的事项代号。

    Every record belongs to an item.

    Why: otherwise it appears in no catalogue.
    Fix: add item with an id of catalogue.yml.
    """
    for record in catalogue.records():
        if record.head.item is None and record.place.sound("item"):
            yield found(record.place.at())


@rule(
    "C602",
    zh="附件“{path}”不存在",
    en="the attachment '{path}' does not exist",
    needs_pack=False,
)
def attachment_exists(catalogue: Catalogue) -> Iterator[Found]:
    """附件都在 files/ 文件夹里。

    为什么：打不开的附件等于没有公开。
    怎样改：把文件放进本机关的 files/ 文件夹，或更正路径（注意大小写）。

    Attachments exist.

    Why: an attachment that cannot be opened is not disclosed.
    Fix: put the file into the agency's files/ folder, or correct the path (mind capitals).
    """
    for agency, record, index, path in _attachments(catalogue):
        if _inside(path) and path not in agency.assets:
            yield found(record.place.at("attachments", index, "path"), path=path)


@rule(
    "C603",
    zh="附件“{path}”没有被任何信息使用",
    en="no record uses the file '{path}'",
    needs_pack=False,
)
def attachment_is_used(catalogue: Catalogue) -> Iterator[Found]:
    """files/ 里的文件都有信息使用。

    为什么：没有用到的文件不会公开，也可能是误放进来的。
    怎样改：在信息的 attachments 中列出，或者删除这个文件。

    Every file under files/ is used by a record.

    Why: an unused file is never published, or came in by mistake.
    Fix: list it under attachments of a record, or delete it.
    """
    for agency in catalogue.agencies.values():
        if "records" in agency.gaps:
            continue  # a record that cannot be read may be the one that uses it
        if not all(record.place.sound("attachments") for record in agency.records):
            continue
        used = {file.path for record in agency.records for file in record.head.attachments}
        # `records` may be those that changed; the outline has all of them.
        used |= {path for card in catalogue.outlines[agency.id].cards for path in card.files}
        texts = [record.body for record in agency.records]
        texts += [agency.guide.body] if agency.guide else []
        used |= {
            posixpath.normpath(link.target[link.target.find("files/") :])
            for text in texts
            for link in links_in(text)
            if "files/" in link.target
        }
        folder = agency.place.file.removesuffix("agency.yml")
        missing = [_stem(path) for path in used - agency.assets.keys()]
        for path in sorted(agency.assets.keys() - used):
            if not closest(_stem(path), missing):  # else a path is misspelt, which has its finding
                yield found(Span(folder + path), path=path)


@rule(
    "C604",
    zh="附件“{path}”不在本机关的 files/ 文件夹里",
    en="the attachment '{path}' lies outside the agency's files/ folder",
    needs_pack=False,
)
def attachment_is_inside(catalogue: Catalogue) -> Iterator[Found]:
    """附件在本机关的 files/ 文件夹里。

    为什么：别处的文件不归本机关管，可能是不该公开的。
    怎样改：把文件复制到本机关的 files/ 文件夹，路径写成 files/文件名。

    Attachments lie in the agency's own files/ folder.

    Why: other files are not this agency's to publish.
    Fix: copy the file into files/ and write files/<name>.
    """
    for _, record, index, path in _attachments(catalogue):
        if not _inside(path):
            yield found(record.place.at("attachments", index, "path"), path=path)


@rule(
    "C605",
    zh="办事指南缺少“{name}”（{field}）",
    en="the service guide lacks {name} ({field})",
)
def service_has_its_blocks(catalogue: Catalogue) -> Iterator[Found]:
    """办事指南写明办事政策、程序、时限和结果。

    为什么：“四公开”缺一项，群众就可能白跑一趟。
    怎样改：在 service 下补写提示的字段。

    A service guide states policy, procedure, time limit and result.

    Why: without one of them people come in vain.
    Fix: add the field named in the message under service.
    """
    for record in catalogue.records():
        if record.year is not None or not record.place.sound("service"):
            continue
        blocks = catalogue.pack.file.service_blocks
        if record.head.service is None and blocks:
            yield found(
                record.place.at(),
                article=blocks[0].article,
                name=listed(blocks),
                field="service",
            )
            continue
        for block in blocks:
            if not getattr(record.head.service, block.id, None):
                yield found(
                    record.place.at("service"),
                    article=block.article,
                    name=listed([block]),
                    field=f"service.{block.id}",
                )


@rule(
    "C606",
    zh="这条信息没有正文，也没有附件",
    en="the record has neither text nor attachment",
    needs_pack=False,
)
def record_has_content(catalogue: Catalogue) -> Iterator[Found]:
    """每条信息都有正文。

    为什么：只有标题的页面是空白栏目，检查时会扣分。
    怎样改：写上正文；只有附件的，也请用一两句话说明附件的内容。

    Every record has a text.

    Why: a page with a title only is a blank column.
    Fix: write the text; if all is in the attachment, say in a sentence what it holds.
    """
    for record in catalogue.records():
        if not record.body.strip() and not record.head.attachments:
            yield found(record.place.at())


@rule(
    "C607",
    zh="种类“{kind}”放错了文件夹：办事指南放在 services/，其他信息放在 records/年份/",
    en="kind '{kind}' is in the wrong folder: services in services/, others in records/<year>/",
)
def service_is_in_its_folder(catalogue: Catalogue) -> Iterator[Found]:
    """办事指南放在 services/，其他信息放在 records/。

    为什么：放错文件夹，页面的样子和查找的入口都不对。
    怎样改：移动文件，或更正 kind。

    Services lie in services/, other records in records/<year>/.

    Why: the page would look wrong and be listed in the wrong place.
    Fix: move the file, or correct kind.
    """
    kinds = catalogue.pack.entries("record_kinds")
    for record in catalogue.records():
        kind = kinds.get(record.head.kind)
        if kind and getattr(kind, "service", False) != (record.year is None):
            yield found(record.place.at("kind"), kind=kind.id)


@rule(
    "C608",
    zh="“{kind}”须标明有效性（validity）",
    en="a record of kind '{kind}' states its validity",
)
def document_states_validity(catalogue: Catalogue) -> Iterator[Found]:
    """规范性文件和制度标明有效、废止或者失效。

    为什么：公众照着已经废止的文件办事，会白费工夫。
    怎样改：补写 validity：in-force（有效）、repealed（废止）或 expired（失效）。

    Documents and internal rules state whether they are in force.

    Why: people act on what they read.
    Fix: add validity: in-force, repealed or expired.
    """
    kinds = catalogue.pack.entries("record_kinds")
    for record in catalogue.records():
        kind = kinds.get(record.head.kind)
        wanted = kind is not None and getattr(kind, "validity", False)
        if kind and wanted and not record.head.validity and record.place.sound("validity"):
            yield found(record.place.at(), kind=kind.name)


@rule(
    "C609",
    zh="“{kind}”须在 explains 中写明解读或回应的是什么",
    en="a record of kind '{kind}' names what it explains",
)
def interpretation_names_its_object(catalogue: Catalogue) -> Iterator[Found]:
    """政策解读和回应关切写明解读或回应的对象。

    为什么：解读要和文件互相链接，公众才能对照着看。
    怎样改：补写 explains，例如 explains: [budget-2026]。

    An interpretation or response names what it explains.

    Why: both pages link to each other.
    Fix: add explains, like explains: [budget-2026].
    """
    kinds = catalogue.pack.entries("record_kinds")
    for record in catalogue.records():
        kind = kinds.get(record.head.kind)
        wanted = kind is not None and getattr(kind, "explains", False)
        if kind and wanted and not record.head.explains and record.place.sound("explains"):
            yield found(record.place.at(), kind=kind.name)


def _attachments(catalogue: Catalogue) -> Iterator[tuple[Agency, Record, int, str]]:
    for agency in catalogue.agencies.values():
        for record in agency.records:
            for index, file in enumerate(record.head.attachments):
                yield agency, record, index, file.path


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _inside(path: str) -> bool:
    return path.startswith("files/") and posixpath.normpath(path) == path and "\\" not in path
