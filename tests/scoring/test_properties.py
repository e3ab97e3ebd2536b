"""What must hold of every score, tried on questionnaires and answers of all kinds."""

import datetime as dt
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from selfcheck.answers.answer import Answer
from selfcheck.answers.verified import Check, verified_answers
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.item import item_score
from selfcheck.scoring.score import State, score
from tests.scoring.strategies import DAY, Case, cases, values


@given(cases())
def test_bounds(case: Case) -> None:
    result = score(*case, DAY)
    assert 0 <= result.total <= 1000
    assert all(0 <= section.points <= section.max for section in result.sections)
    assert sum(section.points for section in result.sections) == result.total
    assert result.of_answered is None or result.of_answered >= result.total


@given(cases(), st.data())
def test_a_better_answer_never_lowers_anything(case: Case, data: st.DataObject) -> None:
    asked, answers = case
    question = data.draw(st.sampled_from(list(asked.questions())))
    before = answers.get(question.id)
    if before is not None and before.na is not None:
        return
    worth = item_score(question, before.value, DAY) if before and before.value is not None else Fraction(0)
    better = data.draw(values(question))
    if item_score(question, better, DAY) < worth:
        return
    old = score(asked, answers, DAY)
    new = score(asked, {**answers, question.id: Answer(value=better)}, DAY)
    assert new.total >= old.total
    assert new.level.number >= old.level.number
    if all(o.state is not State.NA or n.state is State.NA for o, n in zip(old.items, new.items, strict=True)):
        assert all(n.points >= o.points for o, n in zip(old.sections, new.sections, strict=True))


@given(cases())
def test_not_applicable_is_neutral(case: Case) -> None:
    asked, answers = case
    extra = {"id": "extra", "text": "?", "kind": "yes_no", "weight": 3}
    body = asked.as_json()
    body["sections"].append({"id": "more", "title": "?", "questions": [extra]})
    wider = questionnaire_from_json(body)
    with_na = score(wider, {**answers, QuestionId("extra"): Answer(na="does not apply")}, DAY)
    without = score(asked, answers, DAY)
    assert (with_na.total, with_na.level) == (without.total, without.level)


@given(cases(), st.randoms(use_true_random=False))
def test_order_is_neutral(case: Case, rng: random.Random) -> None:
    asked, answers = case
    body = asked.as_json()
    for section in body["sections"]:
        rng.shuffle(section["questions"])
    rng.shuffle(body["sections"])
    result, shuffled = score(asked, answers, DAY), score(questionnaire_from_json(body), answers, DAY)
    assert (result.total, result.level, set(result.blocking)) == (
        shuffled.total,
        shuffled.level,
        set(shuffled.blocking),
    )


@given(cases())
def test_a_gate_implies_the_gates_below(case: Case) -> None:
    asked, answers = case
    result = score(asked, answers, DAY)
    met = {item.question: item.met or item.state is State.NA for item in result.items}
    gates = [
        all(met[q.id] for q in asked.questions() if q.level is not None and q.level <= number) for number in range(1, 6)
    ]
    assert gates == sorted(gates, reverse=True)
    assert result.level.number == 1 or gates[result.level.number - 1]


@given(cases())
def test_the_stored_questionnaire_scores_the_same(case: Case) -> None:
    asked, answers = case
    stored = questionnaire_from_json(asked.as_json())
    assert stored.hash == asked.hash
    assert score(stored, answers, DAY) == score(asked, answers, DAY)


@given(cases(), st.data())
def test_what_a_reviewer_agrees_with_scores_as_claimed(case: Case, data: st.DataObject) -> None:
    asked, answers = case
    checked = data.draw(st.sets(st.sampled_from([question.id for question in asked.questions()])))
    checks = {question: Check(None, "", 1, 1) for question in checked}
    assert score(asked, verified_answers(answers, checks), DAY) == score(asked, answers, DAY)


def test_a_zero_weight_is_refused() -> None:
    question = {"id": "q", "text": "?", "kind": "yes_no", "weight": 0}
    with pytest.raises(ValidationError):
        questionnaire_from_json({"sections": [{"id": "s", "questions": [question]}]})


def test_more_than_thirty_per_cent_not_applicable_makes_the_level_provisional() -> None:
    questions = [{"id": f"q{n}", "text": "?", "kind": "yes_no"} for n in range(10)]
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": questions}]})
    three = {QuestionId(f"q{n}"): Answer(na="does not apply") for n in range(3)}
    assert not score(asked, three, DAY).provisional
    assert score(asked, {**three, QuestionId("q3"): Answer(na="does not apply")}, DAY).provisional


def test_an_out_of_reach_answer_is_kept_but_not_scored() -> None:
    opener = {"id": "a", "text": "?", "kind": "maturity"}
    child = {"id": "b", "text": "?", "kind": "yes_no", "asked_when": {"question": "a", "score": "0.5"}}
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [opener, child]}]})
    answers = {QuestionId("a"): Answer(value=1), QuestionId("b"): Answer(value=True)}
    result = score(asked, answers, DAY)
    assert [item.state for item in result.items] == [State.SCORED, State.UNREACHABLE]
    assert result.total == 125
    assert score(asked, {**answers, QuestionId("a"): Answer(value=2)}, DAY).total == 750


def test_a_failed_veto_caps_the_level() -> None:
    veto = {"id": "v", "text": "?", "kind": "yes_no", "veto": True}
    rest = {"id": "r", "text": "?", "kind": "maturity", "weight": 99}
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [veto, rest]}]})
    good = Answer(value=4)
    failed = score(asked, {QuestionId("v"): Answer(value=False), QuestionId("r"): good}, DAY)
    assert (failed.level.number, failed.vetoes_failed) == (1, ("v",))
    passed = score(asked, {QuestionId("v"): Answer(value=True), QuestionId("r"): good}, DAY)
    assert passed.level.number == 5
    assert passed.vetoes_failed == ()
    unanswered = score(asked, {QuestionId("r"): good}, DAY)
    assert (unanswered.level.number, unanswered.vetoes_open) == (1, ("v",))


def test_a_date_counts_until_its_last_day() -> None:
    asked = questionnaire_from_json(
        {"sections": [{"id": "s", "questions": [{"id": "d", "text": "?", "kind": "date"}]}]}
    )
    answers = {QuestionId("d"): Answer(value=DAY)}
    assert score(asked, answers, DAY).total == 1000
    assert score(asked, answers, DAY + dt.timedelta(days=1)).total == 0
