"""C9xx: the site as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity, Span, Text
from ..model.catalogue import Catalogue, Pack
from ..model.site import GovernmentSite
from .identity import RESERVED_TOP
from .prose import WORDS_ONLY, publishable
from .rule import Found, found, rule


@rule(
    "C901",
    scope="city",
    zh="只有样例网站（sample: true）可以固定 as_of",
    en="only a sample site (sample: true) may have as_of",
    needs_pack=False,
)
def as_of_is_for_samples(catalogue: Catalogue) -> Iterator[Found]:
    """只有样例网站可以固定“今天”是哪一天。

    为什么：正式网站固定了日期，到期和过期就都算错了。
    怎样改：删除 as_of；需要按某一天检查时，用 --on 日期。

    Only a sample site may fix what day it is.

    Why: on a real site every due date would be wrong.
    Fix: delete as_of; use --on DATE to check for a day.
    """
    if catalogue.site.as_of and not catalogue.site.sample:
        yield found(catalogue.site_place.at("as_of"))


@rule(
    "C902",
    scope="city",
    zh="这一页的网址“{name}”已经由{other}使用",
    en="the address '{name}' of this page belongs to {other}",
    needs_pack=False,
)
def pages_do_not_clash(catalogue: Catalogue) -> Iterator[Found]:
    """自己写的页面不占用自动生成的页面的网址。

    为什么：两个页面同一个网址，一个会盖掉另一个。
    怎样改：换一个文件名或文件夹名；机关的代号和保留的名称不能用。

    A page of your own does not take the address of a generated one.

    Why: one of the two would replace the other.
    Fix: choose another file or folder name; ids of agencies and reserved names are taken.
    """
    taken = {*RESERVED_TOP, *catalogue.outlines, "index", "404", "readme"}
    generated = Text("自动生成的页面", "a generated page")
    seen: dict[str, str] = {}
    for path in sorted(publishable(catalogue) - WORDS_ONLY):
        name = path.split("/")[0].rsplit(".", 1)[0].lower()
        span = Span(f"{catalogue.root}/pages/{path}")
        address = re.sub(r"\.md$", ".html", path).lower()
        if name in taken:
            yield found(span, name=name, other=generated)
        elif address in seen:
            yield found(span, name=address, other=f" pages/{seen[address]} ")
        seen[address] = path


@rule(
    "C903",
    zh="公开的仓库里不能有内部事项“{item}”",
    en="a public repository cannot hold the internal item '{item}'",
    needs_pack=False,
)
def internal_needs_private_repository(catalogue: Catalogue) -> Iterator[Found]:
    """仓库公开时没有内部事项。

    为什么：仓库公开，任何人都能读到里面的每一个文件。
    怎样改：把内部事项连同它的信息、附件和说明移到不公开的仓库，并从 git 的历史中清除；仓库确实不公开的，
    在 site.yml 写 repository: private。

    A public repository holds nothing internal.

    Why: anybody can read every file of it.
    Fix: move it with its records, attachments and notices to a private repository and clear the history
    of git; or write repository: private in site.yml if this is one.
    """
    if catalogue.site.repository == "public":
        for item in catalogue.items():
            if item.entry.audience == "internal":
                yield found(item.place.at("audience"), item=item.id)


@rule(
    "C904",
    scope="city",
    zh="规则包中“{name}”引用的条款 {citation} 在 articles.yml 中没有",
    en="the pack's '{name}' cites {citation}, which articles.yml does not hold",
)
def pack_cites_its_articles(catalogue: Catalogue) -> Iterator[Found]:
    """规则包引用的条款都在条文里。

    为什么：每一条检查和每一个类别都要有依据，条款写错，依据就落空。
    怎样改：改正 article，或在 articles.yml 中补上条文。

    Every article that a pack cites is in its text.

    Why: every category and rule rests on an article.
    Fix: correct article, or add the text to articles.yml.
    """
    for pack in catalogue.packs:
        known = {article.number: len(article.paragraphs) for article in pack.articles}
        for path, name, citation in _citations(pack):
            article, _, paragraph = citation.partition("(")[0].partition(".")
            if int(paragraph or 1) > known.get(int(article), 0):
                yield found(pack.place.at(*path), name=name, citation=citation)


@rule(
    "C905",
    scope="city",
    zh="规则包中没有“{ref}”",
    en="the pack has no '{ref}'",
)
def pack_is_consistent(catalogue: Catalogue) -> Iterator[Found]:
    """规则包内部的引用都存在，代号不重复。

    为什么：规则包写错，每个机关都会被误判。
    怎样改：改正提示的代号。

    What a pack refers to exists in it, and its ids are unique.

    Why: a mistake in the pack misjudges every agency.
    Fix: correct the id named in the message.
    """
    for pack in catalogue.packs:
        file = pack.file
        kinds, levels = ({e.id for e in entries} for entries in (file.kinds, file.levels))
        groups, events = ({e.id for e in entries} for entries in (file.groups, file.events))
        for index, category in enumerate(file.categories):
            path: tuple[str | int, ...] = ("categories", index)
            wanted = [((*path, "group"), category.group, groups)]
            if category.binds != "all":
                wanted += [((*path, "binds"), kind, kinds) for kind in category.binds.kinds]
                wanted += [((*path, "binds"), level, levels) for level in category.binds.levels]
            yield from (
                found(pack.place.at(*where), ref=ref)
                for where, ref, known in wanted
                if ref not in known
            )
        for index, clock in enumerate(file.clocks):
            if clock.after not in events:
                yield found(pack.place.at("clocks", index, "after"), ref=clock.after)
        if file.unstated_event and file.unstated_event not in events:
            yield found(pack.place.at("unstated_event"), ref=file.unstated_event)
        for index, event in enumerate(file.events):
            for part in (part for part in event.any_of if part not in events):
                yield found(pack.place.at("events", index, "any_of"), ref=part)
        for index, filing in enumerate(file.filing):
            for kind in filing.kinds:
                if kind not in kinds:
                    yield found(pack.place.at("filing", index, "kinds"), ref=kind)
        yield from _doubles(pack)


OWED = ("code", "sponsor", "contact", "icp", "police", "mark", "report_error")
"""The facts of `government_site` that every page of a government site states."""


@rule(
    "C920",
    scope="city",
    zh="site.yml 的 government_site 没有写明{facts}",
    en="government_site in site.yml lacks {facts}",
    severity=Severity.WARNING,
    needs_pack=False,
)
def site_states_what_it_owes(catalogue: Catalogue) -> Iterator[Found]:
    """写明政府网站每一页都应当标明的事实。

    为什么：《政府网站发展指引》（国办发〔2017〕47号）要求标明网站标识码、主办单位、联系方式和备案编号等，
    检查网站时也要看；没有写明的，页面上不会留空白，但网站不合格。
    怎样改：在 site.yml 的 government_site 下填写；编号还没有批下来的，批下来后及时补上。

    What every page of a government site must state is known.

    Why: the national Guideline for Government Websites (2017, no. 47) wants site code, sponsor, contact and
    registration numbers, and inspectors look for them. A missing one leaves no blank on the pages,
    but the site fails.
    Fix: fill it in under government_site in site.yml; a number not yet granted as soon as it is.
    """
    site, place = catalogue.site.government_site, catalogue.site_place
    if "site" in catalogue.gaps or not place.sound("government_site"):
        return
    fields = GovernmentSite.model_fields
    absent = [name for name in OWED if site is None or getattr(site, name) is None]
    if absent:
        titles = "、".join(f"{fields[name].title}（{name}）" for name in absent)
        yield found(place.at("government_site"), facts=Text(titles, ", ".join(absent)))


NUMBERS = {
    "icp": re.compile(r"[^\W\d]{1,3}ICP备\s?\d{6,14}号(-\d{1,3})?"),
    "police": re.compile(r"[^\W\d]{1,3}公网安备\s?\d{10,16}号"),
}
"""What registration numbers look like, loosely: their registers have changed the length before."""


@rule(
    "C921",
    scope="city",
    zh="“{number}”不像{what}",
    en="'{number}' does not look like a registration number of the kind {what}",
    severity=Severity.WARNING,
    needs_pack=False,
)
def registration_numbers_look_right(catalogue: Catalogue) -> Iterator[Found]:
    """备案编号的写法和备案证明上的一致。

    为什么：编号少一个字，查询时就查不到，等于没有标明。
    怎样改：照备案证明抄写，包括省份简称和“号”字，例如“示ICP备99000000号”“示公网安备99000002000001号”。

    Registration numbers are written as they were granted.

    Why: with a character missing nobody can look the number up, and it might as well be absent.
    Fix: copy it from the certificate, from the short name of the province to the last character.
    """
    site, place = catalogue.site.government_site, catalogue.site_place
    for name, shape in NUMBERS.items():
        given = getattr(site, name, None)
        if given and not shape.fullmatch(given.number):
            title = GovernmentSite.model_fields[name].title or name
            where = place.at("government_site", name, "number")
            yield found(where, number=given.number, what=Text(title, name))


def _doubles(pack: Pack) -> Iterator[Found]:
    for name in (
        "categories",
        "forms",
        "exemptions",
        "rhythms",
        "stages",
        "record_kinds",
        "events",
    ):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(pack.file, name)):
            if entry.id in seen:
                yield found(pack.place.at(name, index, "id"), ref=entry.id)
            seen.add(entry.id)


def _citations(pack: Pack) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every citation of a pack with its place and owner."""
    for name in type(pack.file).model_fields:
        value = getattr(pack.file, name)
        if isinstance(value, tuple):
            for index, entry in enumerate(value):
                if article := getattr(entry, "article", None):
                    yield (name, index, "article"), getattr(entry, "name", name), article
        elif name != "citation" and (article := getattr(value, "article", None)):
            yield (name, "article"), name, article
    for code, citation in pack.file.bases.items():
        yield ("bases", code), code, citation


