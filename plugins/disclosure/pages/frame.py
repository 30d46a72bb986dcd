"""What the theme's frame of a page needs besides its slots: a content security policy, and less."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet holds its icons as data
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_LEFTOVERS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">\s*</div>'
    r'|<div class="md-dialog" data-md-component="dialog">\s*<div class="[^"]*"></div>\s*</div>'
)
"""Parts of the theme's own menu, search and messages; this site has its own, and loads no script
of the theme that would use them."""
_LANGUAGE = re.compile(r'(<html[^>]*\slang=)"zh"')
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")


def policy(
    *,
    wasm: bool = False,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    address: str = "",
) -> str:
    """The policy of a page: everything from its own host, and nothing inline but what is named.

    `wasm` is for the search page, whose engine is WebAssembly; `scripts` and `styles` are the texts
    of inline elements, which stand in the policy by their hashes; JSON-LD is never run, but checkers
    want it named too. `address` is another place that forms may lead to. What only a server's header
    can say (`frame-ancestors`) is not in it: browsers ignore it in a page.
    """
    before, after = _around_scripts(wasm, tuple(styles), address)
    return before + "".join(map(_hash, scripts)) + after


@lru_cache(maxsize=100)  # one for nearly all pages
def _around_scripts(wasm: bool, styles: tuple[str, ...], address: str) -> tuple[str, str]:
    more = {
        "script-src": " 'wasm-unsafe-eval'\n" if wasm else "\n",
        "style-src": "".join(map(_hash, styles)),
        "form-action": f" {address}" if address else "",
    }
    every = [f"{name} {value}{more.get(name, '')}" for name, value in _POLICY.items()]
    before, _, after = "; ".join(every).partition("\n")
    return before, after


def _hash(text: str) -> str:
    return f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def plain_frame(html: str) -> str:
    """A page or shell as the theme rendered it, without what no page of ours uses.

    Around the article the blank lines go too that templates leave; a text may need its own.
    """
    html = _LANGUAGE.sub(r'\1"zh-CN"', _LEFTOVERS.sub("", html))
    before, start, rest = html.partition("<article")
    article, end, after = rest.rpartition("</article>")
    return _tight(before).lstrip() + start + article + end + _tight(after)


def _tight(frame: str) -> str:
    return _BLANK.sub("\n", frame)
