"""`catalogue.yml` (items) and the front matter of records and service guides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .common import Date, Id, LimitField, Moment, Ref, Shape, Words
from .personal import Excepted


class Phase(Shape):
    """A named phase of a phased item."""

    id: Id = Field(title="阶段代号")
    name: Words = Field(title="阶段名称")


class Override(Shape):
    """A deviation from form or limit that a higher law demands."""

    basis: Words = Field(title="依据")


class ItemEntry(Shape):
    """A line of the catalogue: a standing duty to disclose something."""

    id: Id = Field(title="事项代号")
    category: Ref = Field(title="类别")
    also: tuple[Ref, ...] = Field((), title="兼属类别")
    name: Words = Field(title="事项名称")
    content: Words | None = Field(None, title="公开内容")
    basis: tuple[Words, ...] = Field((), title="公开依据")
    department: Ref | None = Field(None, title="责任科室")
    limit: LimitField | None = Field(None, title="公开时限")
    limit_text: Words | None = Field(None, title="时限的印刷文字")
    forms: tuple[Ref, ...] = Field((), title="公开形式")
    form_text: Words | None = Field(None, title="其他形式的说明")
    rhythm: Ref | None = Field(None, title="公开节奏")
    period: Ref | None = Field(None, title="公开周期")
    phases: tuple[Phase, ...] = Field((), title="阶段")
    major: bool = Field(False, title="是否重要事项")
    mode: Literal["proactive", "on-request", "withheld"] = Field("proactive", title="公开方式")
    exemption: Ref | None = Field(None, title="不予公开的情形")
    ground: Words | None = Field(None, title="不予公开的法律依据")
    reassess_by: Date | None = Field(None, title="重新评估日期")
    audience: Literal["public", "group", "internal"] = Field("public", title="公开对象")
    group: Words | None = Field(None, title="特定群体")
    themes: tuple[Ref, ...] = Field((), title="生活主题")
    override: Override | None = Field(None, title="另有规定")

    @property
    def publishes(self) -> bool:
        """Whether its records are published: not where it is withheld, internal or on request."""
        return self.mode == "proactive" and self.audience != "internal"


class Attachment(Shape):
    """A file that belongs to a record."""

    path: Words = Field(title="路径")
    title: Words = Field(title="名称")


class Review(Shape):
    """One level of the secrecy review."""

    level: int = Field(ge=1, le=9, title="审查级别")
    post: Words = Field(title="岗位")
    date: Date = Field(title="日期")
    hash: Words | None = Field(None, title="校验值")


class Material(Shape):
    """Something an applicant brings."""

    name: Words = Field(title="材料名称")
    form: Words | None = Field(None, title="形式和份数")
    note: Words | None = Field(None, title="说明")


class Step(Shape):
    """A step of a service."""

    step: Words = Field(title="环节")
    by: Words = Field(title="办理者")
    within: Words = Field(title="时限")
    note: Words | None = Field(None, title="说明")


class ServiceTime(Shape):
    """How long a service takes."""

    statutory: Words = Field(title="法定时限")
    promised: Words = Field(title="承诺时限")


class Service(Shape):
    """The particulars of a service guide; the four blocks 政策、程序、时限、结果 are the last four."""

    for_: Words | None = Field(None, alias="for", title="服务对象")
    conditions: tuple[Words, ...] = Field((), title="办理条件")
    materials: tuple[Material, ...] = Field((), title="办理材料")
    fee: Words | None = Field(None, title="收费")
    where: Words | None = Field(None, title="办理地点")
    hours: Words | None = Field(None, title="办理时间")
    phone: Words | None = Field(None, title="咨询电话")
    policy: tuple[Words, ...] = Field((), title="办事政策")
    procedure: tuple[Step, ...] = Field((), title="办事程序")
    time_limit: ServiceTime | None = Field(None, title="办事时限")
    result: Words | None = Field(None, title="办事结果")


class RecordHead(Shape):
    """The front matter of a record."""

    item: Ref | None = Field(None, title="所属事项")
    kind: Ref = Field(title="信息种类")
    title: Words = Field(title="标题")
    index_number: Words = Field(title="索引号")
    document_number: Words | None = Field(None, title="文号")
    formed: Date = Field(title="成文日期")
    published: Moment = Field(title="发布时间")
    revised: Moment | None = Field(None, title="修订时间")
    confirmed: Date = Field(title="核对日期")
    events: dict[str, Date] = Field(default_factory=dict, title="事件日期")
    summary: Words | None = Field(None, title="内容概述")
    stage: Ref | None = Field(None, title="公开阶段")
    phase: Ref | None = Field(None, title="事项阶段")
    explains: tuple[Ref, ...] = Field((), title="解读或回应的对象")
    validity: Literal["in-force", "repealed", "expired"] | None = Field(None, title="有效性")
    attachments: tuple[Attachment, ...] = Field((), title="附件")
    review: tuple[Review, ...] = Field((), title="保密审查")
    former_addresses: tuple[Words, ...] = Field((), title="曾用网址")
    service: Service | None = Field(None, title="办事要素")
    personal_data: tuple[Excepted, ...] = Field((), title="保留个人信息的说明")
