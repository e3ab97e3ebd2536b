"""The score of one answer in [0, 1], exact, by the kind of its question."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfcheck.answers.answer import Value
from selfcheck.questionnaires.questionnaire import AskedQuestion

STEPS = 4  # the highest step of a maturity ladder
REQUIRED_CAP = Fraction(1, 2)  # a checklist without a required criterion is never met


def item_score(question: AskedQuestion, value: Value, on: date) -> Fraction:
    """What the value is worth in [0, 1]; a better value is never worth less."""
    return _SCORES[question.kind](question, value, on)


def best_value(question: AskedQuestion, on: date) -> Value:
    """A value that is worth all on that day: what an action that closes the gap leads to."""
    if question.kind == "maturity":
        return STEPS
    if question.kind == "checklist":
        return frozenset(option.id for option in question.options or ())
    if question.number is not None:
        return question.number.target
    if question.kind == "date":
        return on
    if question.kind == "table":
        return ({column.id: "1" for column in question.columns},) * question.rows
    return True


def _maturity(_question: AskedQuestion, value: Value, _on: date) -> Fraction:
    return Fraction(int(value), STEPS) if isinstance(value, int) else Fraction(0)


def _yes_no(_question: AskedQuestion, value: Value, _on: date) -> Fraction:
    return Fraction(1 if value is True else 0)


def _checklist(question: AskedQuestion, value: Value, _on: date) -> Fraction:
    options = question.options or ()
    met = value if isinstance(value, frozenset) else frozenset()
    share = Fraction(sum(option.id in met for option in options), len(options))
    lacking = any(option.required and option.id not in met for option in options)
    return min(share, REQUIRED_CAP) if lacking else share


def _number(question: AskedQuestion, value: Value, _on: date) -> Fraction:
    scale = question.number
    if scale is None or not isinstance(value, Decimal):
        return Fraction(0)
    floor, target = Fraction(scale.floor), Fraction(scale.target)
    return min(max((Fraction(value) - floor) / (target - floor), Fraction(0)), Fraction(1))


def _date(_question: AskedQuestion, value: Value, on: date) -> Fraction:
    return Fraction(1 if isinstance(value, date) and value >= on else 0)


def _table(question: AskedQuestion, value: Value, _on: date) -> Fraction:
    rows = value if isinstance(value, tuple) else ()
    required = [column.id for column in question.columns if column.required]
    complete = sum(all(row.get(column, "").strip() for column in required) for row in rows)
    return Fraction(min(complete, question.rows), question.rows)


_SCORES: dict[str, Callable[[AskedQuestion, Value, date], Fraction]] = {
    "maturity": _maturity,
    "yes_no": _yes_no,
    "checklist": _checklist,
    "number": _number,
    "date": _date,
    "table": _table,
}
