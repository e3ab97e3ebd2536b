"""What the checks of content say, in the words of the page: the checks speak English to those who write files.

A message that is not known here is shown as it is.
"""

import re
from collections.abc import Sequence

from flask_babel import gettext

from selfcheck.kernel.errors import marked

_SAID: Sequence[tuple[str, str]] = (
    (r"not plain \w+, '(?P<word>.*?)'", marked("“%(word)s”不够直白，换个说法。")),
    (
        r"too long in \w+, (?P<length>\d+) of (?P<limit>\d+) characters",
        marked("太长了：%(length)s 个字符，最多 %(limit)s 个。"),
    ),
    (r"Chinese takes full-width punctuation", marked("中文里请用全角标点。")),
    (r"a space belongs between Chinese and Latin letters", marked("汉字和字母之间空一格。")),
    (r"the English text holds Chinese", marked("英文里有汉字或中文标点。")),
    (r"punctuation or a space stands twice", marked("标点或空格重复了。")),
    (r"a name or criterion ends without a full stop", marked("末尾不用句号。")),
    (r"a question ends with", marked("题目要以问号结尾。")),
    (r"a sentence ends with", marked("句子要以句号结尾。")),
    (r"asks two things at once", marked("一道题只问一件事。")),
    (r"another question has the same words", marked("题库里已有一模一样的题目。")),
    (r"Field required|at least 1 character|Input should be a valid|should have at least 1 item", marked("请填写。")),
    (r"at least (?P<least>\d+) items?", marked("至少要填 %(least)s 行。")),
    (r"limits\.min must lie below", marked("最小的数要小于最大的数。")),
    (r"floor and target must differ", marked("得零分和得满分的数不能一样。")),
    (r"an id stands twice", marked("有两行的英文一样，请区分开。")),
    (r"a red line needs a level", marked("红线题要选它守住哪一级。")),
    (r"does not fit the fact .*; what fits", marked("这样比不了，换一种比法。")),
    (r"takes a list", marked("这里填一个或几个值，用顿号隔开。")),
    (r"takes one value", marked("这里填一个值。")),
    (r"there is no fact", marked("请选一项。")),
    (r"takes the answer to a question", marked("平均和合计只能用题目的回答来算。")),
    (r"a share is told in %", marked("算占比的指标，单位要是百分号。")),
    (r"has no entry under targets/", marked("这项指标还没有写明叫什么、用什么数据算。")),
    (r"addresses (?P<actor>\S+), which no company can be", marked("这项说的不是企业（%(actor)s），不能对应题目。")),
    (r"is borderline and serves", marked("存疑的条目不能对应题目或政策。")),
    (r"is of kind", marked("条目的类别和对应的政策不一样。")),
    (r"whose region lies outside", marked("对应的政策在别的地区，换一条或新起草一条。")),
    (r"there is no actor (?P<actor>\S+)", marked("没有“%(actor)s”这类主体，请改“对谁说”。")),
    (r"there is no question (?P<question>\S+)", marked("题库里没有 %(question)s 这道题。")),
    (r"stands twice", marked("同一个编号出现了两次。")),
    (r"the policy begins before its plan", marked("政策开始的日期不能早于文件的日期。")),
    (
        r"the verdict is|missing is|no case (?:meets|fails)",
        marked("这些条件放在一起，没有企业能满足或不满足，请核对。"),
    ),
    (r"(?:metric|op|value|unit|year): .* says", marked("指标改过了，请重新保存它的说明。")),
)


def fault_words(message: str) -> str:
    """The message in the language of the page."""
    for pattern, words in _SAID:
        found = re.search(pattern, message)
        if found:
            return str(gettext(words, **found.groupdict()))
    return message
