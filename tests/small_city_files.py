"""The files of the small city, written out in full; `small_city.py` puts them on disk, changed."""

from __future__ import annotations

OFFICE, BUREAU = "agencies/city-office", "agencies/water-bureau"
OFFICE_CODE, BUREAU_CODE = "11990000MB0000901Q", "11990000MB0000902U"

SITE = """\
name: 小城政务公开目录
jurisdiction: 小城
sample: true
as_of: 2026-11-20
address: https://www.small-city.example/zwgk/
packs: [seed-province]
bodies:
  province: {name: 小省人民政府, phone: 0000-5550001}
  commission: {name: 小城监察机关, phone: 0000-5550002}
government_site:
  code: 9900000009
  sponsor: 小城人民政府
  contact: 0000-5550109
  icp: {number: 小ICP备99000009号}
  police: {number: 小公网安备 99000009000001号, link: https://police.registry.example/}
  mark: https://mark.registry.example/9900000009
  report_error: https://error.registry.example/
"""
AGENCY = """\
name: 小城人民政府办公室
kind: government
level: municipal
parent: province
supervisor: commission
credit_code: @CODE@
disclosure_office:
  name: 政务公开办公室
  address: 小城市政路1号
  phone: 0000-5550101
  fax: 0000-5550102
  hours: 周一至周五 09:00-12:00、13:30-17:30
  email: open@office.example
  other: 无
responsibility:
  head: 主任
  deputy_head: 副主任
  office: 秘书科
  officer: 公开专员
  stand_in: 秘书科副科长
departments:
  - {id: secretariat, name: 秘书科, duties: 办理公文, phone: 0000-5550103}
  - {id: services, name: 服务科, duties: 管理服务窗口, phone: 0000-5550104}
windows:
  - {name: 综合窗口, address: 市政路1号一楼, hours: 工作日 09:00-17:00, phone: 0000-5550105, supervisors: [政务大厅]}
complaints:
  hotline: 0000-5550106
  email: jubao@office.example
places:
  - {form: notice-board, where: 一楼大厅}
filings:
  - {to: province, date: 2026-01-20, receipt: 小备〔2026〕1号, hash: "@FILED@"}
nil_returns:
"""
GUIDE = """\
---
classification: 按条例规定的类别分类
arrangement: 按类别和时间排列
access:
  - 在网站查阅
channels:
  letter: 小城市政路1号
  telegram: 电报挂号0001
  fax: 0000-5550102
  email: open@office.example
  in_person: 一楼综合窗口
procedure:
  - 登记
  - 答复
confirmed: 2026-11-02
---

介绍本机关的公开工作，见[发展计划](records/2026/plan-2026.md)。
"""
REVIEW = """\
review:
  - {level: 1, post: 经办人, date: 2026-03-02, hash: "@HASH@"}
  - {level: 2, post: 副主任, date: 2026-03-03, hash: "@HASH@"}
  - {level: 3, post: 主任, date: 2026-03-04, hash: "@HASH@"}
"""

