"""What a reader should look at before believing a reading: things the document lacks or that look damaged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from selfcheck.kernel.errors import marked
from selfcheck.plans.clause import Clause
from selfcheck.plans.head import Head
from selfcheck.plans.marker import Style


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message id with the values that fill it."""

    message: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message % dict(self.values)


MISSING = {
    "title": marked("没有找到标题。"),
    "doc_number": marked("没有找到发文字号。"),
    "issuer": marked("没有找到发文机关。"),
    "date": marked("没有找到成文日期；网页的发布日期不算。"),
    "region": marked("看不出适用的行政区划。"),
}
GAP = marked("条款编号不连续：%(before)s 之后是 %(after)s。")
TWICE = marked("条款编号 %(number)s 出现了两次。")
BRACKETS = marked("条款 %(clause)s 的括号不成对。")
DIGITS = marked("条款 %(clause)s 的目标像是丢了数字：“%(words)s”。")
TRADITIONAL = marked("文中有 %(count)s 个繁体字或生僻字；识别可能不全，请核对。")
LOST_DIGITS = re.compile(r"[一-鿿]{2,8}(?:达到|提高到|不低于|超过|控制在)(?:%|％|个|家|项|件|以上|左右)")
FOREIGN_SHARE = 0.005  # of the Han characters: below it they are rare characters of names
PAIRS = (("（(", "）)"), ("〔", "〕"), ("《", "》"), ("“", "”"))


def doubts_of(text: str, head: Head, clauses: Sequence[Clause]) -> tuple[Doubt, ...]:
    """Every doubt about this reading, in the order of the document."""
    doubts = [Doubt(message) for field, message in MISSING.items() if getattr(head, field) is None]
    traditional = sum(not _is_simplified(character) for character in text)
    if traditional > FOREIGN_SHARE * len(text):
        doubts.append(Doubt(TRADITIONAL, (("count", str(traditional)),)))
    siblings: dict[tuple[object, object], list[Clause]] = {}
    for clause in clauses:
        siblings.setdefault((clause.parent, clause.style), []).append(clause)
    for family in siblings.values():
        doubts.extend(
            Doubt(GAP, (("before", before.number), ("after", after.number)))
            for before, after in pairwise(family)
            if after.value > before.value + 1
        )
    seen: set[tuple[bool, str]] = set()
    for clause in clauses:
        own = text[clause.start : clause.end]
        counted = (clause.style is Style.CHAPTER, clause.number)  # chapters and articles are counted apart
        if counted in seen:
            doubts.append(Doubt(TWICE, (("number", clause.number),)))
        seen.add(counted)
        if any(sum(map(own.count, left)) != sum(map(own.count, right)) for left, right in PAIRS):
            doubts.append(Doubt(BRACKETS, (("clause", clause.number),)))
        doubts.extend(
            Doubt(DIGITS, (("clause", clause.number), ("words", found[0]))) for found in LOST_DIGITS.finditer(own)
        )
    return tuple(doubts)


def _is_simplified(character: str) -> bool:
    """Whether the character stands in GB 2312, which holds the simplified script only; true for all that is not Han."""
    if not "\u4e00" <= character <= "\u9fff":
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
