"""What a page says, once more for programs: schema.org objects, written as JSON-LD.

Only what the page itself shows is said, with properties that schema.org has for the type. Which
type a kind of record or agency is stands in the pack (`schema_type`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from ..model.agency import DisclosureOffice
from ..model.catalogue import Item, Pack, Record
from ..model.item import Service
from ..model.pack import RecordKind
from .law import ArticleText
from .page import Crumb
from .view import Desk, Link, View
from .wording import ended_words, size_words

Thing = Mapping[str, object]
CONTEXT = "https://schema.org"
_LANGUAGE = "zh-CN"
_PAGE_TYPES = {
    "list": "CollectionPage",
    "catalogue": "CollectionPage",
    "category": "CollectionPage",
    "form": "CollectionPage",
    "item": "CollectionPage",
    "contact": "ContactPage",
    "search": "SearchResultsPage",
    "guide": "WebPage",
    "rights": "WebPage",
    "coverage": "WebPage",
    "due": "WebPage",
    "signage": "WebPage",
    "rules": "WebPage",
    "map": "WebPage",
    "releases": "WebPage",
}
"""Kinds of pages that are about nothing but themselves, or add that to what they are about."""
_DATA_FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "tsv": "text/tab-separated-values",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
"""Endings of files that a program can read as data, with their media types."""
_OTHER_FORMATS = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "odt": "application/vnd.oasis.opendocument.text",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "zip": "application/zip",
}
_LEGAL_FORCE = {"in-force": "InForce", "repealed": "NotInForce", "expired": "NotInForce"}


def website(view: View) -> Thing:
    """The site, and how it is searched."""
    site = view.catalogue.site
    return _top(
        "WebSite",
        name=site.name,
        url=site.address,
        inLanguage=_LANGUAGE,
        potentialAction={
            "@type": "SearchAction",
            "target": _node("EntryPoint", urlTemplate=f"{site.address}search.html?q={{words}}"),
            "query-input": "required name=words",
        },
    )


def data_catalog(view: View) -> Thing:
    """The public catalogue of all agencies, and the regulation that demands it."""
    law = _node("Legislation", name=view.pack.name, url=view.canonical("law/index.html"))
    return _top(
        "DataCatalog",
        name=view.catalogue.site.name,
        url=view.canonical("by/category/index.html"),
        inLanguage=_LANGUAGE,
        spatialCoverage=view.catalogue.site.jurisdiction,
        about=law,
    )


def page(view: View, kind: str, title: str, address: str, description: str = "") -> Iterator[Thing]:
    """The page as such; nothing where the page is about a thing of its own."""
    if kind in _PAGE_TYPES:
        site = view.catalogue.site
        yield _top(
            _PAGE_TYPES[kind],
            name=title,
            url=view.canonical(address),
            description=description,
            inLanguage=_LANGUAGE,
            isPartOf=_node("WebSite", name=site.name, url=site.address),
        )


def breadcrumbs(view: View, crumbs: Sequence[Crumb], address: str) -> Iterator[Thing]:
    """The way to a page, as its crumbs show it; nothing for a page without crumbs."""
    if crumbs:
        way, last = tuple(crumbs[:-1]), crumbs[-1]
        steps = cast("list[Thing]", view.once(("steps", way), _steps, view, way))
        yield _top(
            "BreadcrumbList", itemListElement=[*steps, _step(view, len(crumbs), last, address)]
        )


def _steps(view: View, crumbs: Sequence[Crumb]) -> list[Thing]:
    return [_step(view, place, crumb, "") for place, crumb in enumerate(crumbs, 1)]


def _step(view: View, place: int, crumb: Crumb, address: str) -> Thing:
    to = view.canonical(crumb.address or address)
    return _node("ListItem", position=place, name=crumb.title, item=to)


def agency(view: View, desk: Desk, *, whole: bool) -> Thing:
    """An agency with its offices and numbers; `whole` adds what only its own home page shows."""
    file = desk.file
    office = file.disclosure_office
    return {
        "@context": CONTEXT,
        **_agency(view, desk),
        **_node(
            identifier=file.credit_code if whole else None,
            description="".join(file.duties) if whole else None,
            address=_address(office.address if office else None),
            telephone=office and office.phone,
            contactPoint=_contact_point(office, whole) if office else None,
            parentOrganization=_parent(view, desk) if whole else None,
            dissolutionDate=file.closed.date.isoformat() if file.closed and whole else None,
            department=[
                _node(
                    "GovernmentOffice" if _governs(view, desk) else "LocalBusiness",
                    name=window.name,
                    address=_address(window.address),
                    openingHours=window.hours,
                    telephone=window.phone,
                )
                for window in file.windows
            ],
        ),
    }


def service(view: View, desk: Desk, record: Record) -> Thing:
    """A service guide: who serves whom, where, under which rules, with which result."""
    head, facts = record.head, record.head.service or Service()
    return _top(
        "GovernmentService" if _governs(view, desk) else "Service",
        name=head.title,
        url=view.canonical(f"{desk.id}/{record.id}.html"),
        identifier=head.index_number,
        description=head.summary,
        serviceType=view.name("record_kinds", head.kind),
        provider=_agency(view, desk),
        audience=_node("Audience", audienceType=facts.for_),
        hoursAvailable=_hours(facts.hours),
        termsOfService="\n".join(facts.policy),
        serviceOutput=_node("Thing", name=facts.result),
        availableChannel=_node(
            "ServiceChannel",
            serviceLocation=_node("Place", name=facts.where),
            servicePhone=_node("ContactPoint", telephone=facts.phone),
        ),
    )


def record(
    view: View, desk: Desk, item: Item, record: Record, explains: Sequence[Link]
) -> Iterator[Thing]:
    """A record as the kind of work that the pack says it is; its data files as a dataset too."""
    head = record.head
    common = {
        "name": head.title,
        "url": view.canonical(f"{desk.id}/{record.id}.html"),
        "description": head.summary,
        "datePublished": _moment(head.published),
        "dateModified": head.revised and _moment(head.revised),
        "dateCreated": head.formed.isoformat(),
        "inLanguage": _LANGUAGE,
        "publisher": _agency(view, desk),
    }
    kind = _record_kind(view, head.kind)
    own_type = kind.schema_type if kind else "CreativeWork"
    numbers = [number for number in (head.index_number, head.document_number) if number]
    law = own_type == "Legislation"
    ended = desk.outline.ended.get(record.id)
    files = {file.path: file for file in head.attachments if file.path in desk.files}
    data = [path for path in files if _ending(path) in _DATA_FORMATS]
    yield _top(
        own_type,
        **common,
        headline=head.title if not law else None,
        identifier=numbers,
        genre=kind and kind.name,
        isPartOf=_node(
            "CollectionPage", name=item.entry.name, url=view.canonical(f"{desk.id}/{item.id}.html")
        ),
        about=[
            _node("CreativeWork", name=link.title, url=view.canonical(link.address))
            for link in explains
        ],
        associatedMedia=[
            _file(view, desk, "MediaObject", path, files[path].title)
            for path in files
            if path not in data
        ],
        legislationIdentifier=head.document_number if law else None,
        legislationDate=head.formed.isoformat() if law else None,
        legislationLegalForce=_force(desk, record) if law else None,
        creativeWorkStatus=ended_words(ended) if ended and not law else None,
    )
    if data:
        yield _top(
            "Dataset",
            **common | {"description": head.summary or head.title},
            identifier=head.index_number,
            distribution=[
                _file(view, desk, "DataDownload", path, files[path].title) for path in data
            ],
            includedInDataCatalog=_node(
                "DataCatalog",
                name=view.catalogue.site.name,
                url=view.canonical("by/category/index.html"),
            ),
        )


def _force(desk: Desk, record: Record) -> str | None:
    ended = record.id in desk.outline.ended
    return "NotInForce" if ended else _LEGAL_FORCE.get(record.head.validity or "")


def regulation(view: View, pack: Pack, address: str, articles: Sequence[ArticleText]) -> Thing:
    """A regulation with its articles."""
    url = view.canonical(address)
    return _top(
        "Legislation",
        name=pack.file.name,
        alternateName=pack.file.short_name,
        url=url,
        version=pack.file.version,
        inLanguage=_LANGUAGE,
        hasPart=[
            _node("Legislation", name=article.cited, url=f"{url}#{article.anchor}")
            for article in articles
        ],
    )


def _agency(view: View, desk: Desk) -> Thing:
    return cast("Thing", view.once(("agency", desk.id), _agency_node, view, desk))


def _agency_node(view: View, desk: Desk) -> Thing:
    kind = next((kind for kind in view.pack.kinds if kind.id == desk.outline.kind), None)
    return _node(
        kind.schema_type if kind else "GovernmentOrganization",
        name=desk.name,
        url=view.canonical(f"{desk.id}/index.html"),
    )


def _governs(view: View, desk: Desk) -> bool:
    return _agency(view, desk)["@type"] == "GovernmentOrganization"


def _parent(view: View, desk: Desk) -> Thing | None:
    above = desk.outline.parent or ""
    if above in view.desks:
        return _agency(view, view.desks[above])
    name = view.body_name(above)
    return _node("GovernmentOrganization", name=name) if name else None


def _contact_point(office: DisclosureOffice, brief: bool) -> Thing:
    return _node(
        "ContactPoint",
        contactType=None if brief else office.name,
        telephone=office.phone,
        faxNumber=None if brief else office.fax,
        email=None if brief else office.email,
        hoursAvailable=_hours(office.hours),
    )


def _hours(words: str | None) -> Thing:
    """Hours as the page words them: no table of days is kept that could be taken apart."""
    return _node("OpeningHoursSpecification", description=words)


def _address(words: str | None) -> Thing:
    return _node("PostalAddress", streetAddress=words)


def _record_kind(view: View, kind: str) -> RecordKind | None:
    return next((entry for entry in view.pack.record_kinds if entry.id == kind), None)


def _file(view: View, desk: Desk, type_: str, path: str, title: str) -> Thing:
    asset = desk.files[path]
    ending = _ending(path)
    return _node(
        type_,
        name=title,
        contentUrl=view.canonical(f"{desk.id}/{path}"),
        encodingFormat=_DATA_FORMATS.get(ending) or _OTHER_FORMATS.get(ending),
        contentSize=size_words(asset.size),
        sha256=asset.sha256,
    )


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _moment(moment: dt.datetime) -> str:
    return f"{moment.isoformat(timespec='seconds')}+08:00"


def _top(type_: str, **facts: object) -> Thing:
    return {"@context": CONTEXT, **_node(type_, **facts)}


def _node(type_: str | None = None, **facts: object) -> Thing:
    """An object with the facts that there are; empty when it would say nothing but its type."""
    said = {name: value for name, value in facts.items() if value not in (None, "", (), [], {})}
    return {"@type": type_, **said} if type_ and said else said
