"""`site.yml`: the jurisdiction."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from .common import Date, Ref, Shape, Words
from .personal import Excepted


class Body(Shape):
    """An outside body: a supervisor, or the government above. It has no catalogue here."""

    name: Words = Field(title="名称")
    address: Words | None = Field(None, title="地址")
    phone: Words | None = Field(None, title="电话")
    hours: Words | None = Field(None, title="办公时间")
    email: Words | None = Field(None, title="电子邮箱")


class AnnouncedDay(Shape):
    """A day that is worked or off otherwise than the calendar package knows, as it was announced."""

    date: Date = Field(title="日期")
    working: bool = Field(title="是否工作日")
    basis: Words = Field(title="依据")


class AnnouncedYear(Shape):
    """A year of which all days off and all worked weekends were announced, and stand in `days`."""

    year: int = Field(ge=1990, le=2200, title="年度")
    basis: Words = Field(title="依据")


Url = Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.-]+(:\d+)?(/\S*)?$")]
"""An address of another site."""
_URL = "https://www.example.example/"
SiteCode = Annotated[
    str,
    # Ten digits without quotes are a number to YAML; they mean the same code.
    BeforeValidator(lambda value: str(value) if type(value) is int else value),
    StringConstraints(pattern=r"^(\d{10}|bm\d{8})$"),
]
"""网站标识码: ten digits, or `bm` and eight digits for ministries (国办发〔2017〕47号)."""


class Registration(Shape):
    """A number under which the site is registered, and where anyone can look it up."""

    number: Words = Field(title="编号")
    link: Url | None = Field(None, title="查询网址", examples=[_URL])


class GovernmentSite(Shape):
    """What a government site owes its readers on every page (国办发〔2017〕47号).

    Each fact may be absent from the file; a rule then says so, and the pages leave it out.
    """

    name: Words | None = Field(None, title="所属网站名称")
    code: SiteCode | None = Field(None, title="网站标识码", examples=["9900000001"])
    sponsor: Words | None = Field(None, title="主办单位")
    operator: Words | None = Field(None, title="承办单位")
    contact: Words | None = Field(None, title="网站联系方式")
    icp: Registration | None = Field(None, title="ICP备案号")
    police: Registration | None = Field(None, title="公安机关备案号")
    mark: Url | None = Field(None, title="党政机关网站标识的网址", examples=[_URL])
    report_error: Url | None = Field(None, title="“我为政府网站找错”的网址", examples=[_URL])


class Kiosk(Shape):
    """How the edition for a touch screen behaves (`site_build.py kiosk`)."""

    idle: int = Field(90, ge=20, le=900, title="无人操作几秒后询问")
    countdown: int = Field(15, ge=10, le=60, title="询问几秒后结束")
    keyboard: bool = Field(True, title="是否提供屏幕键盘")
    reading: bool = Field(True, title="是否提供朗读")
    printing: bool = Field(False, title="是否允许打印")
    attachments: bool = Field(False, title="是否带上附件")
    """They are not opened on the screen, but the staff may hand them out."""


class ProseHead(Shape):
    """The front matter of a page of `pages/`, which may be absent.

    Nothing else: the engine would take other keys for orders (`template`, `hide`, a redirect).
    """

    title: Words | None = Field(None, title="标题")
    description: Words | None = Field(None, title="内容简介")


class SiteFile(Shape):
    """The facts of `site.yml`."""

    name: Words = Field(title="网站名称")
    jurisdiction: Words = Field(title="行政区域")
    sample: bool = Field(False, title="是否样例")
    as_of: Date | None = Field(None, title="数据日期")
    history_since: Date | None = Field(None, title="变更记录起始日期")
    address: Annotated[
        str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.:-]+/([A-Za-z0-9._~/-]+/)?$")
    ] = Field(title="网址", examples=["https://www.example-city.example/zwgk/"])
    packs: tuple[Ref, ...] = Field(min_length=1, title="规则包")
    government_site: GovernmentSite | None = Field(None, title="政府网站应当标明的事实")
    repository: Literal["public", "private"] = Field("public", title="仓库是否公开")
    bodies: dict[str, Body] = Field({}, title="外部机关")
    days: tuple[AnnouncedDay, ...] = Field((), title="另行公布的工作日和假日")
    years: tuple[AnnouncedYear, ...] = Field((), title="已另行公布放假安排的年度")
    due_within: int = Field(30, ge=1, le=366, title="提前几天列入待公开事项")
    search: Literal["auto", "pagefind", "bigram"] = Field("auto", title="检索引擎")
    hot_words: tuple[Words, ...] = Field((), title="热门检索词")
    synonyms: tuple[tuple[Words, ...], ...] = Field((), title="同义词")
    kiosk: Kiosk = Field(Kiosk(), title="触摸屏版")
    personal_data: tuple[Excepted, ...] = Field((), title="保留个人信息的说明")
