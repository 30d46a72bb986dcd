"""`site.yml`: the jurisdiction."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .common import Date, Ref, Shape, Words


class Body(Shape):
    """An outside body: a supervisor, or the government above. It has no catalogue here."""

    name: Words = Field(title="名称")
    address: Words | None = Field(None, title="地址")
    phone: Words | None = Field(None, title="电话")
    hours: Words | None = Field(None, title="办公时间")
    email: Words | None = Field(None, title="电子邮箱")


class AnnouncedDay(Shape):
    """A day that the calendar package does not know yet, as it was announced."""

    date: Date = Field(title="日期")
    working: bool = Field(title="是否工作日")
    basis: Words = Field(title="依据")


class SiteFile(Shape):
    """The facts of `site.yml`."""

    name: Words = Field(title="网站名称")
    jurisdiction: Words = Field(title="行政区域")
    sample: bool = Field(False, title="是否样例")
    as_of: Date | None = Field(None, title="数据日期")
    address: Annotated[
        str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.:-]+/([A-Za-z0-9._~/-]+/)?$")
    ] = Field(title="网址", examples=["https://www.example-city.example/zwgk/"])
    packs: tuple[Ref, ...] = Field(min_length=1, title="规则包")
    repository: Literal["public", "private"] = Field("public", title="仓库是否公开")
    bodies: dict[str, Body] = Field({}, title="外部机关")
    days: tuple[AnnouncedDay, ...] = Field((), title="另行公布的工作日和假日")
    search: Literal["auto", "pagefind", "bigram"] = Field("auto", title="检索引擎")
    hot_words: tuple[Words, ...] = Field((), title="热门检索词")
    synonyms: tuple[tuple[Words, ...], ...] = Field((), title="同义词")
