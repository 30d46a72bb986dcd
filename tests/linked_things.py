"""The schema.org objects (JSON-LD) that stand in the pages of a site."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

Thing = dict[str, object]
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def things_of(html: Mapping[str, str]) -> dict[str, list[Thing]]:
    """Address of each page -> its objects."""
    return {name: [json.loads(t) for t in _SCRIPT.findall(text)] for name, text in html.items()}
