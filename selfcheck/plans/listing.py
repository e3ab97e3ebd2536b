"""Splitting a phrase that lists several duties, offers or honours into one anchor each."""

import re

from selfcheck.plans.grammar import opened
from selfcheck.plans.honour import honours_in
from selfcheck.plans.phrase import OPENING, Span

MEMBER = 4  # characters: shorter members are words of one thing, not things of their own
MOST = 8
LIST = frozenset("、")
JOIN = re.compile(r"(?:以及|[和与及](?!谐|田))")
# What follows the last member of a list of modifiers: the list says of what, this says what is done.
MODIFIED = re.compile(
    r"等(?:.{0,12}?)(?:领域|方面|行业|环节|区域|产业|产品|消费品|产业链|制造)?.{0,10}?(?:升级|迭代|发展|转型|改造|监管|力度|融合|建设|应用|运用|提升|"
    r"可靠性|能力|水平|质量|供给|改进|攻关|监测|控制|共享|开放|功能|为重点|创新|整治|优化)$|的[^、]{4,}$"
)
WHOLE = 14  # characters: the longest anchor that is not cut


def duties_in(words: str) -> tuple[Span, ...]:
    """The anchors of a phrase, by their offsets in it: one a listed member, or one for all."""
    _, _, rest = opened(words)
    begin = len(words.rstrip("“”、 ")) - len(rest) if words.rstrip("“”、 ").endswith(rest) else 0
    members = _members(words, begin)
    if MODIFIED.search(words[members[-1].start :]) and "“" not in words:
        return (_short(words, Span(0, len(words))),)
    if not 1 < len(members) <= MOST or any(_size(words, member) < MEMBER for member in members):
        return (_short(words, Span(0, len(words))),)
    first = Span(_verb_start(words, begin), members[0].end)
    return (_short(words, first), *(_short(words, member) for member in members[1:]))


def names_in(words: str) -> tuple[Span, ...]:
    """The honours that a phrase names, or the whole phrase where it names none."""
    return tuple(honours_in(words)) or (_short(words, Span(0, len(words))),)


def _members(words: str, begin: int) -> list[Span]:
    """The stretches between list marks outside brackets and quotes; the last may be joined by 和, 与 or 及."""
    members = []
    start, awaited = begin, ""
    for at in range(begin, len(words)):
        character = words[at]
        if awaited:
            awaited = "" if character == awaited else awaited
        elif character in OPENING:
            awaited = OPENING[character]
        elif character in LIST:
            members.append(Span(start, at))
            start = at + 1
    if members or "和" in words[begin:] or "与" in words[begin:]:
        last = words[start:]
        joined = JOIN.search(last, 2)
        if joined and len(last) - joined.end() >= MEMBER and _balanced(last[: joined.start()]):
            members.append(Span(start, start + joined.start()))
            start += joined.end()
    members.append(Span(start, len(words)))
    return members


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in OPENING.items())


def _size(words: str, span: Span) -> int:
    return len(re.sub(r"[等“”（）()]", "", span.of(words)))


def _verb_start(words: str, begin: int) -> int:
    verb, _, _ = opened(words)
    place = words.rfind(verb, 0, begin) if verb else -1
    return max(place, 0)


def _short(words: str, span: Span) -> Span:
    """An anchor is a short phrase: of a long stretch its end, where the object stands, cut where a word begins."""
    if span.end - span.start <= WHOLE:
        return span
    start = span.end - WHOLE
    mark = max((words.rfind(mark, span.start, span.end - MEMBER - 2) for mark in "的、“（("), default=-1)
    if mark >= start - MEMBER:
        start = mark if words[mark] in "“（(" else mark + 1
    return Span(start, span.end)
