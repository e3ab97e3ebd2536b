"""Gaps in words: the improvement steps in order of worth, and the duties that are not met."""

from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.step import Step
from selfcheck.kernel.ids import QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.reports.replies import Asked, answer_lines, tags_of
from selfcheck.reports.sources import cited
from selfcheck.reports.voice import Voice
from selfcheck.scoring.score import State


@dataclass(frozen=True, slots=True)
class Gap:
    """One improvement: what to do, for which question, on what authority, at what cost, and what it brings.

    `effort` runs from 1 (hours) to 5 (a project of a year); `priority` is the formula with its result. `needs` says
    what to do first and what all of it gains; `level` is the one reached then, None for the present one.
    """

    number: int
    question: QuestionId
    text: str
    action: str
    effort: int | None
    days: str | None
    gain: str
    needs: str | None
    level: str | None
    priority: str
    blocks: bool
    unlocks: tuple[str, ...]
    tags: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A question that is not met though it must be: a red line, a mandatory duty, or one that a level asks for.

    `step` is its place among the improvements.
    """

    number: int
    question: QuestionId
    text: str
    answer: str
    action: str | None
    step: int
    tags: tuple[str, ...]
    citation: str


def gaps_of(asked: Asked, voice: Voice) -> tuple[Gap, ...]:
    """Every step, the most worthwhile first."""
    return tuple(_gap(step, asked, voice) for step in asked.assessment.steps)


def duties_of(asked: Asked, questions: tuple[QuestionId, ...], voice: Voice) -> tuple[Duty, ...]:
    """These questions as duties, in the order given."""
    found = {question.id: question for question in asked.assessment.questionnaire.questions()}
    places = {step.question.id: place for place, step in enumerate(asked.assessment.steps, start=1)}
    return tuple(_duty(found[question], places[question], asked, voice) for question in questions)


def unmet_mandatory(assessment: Assessment) -> tuple[QuestionId, ...]:
    """Mandatory questions that apply and are not met, red lines apart, in order of asking."""
    items = {item.question: item for item in assessment.score.items}
    return tuple(
        question.id
        for question in assessment.questionnaire.questions()
        if question.force is Modality.MANDATORY
        and not question.veto
        and items[question.id].state is not State.NA
        and not items[question.id].met
    )


def _gap(step: Step, asked: Asked, voice: Voice) -> Gap:
    question, action = step.question, step.action
    text = question.text.in_(voice.lang)
    first = voice.listed(str(asked.numbers[earlier]) for earlier in step.before)
    together = voice.points(step.gain_with)
    return Gap(
        number=asked.numbers[question.id],
        question=question.id,
        text=text,
        action=action.text.in_(voice.lang) if action else text,
        effort=action.effort if action else None,
        days=voice.ngettext("约 %(number)s 天", "约 %(number)s 天", action.days) if action else None,
        gain=voice.points(step.gain),
        needs=voice.gettext("先做第 %(numbers)s 题，一起做完加 %(points)s 分", numbers=first, points=together)
        if first
        else None,
        level=step.level.name.in_(voice.lang) if step.level != asked.assessment.score.level else None,
        priority=step.priority_by,
        blocks=step.blocks,
        unlocks=tuple(asked.titles[policy] for policy in step.unlocks),
        tags=tags_of(question, voice),
        citation=cited(question.citations, asked.names, voice),
    )


def _duty(question: AskedQuestion, step: int, asked: Asked, voice: Voice) -> Duty:
    state = next(item.state for item in asked.assessment.score.items if item.question == question.id)
    lines = answer_lines(question, asked.assessment.answers.get(question.id), state, voice)
    return Duty(
        number=asked.numbers[question.id],
        question=question.id,
        text=question.text.in_(voice.lang),
        answer=lines[0] if lines else voice.gettext("前一题没有达到，这道题尚未展开"),
        action=question.remedy.text.in_(voice.lang) if question.remedy else None,
        step=step,
        tags=tags_of(question, voice),
        citation=cited(question.citations, asked.names, voice),
    )
