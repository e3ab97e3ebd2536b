"""Sentences and phrases of a clause, with offsets: the units that an item is found in.

A sentence ends at 。！？； or at the end of a line; a phrase at a comma as well. Marks inside quotes and brackets end
nothing, and the brackets that name the departments in charge are no text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfcheck.plans.clause import Clause

SENTENCE_ENDS = frozenset("。！？；!?;\n")
PHRASE_ENDS = frozenset("，,：:")
OPENING = {"“": "”", "（": "）", "(": ")", "《": "》", "〔": "〕", "【": "】", "‘": "’", "「": "」"}
DUTY_OFFICES = re.compile(
    r"[〔\[【（(﹝]\s*(?:责任|牵头|配合|负责|参与|主管|实施)(?:单位|部门|主体)?\s*[：:][^〕\]】）)﹞\n]{2,400}[〕\]】）)﹞]?"
    r"|(?:责任|牵头|配合|参与)(?:单位|部门)\s*[：:][^\n。]{2,400}"
)
BARE_OFFICES = re.compile(
    r"[（(〔\[【]([^（）()〔〕\n，。；：]{2,20}?(?:局|厅|委|办|部|会|院|海关|政府|分行|支行|单位|公司|中心)(?:（[^（）]*）|\([^()]*\))?"
    r"(?:[、，,；; ][^（）()〔〕\n。：]{2,400})?)[）)〕\]】]\s*(?=。?\s*(?:\n|$))"
)
OFFICE_ENDS = re.compile(
    r"(?:局|厅|委|办|部|会|院|海关|政府|分行|支行|单位|中心|公司|联|队|社|团市委|团省委)(?:[（(][^（）()]*[）)])?$"
)
LABEL = re.compile(r"(?:责任|牵头|配合|负责|参与|主管|实施)(?:单位|部门|主体)?\s*[：:]")
SEPARATORS = re.compile(r"[、，,；;\s]+")
HAN = re.compile(r"[一-鿿]")
FEW = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text by its offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the stretch."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end


def offices_of(text: str, clause: Clause) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The departments that the clause's brackets name, in their order, and where those brackets stand."""
    own = text[clause.body : clause.end]
    names: list[str] = []
    spans: list[Span] = []
    for pattern in (DUTY_OFFICES, BARE_OFFICES):
        for found in pattern.finditer(own):
            words = LABEL.sub("、", found[0].strip("〔〕[]【】﹝﹞ \n"))
            listed = [name for name in SEPARATORS.split(_unbracketed(words)) if name]
            if not listed or sum(OFFICE_ENDS.search(name) is not None for name in listed) < FEW * len(listed):
                continue
            names.extend(name.rstrip("。") for name in listed if name.rstrip("。") not in names)
            spans.append(Span(clause.body + found.start(), clause.body + found.end()))
        if spans:
            break
    return tuple(names), tuple(spans)


def _unbracketed(words: str) -> str:
    return words.strip("（()）") if words.startswith(("（", "(", "、")) else words


def sentences_of(text: str, clause: Clause, left_out: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the clause's body without its brackets of departments, blanks at the ends left out."""
    start = clause.body
    for gap in (*left_out, Span(clause.end, clause.end)):
        yield from _parts(text, start, gap.start, SENTENCE_ENDS)
        start = max(start, gap.end)


def phrases_of(text: str, sentence: Span) -> Iterator[Span]:
    """The phrases of a sentence."""
    return _parts(text, sentence.start, sentence.end, PHRASE_ENDS)


def _parts(text: str, start: int, end: int, ends: frozenset[str]) -> Iterator[Span]:
    awaited: list[tuple[str, int]] = []
    begin = start
    for at in range(start, end):
        character = text[at]
        if character == "\n":
            awaited.clear()
        if awaited and character == awaited[-1][0]:
            awaited.pop()
        elif character in OPENING and OPENING[character] in text[at:end].split("\n", 1)[0]:
            awaited.append((OPENING[character], at))
        ended = character in ends or (ends is SENTENCE_ENDS and _is_stop(text, at))
        if ended and not awaited and not _in_number(text, at):
            if span := _trimmed(text, begin, at):
                yield span
            begin = at + 1
    if span := _trimmed(text, begin, end):
        yield span


def _is_stop(text: str, at: int) -> bool:
    """Whether a half-width point ends a Chinese sentence."""
    return text[at] == "." and HAN.match(text[at - 1 : at]) is not None and not text[at + 1 : at + 2].isalnum()


def _in_number(text: str, at: int) -> bool:
    return text[at] in ",:：" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " \t\n—–-":
        start += 1
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return Span(start, end) if end > start else None
