"""The page that is served in place of any other, at any depth: it carries its style within itself."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from ..pages.frame import policy, source_hash

_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"([^>]*)>')
_SCRIPT = re.compile(r'<script src="([^"]+)"[^>]*></script>')
_ICON = re.compile(r'<link rel="icon"[^>]*>')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
KEPT = "display.js"
"""The one script that such a page needs: it keeps the visitor's settings."""


def standalone(html: str, site: Path, host: str) -> str:
    """A page at the site's root with its style sheets and its script inline, named by their hashes.

    A relative address would lead elsewhere at another depth, an absolute one would ask another host
    wherever the site is only looked at. `host` is where its forms may lead to besides its own.
    """
    hashes: list[str] = []

    def style(match: re.Match[str]) -> str:
        text = _MAP.sub("", (site / match[1]).read_text("utf-8")).strip()
        hashes.append(source_hash(text))
        return f"<style{match[2]}>{text}</style>"

    def script(match: re.Match[str]) -> str:
        if not match[1].endswith(KEPT):
            return ""
        text = (site / match[1]).read_text("utf-8")
        hashes.append(source_hash(text))
        return f"<script>{text}</script>"

    html = _ICON.sub("", _SCRIPT.sub(script, _SHEET.sub(style, html)))
    allowed = escape(policy(hashes=hashes, address=host))
    return _POLICY.sub(lambda found: found[1] + allowed + found[2], html)
