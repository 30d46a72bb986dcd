"""Which changes pages tell of, and under which day: a past of several real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import EXPLAINED, ITEMS, NOTICES, PLAN, SEAL
from disclosure.exports import feeds
from disclosure.load import load
from git_city import Day, Town, git, history
from small_city import OFFICE, Change, append, drop, edit, move, put

OF_PLAN = "city-office/plan.html"
LATER = "2026-08-12 10:00"
PLAN_LIMIT = "limit: {days: 20, unit: working, after: approved}"
NEW_ITEM = """\
- id: budget
  category: budget-and-accounts
  name: 本办预算
  content: 年度预算
  basis: [条例第七条第(十)项]
  department: secretariat
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
"""


def items(old: str, new: str) -> Change:
    return edit(ITEMS, old, new)


def test_the_history_is_told_from_new_to_old_with_what_the_files_date(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.commit(edit(PLAN, "目标见", "任务见"), at="2026-05-05 09:00")
    town.commit(edit(PLAN, "〔2026〕1号", "〔2026〕2号"), at="2026-05-06 23:59")
    town.commit(edit(PLAN, "〔2026〕2号", "〔2026〕3号"), at="2026-05-07 00:00")
    assert town.history("city-office/plan-2026.html") == [
        ("2026年5月7日", "文号由“小政办〔2026〕2号”改为“小政办〔2026〕3号”"),
        ("2026年5月6日", "文号由“小政办〔2026〕1号”改为“小政办〔2026〕2号”"),
        ("2026年5月5日", "正文有修改"),
        ("2026年4月1日", "修订"),
        ("2026年3月5日", "新公开"),
    ]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("@0 +0000", "1970年1月1日"),
        ("@1777856400 +9999", "2026年5月4日"),
        ("@7258089540 -1200", "2199年12月31日"),
        ("@253402300800 +0000", "2199年12月31日"),  # the year 10000
        ("@99999999999999 +0000", "2199年12月31日"),
    ],
)
def test_what_a_commit_says_of_itself_breaks_nothing(stamp: str, day: str, tmp_path: Path) -> None:
    """Its date may be any number, and its words and names are shown nowhere."""
    town = Town(tmp_path)
    town.write(items("name: 用印办理", "name: 用印服务"))
    git(tmp_path, "add", "-A", "catalogue")
    words = "<script>pwned</script>\n\n@@title@@ {{ 7 * 191 }} pwned\x1b[2J"
    git(tmp_path, "commit", "-q", "-m", words, stamp=stamp, name="<b>pwned</b>")
    pages = town.pages()
    assert history(pages["city-office/seals.html"])[0] == (
        day,
        "名称由“用印办理”改为“用印服务”",
    )
    assert not [page for page in pages.values() if "pwned" in page.article + page.aside]
    for feed in feeds(load(town.root).catalogue, past=town.past()):
        assert "pwned" not in str(feed)


def test_a_commit_that_sets_the_revision_is_one_event(tmp_path: Path) -> None:
    town = Town(tmp_path)
    revised = edit(PLAN, "revised: 2026-04-01 10:00", "revised: 2026-06-01 10:00")
    town.commit(revised, edit(PLAN, "目标见", "任务见"), at="2026-06-03 09:00")
    told: list[Day] = [("2026年6月1日", "修订：正文有修改"), ("2026年3月5日", "新公开")]
    assert town.history("city-office/plan-2026.html") == told
    revised = edit(PLAN, "revised: 2026-06-01 10:00", "revised: 2026-07-01 10:00")
    town.commit(revised, at="2026-07-01 11:00")
    told.insert(0, ("2026年7月1日", "修订"))
    assert town.history("city-office/plan-2026.html") == told


def test_a_notice_of_the_same_commit_dates_and_tells_the_change(tmp_path: Path) -> None:
    town = Town(tmp_path)
    notice = "- {of: plan, kind: changed, date: 2026-08-10, explanation: 时限缩短}\n"
    town.commit(
        items(PLAN_LIMIT, "limit: {days: 10, unit: working, after: approved}"),
        append(NOTICES, notice),
        at=LATER,
    )
    assert town.history(OF_PLAN) == [
        ("2026年8月10日", "变更（见页首的说明）：时限由20个工作日改为10个工作日")
    ]
    month = town.pages()["lists/changes/2026-08.html"].article
    assert month.count("plan.html") == 1 and "<p>时限缩短</p>" in month


def test_a_new_item_is_told_and_the_first_state_is_not(tmp_path: Path) -> None:
    town = Town(tmp_path)
    nil = (
        "  - {category: budget-and-accounts, reason: 今年没有, date: 2026-01-05, signed_by: 主任}\n"
    )
    town.commit(append(ITEMS, NEW_ITEM), edit(f"{OFFICE}/agency.yml", nil, ""), at=LATER)
    assert town.history("city-office/budget.html") == [("2026年8月12日", "列入目录")]
    assert town.history(OF_PLAN) == []
    assert "<p>列入目录" not in (month := town.pages()["lists/changes/2026-08.html"].article)
    assert "2026年8月12日 · 列入目录 · 小城人民政府办公室" in month


def test_an_item_goes_on_under_another_id_by_its_notice(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.commit(items("name: 用印办理", "name: 用印"), at="2026-06-01 09:00")
    notice = (
        "- {of: seals, kind: renamed, date: 2026-07-01, explanation: 改代号, successor: seal-use}\n"
    )
    town.commit(
        items("id: seals", "id: seal-use"),
        items("limit: standing", "limit: prompt"),
        edit(SEAL, "item: seals", "item: seal-use"),
        edit(SEAL, "hours: 工作日 09", "hours: 工作日 08"),
        append(NOTICES, notice),
        at="2026-07-01 09:00",
    )
    assert town.history("city-office/seal-use.html") == [
        ("2026年7月1日", "时限由“长期公开”改为“及时公开”"),
        ("2026年6月1日", "名称由“用印办理”改为“用印”"),
    ]
    assert town.history("city-office/use-of-seal.html")[-1] == ("2026年7月1日", "办理时间有修改")


@pytest.mark.parametrize("new", ["records/2026/plan-read.md", "records/2025/plan-explained.md"])
def test_a_record_goes_on_in_another_file_by_its_index_number(tmp_path: Path, new: str) -> None:
    town = Town(tmp_path)
    town.commit(edit(EXPLAINED, "请对照", "可以对照"), at="2026-06-01 09:00")
    moved = f"{OFFICE}/{new}"
    town.commit(
        move(EXPLAINED, moved),
        edit(moved, "title: 发展计划", "title: 计划"),
        edit(moved, "(plan-2026.md)", "(../2026/plan-2026.md)"),
        at="2026-07-01 09:00",
    )
    assert town.history(f"city-office/{Path(new).stem}.html") == [
        ("2026年7月1日", "标题有修改；正文有修改"),
        ("2026年6月1日", "正文有修改"),
        ("2026年3月6日", "新公开"),
    ]


def test_a_change_of_a_branch_is_told_when_it_was_merged(tmp_path: Path) -> None:
    town = Town(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "work")
    town.commit(items("name: 发展计划", "name: 发展规划"), at="2026-06-01 09:00")
    town.commit(items("name: 发展规划", "name: 规划"), at="2026-06-02 09:00")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "…", "work", at="2026-06-09 09:00")
    assert town.history(OF_PLAN) == [("2026年6月9日", "名称由“发展计划”改为“规划”")]


@pytest.mark.parametrize(
    "broken",
    [
        items("- id: plan\n", "- id: plan\n\tbad: tab\n"),
        items("  rhythm: routine\n", "  rhythm: routine\n  colour: red\n"),
        put(ITEMS, b"\xff\xfe\x00bad"),
        put(ITEMS, "- [" * 60),
        put(ITEMS, "# " + "x" * 2_100_000),
    ],
    ids=["tab", "unknown field", "encoding", "depth", "size"],
)
def test_a_state_that_cannot_be_read_is_passed_over(tmp_path: Path, broken: Change) -> None:
    town = Town(tmp_path)
    good = town.files[ITEMS]
    town.commit(broken, at="2026-06-01 09:00")
    assert isinstance(good, bytes)
    shorter = good.decode().replace("days: 20", "days: 10")
    town.commit(put(ITEMS, shorter), at="2026-06-02 09:00")
    assert town.history(OF_PLAN) == [("2026年6月2日", "时限由20个工作日改为10个工作日")]


def test_a_catalogue_that_was_away_begins_anew(tmp_path: Path) -> None:
    town = Town(tmp_path)
    good = town.files[ITEMS]
    town.commit(items("name: 发展计划", "name: 规划"), at="2026-06-01 09:00")
    town.commit(drop(ITEMS), at="2026-06-02 09:00")
    town.commit(put(ITEMS, good), at="2026-06-03 09:00")
    assert town.history(OF_PLAN) == []


def test_a_record_that_could_not_be_read_or_was_not_reviewed_is_told_with_the_next(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path)
    good = town.files[EXPLAINED]
    town.commit(put(EXPLAINED, b"---\n\xff"), at="2026-06-01 09:00", sign=False)
    town.commit(put(EXPLAINED, good), at="2026-06-02 09:00", sign=False)
    town.commit(edit(EXPLAINED, "formed: 2026-03-02", "formed: 2026-02-02"), sign=False)
    town.commit(edit(EXPLAINED, "formed: 2026-02-02", "formed: 2026-03-01"), sign=False)
    town.commit(at="2026-06-05 09:00")
    assert town.history("city-office/plan-explained.html") == [
        ("2026年6月5日", "成文日期由2026年3月2日更正为2026年3月1日"),
        ("2026年3月6日", "新公开"),
    ]


def test_an_attachment_that_was_replaced_first_and_reviewed_later_is_told_once(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path)
    file = f"{OFFICE}/files/plan.csv"
    town.commit(edit(file, "道路,是", "道路,否"), at="2026-06-01 09:00", sign=False)
    town.commit(at="2026-06-05 09:00")
    assert town.history("city-office/plan-2026.html")[0] == ("2026年6月5日", "更换附件“任务表”")


def test_a_long_history_is_folded(tmp_path: Path) -> None:
    town = Town(tmp_path)
    for number in range(1, 23):
        line = f"limit: {{days: {20 + number}, unit: working, after: approved}}"
        before = f"limit: {{days: {19 + number}, unit: working, after: approved}}"
        town.commit(items(before, line), at=f"2026-06-{number:02} 09:00")
    aside = town.pages()[OF_PLAN].aside
    assert "<summary>更早的2天</summary>" in aside
    assert aside.index("2026年6月3日") < aside.index("<details>") < aside.index("2026年6月2日")
    assert len(town.history(OF_PLAN)) == 22


def test_uncommitted_changes_are_not_told(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.write(items("name: 发展计划", "name: 发展规划"))
    assert town.history(OF_PLAN) == []


def test_the_site_says_from_when_on_changes_are_told(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.commit(items("name: 发展计划", "name: 发展规划"), at="2026-06-01 09:00")
    town.commit(items("name: 发展规划", "name: 规划"), at="2026-07-01 09:00")
    since = edit("site.yml", "as_of:", "history_since: 2026-07-01\nas_of:")
    assert "自2026年5月4日起" in town.pages()["about/checks.html"].article
    town.commit(since, at="2026-07-02 09:00")
    assert town.history(OF_PLAN) == [("2026年7月1日", "名称由“发展规划”改为“规划”")]
    assert "自2026年7月1日起" in town.pages()["about/checks.html"].article


def test_months_and_feeds_tell_of_items_and_not_of_texts(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.commit(
        items(PLAN_LIMIT, "limit: {days: 10, unit: working, after: approved}"),
        edit(EXPLAINED, "请对照", "可以对照"),
        at=LATER,
    )
    town.commit(items("period: yearly", "period: quarterly"), at="2026-08-12 11:00")
    pages = town.pages()
    month = pages["lists/changes/2026-08.html"].article
    assert "<p>共2条" in month
    assert "<p>时限由20个工作日改为10个工作日</p>" in month
    assert month.count('href="../../city-office/plan.html"') == 2 and "解读" not in month
    told = dict(feeds(load(town.root).catalogue, past=town.past()))
    for address in ("feeds/city.xml", "feeds/agency/city-office.xml",
                    "feeds/category/development-strategy.xml"):  # fmt: skip
        text = told[address].decode()
        page = "https://www.small-city.example/zwgk/city-office/plan.html"
        assert f"<id>{page}#amended-2026-08-12</id>\n<title>调整：发展计划</title>" in text
        assert f"<id>{page}#amended-2026-08-12-2</id>" in text
        assert "<summary>时限由20个工作日改为10个工作日</summary>" in text
        assert "<updated>2026-08-12T10:00:00+08:00</updated>" in text
