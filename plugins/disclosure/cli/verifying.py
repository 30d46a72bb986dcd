"""`verify`: is a site, or a page that somebody saved, the text of a release?

Needs nothing but the page and a manifest.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..crew import cores
from ..diagnostics import Text
from ..load.releases import FOLDER, manifest_of, text_of
from ..model.release import REMOVED, Facts, Manifest, entries
from ..official import FORM
from ..past.release import INTERNAL, edition_of
from ..publish.errors import PublishError
from ..publish.frozen import Saved, differences, place_of, said_of, saved, site_hashes
from ..publish.swap import MARKER
from .common import Stop, say

_SHOWN = 20
"""Addresses that are named of each sort of difference."""


class _Known(NamedTuple):
    """A manifest with its lines."""

    id: str
    facts: Facts
    hashes: Mapping[str, str]


def verify(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    if options.text:
        return _texts(options)
    known = _manifests(options)
    status = 0
    for path in options.path:
        if path.is_dir():
            status = max(status, _site(path, known, options.lang))
        else:
            status = max(status, _page(path, known, options.lang))
    return status


def _texts(options: argparse.Namespace) -> int:
    for path in options.path:
        print(_saved(path).text, end="")
    return 0


def _manifests(options: argparse.Namespace) -> list[_Known]:
    """The manifests to check against, from the oldest to the newest. Raises Stop without one."""
    folder = options.catalogue / FOLDER
    files = [options.manifest] if options.manifest else sorted(folder.glob("*.txt"))
    if not files:
        raise Stop(
            f"{folder} 里没有版本清单；请用 --manifest 指明清单，"
            f"例如从网站的 releases/index.html 下载的文件",
            f"there is no manifest in {folder}; name one with --manifest, "
            f"for example a file from the page releases/index.html of the site",
        )
    found = [_manifest(file) for file in files]
    return [known for _, known in sorted(found, key=lambda each: each[0].order)]


def _manifest(file: Path) -> tuple[Manifest, _Known]:
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Stop(
            f"读不了版本清单 {file}：{reason}", f"the manifest {file} cannot be read: {reason}"
        ) from error
    manifest = manifest_of(file.stem, file.name, data)
    flaw = manifest.flaw
    # Whoever downloads a manifest may call it what they like.
    if manifest.facts is None or (flaw and flaw.kind != "name"):
        said = flaw.problem if flaw else Text("", "")
        where = Text(f"第 {flaw.line} 行", f"line {flaw.line}") if flaw else said
        wrong = flaw is not None and flaw.kind == "sum"
        raise Stop(
            f"{file} 的内容被改动过，和末尾的 sum 不符，不能用来核对"
            if wrong
            else f"{file} 不是完整的版本清单：{where.zh}{said.zh}",
            f"{file} was changed and does not fit its last line; nothing can be checked with it"
            if wrong
            else f"{file} is no whole manifest: {where.en} {said.en}",
        )
    facts = manifest.facts
    if facts.form != FORM:
        raise Stop(
            f"{file} 用的是 {facts.form} 整理规则，本程序只认得 {FORM}；请用更新的程序",
            f"{file} follows the rules {facts.form}, this program knows {FORM}; use a newer one",
        )
    name = facts.date if flaw else manifest.id
    return manifest, _Known(name, facts, dict(entries(text_of(data))))


def _saved(path: Path) -> Saved:
    if not path.is_file():
        raise Stop(
            f"找不到文件“{path}”；请写保存的网页或者网站文件夹",
            f"there is no file '{path}'; name a saved page or the folder of a site",
        )
    return saved(path)


def _page(path: Path, known: Sequence[_Known], lang: str) -> int:
    """Say of which releases a saved page is the text."""
    try:
        page = _saved(path)
    except (Stop, PublishError) as error:
        say(error.message.lang(lang))
        return 2
    zh = lang == "zh"
    said = {
        each.id: each.hashes[place]
        for each in known
        if (place := place_of(page.address, each.facts.address)) in each.hashes and place
    }
    same = [name for name, made in said.items() if made == page.hash]
    print(f"{path}\n    {page.address}\n    {FORM}:{page.hash}")
    if same:
        names = "、".join(same) if zh else ", ".join(same)
        print(f"    一致：是 {names} 版本的文字。" if zh else f"    It is the text of {names}.")
        return 0
    if not said:
        where = known[-1].facts.address
        print(
            f"    不能核对：清单里没有这个网址（清单是 {where} 的）。"
            if zh
            else f"    It cannot be told: no manifest has this address (they are of {where})."
        )
        return 1
    if set(said.values()) == {REMOVED}:
        print(
            "    不能核对：这一页已因保护个人信息删除，清单里不再有它的校验值。"
            if zh
            else "    It cannot be told: the page was removed for personal data, and so its hash."
        )
        return 1
    last = [name for name, made in said.items() if made != REMOVED][-1]
    print(
        f"    不一致：和任何一份清单都不同；最近的清单是 {last}，其中的校验值是 {FORM}:{said[last]}。"
        if zh
        else f"    It is the text of none of them; the newest is {last}, with {FORM}:{said[last]}."
    )
    return 1


def _site(path: Path, known: Sequence[_Known], lang: str) -> int:
    """Say of which releases a site has the texts, and where it differs from the nearest."""
    zh = lang == "zh"
    if edition_of(path) == INTERNAL:
        say(
            f"{path} 是内部版网站，不是公开发布的版本，没有版本清单可以核对；不得对外公开"
            if zh
            else f"{path} is an internal edition and no release: no manifest covers it. "
            f"It must not be published"
        )
        return 2
    hashes = site_hashes(path, cores())
    if not hashes:
        say(
            f"{path} 里没有可以核对的页面；请写网站文件夹或者保存的网页"
            if zh
            else f"{path} holds no page to check; name the folder of a site or saved pages"
        )
        return 2
    listed = max(len(hashes.keys() & each.hashes.keys()) for each in known)
    if not (path / MARKER).is_file() and listed * 2 < len(hashes):
        say(
            f"{path} 里的网页大多不在清单里，不像是网站最上层的文件夹。"
            f"核对网站请写最上层的文件夹，核对保存的网页请写文件名"
            if zh
            else f"most pages in {path} are not listed: it seems not to be the top folder of a "
            f"site. Name that folder, or the files of saved pages"
        )
        return 2
    found = {each.id: differences(hashes, each.hashes, REMOVED) for each in known}
    print(f"{path}：{len(hashes)} 页" if zh else f"{path}: {len(hashes)} pages")
    for name, differing in found.items():
        said = said_of(differing).lang(lang) if differing else "一致。" if zh else "the same."
        print(f"    {name}：{said}" if zh else f"    {name}: {said}")
    if not all(found.values()):
        return 0
    # Of two that are equally near the newer one.
    nearest = min(reversed(found), key=lambda name: found[name].total)
    print(f"和 {nearest} 不同的页面：" if zh else f"What differs from {nearest}:")
    sorts = zip(
        ("文字不同", "没有了", "不在清单里") if zh else ("differs", "is missing", "is not listed"),
        found[nearest],
        strict=True,
    )
    for said, pages in sorts:
        for page in pages[:_SHOWN]:
            print(f"    {said}：{page}" if zh else f"    {said}: {page}")
        if len(pages) > _SHOWN:
            more = len(pages) - _SHOWN
            print(f"    {said}：还有 {more} 页" if zh else f"    {said}: {more} more")
    return 1
