"""A city whose every field is hostile, as far as the check lets it pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from disclosure import checks
from disclosure.diagnostics import Diagnostic, Severity
from disclosure.load import load
from hostile_fields import Doc, Docs, Leaf, documents, leaves, put_text, write
from hostile_payloads import BODIES, TEXTS
from small_city import OFFICE, OFFICE_CODE

REFUSED = frozenset(
    """
    SiteFile.address SiteFile.packs SiteFile.synonyms SiteFile.years.basis
    SiteFile.government_site.code SiteFile.government_site.icp.link
    SiteFile.government_site.police.link SiteFile.government_site.mark
    SiteFile.government_site.report_error SiteFile.bodies.*.phone SiteFile.bodies.*.hours
    SiteFile.bodies.*.email GuideFile.channels.fax GuideFile.channels.email
    ItemEntry.id ItemEntry.category ItemEntry.also ItemEntry.department
    ItemEntry.limit:Within.after ItemEntry.limit:Within.before ItemEntry.forms ItemEntry.rhythm
    ItemEntry.period ItemEntry.exemption ItemEntry.themes ItemEntry.limit ItemEntry.phases.id
    Notice.of Notice.successor RecordHead.item RecordHead.kind RecordHead.index_number
    RecordHead.stage RecordHead.phase RecordHead.explains RecordHead.attachments.path
    RecordHead.former_addresses RecordHead.service.hours RecordHead.service.phone
    RegisterFile.objections.record AgencyFile.kind AgencyFile.level AgencyFile.parent
    AgencyFile.supervisor AgencyFile.credit_code AgencyFile.disclosure_office.phone
    AgencyFile.disclosure_office.fax AgencyFile.disclosure_office.hours
    AgencyFile.disclosure_office.email AgencyFile.departments.id AgencyFile.departments.phone
    AgencyFile.windows.hours AgencyFile.windows.phone AgencyFile.complaints.hotline
    AgencyFile.complaints.email AgencyFile.places.form AgencyFile.nil_returns.category
    AgencyFile.filings.to AgencyFile.closed.successor
    PackFile.categories.binds PackFile.categories.binds:Binding.kinds
    PackFile.categories.binds:Binding.levels PackFile.categories.group PackFile.clocks.after
    PackFile.events.any_of PackFile.unstated_event PackFile.filing.kinds PackFile.guide_fields.field
    PackFile.rights.page PackFile.bases.* Article.practice.page
    """.split()
)
"""Fields in which the check refuses any text that is no id, number or address of the right form."""
_REFUSED_ENDS = (".id", ".article")
"""In packs."""
LEFT_OUT = frozenset(
    "AgencyFile.closed.basis RecordHead.attachments.title RecordHead.review.hash AgencyFile.filings.hash".split()
)
"""An abolished agency owes nothing, which other tests show; a hash that is none ends what it is of.
In the city the closed agency is one of its own."""


def left_out(field: str) -> bool:
    """Whether a field is given no text. An exception from the scan of personal data without a find
    that it is of is an error as a whole, whatever stands in it; no page shows one."""
    return field in LEFT_OUT or ".personal_data" in field


def refused(field: str) -> bool:
    """Whether the check lets no hostile text into a field."""
    named = field.startswith("PackFile.") and field.endswith(_REFUSED_ENDS)
    return field in REFUSED or (named and field != "PackFile.citation.article")


def errors(root: Path) -> list[Diagnostic]:
    """The errors of a catalogue."""
    loaded = load(root)
    found = checks.run(loaded.catalogue, loaded.diagnostics)
    return [finding for finding in found if finding.severity is Severity.ERROR]


@dataclass(frozen=True)
class Hostile:
    """What was written."""

    root: Path
    fields: tuple[str, ...]
    """The fields that hold a hostile text."""
    bodies: int
    """Texts that the check lets pass, each on a page of its own."""
    stopped: int
    """Texts that the check refuses."""


def build_city(
    folder: Path, texts: Sequence[str] = TEXTS, bodies: Iterable[str] = BODIES
) -> Hostile:
    """Write the hostile city: all texts in each field, each text alone in the fields of a record,
    and each body in a record of its own."""
    docs = documents()
    together = " ".join(texts)
    fields = []
    for leaf, above in leaves(docs):
        if not (refused(leaf.field) or left_out(leaf.field)):
            put_text(docs, leaf, above, _fitting(leaf, together))
            fields.append(leaf.field)
    template = documents(pack=False)[f"{OFFICE}/records/2026/plan-explained.md"]
    assert isinstance(template, Doc)
    added: dict[str, int] = {}
    kept = _passing(folder / "probe", bodies)
    for number, (text, body) in enumerate(_paired(texts, kept)):
        doc = deepcopy(template)
        name = f"hostile-{number:04}"
        doc.value |= {
            "title": text if any(map(str.isalnum, text)) else f"{text}字",  # C516
            "document_number": f"{text} {number}",
            "summary": text,
            "index_number": f"{OFFICE_CODE}/2026-{number + 10:05}",
        }
        doc.body = body
        docs[f"{OFFICE}/records/2026/{name}.md"] = doc
        added[name] = number
    site = docs["site.yml"]
    assert isinstance(site, Doc)
    site.value["hot_words"] = list(texts)[:40]
    root = write(docs, folder / "catalogue")
    bodies_given = len(kept)
    return Hostile(root, tuple(sorted(set(fields))), bodies_given, len(list(bodies)) - bodies_given)


def _paired(texts: Sequence[str], bodies: Sequence[str]) -> list[tuple[str, str]]:
    count = max(len(texts), len(bodies))
    return [(texts[n % len(texts)], bodies[n % len(bodies)]) for n in range(count)]


def _passing(folder: Path, bodies: Iterable[str]) -> list[str]:
    """The bodies that the check lets pass as the text of a record."""
    docs: Docs = dict(documents(pack=False))
    template = docs[f"{OFFICE}/records/2026/plan-2026.md"]
    assert isinstance(template, Doc)
    every = list(bodies)
    for number, body in enumerate(every):
        doc = deepcopy(template)
        doc.value["index_number"] = (
            f"{doc.value['index_number'].split('/')[0]}/2026-{number + 100:05}"
        )
        doc.value.pop("document_number")
        doc.body = body
        docs[f"{OFFICE}/records/2026/probe-{number:04}.md"] = doc
    root = write(docs, folder / "catalogue")
    wrong = {finding.span.file for finding in errors(root)}
    return [
        body
        for number, body in enumerate(every)
        if f"catalogue/{OFFICE}/records/2026/probe-{number:04}.md" not in wrong
    ]


_SHORT = (".covers", ".after", ".before")
"""Names of things that stand elsewhere: 200 signs at most."""


def _fitting(leaf: Leaf, text: str) -> str:
    """A text no longer than a field may be, and not the same in two agencies."""
    return text[:190] if leaf.field.endswith(_SHORT) else f"{text[:19_000]} {leaf.file}"


def told(root: Path) -> str:
    """The errors of a catalogue as text, for a failing test."""
    return json.dumps(
        [(str(e.span), e.code, e.message.zh[:80]) for e in errors(root)[:20]], ensure_ascii=False
    )
