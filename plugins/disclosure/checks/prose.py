"""C9xx, second part: what `pages/` holds."""

from __future__ import annotations

from collections.abc import Iterator

from ..attachments.kinds import ENDINGS
from ..diagnostics import Span, Text
from ..model.catalogue import Catalogue
from .names import name_problem, shown
from .rule import Found, found, rule

WORDS_ONLY = frozenset(("index.md", "404.md"))
"""Pages that supply the words of the generated page of their address."""
KINDS = frozenset(("md",)).union(*ENDINGS.values())
"""Endings of files that `pages/` may hold: prose, and what may be attached to a record."""


@rule(
    "C907",
    scope="city",
    zh="pages/ 中的“{name}”不能发布：{problem}",
    en="'{name}' in pages/ cannot be published: {problem}",
    needs_pack=False,
)
def prose_files_are_sound(catalogue: Catalogue) -> Iterator[Found]:
    """pages/ 中只有文章、图片和文件，文件名在各种系统上都能用。

    为什么：pages/ 中的文件原样放到网站上，网页、脚本、样式表和 SVG 图片会在访问者的浏览器里运行，还能冒充网站
    自己的文件；含有特殊符号的文件名会让链接变成别的东西。
    怎样改：文章写成 .md；图片用 PNG、JPEG 等格式；文件名只用汉字、字母、数字、连字符和点。

    pages/ holds prose, pictures and documents, with names that work on every system.

    Why: its files stand in the site as they are; pages, scripts, style sheets and SVG pictures would run
    in the browsers of visitors and could pose as files of the site; a name with special signs turns a
    link into something else.
    Fix: write prose as .md and pictures as PNG or JPEG; use letters, digits, hyphens and dots.
    """
    for path in sorted(catalogue.prose_files):
        if problem := _prose_problem(path):
            yield found(Span(f"{catalogue.root}/pages/{path}"), name=shown(path), problem=problem)


def _prose_problem(path: str) -> Text | None:
    if problem := name_problem(path):
        return problem
    ending = path.rpartition(".")[2]
    if ending not in KINDS:
        return Text(f"不能是“.{ending[:20]}”文件", f"no .{ending[:20]} files")
    return None


def publishable(catalogue: Catalogue) -> frozenset[str]:
    """The files of `pages/` that may stand in the site, by their paths there."""
    return frozenset(path for path in catalogue.prose_files if not _prose_problem(path))
