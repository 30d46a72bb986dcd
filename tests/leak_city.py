"""The small city with a marker in every text that must stay inside, and the same city without any.

`planted` and `bare` differ in nothing that the public may see, so that their sites must be the same
byte for byte: only the first has internal items with their records, records of things withheld or
given on request, drafts, what a withheld item is about, what the registers say beyond how an objection
was answered, posts of reviews, the reason why something was removed, and comments.
"""

from __future__ import annotations

import re
from typing import Any

from attachment_files import docx, paragraph, xlsx
from disclosure.model.agency import Complaint, Enquiries, Notice, Objection, Request
from disclosure.model.catalogue import Agency
from disclosure.model.item import Attachment, ItemEntry, RecordHead, Review, Service
from planting import MARKER, Planter, block, flow
from small_city import BUREAU, OFFICE, OFFICE_CODE, Change, Files, append, drop, edit, put, sign

BUREAU_ITEMS = f"{BUREAU}/catalogue.yml"
BIDDING = f"{BUREAU}/records/2025/pipes-bidding.md"
ITEMS, NOTICES = f"{OFFICE}/catalogue.yml", f"{OFFICE}/notices.yml"
PLAN = f"{OFFICE}/records/2026/plan-2026.md"
SECRET_NUMBERS = (
    b"2026-99001",
    b"2026-99002",
    b"2026-99003",
    b"2026-99004",
    b"2026-99005",
    b"2026-99006",
    b"2026-99007",
    b"7654321",
    b"5558877",
)
"""Index numbers of what is not published, and a number of a register: no marker fits there."""
CHOSEN: dict[str, Any] = {
    # ids, addresses and texts with a form of their own: the marker is a part
    "Phase.id": lambda mark: mark,
    "Attachment.path": lambda mark: f"files/{mark}.csv",
    "RecordHead.document_number": lambda mark: f"{mark}〔2026〕9号",
    "RecordHead.former_addresses": lambda mark: [f"/zwgk/old/{mark}.html"],
    "Service.hours": lambda mark: f"工作日 09:00-17:00（{mark}）",
    # references, words with a meaning, days and numbers: none of them can hold a text
    "ItemEntry.id": None,  # always given
    "ItemEntry.category": "organisation-and-services",
    "ItemEntry.also": ["development-strategy"],
    "ItemEntry.department": "services",
    "ItemEntry.limit": {"days": 20, "unit": "working", "after": "approved"},
    "ItemEntry.forms": ["website", "other-form"],
    "ItemEntry.rhythm": "routine",
    "ItemEntry.period": "yearly",
    "ItemEntry.major": True,
    "ItemEntry.mode": "proactive",
    "ItemEntry.exemption": "trade-secret",
    "ItemEntry.reassess_by": "2027-06-30",
    "ItemEntry.audience": "public",
    "ItemEntry.themes": ["housing"],
    "RecordHead.item": None,  # always given
    "RecordHead.kind": "report",
    "RecordHead.index_number": None,  # always given
    "RecordHead.formed": "2026-03-02",
    "RecordHead.published": "2026-03-05 09:00",
    "RecordHead.revised": "2026-03-10 09:00",
    "RecordHead.confirmed": "2026-11-02",
    "RecordHead.events": {"approved": "2026-03-01"},
    "RecordHead.stage": "before-decision",
    "RecordHead.phase": None,  # the phases of an item have markers for ids: given where there are any
    "RecordHead.explains": ["plan-2026"],
    # The address in the reason is what the exception is for.
    "RecordHead.personal_data": lambda mark: [
        {"shown": "z***@letters.example", "reason": f"{mark} zq@letters.example"}
    ],
    "RecordHead.validity": "in-force",
    "Service.phone": "0000-5558877",
    "Review.level": None,  # always given
    "Review.date": "2026-03-04",
    "Review.hash": "@HASH@",
    "Notice.of": None,  # always given
    "Notice.kind": "changed",
    "Notice.date": "2026-11-02",
    "Notice.successor": None,  # only where something went elsewhere, which is public
    "Notice.index_number": None,  # given where a number has an end
    "Request.received": "2025-03-03",
    "Request.channel": "letter",
    "Request.answered": "2025-03-06",
    "Request.outcome": "disclosed",
    "Complaint.received": "2025-03-03",
    "Complaint.answered": "2025-03-06",
    "Complaint.outcome": "rejected",
    "Objection.received": "2025-03-03",
    "Objection.record": "plan-2026",
    "Objection.answered": "2025-03-06",
    "Objection.outcome": "explained",
    "Enquiries.phone": 7654321,
    "Enquiries.in_person": 0,
    "Enquiries.email": 0,
    "Enquiries.letter": 0,
    "Enquiries.web": 0,
    "Enquiries.total": 7654321,
}
"""What stands in fields that cannot hold a marker, by shape and field."""
OF_WITHHELD = frozenset(
    "id category also name basis department mode exemption ground reassess_by audience".split()
)
"""What the site shows of a withheld item. A field that is not named here must stay inside."""
OBJECTION = "  - {id: %s, received: 2025-03-03, record: plan-2026, topic: %s, answered: 2025-03-06, outcome: explained}\n"
ON_REQUEST = """\
- id: blueprints
  category: land-and-planning
  name: 竣工图纸
  content: 图纸的复制件
  basis: [条例第九条]
  department: services
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  mode: on-request
"""


