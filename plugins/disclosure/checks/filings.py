"""C713 to C718: is the catalogue filed, with the right bodies, and as it stands?

The rules have scope `city`: who must receive a catalogue depends on the parents of its agency.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, Span, Text
from ..model.agency import Filing
from ..model.catalogue import Agency, Catalogue
from ..model.filed import Recipient, is_current, is_hash, latest, recipients
from ..model.outline import Outline
from .agencies import with_facts
from .rule import Found, found, rule


def _filers(catalogue: Catalogue) -> Iterator[tuple[Outline, tuple[Recipient, ...]]]:
    """Agencies that must file, and with whom; without those that name an unknown body."""
    if "site" in catalogue.gaps or not catalogue.site_place.sound("bodies"):
        return  # bodies may be missing for a reason that has its finding
    known = catalogue.site.bodies
    for outline in catalogue.outlines.values():
        if not outline.name or any(
            filing.to not in catalogue.outlines and filing.to not in known
            for filing in outline.filings
        ):
            continue  # C505 says so; who was meant is not known
        due = recipients(catalogue.pack.file, outline, catalogue.outlines.get, known)
        if due:
            yield outline, due


def _sound(catalogue: Catalogue, outline: Outline) -> Agency | None:
    """The agency of an outline; None where not all of its filings could be read."""
    agency = catalogue.agencies[outline.id]
    return agency if agency.place.sound("filings") else None


def _span(catalogue: Catalogue, outline: Outline, filing: Filing, field: str) -> Span | None:
    """Where a field of a filing stands; None where not all filings could be read."""
    agency = _sound(catalogue, outline)
    if agency is None or agency.file is None:
        return None
    return agency.place.at("filings", agency.file.filings.index(filing), field)


def _names(catalogue: Catalogue, bodies: list[str]) -> str:
    """The names of bodies as a sentence lists them; of one without a name its id."""
    return "、".join(catalogue.body_name(body) or body for body in bodies)


def _missing(outline: Outline, due: tuple[Recipient, ...]) -> list[str]:
    """The bodies that must have the catalogue and never got it."""
    filed = {filing.to for filing in outline.filings}
    return [each.body for each in due if each.body and each.body not in filed]


def _strange(outline: Outline, due: tuple[Recipient, ...]) -> list[Filing]:
    """The newest filings with bodies that none of the rules names.

    Not when the right bodies got it later: an agency may have had another parent then.
    """
    if any(each.body is None for each in due):
        return []  # who should have got it is not known
    newest = latest(outline.filings)
    right = [newest.get(each.body or "") for each in due]
    return [
        filing
        for to, filing in newest.items()
        if to not in {each.body for each in due}
        and not all(other and other.date > filing.date for other in right)
    ]


@rule(
    "C713",
    scope="city",
    zh="目录没有报{names}备案",
    en="the catalogue is not filed with {names}",
    severity=Severity.WARNING,
)
def catalogue_is_filed(catalogue: Catalogue) -> Iterator[Found]:
    """目录已经报每一个应当报的机关备案。

    为什么：条例要求部门的目录报同级人民政府和监察机关备案，人民政府的目录报上一级人民政府备案。
    怎样改：运行 site_build.py filing 机关代号，把生成的文件报送备案，收到回执后记入 agency.yml 的 filings。

    A catalogue is filed with every body that must receive it.

    Why: departments file with their government and supervisor, governments with the one above.
    Fix: run site_build.py filing AGENCY, send the files, and record the receipt under filings in agency.yml.
    """
    for outline, due in _filers(catalogue):
        missing = _missing(outline, due)
        if missing and not _strange(outline, due) and (agency := _sound(catalogue, outline)):
            article = next(each.article for each in due if each.body == missing[0])
            span = agency.place.at("filings")
            yield found(span, article=article, names=_names(catalogue, missing))


@rule(
    "C714",
    scope="city",
    zh="目录报了{name}备案，报错了机关；应当报{names}备案",
    en="the catalogue was filed with {name}, which is the wrong body; file it with {names}",
    severity=Severity.WARNING,
)
def filed_with_the_right_bodies(catalogue: Catalogue) -> Iterator[Found]:
    """目录没有报错备案的机关。

    为什么：报错了机关不算备案；应当报哪个机关，由本机关的类型、上级机关和监察机关决定。
    怎样改：核对 agency.yml 中 filings 的 to，以及 parent、supervisor，写错的更正；确实报错了机关的，改报
    应当报的机关，收到回执后在 filings 中补记一条。

    A catalogue is filed with the bodies that its kind of agency files with.

    Why: a filing with another body does not count.
    Fix: look in agency.yml at to under filings, at parent and at supervisor, and correct what is
    wrong there; if it was sent to a wrong body, file it with the right one, and add a line under
    filings when the receipt arrives.
    """
    for outline, due in _filers(catalogue):
        for filing in _strange(outline, due):
            if span := _span(catalogue, outline, filing, "to"):
                yield found(
                    span,
                    article=due[0].article,
                    name=_names(catalogue, [filing.to]),
                    names=_names(catalogue, [each.body for each in due if each.body]),
                )


@rule(
    "C715",
    scope="city",
    zh="目录与报{names}备案的不一致，备案以后有变动；现行目录的校验值是 {hash}",
    en="the catalogue is not the one filed with {names}: it changed since; its hash is now {hash}",
    severity=Severity.WARNING,
)
def filed_catalogue_is_the_present_one(catalogue: Catalogue) -> Iterator[Found]:
    """现行目录就是备案的目录。

    为什么：备案机关手里的目录与公开的目录不同，就失去了监督的依据。
    怎样改：运行 site_build.py filing 机关代号 重新报送，收到回执后在 filings 中补记一条。

    The catalogue is the one that was filed.

    Why: whoever supervises must hold the catalogue that the public sees.
    Fix: file it again (site_build.py filing AGENCY), and add a line under filings when the receipt arrives.
    """
    for outline, due in _filers(catalogue):
        newest = latest(outline.filings)
        stale = [
            filing
            for each in due
            if (filing := newest.get(each.body or "")) and is_current(outline, filing) is False
        ]
        if stale and (span := _span(catalogue, outline, stale[0], "hash")):
            yield found(
                span,
                article=due[0].article,
                fix=Text(
                    f"运行 site_build.py filing {outline.id} 重新报送，收到回执后在 filings 中补记一条。",
                    f"Run site_build.py filing {outline.id}, file it again, and add a line under "
                    "filings when the receipt arrives.",
                ),
                names=_names(catalogue, [filing.to for filing in stale]),
                hash=outline.catalogue_hash,
            )


_FACTS = {
    "hash": Text("目录校验值（hash）", "the hash of the catalogue (hash)"),
    "receipt": Text("回执文号（receipt）", "the number of the receipt (receipt)"),
}


@rule(
    "C716",
    zh="备案记录没有写明{what}",
    en="the filing does not state {what}",
    severity=Severity.WARNING,
)
def filing_is_complete(catalogue: Catalogue) -> Iterator[Found]:
    """最近一次备案写明目录校验值和回执文号。

    为什么：没有校验值，就看不出备案以后目录有没有变动；没有回执文号，就不能证明已经备案。
    怎样改：补写 hash 和 receipt；校验值由 site_build.py filing 机关代号 给出，没有收到回执的请催办。

    The newest filing with a body states the hash of the catalogue and the receipt.

    Why: without the hash nobody sees whether the catalogue changed since, without the receipt nothing proves the filing.
    Fix: add hash (site_build.py filing AGENCY prints it) and receipt; ask for a receipt that did not come.
    """
    for agency in with_facts(catalogue):
        filings = agency.file.filings if agency.file else ()
        for filing in latest(filings).values():
            path = ("filings", filings.index(filing))
            lacks = [
                words
                for name, words in _FACTS.items()
                if not getattr(filing, name) and agency.place.sound(*path, name)
            ]
            if lacks:
                what = Text(
                    "和".join(words.zh for words in lacks), " and ".join(w.en for w in lacks)
                )
                yield found(agency.place.at(*path), what=what)


@rule(
    "C717",
    zh="“{value}”不是目录校验值的写法",
    en="'{value}' is not written as the hash of a catalogue",
    severity=Severity.WARNING,
    needs_pack=False,
)
def filing_hash_is_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """目录校验值写成“v1:”和64位小写十六进制数。

    为什么：写法不对的校验值无法与现行目录核对。
    怎样改：照抄报送文件上的校验值；也可以由 site_build.py filing 机关代号 给出现行目录的校验值。

    The hash of a catalogue is v1: and 64 hexadecimal digits in lower case.

    Why: any other cannot be compared with the catalogue as it stands.
    Fix: copy it from the files that were filed; site_build.py filing AGENCY prints the present one.
    """
    for agency in with_facts(catalogue):
        for index, filing in enumerate(agency.file.filings if agency.file else ()):
            if filing.hash and not is_hash(filing.hash):
                span = agency.place.at("filings", index, "hash")
                yield found(span, value=filing.hash)


@rule(
    "C718",
    scope="city",
    zh="没有写明上级机关（parent），不知道目录应当报哪个人民政府备案",
    en="no parent is named, so nobody knows with which government the catalogue is filed",
    severity=Severity.WARNING,
)
def government_is_known(catalogue: Catalogue) -> Iterator[Found]:
    """目录应当报人民政府备案的机关写明上级机关；最上一级人民政府除外。

    为什么：向哪个人民政府备案由上级机关决定。
    怎样改：补写 parent，值为机关代号或 site.yml 的 bodies 中的代号。

    An agency that files with a government names its parent, unless it is the topmost government.

    Why: with which government it files follows from its parent.
    Fix: add parent with the id of an agency or of a body in site.yml.
    """
    governments = {kind.id for kind in catalogue.pack.file.kinds if kind.government}
    for outline, due in _filers(catalogue):
        if outline.parent or outline.kind in governments:
            continue
        for each in due:
            if each.role == "government" and each.body is None:
                place = catalogue.agencies[outline.id].place
                if place.sound("parent"):
                    yield found(place.at(), article=each.article)
