"""Claimed, verified and target: the three readings of the last round of a submission, as far as one may see them."""

from collections.abc import Iterable

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.simulate import Outcome, simulate
from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import ActionId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.readings import Readings, readings_of
from selfcheck.reports.voice import Voice
from selfcheck.store.plan_action import ActionState, PlanAction, list_actions
from selfcheck.store.round import Round
from selfcheck.store.submission import Submission
from selfcheck.store.verification import list_checks
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in
from selfcheck.web.languages import current_lang


def checks_of(submission: Submission, questionnaire: Questionnaire, chosen: Round) -> Checks:
    """What reviewers found about that round; for the company nothing before its case is concluded."""
    return list_checks(db(), signed_in().scope, SubmissionId(submission.id), questionnaire, chosen.number)


def readings(
    submission: Submission, questionnaire: Questionnaire, chosen: Round | None, assessment: Assessment
) -> Readings | None:
    """The readings of the last round; none before it, and none for earlier ones, which no plan goes with.

    The plan, and so the target, is the company's alone.
    """
    if chosen is None or chosen.number != submission.rounds:
        return None
    actor = signed_in()
    held = list_actions(db(), actor.scope, SubmissionId(submission.id)) if actor.company_id is not None else []
    target = target_of(assessment, held).score if held else None
    return readings_of(assessment, checks_of(submission, questionnaire, chosen), target, Voice(current_lang()))


def target_of(assessment: Assessment, held: Iterable[PlanAction]) -> Outcome:
    """What comes of the whole plan, without what was dropped."""
    kept = [ActionId(action.action) for action in held if action.state is not ActionState.DROPPED]
    return simulate(library(), assessment, assessment.moves, kept)
