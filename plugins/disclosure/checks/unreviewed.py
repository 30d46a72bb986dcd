"""C441, C442: what was public and is there still has kept its reviews.

Without them it would go from the site like a draft that is not ready (C801), and nobody would know.
C441 compares with the release that a build replaces (`Catalogue.released`), C442 with a revision of
git (`check --base`, `Catalogue.before`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Span, Text
from ..model.catalogue import Catalogue, Record
from ..model.outline import Outline
from ..model.visible import missing_levels
from .changes import agencies_before, notice_of_end, revision
from .rule import Found, found, rule


@rule(
    "C441",
    scope="past",
    zh="现在的网站上有这条信息，但它的审查记录不全了（缺第 {levels} 级），新版本不会有这一页",
    en="the present site has this record, but its review is not complete any more (level {levels} is "
    "missing), so the new one would not",
)
def what_was_released_has_kept_its_reviews(catalogue: Catalogue) -> Iterator[Found]:
    """已经发布的信息，审查记录一直保留。

    为什么：审查记录不全的信息会从网站上消失，公众不知道是撤销了还是丢失了，也查不出当初由谁审查。
    怎样改：内容没有改动的，恢复 review 中原来的记录；内容有改动的，用 approve 逐级重新审查；确实要撤下的，在
    notices.yml 末尾加一条说明。

    What was released keeps its reviews.

    Why: without them it would vanish from the site, and nobody could tell who answered for it.
    Fix: put the old entries of review back; after a change have it reviewed again with approve, level
    by level; to take it down add a line to notices.yml.
    """
    for agency, things in sorted(catalogue.released.items()):
        now = catalogue.outlines.get(agency)
        for thing in sorted(things if now else ()):
            record = now and _unreviewed(catalogue, now, thing)
            if record:
                yield found(
                    _place(record),
                    fix=_advice(catalogue, record),
                    levels=_missing(catalogue, record),
                )


@rule(
    "C442",
    scope="past",
    zh="这条信息在 {revision} 中已审查完毕，现在审查记录不全了（缺第 {levels} 级），会从网站上消失",
    en="this record was reviewed at {revision}; now its review is not complete any more (level "
    "{levels} is missing), and it would vanish from the site",
)
def what_was_reviewed_has_kept_its_reviews(catalogue: Catalogue) -> Iterator[Found]:
    """公开过的信息，审查记录不删除。

    为什么：审查记录不全的信息会从网站上消失，公众不知道是撤销了还是丢失了，也查不出当初由谁审查。
    怎样改：内容没有改动的，恢复 review 中原来的记录；内容有改动的，用 approve 逐级重新审查；确实要撤下的，在
    notices.yml 末尾加一条说明。

    What was public keeps its reviews.

    Why: without them it would vanish from the site, and nobody could tell who answered for it.
    Fix: put the old entries of review back; after a change have it reviewed again with approve, level
    by level; to take it down add a line to notices.yml.
    """
    for then in agencies_before(catalogue):
        now = catalogue.outlines.get(then.id)
        for before in then.records if now else ():
            record = now and before.public and _unreviewed(catalogue, now, before.id)
            if record:
                yield found(
                    _place(record),
                    fix=_advice(catalogue, record),
                    revision=revision(catalogue),
                    levels=_missing(catalogue, record),
                )


def _unreviewed(catalogue: Catalogue, now: Outline, thing: str) -> Record | None:
    """A record that would be public if it were reviewed; None where no level is missing, a notice
    tells what became of it, or its review has a finding of its own.
    """
    card = now.card_by_id.get(thing)
    if card is None or not card.shown or card.ready or now.noticed(thing) or "notices" in now.gaps:
        return None
    record = catalogue.agencies[now.id].record(card)
    sound = record.place.sound("review")
    return record if sound and missing_levels(record, _levels(catalogue)) else None


def _levels(catalogue: Catalogue) -> int:
    return len(catalogue.pack.file.review.levels)


def _missing(catalogue: Catalogue, record: Record) -> str:
    return "、".join(map(str, missing_levels(record, _levels(catalogue))))


def _place(record: Record) -> Span:
    return record.place.at("review")


def _advice(catalogue: Catalogue, record: Record) -> Text:
    gone = notice_of_end(catalogue, record.agency, record.id, record.head.index_number)
    return Text(
        "内容没有改动的，请恢复 review 中原来的记录；内容有改动的，请逐级重新审查："
        f"site_build.py approve {record.place.file} --level 1 --post 岗位。确实要撤下的，{gone.zh}",
        "Put the old entries of review back; if the text was changed, have it reviewed again, level by "
        f"level: site_build.py approve {record.place.file} --level 1 --post POST. To take it down: "
        f"{gone.en}",
    )
