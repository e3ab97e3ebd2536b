"""What rules test, in words: the names of facts, and values as a reader knows them instead of codes."""

from collections.abc import Mapping
from decimal import Decimal

from selfcheck.answers.answer import Value
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.industries import find_industry
from selfcheck.kernel.regions import find_region
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import ChecklistQuestion, NumberQuestion, Question
from selfcheck.reports.voice import Voice
from selfcheck.rules.fact import Absent, FactType, FactValue, find_fact, question_of
from selfcheck.scoring.ladder import LEVELS
from selfcheck.wording.text import Lang

FACTS: Mapping[str, str] = {
    "region": marked("所在地区"),
    "industry": marked("行业"),
    "size": marked("企业规模"),
    "above_scale": marked("是否规模以上"),
    "employees": marked("从业人员（人）"),
    "revenue": marked("年营业收入（万元）"),
    "assets": marked("资产总额（万元）"),
    "age_years": marked("成立年数"),
    "activities": marked("业务活动"),
    "certificates": marked("有效证书"),
    "honours": marked("荣誉称号"),
    "adverse": marked("近三年不良记录"),
    "score": marked("自评总分"),
    "level": marked("自评等级"),
}
STEPS = (marked("没有"), marked("起步"), marked("建立"), marked("有效"), marked("融入"))


def fact_name(fact: str, library: Library, voice: Voice) -> str:
    """What the fact is called; for an answer, the question itself."""
    question = question_of(fact)
    if question is None:
        return voice.gettext(FACTS[fact])
    held = library.questions.get(QuestionId(question))
    return held.text.in_(voice.lang) if held else question


def value_words(fact: str, value: FactValue | Value | tuple[str, ...], library: Library, voice: Voice) -> str:
    """A fact's value: names for codes, figures as written, the steps and criteria of an answer by their names."""
    if isinstance(value, Absent):
        return voice.gettext("暂不清楚") if value is Absent.DONT_KNOW else voice.gettext("不适用")
    kind = find_fact(fact)
    if isinstance(value, bool):
        return voice.gettext("是") if value else voice.gettext("否")
    if kind is not None and kind.type is FactType.ANSWER:
        question = library.questions.get(QuestionId(question_of(fact) or ""))
        return _answer(question, value, voice)
    if isinstance(value, int | float | Decimal):
        return LEVELS[int(value) - 1].name.in_(voice.lang) if fact == "level" else voice.number(value)
    codes = sorted(value) if isinstance(value, frozenset) else value if isinstance(value, tuple) else (str(value),)
    if not codes:
        return voice.gettext("没有")
    vocabulary = kind.vocabulary if kind else None
    return voice.listed(_code(fact, str(code), vocabulary, library, voice) for code in codes)


def region_words(code: str) -> str:
    """The full name of a division from the province down; division names are not translated."""
    region = find_region(code)
    return region.full_name if region else code


def industry_words(code: str, voice: Voice) -> str:
    """The name of the division; the code itself where it is not one."""
    industry = find_industry(code)
    if industry is None:
        return code
    return industry.en if voice.lang is Lang.EN else industry.zh


def step_words(step: int, voice: Voice) -> str:
    """A step of a maturity ladder: 有效（3 / 4）."""
    return voice.gettext("%(name)s（%(step)s / 4）", name=voice.gettext(STEPS[step]), step=step)


def _code(fact: str, code: str, vocabulary: str | None, library: Library, voice: Voice) -> str:
    if fact == "region":
        return region_words(code)
    if fact == "industry":
        return industry_words(code, voice)
    word = library.vocabulary.words(vocabulary).get(code) if vocabulary else None
    return word.text.in_(voice.lang) if word else code


def _answer(question: Question | None, value: object, voice: Voice) -> str:
    if isinstance(value, int) and question is not None and question.kind == "maturity":
        return step_words(value, voice)
    if isinstance(value, int | float | Decimal):
        unit = f" {question.unit.in_(voice.lang)}" if isinstance(question, NumberQuestion) else ""
        return voice.number(value) + unit
    codes = sorted(value) if isinstance(value, frozenset) else value if isinstance(value, tuple) else (str(value),)
    options = question.options if isinstance(question, ChecklistQuestion) else ()
    names = {option.id: option.text.in_(voice.lang) for option in options}
    return voice.listed(names.get(str(code), str(code)) for code in codes) or voice.gettext("没有")
