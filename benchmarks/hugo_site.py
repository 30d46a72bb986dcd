"""A catalogue's pages as a site for Hugo, which then makes the same pages as we do.

`write_site` puts Hugo's sources into a folder. What is given to Hugo, and what it has to do:

- **The shell** is ours, as the theme rendered it: the text around the slots is fixed in a Hugo
  template, one for each folder depth, and the slots are expressions.
- **Records** (nine pages of ten) are what a Hugo user would write: the head of the record as front
  matter, its text as Markdown. Templates print the official header, the relations, metas, crumbs
  and JSON-LD from it; names of agencies, items and kinds come from data files; titles of related
  records from `GetPage`. Their order and choice is given, Hugo does not search for them.
- **All other pages**, services, and records that a notice speaks of, have their finished article as
  an HTML file, so that Hugo only joins it into the shell. This is less than what we do for them.
- The hashes in the content security policy are given: Hugo has no function for them. Where a record
  has attachments or explains another, its JSON-LD is given too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from disclosure import engine
from disclosure.checks import KINDS
from disclosure.links import resolve
from disclosure.load import load
from disclosure.model.catalogue import Record
from disclosure.model.outline import Card
from disclosure.pages import Page, site_files, site_pages
from disclosure.pages.contents import contents
from disclosure.pages.frame import policy
from disclosure.pages.shell import OWN_BOX, Shell, join
from disclosure.pages.view import Desk, View, open_view
from disclosure.pages.wording import size_words, validity_words

LAYOUTS = Path(__file__).parent / "hugo_layouts"
SIBLINGS = 3
"""Records of the same item on each side, as `pages.things.NEIGHBOURS`."""
_TARGET = re.compile(r"\]\(([^()\s]+)\)")
_CONFIG = """\
baseURL = "{address}"
languageCode = "zh-CN"
title = "{name}"
uglyURLs = true
disablePathToLower = true
disableHugoGeneratorInject = true
disableKinds = ["taxonomy", "term", "section", "home", "RSS", "sitemap", "robotsTXT", "404"]
buildFuture = true
timeout = "600s"
[markup.goldmark.extensions]
typographer = false
linkify = false
strikethrough = false
taskList = false
definitionList = false
[security]
allowContent = [".*"]
"""
"""Only the pages and nothing else; Markdown without signs and links that ours does not set. Later
Hugos want leave to read HTML files; that of Debian 12 does not know the key, and passes it over."""


def write_site(
    root: Path, out: Path, expected: Path | None = None, compared: int = 400
) -> Mapping[str, int]:
    """Write the Hugo site of the catalogue `root` into the new folder `out`.

    Gives how many pages there are of each kind. With `expected`, about `compared` of our pages go
    there for comparison: every nth, and the first of each kind.
    """
    catalogue = load(root).catalogue
    view = open_view(catalogue, KINDS)
    static = out / "static"
    static.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="hugo-", dir=out.parent) as work:
        config = engine.write_config(Path(work), root.resolve(), part="shell", on="")
        shells = engine.render_shells(config, static)
    for target, source in site_files(catalogue):
        (static / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, static / target)
    site = catalogue.site
    (out / "config.toml").write_text(_CONFIG.format(address=site.address, name=site.name))
    _layouts(out / "layouts", shells)
    _data(out / "data", view)
    counts: dict[str, int] = {}
    every = max(1, len(list(catalogue.records())) // compared)
    for number, page in enumerate(site_pages(catalogue, KINDS)):
        counts[page.kind] = counts.get(page.kind, 0) + 1
        head, text, ending = _source(view, page)
        folder, _, name = page.address.removesuffix(".html").rpartition("/")
        # `index` would be a bundle in Hugo's eyes; `url` says where the page goes.
        path = out / "content" / folder / f"{'-index' if name == 'index' else name}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{json.dumps(head, ensure_ascii=False)}\n\n{text}", "utf-8")
        if expected and (number % every == 0 or counts[page.kind] == 1):
            copy = expected / page.address
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(join(shells[page.address.count("/")], page, site.address), "utf-8")
    return counts


def command(program: str, source: Path, out: Path) -> Sequence[str]:
    """Hugo's command line for a site: its defaults, and no times of its own on the files."""
    return [program, "--quiet", "--noTimes", "--source", str(source), "--destination", str(out)]


