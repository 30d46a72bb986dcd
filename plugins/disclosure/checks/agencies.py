"""C7xx: agencies: whom to reach, who answers, who supervises, and the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Declared
from ..model.catalogue import Agency, Catalogue, Place
from .rule import Found, found, listed, rule

_PHONE = re.compile(r"(0\d{2,3}-\d{7,8}(转\d{1,6})?|400-\d{3}-\d{4}|1\d{4}|12\d{3})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*[-—–~～至]\s*(\d{1,2}):(\d{2})")
_DAY = re.compile(r"周|星期|工作日|每日|每天|全天|24小时|节假日")


def with_facts(catalogue: Catalogue) -> Iterator[Agency]:
    """Agencies whose facts could be read and which still exist."""
    return (a for a in catalogue.agencies.values() if a.file and not a.file.closed)


@rule("C701", zh="政务公开机构缺少“{name}”（{field}）", en="the disclosure office lacks {name}")
def contact_facts_are_complete(catalogue: Catalogue) -> Iterator[Found]:
    """政务公开机构的各项联系事项都已公开。

    为什么：条例要求公开机构名称、地址、电话、传真、办公时间、电子邮箱和其他联系方式。
    怎样改：在 agency.yml 的 disclosure_office 中补写；没有其他联系方式的，写明“无”。

    Every contact fact of the disclosure office is given.

    Why: the regulation names each of them.
    Fix: add it under disclosure_office in agency.yml.
    """
    for category in catalogue.pack.file.categories:
        for agency in with_facts(catalogue):
            office = agency.file.disclosure_office if agency.file else None
            if office is None:
                if category.contact_facts and agency.place.sound("disclosure_office"):
                    yield found(
                        agency.place.at(),
                        article=category.article,
                        name=listed(category.contact_facts),
                        field="disclosure_office",
                    )
                continue
            for fact in category.contact_facts:
                path = ("disclosure_office", fact.id)
                if not getattr(office, fact.id, None) and agency.place.sound(*path):
                    yield found(
                        agency.place.at("disclosure_office"),
                        article=category.article,
                        name=listed([fact]),
                        field=fact.id,
                    )


@rule(
    "C702",
    zh="“{value}”不是电话号码的写法",
    en="'{value}' is not written as a phone number",
    needs_pack=False,
)
def phones_are_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """电话写成“区号-号码”。

    为什么：少一位或者多一位的号码打不通，自动拨号也认不出。
    怎样改：写成 0000-5550123，有分机的写 0000-5550123转801；值班用的手机号码加引号；一处只写一个号码。

    A phone number is "area code-number".

    Why: a number with a digit too few cannot be reached.
    Fix: write 0000-5550123 (extension: 0000-5550123转801), one number in a place; quote a mobile number
    that an office has on duty.
    """
    for place, path, value in _numbers(catalogue, "phone"):
        if not _PHONE.fullmatch(value) and not _MOBILE.fullmatch(value):
            yield found(place.at(*path), value=value)


@rule(
    "C703",
    zh="“{value}”不是传真号码的写法",
    en="'{value}' is not written as a fax number",
    needs_pack=False,
)
def faxes_are_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """传真写成“区号-号码”。

    为什么：公众可以用传真提出申请，号码必须能用。
    怎样改：写成 0000-5550123；没有传真的，请写明可以代收的号码。

    A fax number is "area code-number".

    Why: applications may come by fax.
    Fix: write 0000-5550123.
    """
    for place, path, value in _numbers(catalogue, "fax"):
        if not _PHONE.fullmatch(value):
            yield found(place.at(*path), value=value)


@rule(
    "C704",
    zh="“{value}”不是电子邮箱的写法",
    en="'{value}' is not written as an e-mail address",
    needs_pack=False,
)
def emails_are_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """电子邮箱写成 名称@域名。

    为什么：公众可以用电子邮件提出申请，地址写错就收不到。
    怎样改：写成 xxgk@finance.example 的样子，不加说明文字。

    An e-mail address is name@host.

    Why: applications may come by e-mail.
    Fix: write it like xxgk@finance.example, without other words.
    """
    for place, path, value in _numbers(catalogue, "email"):
        if not _EMAIL.fullmatch(value):
            yield found(place.at(*path), value=Declared(value))


@rule(
    "C705",
    zh="办公时间“{value}”看不出哪几天、几点到几点",
    en="the hours '{value}' do not say which days, from when to when",
    needs_pack=False,
)
def hours_are_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """办公时间写明哪几天、几点到几点。

    为什么：时间写得含糊，群众会白跑一趟。
    怎样改：写成“周一至周五 09:00-12:00、13:30-17:30（法定节假日除外）”，用 24 小时制。

    Hours say which days, and from when to when.

    Why: people come in vain when hours are vague.
    Fix: write them like 周一至周五 09:00-12:00、13:30-17:30, in 24 hours.
    """
    for place, path, value in _numbers(catalogue, "hours"):
        spans = [tuple(map(int, match)) for match in _TIMES.findall(value)]
        sane = all(
            h1 <= 24 and h2 <= 24 and m1 < 60 and m2 < 60 and (h1, m1) < (h2, m2)
            for h1, m1, h2, m2 in spans
        )
        if not (_DAY.search(value) and sane and (spans or "24小时" in value)):
            yield found(place.at(*path), value=value)


_PLACES = {
    "phone": (("disclosure_office", "phone"), ("complaints", "hotline")),
    "fax": (("disclosure_office", "fax"),),
    "email": (("disclosure_office", "email"), ("complaints", "email")),
    "hours": (("disclosure_office", "hours"),),
}
_LISTS = {"phone": ("departments", "windows"), "hours": ("windows",)}
_CHANNELS = ("fax", "email")


def _numbers(catalogue: Catalogue, what: str) -> Iterator[tuple[Place, tuple[str | int, ...], str]]:
    """Every phone, fax, e-mail or hours that is filled in, with its place."""
    for body, facts in catalogue.site.bodies.items():
        if value := getattr(facts, what, None):
            yield catalogue.site_place, ("bodies", body, what), value
    for agency in catalogue.agencies.values():
        for holder, field in _PLACES[what]:
            if value := getattr(getattr(agency.file, holder, None), field, None):
                yield agency.place, (holder, field), value
        for name in _LISTS.get(what, ()):
            for index, entry in enumerate(getattr(agency.file, name, ())):
                yield agency.place, (name, index, what), getattr(entry, what)
        channels = agency.guide.file.channels if agency.guide else None
        if agency.guide and what in _CHANNELS and (value := getattr(channels, what, None)):
            yield agency.guide.place, ("channels", what), value
        for record in agency.records:
            if value := getattr(record.head.service, what, None):
                yield record.place, ("service", what), value


@rule("C706", zh="没有写明监察机关（supervisor）", en="no supervisor is named")
def supervisor_is_named(catalogue: Catalogue) -> Iterator[Found]:
    """每个机关写明监察机关。

    为什么：公众可以向监察机关投诉，必须知道是哪一个。
    怎样改：补写 supervisor，值为机关代号或 site.yml 的 bodies 中的代号。

    Every agency names its supervisor.

    Why: the public may complain there.
    Fix: add supervisor with the id of an agency or of a body in site.yml.
    """
    for agency in with_facts(catalogue):
        if agency.file and not agency.file.supervisor and agency.place.sound("supervisor"):
            yield found(agency.place.at())


@rule("C707", zh="监察机关不能是机关自己", en="an agency cannot supervise itself")
def supervisor_is_another(catalogue: Catalogue) -> Iterator[Found]:
    """监察机关是另一个机关。

    为什么：自己监督自己等于没有监督。
    怎样改：把 supervisor 改成负责监督的机关。

    The supervisor is another body.

    Why: nobody supervises themselves.
    Fix: name the body that supervises.
    """
    for agency in with_facts(catalogue):
        if agency.file and agency.file.supervisor == agency.id:
            yield found(agency.place.at("supervisor"))


@rule(
    "C708",
    scope="city",
    zh="上级机关成了环：{loop}",
    en="the parents run in a circle: {loop}",
    needs_pack=False,
)
def parents_do_not_loop(catalogue: Catalogue) -> Iterator[Found]:
    """上级机关不成环。

    为什么：甲是乙的上级、乙又是甲的上级，就不知道向谁备案。
    怎样改：改正其中一个机关的 parent。

    Parents do not run in a circle.

    Why: nobody would know with whom to file.
    Fix: correct the parent of one of them.
    """
    told: set[str] = set()
    for start in catalogue.outlines:
        chain = [start]
        while (parent := _parent(catalogue, chain[-1])) and parent not in chain:
            chain.append(parent)
        if parent and parent not in told:
            loop = chain[chain.index(parent) :]
            told |= set(loop)
            agency = catalogue.agencies[loop[0]]
            yield found(agency.place.at("parent"), loop=" → ".join([*loop, parent]))


def _parent(catalogue: Catalogue, agency: str) -> str | None:
    known = catalogue.outlines.get(agency)
    parent = known.parent if known else None
    return parent if parent in catalogue.outlines else None


@rule("C709", zh="责任链缺少“{name}”（{field}）", en="responsibility lacks '{field}'")
def responsibility_is_complete(catalogue: Catalogue) -> Iterator[Found]:
    """责任链的每个岗位都已写明，包括替补。

    为什么：没有替补，人员变动时工作就断了。
    怎样改：在 responsibility 中补写岗位名称（只写岗位，不写姓名）。

    Every post of the chain of responsibility is named, the stand-in too.

    Why: without a stand-in the work stops when somebody leaves.
    Fix: add the post under responsibility (posts, never names).
    """
    names = {
        "head": "第一责任人",
        "deputy_head": "分管负责人",
        "office": "承办科室",
        "officer": "专办人员",
        "stand_in": "替补人员",
    }
    for agency in with_facts(catalogue):
        chain = agency.file.responsibility if agency.file else None
        span = agency.place.at("responsibility")
        if chain is None:
            if agency.place.sound("responsibility"):
                yield found(span, field="responsibility", name="、".join(names.values()))
            continue
        for field, name in names.items():
            if not getattr(chain, field) and agency.place.sound("responsibility", field):
                yield found(span, field=f"responsibility.{field}", name=name)
