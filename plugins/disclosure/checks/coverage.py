"""C2xx: is everything that must be disclosed answered for, and each item complete?"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text, closest
from ..model.catalogue import Agency, Catalogue
from ..model.pack import Category
from .rule import Found, found, rule


def binds(category: Category, agency: Agency) -> bool:
    """Whether a category binds an agency. An agency without usable facts is bound by none."""
    if agency.file is None or agency.file.closed:
        return False
    return category.applies_to(agency.file.kind, agency.file.level)


def _answered(catalogue: Catalogue, agency: Agency) -> set[str]:
    """Categories that have an item, a nil return, or something that was meant as one.

    What is internal answers nothing: to the public the category is as empty as before.
    """
    known = catalogue.pack.entries("categories")
    named = [lost.category or "" for lost in agency.lost_items]
    for item in agency.items:
        if item.entry.audience != "internal":
            named += [item.entry.category, *item.entry.also]
    if agency.file:
        named += [nil.category for nil in agency.file.nil_returns]
    answered = {name for name in named if name in known}
    unclear = 0
    for name in named:
        if name not in known:
            near = closest(name, known) if name else None
            answered |= {near} if near else set()
            unclear += near is None
    empty = [id_ for id_, c in known.items() if _binds(c, agency) and id_ not in answered]
    # An item whose category cannot be made out may be the answer: that it has a finding is enough.
    return answered | set(empty if len(empty) <= unclear else ())


def _binds(category: object, agency: Agency) -> bool:
    return isinstance(category, Category) and binds(category, agency)


@rule(
    "C201",
    zh="类别“{name}”约束本机关，但没有任何事项，也没有“无此类信息”的说明",
    en="category '{name}' binds this agency but has neither an item nor a nil return",
)
def category_is_answered(catalogue: Catalogue) -> Iterator[Found]:
    """约束本机关的每个类别都有事项，或者说明“无此类信息”。

    为什么：条例列出的类别必须公开；空着不说，公众不知道是没有还是没公开。仅限内部的事项公众看不到，不算。
    怎样改：在 catalogue.yml 中增加事项；确实没有的，在 agency.yml 的 nil_returns 中写明理由、日期和签发岗位。

    Every category that binds an agency has an item or a nil return.

    Why: the regulation demands disclosure; an unexplained gap leaves the public guessing. What is internal
    fills none.
    Fix: add an item to catalogue.yml, or state reason, date and post under nil_returns in agency.yml.
    """
    for agency in catalogue.agencies.values():
        if agency.gaps & {"agency", "catalogue"} or not agency.place.sound("nil_returns"):
            continue
        answered = _answered(catalogue, agency)
        for category in catalogue.pack.file.categories:
            if binds(category, agency) and category.id not in answered:
                yield found(
                    agency.catalogue_place.at(), article=category.article, name=category.name
                )


@rule(
    "C202",
    zh="类别“{name}”已声明“无此类信息”，但第 {line} 行的事项“{item}”属于这一类",
    en="category '{name}' is declared empty, but the item '{item}' in line {line} belongs to it",
)
def nil_return_is_true(catalogue: Catalogue) -> Iterator[Found]:
    """声明“无此类信息”的类别没有事项。

    为什么：一边说没有，一边列出事项，公众不知道该信哪一个。
    怎样改：删除 agency.yml 中的这条声明，或删除 catalogue.yml 中的事项。

    A category declared empty has no item.

    Why: a nil return beside an item contradicts itself.
    Fix: delete the nil return in agency.yml, or the item in catalogue.yml.
    """
    names = catalogue.pack.entries("categories")
    for agency in catalogue.agencies.values():
        for index, nil in enumerate(agency.file.nil_returns if agency.file else ()):
            for item in agency.items:
                if (
                    nil.category in (item.entry.category, *item.entry.also)
                    and nil.category in names
                ):
                    yield found(
                        agency.place.at("nil_returns", index, "category"),
                        article=names[nil.category].article,
                        name=names[nil.category].name,
                        line=item.place.at("id").line,
                        item=item.entry.name,
                    )
                    break


@rule(
    "C203",
    zh="“无此类信息”的说明缺少“{field}”（{title}）",
    en="the nil return lacks '{field}'",
)
def nil_return_is_signed(catalogue: Catalogue) -> Iterator[Found]:
    """“无此类信息”的说明写明理由、日期和签发岗位。

    为什么：没有理由和签发人的说明，与空白栏目没有区别。
    怎样改：补写 reason（理由）、date（日期）、signed_by（签发岗位）。

    A nil return states its reason, its date and the post that signs.

    Why: without them it is no better than a blank column.
    Fix: add reason, date and signed_by.
    """
    titles = {"reason": "理由", "date": "日期", "signed_by": "签发岗位"}
    for agency in catalogue.agencies.values():
        for index, nil in enumerate(agency.file.nil_returns if agency.file else ()):
            for field, title in titles.items():
                path = ("nil_returns", index, field)
                if getattr(nil, field) is None and agency.place.sound(*path):
                    span = agency.place.at("nil_returns", index)
                    yield found(span, field=field, title=title)


@rule(
    "C204",
    zh="类别“{name}”重复声明“无此类信息”",
    en="category '{name}' is declared empty twice",
)
def nil_return_stands_once(catalogue: Catalogue) -> Iterator[Found]:
    """每个类别只声明一次“无此类信息”。

    为什么：两条声明的理由或日期可能不一致。
    怎样改：只留最近的一条，删除其余。

    A category is declared empty once.

    Why: two nil returns may disagree in reason or date.
    Fix: keep the latest and delete the others.
    """
    names = catalogue.pack.entries("categories")
    for agency in catalogue.agencies.values():
        seen: set[str] = set()
        for index, nil in enumerate(agency.file.nil_returns if agency.file else ()):
            if nil.category in seen:
                known = names.get(nil.category)
                span = agency.place.at("nil_returns", index, "category")
                yield found(span, name=known.name if known else nil.category)
            seen.add(nil.category)


@rule(
    "C211",
    zh="事项“{item}”没有写明{name}（{field}）",
    en="item '{item}' does not state {name} ({field})",
)
def item_states_catalogue_facts(catalogue: Catalogue) -> Iterator[Found]:
    """每个事项都写明条例要求的目录要素：事项、期限、形式。

    为什么：条例规定公开目录包括公开的事项、期限和形式，缺一项目录就不合法。
    怎样改：在事项中补写 limit（期限）或 forms（形式）。

    Every item states what the regulation wants in a catalogue: item, time limit, form.

    Why: a catalogue without one of them does not meet the regulation.
    Fix: add limit or forms to the item.
    """
    for item in catalogue.items():
        for fact in catalogue.pack.file.catalogue_facts:
            if not getattr(item.entry, fact.id, None) and item.place.sound(fact.id):
                yield found(
                    item.place.at(),
                    article=fact.article,
                    item=item.entry.name,
                    name=Text(fact.name, fact.name_en),
                    field=fact.id,
                )


@rule(
    "C212",
    zh="事项“{item}”缺少“{field}”（{title}）",
    en="item '{item}' lacks '{field}'",
)
def item_is_complete(catalogue: Catalogue) -> Iterator[Found]:
    """每个事项写明公开内容、依据、责任科室和公开节奏。

    为什么：缺少这些，公众不知道公开什么、凭什么、找谁、多久一次。
    怎样改：补写提示的字段；不予公开的事项不写公开内容。

    Every item states its content, basis, department and rhythm.

    Why: without them nobody knows what is disclosed, on which ground, by whom and how often.
    Fix: add the field named in the message; a withheld item has no content.
    """
    for item in catalogue.items():
        for field, title in _ITEM_FIELDS.items():
            withheld = item.entry.mode == "withheld" or not item.place.sound("mode")
            exempt = field == "content" and withheld
            if not getattr(item.entry, field) and not exempt and item.place.sound(field):
                yield found(item.place.at(), item=item.entry.name, field=field, title=title)


_ITEM_FIELDS = {
    "content": "公开内容",
    "basis": "公开依据",
    "department": "责任科室",
    "rhythm": "公开节奏",
}


@rule(
    "C213",
    zh="不予公开的事项“{item}”缺少“{field}”（{title}）",
    en="the withheld item '{item}' lacks '{field}'",
)
def withheld_item_is_justified(catalogue: Catalogue) -> Iterator[Found]:
    """不予公开的事项写明属于哪种情形、法律依据和重新评估日期。

    为什么：不公开是例外，必须说明理由，并定期重新评估。
    怎样改：补写 exemption（情形）、ground（法律依据）、reassess_by（重新评估日期）。

    A withheld item states exemption, legal ground and the day of re-assessment.

    Why: withholding is the exception and must be justified and looked at again.
    Fix: add exemption, ground and reassess_by.
    """
    titles = {"exemption": "情形", "ground": "法律依据", "reassess_by": "重新评估日期"}
    for item in catalogue.items():
        for field, title in titles.items():
            missing = getattr(item.entry, field) is None and item.place.sound(field)
            if item.entry.mode == "withheld" and missing:
                yield found(item.place.at("mode"), item=item.entry.name, field=field, title=title)


@rule(
    "C214",
    zh="事项“{item}”的公开节奏是“{rhythm}”，须写明“{field}”",
    en="item '{item}' is {rhythm} and must state '{field}'",
)
def rhythm_has_its_particulars(catalogue: Catalogue) -> Iterator[Found]:
    """日常性工作写明周期，阶段性工作写明各阶段。

    为什么：条例要求日常性工作定期公开、阶段性工作逐段公开，没有周期和阶段就无法核对。
    怎样改：日常性工作补写 period，阶段性工作补写 phases（至少两个）。

    Routine work states its period, phased work its phases.

    Why: the regulation wants routine work at intervals and phased work phase by phase.
    Fix: add period to routine items, phases (two or more) to phased ones.
    """
    for item in catalogue.items():
        for rhythm in catalogue.pack.file.rhythms:
            if item.entry.rhythm != rhythm.id or rhythm.needs == "event":
                continue
            enough = item.entry.period if rhythm.needs == "period" else len(item.entry.phases) > 1
            if not enough and item.place.sound(rhythm.needs):
                yield found(
                    item.place.at("rhythm"),
                    article=rhythm.article,
                    item=item.entry.name,
                    rhythm=Text(rhythm.name, rhythm.name_en),
                    field=rhythm.needs,
                )


@rule(
    "C215",
    zh="事项“{item}”面向特定群体，须在 group 中写明是哪个群体",
    en="item '{item}' is for a group, which `group` must name",
)
def group_is_named(catalogue: Catalogue) -> Iterator[Found]:
    """面向特定群体公开的事项写明群体。

    为什么：不写明群体，公众不知道自己能不能查阅。
    怎样改：补写 group，例如“参保职工”。

    An item for a group names the group.

    Why: otherwise nobody knows whether they belong to it.
    Fix: add group.
    """
    for item in catalogue.items():
        if item.entry.audience == "group" and not item.entry.group and item.place.sound("group"):
            yield found(item.place.at("audience"), item=item.entry.name)
