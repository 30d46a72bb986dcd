"""`approve`: write a level of the secrecy review into a record, and nothing else."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..checks.approval import plain_post
from ..diagnostics import Diagnostic, Text
from ..edits.review import Entry, with_review
from ..edits.spans import text_of
from ..load import load_common
from ..load.agency import load_agency
from ..load.folder import Folder
from ..load.shape import build
from ..model.canonical import approval_hash
from ..model.catalogue import Record
from ..model.item import RecordHead, Review
from ..source import read_markdown
from .common import Stop, day_of
from .rewriting import Target, bytes_of, rewrite, target_of

_LONGEST = 100
"""Characters of a post."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")


class _Read(NamedTuple):
    """A record as it was read, with what its hash needs of its attachments."""

    record: Record
    assets: Mapping[str, str]


def approve(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    on, root = day_of(options), options.catalogue.resolve()
    target = target_of(options.file, options.catalogue)
    common = load_common(root, on).catalogue
    if not common.packs:
        raise Stop(
            "site.yml 或者规则包有错误，不知道要审查几级；请先运行 check",
            "site.yml or a pack has an error, so the levels are not known; run check first",
        )
    levels = common.pack.file.review.levels
    data = bytes_of(target)
    read = _read(target, root.name, data)
    entry = Entry(options.level, _post(options.post), common.today, read.record.digest)
    _refuse(read.record, entry, levels)
    new = _written(target, data, read, entry)
    if new != data:
        rewrite(target, data, new)
        _verify(target, data, new, root.name, read, entry)
    for text in _told(target, read.record, entry, levels, options):
        print(text.lang(options.lang))
    return 0


def _post(given: str) -> str:
    """The post of the command line. Raises Stop where it is none."""
    post = given.strip()
    if not post or len(post) > _LONGEST or _CONTROL.search(post):
        raise Stop(
            f"--post 应为岗位名称，例如 经办人：一行文字，不超过 {_LONGEST} 字",
            f"--post is the name of a post: one line of at most {_LONGEST} characters",
        )
    return post


def _read(target: Target, root: str, data: bytes) -> _Read:
    """The record as `check` reads it. Raises Stop where it is none, or anything is wrong with it."""
    if target.record is None:
        raise Stop(
            f"{target.name} 不是信息或者办事指南；它们在 records/年份/ 和 services/ 里，以 .md 结尾",
            f"{target.name} is no record or service guide: these lie in records/YEAR/ and services/ "
            "and end with .md",
        )
    agency, file = target.record
    folder = str(target.path).removesuffix(file.replace("/", os.sep)).rstrip(os.sep)
    findings: list[Diagnostic] = []
    seen = load_agency(Folder(folder, f"{root}/agencies/{agency}"), findings, only={file})
    wrong = sorted((f for f in findings if f.span.file == target.name), key=lambda f: f.order)
    record = seen.records[0] if seen.records else None
    if record is None or not all(_is_of_no_review(finding, record, data) for finding in wrong):
        at, said = (wrong[0].span, wrong[0].message) if wrong else (target.name, _UNREAD)
        raise Stop(
            f"请先改正这个文件的错误：{at} {said.zh}", f"mend this file first: {at} {said.en}"
        )
    return _Read(record, {path: asset.sha256 for path, asset in seen.assets.items()})


def _is_of_no_review(finding: Diagnostic, record: Record, data: bytes) -> bool:
    """Whether all that is wrong is that `review:` stands there with nothing behind it."""
    document = read_markdown(data, finding.span.file)[0]
    head = document.value if document else None
    empty = isinstance(head, dict) and "review" in head and head["review"] is None
    return empty and finding.span == record.place.at("review")


_UNREAD = Text("不能读取", "it cannot be read")


def _refuse(record: Record, entry: Entry, levels: Sequence[str]) -> None:
    """Raise Stop where this level cannot be approved now."""
    level, count = entry.level, len(levels)
    if level > count:
        raise Stop(
            f"规则包规定审查 {count} 级，没有第 {level} 级",
            f"the pack has {count} review levels; there is no level {level}",
        )
    given: dict[int, Review] = {}
    for review in record.head.review:
        if review.level in given or review.level > count:
            raise Stop(
                f"review 中的第 {review.level} 级重复或者多余，请先删去（C803）",
                f"level {review.level} under review is there twice or too many; delete it (C803)",
            )
        given[review.level] = review
    for below in range(1, level):
        if below not in given or not given[below].hash:
            raise Stop(
                f"第 {below} 级还没有审查，请先审查第 {below} 级",
                f"level {below} has not been given yet; it comes first",
            )
        if given[below].hash != entry.hash:
            raise Stop(
                f"第 {below} 级审查之后内容有改动，请先重新审查第 {below} 级",
                f"the text was changed after level {below}; have that level reviewed again first",
            )
    for other, review in sorted(given.items()):
        if other != level and plain_post(review.post) == plain_post(entry.post):
            raise Stop(
                f"第 {other} 级的岗位就是“{entry.post}”，各级审查应由不同的岗位作出",
                f"'{entry.post}' is the post of level {other}; each level needs another post",
            )
    _refuse_day(entry, given)


def _refuse_day(entry: Entry, given: Mapping[int, Review]) -> None:
    """Raise Stop where the day would not be in the order of the levels."""
    below = given.get(entry.level - 1)
    if below and entry.date < below.date:
        raise Stop(
            f"第 {entry.level} 级审查的日期 {entry.date} 不能早于第 {below.level} 级的 {below.date}",
            f"level {entry.level} cannot be dated {entry.date}, before level {below.level} "
            f"({below.date})",
        )
    for level, above in sorted(given.items()):
        if level > entry.level and above.hash == entry.hash and above.date < entry.date:
            raise Stop(
                f"第 {level} 级已在 {above.date} 审查了同样的内容，第 {entry.level} 级的日期不能是"
                f"之后的 {entry.date}；日期用 --on 指明",
                f"level {level} was given on {above.date} for the same text, so level {entry.level} "
                f"cannot be dated {entry.date}; name the day with --on",
            )


def _written(target: Target, data: bytes, read: _Read, entry: Entry) -> bytes:
    """The file with the entry, which then reads as it should. Raises Stop where it would not."""
    try:
        new = with_review(
            text_of(data), entry, [review.level for review in read.record.head.review]
        ).encode()
    except ValueError:
        new = b""
    document, findings = read_markdown(new, target.name)
    head = build(RecordHead, document)[0] if document and not findings else None
    if document is None or head is None or not isinstance(document.value, dict):
        raise _odd(target)
    digest = approval_hash(document.value, document.body, read.assets)
    if not _right(head, digest, document.body, read, entry):
        raise _odd(target)
    return new


def _odd(target: Target) -> Stop:
    return Stop(
        f"{target.name} 的 review 写法特殊，程序不能改写；请手工补写，check 会给出校验值",
        f"review in {target.name} is written in an unusual way; add it by hand, check tells the hash",
    )


def _right(head: RecordHead, digest: str, body: str, read: _Read, entry: Entry) -> bool:
    """Whether a record is what it was, with this entry and the same approval hash."""
    before = read.record
    new = Review(level=entry.level, post=entry.post, date=entry.date, hash=entry.hash)
    wanted = {review.level: review for review in before.head.review} | {entry.level: new}
    same = head.model_copy(update={"review": ()}) == before.head.model_copy(update={"review": ()})
    found = {review.level: review for review in head.review}
    whole = len(head.review) == len(found)
    return same and whole and found == wanted and body == before.body and digest == before.digest


def _verify(target: Target, old: bytes, new: bytes, root: str, read: _Read, entry: Entry) -> None:
    """Read the file again; where it is not as it should be, put back what it was and raise Stop."""
    try:
        again = _read(target, root, new).record
        right = _right(again.head, again.digest, again.body, read, entry)
    except Stop:
        right = False
    if not right or bytes_of(target) != new:
        rewrite(target, new, old)
        raise Stop(
            f"写入以后重新读取 {target.name}，结果不符（附件可能在这期间有改动），已恢复原状",
            f"{target.name} did not read back as it should (an attachment may have changed "
            "meanwhile); it is as it was",
        )


def _told(
    target: Target,
    record: Record,
    entry: Entry,
    levels: Sequence[str],
    options: argparse.Namespace,
) -> Iterator[Text]:
    """What was approved, and what comes next."""
    level, count = entry.level, len(levels)
    yield Text(
        f"已写入第 {level} 级审查（共 {count} 级，{levels[level - 1]}）：{record.head.title}",
        f"Review level {level} of {count} is written: {record.head.title}",
    )
    yield Text(
        f"岗位：{entry.post}；日期：{entry.date}；校验值：{entry.hash}",
        f"Post: {entry.post}; date: {entry.date}; hash: {entry.hash}",
    )
    days = {each.level: each.date for each in record.head.review if each.hash == entry.hash}
    days[level] = entry.date
    missing = [each for each in range(1, count + 1) if each not in days]
    if missing:
        next_, file = missing[0], shlex.quote(str(options.file))
        yield Text(
            f"下一级是第 {next_} 级（{levels[next_ - 1]}），由另一个岗位审查后运行：site_build.py "
            f"approve {file} --level {next_} --post 岗位",
            f"Next is level {next_}, by another post: site_build.py approve {file} "
            f"--level {next_} --post POST",
        )
    else:
        yield Text("各级审查已经完成。", "All levels are done.")
        yield _moment(record.head, days[count])


def _moment(head: RecordHead, day: dt.date) -> Text:
    """Whether the moment of publication must be another one: not covered by the hash."""
    name, moment = ("revised", head.revised) if head.revised else ("published", head.published)
    now = f"{moment:%Y-%m-%d %H:%M}"
    if moment is not None and moment.date() >= day:
        return Text(
            f"{name}（{now}）不早于最后一级审查，不必改动。",
            f"{name} ({now}) is no earlier than the last level and may stay.",
        )
    if name == "revised":
        return Text(
            f"revised（{now}）早于最后一级审查，请改为 {day} 或者以后的时间；它不在校验值内，改后不必重新"
            "审查。",
            f"revised ({now}) is before the last level: set it to {day} or later. The hash does not "
            "cover it.",
        )
    return Text(
        f"published（{now}）早于最后一级审查：还没有发布过的，请把它改为 {day} 或者以后的时间；已经发布过、"
        f"这次有改动的，请保留它，加上 revised（{day} 或者以后的时间）。它们不在校验值内，改后不必重新审查。",
        f"published ({now}) is before the last level: if it was never published, set it to {day} or "
        f"later; if it was and has changed, keep it and add revised, {day} or later. The hash covers "
        "neither.",
    )
