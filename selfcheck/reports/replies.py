"""What the company answered, question by question, in words; an answer out of reach is never printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selfcheck.advice.assessment import Assessment
from selfcheck.answers.answer import Answer, Value
from selfcheck.kernel.content_hash import text_hash
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import PlanId, PolicyId, QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.questionnaire import AskedQuestion, Section
from selfcheck.reports.facts import step_words
from selfcheck.reports.sources import cited
from selfcheck.reports.voice import Voice, printable
from selfcheck.scoring.score import ItemScore, State

FORCES: Mapping[Modality, str] = {
    Modality.MANDATORY: marked("应当"),
    Modality.PROMOTED: marked("推进"),
    Modality.ENCOURAGED: marked("鼓励"),
}


HASH_SHOWN = 12  # digits of a hash that are printed


@dataclass(frozen=True, slots=True)
class Asked:
    """What the parts of a report need to know about the questions: their numbers, and how their plans are cited."""

    assessment: Assessment
    numbers: Mapping[QuestionId, int]
    names: Mapping[PlanId, str]
    titles: Mapping[PolicyId, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One question with its answer; `lines` is what was answered, one statement a line.

    `value` is the item score as per cent, None where the question is not applicable. `mark` is `met`, `part` or `gap`.
    """

    number: int
    question: QuestionId
    text: str
    tags: tuple[str, ...]
    state: State
    mark: str
    lines: tuple[str, ...]
    value: str | None
    weight: str
    citation: str
    remark: str
    evidence: tuple[str, ...]
    evidence_hash: str  # of the text that names the evidence: another text has another; empty where there is none


@dataclass(frozen=True, slots=True)
class ReplySection:
    """The replies of one section; `hidden` counts the questions that were not opened."""

    title: str
    replies: tuple[Reply, ...]
    hidden: int


def replies_of(asked: Asked, voice: Voice) -> tuple[ReplySection, ...]:
    """Every question that was open, by section; a section without one is left out."""
    items = {item.question: item for item in asked.assessment.score.items}
    return tuple(
        _section(section, asked, items, voice)
        for section in asked.assessment.questionnaire.sections
        if section.questions
    )


def _section(section: Section, asked: Asked, items: Mapping[QuestionId, ItemScore], voice: Voice) -> ReplySection:
    shown = [question for question in section.questions if items[question.id].state is not State.UNREACHABLE]
    return ReplySection(
        title=section.title.in_(voice.lang),
        replies=tuple(_reply(question, asked, items[question.id], voice) for question in shown),
        hidden=len(section.questions) - len(shown),
    )


def _reply(question: AskedQuestion, asked: Asked, item: ItemScore, voice: Voice) -> Reply:
    answer = asked.assessment.answers.get(question.id)
    return Reply(
        number=asked.numbers[question.id],
        question=question.id,
        text=question.text.in_(voice.lang),
        tags=tags_of(question, voice),
        state=item.state,
        mark="met" if item.met else "part" if item.value else "gap",
        lines=answer_lines(question, answer, item.state, voice),
        value=None if item.value is None else voice.percent(item.value),
        weight=voice.number(question.weight),
        citation=cited(question.citations, asked.names, voice),
        remark=printable(answer.remark) if answer else "",
        evidence_hash=text_hash(answer.evidence)[:HASH_SHOWN] if answer and answer.evidence else "",
        evidence=tuple(line for line in printable(answer.evidence).splitlines() if line) if answer else (),
    )


def tags_of(question: AskedQuestion, voice: Voice) -> tuple[str, ...]:
    """How strongly the question is asked, and whether it is a red line."""
    tags = (voice.gettext("红线题"),) if question.veto else ()
    return tags if question.force is None else (*tags, voice.gettext(FORCES[question.force]))


def answer_lines(question: AskedQuestion, answer: Answer | None, state: State, voice: Voice) -> tuple[str, ...]:
    """The answer in words, one statement a line; nothing for a question that is not open."""
    if state is State.UNREACHABLE:
        return ()
    if answer is not None and answer.na is not None:
        lines: tuple[str, ...] = (voice.gettext("不适用：%(reason)s", reason=printable(answer.na)),)
    elif state is State.NA:
        lines = (voice.gettext("不适用：所依据的前一题不适用。"),)
    elif answer is not None and answer.value is not None:
        lines = _value_lines(question, answer.value, voice)
    else:
        lines = (voice.gettext("暂不清楚") if answer is not None and answer.unknown else voice.gettext("未填"),)
    return tuple(line[:1].upper() + line[1:] for line in lines)


def _value_lines(question: AskedQuestion, value: Value, voice: Voice) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (voice.gettext("是") if value else voice.gettext("否"),)
    if isinstance(value, int):
        return _step_lines(question, value, voice)
    if isinstance(value, frozenset):
        return _criteria_lines(question, value, voice)
    if isinstance(value, tuple):
        rows = tuple(_row_line(question, number, row, voice) for number, row in enumerate(value, start=1))
        return rows or (voice.gettext("没有填写任何一行"),)
    return (voice.day(value) if isinstance(value, date) else _figure(question, value, voice),)


def _figure(question: AskedQuestion, value: Decimal, voice: Voice) -> str:
    unit = question.number.unit if question.number else None
    return voice.number(value) if unit is None else f"{voice.number(value)} {unit.in_(voice.lang)}"


def _step_lines(question: AskedQuestion, step: int, voice: Voice) -> tuple[str, ...]:
    statements = {option.id: option.text.in_(voice.lang) for option in question.options or ()}
    name, statement = step_words(step, voice), statements.get(str(step))
    return (name if statement is None else voice.gettext("%(step)s：%(statement)s", step=name, statement=statement),)


def _criteria_lines(question: AskedQuestion, ticked: frozenset[str], voice: Voice) -> tuple[str, ...]:
    options = question.options or ()
    met = voice.clauses(option.text.in_(voice.lang) for option in options if option.id in ticked)
    lacking = voice.clauses(option.text.in_(voice.lang) for option in options if option.id not in ticked)
    lines = (
        voice.gettext("已做到：%(criteria)s", criteria=met) if met else voice.gettext("一项都没有做到"),
        voice.gettext("还没有：%(criteria)s", criteria=lacking) if lacking else "",
    )
    return tuple(line for line in lines if line)


def _row_line(question: AskedQuestion, number: int, row: Mapping[str, str], voice: Voice) -> str:
    heads = {column.id: column.text.in_(voice.lang) for column in question.columns}
    cells = voice.clauses(
        voice.gettext("%(column)s：%(cell)s", column=heads.get(key, key), cell=printable(cell))
        for key, cell in row.items()
        if cell.strip()
    )
    return voice.gettext("第 %(number)s 行：%(cells)s", number=number, cells=cells)
