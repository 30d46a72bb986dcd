"""Personal values made up by the tests: right check digits, divisions that do not exist, no real person.

Written from the standards (GB 11643, GB 32100, ISO/IEC 7812), not from what the scan looks for, so that
both can be held against each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Disguise = Callable[[str, random.Random], str]


def identity(chance: random.Random) -> str:
    """An identity number of division 99xxxx."""
    born = f"{chance.randint(1930, 2020)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return with_check(
        f"99{chance.randint(1, 99):02}{chance.randint(1, 99):02}{born}{chance.randint(1, 999):03}"
    )


def with_check(body: str) -> str:
    """Seventeen digits and the check digit: the whole is 1 modulo 11, the digits weighed by powers of 2."""
    rest = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(body)) % 11
    check = (1 - rest) % 11
    return body + ("X" if check == 10 else str(check))


def mobile(chance: random.Random) -> str:
    """A mobile number with many zeros, as none is given out."""
    return f"1{chance.randint(3, 9)}{chance.randint(0, 9)}000{chance.randint(0, 99999):05}"


def card(chance: random.Random) -> str:
    """The number of a UnionPay card of 16 to 19 digits."""
    body = "62" + "".join(chance.choices("0123456789", k=chance.randint(13, 16)))
    doubled = (2 * int(digit) if at % 2 == 0 else int(digit) for at, digit in enumerate(body[::-1]))
    total = sum(part // 10 + part % 10 for part in doubled)
    return body + str((10 - total % 10) % 10)


def passport(chance: random.Random) -> str:
    """An ordinary passport: E and eight digits, or E, a letter and seven."""
    if chance.random() < 0.5:
        return f"E{chance.randint(30_000_000, 99_999_999)}"
    return f"E{chance.choice('ABCDEFGHJK')}{chance.randint(1_000_000, 9_999_999)}"


def email(chance: random.Random) -> str:
    """A mailbox elsewhere."""
    name = "".join(chance.choices("abcdefghijkmnpqrstuvwxyz", k=6))
    return f"{name}{chance.randint(1, 99)}@{chance.choice(('mailbox', 'letters', 'post-office'))}.example"


def address(chance: random.Random) -> str:
    """A home down to the door."""
    road = chance.choice(("光明路", "和平街", "建设大道", "幸福里", "柳树巷"))
    house = chance.randint(1, 300)
    door = f"{chance.randint(1, 30)}{chance.choice('栋幢')}{chance.randint(1, 6)}单元{chance.randint(101, 3204)}室"
    if chance.random() < 0.3:
        return f"范例县样板镇{chance.choice('东西南北')}山村{chance.randint(1, 20)}组{house}号"
    return f"示例市范例区{chance.choice('东西')}街道{road}{house}号{door}"


def birth(chance: random.Random) -> str:
    """A day in one of the ways of writing it."""
    year, month, day = chance.randint(1930, 2015), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(
        (
            f"{year}年{month}月{day}日",
            f"{year}-{month:02}-{day:02}",
            f"{year}.{month}.{day}",
            f"{year}/{month}/{day}",
        )
    )


def credit_code(chance: random.Random) -> str:
    """A unified social credit code of division 990000."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    unit = "".join(chance.choices("0123456789" if chance.random() < 0.7 else signs[:30], k=8))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = 11 - sum(w * int(sign, 36) for w, sign in zip(weights, unit, strict=True)) % 11
    body = chance.choice(("11", "12", "52", "91", "92", "93")) + "990000" + unit
    body += {10: "X", 11: "0"}.get(left, str(left))
    total = sum(signs.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + signs[-total % 31]


MADE: dict[str, Callable[[random.Random], str]] = {
    "identity": identity,
    "mobile": mobile,
    "bank-card": card,
    "passport": passport,
    "email": email,
    "home-address": address,
    "birth": birth,
}
CODES = {
    "identity": "C820",
    "mobile": "C821",
    "bank-card": "C822",
    "passport": "C823",
    "home-address": "C824",
    "birth": "C825",
    "email": "C826",
}
WORDS = {
    "identity": ("身份证号：", "公民身份号码", "", "证件号码 ", "张某（身份证："),
    "mobile": ("联系电话：", "手机", "", "请致电", "李某，电话 "),
    "bank-card": ("银行卡号：", "卡号 ", "", "收款账户：", "账号："),
    "passport": ("护照号码：", "护照 ", "", "持护照（"),
    "email": ("邮箱：", "", "E-mail: ", "发送至"),
    "home-address": ("家庭住址：", "住址：", "现住址为", "户籍地址：", "张某，男，住"),
    "birth": ("出生日期：", "张某，出生年月：", "生于", "姓名：王某，出生："),
}
"""What may stand before a value; nothing, where the value speaks for itself."""


def shown(kind: str, value: str) -> str:
    """The mask, as offices write it."""
    if kind == "identity":
        return f"{value[:2]}{'*' * 13}{value[-3:]}"
    if kind == "mobile":
        return f"{value[:3]}****{value[-4:]}"
    if kind == "bank-card":
        return f"{value[:4]}****{value[-4:]}"
    if kind == "passport":
        return f"E*****{value[-3:]}"
    if kind == "email":
        return f"{value[0]}***@{value.partition('@')[2]}"
    if kind == "home-address":
        return f"{value[: value.index('镇' if '镇' in value else '街道') + (1 if '镇' in value else 2)]}****"
    return f"{value[:4]}年**月**日"


def plain(value: str, chance: random.Random) -> str:
    """As it is."""
    return value


def wide(value: str, chance: random.Random) -> str:
    """Full-width letters and digits."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in value)


def part_wide(value: str, chance: random.Random) -> str:
    """Some of them."""
    return "".join(wide(sign, chance) if chance.random() < 0.4 else sign for sign in value)


def unseen(value: str, chance: random.Random) -> str:
    """Characters between the others that cannot be seen."""
    hidden = ("\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060", "")
    return "".join(sign + chance.choice(hidden) for sign in value[:-1]) + value[-1]


def entities(value: str, chance: random.Random) -> str:
    """Some characters as entities of HTML."""
    ways = (lambda sign: f"&#{ord(sign)};", lambda sign: f"&#x{ord(sign):x};", str, str)
    return "".join(chance.choice(ways)(sign) for sign in value)


def _groups(value: str, chance: random.Random) -> list[str]:
    """A number in the groups that people write it in; the one sort of split that is drawn by chance
    is in two, for numbers with a check digit."""
    sizes = {
        9: ((1, 4, 4), (1, 8), (3, 3, 3)),
        11: ((3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5)),
        16: ((4, 4, 4, 4), (6, 10)),
        17: ((4, 4, 4, 4, 1),),
        18: ((6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4)) if len(value) == 18 else (),
        19: ((4, 4, 4, 4, 3), (6, 13)),
    }[len(value)]
    if len(value) == 18 and value.startswith("62"):
        sizes = ((4, 4, 4, 4, 2),)
    chosen = chance.choice((*sizes, (1,) * len(value)))
    if len(value) == 18 and not value.startswith("62") and chance.random() < 0.4:
        cut = chance.randint(2, 16)
        chosen = (cut, 18 - cut)
    parts, at = [], 0
    for size in chosen:
        parts.append(value[at : at + size])
        at += size
    return parts


def split_by(*signs: str) -> Disguise:
    """In groups with one of these signs between them."""

    def split(value: str, chance: random.Random) -> str:
        groups = _groups(value, chance)
        while "." in signs and len(groups) == 2 and len(value) == 11:
            groups = _groups(value, chance)  # with one dot a number is one with decimals
        return chance.choice(signs).join(groups)

    return split


def broken(value: str, chance: random.Random) -> str:
    """A line break in it."""
    cut = chance.randint(3, len(value) - 3)
    return f"{value[:cut]}\n{value[cut:]}"


def marked(value: str, chance: random.Random) -> str:
    """Marks of Markdown or tags of HTML in it."""
    cut = chance.randint(3, len(value) - 3)
    way = chance.choice(
        (
            "{}**{}**",
            "{}<b>{}</b>",
            "{}`{}`",
            "{}<span class='a'>{}</span>",
            "{}<wbr>{}",
            "{}__{}__",
            "{}<!-- -->{}",
        )
    )
    return way.format(value[:cut], value[cut:])


NUMBERS = ("identity", "mobile", "bank-card", "passport")
EVERYWHERE: dict[str, Disguise] = {
    "plain": plain,
    "wide": wide,
    "part wide": part_wide,
    "unseen": unseen,
}
SPLIT: dict[str, Disguise] = {
    "spaces": split_by(" ", "\u00a0", "\u2009", "\u3000"),
    "dashes": split_by("-", "–", "—", "－", "‑", " - "),
    "dots": split_by(".", "·", "・", "．"),
}
WRITTEN: dict[str, Disguise] = {"entities": entities, "marks": marked}
"""Only where a text is Markdown."""


def disguises(kind: str, *, markdown: bool, lines: bool = True) -> dict[str, Disguise]:
    """All that may be done to a value of a kind so that a search does not find it."""
    found = dict(EVERYWHERE)
    if kind in NUMBERS:
        found |= SPLIT
        if markdown:
            found |= WRITTEN
        if lines and kind != "passport":
            found["line break"] = broken
    elif markdown:
        found["entities"] = entities
    return found
