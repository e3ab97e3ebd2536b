"""Which policies an editor is told to look at, and which not."""

from dataclasses import replace
from datetime import date, timedelta

from selfcheck.kernel.ids import PlanId, PolicyId
from selfcheck.matching.expiry import list_expiring
from selfcheck.policies.policy import Policy
from selfcheck.rules.condition import Validity
from tests.advice.test_way import PLAN, policy

AHEAD = timedelta(days=90)
DAY = date(2026, 6, 1)


def lasting(name: str, until: date | None) -> Policy:
    told = policy({"fact": "size", "op": "is", "value": "small"})
    return replace(told, id=PolicyId(name), valid=Validity(**{"from": date(2024, 1, 1), "until": until}))


def test_what_ends_is_listed_by_its_last_day_and_what_lasts_is_not() -> None:
    policies = [
        lasting("soon", DAY + AHEAD),
        lasting("later", DAY + AHEAD + timedelta(days=1)),
        lasting("ended", DAY - timedelta(days=1)),
        lasting("last-day", DAY),
        lasting("open", None),
    ]
    found = list_expiring(policies, {PLAN.id: PLAN}, DAY, AHEAD)
    assert [(each.policy.id, each.reason) for each in found] == [
        ("ended", "ended"),
        ("last-day", "ends_soon"),
        ("soon", "ends_soon"),
    ]


def test_a_plan_that_is_past_or_replaced_is_named() -> None:
    past = replace(PLAN, horizon=date(2025, 12, 31))
    (found,) = list_expiring([lasting("open", None)], {past.id: past}, DAY, AHEAD)
    assert (found.reason, found.until) == ("source_past_horizon", date(2025, 12, 31))
    later = replace(PLAN, id=PlanId("later"), date=date(2026, 1, 1))
    (found,) = list_expiring([lasting("open", None)], {PLAN.id: PLAN, later.id: later}, DAY, AHEAD)
    assert (found.reason, found.until) == ("source_superseded", date(2025, 12, 31))
    coming = replace(later, date=date(2027, 1, 1))
    assert list_expiring([lasting("open", None)], {PLAN.id: PLAN, coming.id: coming}, DAY, AHEAD) == ()
