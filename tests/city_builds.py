"""Builds of the small city in this process, and what their sites differ in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disclosure.cli import main

_SHELLS: dict[bytes, bytes] = {}
"""What the engine gave for each `site.yml`, as the cache keeps it."""


def tree(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@contextmanager
def shells_lent(catalogue: Path) -> Iterator[None]:
    """A first build within takes its shells from the first build of a test before it.

    MkDocs takes four fifths of a build of the small city, and says the same each time. Only where
    there is no cache at all: one that is there, damaged or old, stays as it is. Whether the shells
    are those of this catalogue the program sees for itself.
    """
    cache, name = catalogue.parent / ".cache", (catalogue / "site.yml").read_bytes()
    shell = cache / "disclosure" / "shell"
    if name in _SHELLS and not cache.exists():
        shell.parent.mkdir(parents=True)
        shell.write_bytes(_SHELLS[name])
    yield
    if name not in _SHELLS and shell.is_file():
        _SHELLS[name] = shell.read_bytes()


def build(catalogue: Path, site: Path, *options: str) -> dict[str, bytes]:
    arguments = ["build", "--catalogue", str(catalogue), "--site-dir", str(site), *options]
    if "--no-cache" in options:  # nothing at all is lent to a build from nothing
        assert main(arguments) == 0
    else:
        with shells_lent(catalogue):
            assert main(arguments) == 0
    return tree(site)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
