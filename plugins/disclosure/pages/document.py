"""The parts of an official text that are set apart: whom it is sent to, and who signed it when."""

from __future__ import annotations

import re

_ADDRESSEE = re.compile(r"\A(\s*)<p>(?=[^<]{2,80}：</p>)")
_SIGNATURE = re.compile(
    r"<p>(?P<by>[^<]{2,40})</p>\s*<p>(?P<on>\d{4}年\d{1,2}月\d{1,2}日)</p>\s*\Z"
)


def set_document(text: str) -> str:
    """The HTML of a record's text with classes on 主送机关 (first) and 落款 (last).

    A text that has neither is left as it is; the words are never touched.
    """
    text = str(text)  # a Markup would escape what is put in
    text = _ADDRESSEE.sub(r'\1<p class="addressee">', text, count=1)
    if not text.rstrip().endswith("日</p>"):
        return text
    return _SIGNATURE.sub(
        '<p class="signed">\\g<by></p>\n<p class="signed">\\g<on></p>\n', text, count=1
    )
