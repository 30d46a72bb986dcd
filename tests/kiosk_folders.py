"""Small offline editions, made in a moment, and the zips and folders of kiosks."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from disclosure.kiosk.packing import pack, standalone_text

MARK = "assets/disclosure/release.js"


def edition(number: int = 1, kind: str = "kiosk") -> dict[str, bytes]:
    """The files of a small site; each number is another release."""
    mark = f'window.DISCLOSURE_RELEASE = {{"version": "r{number}", "edition": "{kind}"}};\n'
    return {
        "index.html": f"<!doctype html><title>首页 {number}</title>".encode(),
        MARK: mark.encode(),
        "assets/site.css": b"p { color: black }\n" * 40,
        "city-office/index.html": f"<p>{number}</p>".encode() * 400,
        "city-office/预算 2026.html": f"预算 {number}".encode() * 300,
        "empty.txt": b"",
        f"only-{number}.bin": bytes(range(256)) * number,
    }


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zip_of(folder: Path, number: int = 1, files: Mapping[str, bytes] | None = None) -> Path:
    """The zip of a release, in an existing folder."""
    site = written(folder / f"made-{number}" / "site", files or edition(number))
    target = folder / f"r{number}.zip"
    pack(site, target)
    target.with_name(target.name + ".sha256").unlink()
    return target


def content(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, besides the sums that the installer keeps."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".SHA256SUMS"
    }


def runs(kiosk: Path) -> int:
    """Which release a kiosk runs; it is whole."""
    found = content(kiosk / "site")
    number = next(each for each in range(1, 10) if f"only-{each}.bin" in found)
    assert found == edition(number)
    assert stat.S_IMODE((kiosk / "site").stat().st_mode) == 0o755
    return number


def tidy(kiosk: Path) -> bool:
    """Whether nothing lies about."""
    return {path.name for path in kiosk.iterdir()} <= {"site", "last", ".site-lock"}


Entry = tuple[zipfile.ZipInfo, bytes]


def entry(name: str, data: bytes = b"x", mode: int = 0o100644) -> Entry:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.create_system = 3
    info.orig_filename = info.filename = name  # as it is, whatever the constructor thinks of it
    return info, data


def zip_with(
    target: Path,
    change: Callable[[dict[str, bytes]], object] = lambda files: None,
    more: tuple[Entry, ...] = (),
    sums: Callable[[str], str] = lambda text: text,
) -> Path:
    """A zip made by hand: files changed before they are summed up, more entries behind them."""
    files = {f"site/{name}": data for name, data in edition(2).items()}
    change(files)
    listed = {**files, **{info.filename: data for info, data in more}}
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in listed.items()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(entry(name)[0], data, zipfile.ZIP_DEFLATED)
        archive.writestr(entry("SHA256SUMS")[0], sums("".join(sorted(lines))))
        for info, data in more:
            archive.writestr(info, data)
    return target


def one_file(folder: Path) -> Path:
    """The installer as one file, in a folder of its own."""
    path = folder / "install.py"
    path.write_text(standalone_text(), "utf-8")
    return path


def run_file(path: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run it as on a kiosk: nothing but the standard library can be found."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(path), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        **options,  # type: ignore[call-overload]
    )
