"""C430 to C433, C436, C439: what was public and changed or went away is explained in `notices.yml`.

All of them compare with a revision of git (`check --base`, `Catalogue.before`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..diagnostics import Severity, Span, Text
from ..model.before import AgencyBefore, ItemBefore, RecordBefore
from ..model.catalogue import Catalogue
from ..model.outline import Outline
from ..past.differences import differences
from .rule import Found, found, rule

_RECORD, _SERVICE, _ITEM = (
    Text("信息", "record"),
    Text("办事指南", "service guide"),
    Text("事项", "item"),
)


def agencies_before(catalogue: Catalogue) -> Sequence[AgencyBefore]:
    """The agencies of the revision that is compared with; none where there is none."""
    return catalogue.before.agencies if catalogue.before else ()


def revision(catalogue: Catalogue) -> str:
    """The revision that is compared with, as messages name it; empty where there is none."""
    return catalogue.before.revision if catalogue.before else ""


def pairs(catalogue: Catalogue) -> Iterator[tuple[AgencyBefore, Outline]]:
    """Each agency of then that is there still, and what it is now.

    Left out where `notices.yml` cannot be read: what it says may be all that is missing.
    """
    for then in agencies_before(catalogue):
        now = catalogue.outlines.get(then.id)
        if now is not None and "notices" not in now.gaps:
            yield then, now


def _kind(record: RecordBefore) -> Text:
    return _SERVICE if record.service else _RECORD


def _lost(now: Outline, thing: str, item: bool) -> bool:
    """Whether an item or a record may be in a file that cannot be read now, which has its finding."""
    return thing in now.lost or (item and ("catalogue" in now.gaps or "" in now.lost))


def notices_file(catalogue: Catalogue, agency: str) -> str:
    """Where the notices of an agency stand, or would."""
    return f"{catalogue.root}/agencies/{agency}/notices.yml"


def _line(catalogue: Catalogue, agency: str, entry: str) -> Text:
    """Advice to add this entry to the notices."""
    file = notices_file(catalogue, agency)
    return Text(f"请在 {file} 末尾加一条：- {{{entry}}}", f"Add to {file}: - {{{entry}}}")


def notice_of_end(catalogue: Catalogue, agency: str, thing: str, number: str = "") -> Text:
    """Advice to say what became of a thing; `number` is its index number, if it had one."""
    numbered = f", index_number: {number}" if number else ""
    day = f"date: {catalogue.today}"
    line = _line(
        catalogue, agency, f"of: {thing}, kind: revoked, {day}, explanation: 写明原因{numbered}"
    )
    return Text(
        f"{line.zh}；kind 按实际写 revoked（撤销）、terminated（终止）、superseded（被替代，"
        "另写 successor）、renamed（更名，另写 successor）或者 removed-personal-data"
        "（因保护个人信息删除）。误删的请恢复。",
        f"{line.en}; kind is revoked, terminated, superseded or renamed (both with a successor), or "
        "removed-personal-data. If it was a mistake, put it back.",
    )


def _notice_of_new_id(catalogue: Catalogue, agency: str, old: str, new: str) -> Text:
    """Advice to say under which id a thing goes on."""
    entry = f"of: {old}, kind: renamed, date: {catalogue.today}, explanation: 写明原因"
    line = _line(catalogue, agency, f"{entry}, successor: {new}")
    return Text(
        f"{line.zh}；旧网址就会转到新网址。不打算更名的请改回原来的代号。",
        f"{line.en}; the old address then leads to the new one. Or take the old id back.",
    )


def _notice_of_change(catalogue: Catalogue, agency: str, thing: str) -> Text:
    """Advice to say what changed and why."""
    entry = (
        f"of: {thing}, kind: changed, date: {catalogue.today}, explanation: 写明变更的内容和原因"
    )
    line = _line(catalogue, agency, entry)
    return Text(f"{line.zh}。", f"{line.en}.")


def _gone(then: AgencyBefore, now: Outline) -> Iterator[ItemBefore | RecordBefore]:
    """What was public and has neither a place nor a notice now."""
    for item in then.items or ():
        name = item.entry.id
        if item.public and not _lost(now, name, True) and not now.noticed(name):
            line = now.items.get(name)
            if line is None or not line.public:
                yield item
    for record in then.records:
        known = now.knows(record.id) or now.noticed(record.id)
        if record.public and not known:
            yield record


def _known_as(thing: ItemBefore | RecordBefore) -> tuple[str, Text, str, Span]:
    """The id of a thing, what it is, its name, and where that stood."""
    if isinstance(thing, ItemBefore):
        return thing.entry.id, _ITEM, thing.entry.name, thing.at["id"]
    return thing.id, _kind(thing), thing.title, Span(thing.file)


def _new_id(then: AgencyBefore, now: Outline, thing: ItemBefore | RecordBefore) -> str | None:
    """The id that a thing has now: a record is known by its index number; an item by its name, or
    by where its records belong now.
    """
    if isinstance(thing, RecordBefore):
        cards = [c.id for c in now.cards if c.index_number == thing.index_number]
        return cards[0] if cards else None
    before = {item.entry.id for item in then.items or ()}
    new = {name: line for name, line in now.items.items() if name not in before and line.public}
    same = [name for name, line in new.items() if line.name == thing.entry.name]
    if same:
        return same[0]
    cards_by_id = now.card_by_id
    to = Counter(
        cards_by_id[record.id].item
        for record in then.records
        if record.item == thing.entry.id and record.id in cards_by_id
    )
    likely = next(iter(to.most_common(1)), ("", 0))[0]
    return likely if likely in new else None


@rule(
    "C430",
    scope="past",
    zh="在 {revision} 中公开的{what}“{name}”（{id}）现在不再公开，notices.yml 没有说明",
    en="the {what} '{name}' ({id}) was public at {revision} and is no more, without a notice",
    needs_pack=False,
)
def what_is_gone_has_a_notice(catalogue: Catalogue) -> Iterator[Found]:
    """公开过的事项和信息，撤下时要在 notices.yml 中说明。

    为什么：变更、撤销、终止应当及时公布并作出说明；没有说明，原网址就成了空白，公众不知道是撤销了还是丢失了。
    怎样改：在 notices.yml 末尾加一条说明，写明类型、日期和原因；误删的请恢复。

    What was public and goes away is explained in notices.yml.

    Why: a change, revocation or end is to be published with an explanation; else its address is dead.
    Fix: add a line to notices.yml with kind, date and explanation, or put the thing back.
    """
    for then, now in pairs(catalogue):
        for thing in _gone(then, now):
            if _new_id(then, now, thing):
                continue
            id_, what, name, span = _known_as(thing)
            number = thing.index_number if isinstance(thing, RecordBefore) else ""
            fix = notice_of_end(catalogue, then.id, id_, number)
            at = revision(catalogue)
            yield found(span, fix=fix, revision=at, what=what, name=name, id=id_)


@rule(
    "C431",
    scope="past",
    zh="{what}“{name}”的代号由 {id}（{revision}）改为 {new}，notices.yml 没有说明",
    en="the id of the {what} '{name}' was {id} at {revision} and is now {new}, without a notice",
    needs_pack=False,
)
def what_is_renamed_has_a_notice(catalogue: Catalogue) -> Iterator[Found]:
    """事项、信息和办事指南更改代号，要在 notices.yml 中说明。

    为什么：代号就是网址；不说明，收藏和引用旧网址的人就打不开了。
    怎样改：在 notices.yml 末尾加一条 kind: renamed，用 successor 写新代号，旧网址会转到新网址。

    A new id is told in notices.yml.

    Why: the id is the address, and whoever kept the old one finds nothing there.
    Fix: add a line of kind renamed with the new id as successor; the old address then leads there.
    """
    for then, now in pairs(catalogue):
        for thing in _gone(then, now):
            new = _new_id(then, now, thing)
            if new is None:
                continue
            id_, what, name, span = _known_as(thing)
            fix = _notice_of_new_id(catalogue, then.id, id_, new)
            at = revision(catalogue)
            yield found(span, fix=fix, revision=at, what=what, name=name, id=id_, new=new)


@rule(
    "C432",
    scope="past",
    zh="与 {revision} 相比，事项“{name}”{what}，notices.yml 没有说明",
    en="item '{name}' is not what it was at {revision} ({what}), without a notice",
    needs_pack=False,
)
def changed_item_has_a_notice(catalogue: Catalogue) -> Iterator[Found]:
    """事项的名称、类别、时限、形式、方式或者对象变更，要在 notices.yml 中说明。

    为什么：公开的事项变更，应当及时公布并作出说明；期限和形式变了，公众要知道为什么。
    怎样改：在 notices.yml 末尾加一条 kind: changed，写明变更的内容和原因；改错的请改回。

    A new name, category, limit, form, mode or audience of an item is explained in notices.yml.

    Why: a change of what is disclosed is to be published with an explanation.
    Fix: add a line of kind changed that says what changed and why, or undo the change.
    """
    for then, now in pairs(catalogue):
        if then.items is None or "catalogue" in now.gaps:
            continue
        agency = catalogue.agencies[then.id]
        known = Counter(each.notice.of for each in then.notices)
        told = Counter(notice.of for notice in now.notices)
        for before in then.items:
            name = before.entry.id
            item = agency.item_by_id.get(name)
            line = now.items.get(name)
            if not before.public or item is None or line is None or not line.public:
                continue  # gone, or never public
            if told[name] > known[name] or name in then.ended:
                continue
            said = [
                (field, words)
                for field, words in differences(catalogue, before.entry, item.entry)
                if item.place.sound(field)
            ]
            if said:
                span = min(before.at[field] for field, _ in said)
                what = Text("，".join(t.zh for _, t in said), ", ".join(t.en for _, t in said))
                fix = _notice_of_change(catalogue, then.id, name)
                at = revision(catalogue)
                yield found(span, fix=fix, revision=at, name=item.entry.name, what=what)


@rule(
    "C433",
    scope="past",
    zh="{what}“{name}”在 {revision} 中属于事项 {then}，现在属于 {now}，notices.yml 没有说明",
    en="the {what} '{name}' belonged to item {then} at {revision} and now to {now}, without a notice",
    needs_pack=False,
)
def moved_record_has_a_notice(catalogue: Catalogue) -> Iterator[Found]:
    """信息改属另一个事项，要在 notices.yml 中说明。

    为什么：事项决定信息的类别、时限和形式，改了事项，公众就在别处才找得到。
    怎样改：在 notices.yml 末尾加一条 kind: changed，写明为什么调整；改错的请改回。

    A record that goes to another item is explained in notices.yml.

    Why: its item decides its category, time limit and forms, and where people find it.
    Fix: add a line of kind changed that says why, or undo the change.
    """
    for then, now in pairs(catalogue):
        known = Counter(each.notice.of for each in then.notices)
        told = Counter(notice.of for notice in now.notices)
        for record in then.records:
            card = now.card_by_id.get(record.id)
            if card is None or not record.public or card.item == record.item:
                continue
            if record.id in then.ended or told[record.id] > known[record.id]:
                continue
            left = now.items.get(record.item)
            if left is None or not left.public or now.noticed(record.item):
                continue  # what became of the item is told for its records, too
            yield found(
                record.at["item"],
                fix=_notice_of_change(catalogue, then.id, record.id),
                revision=revision(catalogue),
                what=_kind(record),
                name=record.title,
                then=record.item,
                now=card.item or "—",
            )


@rule(
    "C436",
    scope="past",
    zh="{revision} 中关于“{id}”的这条说明被删除或者改动了，notices.yml 只能追加",
    en="this notice about '{id}' at {revision} is gone or altered; notices.yml is append-only",
    needs_pack=False,
)
def notices_are_only_added(catalogue: Catalogue) -> Iterator[Found]:
    """notices.yml 只追加，不删除、不改动已有的说明。

    为什么：说明是公开过的事实，删掉或者改写，变更和撤销的经过就查不清了。
    怎样改：恢复原来的说明；需要更正的，另加一条说明。

    Notices are added, never removed or altered.

    Why: they are the memory of what changed and went away.
    Fix: put the old entry back; to correct it, add another one.
    """
    for then, now in pairs(catalogue):
        if then.notices_same:
            continue
        kept = Counter(each.notice for each in catalogue.agencies[now.id].notices)
        for notice, span in then.notices:
            if kept[notice] > 0:
                kept[notice] -= 1
            else:
                yield found(span, revision=revision(catalogue), id=notice.of)


@rule(
    "C439",
    scope="past",
    zh="{revision} 中的这个文件无法完整读取，读不出的部分没有与现在比较",
    en="this file of {revision} cannot be read whole; what cannot be read was not compared",
    severity=Severity.WARNING,
    needs_pack=False,
)
def the_past_can_be_read(catalogue: Catalogue) -> Iterator[Found]:
    """用来比较的版本能够完整读取。

    为什么：读不出的文件里有过什么、现在还在不在，程序判断不了。
    怎样改：用 git show 查看当时的文件，人工核对其中的事项或者信息现在是否都在；也可以换一个版本比较。

    The revision that is compared with can be read.

    Why: what stood in a file that cannot be read may be missing now without a sign.
    Fix: look at the file of then with git show and compare by hand, or name another revision.
    """
    for then in agencies_before(catalogue):
        for span in then.unread:
            yield found(span, revision=revision(catalogue))
