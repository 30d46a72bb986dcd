"""C913, C914: a notice is public, so of what is internal it says nothing.

A thing that was public and is internal now keeps its notice: who finds the old address is told what
became of it. Of what was internal all along not even its end is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model.before import AgencyBefore
from ..model.catalogue import Catalogue
from ..model.outline import REMOVED, Outline
from .changes import pairs, revision
from .rule import Found, found, rule


@rule(
    "C913",
    zh="“{id}”属于内部事项“{item}”，关于它的这条说明不会公开",
    en="'{id}' belongs to the internal item '{item}': this notice of it is shown nowhere",
    needs_pack=False,
)
def notice_is_not_of_an_internal_record(catalogue: Catalogue) -> Iterator[Found]:
    """notices.yml 不写内部事项的信息。

    为什么：说明要公开，写了就等于告诉公众有这条内部信息；程序不公开它，原来公开过的网址就没有说明了。
    怎样改：没有公开过的，删除这条说明；以前公开过的，给现在的内部文件换一个代号（文件名），说明留给原来的代号。

    A notice is not of a record of an internal item.

    Why: a notice is public and would tell that the record exists; as it is not shown, an address that
    was public once stays without an explanation.
    Fix: delete it if the record was never public; if it was, give the internal file another id and
    leave the notice to the old one.
    """
    if catalogue.site.repository == "public":
        return  # nothing internal may be here at all (C903)
    for agency in catalogue.agencies.values():
        now = catalogue.outlines[agency.id]
        for entry in agency.notices:
            card = now.card_by_id.get(entry.notice.of)
            line = now.items.get(card.item) if card else None
            if card is None or line is None or not line.internal or card.item in now.ended:
                continue
            if entry.notice.ends and entry.notice.kind != REMOVED:
                yield found(entry.place.at("of"), id=card.id, item=card.item)


@rule(
    "C914",
    scope="past",
    zh="“{id}”在 {revision} 中是内部的，没有公开过，新的说明会让公众知道有它",
    en="'{id}' was internal at {revision} and never public: the new notice would tell of it",
    needs_pack=False,
)
def notice_is_of_what_was_public(catalogue: Catalogue) -> Iterator[Found]:
    """只对公开过的事项和信息写变更、更名、撤销、终止等说明。

    为什么：说明是公开的；对从来没有公开过的内部事项写说明，公众就知道了有这件事。
    怎样改：删除这条说明；内部的事项和信息不再保留的，直接删除文件，不用说明。

    Only what was public gets a notice.

    Why: a notice is public, and one of what was internal all along gives it away.
    Fix: delete the notice; what is internal and not kept any more is deleted without one.
    """
    for then, now in pairs(catalogue):
        if then.notices_same:
            continue
        known = Counter(notice for notice, _ in then.notices)
        for entry in catalogue.agencies[now.id].notices:
            notice = entry.notice
            if known[notice] > 0:
                known[notice] -= 1
            elif _was_internal(then, now, notice.of):
                at = revision(catalogue)
                yield found(entry.place.at("of"), revision=at, id=notice.of)


def _was_internal(then: AgencyBefore, now: Outline, thing: str) -> bool:
    """Whether a thing was for the agencies alone at the revision."""
    if then.items is not None:
        items = {item.entry.id: not item.public for item in then.items}
    else:  # the file is the same, and so are they
        items = {name: line.internal for name, line in now.items.items()}
    records = {record.id: record.item for record in then.records}
    card = now.card_by_id.get(thing)
    if thing in records:
        return items.get(records[thing], False)
    # A record that is still the same is not among those of then.
    return items.get(thing, False) or bool(card and items.get(card.item, False))