KEPT = {
    "id": "kept-case",
    "category": "funds-and-procurement",
    "department": "works",
    "rhythm": "ad-hoc",
    "limit": "prompt",
    "forms": ["website"],
}
"""A withheld item of the bureau, which has nothing else that is not public: so a cache tells of it."""


def _withheld(**more: Any) -> dict[str, Any]:
    """A withheld item, with what is public of it."""
    return {
        "id": "closed-case",
        "category": "land-and-planning",
        "name": "不予公开的案卷",
        "basis": ["条例第八条"],
        "department": "services",
        "mode": "withheld",
        "exemption": "privacy",
        "ground": "条例第八条第(三)项",
        "reassess_by": "2027-06-30",
        **more,
    }


def base() -> tuple[Change, ...]:
    """Changes that both cities have."""
    return (
        append("site.yml", "repository: private\n"),
        append(ITEMS, ON_REQUEST),
        append(
            NOTICES,
            "- {of: blamed, kind: removed-personal-data, date: 2026-11-02, explanation: 删除}\n",
        ),
        append(
            f"{OFFICE}/registers/2025.yml",
            "year: 2025\nobjections:\n" + OBJECTION % ("Y-9", "询问"),
        ),
        append(
            ITEMS, "- " + flow(_withheld(rhythm="ad-hoc", limit="prompt", forms=["website"])) + "\n"
        ),
        append(BUREAU_ITEMS, "- " + flow(_withheld(**KEPT)) + "\n"),
        sign,
    )


