"""Scores of other published systems, worked by their own rules, that ours must give where it means the same.

- XCCDF 1.2 (NIST IR 7275 revision 4), flat scoring model: the weights of the rules that pass, of a maximum that adds up
  the weights of all rules but those not applicable, not checked, not selected or informational. The flat unweighted
  model is the same with every weight 1. A rule that came out as unknown counts in the maximum.
- OpenSSF Scorecard, aggregate score: the mean of the checks' 0 to 10, weighted by risk (critical 10, high 7.5,
  medium 5, low 2.5), without the checks that are inconclusive.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.score import Score, score

DAY = date(2026, 6, 1)
COUNTED = {"pass", "fail", "unknown"}  # results of XCCDF that count in the maximum
RISKS = {"critical": "10", "high": "7.5", "medium": "5", "low": "2.5"}
Rule = tuple[str, str]  # weight and result


def scored(kind: Mapping[str, object], weighed: Sequence[tuple[str, Answer | None]]) -> Score:
    questions = [{"id": f"q{n}", "text": "?", "weight": weight, **kind} for n, (weight, _) in enumerate(weighed)]
    asked = questionnaire_from_json({"sections": [{"id": "all", "questions": questions}]})
    return score(asked, {QuestionId(f"q{n}"): told for n, (_, told) in enumerate(weighed) if told}, DAY)


def by_xccdf(rules: Sequence[Rule]) -> Score:
    said = {"pass": Answer(value=True), "fail": Answer(value=False), "notapplicable": Answer(na="none here")}
    return scored({"kind": "yes_no"}, [(weight, said.get(result)) for weight, result in rules])


def flat(rules: Sequence[Rule], counted: set[str]) -> Fraction:
    most = sum(Fraction(weight) for weight, result in rules if result in counted)
    return sum((Fraction(weight) for weight, result in rules if result == "pass"), Fraction(0)) / most


@pytest.mark.parametrize(
    ("rules", "checked", "all_counted"),
    [
        # flat: 10 + 1 of 10 + 5 + 1 = 11 of 16; not checked left out
        ([("10", "pass"), ("5", "fail"), ("1", "pass"), ("3", "notapplicable"), ("4", "notchecked")], "687.5", "550.0"),
        # flat unweighted: 3 of 4
        ([("1", "pass"), ("1", "pass"), ("1", "fail"), ("1", "pass"), ("1", "notapplicable")], "750.0", "750.0"),
    ],
)
def test_the_flat_models_of_xccdf(rules: list[Rule], checked: str, all_counted: str) -> None:
    found = by_xccdf(rules)
    assert found.of_answered is not None
    assert (one_decimal(found.of_answered), one_decimal(found.total)) == (Decimal(checked), Decimal(all_counted))


def test_a_thousand_results_come_out_as_by_the_flat_model() -> None:
    rng = random.Random(7275)  # noqa: S311 - the same results at every run
    for _ in range(1000):
        results = ["pass", "fail", "notapplicable", "notchecked"]
        rules = [("1", "pass"), *((str(rng.randint(1, 10)), rng.choice(results)) for _ in range(rng.randint(0, 20)))]
        found = by_xccdf(rules)
        assert found.of_answered == 1000 * flat(rules, COUNTED)
        assert found.total == 1000 * flat(rules, COUNTED | {"notchecked"})  # for us, what is not told is not met


def test_the_aggregate_of_scorecard() -> None:
    checks = [("critical", 10), ("high", 6), ("high", None), ("medium", 3), ("low", 0)]
    scale = {"kind": "number", "number": {"floor": 0, "target": 10}}
    told = [(RISKS[risk], None if got is None else Answer(value=Decimal(got))) for risk, got in checks]
    found = scored(scale, told)
    assert found.of_answered is not None
    # (10 x 10 + 7.5 x 6 + 5 x 3 + 2.5 x 0) / (10 + 7.5 + 5 + 2.5) = 6.4 of 10
    assert found.of_answered / 100 == Fraction("6.4")
