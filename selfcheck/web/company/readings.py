"""Claimed, verified and target side by side: three readings of one round, each with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.simulate import Outcome, simulate
from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import ActionId
from selfcheck.reports.simulation import Change, changes_of
from selfcheck.reports.verified import Verified, verified_of
from selfcheck.reports.voice import Voice
from selfcheck.store.plan_action import ActionState, PlanAction
from selfcheck.web.content import library
from selfcheck.web.languages import current_lang


@dataclass(frozen=True, slots=True)
class Readings:
    """What stands beside the claimed score; None is what nobody verified, or planned, so far."""

    verified: Verified | None
    target: tuple[Change, ...] | None


def readings_of(assessment: Assessment, checks: Checks, actions: list[PlanAction]) -> Readings:
    """The readings of an assessment, with what was verified of it and what is planned after it."""
    voice = Voice(current_lang())
    planned = any(action.state is not ActionState.DROPPED for action in actions)
    return Readings(
        verified=verified_of(assessment, checks, voice) if checks else None,
        target=changes_of(assessment.score, target_of(assessment, actions).score, voice) if planned else None,
    )


def target_of(before: Assessment, held: Iterable[PlanAction]) -> Outcome:
    """What comes of the whole plan, without what was dropped."""
    kept = [ActionId(action.action) for action in held if action.state is not ActionState.DROPPED]
    return simulate(library(), before, before.moves, kept)
