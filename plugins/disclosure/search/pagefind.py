"""The engine `pagefind`: the standard Pagefind binary over words that we make ourselves.

Pagefind knows words, folds them by rules of its own and has no idea of Chinese. So it gets one word
a token, in letters a-z only, which nothing in it changes, and is asked for quoted phrases only:

    text token     four letters, its code point in base 26    政 -> bcze
    number token   `z` and the same four letters              政 -> zbcze
    BREAK          `zz`
    BLOCK_END      `zy`

Text tokens begin with a-o, because code points end at U+3FFFF, so no two kinds are ever the same.
`overrides/assets/disclosure/search-engine-pagefind.js` writes queries in the same words.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pagefind_bin  # type: ignore[import-untyped]

from ..diagnostics import Text
from .columns import SearchPage, write_json
from .text import BLOCK_END, BREAK, number, page_tokens

_SIGNATURE = b"pagefind_dcd"
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind")
_NAMED = 5
"""How many missing pages an error names."""


class SearchError(Exception):
    """The index could not be made; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Indexed:
    """What was built."""

    pages: int
    files: int
    """Files of the index, our columns among them."""


class _Words(dict[int, str]):
    """Code point of a token -> its word with a space before it."""

    def __init__(self, prefix: str) -> None:
        super().__init__({ord(BREAK): " zz", ord(BLOCK_END): " zy"})
        self._prefix = prefix

    def __missing__(self, point: int) -> str:
        letters, rest = "", point
        for _ in range(4):
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        self[point] = word = f" {self._prefix}{letters}"
        return word


_TEXT_WORDS = _Words("")
_NUMBER_WORDS = _Words("z")


def write_index(pages: Sequence[SearchPage], site: Path) -> Indexed:
    """Write `pagefind/` and `search/pagefind.json` into the site, for pages in column order.

    `search/pagefind.json` holds Pagefind's id of each row, and the characters that the index knows:
    by these the browser tells a word that is nowhere from a part of the index that did not load.
    """
    bundle = site / "pagefind"
    shutil.rmtree(bundle, ignore_errors=True)
    source = Path(tempfile.mkdtemp(prefix=".search-", dir=site.parent)).absolute()
    text: set[str] = set()
    numbers: set[str] = set()
    try:
        for page in pages:
            body = page_tokens(page.article)
            normal = [number(each) for each in page.numbers]
            text.update(body)
            numbers.update(*normal)
            _write_input(source / page.address, body, normal)
        _run(source, bundle)
    finally:
        shutil.rmtree(source, ignore_errors=True)
    ids = fragment_ids(bundle)
    check_complete([page.address for page in pages], ids)
    _remove_unused(bundle)
    write_json(
        site / "search" / "pagefind.json",
        {
            "ids": [ids[page.address] for page in pages],
            "text": "".join(sorted(text - {BREAK, BLOCK_END})),
            "number": "".join(sorted(numbers)),
        },
    )
    files = sum(len(names) for part in (bundle, site / "search") for _, _, names in os.walk(part))
    return Indexed(len(pages), files)


def words(tokens: str) -> str:
    """Text tokens as Pagefind words, each with a space before it."""
    return tokens.translate(_TEXT_WORDS)


def number_words(normal: str) -> str:
    """A number in its normal form as Pagefind words."""
    return normal.translate(_NUMBER_WORDS)


def fragment_ids(bundle: Path) -> dict[str, str]:
    """Address -> Pagefind's id, read from the fragments that it wrote."""
    found = {}
    for path in sorted((bundle / "fragment").glob("*.pf_fragment")):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        found[str(fragment["url"]).removeprefix("/")] = path.stem
    return found


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


def _write_input(path: Path, body: str, numbers: Sequence[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [words(body), *(f"{number_words(each)}{words(BLOCK_END)}" for each in numbers)]
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
            check=False,
        )
    except OSError as error:
        raise _failure(str(error)) from error
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
