"""How a personal value may be shown: the masks that offices use.

Mobile numbers 138****1234, identity numbers 35*************123 and home addresses down to the
township (notice of 永安市, 2023-01-04); bank cards by their first and last four digits; of a date of
birth the year.
"""

from __future__ import annotations

import re

_TOWNSHIP = re.compile(r".*?(?:街道|[镇乡])(?!政府|人民)")
_DISTRICT = re.compile(r".{1,24}?(?:(?<![小社园校厂街库])区|[县旗])|.{1,12}?[市州盟省]")


def of_identity(value: str) -> str:
    """Two digits, stars, three characters."""
    return f"{value[:2]}{'*' * (len(value) - 5)}{value[-3:]}"


def of_mobile(value: str) -> str:
    """138****1234."""
    return f"{value[:3]}****{value[-4:]}"


def of_card(value: str) -> str:
    """6222****1234."""
    return f"{value[:4]}****{value[-4:]}"


def of_passport(value: str) -> str:
    """The first letter, stars, three digits."""
    return f"{value[0]}{'*' * (len(value) - 4)}{value[-3:]}"


def of_birth(value: str) -> str:
    """The year of `1980-05` or `1980-05-12`."""
    return f"{value[:4]}年**月" + ("**日" if len(value) > 7 else "")


def of_email(value: str) -> str:
    """The first letter and the domain."""
    name, _, domain = value.partition("@")
    return f"{name[0]}***@{domain}"


def of_address(value: str) -> str:
    """Down to the township; where none is named, down to the district or the city."""
    known = _TOWNSHIP.match(value) or _DISTRICT.match(value)
    return f"{known[0] if known else '某地'}****"
