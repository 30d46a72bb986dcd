"""What one run leaves for the next: a folder of values that costs time and nothing else to lose.

Each value lies in a file of its own under the checksum of its bytes, its name and the program that
wrote it. What is damaged, swapped, cut short, or written by another version of this program, of
Python or of a library is not there at all. Nothing is put here that must not be published: caches
get shared.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows: what is being written there cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

_MAGIC = b"disclosure store\n"
_SIZE = 16
"""Bytes of a digest: half of a SHA-256, which processors of today make twice as fast as others."""
_SHAPING = ("chinesecalendar", "icalendar", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "numpy",
            "opencc", "pagefind-bin", "pydantic", "pypinyin", "pypdf", "pyyaml")  # fmt: skip
"""The libraries whose version may change what a site holds."""


@dataclass(frozen=True)
class Store:
    """A folder of kept values; None keeps nothing."""

    folder: Path | None

    def read(self, name: str) -> object | None:
        """The value kept under a name, or None where there is none that can be trusted."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + _SIZE
        payload = memoryview(data)[head:]
        if data[:head] != _MAGIC + _checksum(name, payload):
            return None
        try:
            value: object = marshal.loads(payload)
        except (EOFError, ValueError, TypeError):
            return None
        return value

    def write(self, name: str, value: Any) -> None:
        """Keep a value made of None, numbers, texts, bytes, tuples, lists, dicts and frozensets.

        A disk that is full or read-only keeps nothing, which is no failure.
        """
        if self.folder is None:
            return
        payload = marshal.dumps(value)
        path = self.folder / name
        unique = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with unique.open("wb") as file:
                with suppress(OSError):  # a disk that knows no locks
                    _hold(file)
                file.write(_MAGIC + _checksum(name, payload) + payload)
            unique.replace(path)
        except OSError:
            with suppress(OSError):
                unique.unlink(missing_ok=True)

    def names(self, folder: str) -> set[str]:
        """What follows `folder/` in the names of the values that are kept there."""
        if self.folder is None:
            return set()
        try:
            return {name for name in os.listdir(self.folder / folder) if not _is_part(name)}
        except OSError:
            return set()

    def forget(self, name: str) -> None:
        """Drop a value. Where that cannot be done, the cache can be read but not written."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what processes that were killed were writing. Others may be writing meanwhile."""
        for inside, _, names in os.walk(self.folder) if self.folder else ():
            for name in filter(_is_part, names):
                # Between two steps of its writer nobody holds it; what is then lost costs time.
                with suppress(OSError), open(f"{inside}/{name}", "rb") as file:
                    _hold(file)
                    os.unlink(file.name)


_PART = ".part"


def _is_part(name: str) -> bool:
    """Whether a file is one that is being written, or was when its writer was killed."""
    return name.endswith(_PART)


def _hold(file: IO[bytes]) -> None:
    """Hold a file until it is closed. Raises OSError when another process does."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def digest(*parts: bytes | str) -> str:
    """A short name of contents: 32 hexadecimal digits; the parts cannot run into each other."""
    made = hashlib.sha256(usedforsecurity=False)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()[: 2 * _SIZE]


def digest_of(value: Any) -> str:
    """A short name of a value that could be kept: equal values have equal names."""
    # Version 2 knows no references, which would tell equal values apart.
    return digest(marshal.dumps(value, 2))


@cache
def program() -> str:
    """A short name of this program: its files, its templates, Python and the libraries."""
    package = Path(__file__).parent
    folders = (package, package / "overrides", package.parents[1] / "overrides")
    files = {
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    config = package.parents[1] / "mkdocs.yml"
    named = [(path.name, path.read_bytes()) for path in sorted(files)]
    named += [(config.name, config.read_bytes())] if config.is_file() else []
    return digest(sys.version, *_versions(_SHAPING), *(part for pair in named for part in pair))


def _versions(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name


def _checksum(name: str, payload: bytes | memoryview) -> bytes:
    made = hashlib.sha256(f"{program()} {name}".encode(), usedforsecurity=False)
    made.update(payload)
    return made.digest()[:_SIZE]
