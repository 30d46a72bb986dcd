"""Words for the binary, its run, and what it has left. Why such words: `__init__.py`."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pagefind_bin  # type: ignore[import-untyped]

from ...crew import ProcessLost, ends_with_us
from ...diagnostics import Text
from ..errors import SearchError
from ..fields import Field, Fields
from ..files import write_json
from ..text import BLOCK_END, BREAK

FOLDED = "\x1c"
"""Stands between the other fields of a page and its folded text."""
PREFIXES: Mapping[Field, str] = {"text": "", "number": "z", "folded": "y"}
"""What the words of a field begin with."""
SIGNS = {BREAK: "zz", BLOCK_END: "zy", FOLDED: "zx"}
"""The words of what is no token, the same in every field."""
SIGNATURE = b"pagefind_dcd"
"""What each of Pagefind's files begins with when it is unpacked."""
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind")
_NAMED = 5
"""How many missing pages an error names."""


class _Words(dict[int, str]):
    """Code point of a token -> its word with a space before it."""

    def __init__(self, prefix: str) -> None:
        super().__init__({ord(sign): f" {word}" for sign, word in SIGNS.items()})
        self._prefix = prefix

    def __missing__(self, point: int) -> str:
        letters, rest = "", point
        for _ in range(4):
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        self[point] = word = f" {self._prefix}{letters}"
        return word


_WORDS: Mapping[Field, _Words] = {name: _Words(prefix) for name, prefix in PREFIXES.items()}


def index_pages(addresses: Sequence[str], fields: Sequence[Fields], site: Path) -> None:
    """Write `pagefind/` and `search/pagefind.json` into the site, for pages in column order.

    `search/pagefind.json` holds Pagefind's id of each row, and the characters that each field
    knows: by these the browser tells a word that is nowhere from a part of the index that did not
    load.
    """
    bundle = site / "pagefind"
    shutil.rmtree(bundle, ignore_errors=True)
    source = Path(tempfile.mkdtemp(prefix=".search-", dir=site.parent)).absolute()
    try:
        for address, page in zip(addresses, fields, strict=True):
            _write_input(source / address, page)
        _run(source, bundle)
    finally:
        shutil.rmtree(source, ignore_errors=True)
    ids = fragment_ids(bundle)
    check_complete(addresses, ids)
    _remove_unused(bundle)
    known: dict[str, set[str]] = {name: set() for name in PREFIXES}
    for page in fields:
        for name, characters in known.items():
            characters.update(getattr(page, name))
    write_json(
        site / "search" / "pagefind.json",
        {
            "ids": [ids[address] for address in addresses],
            **{
                name: "".join(sorted(characters - {BREAK, BLOCK_END}))
                for name, characters in known.items()
            },
        },
    )


def words(tokens: str, field: Field = "text") -> str:
    """Tokens of a field as Pagefind words, each with a space before it."""
    return tokens.translate(_WORDS[field])


def fragment_ids(bundle: Path) -> dict[str, str]:
    """Address -> Pagefind's id, read from the fragments that it wrote and that can be read."""
    found = {}
    for path in sorted((bundle / "fragment").glob("*.pf_fragment")):
        if address := fragment_address(path):
            found[address] = path.stem
    return found


def fragment_address(path: Path) -> str:
    """The address of the page that a fragment belongs to; empty when it cannot be read."""
    try:
        fragment = json.loads(unpacked(path))
        return str(fragment["url"]).removeprefix("/")
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        return ""


def unpacked(path: Path) -> bytes:
    """The content of one of Pagefind's packed files. Raises OSError, EOFError or zlib.error."""
    return gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE)


def check_complete(addresses: Sequence[str], ids: dict[str, str]) -> None:
    """Raise SearchError unless every page that was given is in the index, each once."""
    absent = sorted(set(addresses) - set(ids))
    if absent:
        names, more = "、".join(absent[:_NAMED]), len(absent) - _NAMED
        raise SearchError(
            Text(
                "检索索引缺少 {count} 个页面：{names}{etc}",
                "absent from the search index ({count}): {names}{etc}",
            ).format(
                count=len(absent),
                names=Text(names, names.replace("、", ", ")),
                etc=Text(" 等", " and more") if more > 0 else "",
            )
        )
    if len(ids) != len(addresses):
        raise SearchError(
            Text(
                "检索应收录 {given} 个页面，实际收录 {found} 个：有页面地址重复或多余",
                "{given} pages were given to the search index and {found} are in it: "
                "an address stands twice or too much was indexed",
            ).format(given=len(addresses), found=len(ids))
        )


def _write_input(path: Path, page: Fields) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [words(page.text), words(page.number, "number")]
    if page.folded:
        parts += [words(FOLDED), words(page.folded, "folded")]
    # No title and no heading: Pagefind would index them as words a second time.
    head = '<!doctype html><html lang="zh-cn"><body data-pagefind-body>'
    path.write_text(f"{head}{''.join(parts)}</body></html>", encoding="utf-8")


def _run(source: Path, bundle: Path) -> None:
    """Call the standard binary. It also listens to files and variables around it: give it none."""
    command = [pagefind_bin.get_executable(), "--site", source, "--output-path", bundle.absolute()]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(
            [*map(str, command), "--keep-index-url", "--quiet"],
            cwd=source,
            env=clean,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            preexec_fn=ends_with_us(),
            check=False,
        )
    except OSError as error:
        raise _failure(str(error)) from error
    if done.returncode < 0:
        raise ProcessLost("Pagefind")
    if done.returncode != 0:
        raise _failure((done.stderr or done.stdout).strip()[-500:])


def _failure(reason: str) -> SearchError:
    message = Text("检索程序 Pagefind 运行失败：{reason}", "Pagefind failed: {reason}")
    return SearchError(message.format(reason=reason))


def _remove_unused(bundle: Path) -> None:
    """Remove what only Pagefind's own user interfaces and other languages need."""
    for path in bundle.iterdir():
        if path.is_file() and path.name not in _KEPT and path.suffix != ".pf_meta":
            path.unlink()
