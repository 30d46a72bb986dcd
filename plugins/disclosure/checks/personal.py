"""C82x: personal data in what people write and attach.

What stands where it may not, `model/exposed.py` says: each kind has a rule of its own, so that each can
be told, explained and counted by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model.canonical import fold_width
from ..model.catalogue import Catalogue
from ..model.exposed import IN_NAME, RECORD, Exposed, exceptions, exposed
from .rule import Found, found, rule


def _advice(value: Exposed) -> Text:
    """How to mend it: with the mask, or with a reason that reviewers see."""
    line = f'personal_data: [{{shown: "{value.mask}", reason: …}}]'
    home = Text(f"在{value.home}写明", f"say in {value.home}")
    if value.home == RECORD:
        home = Text("在这条信息的开头写明", "say in the front matter of the record")
    if value.where is IN_NAME:
        first = Text("请改名，名称里不写这个号码", "Rename it without the number")
    else:
        first = Text(f"请改写为 {value.mask}", f"Write {value.mask}")
        if value.kind == "email":
            first = Text(f"请改用公务邮箱，{first.zh}", f"Use an official mailbox. {first.en}")
    return Text(
        f"{first.zh}；依法确需公开的，{home.zh} {line}。",
        f"{first.en}; where the law wants it public, {home.en} {line}.",
    )


@rule(
    "C820",
    zh="{where}有公民身份号码 {mask}",
    en="an identity number {mask} stands {where}",
    needs_pack=False,
)
def no_identity_numbers(catalogue: Catalogue) -> Iterator[Found]:
    """不公开公民身份号码。

    为什么：身份号码一旦公开就收不回来，会被冒用；这是检查中最常见的泄露。
    怎样改：改写为 35*************123 这样的形式；依法确需公开的，在 personal_data 中写明理由。

    No identity number is published.

    Why: it cannot be taken back, and others can act in its owner's name; inspectors look for it first.
    Fix: write it like 35*************123; where the law wants it, state the reason in personal_data.
    """
    yield from _standing(catalogue, "identity")


@rule(
    "C821",
    zh="{where}有手机号码 {mask}",
    en="a mobile number {mask} stands {where}",
    needs_pack=False,
)
def no_mobile_numbers(catalogue: Catalogue) -> Iterator[Found]:
    """不公开个人手机号码。

    为什么：手机号码属于个人隐私；机关的联系电话应当是办公电话。
    怎样改：改写为 138****1234 这样的形式；确是办公用的，写进 agency.yml 的电话，就不再提示。

    No mobile number of a person is published.

    Why: it is private; an agency is reached at its office telephone.
    Fix: write it like 138****1234; if it is the office's own, declare it as a phone in agency.yml.
    """
    yield from _standing(catalogue, "mobile")


@rule(
    "C822",
    zh="{where}有银行卡号或者账号 {mask}",
    en="the number of a bank card or account {mask} stands {where}",
    needs_pack=False,
)
def no_bank_cards(catalogue: Catalogue) -> Iterator[Found]:
    """不公开银行卡号和账号。

    为什么：卡号连同姓名公开，会被用于诈骗和盗刷。
    怎样改：改写为 6222****1234 这样的形式；确需公开的对公收款账户，在 personal_data 中写明理由。

    No number of a bank card or account is published.

    Why: with a name beside it, it is what swindlers need.
    Fix: write it like 6222****1234; for an account of an agency, state the reason in personal_data.
    """
    yield from _standing(catalogue, "bank-card")


@rule(
    "C823",
    zh="{where}有护照或者通行证号码 {mask}",
    en="the number of a passport or permit {mask} stands {where}",
    needs_pack=False,
)
def no_passports(catalogue: Catalogue) -> Iterator[Found]:
    """不公开护照和通行证的号码。

    为什么：证件号码属于个人隐私，公开后会被冒用。
    怎样改：改写为 E*****678 这样的形式；不是证件号码的，在 personal_data 中写明是什么。

    No number of a passport or travel permit is published.

    Why: it is private, and others can use it.
    Fix: write it like E*****678; if it is something else, say in personal_data what it is.
    """
    yield from _standing(catalogue, "passport")


@rule(
    "C824",
    zh="{where}有详细家庭住址（{mask}）",
    en="a full home address ({mask}) stands {where}",
    needs_pack=False,
)
def no_home_addresses(catalogue: Catalogue) -> Iterator[Found]:
    """家庭住址只写到乡镇、街道。

    为什么：门牌号连同姓名公开，谁都能找上门。
    怎样改：删去乡镇、街道以下的部分；依法确需公开的，在 personal_data 中写明理由。

    Home addresses end with the township.

    Why: with a name and a door anybody can come.
    Fix: leave out what is finer than the township; where the law wants it, state the reason in
    personal_data.
    """
    yield from _standing(catalogue, "home-address")


@rule(
    "C825",
    zh="{where}有个人出生日期（{mask}）",
    en="somebody's date of birth ({mask}) stands {where}",
    needs_pack=False,
)
def no_dates_of_birth(catalogue: Catalogue) -> Iterator[Found]:
    """不公开个人的出生日期。

    为什么：姓名和出生日期合在一起就能认出一个人，也是冒用身份的材料。
    怎样改：只写年份；依法确需公开的（如任前公示的出生年月），在 personal_data 中写明理由。

    No date of birth of a person is published.

    Why: with the name it tells who somebody is, and helps to pass for them.
    Fix: leave the year only; where the law wants it, as before appointments, state the reason in
    personal_data.
    """
    yield from _standing(catalogue, "birth")


@rule(
    "C826",
    zh="{where}有不属于本机关的电子邮箱 {mask}",
    en="an e-mail address {mask} that is not the agency's stands {where}",
    needs_pack=False,
)
def no_private_emails(catalogue: Catalogue) -> Iterator[Found]:
    """只公开机关的电子邮箱。

    为什么：个人邮箱属于个人隐私，人走了也没有人收信。
    怎样改：改用公务邮箱；确是办公用的，写进 agency.yml 的 email，就不再提示。

    Only mailboxes of agencies are published.

    Why: a person's own is private, and nobody reads it when they have left.
    Fix: use the official one; if this is the office's own, declare it as email in agency.yml.
    """
    yield from _standing(catalogue, "email")


@rule(
    "C827",
    zh="personal_data 中的“{shown}”在相应的文件里没有对应的内容",
    en="nothing in these files is like '{shown}' of personal_data",
    needs_pack=False,
)
def exceptions_are_used(catalogue: Catalogue) -> Iterator[Found]:
    """保留个人信息的说明都有对应的内容。

    为什么：没有用的说明，以后会放过不该公开的内容。
    怎样改：删去这一项；写法不对的，照检查结果中的遮盖写法（如 138****1234）更正。

    Every exception for personal data matches something.

    Why: an idle one would let something pass later.
    Fix: delete it, or correct it to the mask that the finding shows, like 138****1234.
    """
    for place, entries, seen in exceptions(catalogue):
        for index, entry in enumerate(entries):
            if seen is not None and fold_width(entry.shown) not in seen:
                yield found(place.at("personal_data", index), shown=entry.shown)


@rule(
    "C828",
    zh="personal_data 中的“{shown}”没有写明理由（reason）",
    en="'{shown}' of personal_data states no reason",
    needs_pack=False,
)
def exceptions_have_reasons(catalogue: Catalogue) -> Iterator[Found]:
    """保留个人信息须写明理由。

    为什么：审查的人要看理由，才能判断是否可以公开。
    怎样改：补写 reason，写明依据哪部法律、为什么必须公开。

    An exception for personal data states its reason.

    Why: those who review it judge by the reason.
    Fix: add reason: the law that it rests on, and why it must be public.
    """
    for place, entries, _ in exceptions(catalogue):
        for index, entry in enumerate(entries):
            if not entry.reason and place.sound("personal_data", index, "reason"):
                yield found(place.at("personal_data", index), shown=entry.shown)


def _standing(catalogue: Catalogue, kind: str) -> Iterator[Found]:
    for value in exposed(catalogue):
        if value.kind == kind:
            yield found(value.span, fix=_advice(value), where=value.where, mask=value.mask)
