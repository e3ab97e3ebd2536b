"""The last submitted round of every company of a jurisdiction, streamed, as far as it is added up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.profiles.profile import profile_from_json
from selfcheck.profiles.size import size_of
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.ladder import MET
from selfcheck.scoring.tally import Counted
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within

AT_ONCE = 200  # rows that are held
DIVISION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which submissions count: of one questionnaire, submitted from `since` on, before `until`; None: no bound."""

    tier: Tier
    since: datetime | None = None
    until: datetime | None = None


def count_companies(session: Session, scope: Scope, span: Span) -> int:
    """How many companies have submitted in that span."""
    query = select(func.count(Submission.company_id.distinct())).join(Round, _IS_LAST).where(*_within(scope, span))
    return session.scalar(query) or 0


def list_counted(session: Session, scope: Scope, span: Span) -> Iterator[Counted]:
    """Every company of the scope with what it submitted last in that span, by company."""
    last = func.row_number().over(
        partition_by=Submission.company_id, order_by=(Round.submitted_at.desc(), Submission.id.desc())
    )
    standing = (
        select(Submission.id.label("id"), last.label("last")).join(Round, _IS_LAST).where(*_within(scope, span))
    ).subquery()
    query = (
        select(Submission.state, Submission.profile_json, Round.total, Round.level, Round.result["score"])
        .join(Round, _IS_LAST)
        .join(standing, standing.c.id == Submission.id)
        .where(standing.c.last == 1)
        .order_by(Submission.company_id)
        .execution_options(yield_per=AT_ONCE)
    )
    for state, stored, total, level, score in session.execute(query):
        profile = profile_from_json(stored)
        yield Counted(
            region=RegionCode(profile.region),
            division=profile.industry[:DIVISION],
            size=size_of(profile.industry, employees=profile.employees, revenue=profile.revenue, assets=profile.assets),
            state=state.value,
            total=total,
            level=level,
            sections={
                part["id"]: (Fraction(str(part["points"])), Fraction(str(part["max"]))) for part in score["sections"]
            },
            items={
                QuestionId(item["question"]): item["state"] == "scored" and Fraction(str(item["value"])) >= MET
                for item in score["items"]
                if item["value"] is not None and item["state"] != "unreachable"
            },
            vetoes_failed=[QuestionId(question) for question in score["vetoes_failed"]],
        )


_IS_LAST = and_(Round.submission_id == Submission.id, Round.number == Submission.rounds)


def _within(scope: Scope, span: Span) -> list[ColumnElement[bool]]:
    narrowing = [submission_within(scope), Submission.tier == span.tier]
    if span.since is not None:
        narrowing.append(Round.submitted_at >= span.since)
    if span.until is not None:
        narrowing.append(Round.submitted_at < span.until)
    return narrowing