@rule(
    "C922",
    scope="city",
    zh="site.yml 的 days 中 {date} 写了两次",
    en="days of site.yml has {date} twice",
    needs_pack=False,
)
def announced_days_are_told_once(catalogue: Catalogue) -> Iterator[Found]:
    """另行公布的日子每天只写一次。

    为什么：同一天写了两次，是上班还是放假就说不准，到期日会算错。
    怎样改：核对公布的文件，只留一行。

    A day is announced once.

    Why: where it stands twice nobody knows whether it is worked, and due dates are wrong.
    Fix: look at what was announced and keep one line.
    """
    place, seen = catalogue.site_place, set()
    for index, day in enumerate(catalogue.site.days):
        if day.date in seen:
            yield found(place.at("days", index), date=day.date)
        seen.add(day.date)


@rule(
    "C923",
    scope="city",
    zh="site.yml 把 {year} 年标为已公布放假安排，但 days 中没有这一年的日子",
    en="site.yml calls {year} announced, but days has no day of that year",
    needs_pack=False,
)
def announced_years_have_their_days(catalogue: Catalogue) -> Iterator[Found]:
    """标为已公布的年度，放假和调休的日子都写在 days 里。

    为什么：标了已公布，到期日就不再标“暂定”；日子没有写上，算出来的日期就是错的。
    怎样改：按公布的文件在 days 中逐日填写放假和调休上班的日子；还没有公布的，从 years 中删去这一年。

    A year that is called announced has its days off and worked weekends under days.

    Why: its due dates are no longer called provisional, and without the days they are wrong.
    Fix: list each day under days as it was announced, or take the year out of years.
    """
    known = {day.date.year for day in catalogue.site.days}
    for index, year in enumerate(catalogue.site.years):
        if year.year not in known and catalogue.site_place.sound("days"):
            yield found(catalogue.site_place.at("years", index), year=year.year)
