"""`agency.yml`, `guide.md`, `notices.yml` and `registers/<year>.yml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .common import Count, Date, Id, Ref, Shape, Words
from .personal import Excepted


class DisclosureOffice(Shape):
    """The seven contact facts of category 21; which must be filled is the pack's to say."""

    name: Words | None = Field(None, title="机构名称")
    address: Words | None = Field(None, title="地址")
    phone: Words | None = Field(None, title="电话")
    fax: Words | None = Field(None, title="传真")
    hours: Words | None = Field(None, title="办公时间")
    email: Words | None = Field(None, title="电子邮箱")
    other: Words | None = Field(None, title="其他联系方式")


class Responsibility(Shape):
    """Who answers for disclosure, by post; never a person's name."""

    head: Words | None = Field(None, title="第一责任人")
    deputy_head: Words | None = Field(None, title="分管负责人")
    office: Words | None = Field(None, title="承办科室")
    officer: Words | None = Field(None, title="专办人员")
    stand_in: Words | None = Field(None, title="替补人员")


class Leader(Shape):
    """A post of the leadership with its duties."""

    post: Words = Field(title="职务")
    duties: Words = Field(title="分工")


class Department(Shape):
    """The unit inside an agency that answers for an item."""

    id: Id = Field(title="科室代号")
    name: Words = Field(title="科室名称")
    duties: Words = Field(title="职责")
    phone: Words = Field(title="电话")


class Window(Shape):
    """A service window."""

    name: Words = Field(title="窗口名称")
    address: Words = Field(title="地址")
    hours: Words = Field(title="办公时间")
    phone: Words = Field(title="电话")
    supervisors: tuple[Words, ...] = Field(min_length=1, title="管理单位")
    handles: Words | None = Field(None, title="办理内容")


class Complaints(Shape):
    """How to complain to the agency itself."""

    hotline: Words = Field(title="举报电话")
    address: Words | None = Field(None, title="受理地址")
    email: Words | None = Field(None, title="电子邮箱")
    box: Words | None = Field(None, title="意见箱")
    reception: Words | None = Field(None, title="领导接待日")


class FormPlace(Shape):
    """Where a form of disclosure is found at this agency."""

    form: Ref = Field(title="公开形式")
    where: Words = Field(title="地点或号码")


class NilReturn(Shape):
    """A category declared empty."""

    category: Ref = Field(title="类别")
    reason: Words | None = Field(None, title="理由")
    date: Date | None = Field(None, title="日期")
    signed_by: Words | None = Field(None, title="签发岗位")


class Filing(Shape):
    """The catalogue filed with a government or supervisor."""

    to: Ref = Field(title="报送机关")
    date: Date = Field(title="报送日期")
    hash: Words | None = Field(None, title="目录校验值")
    receipt: Words | None = Field(None, title="回执文号")


class Closed(Shape):
    """The agency was abolished; its folder stays."""

    date: Date = Field(title="撤销日期")
    basis: Words = Field(title="依据")
    successor: Ref | None = Field(None, title="承接机关")


class AgencyFile(Shape):
    """The facts of `agency.yml`."""

    name: Words = Field(title="机关名称")
    short_name: Words | None = Field(None, title="简称")
    kind: Ref = Field(title="机关类型")
    level: Ref = Field(title="层级")
    parent: Ref | None = Field(None, title="上级机关")
    supervisor: Ref | None = Field(None, title="监察机关")
    credit_code: Words = Field(title="统一社会信用代码")
    duties: tuple[Words, ...] = Field((), title="机构职能")
    disclosure_office: DisclosureOffice | None = Field(None, title="政务公开机构")
    responsibility: Responsibility | None = Field(None, title="责任链")
    leaders: tuple[Leader, ...] = Field((), title="领导之窗")
    departments: tuple[Department, ...] = Field((), title="科室")
    windows: tuple[Window, ...] = Field((), title="办事窗口")
    complaints: Complaints | None = Field(None, title="投诉举报")
    places: tuple[FormPlace, ...] = Field((), title="公开场所")
    nil_returns: tuple[NilReturn, ...] = Field((), title="无此类信息")
    filings: tuple[Filing, ...] = Field((), title="备案")
    closed: Closed | None = Field(None, title="撤销")
    personal_data: tuple[Excepted, ...] = Field((), title="保留个人信息的说明")


