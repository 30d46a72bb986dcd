"""C8xx: has the text as it stands been reviewed?"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.catalogue import Catalogue, Record
from ..model.visible import reviewed
from .rule import Found, found, rule


@rule(
    "C801",
    zh="审查没有完成（还差第 {levels} 级），这条信息暂不发布；现在的校验值是 {digest}",
    en="the review is not complete (level {levels} is missing): the record stays out; its hash is {digest}",
    severity=Severity.WARNING,
)
def review_is_complete(catalogue: Catalogue) -> Iterator[Found]:
    """每条信息完成全部审查后才发布。

    为什么：先审查、后公开；没有审查完的信息不会出现在网站上。
    怎样改：请相应岗位审查后，在 review 中补写级别、岗位、日期和校验值。

    A record is published when every level of its review is done.

    Why: what is published once is public for ever.
    Fix: have the missing level reviewed and add it under review.
    """
    levels = len(catalogue.pack.file.review.levels)
    for record in catalogue.records():
        given = {review.level for review in record.head.review if review.hash}
        missing = [str(level) for level in range(1, levels + 1) if level not in given]
        if missing and record.place.sound("review"):
            yield found(record.place.at("review"), levels="、".join(missing), digest=record.digest)


@rule(
    "C802",
    zh="第 {level} 级审查之后内容有改动，校验值应为 {digest}",
    en="changed after its level {level} review; its hash would now be {digest}",
)
def unchanged_since_review(catalogue: Catalogue) -> Iterator[Found]:
    """审查通过之后内容没有改动。

    为什么：改动过的内容没有人审查过，可能带出不该公开的信息。
    怎样改：撤回改动，或者请各级重新审查并更新校验值。

    Nothing was changed after its review.

    Why: nobody has reviewed what was changed.
    Fix: undo the change, or have it reviewed again and put in the new hashes.
    """
    levels = len(catalogue.pack.file.review.levels)
    for record in catalogue.records():
        if reviewed(record, levels) and (level := _stale(record, levels)):
            span = record.place.at("review", level - 1, "hash")
            yield found(span, level=level, digest=record.digest)


def _stale(record: Record, levels: int) -> int | None:
    """The first review level whose hash speaks of another text."""
    hashes = {review.level: review.hash for review in record.head.review}
    stale = (
        level
        for level in range(1, levels + 1)
        if hashes.get(level) and hashes[level] != record.digest
    )
    return next(stale, None)


@rule("C803", zh="没有第 {level} 级审查", en="there is no review level {level}")
def review_level_exists(catalogue: Catalogue) -> Iterator[Found]:
    """审查级别是规则包规定的级别，每级一次。

    为什么：多出来或重复的级别说不清谁最后负责。
    怎样改：删除多余的一级，或改正 level。

    Review levels are the pack's, each once.

    Why: with a level too many nobody knows who answered last.
    Fix: delete it, or correct level.
    """
    levels = len(catalogue.pack.file.review.levels)
    for record in catalogue.records():
        seen: set[int] = set()
        for index, review in enumerate(record.head.review):
            if review.level > levels or review.level in seen:
                yield found(record.place.at("review", index, "level"), level=review.level)
            seen.add(review.level)
