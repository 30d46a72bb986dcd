"""The page that is served in place of any other, at any depth: it carries its style within itself."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from ..pages.frame import policy

_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"([^>]*)>')
_SCRIPT = re.compile(r'(\s*)<script src="([^"]+)"[^>]*></script>')
_ICON = re.compile(r'\s*<link rel="icon"[^>]*>')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
_CONTAINER = re.compile(r"\s*container(?:-type)?:[^;]*;")
"""The Nu HTML checker reads inline styles and does not know container queries; here the article is as
wide as the window, so that media queries say the same."""
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
KEPT = "display.js"
"""The one script that such a page needs: it keeps the visitor's settings."""


def standalone(html: str, site: Path, host: str) -> str:
    """A page at the site's root with its style sheets and its script inline, named by their hashes.

    A relative address would lead elsewhere at another depth, an absolute one would ask another host
    wherever the site is only looked at. `host` is where its forms may lead to besides its own.
    """
    scripts, styles = _DATA.findall(html), []

    def style(match: re.Match[str]) -> str:
        text = _MAP.sub("", (site / match[1]).read_text("utf-8")).strip()
        text = _CONTAINER.sub("", text).replace("@container article", "@media")
        styles.append(text)
        return f"<style{match[2]}>{text}</style>"

    def script(match: re.Match[str]) -> str:
        if not match[2].endswith(KEPT):
            return ""
        text = (site / match[2]).read_text("utf-8").strip()
        scripts.append(text)
        return f"{match[1]}<script>{text}</script>"

    html = _ICON.sub("", _SCRIPT.sub(script, _SHEET.sub(style, html)))
    allowed = escape(policy(scripts=scripts, styles=styles, address=host))
    return _POLICY.sub(lambda found: found[1] + allowed + found[2], html)
