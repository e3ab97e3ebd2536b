"""The time machine: what submitted rounds would score under other content. Scores that were given stay as they are."""

from datetime import date, datetime
from itertools import groupby

from sqlalchemy.orm import Session

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.advice.rescore import Before, Rescored, Rescorer, Tally, fitting
from selfcheck.advice.result import score_json
from selfcheck.kernel.ids import CompanyId, SubmissionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library
from selfcheck.store.rescored import Lodged, add_rescored, get_lodged, list_lodged
from selfcheck.workflow.trail import Entry, record

RESCORED = "rescore"  # in the audit trail; done by an operator's command


def rescore_companies(
    session: Session,
    rescorer: Rescorer,
    companies: tuple[CompanyId, CompanyId],
    *,
    on: date | None,
    now: datetime | None,
) -> Tally:
    """What would change for the companies from first to last; with `now` the new results are kept as well.

    Every round is scored as of its own day, or of `on` where one is given.
    """
    tally = Tally()
    for _, lodged in groupby(list_lodged(session, *companies), key=lambda found: found.company):
        turns = set()
        for found in lodged:
            day = on or found.on
            again = rescorer.rescore(found.profile, found.tier, found.answers, day)
            turns.add(tally.count(Before(found.total, found.level, found.sections), again))
            if now is not None:
                _keep(session, rescorer.library, found, again, day, now)
        tally.company(turns)
    return tally


def record_rescoring(session: Session, library: Library, tally: Tally, on: date | None, *, now: datetime) -> None:
    """Write into the audit trail that the results under this content were kept, and what changed."""
    detail = {"content": library.version, "on": on.isoformat() if on else None, **tally.as_json()}
    record(session, None, Entry(RESCORED, "content", 0, detail=detail), now=now)


def look_again(session: Session, library: Library, submission_id: SubmissionId, on: date) -> tuple[Lodged, Assessment]:
    """The last round of the submission, and its score, verdicts and advice under that content on that day."""
    found = get_lodged(session, submission_id)
    questionnaire = compose(library, found.profile, found.tier, on).questionnaire
    answers = fitting(questionnaire, found.answers)
    return found, assess(library, found.profile, questionnaire, answers, on=on, declared=found.declared)


def _keep(session: Session, library: Library, found: Lodged, again: Rescored, on: date, now: datetime) -> None:
    values = {
        "submission_id": found.submission,
        "round_number": found.round,
        "content_version": library.version,
        "on_date": on,
        "formula": again.score.formula,
        "total": one_decimal(again.score.total),
        "level": again.score.level.number,
        "result": score_json(again.score),
        "rescored_at": now,
    }
    add_rescored(session, values)
