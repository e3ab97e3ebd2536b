"""Assessments to report on: the real content with sixty questions, and small hand-made questionnaires."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.answers.answer import Answer
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all
from selfcheck.kernel import places
from selfcheck.kernel.ids import QuestionId
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire, questionnaire_from_json

Q = QuestionId


@cache
def library() -> Library:
    """The content that is shipped."""
    return load_library(places.content())


@cache
def sixty() -> Assessment:
    """A food maker in Ganzhou that answered the whole standard questionnaire."""
    questionnaire = compose(library(), FOOD_MAKER, Tier.STANDARD, DAY).questionnaire
    return assess(library(), FOOD_MAKER, questionnaire, answer_all(questionnaire), on=DAY)


@cache
def two() -> Assessment:
    """The same company after two answers."""
    questionnaire = compose(library(), FOOD_MAKER, Tier.STANDARD, DAY).questionnaire
    answers = dict(list(answer_all(questionnaire).items())[:2])
    return assess(library(), FOOD_MAKER, questionnaire, answers, on=DAY)


def by_hand(
    questions: list[dict[str, object]], answers: Mapping[str, Answer], profile: Profile = FOOD_MAKER
) -> Assessment:
    """A questionnaire of one section with these questions, answered like that."""
    return assess(
        library(),
        profile,
        _questionnaire(questions),
        {Q(question): answer for question, answer in answers.items()},
        on=DAY,
    )


def _questionnaire(questions: list[dict[str, object]]) -> Questionnaire:
    return questionnaire_from_json({"sections": [{"id": "one", "title": "第一部分", "questions": questions}]})


YES_NO: dict[str, object] = {"id": "yes-no", "kind": "yes_no", "text": {"zh": "有没有？", "en": "Is there?"}}
LADDER: dict[str, object] = {
    "id": "ladder",
    "kind": "maturity",
    "text": {"zh": "到哪一步？", "en": "How far?"},
    "options": [{"id": str(step), "text": {"zh": f"第{step}句。", "en": f"Step {step}."}} for step in range(5)],
}
CRITERIA: dict[str, object] = {
    "id": "criteria",
    "kind": "checklist",
    "text": {"zh": "哪几样？", "en": "Which?"},
    "options": [{"id": "a", "text": {"zh": "甲", "en": "first"}}, {"id": "b", "text": {"zh": "乙", "en": "second"}}],
}
FIGURE: dict[str, object] = {
    "id": "figure",
    "kind": "number",
    "text": {"zh": "多少？", "en": "How many?"},
    "number": {"floor": "0", "target": "3000", "unit": {"zh": "学时", "en": "hours"}},
}
UNTIL: dict[str, object] = {"id": "until", "kind": "date", "text": {"zh": "到哪天？", "en": "Until when?"}}
REGISTER: dict[str, object] = {
    "id": "register",
    "kind": "table",
    "text": {"zh": "列出来。", "en": "List them."},
    "columns": [{"id": "name", "zh": "名称", "en": "Name"}, {"id": "code", "zh": "编号", "en": "Code"}],
}
EVERY_KIND = [YES_NO, LADDER, CRITERIA, FIGURE, UNTIL, REGISTER]
NUMBER = Decimal("1234.5")
