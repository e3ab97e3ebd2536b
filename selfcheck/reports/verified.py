"""The verified reading beside the claimed one: the same scorer over what reviewers found, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.answers.verified import Checks, verified_answers
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.library import Library
from selfcheck.reports.chart import Bar
from selfcheck.reports.replies import answer_lines
from selfcheck.reports.verdict import headline, section_bars
from selfcheck.reports.voice import Voice, printable
from selfcheck.scoring.score import Score, State, score


@dataclass(frozen=True, slots=True)
class CheckedReply:
    """What was found about one answer; `lines` and `value` are as verified, `agrees` where that is as claimed."""

    agrees: bool
    lines: tuple[str, ...]
    value: str | None
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The verified score; `looked_at` of `open` answers were verified, `otherwise` of them came out differently.

    `difference` is verified less claimed, with its sign; what nobody looked at counts as claimed.
    """

    total: str
    difference: str
    level: str
    headline: str
    conformity: str | None
    vetoes_failed: int
    looked_at: int
    otherwise: int
    open: int
    bars: tuple[Bar, ...]
    replies: Mapping[QuestionId, CheckedReply]


def verified_score(assessment: Assessment, checks: Checks) -> Score:
    """The score of the answers as verified, by the scorer of the claimed one."""
    answers = verified_answers(assessment.answers, checks)
    return score(assessment.questionnaire, answers, assessment.on)


def verified_assessment(library: Library, assessment: Assessment, checks: Checks) -> Assessment:
    """The assessment of the answers as verified."""
    return assess(
        library,
        assessment.profile,
        assessment.questionnaire,
        verified_answers(assessment.answers, checks),
        on=assessment.on,
        declared=assessment.declared,
    )


def verified_of(assessment: Assessment, checks: Checks, voice: Voice) -> Verified:
    """The verified reading of an assessment."""
    claimed, found = assessment.score, verified_score(assessment, checks)
    open_ones = [item.question for item in claimed.items if item.state is not State.UNREACHABLE]
    looked_at = [question for question in open_ones if question in checks]
    return Verified(
        total=voice.points(found.total),
        difference=voice.signed(one_decimal(found.total) - one_decimal(claimed.total)),
        level=found.level.name.in_(voice.lang),
        headline=headline(found, voice),
        conformity=None if found.conformity is None else voice.percent(found.conformity),
        vetoes_failed=len(found.vetoes_failed),
        looked_at=len(looked_at),
        otherwise=sum(not checks[question].agrees for question in looked_at),
        open=len(open_ones),
        bars=section_bars(assessment.questionnaire, found, voice),
        replies=_replies(assessment, checks, found, voice),
    )


def _replies(assessment: Assessment, checks: Checks, found: Score, voice: Voice) -> dict[QuestionId, CheckedReply]:
    questions = {question.id: question for question in assessment.questionnaire.questions()}
    items = {item.question: item for item in found.items}
    answers = verified_answers(assessment.answers, checks)
    told = {}
    for question, check in checks.items():
        item = items[question]
        lines = answer_lines(questions[question], answers.get(question), item.state, voice)
        told[question] = CheckedReply(
            agrees=check.agrees,
            lines=lines or (voice.gettext("前一题核实后没有达到，这道题不再展开"),),
            value=None if item.value is None else voice.percent(item.value),
            finding=printable(check.finding),
        )
    return told
