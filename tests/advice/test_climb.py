"""The path to the next level, held against trying every set of actions."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from hypothesis import assume, given

from selfcheck.advice.climb import GROUP, climb
from selfcheck.advice.move import Moves, answers_after, list_moves, with_before
from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import ActionId, QuestionId
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.score import score
from tests.scoring.strategies import DAY, Case, cases


def every_choice(moves: Moves) -> Iterator[tuple[ActionId, ...]]:
    """Every set of moves that holds nothing without what it rests on."""
    for size in range(len(moves) + 1):
        for chosen in combinations(moves, size):
            if len(with_before(moves, chosen)) == size:
                yield chosen


@given(cases())
def test_no_set_of_less_effort_reaches_the_level(case: Case) -> None:
    asked, answers = case
    now = score(asked, answers, DAY)
    assume(now.next is not None)
    assert now.next is not None
    moves = list_moves(asked, now, ())
    found = climb(asked, answers, DAY, now.next, moves)
    efforts = [
        sum(moves[name].effort for name in chosen)
        for chosen in every_choice(moves)
        if score(asked, answers_after(answers, moves, chosen, DAY), DAY).level.number >= now.next.number
    ]
    if found is None:
        assert not efforts
        return
    assert found.effort == min(efforts) == sum(moves[name].effort for name in found.actions)
    assert with_before(moves, found.actions) == tuple(name for name in with_before(moves, found.actions))
    reached = score(asked, answers_after(answers, moves, found.actions, DAY), DAY)
    assert reached.level.number >= now.next.number
    for place, name in enumerate(found.actions):
        assert set(moves[name].before) <= set(found.actions[:place])
    assert climb(asked, answers, DAY, now.next, moves) == found
    assert found.is_proven


def test_of_two_ways_the_cheaper_is_taken() -> None:
    dear = {"id": "dear", "text": "?", "kind": "yes_no", "weight": 9, "remedy": remedy(5)}
    cheap = [{"id": f"cheap{n}", "text": "?", "kind": "yes_no", "weight": 3, "remedy": remedy(1)} for n in range(3)]
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [dear, *cheap]}]})
    now = score(asked, {}, DAY)
    found = climb(asked, {}, DAY, now.next, list_moves(asked, now, ()))
    assert found is not None
    assert (found.actions, found.effort) == (("cheap0", "cheap1"), 2)  # 333.3 of 1000, and 200 are asked for


def test_a_large_group_is_taken_whole_and_says_so() -> None:
    first = {"id": "q0", "text": "?", "kind": "yes_no", "remedy": remedy(1)}
    rest = [
        {"id": f"q{n}", "text": "?", "kind": "yes_no", "remedy": remedy(1) | {"after": ["q0"]}}
        for n in range(1, GROUP + 1)
    ]
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [first, *rest]}]})
    now = score(asked, {}, DAY)
    found = climb(asked, {}, DAY, now.next, list_moves(asked, now, ()))
    assert found is not None
    assert not found.is_proven
    assert len(found.actions) == GROUP + 1


def test_at_the_top_there_is_no_path() -> None:
    question = {"id": "q", "text": "?", "kind": "yes_no"}
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [question]}]})
    now = score(asked, {QuestionId("q"): Answer(value=True)}, date(2026, 6, 1))
    assert now.next is None
    assert climb(asked, {}, DAY, now.next, {}) is None


def remedy(effort: int) -> dict[str, object]:
    return {"zh": "做", "en": "do", "effort": effort, "days": 9}


def test_where_nothing_applies_there_is_no_path() -> None:
    question = {"id": "q", "text": "?", "kind": "yes_no"}
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": [question]}]})
    answers = {QuestionId("q"): Answer(na="no such work here")}
    now = score(asked, answers, DAY)
    assert climb(asked, answers, DAY, now.next, list_moves(asked, now, ())) is None
