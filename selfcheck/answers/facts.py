"""The facts that rules read from answers: `answer:<question id>`."""

from decimal import Decimal

from selfcheck.answers.answer import Answer, Answers
from selfcheck.rules.fact import Absent, FactValue


def answer_facts(answers: Answers) -> dict[str, FactValue]:
    """The answers as facts; a question without an answer is missing, days and tables are not facts that rules test."""
    found = {f"answer:{question}": _fact(answer) for question, answer in answers.items()}
    return {name: value for name, value in found.items() if value is not None}


def _fact(answer: Answer) -> FactValue | None:
    if answer.na is not None:
        return Absent.NOT_APPLICABLE
    if answer.unknown:
        return Absent.DONT_KNOW
    value = answer.value
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, bool | int | frozenset) else None
