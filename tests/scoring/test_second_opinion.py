"""The score written a second time from the published rules alone, as plainly as can be, against ten thousand cases."""

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.score import score
from tests.scoring.strategies import DAY, KINDS

CASES = 10_000
Told = dict[str, Any]


def plain_value(question: Told, value: Any) -> Fraction:  # noqa: ANN401 - a value of any kind
    if question["kind"] == "maturity":
        return Fraction(value, 4)
    if question["kind"] == "yes_no":
        return Fraction(1) if value else Fraction(0)
    if question["kind"] == "checklist":
        share = Fraction(len(value), 3)
        return share if "c" in value else min(share, Fraction(1, 2))
    if question["kind"] == "number":
        floor, target = Fraction(question["number"]["floor"]), Fraction(question["number"]["target"])
        return max(Fraction(0), min(Fraction(1), (Fraction(value) - floor) / (target - floor)))
    if question["kind"] == "date":
        return Fraction(1) if value >= DAY else Fraction(0)
    return min(Fraction(1), Fraction(len([row for row in value if row["name"].strip()]), 2))


def plain_item(question: Told, questions: dict[str, Told], answers: dict[str, Told]) -> Fraction | str:
    """A value, `na` for what does not apply, `unanswered` or `unreachable` for what counts as nothing."""
    if "asked_when" in question:
        opener = plain_item(questions[question["asked_when"]["question"]], questions, answers)
        if opener == "na":
            return "na"
        if isinstance(opener, str) or opener < Fraction(question["asked_when"]["score"]):
            return "unreachable"
    answer = answers.get(question["id"], {})
    if "value" in answer:
        return plain_value(question, answer["value"])
    return "na" if "na" in answer else "unanswered"


def plain_score(questions: list[Told], answers: dict[str, Told]) -> dict[str, object]:
    by_id = {question["id"]: question for question in questions}
    items = {question["id"]: plain_item(question, by_id, answers) for question in questions}
    counted = [question for question in questions if items[question["id"]] != "na"]
    values = {name: item if isinstance(item, Fraction) else Fraction(0) for name, item in items.items()}
    weight = sum(question["weight"] for question in counted)
    earned = sum((question["weight"] * values[question["id"]] for question in counted), Fraction(0))
    total = 1000 * earned / weight if weight else Fraction(0)
    met = {name: isinstance(item, Fraction) and item >= Fraction(3, 4) for name, item in items.items()}
    level = 1
    if all(met[question["id"]] for question in counted if question["veto"]):
        for number, threshold in ((2, 200), (3, 400), (4, 600), (5, 800)):
            gate = [q["id"] for q in counted if q["level"] is not None and q["level"] <= number]
            if total < threshold or not all(met[name] for name in gate):
                break
            level = number
    told = [q["weight"] for q in counted if isinstance(items[q["id"]], Fraction)]
    mandatory = [question["id"] for question in counted if question["force"] == "mandatory"]
    away = sum(question["weight"] for question in questions) - weight
    return {
        "total": total,
        "of_answered": 1000 * earned / sum(told) if told else None,
        "level": level,
        "provisional": away * 10 > (away + weight) * 3,
        "mandatory": (sum(met[name] for name in mandatory), len(mandatory)),
    }


def drawn_question(rng: random.Random, index: int) -> Told:
    question: Told = {
        **rng.choice(KINDS),
        "id": f"q{index}",
        "text": "?",
        "weight": rng.randint(1, 10),
        "level": rng.choice([None, 1, 2, 3, 4, 5]),
        "veto": rng.random() < 0.1,
        "force": rng.choice(["mandatory", "promoted", "encouraged", None]),
    }
    if index and rng.random() < 0.3:
        opener = f"q{rng.randrange(index)}"
        question["asked_when"] = {"question": opener, "score": rng.choice(["0.25", "0.5", "0.75", "1"])}
    return question


def drawn_answer(rng: random.Random, question: Told) -> Told:
    kind = rng.random()
    if kind < 0.1:
        return {}
    if kind < 0.15:
        return {"na": "does not apply"}
    if kind < 0.2:
        return {"unknown": True}
    values: dict[str, Any] = {
        "maturity": rng.choice([0, 1, 2, 3, 4, 4]),
        "yes_no": rng.random() < 0.8,
        "checklist": frozenset(name for name in "abc" if rng.random() < 0.8),
        "number": Decimal(rng.randint(0, 6000)) / 100,
        "date": DAY + dt.timedelta(days=rng.randint(-30, 90)),
        "table": tuple({"name": rng.choice(["GB", "GB", " "])} for _ in range(rng.randint(0, 3))),
    }
    return {"value": values[question["kind"]]}


def test_both_agree_on_ten_thousand_cases() -> None:
    rng = random.Random(20260601)  # noqa: S311 - the same cases at every run
    levels = set()
    for _ in range(CASES):
        questions = [drawn_question(rng, index) for index in range(rng.randint(1, 12))]
        told = {question["id"]: drawn_answer(rng, question) for question in questions}
        cut = rng.randint(0, len(questions))
        sections = [{"id": "one", "questions": questions[:cut]}, {"id": "two", "questions": questions[cut:]}]
        asked = questionnaire_from_json({"sections": sections})
        found = score(asked, {QuestionId(name): Answer(**said) for name, said in told.items() if said}, DAY)
        assert plain_score(questions, told) == {
            "total": found.total,
            "of_answered": found.of_answered,
            "level": found.level.number,
            "provisional": found.provisional,
            "mandatory": (found.mandatory_met, found.mandatory),
        }
        levels.add(found.level.number)
    assert levels == {1, 2, 3, 4, 5}