def planted(planter: Planter) -> tuple[Change, ...]:
    """Changes that both cities have, and all that must stay inside."""
    mark = planter.mark
    inside = planter.filled(
        ItemEntry, "internal item", id=mark("internal item id"), audience="internal",
        exemption=None, reassess_by=None,
    )  # fmt: skip
    phased = planter.filled(
        ItemEntry, "internal phased item", id=mark("internal phased item id"), audience="internal",
        exemption=None, reassess_by=None, ground=None, rhythm="phased", period=None, major=False,
        phases=[{"id": mark("internal phase id"), "name": mark("internal phase")}, {"id": "after", "name": mark("internal second phase")}],
    )  # fmt: skip
    inside_request = planter.filled(
        ItemEntry, "internal item on request", id=mark("internal item on request id"),
        audience="internal", mode="on-request", exemption=None, reassess_by=None,
    )  # fmt: skip
    inside_withheld = planter.filled(
        ItemEntry, "internal withheld item", id=mark("internal withheld item id"),
        audience="internal", mode="withheld",
    )  # fmt: skip
    public = _withheld()
    closed = planter.filled(
        ItemEntry, "withheld item", **{name: public.get(name) for name in OF_WITHHELD}
    )
    items = [inside, phased, inside_request, inside_withheld]
    told = [
        planter.filled(Notice, "internal item notice", of=inside["id"]),
    ]
    register = {
        "requests": [planter.filled(Request, "register", id=mark("register Request.id"))],
        "complaints": [planter.filled(Complaint, "register", id=mark("register Complaint.id"))],
        "enquiries": planter.filled(Enquiries, "register"),
    }
    pending = {
        "year": 2026,
        "requests": [
            planter.filled(
                Request, "pending", received="2026-11-18", answered=None, outcome="pending"
            )
        ],
        "objections": [
            planter.filled(
                Objection,
                "answered",
                id=mark("answered Objection.id"),
                received="2026-04-01",
                answered="2026-04-03",
                outcome="corrected",
            ),
            planter.filled(
                Objection, "pending", received="2026-11-18", answered=None, outcome="pending"
            ),
        ],
    }
    changes: list[Change] = [
        append(ITEMS, "".join(f"- {flow(each)}  # {mark('comment in catalogue.yml')}\n" for each in items)),
        edit(ITEMS, "- " + flow(_withheld(rhythm="ad-hoc", limit="prompt", forms=["website"])) + "\n", f"- {flow(closed)}\n"),
        append(NOTICES, "".join(f"- {flow(each)}  # {mark('comment in notices.yml')}\n" for each in told)),
        edit(NOTICES, "explanation: 删除", f"explanation: {mark('why something was removed')}"),
        edit(f"{OFFICE}/registers/2025.yml", OBJECTION % ("Y-9", "询问"), OBJECTION % (mark("register Objection.id"), mark("register Objection.topic"))),
        append(f"{OFFICE}/registers/2025.yml", block(register) + f"# {mark('comment in a register')}\n"),
        append("site.yml", f"# {mark('comment in site.yml')}\n"),
        append(f"{OFFICE}/agency.yml", f"# {mark('comment in agency.yml')}\n"),
        edit(PLAN, "kind: document\n", f"kind: document  # {mark('comment in a record')}\n"),
        edit(PLAN, "post: 经办人", f"post: {mark('Review.post of a public record')}"),
        edit(f"{OFFICE}/guide.md", "confirmed: ", f"# {mark('comment in guide.md')}\nconfirmed: "),
        drop(f"{OFFICE}/registers/2026.yml"),
        put(f"{OFFICE}/registers/2026.yml", block(pending)),
        *_in_the_cache(planter),
    ]  # fmt: skip
    for number, (where, item, more) in enumerate(
        (
            ("internal record", inside["id"], {}),
            ("internal phased record", phased["id"], {"phase": "after", "stage": None}),
            ("withheld record", "closed-case", {}),
            ("record on request", "blueprints", {}),
            ("removed record", "plan", {}),
        ),
        1,
    ):
        changes += _record(planter, where, item, f"9900{number}", **more)
    changes += _service(planter, inside["id"])
    changes += _draft(planter)
    return (*base(), *changes, sign, leave_unreviewed)


def _in_the_cache(planter: Planter) -> list[Change]:
    """Changes of an agency that is remembered: what it is about, a register, posts, comments."""
    mark = planter.mark
    public = _withheld(**{name: KEPT[name] for name in ("id", "category", "department")})
    closed = planter.filled(
        ItemEntry, "remembered item", **{name: public.get(name) for name in OF_WITHHELD}
    )
    register = {
        "year": 2026,
        "requests": [
            planter.filled(
                Request, "remembered", id=mark("remembered Request.id"), received="2026-11-18",
                answered=None, outcome="pending",
            )
        ],
        "complaints": [
            planter.filled(
                Complaint, "remembered", id=mark("remembered Complaint.id"), received="2026-11-18",
                answered=None, outcome="pending",
            )
        ],
    }  # fmt: skip
    return [
        edit(
            BUREAU_ITEMS,
            f"- {flow(_withheld(**KEPT))}\n",
            f"- {flow(closed)}  # {mark('comment')}\n",
        ),
        put(f"{BUREAU}/registers/2026.yml", block(register) + f"# {mark('comment')}\n"),
        edit(BIDDING, "post: 经办人", f"post: {mark('Review.post of a remembered record')}"),
    ]


def planted_in(planter: Planter, agency: Agency) -> tuple[Change, ...]:
    """Changes of an agency of any city: all that must stay inside, and nothing that is public."""
    assert agency.file is not None
    home, code = f"agencies/{agency.id}", agency.file.credit_code
    mark, name = planter.mark, agency.id
    # A category and a department that there are; a public item for the draft.
    first = next(i.entry for i in agency.items if i.entry.publishes and i.entry.rhythm != "phased")
    there = {"category": first.category, "also": [], "department": first.department}
    no = {"exemption": None, "reassess_by": None, "major": False}
    inside = planter.filled(
        ItemEntry, f"internal {name}", id=mark("id"), audience="internal", **there, **no
    )
    register = {
        "year": 2024,
        "requests": [planter.filled(Request, name, id=mark(f"{name} Request.id"))],
        "complaints": [planter.filled(Complaint, name, id=mark(f"{name} Complaint.id"))],
        "enquiries": planter.filled(Enquiries, name),
    }
    changes: list[Change] = [
        append(f"{home}/catalogue.yml", f"- {flow(inside)}  # {mark(f'{name} comment')}\n"),
        put(f"{home}/registers/2024.yml", block(register)),
    ]
    for item in agency.items:
        if item.entry.mode == "withheld":
            changes.append(_about(planter, home, item.entry))
    for number, (where, of) in enumerate((("internal", inside["id"]), ("draft", first.id)), 1):
        own = {"home": home, "code": code, "explains": None, "stage": None}
        changes += _record(planter, f"{where} {name}", of, f"9900{6 * number - 5}", **own)
    return (*changes, sign, leave_unreviewed)


