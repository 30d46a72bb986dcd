"""Ways in which a review is written in a file, and what `approve` makes of each: exact texts.

In them A, B and C are whole entries in braces; `@` is the hash of the text as it stands, `#` another.
"""

from __future__ import annotations

from typing import NamedTuple

A = '{level: 1, post: 经办人, date: 2026-03-02, hash: "@"}'
B = '{level: 2, post: 副主任, date: 2026-03-03, hash: "@"}'
C = '{level: 3, post: 主任, date: 2026-03-04, hash: "@"}'
OLD_A, OLD_B, OLD_C = (entry.replace("@", "#") for entry in (A, B, C))
POSTS = {1: "经办人", 2: "副主任", 3: "主任"}
DAYS = {1: "2026-03-02", 2: "2026-03-03", 3: "2026-03-04"}


class Style(NamedTuple):
    """The lines of a front matter from `review` on, before and after a level is approved."""

    name: str
    level: int
    before: str
    after: str


def lines(*entries: str, indent: str = "  ") -> str:
    return "review:\n" + "".join(f"{indent}- {entry}\n" for entry in entries)


def block(entry: str, indent: str = "  ", gap: str = " ") -> str:
    """An entry without braces."""
    first, *rest = entry.strip("{}").split(", ")
    inner = "\n" + indent + " " * (len(gap) + 1)
    return f"{indent}-{gap}{inner.join([first, *rest])}\n"


