"""C42x: stages of major matters, phases, and limits in words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..diagnostics import Severity, Span, Text
from ..limits import limit_from, limit_words
from ..model.catalogue import Agency, Catalogue, Item, Record
from ..model.outline import Card
from .rule import Found, found, rule


def _span(catalogue: Catalogue, agency: Agency, card: Card, field: str) -> Span:
    """Where a field of a record stands; of one that was not read, its file."""
    record = agency.record_by_id.get(card.id)
    if record is not None:
        return record.place.at(field)
    return Span(f"{catalogue.root}/agencies/{agency.id}/{card.source}")


def _records(catalogue: Catalogue) -> Iterator[tuple[Item, Record]]:
    """The records that tell of an item itself, with it: no guides, and none that explains another."""
    explaining = catalogue.pack.file.explaining
    for agency in catalogue.agencies.values():
        for record in agency.records:
            item = agency.item_by_id.get(record.head.item or "")
            if item and record.year is not None and record.head.kind not in explaining:
                yield item, record


def _of_item(catalogue: Catalogue, agency: Agency, item: str) -> list[Card]:
    """The records of an item in the order of their publication."""
    cards = catalogue.outlines[agency.id].cards
    own = (card for card in cards if card.item == item and not card.service)
    return sorted(own, key=lambda card: (card.published_at, card.id))


@rule(
    "C420",
    zh="事项“{item}”是重要事项，这条信息须写明公开阶段（stage）",
    en="item '{item}' is a major matter: state the stage of this record",
)
def records_of_major_items_have_a_stage(catalogue: Catalogue) -> Iterator[Found]:
    """重要事项的信息写明公开阶段。

    为什么：重要事项须决策前公开、实施过程中动态公开、结果公开；不写阶段，公众看不出缺了哪一步。
    怎样改：填写 stage：before-decision（决策前）、during-implementation（实施过程中）或 result（结果）。

    A record of a major matter states its stage.

    Why: major matters are disclosed before the decision, during implementation and as a result.
    Fix: fill in stage: before-decision, during-implementation or result.
    """
    for item, record in _records(catalogue):
        if item.entry.major and record.head.stage is None and record.place.sound("stage"):
            yield found(record.place.at("item"), item=item.entry.name)


@rule(
    "C421",
    zh="“{stage}”发布于 {day}，此前没有公开过“{before}”",
    en="'{stage}' was published on {day} without any '{before}' ahead of it",
)
def stages_follow_each_other(catalogue: Catalogue) -> Iterator[Found]:
    """重要事项先有决策前公开，再有实施过程和结果公开。

    为什么：公众的意见只有在决策之前才用得上；结果早于过程，多半写错了日期或者阶段。
    怎样改：补上前一阶段的信息；日期或者 stage 写错的，更正。

    The stages of a major matter follow each other.

    Why: what the public thinks is of use before the decision only; a result before it is a slip.
    Fix: add the record of the earlier stage, or correct the dates or the stage.
    """
    stages = [(stage.id, Text(stage.name, stage.name_en)) for stage in catalogue.pack.file.stages]
    names = dict(stages)
    order = [stage for stage, _ in stages]
    for agency in catalogue.agencies.values():
        for item in agency.items:
            if item.entry.major:
                cards = _of_item(catalogue, agency, item.id)
                for card, missing in _too_early([(c.stage, c) for c in cards], order):
                    yield found(
                        _span(catalogue, agency, card, "stage"),
                        stage=names[card.stage or ""],
                        day=card.published.date(),
                        before=names[missing],
                    )


@rule(
    "C422",
    zh="事项“{item}”分阶段公开，这条信息须写明是哪个阶段（phase）",
    en="item '{item}' is disclosed in phases: state the phase of this record",
    severity=Severity.WARNING,
)
def records_of_phased_items_have_a_phase(catalogue: Catalogue) -> Iterator[Found]:
    """阶段性事项的信息写明所属阶段。

    为什么：阶段性工作须逐段公开；不写阶段，就看不出公开到了哪一步。
    怎样改：填写 phase，用事项 phases 中的代号。

    A record of a phased item states its phase.

    Why: work in phases is disclosed phase by phase.
    Fix: fill in phase with an id of the item's phases.
    """
    for item, record in _records(catalogue):
        if item.entry.phases and record.head.phase is None and record.place.sound("phase"):
            yield found(record.place.at("item"), item=item.entry.name)


@rule(
    "C423",
    zh="阶段“{phase}”的信息发布于 {day}，此前没有公开过“{before}”阶段",
    en="phase '{phase}' was published on {day} without any record of '{before}' ahead of it",
    severity=Severity.WARNING,
)
def phases_follow_each_other(catalogue: Catalogue) -> Iterator[Found]:
    """阶段性事项按阶段的次序逐段公开。

    为什么：后一阶段先公开，说明前一阶段漏了，或者日期、阶段写错了。
    怎样改：补上前一阶段的信息；日期或者 phase 写错的，更正；次序不对的，调整事项的 phases。

    The phases of an item are disclosed in their order.

    Why: a later phase that comes first means that one was left out, or a slip.
    Fix: add the record of the earlier phase, correct date or phase, or the order of the item's phases.
    """
    for agency in catalogue.agencies.values():
        for item in agency.items:
            names = {phase.id: phase.name for phase in item.entry.phases}
            cards = _of_item(catalogue, agency, item.id) if names else []
            for card, missing in _too_early([(c.phase, c) for c in cards], list(names)):
                yield found(
                    _span(catalogue, agency, card, "phase"),
                    phase=names[card.phase or ""],
                    day=card.published.date(),
                    before=names[missing],
                )


def _too_early(
    cards: Sequence[tuple[str | None, Card]], order: Sequence[str]
) -> Iterator[tuple[Card, str]]:
    """Records, as they were published, before which the step ahead of theirs had not come."""
    seen: set[str] = set()
    told: set[str] = set()
    for step, card in cards:
        if step is None or step not in order:
            continue
        place = order.index(step)
        if place and order[place - 1] not in seen and step not in told:
            told.add(step)
            yield card, order[place - 1]
        seen.add(step)


@rule(
    "C424",
    zh="印刷文字“{text}”与时限“{limit}”不一致",
    en="the printed text '{text}' does not say what the limit says: {limit}",
)
def limit_text_says_the_same(catalogue: Catalogue) -> Iterator[Found]:
    """时限的印刷文字与时限一致。

    为什么：页面上印的是 limit_text，到期日按 limit 计算；两者不一致，公众和程序各看各的。
    怎样改：以文件规定为准，更正 limit 或者 limit_text；只是换个说法的，可以删除 limit_text。

    The printed text of a limit says what the limit says.

    Why: pages show limit_text, while due dates are computed from limit.
    Fix: correct the one that is wrong; if it only says the same in other words, limit_text may go.
    """
    pack = catalogue.pack.file
    names = {event.id: event.name for event in pack.events}
    for item in catalogue.items():
        entry = item.entry
        if entry.limit is None or entry.limit_text is None:
            continue
        said = limit_from(entry.limit_text, pack.events, pack.unstated_event)
        if said is not None and limit_words(said, names) != limit_words(entry.limit, names):
            span = item.place.at("limit_text")
            yield found(span, text=entry.limit_text, limit=limit_words(entry.limit, names))


@rule(
    "C425",
    zh="事项“{item}”{limit}，这条信息须在 events 中写明是哪件事、哪一天",
    en="item '{item}' is disclosed as things happen: state under events what happened and when",
    severity=Severity.WARNING,
)
def records_of_ad_hoc_items_have_their_event(catalogue: Catalogue) -> Iterator[Found]:
    """随时公开的信息写明事件和日期。

    为什么：临时性工作应当随时公开；不写事件发生的日期，就看不出公开得及不及时。
    怎样改：在 events 中补写，例如 events: {event: 2026-07-28}；时限从成文之日算起的，不用另写。

    A record of an ad-hoc item states its event and the day.

    Why: ad-hoc work is disclosed as it happens; without the day nobody sees whether it was.
    Fix: add it under events, like events: {event: 2026-07-28}; not needed where the limit counts from
    the day on which the record was formed.
    """
    rhythms = catalogue.pack.file.rhythms
    eventful = {rhythm.id for rhythm in rhythms if rhythm.needs == "event"}
    for item, record in _records(catalogue):
        limit = item.entry.limit
        if item.entry.rhythm not in eventful or limit not in ("prompt", "real-time"):
            continue
        if not record.head.events and record.place.sound("events"):
            words = limit_words(limit, {})
            yield found(record.place.at("item"), item=item.entry.name, limit=words)
