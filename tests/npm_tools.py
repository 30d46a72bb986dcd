"""Tools for the tests that npm and Java bring: pinned, checked, and kept outside the repository."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pin:
    """A package of npm: its exact version, and the SHA-512 of its archive (npm's `integrity`)."""

    version: str
    integrity: str


PINS = {
    "axe-core": Pin(
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ),
    "vnu-jar": Pin(
        "26.9.27",
        "sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
    ),
    "schema-dts": Pin(
        "2.1.0",
        "sha512-Y/NvOvuJUZwrm+EmNqJF3M+bRufERJs1h5GJPLilUuK5D5b53ttU+XZgIjEFaAVRToh+ib+cQawFmxKC5Jt9ow==",
    ),
    "schema-dts-lib": Pin(  # schema-dts imports its types
        "1.1.0",
        "sha512-Nx00FDPHDimSENMznVpADeYUJDsqlMiO9wcs2S+giggNTm5+ruNkM4m9z9qCk6xUJT+ThDM3NxxpwfHfFk1G+Q==",
    ),
    "typescript": Pin(
        "5.9.3",
        "sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==",
    ),
}
_NPM = "Install Node.js with npm (Debian: apt-get install nodejs npm)."
_JAVA = "Install a Java runtime, 17 or newer (Debian: apt-get install default-jre-headless)."


def npm_package(name: str) -> Path:
    """The folder of a pinned package, fetched when it is not there yet.

    It lies at `…/node_modules/<name>`, so that packages find each other. Raises RuntimeError that
    says what to do when it cannot be had, or is not the one that is pinned.
    """
    pin = PINS[name]
    home = _cache() / "node_modules"
    folder = home / name
    mark = folder / ".integrity"
    with _alone():
        if mark.is_file() and mark.read_text("utf-8") == pin.integrity:
            return folder
        with tempfile.TemporaryDirectory(dir=_cache()) as scratch:
            archive = _packed(f"{name}@{pin.version}", Path(scratch))
            digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            if f"sha512-{digest}" != pin.integrity:
                raise RuntimeError(
                    f"npm gave another {name}@{pin.version} than the one pinned in npm_tools.py:\n"
                    f"sha512-{digest}\nLook at the npm registry that this machine is set to."
                )
            shutil.unpack_archive(archive, scratch)  # known by its hash: no filter is needed
            # Every archive of npm has one folder; most call it `package`.
            (inside,) = [path for path in Path(scratch).iterdir() if path.is_dir()]
            (inside / ".integrity").write_text(pin.integrity, "utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            home.mkdir(exist_ok=True)
            inside.rename(folder)
    return folder


def java() -> str:
    """The path of a Java that starts. Raises RuntimeError that says what to do."""
    with _alone():
        return _found("java", "-version", "default-jre-headless", _JAVA)


def node() -> str:
    """The path of a Node.js that starts. Raises RuntimeError that says what to do."""
    with _alone():
        return _found("node", "--version", "nodejs", _NPM)


def debian_tool(name: str, asked: str) -> str:
    """The path of a program that is a Debian package of its own. Raises RuntimeError as `java`."""
    with _alone():
        return _found(name, asked, name, f"Install {name} (Debian: apt-get install {name}).")


def _packed(spec: str, folder: Path) -> Path:
    npm = _found("npm", "--version", "npm", _NPM)
    command = [npm, "pack", spec, "--silent", "--pack-destination", str(folder)]
    # Outside the repository: no package.json or .npmrc of a folder above has a say.
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        raise RuntimeError(
            f"npm could not fetch {spec}:\n{done.stderr.strip()}\n"
            "The tests need an npm registry (npm config get registry), or a filled cache in "
            f"{_cache()} (DISCLOSURE_TEST_CACHE names another folder)."
        )
    return archives[0]


def _found(name: str, asked: str, package: str, advice: str) -> str:
    for install in (None, package):
        if install is not None:
            _apt_install(install)
        path = shutil.which(name)
        if path and _run([path, asked], 60):
            return path
    raise RuntimeError(f"The tests need {name}, which cannot be found or fetched.\n{advice}")


def _apt_install(package: str) -> None:
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-q"], 300, environment)
        _run(["apt-get", "install", "-qy", "--no-install-recommends", package], 900, environment)


def _run(command: Sequence[str], seconds: int, environment: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _cache() -> Path:
    named = os.environ.get("DISCLOSURE_TEST_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(named) if named else Path(home) / "disclosure-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@contextmanager
def _alone() -> Iterator[None]:
    """Keep two test processes from fetching the same thing at the same time."""
    with (_cache() / "lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:
            pass
        else:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield
