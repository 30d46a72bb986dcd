"""Builds of the small city in this process, and what their sites differ in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from disclosure import engine
from disclosure.cli import main
from disclosure.pages.shell import Shell

_SHELLS: dict[bytes, bytes] = {}
"""What the engine gave for each `site.yml`, as the cache keeps it."""
_GIVEN: dict[frozenset[tuple[str, bytes]], tuple[dict[str, bytes], Mapping[int, Shell]]] = {}
"""What the engine gave for each catalogue: its files, and the shells."""


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


@contextmanager
def engine_remembered(catalogue: Path) -> Iterator[None]:
    """A build within takes what MkDocs gave to one within, when no file of the catalogue differs."""
    run = engine.render_shells

    def render(config: Path, site: Path) -> Mapping[int, Shell]:
        files = frozenset(tree(catalogue).items())
        if files not in _GIVEN:
            shells = run(config, site)
            _GIVEN[files] = (tree(site), shells)
        given, shells = _GIVEN[files]
        for name, data in given.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
        return shells

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "render_shells", render)
        yield


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
