"""What the scan takes for personal data, and what it lets pass."""

from __future__ import annotations

from disclosure.privacy import masked, scan


def test_a_number_is_found_with_its_place_and_mask() -> None:
    (hit,) = scan("联系电话：１３９ 0000-1234。")
    assert (hit.kind, hit.start, hit.end, hit.mask) == ("mobile", 5, 18, "139****1234")
    assert hit.value not in repr(hit)


def test_a_masked_text_has_nothing_left() -> None:
    text = masked("电话13900001234，邮箱a.b@163.com")
    assert text == "电话139****1234，邮箱a***@163.com"
    assert scan(text) == ()
