"""C43x and C44x: what was given once stays: moments, numbers, ids, addresses.

Those of scope `past` compare with a revision of git (`check --base`, `Catalogue.before`), C440 with
the release that a build replaces (`Catalogue.released`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, Span, Text
from ..links import former_place
from ..model.before import RecordBefore
from ..model.catalogue import Catalogue, Record
from ..model.outline import Card, moment_of
from .changes import agencies_before, notice_of_end, notices_file, revision
from .identity import RESERVED_TOP
from .rule import Found, found, rule


def _still_there(catalogue: Catalogue) -> Iterator[tuple[RecordBefore, Card]]:
    """Each record that was public and is there still, with what it is now."""
    for then in agencies_before(catalogue):
        now = catalogue.outlines.get(then.id)
        for record in then.records if now else ():
            card = now.card_by_id.get(record.id) if now else None
            if card and record.public:
                yield record, card


@rule(
    "C434",
    scope="past",
    zh="发布时间由 {then}（{revision}）改为 {now}，比原来早，属于倒填发布时间",
    en="published was {then} at {revision} and is now {now}: a date set back",
    needs_pack=False,
)
def publication_is_not_set_back(catalogue: Catalogue) -> Iterator[Found]:
    """发布时间不往前改。

    为什么：倒填发布时间属于弄虚作假，检查中一票否决。
    怎样改：恢复原来的发布时间；内容有改动的写 revised。原来确实写错的，先由主管机构核实并留存依据，再合并。

    The moment of publication is never set back.

    Why: a forged date of publication fails an inspection by itself.
    Fix: restore it, and write revised for a new text. If the old one was wrong, have it verified first.
    """
    for record, card in _still_there(catalogue):
        if card.published_at < record.published_at:
            then, now = (
                f"{moment_of(minute):%Y-%m-%d %H:%M}"
                for minute in (record.published_at, card.published_at)
            )
            span = record.at["published"]
            fix = Text(
                f"请恢复 published: {then}；内容有改动的写 revised。原来确实写错的，先由主管机构核实"
                "并留存依据，再合并。",
                f"Restore published: {then}, and write revised for a new text. If it was wrong, have "
                "that verified first.",
            )
            yield found(span, fix=fix, revision=revision(catalogue), then=then, now=now)


@rule(
    "C435",
    scope="past",
    zh="索引号在 {revision} 中是 {then}，现在是 {now}",
    en="the index number was {then} at {revision} and is now {now}",
    needs_pack=False,
)
def index_number_stays(catalogue: Catalogue) -> Iterator[Found]:
    """公开过的信息，索引号不再改变。

    为什么：索引号一经编发终身不变，引用和归档都靠它。
    怎样改：恢复原来的索引号。

    The index number of what was public never changes.

    Why: it is issued once, for good; archives and others refer to it.
    Fix: restore it.
    """
    for record, card in _still_there(catalogue):
        if card.index_number != record.index_number:
            fix = Text(
                f"请恢复 index_number: {record.index_number}。",
                f"Restore index_number: {record.index_number}.",
            )
            yield found(
                record.at["index_number"],
                fix=fix,
                revision=revision(catalogue),
                then=record.index_number,
                now=card.index_number,
            )


@rule(
    "C437",
    scope="past",
    zh="机关“{name}”（{id}）在 {revision} 中有文件夹，现在没有了",
    en="the agency '{name}' ({id}) had a folder at {revision} and has none any more",
    needs_pack=False,
)
def agency_keeps_its_folder(catalogue: Catalogue) -> Iterator[Found]:
    """机关撤销或者更名后，文件夹仍然保留。

    为什么：机关公开过的信息要能继续查阅，网址不能失效。
    怎样改：恢复文件夹；机关已撤销的，在 agency.yml 中写 closed（日期、依据和承接机关）。

    An agency that is abolished or renamed keeps its folder.

    Why: what it disclosed must stay, at its address.
    Fix: put the folder back; write closed (date, basis, successor) in agency.yml if it was abolished.
    """
    for then in agencies_before(catalogue):
        if then.id in catalogue.outlines:
            continue
        code = then.credit_code
        now = [o.id for o in catalogue.outlines.values() if code and o.credit_code == code]
        closed = f"closed: {{date: {catalogue.today}, basis: 写明依据"
        closed += f", successor: {now[0]}}}" if now else "}"
        fix = Text(
            f"请恢复 agencies/{then.id}/；机关已撤销或者更名的，在其中的 agency.yml 加上 {closed}。",
            f"Put agencies/{then.id}/ back; if it was abolished or renamed, add to its agency.yml: "
            f"{closed}.",
        )
        name = then.name or then.id
        yield found(then.span, fix=fix, revision=revision(catalogue), name=name, id=then.id)


@rule(
    "C438",
    zh="“{id}”更名，但{problem}",
    en="'{id}' was renamed, but {problem}",
    needs_pack=False,
)
def renamed_thing_has_its_new_name(catalogue: Catalogue) -> Iterator[Found]:
    """更名的说明写明新代号。

    为什么：旧网址要转到新网址，不写新代号就无处可转。
    怎样改：在这条说明中加上 successor，值为新代号。

    A notice of kind renamed says the new id.

    Why: the old address leads to the new one.
    Fix: add successor with the new id to the notice.
    """
    for agency in catalogue.agencies.values():
        for entry in agency.notices:
            notice = entry.notice
            if notice.kind != "renamed" or not entry.place.sound("successor"):
                continue
            if notice.successor in (None, notice.of, f"{agency.id}/{notice.of}"):
                problem = _ITSELF if notice.successor else _UNSAID
                yield found(entry.place.at("of"), id=notice.of, problem=problem)


_UNSAID = Text("没有写新代号（successor）", "its new id (successor) is not said")
_ITSELF = Text("新代号（successor）就是它自己", "its new id (successor) is the old one")


@rule(
    "C440",
    scope="past",
    zh="现在的网站上有网页 {address}，新版本没有这一页，notices.yml 也没有说明",
    en="the present site has the page {address}, the new one would not, and no notice tells why",
    needs_pack=False,
)
def what_was_released_is_still_there(catalogue: Catalogue) -> Iterator[Found]:
    """已经发布的网页，新版本里都还在，或者留有说明。

    为什么：公开过的事项和信息变更、撤销、终止，应当作出说明，原网址要一直能打开。
    怎样改：恢复事项或者信息，或者在 notices.yml 末尾加一条说明；整个机关不见的，恢复它的文件夹。
    要另建网站的，请换一个 --site-dir，或者先移走原来的网站文件夹。

    What was released is still there, or a notice tells what became of it.

    Why: what was disclosed keeps its address; a change is to be explained.
    Fix: put the thing back, or add a line to notices.yml; put back the folder of a missing agency. For
    another site choose another --site-dir, or move the old folder away first.
    """
    for agency, things in sorted(catalogue.released.items()):
        now = catalogue.outlines.get(agency)
        span = Span(notices_file(catalogue, agency))
        if now is None:
            fix = Text(
                f"请恢复 agencies/{agency}/；机关已撤销的，在其中的 agency.yml 写 closed（日期、依据、承接机关）。",
                f"Put agencies/{agency}/ back; if it was abolished, write closed in its agency.yml.",
            )
            yield found(span, fix=fix, address=f"{agency}/index.html")
            continue
        if now.gaps & {"notices", "catalogue"}:
            continue  # what cannot be read may be what is missing
        former = {place for card in now.cards for place in _places(catalogue, card)}
        for thing in sorted(things):
            address = f"{agency}/{thing}.html"
            if now.has_page(thing) or thing in now.lost or address in former:
                continue
            card = now.card_by_id.get(thing)
            if card and card.shown:
                continue  # it lost its reviews or changed after them: C441, C802
            yield found(span, fix=notice_of_end(catalogue, agency, thing), address=address)


def _places(catalogue: Catalogue, card: Card) -> Iterator[str]:
    """The pages of this site at which a record once stood."""
    for former in card.former:
        place = former_place(catalogue.site.address, former)
        if place.page:
            yield place.page


@rule(
    "C445",
    zh="曾用网址“{address}”写得不对",
    en="'{address}' is no former address",
    needs_pack=False,
)
def former_address_is_an_address(catalogue: Catalogue) -> Iterator[Found]:
    """曾用网址写成以 / 开头的路径，或者完整的网址。

    为什么：写得不对，旧网址就转不到现在的页面。
    怎样改：写网址中主机名以后的部分，例如 /zwgk/old/2025/0107.html，也可以写完整的网址。

    A former address is a path that begins with /, or a whole web address.

    Why: else the old address cannot lead to the page of today.
    Fix: write what follows the host, like /zwgk/old/2025/0107.html, or the whole address.
    """
    for record, index, former in _former(catalogue):
        if former_place(catalogue.site.address, former).problem == "shape":
            yield found(record.place.at("former_addresses", index), address=former)


@rule(
    "C446",
    scope="city",
    zh="曾用网址“{address}”已被占用：{first}",
    en="the former address '{address}' is taken: {first}",
    needs_pack=False,
)
def former_address_is_free(catalogue: Catalogue) -> Iterator[Found]:
    """曾用网址没有被别的页面占用。

    为什么：一个网址只能有一个页面，旧网址不能盖掉现在的页面，也不能转到两处。
    怎样改：核对后删去写错的一个；网站自己的页面占用的网址不能再作曾用网址；别的机关名下的网址，由那个机关在
    notices.yml 中写明更名（renamed）和新的去处（successor）。

    A former address is that of no other page.

    Why: an address has one page; an old one cannot replace a page of today, nor lead to two.
    Fix: delete the wrong one; an address of the site's own pages cannot be a former one; from one below
    another agency that agency leads on, with a notice (renamed, successor).
    """
    first: dict[str, str] = {}
    top = {path.removesuffix(".md").lower() + ".html" for path in catalogue.prose_files}
    for outline in catalogue.outlines.values():
        for index, card in enumerate(outline.cards):
            for number, former in enumerate(card.former):
                page = former_place(catalogue.site.address, former).page
                if page is None:
                    continue
                low = page.lower()  # as some web servers and file systems see it
                taken = first.get(low) or _owner(catalogue, low, top, outline.id)
                if taken:
                    place = catalogue.agencies[outline.id].records[index].place
                    span = place.at("former_addresses", number)
                    yield found(span, address=former, first=taken)
                first.setdefault(low, f"{catalogue.root}/agencies/{outline.id}/{card.source}")


_TOP = frozenset(("index.html", "404.html", "search.html", "signage.html"))
"""The generated pages at the top of the site."""


def _owner(catalogue: Catalogue, page: str, prose: set[str], agency: str) -> str | None:
    """The page of the site that has an address, or may have it; None when it is free for an agency.

    What lies below another agency that is at work is that agency's to give away, by a notice.
    """
    folder, _, rest = page.partition("/")
    if folder in RESERVED_TOP or page in prose or page in _TOP:
        return page
    home = catalogue.outlines.get(folder)
    if home is None:
        return None
    if folder != agency and not home.closed:
        return page
    thing = rest.removesuffix(".html")
    return page if "/" in rest or thing == "index" or home.has_page(thing) else None


@rule(
    "C447",
    zh="曾用网址“{address}”属于本网站，但网页不能把它转到现在的网址",
    en="'{address}' lies below this site, but no page can lead on from there",
    severity=Severity.WARNING,
    needs_pack=False,
)
def former_address_can_be_kept(catalogue: Catalogue) -> Iterator[Found]:
    """属于本网站的曾用网址，能由网页转到现在的网址。

    为什么：带问号的、不以 .html、.htm 或 / 结尾的、超过三层文件夹的、名称长于 255 个字节的旧网址，本程序不能
    在那里放网页，收藏它的人会打不开。
    怎样改：请网站运行单位在服务器上设置把它转到现在的网址，然后从 former_addresses 中删去；写错的请更正。

    From a former address below this site a page can lead on.

    Why: one with a question mark, with another ending than .html, .htm or /, deeper than three
    folders, or with a name of more than 255 bytes can have no page, and whoever kept it finds nothing.
    Fix: let the web server lead it to the page of today, and take it out here; or correct it.
    """
    for record, index, former in _former(catalogue):
        if former_place(catalogue.site.address, former).problem == "static":
            yield found(record.place.at("former_addresses", index), address=former)


def _former(catalogue: Catalogue) -> Iterator[tuple[Record, int, str]]:
    """Every former address, with its record and its number there."""
    for record in catalogue.records():
        for index, former in enumerate(record.head.former_addresses):
            yield record, index, former
