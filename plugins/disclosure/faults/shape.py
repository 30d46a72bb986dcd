"""C1xx: what can be wrong with the shape of a value, before the regulation is asked."""

from __future__ import annotations

from ..diagnostics import kind

TYPE = kind(
    "C101",
    """每一项的值是规定的类型。

    为什么：该写文字的写了列表，页面上就显示不出来。
    怎样改：按提示改写；文字里如有特殊符号请加引号。

    Every value has the right type.

    Why: a list where a text belongs cannot be shown.
    Fix: write what the message asks for; quote texts with special signs.
    """,
    zh="“{field}”应为{wanted}",
    en="'{field}' should be {wanted}",
)
MISSING = kind(
    "C102",
    """必填项都已填写。

    为什么：缺了必填项，公开的信息就不完整。
    怎样改：在这里补写这一项。

    Required fields are there.

    Why: without them what is disclosed is incomplete.
    Fix: add the field here.
    """,
    zh="缺少“{field}”{title}",
    en="'{field}' is missing",
)
UNKNOWN_FIELD = kind(
    "C103",
    """没有不认得的名称。

    为什么：名称写错一个字母，内容就不会公开。
    怎样改：改正名称；如果是多余的，请删除这一行。

    No unknown fields.

    Why: with one letter wrong the content would not be published.
    Fix: correct the name, or delete the line.
    """,
    zh="不认得的名称“{field}”",
    en="unknown field '{field}'",
)
CHOICE = kind(
    "C104",
    """取值在规定的范围内。

    为什么：不认得的取值无法归类。
    怎样改：从提示的取值中选一个。

    The value is one of those allowed.

    Why: an unknown value cannot be classified.
    Fix: choose one of the values named in the message.
    """,
    zh="“{field}”的值“{value}”不在可选范围内，可选：{choices}",
    en="'{field}' is '{value}', which is not one of {choices}",
)
SHAPE = kind(
    "C105",
    """写法符合规定的格式。

    为什么：日期、编号等写法不一，就无法排序、查找和核对。
    怎样改：按提示的格式改写。

    The value is written in the expected form.

    Why: dates and numbers in different spellings cannot be sorted, found or compared.
    Fix: write it in the form named in the message.
    """,
    zh="“{field}”的值“{value}”格式不对，应写成 {wanted}",
    en="'{field}' is '{value}'; write it as {wanted}",
)
IMPOSSIBLE_DATE = kind(
    "C106",
    """日期真实存在。

    为什么：日历上没有的日期会使期限无法计算。
    怎样改：核对原件，改成真实的日期。

    Dates exist in the calendar.

    Why: no time limit can be computed from a date that does not exist.
    Fix: look the date up in the original and correct it.
    """,
    zh="“{field}”的值“{value}”不是真实存在的日期或时间",
    en="'{field}' is '{value}', which is no existing date or time",
)
LIMIT = kind(
    "C107",
    """公开时限按规定的写法填写。

    为什么：程序要据此计算何时到期，不能猜。
    怎样改：写成 real-time、prompt、standing，或 {days: 20, unit: working, after: formed}、
    {by: "03-31"}、{by_day: 10, each: month}。

    A time limit is written in the limit grammar.

    Why: due dates are computed from it, never guessed.
    Fix: write real-time, prompt, standing, or {days: 20, unit: working, after: formed},
    {by: "03-31"}, {by_day: 10, each: month}.
    """,
    zh="时限看不懂：{problem}",
    en="the time limit is not understood: {problem}",
)
EMPTY = kind(
    "C108",
    """填写的内容不为空。

    为什么：空白栏目等于没有公开。
    怎样改：填写内容；没有内容的可选项请整行删除。

    What is filled in is not empty.

    Why: a blank entry discloses nothing.
    Fix: fill it in, or delete the line if the field is optional.
    """,
    zh="“{field}”是空的",
    en="'{field}' is empty",
)
RANGE = kind(
    "C109",
    """数值在合理范围内。

    为什么：负数或过大的数多半是笔误。
    怎样改：核对后改正。

    Numbers are within reason.

    Why: a negative or huge number is a slip of the pen.
    Fix: look it up and correct it.
    """,
    zh="“{field}”的值“{value}”超出范围，应{wanted}",
    en="'{field}' is '{value}', out of range: it should be {wanted}",
)
