"""Three readings of a score side by side: what the company claims, what reviewers verified, what its plan aims at."""

from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import QuestionId
from selfcheck.reports.simulation import changes_of
from selfcheck.reports.verified import Verified, verified_of, verified_score
from selfcheck.reports.voice import Voice
from selfcheck.scoring.score import Score


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure in three readings; None where nobody verified, or where there is no plan."""

    name: str
    claimed: str
    verified: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An answer that reviewers found to be different."""

    number: int
    text: str
    lines: tuple[str, ...]
    finding: str


@dataclass(frozen=True, slots=True)
class Readings:
    """Points, level and conformity in three readings, how much was verified, and what came out differently."""

    rows: tuple[Reading, ...]
    verified: Verified | None
    otherwise: tuple[Otherwise, ...]


def readings_of(assessment: Assessment, checks: Checks, target: Score | None, voice: Voice) -> Readings:
    """The readings of an assessment; `checks` are empty where nothing was verified, `target` None without a plan."""
    claimed = assessment.score
    found = verified_score(assessment, checks) if checks else None
    verified = changes_of(claimed, claimed if found is None else found, voice)
    aimed = changes_of(claimed, claimed if target is None else target, voice)
    told = verified_of(assessment, checks, voice) if checks else None
    return Readings(
        rows=tuple(
            Reading(v.name, v.now, None if found is None else v.then, None if target is None else t.then)
            for v, t in zip(verified, aimed, strict=True)
        ),
        verified=told,
        otherwise=() if told is None else _otherwise(assessment, told, voice),
    )


def _otherwise(assessment: Assessment, told: Verified, voice: Voice) -> tuple[Otherwise, ...]:
    return tuple(
        Otherwise(number, question.text.in_(voice.lang), reply.lines, reply.finding)
        for number, question in enumerate(assessment.questionnaire.questions(), start=1)
        for reply in [told.replies.get(QuestionId(question.id))]
        if reply is not None and not reply.agrees
    )
