"""C5xx: everything that is named exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from ..diagnostics import Text, did_you_mean
from ..model.catalogue import Agency, Catalogue, Place
from .rule import Found, found, rule


def _unknown(
    place: Place, path: tuple[str | int, ...], value: str | None, known: Collection[str]
) -> Iterator[Found]:
    """A finding when `value` is given and not known."""
    if value is not None and value not in known:
        listed = sorted(known)
        few = "、".join(listed[:12]) + ("……" if len(listed) > 12 else "")
        choices = Text(f"请从这些值中选一个：{few}。", f"Choose one of: {', '.join(listed[:12])}.")
        yield found(place.at(*path), fix=did_you_mean(value, known) or choices, id=value)


@rule("C501", zh="没有“{id}”这个类别", en="there is no category '{id}'")
def category_exists(catalogue: Catalogue) -> Iterator[Found]:
    """类别是规则包里有的。

    为什么：写错的类别不会出现在目录里。
    怎样改：改成规则包中的类别代号；用 rules 命令或“公开目录”页面查看全部类别。

    A category is one of the pack's.

    Why: an item of an unknown category appears in no catalogue.
    Fix: write a category of the pack.
    """
    known = catalogue.pack.entries("categories")
    for agency in catalogue.agencies.values():
        for item in agency.items:
            yield from _unknown(item.place, ("category",), item.entry.category, known)
            for index, also in enumerate(item.entry.also):
                yield from _unknown(item.place, ("also", index), also, known)
        for index, nil in enumerate(agency.file.nil_returns if agency.file else ()):
            path = ("nil_returns", index, "category")
            yield from _unknown(agency.place, path, nil.category, known)


@rule("C502", zh="没有“{id}”这种公开形式", en="there is no form '{id}'")
def form_exists(catalogue: Catalogue) -> Iterator[Found]:
    """公开形式是规则包里有的。

    为什么：条例只列出这些形式；写错的形式不会出现在按形式查找的页面上。
    怎样改：改成规则包中的形式代号。

    A form is one of the pack's.

    Why: the regulation lists the forms; an unknown one appears on no page.
    Fix: write a form of the pack.
    """
    known = catalogue.pack.entries("forms")
    for agency in catalogue.agencies.values():
        for item in agency.items:
            for index, form in enumerate(item.entry.forms):
                yield from _unknown(item.place, ("forms", index), form, known)
        for index, spot in enumerate(agency.file.places if agency.file else ()):
            yield from _unknown(agency.place, ("places", index, "form"), spot.form, known)


@rule("C503", zh="没有“{id}”这种公开节奏或周期", en="there is no rhythm or period '{id}'")
def rhythm_exists(catalogue: Catalogue) -> Iterator[Found]:
    """公开节奏和周期是规则包里有的。

    为什么：节奏决定多久公开一次，写错就无法计算。
    怎样改：节奏写 routine、phased 或 ad-hoc；周期写 yearly、quarterly、monthly 等。

    Rhythm and period are the pack's.

    Why: they say how often something is disclosed.
    Fix: write routine, phased or ad-hoc; yearly, quarterly, monthly and so on.
    """
    rhythms = catalogue.pack.entries("rhythms")
    periods = [period.id for period in catalogue.pack.file.periods]
    for item in catalogue.items():
        yield from _unknown(item.place, ("rhythm",), item.entry.rhythm, rhythms)
        yield from _unknown(item.place, ("period",), item.entry.period, periods)


@rule("C504", zh="没有“{id}”这种类型、层级或信息种类", en="there is no kind or level '{id}'")
def kind_exists(catalogue: Catalogue) -> Iterator[Found]:
    """机关类型、层级和信息种类是规则包里有的。

    为什么：类型和层级决定哪些类别约束机关，种类决定信息怎样展示。
    怎样改：改成提示的取值。

    Kind and level of an agency, kind of a record are the pack's.

    Why: they decide which categories bind an agency and how a record is shown.
    Fix: write one of the values named.
    """
    pack = catalogue.pack
    levels = [level.id for level in pack.file.levels]
    for agency in catalogue.agencies.values():
        if agency.file:
            yield from _unknown(agency.place, ("kind",), agency.file.kind, pack.entries("kinds"))
            yield from _unknown(agency.place, ("level",), agency.file.level, levels)
        for record in agency.records:
            kinds = pack.entries("record_kinds")
            yield from _unknown(record.place, ("kind",), record.head.kind, kinds)


@rule("C505", zh="没有“{id}”这个机关", en="there is no agency or body '{id}'", needs_pack=False)
def agency_exists(catalogue: Catalogue) -> Iterator[Found]:
    """提到的机关都存在。

    为什么：上级、监察机关和备案机关写错，公众就不知道向谁投诉。
    怎样改：改成 agencies/ 中的文件夹名，或 site.yml 的 bodies 中的代号。

    Every agency or body that is named exists.

    Why: with a wrong parent or supervisor nobody knows where to complain.
    Fix: write a folder name of agencies/, or an id under bodies in site.yml.
    """
    if "site" in catalogue.gaps or not catalogue.site_place.sound("bodies"):
        return  # bodies may be missing for a reason that has its finding
    known = {*catalogue.outlines, *catalogue.site.bodies}
    for agency in catalogue.agencies.values():
        if agency.file is None:
            continue
        yield from _unknown(agency.place, ("parent",), agency.file.parent, known)
        yield from _unknown(agency.place, ("supervisor",), agency.file.supervisor, known)
        for index, filing in enumerate(agency.file.filings):
            yield from _unknown(agency.place, ("filings", index, "to"), filing.to, known)
        if agency.file.closed:
            successor = agency.file.closed.successor
            yield from _unknown(
                agency.place, ("closed", "successor"), successor, catalogue.outlines
            )


@rule("C506", zh="本机关没有“{id}”这个科室", en="there is no department '{id}'", needs_pack=False)
def department_exists(catalogue: Catalogue) -> Iterator[Found]:
    """事项的责任科室是本机关的科室。

    为什么：谁负责公开必须找得到人。
    怎样改：改成 agency.yml 的 departments 中的 id，或在那里增加科室。

    An item's department is one of its agency's.

    Why: somebody must answer for it.
    Fix: write an id under departments in agency.yml, or add the department there.
    """
    for agency in catalogue.agencies.values():
        if agency.file is None or not agency.place.sound("departments"):
            continue
        known = [department.id for department in agency.file.departments]
        for item in agency.items:
            yield from _unknown(item.place, ("department",), item.entry.department, known)


@rule("C507", zh="本机关的目录里没有事项“{id}”", en="there is no item '{id}'", needs_pack=False)
def item_exists(catalogue: Catalogue) -> Iterator[Found]:
    """信息所属的事项在本机关的目录里。

    为什么：信息挂不到事项下，就不会出现在目录里。
    怎样改：改成 catalogue.yml 中的 id，或先在 catalogue.yml 中增加事项。

    A record belongs to an item of its agency.

    Why: otherwise it appears in no catalogue.
    Fix: write an id of catalogue.yml, or add the item there first.
    """
    for agency in catalogue.agencies.values():
        if "catalogue" in agency.gaps:
            continue
        known = {*agency.item_by_id, *(lost.id for lost in agency.lost_items if lost.id)}
        if any(not lost.id for lost in agency.lost_items):
            continue
        for record in agency.records:
            yield from _unknown(record.place, ("item",), record.head.item, known)


@rule("C508", zh="规则包里没有“{id}”", en="the pack knows no '{id}'")
def pack_words_exist(catalogue: Catalogue) -> Iterator[Found]:
    """不予公开的情形、事件、阶段和生活主题是规则包里有的。

    为什么：规则包以外的词无法归类，也没有依据。
    怎样改：改成提示的取值。

    Exemptions, events, stages and themes are the pack's.

    Why: any other word has no ground and no place.
    Fix: write one of the values named.
    """
    pack = catalogue.pack
    events = [event.id for event in pack.file.events]
    themes = [theme.id for theme in pack.file.themes]
    for item in catalogue.items():
        exemptions = pack.entries("exemptions")
        yield from _unknown(item.place, ("exemption",), item.entry.exemption, exemptions)
        for field in ("after", "before"):
            event = getattr(item.entry.limit, field, None)
            yield from _unknown(item.place, ("limit", field), event, events)
        for index, theme in enumerate(item.entry.themes):
            yield from _unknown(item.place, ("themes", index), theme, themes)
    for record in catalogue.records():
        yield from _unknown(record.place, ("stage",), record.head.stage, pack.entries("stages"))
        for event in record.head.events:
            for found_here in _unknown(record.place, ("events", event), event, events):
                yield replace(found_here, span=record.place.key("events", event))


@rule("C509", zh="事项没有“{id}”这个阶段", en="the item has no phase '{id}'", needs_pack=False)
def phase_exists(catalogue: Catalogue) -> Iterator[Found]:
    """信息的阶段是所属事项列出的阶段。

    为什么：阶段性工作要逐段公开，阶段写错就对不上。
    怎样改：改成事项 phases 中的 id，或在事项中增加阶段。

    A record's phase is one of its item's.

    Why: phased work is disclosed phase by phase.
    Fix: write an id under the item's phases, or add the phase there.
    """
    for agency in catalogue.agencies.values():
        for record in agency.records:
            item = agency.item_by_id.get(record.head.item or "")
            if item and item.place.sound("phases"):
                known = [phase.id for phase in item.entry.phases]
                for unknown in _unknown(record.place, ("phase",), record.head.phase, known):
                    yield unknown if known else replace(unknown, fix=_NO_PHASES)


_NO_PHASES = Text(
    "这个事项不分阶段公开，请删去这一行；确实分阶段的，在事项中写明 phases。",
    "The item has no phases: delete the line, or state phases in the item.",
)


@rule(
    "C510",
    zh="找不到“{id}”这条信息或事项",
    en="there is no item or record '{id}'",
    needs_pack=False,
)
def explained_thing_exists(catalogue: Catalogue) -> Iterator[Found]:
    """解读、说明和台账提到的信息存在。

    为什么：解读和说明要与原文互相链接，原文不存在，链接就是死的。
    怎样改：本机关的写代号，别的机关的写“机关/代号”。

    What is explained, succeeded or objected to exists.

    Why: both pages link to each other.
    Fix: write <id> for this agency, <agency>/<id> for another one.
    """
    for agency in catalogue.agencies.values():
        for record in agency.records:
            for index, ref in enumerate(record.head.explains):
                yield from _thing(catalogue, agency, record.place, ("explains", index), ref)
        for entry in agency.notices:
            if entry.notice.successor:
                successor = entry.notice.successor
                yield from _thing(catalogue, agency, entry.place, ("successor",), successor)
            if entry.notice.kind == "changed":
                yield from _thing(catalogue, agency, entry.place, ("of",), entry.notice.of)
        for register in agency.registers:
            for index, objection in enumerate(register.file.objections):
                path = ("objections", index, "record")
                yield from _thing(catalogue, agency, register.place, path, objection.record)


def _thing(
    catalogue: Catalogue, agency: Agency, place: Place, path: tuple[str | int, ...], ref: str
) -> Iterator[Found]:
    home, thing = catalogue.find(ref, agency.id)
    gone = home is not None and home.noticed(thing)
    lost = home is not None and bool(home.gaps & {"catalogue", "notices"})
    if home is None or not (home.knows(thing) or gone or lost):
        own = home is None or home.id == agency.id
        known = {*agency.item_by_id, *agency.record_by_id} if own else set()
        advice = did_you_mean(thing, known)
        yield found(place.at(*path), fix=advice, id=ref)
