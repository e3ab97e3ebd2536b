"""What is looked at to decide whether a phrase asks, offers, honours or aims: its grammar, its words, its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from selfcheck.plans.document import Document
from selfcheck.plans.grammar import abouts, closings, numbers, opened
from selfcheck.plans.honour import signs
from selfcheck.plans.phrase import Span, offices_of, phrases_of, sentences_of

Weighted = dict[str, float]
WORD = 1.0  # weight of a few characters beside a class of the grammar
LENGTHS = (2, 3)  # of a word, in characters: Chinese prints no blanks between words
MARKS = "、“”（）()"
OFFER_HEADING = re.compile(
    r"帮扶|帮什么|实扶|扶持|助力|惠企|优惠|奖补|奖励政策|政策支持|支持政策|支持措施|纾困|为企服务"
)
DUTY_HEADING = re.compile(
    r"(?:企业|经营者|主体|单位|机构|商户|各方|生产者|从业|行业).{0,10}(?:责任|义务|担子|规矩|自律|怎么做|底线|本分)"
    r"|(?:压实|落实|履行).{0,8}(?:责任|担子)"
)


@dataclass(frozen=True)
class Phrase:
    """A phrase with all that its neighbours may want to know of it."""

    span: Span
    sentence: Span
    words: str
    clause: int
    headings: tuple[str, ...]

    @cached_property
    def opening(self) -> tuple[str, str, str]:
        """Verb, class of the verb, words after it."""
        return opened(self.words)

    @cached_property
    def about(self) -> frozenset[str]:
        """What and whom it speaks of."""
        return frozenset(abouts(self.words))

    @cached_property
    def closing(self) -> frozenset[str]:
        """Classes of the closing noun."""
        return frozenset(closings(self.words))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Kinds of figures."""
        return frozenset(numbers(self.words))


def phrases_in(document: Document) -> list[Phrase]:
    """The phrases of all clauses in the order of the text."""
    found: list[Phrase] = []
    for index, clause in enumerate(document.clauses):
        headings = _headings(document, index)
        _, gaps = offices_of(document.text, clause)
        for sentence in sentences_of(document.text, clause, gaps):
            found.extend(
                Phrase(span, sentence, span.of(document.text), index, headings)
                for span in phrases_of(document.text, sentence)
            )
    return found


def _headings(document: Document, index: int) -> tuple[str, ...]:
    headings = []
    above: int | None = index
    while above is not None:
        headings.append(document.clauses[above].heading)
        above = document.clauses[above].parent
    return tuple(headings)


def features_of(phrases: Sequence[Phrase], at: int) -> Weighted:
    """The features of one phrase among its neighbours, by name."""
    phrase = phrases[at]
    names: Weighted = dict.fromkeys(_own(phrase), 1.0)
    names.update(dict.fromkeys(_around(phrases, at), 1.0))
    names.update(dict.fromkeys(words_of(phrase.words), WORD))
    return names


def is_word(name: str) -> bool:
    """Whether the feature is a few characters of the text, not a class of the grammar."""
    return len(name) in LENGTHS and "=" not in name


def words_of(text: str) -> Iterator[str]:
    """Every two and three characters in a row, those with brackets and quotes left out."""
    for length in LENGTHS:
        for start in range(len(text) - length + 1):
            word = text[start : start + length]
            if not word.isascii() and not any(mark in word for mark in MARKS):
                yield word


def _own(phrase: Phrase) -> Iterator[str]:
    verb, group, rest = phrase.opening
    yield "bias"
    yield f"verb={verb}"
    yield f"group={group}"
    for name in phrase.closing:
        yield f"closes={name}"
        yield f"{group}+closes={name}"
    for name in phrase.about:
        yield f"about={name}"
        yield f"{group}+about={name}"
    for one, other in combinations(sorted(phrase.about), 2):
        yield f"about={one}&{other}"
    for name in phrase.numbers:
        yield f"number={name}"
    if not phrase.numbers:
        yield "number=none"
    yield f"listed={min(phrase.words.count('、'), 3)}"
    yield f"length={min(len(phrase.words) // 6, 5)}"
    if "“" in phrase.words:
        yield "quoted"
        yield f"{group}+quoted"
    yield f"ends={rest[-2:]}"
    yield from signs(phrase.words)
    yield from _under(phrase.headings)


def is_under_duty(headings: Sequence[str]) -> bool:
    """Whether a heading tells those who make and sell what is theirs to do."""
    return any(DUTY_HEADING.search(heading) for heading in headings)


def is_under_offers(headings: Sequence[str]) -> bool:
    """Whether a heading promises help."""
    return any(OFFER_HEADING.search(heading) for heading in headings)


def _under(headings: Sequence[str]) -> Iterator[str]:
    for heading in headings[:1]:
        for name in abouts(heading):
            yield f"heading={name}"
    for heading in headings:
        for word in (
            "目标",
            "保障",
            "组织",
            "总体",
            "思想",
            "领导",
            "任务",
            "考核",
            "宣传",
            "政策",
            "企业",
            "环境",
            "监管",
            "基础",
        ):
            if word in heading:
                yield f"under={word}"


def _around(phrases: Sequence[Phrase], at: int) -> Iterator[str]:
    phrase = phrases[at]
    before = phrases[at - 1] if at and phrases[at - 1].sentence == phrase.sentence else None
    after = phrases[at + 1] if at + 1 < len(phrases) and phrases[at + 1].sentence == phrase.sentence else None
    group = phrase.opening[1]
    yield f"before={before.opening[1] if before else 'start'}"
    yield f"after={after.opening[1] if after else 'end'}"
    yield f"{group}>{after.opening[1] if after else 'end'}"
    yield f"{before.opening[1] if before else 'start'}>{group}"
    if not after:
        for name in phrase.closing:
            yield f"last,closes={name}"
    if before:
        for name in before.about & {"firm", "office", "money", "award", "body"}:
            yield f"before.about={name}"
    yield from _clause(phrases, at)
    first = at
    while first and phrases[first - 1].sentence == phrase.sentence:
        first -= 1
    lead = phrases[first]
    if first != at:
        yield f"sentence={lead.opening[1]}"
        for name in lead.about & {"firm", "office", "association", "spirit", "nature", "money"}:
            yield f"sentence.about={name}"


def _clause(phrases: Sequence[Phrase], at: int) -> Iterator[str]:
    """What the clause as a whole speaks of: one that is about offices or nature asks little of companies."""
    first = last = at
    clause = phrases[at].clause
    while first and phrases[first - 1].clause == clause:
        first -= 1
    while last + 1 < len(phrases) and phrases[last + 1].clause == clause:
        last += 1
    size = last - first + 1
    for name in ("firm", "trade", "office", "nature", "public", "money", "system", "award"):
        share = sum(name in phrase.about for phrase in phrases[first : last + 1]) / size
        yield f"clause.{name}={min(int(share * 5), 3)}"
