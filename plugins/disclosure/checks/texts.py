"""C5xx, second part: what stands in Markdown texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from .. import bodies
from ..diagnostics import Span, Text
from ..links import links_in, resolve
from ..model.catalogue import Catalogue, Record
from .rule import Found, found, rule


@rule(
    "C511",
    zh="链接“{target}”没有目标",
    en="the link '{target}' leads nowhere",
    needs_pack=False,
)
def link_leads_somewhere(catalogue: Catalogue) -> Iterator[Found]:
    """正文里的链接都有目标。

    为什么：打不开的链接是检查扣分最多的问题之一。
    怎样改：写相对路径（如 ../2025/x.md、files/a.pdf）、#本文中的标题、agency:机关、item:机关/事项，或
    https:// 开头的网址。

    Links in texts lead somewhere.

    Why: dead links are among the commonest faults that inspectors find.
    Fix: write a relative path (../2025/x.md, files/a.pdf), #a heading of this text, agency:<id>,
    item:<agency>/<id> or an https:// address.
    """
    for file, agency, body, line in _texts(catalogue):
        for link in links_in(body, line):
            if link.target.startswith("#"):
                if _has_part(body, link.target):
                    continue
            elif resolve(catalogue, file, agency, link.target) is not None:
                continue
            if _may_lead_to_lost_item(catalogue, agency, link.target):
                continue
            yield found(Span(file, link.line, link.column), target=link.target[:80])


def _has_part(body: str, target: str) -> bool:
    """Whether a text has the heading that a link in it names; hardly any text has such links."""
    try:
        html = bodies.render(body, lambda _: None)
    except bodies.BodyTooSlow:
        return True  # C512
    ids = {unescape(each) for each in _ID.findall(html)}
    return bool({f"s-{unquote(target[1:])}", unquote(target[1:])} & ids)


_ID = re.compile(r'<[a-z0-9]+(?: [^>]*)? id="([^"]*)"')


def _may_lead_to_lost_item(catalogue: Catalogue, agency: str | None, target: str) -> bool:
    """Whether a link names an item of a catalogue that could not be read whole."""
    word, _, ref = target.partition(":")
    home, _ = catalogue.find(ref, agency or "")
    if word.lower() != "item" or home is None:
        return False
    return "catalogue" in home.gaps or "" in home.lost


@rule(
    "C512",
    zh="正文过{what}，不能发布",
    en="the text is too {what} to publish",
    needs_pack=False,
)
def text_is_light_enough(catalogue: Catalogue) -> Iterator[Found]:
    """正文不过长，不层层嵌套，不堆满特殊符号。

    为什么：过长或嵌套过深的正文会卡住发布，所有机关都跟着等。
    怎样改：长文分成几条信息，或把表格放进附件；检查没有成对的方括号、没有关上的标签和层层嵌套的列表、
    引用。

    Texts are not too long, not deeply nested, and not full of signs.

    Why: such a text would stall the release of every agency.
    Fix: split it, or attach large tables; look for unpaired square brackets, tags that were not closed,
    and lists or quotations in each other.
    """
    words = {
        "size": Text("长（超过 200 kB）", "long (over 200 kB)"),
        "brackets": Text("乱（方括号嵌套过多）", "tangled (too many open brackets)"),
        "deep": Text("乱（列表、引用或表格层层嵌套）", "tangled (too deeply nested)"),
        "slow": Text(
            "乱（特殊符号太多，无法及时转换）", "tangled (too many signs to convert in time)"
        ),
    }
    for file, _, body, line in _texts(catalogue):
        if problem := bodies.too_heavy(body):
            yield found(Span(file, line), what=words[problem])


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, str | None, str, int]]:
    """Every Markdown text: file, agency, text, first line."""
    for prose in catalogue.prose:
        yield prose.file, None, prose.text, prose.line
    for agency in catalogue.agencies.values():
        if agency.guide:
            guide = agency.guide
            yield guide.place.file, agency.id, guide.body, guide.body_line
        for record in agency.records:
            yield _record_text(record)


def _record_text(record: Record) -> tuple[str, str | None, str, int]:
    return record.place.file, record.agency, record.body, record.body_line
