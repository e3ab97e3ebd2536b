"""A company and its answers for measuring: every question answered, kinds of answers in turn."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from selfcheck.answers.answer import Answer, Answers, Value
from selfcheck.kernel.ids import RegionCode
from selfcheck.profiles.profile import Certificate, Profile
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire

DAY = dt.date(2026, 6, 1)
FOOD_MAKER = Profile(
    uscc="91110000600037341L",
    name="演示食品厂",
    region=RegionCode("360703"),
    industry="1340",
    employees=45,
    revenue=Decimal(1800),
    assets=Decimal(1200),
    established_on=dt.date(2012, 5, 1),
    activities=("makes_food",),
    certificates=(Certificate("iso9001", None, dt.date(2027, 3, 31)),),
    honours=(),
    adverse=(),
)


def every_trade(library: Library) -> Profile:
    """A large company in every trade there is, so that it is asked as much as anybody can be."""
    return replace(
        FOOD_MAKER,
        employees=3000,
        revenue=Decimal(300_000),
        assets=Decimal(300_000),
        activities=tuple(library.vocabulary.activities),
    )


def everywhere(library: Library) -> Library:
    """The same content with every plan in force in the whole province of the sample company."""
    province = RegionCode(f"{FOOD_MAKER.region[:2]}0000")
    moved = (replace(each, plan=replace(each.plan, region=province)) for each in library.catalogues)
    return replace(library, catalogues=tuple(moved))


def answer_all(questionnaire: Questionnaire) -> Answers:
    """An answer to every question, the same at every call."""
    return {
        question.id: Answer(value=_value(question, number), remark="演示备注。")
        for number, question in enumerate(questionnaire.questions())
    }


def _value(question: AskedQuestion, number: int) -> Value:
    if question.kind == "maturity":
        return number % 5
    if question.kind == "checklist":
        options = [option.id for option in question.options or ()]
        return frozenset(options[: 1 + number % len(options)])
    if question.kind == "number" and question.number is not None:
        return question.number.target
    if question.kind == "date":
        return DAY + dt.timedelta(days=90)
    if question.kind == "table":
        return ({column.id: "演示" for column in question.columns},)
    return question.veto or number % 3 != 0
