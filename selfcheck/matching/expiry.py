"""Supports and awards that need an editor's eye: they end soon, have ended, or rest on a plan that was overtaken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selfcheck.kernel.ids import PlanId
from selfcheck.plans.catalogue import Plan
from selfcheck.policies.policy import Policy

ENDED, ENDS_SOON, PAST_HORIZON, SUPERSEDED = "ended", "ends_soon", "source_past_horizon", "source_superseded"


@dataclass(frozen=True, slots=True)
class Expiring:
    """A policy, why it is listed, and the last day that the reason names: its own or its plan's; None for no day."""

    policy: Policy
    reason: str
    until: date | None


def list_expiring(
    policies: Sequence[Policy], plans: Mapping[PlanId, Plan], on: date, ahead: timedelta
) -> tuple[Expiring, ...]:
    """The policies to look at on that day, the earliest last day first, ties by id.

    A plan is superseded once the library holds a later one of the same region that is in force.
    """
    found = [each for policy in policies for each in _reasons(policy, plans, on, ahead)]
    return tuple(sorted(found, key=lambda each: (each.until or date.max, each.policy.id, each.reason)))


def _reasons(policy: Policy, plans: Mapping[PlanId, Plan], on: date, ahead: timedelta) -> Iterator[Expiring]:
    until, plan = policy.valid.until, plans[policy.plan]
    if until is not None and until <= on + ahead:
        yield Expiring(policy, ENDED if until < on else ENDS_SOON, until)
    if plan.status(on) == "past_horizon":
        yield Expiring(policy, PAST_HORIZON, plan.horizon)
    later = [other.date for other in plans.values() if other.region == plan.region and plan.date < other.date <= on]
    if later:
        yield Expiring(policy, SUPERSEDED, min(later) - timedelta(days=1))
