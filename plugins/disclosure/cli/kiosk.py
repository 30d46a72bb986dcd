"""`kiosk`: the offline edition of the current release, as a folder and as one zip."""

from __future__ import annotations

import argparse
import os
import re
import time
from pathlib import Path

from .. import report
from ..model.site import SiteFile
from ..past.release import KIOSK, MARKER, PUBLIC, edition_of, facts_of
from .building import build, is_of, refuse_dangerous
from .common import Stop, day_of, say, status_of, survey_of

_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x20\x7f]+')
_LONGEST = 60
"""Characters of a site's name in that of the zip: a file system takes 255 bytes."""


def kiosk(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    from ..kiosk.edition import Made, make_edition
    from ..kiosk.packing import pack
    from ..publish.edition import refuse_other_edition
    from ..publish.swap import release

    day_of(options)
    zh, started = options.lang == "zh", time.monotonic()
    out, root, place = options.out, options.catalogue.resolve(), (options.out / "site").resolve()
    refuse_dangerous(place, root, "--out")
    refuse_other_edition(place, KIOSK)
    if edition_of(options.site_dir) is None:
        say(
            f"{options.site_dir}/ 里还没有网站，先生成网站。"
            if zh
            else f"There is no site in {options.site_dir}/ yet: it is built first."
        )
        options.internal, options.strict = False, False
        if status := build(options):
            return status
        started = time.monotonic()
    facts = _facts(options)
    if facts is None:
        return 1

    def progress(words: str, english: str) -> None:
        say(f"[{time.monotonic() - started:4.1f}s] {words if zh else english} …")

    before = _state(options.site_dir)

    def make(folder: Path) -> Made:
        made = make_edition(options.site_dir.resolve(), folder, facts, progress)
        if _state(options.site_dir) != before:
            raise Stop(
                f"{options.site_dir}/ 在生成触摸屏版时更新过，所以没有生成；请再运行一次",
                f"{options.site_dir}/ was replaced meanwhile: no edition was made; run it again",
            )
        return made

    made = release(place, make)
    seconds = time.monotonic() - started
    progress("打包", "packing")
    packed = pack(place, out / f"{_name(facts.name)}-{made.version}.zip")
    print(
        f"已生成触摸屏版 {out}/site/：{made.pages} 个页面，共 {made.files} 个文件，"
        f"拼音词表 {made.words} 条，用时 {seconds:.1f} 秒，版本 {made.version}。\n"
        f"压缩包 {packed.path}（{packed.bytes / 1e6:.1f} MB），校验值在 {packed.path}.sha256。\n"
        f"查看：双击 {out}/site/index.html。安装到触摸屏：把 site 文件夹复制过去，"
        f"或者运行 site_build.py kiosk-install {packed.path} 文件夹"
        if zh
        else f"Made the kiosk edition {out}/site/: {made.pages} pages, {made.files} files in all, "
        f"{made.words} words for the keys, in {seconds:.1f} s, version {made.version}.\n"
        f"Its zip is {packed.path} ({packed.bytes / 1e6:.1f} MB), its hash in {packed.path}.sha256.\n"
        f"To see it: open {out}/site/index.html. To install it: copy the folder site, "
        f"or run site_build.py kiosk-install {packed.path} FOLDER"
    )
    return 0


def _facts(options: argparse.Namespace) -> SiteFile | None:
    """The facts of `site.yml`, of which the release must be; None, and it is said why, when that
    file has errors. Raises Stop when the release is not one that the public has."""
    site, zh = options.site_dir, options.lang == "zh"
    if edition_of(site) != PUBLIC:
        raise Stop(
            f"{site}/ 不是公开网站，不能从它生成触摸屏版；请用 --site-dir 指明公开网站",
            f"{site}/ is no public site: no kiosk edition is made of it; name one with --site-dir",
        )
    said = facts_of(site)
    if not {"version", "asOf"} <= said.keys():
        raise Stop(
            f"{site}/{MARKER} 损坏，看不出是哪个版本；请先运行 build",
            f"{site}/{MARKER} is damaged and does not say which release it is; run build first",
        )
    if options.on and options.on != said["asOf"]:
        raise Stop(
            f"{site} 是 {said['asOf']} 的版本，不是 {options.on} 的；"
            f"请先运行 build --on {options.on}，再运行 kiosk",
            f"{site} is the release of {said['asOf']}, not of {options.on}; "
            f"run build --on {options.on} first, then kiosk",
        )
    # The day decides what is due, and nothing of that is asked here.
    options.on = options.on or said["asOf"]
    seen = survey_of(options)
    file = f"{options.catalogue.resolve().name}/site.yml"
    faults = [each for each in seen.findings if each.span.file == file]
    summary = report.summarise(seen.counts, faults)
    if status_of(summary, strict=False):
        say(report.as_text(faults, summary, options.lang))
        return None
    facts = seen.catalogue.site
    if said.get("address") != facts.address:
        raise Stop(
            f"{site}/ 的网址与 site.yml 的 address 不同，不是这个目录的网站；"
            f"请用 --site-dir 指明，或者重新运行 build",
            f"{site}/ has another address than site.yml: it is not the site of this catalogue; "
            f"name that with --site-dir, or run build again",
        )
    if is_of(options, seen) is False:
        say(
            f"目录在 {site}/ 发布以后有改动；触摸屏版仍按已发布的版本 {said['version']} 生成。"
            f"要包含改动，请先运行 build。"
            if zh
            else f"The catalogue has changed since {site}/ was published; the kiosk edition is that of "
            f"the release {said['version']}. Run build first to have the changes."
        )
    return facts


def _state(site: Path) -> tuple[int, bytes]:
    """Which folder stands there, and which release it says it is."""
    return os.stat(site).st_ino, (site / MARKER).read_bytes()


def _name(name: str) -> str:
    """A site's name as the name of a file, on every system."""
    return _NO_NAME.sub("-", name)[:_LONGEST].strip("-. ") or "kiosk"
