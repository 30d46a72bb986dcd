"""Builds of the small city in this process, and what their sites differ in."""

from __future__ import annotations

from pathlib import Path

from disclosure.cli import main


def tree(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def build(catalogue: Path, site: Path, *options: str) -> dict[str, bytes]:
    arguments = ["build", "--catalogue", str(catalogue), "--site-dir", str(site), *options]
    assert main(arguments) == 0
    return tree(site)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
