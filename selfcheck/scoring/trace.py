"""The reckoning behind a score as a tree, total -> section -> item, each step printed so that it can be redone by hand.

A step is a formula with its result, for instance `3 × 0.75 = 2.25`. Figures are exact: those that do not end as
decimals are printed as fractions, for instance `2/3`. Only points are rounded, by the one rule of `kernel.rounding`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from selfcheck.answers.answer import Answers, Value
from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.item import REQUIRED_CAP, STEPS, item_score
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.score import MAX, ItemScore, Score, State

ENDS = 6  # a longer decimal is printed as a fraction


@dataclass(frozen=True, slots=True)
class ItemTrace:
    """One item: how its value follows from the answer, and what it adds. `earned` is weight x value, None where N/A."""

    question: QuestionId
    state: State
    weight: Fraction
    value: Fraction | None
    earned: Fraction | None
    worth: str  # the value from the answer, empty where there is nothing to reckon
    adds: str  # weight x value


@dataclass(frozen=True, slots=True)
class SectionTrace:
    """One section: the weight that counts, what its items add up to, its points of 1000, and the most it could have.

    What ends in `_by` is the printed formula of the figure.
    """

    id: ModuleId
    weight: Fraction
    earned: Fraction
    points: Fraction
    max: Fraction
    weight_by: str
    earned_by: str
    points_by: str
    max_by: str
    items: tuple[ItemTrace, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One level: whether the points suffice, and which questions keep its gate shut (the vetoes among them)."""

    number: int
    threshold: int
    enough: bool
    blocking: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole reckoning; what ends in `_by` is the printed formula of the figure before it."""

    weight: Fraction
    earned: Fraction
    total: Fraction
    weight_by: str
    earned_by: str
    total_by: str
    of_answered: str | None
    na_share: str
    conformity: str | None
    sections: tuple[SectionTrace, ...]
    rungs: tuple[Rung, ...]


def exact(value: Fraction) -> str:
    """The figure without rounding: a decimal where it ends, otherwise a fraction, for instance 0.75, 12, 44/3."""
    scaled = value * 10**ENDS
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    text = f"{Decimal(scaled.numerator).scaleb(-ENDS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def trace(questionnaire: Questionnaire, answers: Answers, result: Score, on: date) -> Trace:
    """The reckoning of a score that was made from these answers on that day."""
    items = {item.question: item for item in result.items}
    traced = [
        (section.id, tuple(_item(question, items[question.id], answers, on) for question in section.questions))
        for section in questionnaire.sections
    ]
    counted = [item for _, found in traced for item in found if item.earned is not None]
    weight = _sum(item.weight for item in counted)
    sections = tuple(_section(id_, found, weight) for id_, found in traced)
    earned = _sum(section.earned for section in sections)
    told = [item for item in counted if item.state is State.SCORED]
    na = _sum(item.weight for item in result.items if item.state is State.NA)
    return Trace(
        weight=weight,
        earned=earned,
        total=result.total,
        weight_by=_added([section.weight for section in sections]),
        earned_by=_added([section.earned for section in sections]),
        total_by=_points(earned, weight),
        of_answered=_points(earned, _sum(item.weight for item in told)) if told else None,
        na_share=_percent(na, na + weight),
        conformity=_percent(Fraction(result.mandatory_met), Fraction(result.mandatory)) if result.mandatory else None,
        sections=sections,
        rungs=_rungs(questionnaire, result),
    )


def trace_json(found: Trace) -> dict[str, Any]:
    """The trace as result files and the API carry it: figures as exact text, points rounded."""
    return {
        "weight": found.weight_by,
        "earned": found.earned_by,
        "total": found.total_by,
        "of_answered": found.of_answered,
        "na_share": found.na_share,
        "conformity": found.conformity,
        "sections": [
            {
                "id": section.id,
                "weight": section.weight_by,
                "earned": section.earned_by,
                "points": section.points_by,
                "max": section.max_by,
                "items": [
                    {
                        "question": item.question,
                        "state": item.state.value,
                        "weight": exact(item.weight),
                        "value": None if item.value is None else exact(item.value),
                        "worth": item.worth,
                        "adds": item.adds,
                    }
                    for item in section.items
                ],
            }
            for section in found.sections
        ],
        "levels": [
            {
                "number": rung.number,
                "threshold": rung.threshold,
                "enough": rung.enough,
                "blocking": list(rung.blocking),
            }
            for rung in found.rungs
        ],
    }


def _item(question: AskedQuestion, item: ItemScore, answers: Answers, on: date) -> ItemTrace:
    answer = answers.get(question.id)
    worth = ""
    if item.state is State.SCORED and answer is not None and answer.value is not None:
        worth = _worth(question, answer.value, on)
    earned = None if item.value is None else item.weight * item.value
    adds = "" if earned is None else f"{exact(item.weight)} × {bracketed(item.value or Fraction(0))} = {exact(earned)}"
    return ItemTrace(question.id, item.state, item.weight, item.value, earned, worth, adds)


def _section(id_: ModuleId, items: tuple[ItemTrace, ...], whole: Fraction) -> SectionTrace:
    counted = [item for item in items if item.earned is not None]
    weight = _sum(item.weight for item in counted)
    earned = _sum(item.earned or Fraction(0) for item in counted)
    return SectionTrace(
        id=id_,
        weight=weight,
        earned=earned,
        points=_share(earned, whole),
        max=_share(weight, whole),
        weight_by=_added([item.weight for item in counted]),
        earned_by=_added([item.earned or Fraction(0) for item in counted]),
        points_by=_points(earned, whole),
        max_by=_points(weight, whole),
        items=items,
    )


def _rungs(questionnaire: Questionnaire, result: Score) -> tuple[Rung, ...]:
    items = {item.question: item for item in result.items}
    shut = [q for q in questionnaire.questions() if items[q.id].state is not State.NA and not items[q.id].met]
    return tuple(
        Rung(
            level.number,
            level.threshold,
            result.total >= level.threshold,
            tuple(q.id for q in shut if q.veto or (q.level is not None and q.level <= level.number)),
        )
        for level in LEVELS[1:]
    )


def _maturity(_question: AskedQuestion, value: Value, _on: date) -> str:
    return f"{value} ÷ {STEPS}"


def _yes_no(_question: AskedQuestion, _value: Value, _on: date) -> str:
    return ""


def _checklist(question: AskedQuestion, value: Value, _on: date) -> str:
    options = question.options or ()
    ticked = value if isinstance(value, frozenset) else frozenset()
    share = f"{sum(option.id in ticked for option in options)} ÷ {len(options)}"
    lacking = any(option.required and option.id not in ticked for option in options)
    return f"min({share}, {exact(REQUIRED_CAP)})" if lacking else share


def _number(question: AskedQuestion, value: Value, _on: date) -> str:
    scale = question.number
    if scale is None or not isinstance(value, Decimal):
        return ""
    now, floor, target = (bracketed(Fraction(figure)) for figure in (value, scale.floor, scale.target))
    share = f"({now} − {floor}) ÷ ({target} − {floor})"
    whole = (Fraction(value) - Fraction(scale.floor)) / (Fraction(scale.target) - Fraction(scale.floor))
    if whole < 0:
        return f"max({share}, 0)"
    return f"min({share}, 1)" if whole > 1 else share


def _date(_question: AskedQuestion, value: Value, on: date) -> str:
    if not isinstance(value, date):
        return ""
    return f"{value.isoformat()} {'≥' if value >= on else '<'} {on.isoformat()}"


def _table(question: AskedQuestion, value: Value, on: date) -> str:
    complete = item_score(question, value, on) * question.rows  # at most what is asked for
    return f"{exact(complete)} ÷ {question.rows}"


_FORMULAS: dict[str, Callable[[AskedQuestion, Value, date], str]] = {
    "maturity": _maturity,
    "yes_no": _yes_no,
    "checklist": _checklist,
    "number": _number,
    "date": _date,
    "table": _table,
}


def _worth(question: AskedQuestion, value: Value, on: date) -> str:
    formula = _FORMULAS[question.kind](question, value, on)
    figure = exact(item_score(question, value, on))
    if not formula:
        return figure
    return f"{formula} {'→' if question.kind == 'date' else '='} {figure}"


def bracketed(value: Fraction) -> str:
    """The exact figure, in brackets where it has a sign or a stroke of its own."""
    text = exact(value)
    return f"({text})" if "/" in text or text.startswith("-") else text


def _added(parts: Sequence[Fraction]) -> str:
    """The sum with its parts; parts that are 0 are left out, as they add nothing."""
    shown = [exact(part) for part in parts if part]
    whole = exact(_sum(parts))
    return f"{' + '.join(shown)} = {whole}" if len(shown) > 1 else whole


def _points(part: Fraction, whole: Fraction) -> str:
    result = one_decimal(_share(part, whole))
    return f"{MAX} × {bracketed(part)} ÷ {bracketed(whole)} = {result}" if whole else str(result)


def _percent(part: Fraction, whole: Fraction) -> str:
    share = one_decimal(100 * part / whole) if whole else Decimal("0.0")
    return f"100 × {bracketed(part)} ÷ {bracketed(whole)} = {share}%" if whole else f"{share}%"


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return MAX * part / whole if whole else Fraction(0)


def _sum(parts: Iterable[Fraction]) -> Fraction:
    return sum(parts, Fraction(0))
