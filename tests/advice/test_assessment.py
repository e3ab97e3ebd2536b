"""The main job on small content: every figure of the result file can be worked out by hand."""

from datetime import date
from pathlib import Path

import pytest

from selfcheck.advice.assessment import assess
from selfcheck.advice.result import result_json
from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.wording.text import Lang
from tests.questionnaires.small import write_content

DAY = date(2026, 6, 1)
PROFILE = Profile(
    uscc="91110000600037341L",
    name="演示企业",
    region=RegionCode("360703"),
    industry="1340",
    activities=("makes_food",),
    certificates=(),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load_library(write_content(tmp_path))


def test_the_result_of_one_met_and_one_failed_duty(library: Library) -> None:
    questionnaire = compose(library, PROFILE, Tier.FULL, DAY).questionnaire
    answers = {QuestionId("officer"): Answer(value=True), QuestionId("food"): Answer(value=False)}
    result = result_json(assess(library, PROFILE, questionnaire, answers, on=DAY), Lang.EN)
    score = result["score"]
    assert (score["total"], score["of_answered"], score["level"]) == (600.0, 600.0, "经验级")
    assert (score["conformity"], score["mandatory_met"], score["mandatory"]) == (50.0, 1, 2)
    assert (score["vetoes_failed"], score["blocking"]) == (["food"], ["food"])
    assert score["sections"] == [{"id": "lead", "points": 600.0, "max": 1000.0}]
    # gain 1000 x 2/5; priority 3 x 2 x 1 x 1.5 / 2
    assert result["advice"] == [
        {
            "question": "food",
            "action": "Write them down.",
            "effort": 2,
            "days": 10,
            "gain": 400.0,
            "gain_with": 400.0,
            "level_number": 5,
            "before": [],
            "blocks": True,
            "unlocks": [],
            "priority": 4.5,
        }
    ]
    grant = result["matches"][0]
    assert (grant["verdict"], grant["missing"][0]["condition"]) == ("nearly", "certified")
    assert (grant["missing"][0]["have"], grant["missing"][0]["need"]) == ([], "haccp")


def test_advice_is_sorted_and_names_only_what_is_open(library: Library) -> None:
    questionnaire = compose(library, PROFILE, Tier.FULL, DAY).questionnaire
    steps = assess(library, PROFILE, questionnaire, {}, on=DAY).steps
    assert [step.priority for step in steps] == sorted((step.priority for step in steps), reverse=True)
    assert sum(step.gain for step in steps) == 1000