TEXTS = {
    "site.yml": SITE,
    "pages/index.md": "# 首页\n\n欢迎查阅[办公室](agency:city-office)的目录。\n",
    "pages/help.md": "# 帮助\n\n见[首页](index.md)和[计划](item:city-office/plan)。\n",
    f"{OFFICE}/guide.md": GUIDE,
    f"{OFFICE}/catalogue.yml": """\
- id: plan
  category: development-strategy
  name: 发展计划
  content: 年度发展计划
  basis: [条例第七条第(一)项]
  department: secretariat
  limit: {days: 20, unit: working, after: approved}
  forms: [website, notice-board]
  rhythm: routine
  period: yearly
  themes: [education]
- id: seals
  category: organisation-and-services
  name: 用印办理
  content: 用印的条件和程序
  basis: [条例第七条第(三)项]
  department: services
  limit: standing
  forms: [website]
  rhythm: ad-hoc
  audience: group
  group: 本市单位
- id: tunnels
  category: land-and-planning
  name: 人防工程位置
  basis: [条例第八条]
  department: secretariat
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  mode: withheld
  exemption: state-secret
  ground: 《中华人民共和国保守国家秘密法》第十三条
  reassess_by: 2027-03-31
""",
    f"{OFFICE}/notices.yml": f"""\
- of: plan-2024
  kind: superseded
  date: 2026-03-05
  explanation: 已由新的计划替代
  successor: plan-2026
  index_number: {OFFICE_CODE}/2024-00001
""",
    f"{OFFICE}/records/2026/plan-2026.md": f"""\
---
item: plan
kind: document
title: 小城2026年发展计划
index_number: {OFFICE_CODE}/2026-00001
document_number: 小政办〔2026〕1号
formed: 2026-03-01
published: 2026-03-05 09:00
revised: 2026-04-01 10:00
confirmed: 2026-11-02
events: {{approved: 2026-03-01}}
validity: in-force
attachments:
  - {{path: files/plan.csv, title: 任务表}}
{REVIEW}---

## 目标

今年的目标见[任务表](files/plan.csv)。
""",
    f"{OFFICE}/records/2026/plan-explained.md": f"""\
---
item: plan
kind: interpretation
title: 发展计划解读
index_number: {OFFICE_CODE}/2026-00002
formed: 2026-03-02
published: 2026-03-06 09:00
confirmed: 2026-11-02
events: {{approved: 2026-03-01}}
explains: [plan-2026]
{REVIEW}---

请对照[原文](plan-2026.md)阅读。
""",
    f"{OFFICE}/services/use-of-seal.md": f"""\
---
item: seals
kind: service
title: 用印办理指南
index_number: {OFFICE_CODE}/2026-00003
formed: 2026-11-12
published: 2026-11-16 09:00
confirmed: 2026-11-16
{REVIEW}service:
  for: 本市单位
  hours: 工作日 09:00-17:00
  phone: 0000-5550105
  policy: [用印管理规定]
  procedure:
    - {{step: 受理, by: 综合窗口, within: 当场}}
  time_limit: {{statutory: 1个工作日, promised: 当场}}
  result: 取得用印的文件
---

请带齐材料。
""",
    f"{OFFICE}/registers/2026.yml": """\
year: 2026
requests:
  - {id: Q-1, received: 2026-03-02, channel: letter, topic: 查询计划, answered: 2026-03-10, outcome: disclosed}
objections:
  - {id: Y-1, received: 2026-04-01, record: plan-2026, topic: 数字有误, answered: 2026-04-03, outcome: corrected}
enquiries: {phone: 12, in_person: 3, email: 2, total: 17}
""",
    f"{OFFICE}/files/plan.csv": "任务,完成\n道路,是\n",
    f"{BUREAU}/catalogue.yml": """\
- id: pipes
  category: funds-and-procurement
  name: 管网改造工程
  content: 招标和验收情况
  basis: [条例第七条第(十一)项]
  department: works
  limit: {by_day: 10, each: month}
  forms: [website]
  rhythm: phased
  phases:
    - {id: bidding, name: 招标}
    - {id: acceptance, name: 验收}
  major: true
""",
    f"{BUREAU}/records/2025/pipes-bidding.md": f"""\
---
item: pipes
kind: procurement
title: 管网改造工程招标公告
index_number: {BUREAU_CODE}/2025-00001
formed: 2025-05-01
published: 2025-05-06 09:00
confirmed: 2026-11-02
stage: before-decision
phase: bidding
{REVIEW.replace("2026-03", "2025-05")}---

现公开招标。
""",
}
CATEGORIES = (
    "development-strategy rules-and-policies organisation-and-services licensing penalties charges"
    " tax-and-relief emergencies public-pledges budget-and-accounts funds-and-procurement"
    " social-and-housing-funds state-enterprises education-resources land-and-planning"
    " public-benefit-projects donations recruitment-and-appointments complaints-and-remedies"
    " failures-and-accountability disclosure-office public-concern other-statutory"
).split()
