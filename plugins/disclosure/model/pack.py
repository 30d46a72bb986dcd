"""A regulation as data: what `packs/<id>/pack.yml` and `articles.yml` hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .common import Ref, Shape, Within, Words

Citation = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4})?(\([0-9]{1,4}\))?$")
]
"""A place in the regulation: `7`, `7(10)`, `10.2` (second paragraph), `12.1(4)`."""


Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
"""An id of a pack: pages and feeds have it in their addresses, so it holds no path and no sign."""
SitePage = Annotated[
    str, StringConstraints(pattern=r"^([a-z0-9-]+/)*[a-z0-9-]+\.html(#[a-z0-9-]+)?$")
]
"""A page of this site, from its root."""
_PAGE = "about/guide.html"


class Entry(Shape):
    """Something that the regulation names."""

    id: Name = Field(title="代号", examples=["public-pledges"])
    name: Words = Field(title="名称")
    name_en: Words = Field(title="英文名称")
    article: Citation = Field(title="条款")
    meaning: Words | None = Field(None, title="含义")


class AgencyKind(Entry):
    """A kind of agency."""

    schema_type: Literal["GovernmentOrganization", "Organization"] = Field(
        "GovernmentOrganization", title="schema.org 类型"
    )
    government: bool = Field(False, title="是否人民政府")


class Term(Shape):
    """A word of the files that the regulation does not itself list."""

    id: Name = Field(title="代号", examples=["public-pledges"])
    name: Words = Field(title="名称")
    name_en: Words = Field(title="英文名称")


class Event(Term):
    """Something that a time limit counts from."""

    aliases: tuple[Words, ...] = Field((), title="其他说法")
    any_of: tuple[Ref, ...] = Field((), title="其中任一事件")


class Period(Term):
    """How often a routine item is disclosed."""

    every: Within | None = Field(None, title="每隔多久")
    stale: Within | None = Field(None, title="多久没有更新视为停滞")


class Inspection(Shape):
    """What inspectors count; it comes from other rules than the regulation."""

    basis: Words = Field(title="依据")
    home: Within = Field(title="网站多久没有更新")
    confirmed: Within = Field(title="多久没有核对")
    stale_columns: int = Field(ge=1, title="长期未更新的栏目数")
    mixed_columns: int = Field(ge=1, title="动态、公告类未更新的栏目数")
    blank_columns: int = Field(ge=1, title="空白栏目数")


class Binding(Shape):
    """Whom a category binds; an empty list means any."""

    kinds: tuple[Ref, ...] = Field((), title="机关类型")
    levels: tuple[Ref, ...] = Field((), title="层级")


class Category(Entry):
    """One of the mandatory subjects."""

    short: Words = Field(title="简称")
    group: Ref = Field(title="分组")
    binds: Literal["all"] | Binding = Field("all", title="约束对象")
    covers: tuple[Ref, ...] = Field((), title="对应主规则包的类别")
    contact_facts: tuple[Term, ...] = Field((), title="联系事项")

    def applies_to(self, kind: str, level: str) -> bool:
        """Whether it binds an agency of this kind and level."""
        if self.binds == "all":
            return True
        kinds, levels = self.binds.kinds, self.binds.levels
        return (not kinds or kind in kinds) and (not levels or level in levels)


class Rhythm(Entry):
    """How often something is disclosed."""

    manner: Words = Field(title="公开要求")
    needs: Literal["period", "phases", "event"] = Field(title="另须填写")


class Clock(Entry):
    """A time limit of the regulation itself."""

    days: int = Field(ge=1, le=3660, title="天数")
    unit: Literal["working", "calendar"] = Field(title="工作日或自然日")
    after: Ref = Field(title="自何时起")


class Fees(Shape):
    """What giving information costs."""

    amount: int = Field(ge=0, title="金额（元）")
    name: Words = Field(title="说法")
    article: Citation = Field(title="条款")


class FilingRule(Shape):
    """With whom the catalogue of a kind of agency is filed."""

    kinds: tuple[Ref, ...] = Field(min_length=1, title="机关类型")
    to: tuple[Literal["government", "supervisor"], ...] = Field(min_length=1, title="备案机关")
    name: Words = Field(title="说法")
    article: Citation = Field(title="条款")


class ReviewRule(Shape):
    """The levels of the secrecy review."""

    levels: tuple[Words, ...] = Field(min_length=1, title="各级审查")
    article: Citation = Field(title="条款")


class GuideField(Entry):
    """A fact that the guide states; `source` says where it is kept."""

    source: Literal["guide", "agency", "pack"] = Field(title="来源")
    field: Words = Field(title="字段")


class RecordKind(Entry):
    """A kind of record."""

    service: bool = Field(False, title="是否办事指南")
    validity: bool = Field(False, title="须标明有效性")
    explains: bool = Field(False, title="解读或回应")
    schema_type: Literal["CreativeWork", "Article", "NewsArticle", "Report", "Legislation"] = Field(
        "CreativeWork", title="schema.org 类型"
    )


class Right(Entry):
    """A right of the public, and where it is exercised on the site."""

    page: SitePage = Field(title="页面", examples=[_PAGE])
    how: Words = Field(title="如何行使")


class CitationStyle(Shape):
    """How an article is cited."""

    article: Words = Field(title="条")
    paragraph: Words = Field(title="款")
    item: Words = Field(title="项")
    numerals: Literal["chinese", "arabic"] = Field(title="数字")


class PackFile(Shape):
    """The facts of `pack.yml`."""

    name: Words = Field(title="法规名称")
    short_name: Words = Field(title="简称")
    version: Words = Field(title="版本")
    source: Words = Field(title="来源说明")
    missing: Words | None = Field(None, title="缺失说明")
    citation: CitationStyle = Field(title="引用方式")
    kinds: tuple[AgencyKind, ...] = Field(min_length=1, title="机关类型")
    levels: tuple[Term, ...] = Field(min_length=1, title="层级")
    groups: tuple[Term, ...] = Field(min_length=1, title="类别分组")
    categories: tuple[Category, ...] = Field(min_length=1, title="类别")
    forms: tuple[Entry, ...] = Field(min_length=1, title="公开形式")
    exemptions: tuple[Entry, ...] = Field(title="不予公开的情形")
    rhythms: tuple[Rhythm, ...] = Field(title="公开节奏")
    periods: tuple[Period, ...] = Field(title="公开周期")
    stages: tuple[Entry, ...] = Field(title="重要事项的阶段")
    events: tuple[Event, ...] = Field(title="事件")
    unstated_event: Ref | None = Field(None, title="没有写明时自何时起")
    clocks: tuple[Clock, ...] = Field(title="期限")
    count_day_of_receipt: bool = Field(False, title="收到当日是否计入")
    fees: Fees = Field(title="收费")
    filing: tuple[FilingRule, ...] = Field(title="备案")
    review: ReviewRule = Field(title="审查")
    inspection: Inspection | None = Field(None, title="检查指标")
    catalogue_facts: tuple[Entry, ...] = Field(title="目录要素")
    guide_fields: tuple[GuideField, ...] = Field(title="指南要素")
    channels: tuple[Entry, ...] = Field(title="申请渠道")
    record_kinds: tuple[RecordKind, ...] = Field(title="信息种类")
    service_blocks: tuple[Entry, ...] = Field(title="办事公开要素")
    rights: tuple[Right, ...] = Field(title="权利")
    themes: tuple[Term, ...] = Field((), title="生活主题")
    bases: dict[str, Citation] = Field({}, title="检查规则的依据")

    @cached_property
    def event_by_id(self) -> Mapping[str, Event]:
        """The events that limits count from."""
        return {event.id: event for event in self.events}

    @cached_property
    def explaining(self) -> frozenset[str]:
        """The kinds of records that explain or answer another one."""
        return frozenset(kind.id for kind in self.record_kinds if kind.explains)

    @cached_property
    def period_by_id(self) -> Mapping[str, Period]:
        """The periods of routine items."""
        return {period.id: period for period in self.periods}


class Practice(Shape):
    """What the site does for an article."""

    text: Words = Field(title="做法")
    page: SitePage | None = Field(None, title="页面", examples=[_PAGE])


class Article(Shape):
    """An article of the regulation, verbatim."""

    number: int = Field(ge=1, title="条")
    paragraphs: tuple[Words, ...] = Field(min_length=1, title="原文")
    practice: tuple[Practice, ...] = Field((), title="本网站的做法")
