"""The rules of composing, on content small enough to see them one by one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.kernel.ids import RegionCode
from selfcheck.plans.catalogue import Modality
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import Reason, compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from tests.questionnaires.small import write_content

DAY = date(2026, 6, 1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(write_content(tmp_path))


def profile(**changes: Any) -> Profile:  # noqa: ANN401 - any field of the profile
    told: dict[str, Any] = {
        "uscc": "91110000600037341L",
        "name": "演示企业",
        "region": RegionCode("360703"),
        "industry": "1340",
        "activities": ("makes_food",),
    }
    return Profile(**{**told, **changes})


def test_force_is_the_strongest_of_the_plans_that_apply(library: Library) -> None:
    city = compose(library, profile(), Tier.FULL, DAY).questionnaire
    officer = city.find("officer")
    assert officer is not None
    assert officer.force is Modality.MANDATORY
    assert [citation.item for citation in officer.citations] == ["c-1", "p-1"]
    assert [(plan.id, plan.status) for plan in city.plans] == [("city", "in_force"), ("province", "past_horizon")]


def test_a_plan_of_another_city_or_of_a_later_day_does_not_apply(library: Library) -> None:
    elsewhere = compose(library, profile(region=RegionCode("360111")), Tier.FULL, DAY).questionnaire.find("officer")
    before = compose(library, profile(), Tier.FULL, date(2023, 12, 1)).questionnaire.find("officer")
    for officer in (elsewhere, before):
        assert officer is not None
        assert [citation.item for citation in officer.citations] == ["p-1"]


def test_what_is_left_out_has_a_reason(library: Library) -> None:
    furniture = compose(library, profile(industry="2110", activities=()), Tier.FULL, DAY)
    assert [(left.question, left.reason) for left in furniture.left_out] == [("food", Reason.OTHER_ACTOR)]
    nanchang = compose(library, profile(region=RegionCode("360111")), Tier.FULL, DAY)
    assert [(left.question, left.reason) for left in nanchang.left_out] == [("food", Reason.NO_PLAN)]


def test_a_region_without_a_plan_gets_the_general_questionnaire(library: Library) -> None:
    general = compose(library, profile(region=RegionCode("440106")), Tier.FULL, DAY).questionnaire
    assert general.general
    assert [question.id for question in general.questions()] == ["officer"]


def test_express_holds_red_lines_and_the_heart(library: Library) -> None:
    express = compose(library, profile(), Tier.EXPRESS, DAY).questionnaire
    assert {question.id for question in express.questions()} == {"officer", "food"}


def test_composing_again_gives_the_same_address(library: Library) -> None:
    first = compose(library, profile(), Tier.STANDARD, DAY).questionnaire
    again = compose(library, profile(name="另一个名字"), Tier.STANDARD, DAY).questionnaire
    assert first.id == again.id
    assert questionnaire_from_json(first.as_json()) == first
