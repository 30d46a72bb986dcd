"""What the scan takes for personal data, and what it lets pass."""

from __future__ import annotations

import pytest

from disclosure.privacy import masked, scan
from disclosure.privacy.sieve import suspects


def test_a_number_is_found_with_its_place_and_mask() -> None:
    (hit,) = scan("联系电话：１３９ 0000-1234。")
    assert (hit.kind, hit.start, hit.end, hit.mask) == ("mobile", 5, 18, "139****1234")
    assert hit.value not in repr(hit)


def test_a_masked_text_has_nothing_left() -> None:
    text = masked("电话13900001234，邮箱a.b@163.com")
    assert text == "电话139****1234，邮箱a***@163.com"
    assert scan(text) == ()


HOMES = [
    ("住示例市样板区和平街道幸福小区3号楼2单元501室", "示例市样板区和平街道****"),
    ("当事人钱某，男，住样板县东河镇王庄村5组12号。", "样板县东河镇****"),
    ("申请人（住样板区建设路8号）", "样板区****"),
    ("电话见后，身份证见后，住样板区南湖街道西园3号楼2单元501室，邮箱见后", "样板区南湖街道****"),
]


@pytest.mark.parametrize(("text", "mask"), HOMES)
def test_a_home_is_told_by_a_bare_word_too(text: str, mask: str) -> None:
    assert [(hit.kind, hit.mask) for hit in scan(text)] == [("home-address", mask)]
    assert list(suspects([text.encode()])) == [0]


@pytest.mark.parametrize(
    "text",
    [
        "入住样板区老年公寓须知，地址建设路8号",
        "住房和城乡建设局，建设路8号",
        "1. 住院费用；2. 住市内旅馆的，每天300元",
        "住样板区的居民可以申请",
        "住所：样板区建设路8号",
    ],
)
def test_what_only_begins_like_a_home_is_none(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    ("text", "mask"),
    [("钱某（女，1990-01-05生）", "1990年**月**日"), ("钱某，男，1990.1.5生", "1990年**月**日")],
)
def test_a_birth_in_digits_beside_a_person(text: str, mask: str) -> None:
    assert [(hit.kind, hit.mask) for hit in scan(text)] == [("birth", mask)]
    assert list(suspects([text.encode()])) == [0]