class Channels(Shape):
    """How an application reaches the agency."""

    letter: Words | None = Field(None, title="信函")
    telegram: Words | None = Field(None, title="电报")
    fax: Words | None = Field(None, title="传真")
    email: Words | None = Field(None, title="电子邮件")
    in_person: Words | None = Field(None, title="当面提交")
    web: Words | None = Field(None, title="网上提交")


class GuideFile(Shape):
    """The front matter of `guide.md`; which facts must be there is the pack's to say."""

    classification: Words | None = Field(None, title="信息的分类")
    arrangement: Words | None = Field(None, title="编排体系")
    access: tuple[Words, ...] = Field((), title="获取方式")
    channels: Channels | None = Field(None, title="申请渠道")
    procedure: tuple[Words, ...] = Field((), title="申请处理流程")
    confirmed: Date | None = Field(None, title="核对日期")


class Notice(Shape):
    """What stands where something changed or went away (seed article 10)."""

    of: Ref = Field(title="对象")
    kind: Literal[
        "changed", "renamed", "revoked", "terminated", "superseded", "removed-personal-data"
    ] = Field(title="说明类型")
    date: Date = Field(title="日期")
    explanation: Words = Field(title="说明")
    successor: Ref | None = Field(None, title="替代者")
    index_number: Words | None = Field(None, title="索引号")

    @property
    def ends(self) -> bool:
        """Whether the thing is no longer in force under its id; a change alone does not end it."""
        return self.kind != "changed"


class Request(Shape):
    """An application for information; no personal data."""

    id: Words = Field(title="编号")
    received: Date = Field(title="收到日期")
    channel: Literal["letter", "telegram", "fax", "email", "in-person", "web"] = Field(title="渠道")
    topic: Words = Field(title="事由")
    answered: Date | None = Field(None, title="答复日期")
    outcome: Literal[
        "disclosed", "partly", "refused", "not-held", "forwarded", "withdrawn", "pending"
    ] = Field(title="结果")


class Complaint(Shape):
    """A complaint; no personal data."""

    id: Words = Field(title="编号")
    received: Date = Field(title="收到日期")
    topic: Words = Field(title="事由")
    answered: Date | None = Field(None, title="答复日期")
    outcome: Literal["upheld", "rejected", "mediated", "pending"] = Field(title="结果")


class Objection(Shape):
    """An objection to a published record."""

    id: Words = Field(title="编号")
    received: Date = Field(title="收到日期")
    record: Ref = Field(title="所涉信息")
    topic: Words = Field(title="事由")
    answered: Date | None = Field(None, title="答复日期")
    outcome: Literal["explained", "corrected", "pending"] = Field(title="结果")


class Enquiries(Shape):
    """Enquiries of a year by channel; the parts add up to the total."""

    phone: Count = Field(0, title="电话")
    in_person: Count = Field(0, title="当面")
    email: Count = Field(0, title="电子邮件")
    letter: Count = Field(0, title="信函")
    web: Count = Field(0, title="网络")
    total: Count = Field(title="合计")


class RegisterFile(Shape):
    """`registers/<year>.yml`: kept for reports, never published as it is."""

    year: int = Field(ge=1990, le=2200, title="年度")
    requests: tuple[Request, ...] = Field((), title="依申请公开")
    complaints: tuple[Complaint, ...] = Field((), title="投诉")
    objections: tuple[Objection, ...] = Field((), title="异议")
    enquiries: Enquiries | None = Field(None, title="咨询")
