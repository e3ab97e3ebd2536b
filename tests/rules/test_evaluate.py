"""Three-valued logic as a reader of the rules expects it."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.rules.condition import All, Any, Condition, Op, list_tests, parts
from selfcheck.rules.condition import Test as FactTest
from selfcheck.rules.evaluate import evaluate
from selfcheck.rules.fact import Absent, FactValue
from selfcheck.rules.truth import Truth

NAMES = ("employees", "revenue", "assets", "age_years")
LEAVES = st.sampled_from([FactTest(fact=name, op=op, value=10) for name in NAMES for op in (Op.AT_LEAST, Op.AT_MOST)])
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: All(all=tuple(found))),
        st.lists(inner, max_size=3).map(lambda found: Any(any=tuple(found))),
    ),
    max_leaves=8,
)
FACTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([5, 10, 20]))


def boolean(condition: Condition, facts: dict[str, int]) -> bool:
    if isinstance(condition, FactTest):
        value = facts[condition.fact]
        return value >= 10 if condition.op is Op.AT_LEAST else value <= 10
    held = [boolean(part, facts) for part in parts(condition)]
    return all(held) if isinstance(condition, All) else any(held)


def completions(facts: dict[str, int]) -> Iterator[dict[str, int]]:
    missing = [name for name in NAMES if name not in facts]
    for values in product([5, 10, 20], repeat=len(missing)):
        yield {**facts, **dict(zip(missing, values, strict=True))}


def known(facts: dict[str, int]) -> dict[str, FactValue]:
    return dict(facts)


@given(CONDITIONS, FACTS)
def test_a_definite_verdict_holds_however_the_rest_is_answered(condition: Condition, facts: dict[str, int]) -> None:
    truth = evaluate(condition, known(facts)).truth
    outcomes = {boolean(condition, complete) for complete in completions(facts)}
    if truth is not Truth.UNKNOWN:
        assert outcomes == {truth is Truth.YES}


@given(CONDITIONS, st.fixed_dictionaries({name: st.sampled_from([5, 10, 20]) for name in NAMES}))
def test_with_every_fact_known_it_is_boolean_logic(condition: Condition, facts: dict[str, int]) -> None:
    assert evaluate(condition, known(facts)).truth is (Truth.YES if boolean(condition, facts) else Truth.NO)


@given(CONDITIONS, FACTS)
def test_every_part_is_evaluated(condition: Condition, facts: dict[str, int]) -> None:
    traced = [trace.condition for trace in evaluate(condition, known(facts)).tests()]
    assert traced == list(list_tests(condition))


def test_not_applicable_is_no_and_dont_know_is_unknown() -> None:
    test = FactTest(fact="answer:cqo-authority", op=Op.AT_LEAST, value=2)
    assert evaluate(test, {test.fact: Absent.NOT_APPLICABLE}).truth is Truth.NO
    assert evaluate(test, {test.fact: Absent.DONT_KNOW}).truth is Truth.UNKNOWN
    assert evaluate(test, {}).truth is Truth.UNKNOWN


def test_regions_and_industries_hold_what_lies_below_them() -> None:
    within = FactTest(fact="region", op=Op.WITHIN, value="360700")
    trade = FactTest(fact="industry", op=Op.IN, value=("13", "14"))
    assert evaluate(within, {"region": "360703"}).truth is Truth.YES
    assert evaluate(within, {"region": "360000"}).truth is Truth.NO
    assert evaluate(trade, {"industry": "1340"}).truth is Truth.YES
    assert evaluate(trade, {"industry": "2110"}).truth is Truth.NO
