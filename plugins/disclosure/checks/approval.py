"""C8xx: has the text as it stands been reviewed, by whom and when?

Posts and dates are judged of the approvals of the text as it stands: those of an earlier text have
their finding (C802) and are replaced anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..diagnostics import Severity, Text
from ..model.canonical import fold_width
from ..model.catalogue import Catalogue, Record
from ..model.item import Review
from ..model.visible import missing_levels, reviewed
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
    for record in _unsettled(catalogue):
        if not missing_levels(record, levels) or not record.place.sound("review"):
            continue
        # A level of an earlier text is as good as missing: those above it cannot be given either.
        now = {review.level for review in record.head.review if review.hash == record.digest}
        missing = "、".join(str(level) for level in range(1, levels + 1) if level not in now)
        yield found(record.place.at("review"), levels=missing, digest=record.digest)


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
    for record in _unsettled(catalogue):
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
    for record in _unsettled(catalogue):
        seen: set[int] = set()
        for index, review in enumerate(record.head.review):
            if review.level > levels or review.level in seen:
                yield found(record.place.at("review", index, "level"), level=review.level)
            seen.add(review.level)


@rule(
    "C804",
    zh="第 {level} 级审查的岗位“{post}”就是第 {other} 级的岗位",
    en="the post of review level {level} is that of level {other}",
)
def review_posts_differ(catalogue: Catalogue) -> Iterator[Found]:
    """各级审查由不同的岗位作出。

    为什么：分级审查是为了多人把关，一个岗位审查两级，等于少了一级。
    怎样改：请另一个岗位审查这一级，用 approve 重新写入；岗位写错的，改正 post。

    Each level of the review is given by another post.

    Why: the levels are there so that more than one looks; the same post twice is one level less.
    Fix: have another post review this level and write it with approve; or correct post.
    """
    for record, given in _approvals(catalogue):
        first: dict[str, int] = {}
        for approval in given:
            post = plain_post(approval.review.post)
            if post in first:
                span = record.place.at("review", approval.number, "post")
                level, said = approval.review.level, approval.review.post
                yield found(span, level=level, other=first[post], post=said)
            first.setdefault(post, approval.review.level)


@rule(
    "C805",
    zh="第 {level} 级审查的日期 {date} 早于第 {other} 级的 {before}",
    en="review level {level} is dated {date}, before level {other} ({before})",
)
def review_dates_are_in_order(catalogue: Catalogue) -> Iterator[Found]:
    """审查逐级进行，后一级的日期不早于前一级。

    为什么：上一级要看到下一级的意见才能审查，日期倒置，说明没有逐级审查，或者是事后补填的。
    怎样改：日期写错的，改正 date；次序确实颠倒的，请后一级重新审查。

    The levels are given one after the other, and so are their dates.

    Why: a level judges what the one below said; a date before it shows a review for show.
    Fix: correct the date, or have the upper level reviewed again.
    """
    for record, given in _approvals(catalogue):
        for below, approval in pairwise(given):
            if approval.review.date < below.review.date:
                yield found(
                    record.place.at("review", approval.number, "date"),
                    level=approval.review.level,
                    date=approval.review.date,
                    other=below.review.level,
                    before=below.review.date,
                )


@rule(
    "C806",
    zh="最后一级（第 {level} 级）审查的日期 {date} 晚于{what} {day}",
    en="the last review level ({level}) is dated {date}, after {what} {day}",
)
def review_is_before_publication(catalogue: Catalogue) -> Iterator[Found]:
    """全部审查完成以后才公开；修订过的，在修订以前审查完。

    为什么：先审查、后公开，公开以后再补的审查防不住泄密。
    怎样改：日期写错的，改正 date；内容改动后重新审查的，把 revised 写成不早于最后一级审查的时间；还没有发布过的，
    把 published 推迟到审查之后。这几项不在校验值内，改后不必重新审查。

    The review is complete before the text is published, or put up anew.

    Why: a review after the publication cannot stop a leak any more.
    Fix: correct the date; after a change that was reviewed write revised, no earlier than the last
    level; of what was never published move published. None of them is covered by the hash.
    """
    levels = len(catalogue.pack.file.review.levels)
    for record, given in _approvals(catalogue):
        head = record.head
        last = given[-1]
        day = (head.revised or head.published).date()
        if last.review.level != levels or last.review.date <= day:
            continue
        if record.place.sound("revised"):
            span = record.place.at("review", last.number, "date")
            what = _REVISED if head.revised else _PUBLISHED
            yield found(span, level=levels, date=last.review.date, what=what, day=day)


_REVISED = Text("修订日期（revised）", "the revision (revised)")
_PUBLISHED = Text("发布日期（published）", "the publication (published)")


def _unsettled(catalogue: Catalogue) -> Sequence[Record]:
    """The records of whose reviews these rules may have anything to say: of a city nearly none.

    Worked out once for all of them; six times over every record took a fifteenth of a check.
    """
    kept = catalogue.made.get("unsettled reviews")
    if kept is None:
        levels = len(catalogue.pack.file.review.levels)
        records = tuple(each for each in catalogue.records() if not _settled(each, levels))
        kept = catalogue.made["unsettled reviews"] = records
    assert isinstance(kept, tuple)
    return kept


def _settled(record: Record, levels: int) -> bool:
    """Whether every level was given for the text as it stands, once and one after the other, by posts
    that differ, and before the text was put up.
    """
    head, digest = record.head, record.digest
    if len(head.review) != levels:
        return False
    before = None
    for number, review in enumerate(head.review, 1):
        if review.level != number or review.hash != digest or (before and review.date < before):
            return False
        before = review.date
    if before and before > (head.revised or head.published).date():
        return False
    return len({plain_post(review.post) for review in head.review}) == levels


class _Approval(NamedTuple):
    """A level of the review of the text as it stands, and its place in the list."""

    number: int
    review: Review


def _approvals(catalogue: Catalogue) -> Iterator[tuple[Record, list[_Approval]]]:
    """Each record with its approvals of the text as it stands, by level; none without any.

    Of a level that is given twice (C803) the first one.
    """
    levels = len(catalogue.pack.file.review.levels)
    for record in _unsettled(catalogue):
        given: dict[int, _Approval] = {}
        for index, review in enumerate(record.head.review):
            if review.hash == record.digest and review.level <= levels:
                given.setdefault(review.level, _Approval(index, review))
        if given:
            yield record, [given[level] for level in sorted(given)]


@lru_cache(maxsize=10_000)  # a city has 220,000 reviews by few posts
def plain_post(post: str) -> str:
    """A post as it is compared: without regard to spaces and full-width forms."""
    return "".join(fold_width(post).split())
