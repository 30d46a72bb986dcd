"""In which words pages tell what changed: one commit a case, and the exact sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import BIDDING, EXPLAINED, ITEMS, PLAN, SEAL, WORKS
from git_city import Town
from small_city import OFFICE, Change, drop, edit, put

OF_PLAN, OF_SEALS = "city-office/plan.html", "city-office/seals.html"
OF_TUNNELS, OF_PIPES = "city-office/tunnels.html", "water-bureau/pipes.html"
LATER = "2026-08-12 10:00"
PLAN_LIMIT = "limit: {days: 20, unit: working, after: approved}"


def items(old: str, new: str) -> Change:
    return edit(ITEMS, old, new)


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
