"""C719 and C720: can the public see what an objection was answered, and when?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Severity, Text
from ..model.agency import Objection
from ..model.catalogue import Agency, Catalogue, Place
from ..model.outline import Outline, moment_of
from .rule import Found, found, rule

_OUTCOMES = {
    "explained": Text("已解释（explained）", "explained"),
    "corrected": Text("已更正（corrected）", "corrected"),
}


@rule(
    "C719",
    zh="异议“{id}”答复为更正，但“{record}”自收到异议（{received}）以来既没有修订（revised），也没有变更说明（notices.yml）",
    en="objection '{id}' was answered by a correction, but since it was received on {received} '{record}' was neither revised nor explained by a notice",
    severity=Severity.WARNING,
)
def correction_is_made(catalogue: Catalogue) -> Iterator[Found]:
    """答复为更正的，信息确实作了更正。

    为什么：台账写了更正，公开的信息却没有变，等于没有更正。
    怎样改：更正信息并填写 revised，或者在 notices.yml 中增加变更说明；没有更正的，把台账的 outcome 改为 explained。

    What was answered by a correction was corrected.

    Why: a correction that stands in the register alone is none.
    Fix: correct the record and set revised, or add a notice to notices.yml; if nothing was corrected,
    set outcome to explained.
    """
    for agency, place, index, objection in _objections(catalogue):
        home, thing = catalogue.find(objection.record, agency.id)
        if (
            objection.outcome == "corrected"
            and home is not None
            and home.id == agency.id  # others answer for theirs
            and _usable(home, thing)
            and not _changed(home, thing, objection.received)
        ):
            span = place.at("objections", index, "outcome")
            yield found(span, id=objection.id, record=thing, received=objection.received)


def _objections(catalogue: Catalogue) -> Iterator[tuple[Agency, Place, int, Objection]]:
    """Every objection, with its agency, its register and its number there."""
    for agency in catalogue.agencies.values():
        for register in agency.registers:
            for index, objection in enumerate(register.file.objections):
                yield agency, register.place, index, objection


def _usable(home: Outline, thing: str) -> bool:
    """Whether all that may tell of a change of a thing could be read."""
    known = thing in home.items or thing in home.card_by_id or home.noticed(thing)
    return known and thing not in home.lost and "notices" not in home.gaps


def _changed(home: Outline, thing: str, since: dt.date) -> bool:
    """Whether a thing was revised, or a notice written of it, on that day or later."""
    card = home.card_by_id.get(thing)
    if card and card.revised_at is not None:
        if card.revised_at < card.published_at:
            return True  # a wrong date, of which another rule speaks
        if moment_of(card.revised_at).date() >= since:
            return True
    return any(notice.of == thing and notice.date >= since for notice in home.notices)


@rule(
    "C720",
    zh="异议“{id}”{outcome}，但没有写明答复日期（answered）",
    en="objection '{id}' was {outcome}, but the day of the answer (answered) is not stated",
    severity=Severity.WARNING,
    needs_pack=False,
)
def answer_has_its_day(catalogue: Catalogue) -> Iterator[Found]:
    """已经解释或者更正的异议写明答复日期。

    为什么：没有答复日期，信息的页面上就标不出异议已经答复，也看不出答复是否及时。
    怎样改：补写 answered；还没有答复的，把 outcome 写成 pending。

    An objection that was answered states the day.

    Why: without it the page of the record cannot say so, and nobody sees whether it was prompt.
    Fix: add answered; write outcome: pending while there is no answer.
    """
    for _, place, index, objection in _objections(catalogue):
        path = ("objections", index)
        if (
            objection.outcome in _OUTCOMES
            and objection.answered is None
            and place.sound(*path, "answered")
        ):
            outcome = _OUTCOMES[objection.outcome]
            yield found(place.at(*path), id=objection.id, outcome=outcome)
