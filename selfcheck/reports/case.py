"""What the regulator's edition adds: what was verified, what came out differently, what was asked, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import QuestionId
from selfcheck.reports.chart import Bar
from selfcheck.reports.readings import Otherwise, Reading, readings_of
from selfcheck.reports.replies import Asked
from selfcheck.reports.verdict import section_bars
from selfcheck.reports.verified import Verified, verified_of
from selfcheck.reports.voice import Voice, printable


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: what, by whom, and what is particular about it."""

    at: datetime
    deed: str
    who: str
    more: str


@dataclass(frozen=True, slots=True)
class Request:
    """A question that was sent back in a round, and why."""

    round: int
    question: QuestionId
    reason: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What reviewers found about the answers, and how the case went."""

    checks: Checks
    steps: Sequence[Step] = ()
    requests: Sequence[Request] = ()
    conclusion: str | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words."""

    at: str
    deed: str
    who: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in words; `number` is that of the question."""

    round: int
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """The case as it is printed; `rows` are the figures as claimed and as verified, without a third reading.

    `bars` are the sections as verified, with both figures where they differ; `marks` are the claimed shares of those
    that differ.
    """

    rows: tuple[Reading, ...]
    bars: tuple[Bar, ...]
    marks: tuple[float | None, ...]
    verified: Verified
    otherwise: tuple[Otherwise, ...]
    steps: tuple[StepLine, ...]
    requests: tuple[RequestLine, ...]
    conclusion: str


def case_of(asked: Asked, record: CaseRecord, voice: Voice) -> Case:
    """The record of a case in words."""
    read = readings_of(asked.assessment, record.checks, None, voice)
    verified = read.verified or verified_of(asked.assessment, record.checks, voice)
    claimed = section_bars(asked.assessment.questionnaire, asked.assessment.score, voice)
    points = [voice.points(part.points) if part.max else "—" for part in asked.assessment.score.sections]
    pairs = list(zip(claimed, verified.bars, points, strict=True))
    return Case(
        rows=(*read.rows, _red_lines(asked, verified, voice)),
        bars=tuple(
            found if found.figure == claim.figure else replace(found, figure=f"{told} → {found.figure}")
            for claim, found, told in pairs
        ),
        marks=tuple(None if found.figure == claim.figure else claim.share for claim, found, _ in pairs),
        verified=verified,
        otherwise=read.otherwise,
        steps=tuple(
            StepLine(voice.instant(step.at), " ".join(part for part in (step.deed, step.more) if part), step.who)
            for step in record.steps
        ),
        requests=tuple(
            RequestLine(request.round, asked.numbers[request.question], printable(request.reason))
            for request in sorted(record.requests, key=lambda one: (one.round, asked.numbers.get(one.question, 0)))
            if request.question in asked.numbers
        ),
        conclusion=printable(record.conclusion or ""),
    )


def _red_lines(asked: Asked, verified: Verified, voice: Voice) -> Reading:
    failed = len(asked.assessment.score.vetoes_failed)
    return Reading(voice.gettext("触及的红线"), str(failed), str(verified.vetoes_failed), None)
