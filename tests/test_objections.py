"""What an answered objection leaves on the page of a record, and that nothing else gets there."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import NOTICES, REGISTER
from city_builds import build as build_site
from page_builds import build, city, words
from small_city import Change, edit, write

ENTRY = "{id: Y-1, received: 2026-04-01, record: plan-2026, topic: 数字有误, answered: 2026-04-03, outcome: corrected}"
HOME = "city-office/plan-2026.html"


def objections(*entries: str) -> Change:
    """Change: these objections instead of the one there is."""
    return edit(REGISTER, f"  - {ENTRY}\n", "".join(f"  - {entry}\n" for entry in entries))


def entry(number: int, record: str, answered: str, outcome: str) -> str:
    return (
        f"{{id: LEAK-{number}, received: 2026-03-10, record: {record}, topic: LEAK-TOPIC, "
        f"answered: {answered}, outcome: {outcome}}}"
    )


CHANGED = edit(
    NOTICES,
    "- of: plan-2024\n",
    "- {of: plan-2026, kind: changed, date: 2026-04-03, explanation: 更正道路长度}\n- of: plan-2024\n",
)


def test_a_correction_leaves_its_mark(tmp_path: Path) -> None:
    pages = build(city(tmp_path))
    article = pages[HOME].article
    assert "曾有异议，小城人民政府办公室已于2026年4月3日更正。" in words(article)
    assert 'id="changed-' not in article
    others = [a for a, page in pages.items() if "曾有异议" in page.article and a != HOME]
    assert others == []


def test_it_leads_to_the_notice_of_that_day(tmp_path: Path) -> None:
    article = build(city(tmp_path, CHANGED))[HOME].article
    assert "曾有异议，小城人民政府办公室已于2026年4月3日更正，见变更说明。" in words(article)
    assert article.count('<div class="notice" id="changed-2026-04-03">') == 1
    assert article.count('<a href="#changed-2026-04-03">变更说明</a>') == 1


def test_two_notices_of_a_day_have_one_anchor(tmp_path: Path) -> None:
    again = edit(
        NOTICES,
        "- of: plan-2024\n",
        "- {of: plan-2026, kind: changed, date: 2026-04-03, explanation: 又更正一处}\n- of: plan-2024\n",
    )
    article = build(city(tmp_path, CHANGED, again))[HOME].article
    assert article.count('class="notice"') == 2
    assert article.count('id="changed-2026-04-03"') == 1


def test_each_answer_once_and_the_newest_first(tmp_path: Path) -> None:
    change = objections(
        entry(1, "plan-2026", "2026-03-12", "explained"),
        entry(2, "plan-2026", "2026-03-12", "explained"),
        entry(3, "city-office/plan-2026", "2026-04-03", "corrected"),
    )
    text = words(build(city(tmp_path, change))[HOME].article)
    assert (
        "曾有异议，小城人民政府办公室已于2026年4月3日更正。"
        "曾有异议，小城人民政府办公室已于2026年3月12日作出解释。"
    ) in text
    assert text.count("曾有异议") == 2


@pytest.mark.parametrize("thing", ["use-of-seal", "plan"])
def test_service_guides_and_items_are_marked_too(tmp_path: Path, thing: str) -> None:
    change = objections(entry(1, thing, "2026-03-12", "explained"))
    pages = build(city(tmp_path, change))
    assert "已于2026年3月12日作出解释。" in words(pages[f"city-office/{thing}.html"].article)
    assert "曾有异议" not in pages[HOME].article


@pytest.mark.parametrize(
    "change",
    [
        edit(REGISTER, "answered: 2026-04-03, outcome: corrected", "outcome: pending"),
        edit(REGISTER, "outcome: corrected", "outcome: pending"),
        edit(REGISTER, "answered: 2026-04-03, outcome: corrected", "outcome: explained"),
        edit(REGISTER, "record: plan-2026", "record: water-bureau/pipes-bidding"),
        edit(REGISTER, "record: plan-2026", "record: plan-2024"),
    ],
    ids=["pending", "pending with a day", "without a day", "of another agency", "gone"],
)
def test_no_mark(tmp_path: Path, change: Change) -> None:
    for address, page in build(city(tmp_path, change)).items():
        assert "曾有异议" not in page.article, address


def test_nothing_else_of_a_register_gets_into_the_site_or_the_cache(tmp_path: Path) -> None:
    root = write(tmp_path, objections(entry(1, "plan-2026", "2026-04-03", "explained")))
    site = build_site(root, tmp_path / "site")
    assert "作出解释" in site[HOME].decode()
    kept = {path: path.read_bytes() for path in (tmp_path / ".cache").rglob("*") if path.is_file()}
    assert kept
    for name, data in [*site.items(), *kept.items()]:
        assert b"LEAK" not in data, name


def test_how_to_object_stands_on_each_kind_of_thing(tmp_path: Path) -> None:
    pages = build(city(tmp_path))
    for thing in ("plan-2026", "use-of-seal", "plan"):
        page = pages[f"city-office/{thing}.html"]
        assert "条例第十条第二款" in words(page.article + page.aside), thing
