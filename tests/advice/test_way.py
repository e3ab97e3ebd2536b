"""The smallest set of actions to a support or award, held against trying every set."""

from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from selfcheck.advice.move import answers_after, facts_after, list_moves, with_before
from selfcheck.advice.way import list_ways
from selfcheck.answers.answer import Answer
from selfcheck.answers.facts import answer_facts
from selfcheck.kernel.ids import PlanId, QuestionId, RegionCode
from selfcheck.matching.match import Match, match
from selfcheck.plans.catalogue import Plan
from selfcheck.policies.policy import Policy, Verdict
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.rules.fact import FactValue
from selfcheck.scoring.score import score
from selfcheck.wording.text import Text

DAY = date(2026, 6, 1)
PLAN = Plan(
    id=PlanId("city"),
    title="市",
    level="municipal",
    short=Text(zh="市", en="City"),
    doc_number=None,
    issuer="市",
    region=RegionCode("360700"),
    date=date(2024, 4, 21),
)
REMEDY = {"zh": "做", "en": "do", "effort": 2, "days": 9}
QUESTIONS = [
    {"id": "a", "kind": "yes_no", "text": "?", "remedy": {**REMEDY, "effort": 1}},
    {"id": "b", "kind": "maturity", "text": "?", "asked_when": {"question": "a", "score": 1}, "remedy": REMEDY},
    {"id": "c", "kind": "yes_no", "text": "?", "remedy": {**REMEDY, "effort": 5}},
    {"id": "d", "kind": "maturity", "text": "?", "remedy": {**REMEDY, "after": ["c"]}},
]
ASKED = questionnaire_from_json({"sections": [{"id": "s", "questions": QUESTIONS}]})
LEAVES = st.sampled_from(
    [
        {"fact": "answer:a", "op": "is", "value": True},
        {"fact": "answer:b", "op": "at_least", "value": 3},
        {"fact": "answer:c", "op": "is", "value": True},
        {"fact": "answer:d", "op": "at_least", "value": 2},
        {"fact": "certificates", "op": "has", "value": "haccp", "fixable": True, "remedy": REMEDY},
        {"fact": "certificates", "op": "has_any", "value": ["iso9001", "gap"], "fixable": True, "remedy": REMEDY},
        {"fact": "adverse", "op": "has_none", "value": ["penalty"], "fixable": True, "remedy": {**REMEDY, "effort": 4}},
        {"fact": "size", "op": "is", "value": "small"},
        {"fact": "size", "op": "is", "value": "large"},
    ]
)
CONDITIONS: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda found: {"all": found}),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: {"any": found}),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {
        "a": st.sampled_from([None, True, False]),
        "b": st.sampled_from([None, 0, 4]),
        "c": st.sampled_from([None, True, False]),
        "d": st.sampled_from([None, 1, 3]),
    }
).map(lambda told: {QuestionId(name): Answer(value=value) for name, value in told.items() if value is not None})


def policy(condition: object) -> Policy:
    told = {
        "id": "prize",
        "kind": "award",
        "title": {"zh": "奖", "en": "Prize"},
        "plan": "city",
        "clause": "1",
        "item": "city-1",
        "authority": ["市局"],
        "valid": {},
        "all": [condition],
        "cases": [{"name": "any", "verdict": "eligible", "facts": {}}],
    }
    return TypeAdapter(Policy).validate_python(told)


def held(found: Policy, facts: dict[str, FactValue]) -> Match:
    return match((found,), {PLAN.id: PLAN}, facts, DAY)[0]


@given(CONDITIONS, ANSWERS, st.sampled_from([frozenset(), frozenset({"penalty"})]))
def test_no_smaller_set_reaches_the_policy(
    condition: object, answers: dict[QuestionId, Answer], adverse: frozenset[str]
) -> None:
    found = policy(condition)
    profile: dict[str, FactValue] = {
        "region": "360703",
        "size": "small",
        "adverse": adverse,
        "certificates": frozenset(),
    }
    now = score(ASKED, answers, DAY)
    before = held(found, {**profile, **answer_facts(answers)})
    moves = list_moves(ASKED, now, (before,))
    ways = list_ways((before,), moves, DAY)
    if before.verdict is Verdict.ELIGIBLE:
        assert ways == ()
        return
    reaching = []
    for size in range(len(moves) + 1):
        for chosen in combinations(moves, size):
            if len(with_before(moves, chosen)) != size:
                continue
            facts = facts_after({**profile, **answer_facts(answers_after(answers, moves, chosen, DAY))}, moves, chosen)
            if held(found, facts).verdict is Verdict.ELIGIBLE:
                reaching.append((size, sum(moves[name].effort for name in chosen)))
    assert [(len(way.actions), way.effort) for way in ways] == ([min(reaching)] if reaching else [])


def test_what_the_company_has_declared_not_to_hold_cannot_be_worked_off() -> None:
    told = policy({"fact": "certificates", "op": "has", "value": "haccp", "fixable": True, "remedy": REMEDY})
    data = TypeAdapter(Policy).dump_python(told, by_alias=True)
    data["confirm"] = [{"id": "notice", "zh": "符合", "en": "fits"}]
    data.pop("condition", None)
    refused = TypeAdapter(Policy).validate_python(data)
    facts: dict[str, FactValue] = {"region": "360703", "certificates": frozenset()}
    before = match((refused,), {PLAN.id: PLAN}, facts, DAY, {"notice": False})
    assert list_ways(before, list_moves(ASKED, score(ASKED, {}, DAY), before), DAY) == ()
