"""The catalogue folder -> `Catalogue`. Every error is collected and placed before anything stops."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .. import faults
from ..diagnostics import Diagnostic, Text, did_you_mean
from ..lazily import OnDemand
from ..model.catalogue import Agency, Asset, Catalogue, Pack, Place, Prose, outline_of
from ..model.release import Releases
from ..model.site import ProseHead, SiteFile
from ..source import read_prose, read_yaml
from ..store import Store
from .agency import asset_of, load_agency
from .folder import Folder, absent, contents, misplaced, read, unreadable
from .packs import known_packs, load_pack, pack_folder
from .releases import FOLDER, load_releases
from .shape import build, top_level
from .shelf import Shelf
from .traces import Tracing

_MAPPING = Text("“名称: 值”的形式", "a mapping (key: value)")
_FOLDERS = {"pages", "packs", "agencies", "releases"}
_KNOWN = _FOLDERS | {"site.yml"}
_BEIJING = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Loaded:
    """What was read, and everything that was wrong with it."""

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path, on: dt.date | None = None) -> Loaded:
    """Read the catalogue folder `root` (it holds `site.yml`).

    Today is `on`, else `as_of` of a sample site, else the day in China. Raises nothing for what a
    person can write; a folder without `site.yml` is a finding like any other.
    """
    common = load_common(root, on)
    findings = list(common.diagnostics)
    folders = agency_folders(root, findings)
    agencies = {
        name: load_agency(replace(inner, traces=Tracing()), findings)
        for name, inner in folders.items()
    }
    releases = releases_of(root, findings)
    whole = replace(common.catalogue, agencies=agencies, releases=releases)
    return Loaded(whole, tuple(findings))


def releases_of(root: Path, findings: list[Diagnostic], store: Store | None = None) -> Releases:
    """The manifests of releases; what they say together is kept in the store."""
    root = root.resolve()
    return load_releases(Folder(os.fspath(root), root.name).sub(FOLDER), findings, store)


def agency_folders(root: Path, findings: list[Diagnostic]) -> dict[str, Folder]:
    """The folder of each agency by id, in their order; anything else there is a finding."""
    root = root.resolve()
    inside = Folder(os.fspath(root), root.name).sub("agencies")
    return {inner.last: inner for inner in inside.folders(findings)}


def agencies_later(
    folders: Mapping[str, Folder],
    known: Callable[[str], Mapping[str, bytes]] = lambda name: {},
    shelves: Callable[[str], Shelf] = lambda name: Shelf(),
) -> OnDemand[Agency]:
    """The agencies of these folders, each read when asked for; for folders without a finding.

    `known` gives what was read of an agency in this run (see `Folder.known`), `shelves`
    what is known of its attachments.
    """

    def agency(name: str) -> Agency:
        return load_agency(
            replace(folders[name], known=known(name), shelf=shelves(name)), [], later=True
        )

    return OnDemand(folders, agency)


def load_later(root: Path, on: dt.date | None = None) -> Catalogue:
    """A catalogue in which nothing is wrong, of which each agency is read when asked for."""
    common = load_common(root, on).catalogue
    agencies = agencies_later(agency_folders(root, []))
    pack = common.pack.file if common.packs else None
    outlines = OnDemand(agencies, lambda name: outline_of(agencies[name], pack))
    return replace(common, agencies=agencies, others=outlines)


def load_common(root: Path, on: dt.date | None = None, shelf: Shelf | None = None) -> Loaded:
    """Read all but the agencies: the site, its packs and its prose.

    `shelf` is what is known of the pictures and files of the prose; without it each is looked into.
    """
    root = root.resolve()
    traces = Tracing()
    folder = Folder(os.fspath(root), root.name, traces=traces, shelf=shelf)
    findings: list[Diagnostic] = []
    for entry in folder.entries():
        if entry.name not in _KNOWN or (entry.name in _FOLDERS and entry.is_file()):
            findings.append(misplaced(folder.sub(entry.name)))
        elif entry.is_symlink() and entry.name != "site.yml":
            contents(folder.sub(entry.name), findings)  # tells of the link
    site, place = _site(folder.sub("site.yml"), findings)
    packs, packs_whole = _packs(folder, site, place, findings)
    prose, prose_files, prose_assets = _prose(folder.sub("pages"), findings)
    gaps = {"site"} if site is None else set()
    site = site or _FALLBACK
    as_of = site.as_of if site.sample else None
    catalogue = Catalogue(
        root=root.name,
        site=site,
        site_place=place,
        packs=packs,
        agencies={},
        prose=prose,
        today=on or as_of or dt.datetime.now(_BEIJING).date(),
        gaps=frozenset(gaps | (set() if packs_whole else {"packs"})),
        prose_files=prose_files,
        prose_assets=prose_assets,
        traces=traces.found(),
    )
    return Loaded(catalogue, tuple(findings))


_FALLBACK = SiteFile(
    name="…", jurisdiction="…", address="https://invalid.example/", packs=("seed-province",)
)
"""Stands in for an unusable `site.yml`, so that the other files are checked all the same."""


def _site(path: Folder, findings: list[Diagnostic]) -> tuple[SiteFile | None, Place]:
    nowhere = Place(path.name)
    if not os.path.lexists(path.where):
        findings.append(absent(path))
        return None, nowhere
    document = read(path, read_yaml, findings)
    if document is None:
        return None, nowhere
    if wrong := top_level(document, dict, _MAPPING):
        findings.append(wrong)
        return None, nowhere
    site, place, found = build(SiteFile, document)
    findings.extend(found)
    return site, place


def _packs(
    folder: Folder, site: SiteFile | None, place: Place, findings: list[Diagnostic]
) -> tuple[tuple[Pack, ...], bool]:
    """The usable packs, and whether all that were named could be used."""
    packs: list[Pack] = []
    whole = True
    for index, name in enumerate((site or _FALLBACK).packs):
        inner = pack_folder(folder, name)
        if inner is None:
            known = known_packs(folder)
            choices = Text("、".join(known), ", ".join(known))
            span = place.at("packs", index)
            advice = did_you_mean(name, known)
            findings.append(
                faults.CHOICE.at(span, fix=advice, field="packs", value=name, choices=choices)
            )
        pack = load_pack(inner, findings) if inner else None
        packs.extend([pack] if pack else [])
        whole = whole and pack is not None
        if index == 0 and pack is None:
            return (), False  # without the primary pack there is nothing to check against
    return tuple(packs), whole


def _prose_page(path: str, file: Folder, findings: list[Diagnostic]) -> Prose | None:
    document = read(file, read_prose, findings)
    if document is None:
        return None
    head: ProseHead | None = None
    place: Place | None = None
    if document.value is not None:
        if wrong := top_level(document, dict, _MAPPING):
            findings.append(wrong)
        else:
            head, place, found = build(ProseHead, document)
            findings.extend(found)
    head = head or ProseHead()
    text, line = document.body, document.body_line
    return Prose(path, text, file.name, line, head.title, head.description, place)


def _prose(
    folder: Folder, findings: list[Diagnostic], inside: str = ""
) -> tuple[tuple[Prose, ...], frozenset[str], dict[str, Asset]]:
    pages: list[Prose] = []
    files: set[str] = set()
    assets: dict[str, Asset] = {}
    for entry in folder.entries():
        inner = folder.sub(entry.name)
        path = inside + entry.name
        if entry.is_dir(follow_symlinks=False):
            more, names, beside = _prose(inner, findings, path + "/")
            pages.extend(more)
            files |= names
            assets |= beside
            continue
        files.add(path)
        if entry.is_symlink():
            contents(inner, findings)
        elif not entry.is_file(follow_symlinks=False):
            findings.append(misplaced(inner))
        if not entry.is_file(follow_symlinks=False):
            continue
        if entry.name.endswith(".md"):
            page = _prose_page(path, inner, findings)
            pages.extend([page] if page else [])
            continue
        try:
            asset = asset_of(f"pages/{path}", entry, folder.shelf, later=folder.shelf is None)
            assets[asset.path] = asset
        except OSError as error:
            findings.append(unreadable(inner, error))
    return tuple(pages), frozenset(files), assets