def _layouts(folder: Path, shells: Mapping[int, Shell]) -> None:
    parts = {path.stem: path.read_text("utf-8").strip() for path in LAYOUTS.glob("*.html")}
    for depth, shell in shells.items():
        start = f'{{{{ $base := "{"../" * depth}" }}}}{parts["start"]}'
        slots = _slots(parts["head"], parts["crumbs"], "\n{{ .Content }}\n", _ASIDE)
        _template(folder / f"page{depth}", start + _filled(shell, slots, depth))
    start = parts["start"] + parts["record-start"]
    article = f"\n{parts['record']}\n"
    slots = _slots(parts["record-head"], parts["record-crumbs"], article, parts["record-aside"])
    slots["description"] = "{{ $description }}"
    _template(folder / "record", start + _filled(shells[1], slots, 1))


_ASIDE = (
    '{{ with .Params.aside }}<aside class="md-typeset" aria-label="相关链接">'
    "{{ . | safeHTML }}</aside>{{ end }}"
)


def _template(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "single.html").write_text(text, "utf-8")


def _slots(head: str, crumbs: str, article: str, aside: str) -> dict[str, str]:
    engine_too = "{{ if .Params.wasm }} 'wasm-unsafe-eval'{{ end }}"
    hashes = engine_too + "{{ .Params.hashes }}"
    given = policy(scripts=("@",)).replace(f" '{_sha256('@')}'", hashes)
    return {
        "title": "{{ .Title }}",
        "description": "{{ .Params.description }}",
        "kind": "{{ .Params.sort }}",
        "canonical": "{{ $public }}",
        "head": head,
        "crumbs": crumbs,
        "attributes": "{{ if .Params.notice }} data-notice{{ else if .Params.searched }}"
        " data-searched{{ end }}",
        "article": article,
        "standing": "",
        "aside": aside,
        "toc": "{{ with .Params.toc }}{{ . | safeHTML }}{{ end }}",
        "box": "",
        "endbox": "",
        "policy": given,
        "reported": "{{ $public }}",
    }


def _filled(shell: Shell, slots: Mapping[str, str], depth: int) -> str:
    parts = list(shell.parts)
    values = dict(slots)
    if depth == 0:  # pages with a search box of their own lie at the site's root
        own = " ".join(f'"{kind}"' for kind in sorted(OWN_BOX))
        values["box"] = f"{{{{ if not (in (slice {own}) .Params.sort) }}}}"
        values["endbox"] = "{{ end }}"
    parts[1::2] = [values[name] for name in parts[1::2]]
    # The title of the home page may be the site's own, which one need not read twice.
    return re.sub(
        r"<title>({{ .Title }})( - .*?)</title>",
        r"<title>\1{{ if ne .Title site.Title }}\2{{ end }}</title>",
        "".join(parts),
    )


def _data(folder: Path, view: View) -> None:
    """What pages have in common: agencies with their items, names of kinds."""
    kinds = {kind.id: kind.schema_type for kind in view.pack.kinds}
    agencies = {
        desk.id: {
            "name": desk.file.name,
            "type": kinds.get(desk.file.kind, "GovernmentOrganization"),
            "url": view.canonical(f"{desk.id}/index.html"),
            "items": {item["id"]: item for item in _items(view, desk)},
        }
        for desk in view.desks.values()
    }
    names = {
        "kinds": {k.id: {"name": k.name, "type": k.schema_type} for k in view.pack.record_kinds},
        "validity": {v: validity_words(v) for v in ("in-force", "repealed", "expired")},
    }
    right = view.right("object")
    object_ = right and {
        "how": right.how,
        "law": view.law(right.article),
        "cite": view.cite(right.article),
    }
    folder.mkdir(parents=True)
    for name, data in (("agencies", agencies), ("names", names), ("object", object_ or {})):
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def _items(view: View, desk: Desk) -> Iterator[Mapping[str, object]]:
    for item in desk.items:
        entry = item.entry
        yield {
            "id": item.id,
            "name": entry.name,
            "content": entry.content,
            "url": view.canonical(f"{desk.id}/{item.id}.html"),
            "categories": [
                {"id": category, "short": view.short(category)}
                for category in (entry.category, *entry.also)
            ],
            "group": entry.group if entry.audience == "group" else None,
        }


