"""C0xx: what can be wrong with a file as such, before anything in it is asked."""

from __future__ import annotations

from ..diagnostics import kind

ENCODING = kind(
    "C001",
    """文件须为 UTF-8 编码。

    为什么：其他编码（如 GBK）在网站和别人的电脑上会变成乱码。
    怎样改：用编辑器“另存为”，编码选 UTF-8，再提交。

    Files are UTF-8.

    Why: other encodings (GBK, UTF-16) turn into garbage on the site and on other machines.
    Fix: save the file again with encoding UTF-8.
    """,
    zh="文件不是 UTF-8 编码（{guess}），从这里起无法读取",
    en="the file is not UTF-8 ({guess}); it cannot be read from here on",
)
BINARY = kind(
    "C002",
    """文件须为纯文本。

    为什么：目录文件由程序逐行检查，图片、Word、Excel 等二进制文件无法检查。
    怎样改：把内容写成文本文件；图片和表格请放进 files/ 作为附件。

    Files are plain text.

    Why: the catalogue is checked line by line; pictures, Word and Excel files cannot be.
    Fix: write the content as text; put pictures and sheets into files/ as attachments.
    """,
    zh="这里有控制字符 U+{point:04X}，文件不是纯文本",
    en="control character U+{point:04X}: this is not a plain text file",
)
SIZE = kind(
    "C003",
    """文件不得过大。

    为什么：过大的文件会拖慢每个人的检查和发布。
    怎样改：拆成几个文件，或把大表格放进 files/ 作为附件。

    Files are not too large.

    Why: one huge file slows down every check and every release.
    Fix: split it, or put large tables into files/ as attachments.
    """,
    zh="文件有 {size} 字节，超过上限 {limit} 字节",
    en="the file has {size} bytes, more than the limit of {limit}",
)
TAB = kind(
    "C004",
    """缩进只用空格，不用制表符（Tab）。

    为什么：YAML 不允许用制表符缩进，层次会读错。
    怎样改：删除制表符，改为空格，每层两个空格。

    Indentation is spaces, never tabs.

    Why: YAML forbids tabs in indentation.
    Fix: replace the tab by spaces, two for each level.
    """,
    zh="这里用了制表符（Tab）缩进",
    en="a tab stands where indentation or a value should be",
)
WIDE_COLON = kind(
    "C005",
    """名称后面用半角冒号加一个空格。

    为什么：全角冒号“：”不是分隔符，程序会把整行当成一个词。
    怎样改：把“：”改成“: ”（半角冒号加空格）。

    A key is followed by an ASCII colon and a space.

    Why: the full-width colon does not separate; the line would be one word.
    Fix: replace the full-width colon by ": ".
    """,
    zh="“{key}”后面用了全角冒号“：”",
    en="'{key}' is followed by a full-width colon",
)
SYNTAX = kind(
    "C006",
    """文件须符合 YAML 语法。

    为什么：语法有误，整个文件都读不出来。
    怎样改：检查这一行和上一行的缩进、冒号后的空格、引号和括号是否成对。

    Files are valid YAML.

    Why: with a syntax error nothing of the file can be read.
    Fix: look at this line and the one above: indentation, a space after the colon, paired quotes
    and brackets.
    """,
    zh="这里不符合 YAML 语法：{problem}",
    en="YAML syntax: {problem}",
)
DUPLICATE_KEY = kind(
    "C007",
    """同一处的名称不重复。

    为什么：同一个名称写了两次，程序不知道以哪个为准。
    怎样改：删去多余的一行，只留正确的一个。

    A key stands once.

    Why: with two values nobody knows which one counts.
    Fix: delete one of the two lines.
    """,
    zh="“{key}”重复了，第 {first} 行已经写过",
    en="duplicate key '{key}', first written in line {first}",
)
ALIAS = kind(
    "C008",
    """不使用 YAML 锚点（&）和别名（*）。

    为什么：别名让一处的改动悄悄影响别处，也可能被用来撑爆内存。
    怎样改：把内容直接写出来；如果是普通文字，请加引号。

    No YAML anchors (&) or aliases (*).

    Why: an alias lets a change here alter another place unseen, and can be used to exhaust memory.
    Fix: write the content out; quote the text if the sign is meant literally.
    """,
    zh="这里用了 YAML 锚点或别名“{name}”",
    en="YAML anchor or alias '{name}'",
)
TAG = kind(
    "C009",
    """不使用 YAML 标签（!）。

    为什么：标签会让程序以意外的方式解释内容。
    怎样改：删除以 ! 开头的标签；如果是普通文字，请加引号。

    No YAML tags (!).

    Why: a tag makes a program read the value in an unexpected way.
    Fix: delete the tag; quote the text if the sign is meant literally.
    """,
    zh="这里用了 YAML 标签“{tag}”",
    en="YAML tag '{tag}'",
)
NESTING = kind(
    "C010",
    """嵌套层次不得过深。

    为什么：目录文件只需要几层，过深的嵌套多半是写错或有意破坏。
    怎样改：检查括号和“- ”，减少层次。

    Nesting is not too deep.

    Why: a catalogue needs a few levels; deep nesting is a mistake or an attack.
    Fix: look at brackets and "- ", and flatten.
    """,
    zh="嵌套超过 {limit} 层",
    en="nested more than {limit} levels deep",
)
LINE_BREAK = kind(
    "C011",
    """文件中没有看不见的特殊换行符。

    为什么：从 Word 或微信粘贴的特殊换行符会使行号错位、内容断开。
    怎样改：删除这个看不见的字符，按回车键重新换行。

    No invisible special line breaks.

    Why: special line breaks pasted from Word or chat shift line numbers and split values.
    Fix: delete the invisible character and press Enter instead.
    """,
    zh="这里有特殊换行符 U+{point:04X}",
    en="special line break U+{point:04X}",
)
HIDDEN = kind(
    "C018",
    """文件中没有看不见的控制字符。

    为什么：改变文字方向的字符会让读到的和实际写的不一样，零宽字符使检索和核对落空，都能用来藏东西。
    怎样改：删除这个看不见的字符；多半是从网页、Word 或聊天软件粘贴时带来的，可以先粘贴为纯文本。

    No invisible control characters.

    Why: signs that turn the direction of writing let a reader see something else than what is written,
    and signs without width defeat searching and comparing; both can hide things.
    Fix: delete the invisible character; it was probably pasted from a web page, Word or a chat.
    """,
    zh="这里有看不见的控制字符 U+{point:04X}",
    en="invisible control character U+{point:04X}",
)
FRONT_MATTER = kind(
    "C012",
    """Markdown 文件以两行 --- 之间的说明开头。

    为什么：标题、日期、索引号等都写在这一段里，没有它就不知道这是什么文件。
    怎样改：第一行写 ---，接着写各项，再写一行 ---，然后是正文。

    A Markdown file begins with front matter between two lines of ---.

    Why: title, dates and index number stand there.
    Fix: begin with a line ---, write the fields, another line ---, then the text.
    """,
    zh="文件开头没有完整的两行 ---",
    en="the file does not begin with front matter between two lines of ---",
)
TOP_LEVEL = kind(
    "C013",
    """文件的最外层是规定的形式。

    为什么：有的文件是“名称: 值”，有的是以“- ”开头的列表，写错就读不出内容。
    怎样改：对照示例市的同名文件改写。

    The file has the expected outermost shape.

    Why: some files are mappings ("key: value"), some are lists ("- ").
    Fix: compare with the same file of the sample city.
    """,
    zh="文件最外层应为{wanted}",
    en="the file should hold {wanted}",
)
UNREADABLE = kind(
    "C014",
    """文件能够读取。

    为什么：读不出的文件无法检查和发布。
    怎样改：检查文件是否存在、是否有读取权限，不要用链接代替文件。

    Files can be read.

    Why: what cannot be read cannot be checked or published.
    Fix: see that the file exists, may be read and is a real file, not a link.
    """,
    zh="无法读取：{problem}",
    en="cannot be read: {problem}",
)
DOCUMENTS = kind(
    "C015",
    """一个文件只有一份 YAML 内容。

    为什么：第二份内容会被忽略，写在里面的东西就丢了。
    怎样改：删除多余的 --- 行，或分成两个文件。

    One YAML document a file.

    Why: a second document would be ignored and lost.
    Fix: delete the extra line ---, or split the file.
    """,
    zh="文件里有不止一份 YAML 内容，第二份从这里开始",
    en="a second YAML document begins here",
)
MISPLACED = kind(
    "C016",
    """目录里只有认得的文件。

    为什么：放错地方或名字写错的文件不会被发布，也没有人发现。
    怎样改：改正文件名或移到正确的文件夹；不需要的文件请删除。

    The catalogue holds only files it knows.

    Why: a file with a wrong name or in a wrong folder is silently never published.
    Fix: correct its name, move it, or delete it.
    """,
    zh="不认得的文件或文件夹“{name}”",
    en="unknown file or folder '{name}'",
)
ABSENT = kind(
    "C017",
    """必需的文件都在。

    为什么：没有这个文件，就不知道这是什么机关、公开哪些事项。
    怎样改：新建这个文件，可从示例市复制一份来改。

    Required files exist.

    Why: without it nothing is known of the agency or its items.
    Fix: create the file; copy one of the sample city to begin with.
    """,
    zh="缺少文件“{name}”",
    en="the file '{name}' is missing",
)
