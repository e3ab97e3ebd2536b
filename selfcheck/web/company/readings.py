"""Claimed, verified and target: the three readings of the last round of the signed-in company."""

from collections.abc import Iterable

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.simulate import Outcome, simulate
from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import ActionId
from selfcheck.reports.readings import Readings, readings_of
from selfcheck.reports.voice import Voice
from selfcheck.store.plan_action import ActionState, PlanAction, list_actions
from selfcheck.store.round import Round
from selfcheck.store.verification import list_checks
from selfcheck.web.company.draft import Draft
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in
from selfcheck.web.languages import current_lang


def checks_of(draft: Draft, chosen: Round) -> Checks:
    """What reviewers found about that round, as far as the company may see it."""
    return list_checks(db(), signed_in().scope, draft.id, draft.questionnaire, chosen.number)


def readings(draft: Draft, chosen: Round | None, assessment: Assessment) -> Readings | None:
    """The readings of the last round; none before it, and none for earlier ones, which no plan goes with."""
    if chosen is None or chosen.number != draft.submission.rounds:
        return None
    held = list_actions(db(), signed_in().scope, draft.id)
    target = target_of(assessment, held).score if held else None
    return readings_of(assessment, checks_of(draft, chosen), target, Voice(current_lang()))


def target_of(assessment: Assessment, held: Iterable[PlanAction]) -> Outcome:
    """What comes of the whole plan, without what was dropped."""
    kept = [ActionId(action.action) for action in held if action.state is not ActionState.DROPPED]
    return simulate(library(), assessment, assessment.moves, kept)
