"""What changed of an item between then and now, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..limits import limit_words
from ..model.catalogue import Catalogue
from ..model.common import Limit
from ..model.item import ItemEntry
from ..model.pack import Entry


def differences(
    catalogue: Catalogue, then: ItemEntry, now: ItemEntry
) -> Iterator[tuple[str, Text]]:
    """The facts of an item that changed, each with words for it."""
    if then.name != now.name:
        yield "name", _turned("名称", "name", then.name, now.name)
    if then.category != now.category:
        pair = (_named(catalogue, "categories", (each.category,)) for each in (then, now))
        yield "category", _turned("类别", "category", *pair)
    if {*then.also} != {*now.also}:
        pair = (_named(catalogue, "categories", each.also) for each in (then, now))
        yield "also", _turned("兼属类别", "other categories", *pair)
    if then.limit != now.limit:
        pair = (_limit(catalogue, each.limit) for each in (then, now))
        yield "limit", _turned("公开时限", "limit", *pair)
    if {*then.forms} != {*now.forms} or then.form_text != now.form_text:
        pair = (
            _named(catalogue, "forms", each.forms)
            + (f"：{each.form_text}" if each.form_text else "")
            for each in (then, now)
        )
        yield "forms", _turned("公开形式", "forms", *pair)
    if then.mode != now.mode:
        yield "mode", _turned("公开方式", "mode", _MODES[then.mode], _MODES[now.mode])
    if (then.audience, then.group) != (now.audience, now.group):
        pair = (each.group or _AUDIENCES[each.audience] for each in (then, now))
        yield "audience", _turned("公开对象", "audience", *pair)


_MODES = {"proactive": "主动公开", "on-request": "依申请公开", "withheld": "不予公开"}
_AUDIENCES = {"public": "社会公众", "group": "特定群体", "internal": "仅限内部"}


def _turned(zh: str, en: str, then: str, now: str) -> Text:
    return Text(f"{zh}由“{then}”改为“{now}”", f"{en}: '{then}' to '{now}'")


def _named(catalogue: Catalogue, group: str, ids: tuple[str, ...]) -> str:
    entries = catalogue.pack.entries(group) if catalogue.packs else {}
    names = (
        getattr(entries.get(each), "short", None) or _name(entries.get(each), each) for each in ids
    )
    return "、".join(names) or "无"


def _name(entry: Entry | None, unknown: str) -> str:
    return entry.name if entry else unknown


def _limit(catalogue: Catalogue, limit: Limit | None) -> str:
    if limit is None:
        return "无"
    events = catalogue.pack.file.events if catalogue.packs else ()
    return limit_words(limit, {event.id: event.name for event in events})