STYLES: tuple[Style, ...] = (
    # none yet
    Style("no key", 1, "", lines(A)),
    Style("no key, a comment at the end", 1, "# 未审查\n", f"# 未审查\n{lines(A)}"),
    Style(
        "no key, another list at the left margin",
        1,
        "former_addresses:\n- /zwgk/old/1.html\n",
        f"former_addresses:\n- /zwgk/old/1.html\n{lines(A, indent='')}",
    ),
    Style(
        "no key, a block at the end",
        1,
        "former_addresses: &\n".replace("&", "[/zwgk/old/1.html,\n  /zwgk/old/2.html]"),
        f"former_addresses: [/zwgk/old/1.html,\n  /zwgk/old/2.html]\n{lines(A)}",
    ),
    Style("an empty value", 1, "review:\n", lines(A)),
    Style("an empty value with spaces", 1, "review:   \n", f"review:   \n  - {A}\n"),
    Style("an empty value with a comment", 1, "review: # 未审查\n", f"review: # 未审查\n  - {A}\n"),
    Style("a null", 1, "review: ~\n", lines(A)),
    Style("an empty list", 1, "review: []\n", lines(A)),
    Style("an empty list with a space", 1, "review: [ ]  # 无\n", f"review:  # 无\n  - {A}\n"),
    Style("an empty list on two lines", 1, "review: [\n  ]\n", f"review: [\n  {A}]\n"),
    Style("an empty list on the next line", 1, "review:\n  []\n", f"review:\n  [{A}]\n"),
    Style("a quoted key", 1, '"review": []\n', f'"review":\n  - {A}\n'),
    Style(
        "keys behind an empty list",
        1,
        "review: []\nformer_addresses: []\n",
        f"{lines(A)}former_addresses: []\n",
    ),
    # one more
    Style("one more", 2, lines(A), lines(A, B)),
    Style("the last", 3, lines(A, B), lines(A, B, C)),
    Style("one more at the left margin", 2, lines(A, indent=""), lines(A, B, indent="")),
    Style("one more far in", 2, lines(A, indent="      "), lines(A, B, indent="      ")),
    Style(
        "one more behind a comment",
        2,
        f"review:\n  # 第一级\n  - {A}  # 见纸质单\n  # 完\nformer_addresses: []\n",
        f"review:\n  # 第一级\n  - {A}  # 见纸质单\n  - {B}\n  # 完\nformer_addresses: []\n",
    ),
    Style("one more, blocks", 2, f"review:\n{block(A)}", f"review:\n{block(A)}{block(B)}"),
    Style(
        "one more, blocks of another indentation",
        3,
        f"review:\n{block(A, '   ', '   ')}{block(B, '   ', '   ')}",
        f"review:\n{block(A, '   ', '   ')}{block(B, '   ', '   ')}{block(C, '   ', '   ')}",
    ),
    Style(
        "one more, blocks that begin below the dash",
        2,
        f"review:\n  -\n    {block(A, '  ')[4:]}",
        f"review:\n  -\n    {block(A, '  ')[4:]}{block(B)}",
    ),
    Style("one more, brackets", 2, f"review: [{A}]\n", f"review: [{A}, {B}]\n"),
    Style("one more, brackets and a comma", 2, f"review: [{A},]\n", f"review: [{A}, {B},]\n"),
    Style(
        "one more, brackets on lines",
        2,
        f"review: [\n  {A},  # 经办\n]\n",
        f"review: [\n  {A},  # 经办\n  {B},\n]\n",
    ),
    Style(
        "one more, brackets on lines without a comma",
        2,
        f"review: [\n  {A}  # 经办\n]\n",
        f"review: [\n  {A},  # 经办\n  {B}\n]\n",
    ),
    Style(
        "one more, brackets that end on the line",
        2,
        f"review: [\n    {A} ]\n",
        f"review: [\n    {A},\n    {B} ]\n",
    ),
    Style("the first of several", 1, lines(OLD_B, OLD_C), lines(A, OLD_B, OLD_C)),
    Style(
        "the first of several in brackets",
        1,
        f"review: [{OLD_B}]\n",
        f"review: [{A}, {OLD_B}]\n",
    ),
    Style(
        "the first of several in brackets on lines",
        1,
        f"review: [\n  {OLD_B}\n]\n",
        f"review: [\n  {A},\n  {OLD_B}\n]\n",
    ),
    Style("one between", 2, lines(A, OLD_C), lines(A, B, OLD_C)),
    # again
    Style("again", 1, lines(OLD_A, OLD_B, OLD_C), lines(A, OLD_B, OLD_C)),
    Style("the last again", 3, lines(A, B, OLD_C), lines(A, B, C)),
    Style("again in an odd order", 2, lines(OLD_C, A, OLD_B), lines(OLD_C, A, B)),
    Style("again, nothing new", 2, lines(A, B), lines(A, B)),
    Style("again, brackets", 2, f"review: [{A}, {OLD_B}]\n", f"review: [{A}, {B}]\n"),
    Style(
        "again, blocks with comments",
        2,
        f"review:\n{block(A)}{block(OLD_B)}".replace("date: 2026-03-03", "date: 2026-03-02  # 改"),
        f"review:\n{block(A)}{block(B)}".replace("date: 2026-03-03", "date: 2026-03-03  # 改"),
    ),
    Style(
        "again, in quotes of its own",
        2,
        lines(A, "{hash: '#', post: '办公室', date: \"2026-01-01\", level: 2}"),
        lines(A, "{hash: '@', post: '副主任', date: \"2026-03-03\", level: 2}"),
    ),
    Style(
        "again, without quotes",
        2,
        f"review:\n{block(A)}  - {{level: 2, post: 办公室, date: 2026-01-01, hash: #}}\n".replace(
            "hash: #", "hash: v1:0"
        ),
        f"review:\n{block(A)}  - {{level: 2, post: 副主任, date: 2026-03-03, hash: @}}\n",
    ),
    Style(
        "named but not given",
        2,
        lines(A, "{level: 2, post: 副主任, date: 2026-03-03}"),
        lines(A, B),
    ),
    Style(
        "named but not given, block",
        2,
        f"review:\n{block(A)}{block('{level: 2, post: 副主任, date: 2026-03-03}')}former_addresses: []\n",
        f"review:\n{block(A)}{block(B)}former_addresses: []\n",
    ),
    Style(
        "an empty hash",
        2,
        lines(A, "{level: 2, post: 副主任, date: 2026-03-03, hash: }"),
        lines(A, '{level: 2, post: 副主任, date: 2026-03-03, hash: "@"}'),
    ),
    Style(
        "an empty hash in a block",
        2,
        f"review:\n{block(A)}{block(B)}"[:-5] + "\n",
        f"review:\n{block(A)}{block(B)}",
    ),
    Style(
        "a folded post",
        2,
        "review:\n"
        + block(A)
        + block(OLD_B).replace("post: 副主任", "post: >-\n      副\n      主任"),
        "review:\n" + block(A) + block(B),
    ),
)
