"""C7xx, second part: the guide of each agency."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model.catalogue import Catalogue, Place
from .agencies import with_facts
from .rule import Found, found, rule


@rule("C710", zh="没有公开指南（guide.md）", en="there is no guide (guide.md)")
def guide_exists(catalogue: Catalogue) -> Iterator[Found]:
    """每个机关都有公开指南。

    为什么：没有指南，公众不知道怎样查、怎样申请。
    怎样改：新建 guide.md，可从示例市复制一份来改。

    Every agency has a guide.

    Why: without it the public does not know how to look things up or apply.
    Fix: write guide.md; copy one of the sample city to begin with.
    """
    for agency in with_facts(catalogue):
        if agency.guide is None and "guide" not in agency.gaps:
            yield found(agency.place.at())


@rule("C711", zh="公开指南缺少“{name}”（{field}）", en="the guide lacks {name} ({field})")
def guide_facts_are_complete(catalogue: Catalogue) -> Iterator[Found]:
    """公开指南写明规定的各项内容。

    为什么：信息分类、获取方式、申请渠道等缺一项，公众就不知道下一步怎么做。
    怎样改：在 guide.md 开头的说明中补写提示的字段；投诉方式写在 agency.yml 的 complaints 中。

    The guide states everything that is asked of it.

    Why: with a fact missing people do not know what to do next.
    Fix: add the field to the front matter of guide.md; complaints stand in agency.yml.
    """
    for agency in with_facts(catalogue):
        for fact in catalogue.pack.file.guide_fields:
            if fact.source == "agency" and fact.field != "disclosure_office":
                if not getattr(agency.file, fact.field, None) and agency.place.sound(fact.field):
                    yield _lacks(agency.place, fact.article, fact.name, fact.name_en, fact.field)
            elif fact.source == "guide" and agency.guide:
                value = getattr(agency.guide.file, fact.field, None)
                if not value and agency.guide.place.sound(fact.field):
                    place = agency.guide.place
                    yield _lacks(place, fact.article, fact.name, fact.name_en, fact.field)


@rule("C712", zh="公开指南缺少申请渠道“{name}”（channels.{field}）", en="the guide lacks {name}")
def guide_names_all_channels(catalogue: Catalogue) -> Iterator[Found]:
    """公开指南写明条例列出的每种申请渠道。

    为什么：公众可以用信函、电报、传真、电子邮件等任何一种形式申请。
    怎样改：在 guide.md 的 channels 中补写。

    The guide names every channel of application that the regulation lists.

    Why: people may apply by any of them.
    Fix: add it under channels in guide.md.
    """
    for agency in with_facts(catalogue):
        if agency.guide is None or agency.guide.file.channels is None:
            continue
        for channel in catalogue.pack.file.channels:
            value = getattr(agency.guide.file.channels, channel.id, None)
            if not value and agency.guide.place.sound("channels", channel.id):
                place, name = agency.guide.place, Text(channel.name, channel.name_en)
                span = place.at("channels")
                yield found(span, article=channel.article, name=name, field=channel.id)


def _lacks(place: Place, article: str, name: str, name_en: str, field: str) -> Found:
    return found(place.at(), article=article, name=Text(name, name_en), field=field)
