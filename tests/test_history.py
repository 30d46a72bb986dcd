"""What pages tell of the past, from real commits: exact sentences on exact days."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.exports import feeds
from disclosure.load import load
from git_city import Day, Town, git
from small_city import (
    BUREAU,
    OFFICE,
    Change,
    drop,
    edit,
    move,
    put,
)

ITEMS, WORKS = f"{OFFICE}/catalogue.yml", f"{BUREAU}/catalogue.yml"
PLAN = f"{OFFICE}/records/2026/plan-2026.md"
EXPLAINED = f"{OFFICE}/records/2026/plan-explained.md"
SEAL = f"{OFFICE}/services/use-of-seal.md"
BIDDING = f"{BUREAU}/records/2025/pipes-bidding.md"
NOTICES = f"{OFFICE}/notices.yml"
OF_PLAN, OF_SEALS = "city-office/plan.html", "city-office/seals.html"
OF_TUNNELS, OF_PIPES = "city-office/tunnels.html", "water-bureau/pipes.html"
LATER = "2026-08-12 10:00"
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


def added(path: str, text: str) -> Change:
    def change(files: dict[str, bytes | Path]) -> None:
        before = files[path]
        assert isinstance(before, bytes)
        files[path] = before + text.encode()

    return change


PLAN_LIMIT = "limit: {days: 20, unit: working, after: approved}"
ITEM_CASES: dict[str, tuple[str, list[Change], str]] = {
    "fewer days": (
        OF_PLAN,
        [items(PLAN_LIMIT, "limit: {days: 10, unit: working, after: approved}")],
        "时限由20个工作日改为10个工作日",
    ),
    "calendar days": (
        OF_PLAN,
        [items(PLAN_LIMIT, "limit: {days: 20, unit: calendar, after: approved}")],
        "时限由20个工作日改为20日",
    ),
    "another start": (
        OF_PLAN,
        [items(PLAN_LIMIT, "limit: {days: 20, unit: working, after: formed}")],
        "时限由“自批准之日起20个工作日内”改为“自形成之日起20个工作日内”",
    ),
    "another kind of limit": (
        OF_PLAN,
        [items(PLAN_LIMIT, "limit: prompt")],
        "时限由“自批准之日起20个工作日内”改为“及时公开”",
    ),
    "a limit in print": (
        OF_PLAN,
        [items(PLAN_LIMIT, PLAN_LIMIT + "\n  limit_text: 批准后20个工作日内")],
        "时限的文字定为“批准后20个工作日内”",
    ),
    "forms": (
        OF_PLAN,
        [items("[website, notice-board]", "[website, gazette, kiosk-screen]")],
        "公开形式增加“政府公报”“电子触摸屏、显示屏”，取消“政务公开栏”",
    ),
    "name": (
        OF_PLAN,
        [items("name: 发展计划", "name: 发展规划")],
        "名称由“发展计划”改为“发展规划”",
    ),
    "two at once": (
        OF_PLAN,
        [items("name: 发展计划", "name: 发展规划"), items("period: yearly", "period: quarterly")],
        "名称由“发展计划”改为“发展规划”；公开周期由“每年”改为“每季度”",
    ),
    "basis": (
        OF_PLAN,
        [items("[条例第七条第(一)项]", "[条例第七条第(一)项, 条例第十条]")],
        "增加依据“条例第十条”",
    ),
    "content": (OF_PLAN, [items("content: 年度发展计划", "content: 年度计划")], "公开内容有修改"),
    "mode": (
        OF_PLAN,
        [
            drop(PLAN, EXPLAINED, f"{OFFICE}/files/plan.csv"),
            edit(f"{OFFICE}/guide.md", "见[发展计划](records/2026/plan-2026.md)", "无"),
            items(f"{PLAN_LIMIT}\n", f"{PLAN_LIMIT}\n  mode: on-request\n"),
        ],
        "公开方式由“主动公开”改为“依申请公开”",
    ),
    "major": (OF_PLAN, [items("period: yearly", "period: yearly\n  major: true")], "列为重要事项"),
    "department": (
        OF_PLAN,
        [items("department: secretariat\n  limit: {", "department: services\n  limit: {")],
        "责任科室有修改",
    ),
    "also": (
        OF_PLAN,
        [items("  name: 发展计划", "  also: [public-concern]\n  name: 发展计划")],
        "兼属类别增加“公众关切”",
    ),
    "audience": (
        OF_SEALS,
        [items("  audience: group\n  group: 本市单位\n", "")],
        "公开对象由特定群体改为社会公众；公开对象的说明有修改",
    ),
    "phases": (
        OF_PIPES,
        [edit(WORKS, "name: 验收}", "name: 竣工验收}")],
        "阶段的划分有修改",
    ),
    "withheld: reassessed later": (
        OF_TUNNELS,
        [items("reassess_by: 2027-03-31", "reassess_by: 2028-03-31")],
        "重新评估日期由2027年3月31日改为2028年3月31日",
    ),
    "withheld: another name": (
        OF_TUNNELS,
        [items("name: 人防工程位置", "name: 人防工程")],
        "名称有修改",
    ),
    "written otherwise": (OF_PLAN, [items("limit: {days: 20,", "limit: {  days: 20,")], ""),
    "themes, which its page does not show": (OF_PLAN, [items("[education]", "[health]")], ""),
}


@pytest.mark.parametrize("case", ITEM_CASES)
def test_an_item_tells_what_changed_in_words(tmp_path: Path, case: str) -> None:
    address, changes, words = ITEM_CASES[case]
    town = Town(tmp_path)
    town.commit(*changes, at=LATER)
    assert town.history(address) == ([("2026年8月12日", words)] if words else [])


RECORD_CASES: dict[str, tuple[str, list[Change], str]] = {
    "title": (EXPLAINED, [edit(EXPLAINED, "title: 发展计划", "title: 计划")], "标题有修改"),
    "validity": (
        PLAN,
        [edit(PLAN, "validity: in-force", "validity: expired")],
        "有效性由“有效”改为“已失效”",
    ),
    "number": (
        PLAN,
        [edit(PLAN, "〔2026〕1号", "〔2026〕2号")],
        "文号由“小政办〔2026〕1号”改为“小政办〔2026〕2号”",
    ),
    "formed": (
        EXPLAINED,
        [edit(EXPLAINED, "formed: 2026-03-02", "formed: 2026-03-01")],
        "成文日期由2026年3月2日更正为2026年3月1日",
    ),
    "text": (EXPLAINED, [edit(EXPLAINED, "请对照", "可以对照")], "正文有修改"),
    "an attachment more": (
        PLAN,
        [
            put(f"{OFFICE}/files/more.csv", "甲,乙\n"),
            edit(
                PLAN,
                "title: 任务表}\n",
                "title: 任务表}\n  - {path: files/more.csv, title: 附表}\n",
            ),
        ],
        "增加附件“附表”",
    ),
    "an attachment renamed": (
        PLAN,
        [edit(PLAN, "title: 任务表}", "title: 任务一览}")],
        "附件名称有修改",
    ),
    "an attachment replaced": (
        PLAN,
        [edit(f"{OFFICE}/files/plan.csv", "道路,是", "道路,否")],
        "更换附件“任务表”",
    ),
    "an attachment less": (
        PLAN,
        [
            drop(f"{OFFICE}/files/plan.csv"),
            edit(PLAN, "attachments:\n  - {path: files/plan.csv, title: 任务表}\n", ""),
            edit(PLAN, "[任务表](files/plan.csv)", "正文"),
        ],
        "正文有修改；删去1个附件",
    ),
    "phase": (
        BIDDING,
        [edit(BIDDING, "phase: bidding", "phase: acceptance")],
        "事项阶段由“招标”改为“验收”",
    ),
    "stage": (
        BIDDING,
        [edit(BIDDING, "stage: before-decision", "stage: result")],
        "公开阶段由“决策前公开”改为“决策实施结果公开”",
    ),
    "a promise": (
        SEAL,
        [
            edit(SEAL, "promised: 当场", "promised: 1小时"),
            edit(SEAL, "hours: 工作日 09", "hours: 工作日 08"),
        ],
        "承诺时限由“当场”改为“1小时”；办理时间有修改",
    ),
    "confirmed, which says nothing new": (
        PLAN,
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-03")],
        "",
    ),
    "what a formatter does": (EXPLAINED, [edit(EXPLAINED, "阅读。\n", "阅读。\n\n")], ""),
}


@pytest.mark.parametrize("case", RECORD_CASES)
def test_a_record_tells_what_was_corrected(tmp_path: Path, case: str) -> None:
    path, changes, words = RECORD_CASES[case]
    town = Town(tmp_path)
    town.commit(*changes, at=LATER)
    address = f"{path.split('/')[1]}/{Path(path).stem}.html"
    told = town.history(address)
    changed = [(day, said) for day, said in told if day == "2026年8月12日"]
    assert changed == ([("2026年8月12日", words)] if words else [])
    if words:
        assert [said for _, said in told if said.startswith("新公开")]


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
        added(NOTICES, notice),
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
    town.commit(added(ITEMS, NEW_ITEM), edit(f"{OFFICE}/agency.yml", nil, ""), at=LATER)
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
        added(NOTICES, notice),
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