def _about(planter: Planter, home: str, entry: ItemEntry) -> Change:
    """Change: a withheld item says what it is about, in every field that stays inside."""
    filled = planter.filled(
        ItemEntry, f"withheld {entry.id}", **{name: None for name in OF_WITHHELD}
    )
    written = entry.model_fields_set
    more = {
        name: value
        for name, value in filled.items()
        if name not in written and MARKER.search(flow(value).encode())
    }

    def change(files: Files) -> None:
        data = files[f"{home}/catalogue.yml"]
        assert isinstance(data, bytes)
        head, found, rest = data.partition(f"- id: {entry.id}\n".encode())
        assert found
        lines = "".join(f"  {name}: {flow(value)}\n" for name, value in more.items())
        files[f"{home}/catalogue.yml"] = head + found + lines.encode() + rest

    return change


def _head(
    planter: Planter, where: str, item: str, number: str, code: str = OFFICE_CODE, **more: Any
) -> str:
    reviews = [planter.filled(Review, where, level=level) for level in (1, 2, 3)]
    head = planter.filled(
        RecordHead,
        where,
        **{"item": item, "index_number": f"{code}/2026-{number}", "service": None}
        | {"review": None}
        | more,
    )
    lines = "".join(f"  - {flow(each)}\n" for each in reviews)
    return f"---\n{block(head)}review:\n{lines}# {planter.mark(f'{where} comment')}\n---\n"


def _record(
    planter: Planter, where: str, item: str, number: str, home: str = OFFICE, **more: Any
) -> list[Change]:
    """A record with three attachments, a marker in each of its texts."""
    mark = planter.mark
    csv, xlsx, docx = (mark(f"{where} {kind} file name") for kind in ("csv", "xlsx", "docx"))
    attachments = [
        planter.filled(Attachment, where, path=f"files/{name}.{kind}")
        for name, kind in ((csv, "csv"), (xlsx, "xlsx"), (docx, "docx"))
    ]
    head = _head(planter, where, item, number, attachments=attachments, **more)
    name = "blamed" if where == "removed record" else mark(f"{where} id")
    body = f"\n## {mark(f'{where} heading')}\n\n{mark(f'{where} body')}，见[{mark(f'{where} link')}](files/{csv}.csv)。\n"
    return [
        put(f"{home}/records/2026/{name}.md", head + body),
        put(f"{home}/files/{csv}.csv", f"名称\n{mark(f'{where} csv')}\n"),
        put(f"{home}/files/{xlsx}.xlsx", _xlsx(mark(f"{where} xlsx"))),
        put(f"{home}/files/{docx}.docx", _docx(mark(f"{where} docx"))),
    ]


def _service(planter: Planter, item: str) -> list[Change]:
    """A service guide of an internal item, with all its particulars."""
    service = planter.filled(Service, "internal service")
    head = _head(
        planter, "internal service", item, "99006", kind="service", service=service,
        attachments=None, explains=None, stage=None, validity=None,
    )  # fmt: skip
    name = planter.mark("internal service id")
    return [
        put(f"{OFFICE}/services/{name}.md", f"{head}\n{planter.mark('internal service body')}\n")
    ]


def _draft(planter: Planter) -> list[Change]:
    """A record of a public item that still lacks a review."""
    return _record(planter, "draft", "plan", "99007")


def leave_unreviewed(files: Files) -> None:
    """Change: the draft has no third review."""
    for path, data in files.items():
        if isinstance(data, bytes) and b"2026-99007" in data:
            files[path] = re.sub(rb"  - \{level: 3.*\n", b"", data)


def _xlsx(text: str) -> bytes:
    return xlsx(lambda _, sheet: sheet.write(2, 0, text))


def _docx(text: str) -> bytes:
    return docx(paragraph(text))
