"""Why a score is what it is, in words: the reckoning with the questions and answers that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import trace_of
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.reports.replies import answer_lines, tags_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.freshness import standing
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.score import State
from selfcheck.scoring.trace import ItemTrace, Rung, SectionTrace, Trace, exact

STATES = {
    State.SCORED: marked("已答"),
    State.NA: marked("不适用，不计入"),
    State.UNANSWERED: marked("没有回答，按 0 计"),
    State.UNREACHABLE: marked("前一题没有达到，按 0 计"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One question: its answer, how the answer becomes a value, and what value and weight add.

    `tags` say what else it decides: red line, duty, gate of a level.
    """

    number: int
    question: QuestionId
    text: str
    tags: tuple[str, ...]
    state: str
    answer: tuple[str, ...]
    weight: str
    worth: str
    adds: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its formulas and the reasons below it."""

    title: str
    weight_by: str
    earned_by: str
    points_by: str
    max_by: str
    points: str
    max: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One level: its threshold, whether the points suffice, and the questions that keep its gate shut."""

    name: str
    threshold: int
    total: str
    enough: bool
    reached: bool
    blocking: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Backing:
    """How the evidence stands: how many of how many answers name it, what is out of date, when the score will fall."""

    expected: int
    backed: int
    stale: tuple[str, ...]
    falls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The reckoning from the total down to the answers, and how the evidence behind them stands."""

    backing: Backing

    trace: Trace
    total: str
    level: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]


def why_of(assessment: Assessment, voice: Voice) -> Why:
    """The reckoning of the assessment's score."""
    found = trace_of(assessment)
    asked = {question.id: question for question in assessment.questionnaire.questions()}
    numbers = {question: place for place, question in enumerate(asked, start=1)}
    titles = {section.id: section.title.in_(voice.lang) for section in assessment.questionnaire.sections}
    total = voice.points(found.total)

    def reason(item: ItemTrace) -> Reason:
        return _reason(assessment, asked[item.question], numbers[item.question], item, voice)

    def part(section: SectionTrace) -> Part:
        return Part(
            title=titles[section.id],
            weight_by=section.weight_by,
            earned_by=section.earned_by,
            points_by=section.points_by,
            max_by=section.max_by,
            points=voice.points(section.points),
            max=voice.points(section.max),
            reasons=tuple(reason(item) for item in section.items),
        )

    def step(rung: Rung) -> Step:
        return Step(
            name=LEVELS[rung.number - 1].name.in_(voice.lang),
            threshold=rung.threshold,
            total=total,
            enough=rung.enough,
            reached=rung.number <= assessment.score.level.number,
            blocking=tuple((numbers[question], asked[question].text.in_(voice.lang)) for question in rung.blocking),
        )

    return Why(
        backing=_backing(assessment, numbers, voice),
        trace=found,
        total=total,
        level=assessment.score.level.name.in_(voice.lang),
        parts=tuple(part(section) for section in found.sections),
        steps=tuple(step(rung) for rung in found.rungs),
    )


def _backing(assessment: Assessment, numbers: Mapping[QuestionId, int], voice: Voice) -> Backing:
    found = standing(assessment.questionnaire, assessment.answers, assessment.score, assessment.on)
    return Backing(
        expected=found.expected,
        backed=found.backed,
        stale=tuple(
            voice.gettext("第 %(number)s 题：%(day)s起过期", number=numbers[each.question], day=voice.day(each.since))
            for each in found.stale
        ),
        falls=tuple(
            voice.gettext(
                "%(day)s起，第 %(numbers)s 题的有效期已过，总分 %(points)s",
                day=voice.day(fall.on),
                numbers=voice.listed(str(numbers[question]) for question in fall.questions),
                points=voice.points(fall.total),
            )
            for fall in found.falls
        ),
    )


def _gate(question: AskedQuestion, voice: Voice) -> tuple[str, ...]:
    """The level whose gate the question guards."""
    if question.level is None:
        return ()
    return (voice.gettext("%(level)s的门槛题", level=LEVELS[question.level - 1].name.in_(voice.lang)),)


def _reason(assessment: Assessment, question: AskedQuestion, number: int, item: ItemTrace, voice: Voice) -> Reason:
    lines = answer_lines(question, assessment.answers.get(question.id), item.state, voice)
    return Reason(
        number=number,
        question=question.id,
        text=question.text.in_(voice.lang),
        tags=(*tags_of(question, voice), *_gate(question, voice)),
        state=voice.gettext(STATES[item.state]),
        answer=lines if item.state in {State.SCORED, State.NA} else (),
        weight=exact(item.weight),
        worth=item.worth or ("" if item.value is None else exact(item.value)),
        adds=item.adds,
    )
