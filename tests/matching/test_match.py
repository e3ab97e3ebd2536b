"""Verdicts and their reasons."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from selfcheck.kernel.ids import PlanId, RegionCode
from selfcheck.matching.match import match
from selfcheck.plans.catalogue import Plan
from selfcheck.policies.policy import Policy, Verdict
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.rules.fact import FactValue
from selfcheck.wording.text import Text
from tests.questionnaires.small import write_content

DAY = date(2026, 6, 1)
_POLICY = TypeAdapter(Policy)
HOME: dict[str, FactValue] = {"region": "360703"}
REMEDY = {"zh": "去做。", "en": "Do it."}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(write_content(tmp_path))


def policy(*conditions: dict[str, Any], confirm: tuple[dict[str, str], ...] = ()) -> Policy:
    return _POLICY.validate_python(
        {
            "id": "p",
            "kind": "award",
            "title": {"zh": "奖", "en": "Award"},
            "plan": "city",
            "clause": "1",
            "item": "c-1",
            "authority": ("市局",),
            "valid": {"from": "2024-04-21", "until": "2026-12-31"},
            "all": conditions,
            "confirm": confirm,
            "cases": ({"name": "none", "verdict": "eligible", "facts": {}},),
        }
    )


PLANS = {
    PlanId("city"): Plan(
        id=PlanId("city"),
        title="市方案",
        short=Text(zh="市 2024", en="City 2024"),
        issuer="市政府",
        date=date(2024, 4, 21),
        level="city",
        region=RegionCode("360700"),
    )
}
SIZE = {"id": "people", "fact": "employees", "op": "at_least", "value": 20, "fixable": True, "remedy": REMEDY}
MONEY = {"id": "money", "fact": "revenue", "op": "at_least", "value": 500, "fixable": True, "remedy": REMEDY}
AGE = {"id": "age", "fact": "age_years", "op": "at_least", "value": 3, "fixable": True, "remedy": REMEDY}
FOOD = {"id": "food", "fact": "activities", "op": "has", "value": "makes_food"}


def verdict(found: Policy, facts: dict[str, FactValue], on: date = DAY, **declared: bool) -> Verdict:
    return match((found,), PLANS, facts, on, declared)[0].verdict


def test_verdicts_in_their_order() -> None:
    two = policy(SIZE, MONEY)
    assert verdict(two, {**HOME, "employees": 45, "revenue": 900}) is Verdict.ELIGIBLE
    assert verdict(two, {**HOME, "employees": 45}) is Verdict.CANNOT_TELL
    assert verdict(two, {**HOME, "employees": 5, "revenue": 100}) is Verdict.NEARLY
    assert verdict(two, {**HOME, "employees": 45, "revenue": 900}, date(2027, 1, 1)) is Verdict.NOT_OPEN
    assert verdict(two, {**HOME, "employees": 45, "revenue": 900}, date(2026, 12, 31)) is Verdict.ELIGIBLE
    assert verdict(two, {"region": "330100", "employees": 45, "revenue": 900}) is Verdict.NOT_ELIGIBLE


def test_three_gaps_or_one_that_cannot_be_closed_are_not_nearly() -> None:
    three = {**HOME, "employees": 5, "revenue": 100.0, "age_years": 1}
    assert verdict(policy(SIZE, MONEY, AGE), three) is Verdict.NOT_ELIGIBLE
    assert verdict(policy(SIZE, FOOD), {**HOME, "employees": 5, "activities": frozenset()}) is Verdict.NOT_ELIGIBLE


def test_a_settled_refusal_asks_for_nothing() -> None:
    found = match((policy(FOOD, SIZE),), PLANS, {**HOME, "activities": frozenset[str]()}, DAY)[0]
    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert found.ask == ()
    assert [finding.id for finding in found.missing] == ["food"]


def test_the_fact_behind_most_open_tests_is_asked_first() -> None:
    rich = {**MONEY, "id": "rich", "value": 900}
    found = match((policy(SIZE, MONEY, rich),), PLANS, HOME, DAY)[0]
    assert found.ask == ("revenue", "employees")


def test_declaring_settles_what_no_machine_can_check() -> None:
    asked = policy(SIZE, confirm=({"id": "clean", "zh": "无处罚", "en": "no penalty"},))
    facts: dict[str, FactValue] = {**HOME, "employees": 45}
    open_ = match((asked,), PLANS, facts, DAY)[0]
    assert (open_.verdict, [c.id for c in open_.declare]) == (Verdict.ELIGIBLE, ["clean"])
    told = match((asked,), PLANS, facts, DAY, {"p/clean": True})[0]
    assert (told.verdict, told.declare) == (Verdict.ELIGIBLE, ())
    refused = match((asked,), PLANS, facts, DAY, {"clean": False})[0]
    assert (refused.verdict, [f.id for f in refused.missing]) == (Verdict.NOT_ELIGIBLE, ["clean"])


def test_the_cases_of_a_content_file_hold(library: Library) -> None:
    facts: dict[str, FactValue] = {**HOME, "certificates": frozenset({"haccp"})}
    assert match(library.policies, library.plans, facts, DAY)[0].verdict is Verdict.ELIGIBLE


NUMBERS = st.dictionaries(st.sampled_from(["employees", "revenue", "age_years"]), st.integers(0, 1000))


@given(NUMBERS, NUMBERS)
def test_answering_more_never_reverses_a_verdict_and_there_is_always_something_to_ask(
    told: dict[str, int], more: dict[str, int]
) -> None:
    asked = policy({"id": "either", "any": [SIZE, MONEY]}, AGE)
    before = match((asked,), PLANS, {**HOME, **told}, DAY)[0]
    after = match((asked,), PLANS, {**HOME, **more, **told}, DAY)[0]
    if before.verdict is Verdict.CANNOT_TELL:
        assert before.ask
    else:
        assert after.verdict is before.verdict