def _source(view: View, page: Page) -> tuple[Mapping[str, object], str, str]:
    """Front matter, text and file ending of a page's source."""
    linked = [
        json.dumps(thing, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        for thing in page.linked
    ]
    head: dict[str, object] = {
        "title": page.title,
        "url": f"/{page.address}",
        "sort": page.kind,
        "hashes": "".join(f" '{_sha256(text)}'" for text in linked),
        "searched": page.searched,
    }
    desk = view.desks.get(page.address.partition("/")[0])
    name = page.address.rpartition("/")[2].removesuffix(".html")
    card = desk.card_by_id.get(name) if desk else None
    record = desk.agency.record_by_id[name] if desk and card else None
    if (
        desk and card and record
    ):  # others show what a service or record is called, and when it came out
        head |= _record_head(view, desk, card, record)
    if desk and record and page.kind == "record" and not desk.notices.get(record.id):
        given = record.head.attachments or record.head.explains
        made = {"type": "record", "toc": contents(page.article), "linked": linked if given else ()}
        return _only(head | made), _linked_body(view, record), "md"
    head |= {
        "type": f"page{page.address.count('/')}",
        "description": page.description,
        "wasm": page.kind == "search",
        "notice": page.notice,
        "metas": list(page.metas.items()),
        "crumbs": [{"title": c.title, "address": c.address} for c in page.crumbs],
        "feeds": [{"title": f.title, "address": f.address} for f in page.feeds],
        "linked": linked,
        "toc": contents(page.article),
        "aside": page.aside,
    }
    return _only(head), page.article, "html"


def _record_head(view: View, desk: Desk, card: Card, record: Record) -> Mapping[str, object]:
    head = record.head
    siblings = list(desk.by_item[head.item or ""])
    place = siblings.index(card)
    near = siblings[max(0, place - SIBLINGS) : place] + siblings[place + 1 : place + 1 + SIBLINGS]
    item = desk.agency.item_by_id[head.item or ""]
    links = [link for ref in head.explains if (link := view.thing(ref, desk.id))]
    files = [(file, desk.files[file.path]) for file in head.attachments if file.path in desk.files]
    return {
        "item": head.item,
        "kind_of_record": head.kind,
        "index_number": head.index_number,
        "document_number": head.document_number,
        "formed": head.formed.isoformat(),
        "issued": f"{head.published:%Y-%m-%dT%H:%M:%S}+08:00",
        "revised": head.revised and f"{head.revised:%Y-%m-%dT%H:%M:%S}+08:00",
        "confirmed": head.confirmed.isoformat(),
        "summary": head.summary,
        "validity": head.validity,
        "stage": view.name("stages", head.stage),
        "phase": next((phase.name for phase in item.entry.phases if phase.id == head.phase), None),
        "explains": [{"title": link.title, "address": link.address} for link in links],
        "explained": [
            f"/{other.agency}/{other.id}" for other in view.explaining.get((desk.id, record.id), ())
        ],
        "beside": [other.id for other in near],
        "attachments": [
            {
                "path": file.path,
                "title": file.title,
                "suffix": file.path.rpartition(".")[2].upper(),
                "size": size_words(asset.size),
                "sha256": asset.sha256,
            }
            for file, asset in files
        ],
    }


def _linked_body(view: View, record: Record) -> str:
    """The text with links to pages instead of source files, which Hugo would not find."""

    def address(match: re.Match[str]) -> str:
        target = resolve(view.catalogue, record.place.file, record.agency, match[1])
        outside = target is None or re.match(r"#|[a-z]+:", target)
        return f"]({target or match[1]})" if outside else f"](../{target})"

    return _TARGET.sub(address, record.body)


def _only(head: Mapping[str, object]) -> Mapping[str, object]:
    """What says something: every line of front matter costs Hugo time and memory."""
    return {name: value for name, value in head.items() if value}


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
