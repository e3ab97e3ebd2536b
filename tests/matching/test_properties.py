"""What must hold of every verdict, tried on conditions and facts of all kinds."""

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.advice.move import mended
from selfcheck.matching.match import list_deciding, match
from selfcheck.policies.policy import Verdict
from selfcheck.rules.condition import Test as FactTest
from selfcheck.rules.fact import FactValue
from selfcheck.rules.truth import Truth
from tests.advice.test_way import CONDITIONS, DAY, PLAN, held, policy

FACTS: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {"region": st.sampled_from(["360703", "330100"])},
    optional={
        "answer:a": st.booleans(),
        "answer:b": st.integers(0, 4),
        "answer:c": st.booleans(),
        "answer:d": st.integers(0, 4),
        "certificates": st.frozensets(st.sampled_from(["haccp", "gap", "gi"])),
        "adverse": st.frozensets(st.just("penalty")),
        "size": st.sampled_from(["small", "large"]),
    },
)


@given(CONDITIONS, FACTS)
def test_who_cannot_tell_has_a_question_to_ask(condition: object, facts: dict[str, FactValue]) -> None:
    found = held(policy(condition), facts)
    assert bool(found.ask) == (found.verdict is Verdict.CANNOT_TELL)
    assert not set(found.ask) & set(facts)


@given(CONDITIONS, FACTS, FACTS)
def test_more_answers_never_turn_a_definite_verdict(
    condition: object, facts: dict[str, FactValue], more: dict[str, FactValue]
) -> None:
    before = held(policy(condition), facts)
    after = held(policy(condition), {**more, **facts})
    if before.verdict is not Verdict.CANNOT_TELL:
        assert (after.verdict is Verdict.ELIGIBLE) == (before.verdict is Verdict.ELIGIBLE)


@given(CONDITIONS, FACTS, FACTS)
def test_answering_all_that_is_asked_decides(
    condition: object, facts: dict[str, FactValue], more: dict[str, FactValue]
) -> None:
    found = held(policy(condition), facts)
    told = {name: value for name, value in more.items() if name in found.ask}
    if set(told) == set(found.ask):
        assert held(policy(condition), {**facts, **told}).verdict is not Verdict.CANNOT_TELL


@given(CONDITIONS, FACTS)
def test_the_gaps_of_a_near_miss_are_all_there_is_to_mend(condition: object, facts: dict[str, FactValue]) -> None:
    found = held(policy(condition), facts)
    if found.verdict is not Verdict.NEARLY:
        return
    changed = dict(facts)
    for trace in found.trace.parts:
        if isinstance(trace.condition, FactTest) and trace.truth is Truth.NO:
            changed[trace.condition.fact] = mended(trace.condition, changed.get(trace.condition.fact))
    assert held(policy(condition), changed).verdict is Verdict.ELIGIBLE


@given(st.lists(CONDITIONS, min_size=1, max_size=5), FACTS)
def test_the_few_questions_are_asked_for_and_decide_what_they_say(
    conditions: list[object], facts: dict[str, FactValue]
) -> None:
    matches = match([policy(condition) for condition in conditions], {PLAN.id: PLAN}, facts, DAY)
    found = list_deciding(matches)
    open_ = [each for each in matches if each.verdict is Verdict.CANNOT_TELL]
    assert bool(found) == bool(open_)
    chosen = {deciding.fact for deciding in found}
    assert sum(deciding.decides for deciding in found) == sum(set(each.ask) <= chosen for each in open_)
