"""`freeze`: a manifest of the current release, so that each of its pages can be cited."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from pathlib import Path

from .. import report
from ..crew import cores
from ..load.releases import FOLDER, manifest_of, text_of
from ..model.release import NAME, Facts, entries, manifest_text
from ..official import FORM
from ..past.release import INTERNAL, edition_of
from ..publish.errors import refused
from ..publish.frozen import site_hashes
from ..publish.swap import MARKER
from .building import is_of
from .common import Stop, day_of, say, survey_of

_BEGINS = "window.DISCLOSURE_RELEASE = "


def freeze(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    zh = options.lang == "zh"
    day_of(options)
    if edition_of(options.site_dir) == INTERNAL:
        raise Stop(
            f"{options.site_dir} 是内部版网站，不是公开发布的版本，不能生成版本清单；"
            f"请用 --site-dir 指明公开网站",
            f"{options.site_dir} is an internal edition and no release: it gets no manifest; "
            f"name the public site with --site-dir",
        )
    version, day = _release(options)
    if options.on and options.on != day:
        raise Stop(
            f"{options.site_dir} 是 {day} 的版本，不是 {options.on} 的；"
            f"请先运行 build --on {options.on}，再运行 freeze",
            f"{options.site_dir} is the release of {day}, not of {options.on}; "
            f"run build --on {options.on} first, then freeze",
        )
    options.on = day
    seen = survey_of(options)
    summary = report.summarise(seen.counts, seen.findings)
    if summary.errors:
        say(report.as_text(seen.findings, summary, options.lang))
        say(
            "没有生成版本清单。改正以上问题后，先运行 build，再运行 freeze。"
            if zh
            else "No manifest was written. Mend the findings above, run build, then freeze."
        )
        return 1
    if (same := is_of(options, seen)) is not True:
        raise _other_catalogue(options.site_dir, same is None)
    say("读取网站的每个页面 …" if zh else "reading each page of the site …")
    hashes = site_hashes(options.site_dir, cores())
    site = seen.catalogue.site
    facts = Facts(site.name, site.address, day, version, FORM, len(hashes))
    folder = options.catalogue / FOLDER
    known = _manifests_of(folder, day)
    if known and dict(entries(text_of(known[-1].read_bytes()))) == hashes:
        print(
            f"{known[-1]} 已经是这个版本的清单（{len(hashes)} 页，文字没有变动），不再生成。"
            if zh
            else f"{known[-1]} already lists this release ({len(hashes)} pages, no text changed); "
            f"nothing was written."
        )
        return 0
    name = day if not known else f"{day}-{_number(known[-1]) + 1}"
    data = manifest_text(facts, hashes).encode()
    path = folder / f"{name}.txt"
    _write(path, data)
    sha256 = manifest_of(name, "", data).sha256
    more = "" if not known else f"（{day} 的第 {_number(path)} 份，以前的不变）"
    further = (
        "" if not known else f" (number {_number(path)} of {day}; the earlier one is unchanged)"
    )
    print(
        f"已生成版本清单 {path}{more}：{len(hashes)} 页，版本 {version}，SHA-256 {sha256}。\n"
        f"请把它提交到 git，再运行 build：页面上会写明自哪个版本以来没有变动。"
        if zh
        else f"Wrote {path}{further}: {len(hashes)} pages, version {version}, SHA-256 {sha256}.\n"
        f"Commit it to git, then run build: pages will say since which release they stand."
    )
    return 0


def _release(options: argparse.Namespace) -> tuple[str, str]:
    """Version and day of the release in the site folder. Raises Stop when there is none."""
    try:
        text = (options.site_dir / MARKER).read_text("utf-8")
        said = json.loads(text.strip().removeprefix(_BEGINS).removesuffix(";"))
        version, day = str(said["version"]), str(said["asOf"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(
            f"{options.site_dir} 里没有已发布的网站；请先运行 build，或者用 --site-dir 指明位置",
            f"there is no release in {options.site_dir}; run build first, or name it with --site-dir",
        ) from None
    return version, day


def _other_catalogue(site: Path, unknown: bool) -> Stop:
    if unknown:
        return Stop(
            f"不知道 {site} 是不是由现在的目录生成的（没有缓存，或者网站是别处生成的）；"
            f"请先运行 build（不加 --no-cache），再运行 freeze",
            f"it is not known whether {site} was made of the catalogue as it stands (there is no "
            f"cache, or the site comes from elsewhere); run build without --no-cache, then freeze",
        )
    return Stop(
        f"目录在 {site} 生成以后改动过；请先运行 build，再运行 freeze",
        f"the catalogue has changed since {site} was made; run build first, then freeze",
    )


def _manifests_of(folder: Path, day: str) -> list[Path]:
    """The manifests of a day, in their order."""
    found = [path for path in folder.glob(f"{day}*.txt") if NAME.fullmatch(path.stem)]
    return sorted(found, key=_number)


def _number(path: Path) -> int:
    match = NAME.fullmatch(path.stem)
    return int(match[2] or 1) if match else 1


def _write(path: Path, data: bytes) -> None:
    """Write a new file whole or not at all. Raises Stop where the disk refuses."""
    part = path.with_name(f".{path.name}.part")  # one that was killed left is overwritten
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        said = refused(error)
        raise Stop(
            f"{said.zh}。没有生成版本清单 {path}。", f"{said.en}. There is no manifest {path}."
        ) from error
