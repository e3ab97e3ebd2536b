"""Worked cases for a drafted policy, made from its conditions: all met, each one failed, and a company elsewhere.

They say what the conditions mean as they stand; the check of content holds the rules against them like any others.
"""

from collections.abc import Iterator, Mapping, Sequence

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains
from selfcheck.questionnaires.drafted import Body
from selfcheck.rules.condition import Op
from selfcheck.rules.fact import FactType, find_fact

Facts = dict[str, object]
ELSEWHERE = (RegionCode("110000"), RegionCode("440000"))  # two provinces: one of them is not that of the plan
OTHER_INDUSTRIES = ("0111", "1310", "6510")


def cases_of(region: RegionCode, body: Body) -> list[Body]:
    """The cases of a policy of a plan of that region."""
    every, one = _tests(body.get("all")), _tests(body.get("any"))
    met = _facts(region, [*every, *one])
    told = list(_failures(region, every, one))
    outside = _facts(next(code for code in ELSEWHERE if not contains(code, region)), [*every, *one], placed=True)
    local = [str(test["id"]) for test in every if test["fact"] == "region"]
    local += ["one-of"] if one and all(test["fact"] == "region" for test in one) else []
    cases: list[Body] = [{"name": "meets every condition", "verdict": "eligible", "facts": met}, *told]
    cases.append(
        {"name": "lies elsewhere", "verdict": "not_eligible", "missing": ["in-region", *local], "facts": outside}
    )
    valid = body.get("valid")
    day = (valid.get("from") or valid.get("until")) if isinstance(valid, Mapping) else None
    return [{**case, "on": day} if day else case for case in cases]


def _tests(value: object) -> list[Body]:
    return [test for test in value if isinstance(test, Mapping)] if isinstance(value, Sequence) else []


def _failures(region: RegionCode, every: Sequence[Body], one: Sequence[Body]) -> Iterator[Body]:
    for test in every:
        others = [other for other in every if other is not test]
        facts = _facts(region, [*others, *one]) | _failing(region, test, others)
        verdict = "nearly" if test.get("fixable") else "not_eligible"
        yield {"name": f"fails {test['id']}", "verdict": verdict, "missing": [test["id"]], "facts": facts}
    if one:
        facts = _facts(region, every)
        for test in one:
            facts |= _failing(region, test, every)
        yield {"name": "meets none of them", "verdict": "not_eligible", "missing": ["one-of"], "facts": facts}


def _facts(region: RegionCode, tests: Sequence[Body], *, placed: bool = False) -> Facts:
    """Facts that meet the tests, of a company in that region; `placed`: whatever they say of the region."""
    found: Facts = {"region": region}
    for test in tests:
        fact = str(test["fact"])
        if not (placed and fact == "region"):
            before, value = found.get(fact), _meeting(test)
            joined = isinstance(before, list) and isinstance(value, list)
            found[fact] = (
                [*before, *value] if joined and isinstance(before, list) and isinstance(value, list) else value
            )
    return found


def _meeting(test: Body) -> object:
    value, op = test["value"], Op(str(test["op"]))
    if op is Op.HAS:
        return [value]
    if op is Op.HAS_NONE:
        return []
    if op is Op.HAS_ANY:
        return [_first(value)]
    if op is Op.IN:
        return _first(value)
    if op is Op.IS_NOT:
        return f"not-{value}"
    return value


def _failing(region: RegionCode, test: Body, others: Sequence[Body]) -> Facts:
    """A value of the fact that fails the test and, where that can be, leaves the others met."""
    fact, value, op = str(test["fact"]), test["value"], Op(str(test["op"]))
    if op in {Op.HAS, Op.HAS_ANY}:
        kept = _facts(region, [other for other in others if other["fact"] == fact])
        return {fact: kept.get(fact, [])}
    if op is Op.WITHIN:
        return {fact: region}
    if op is Op.HAS_NONE:
        return {fact: [_first(value)]}
    return {fact: _other(fact, op, value)}


def _other(fact: str, op: Op, value: object) -> object:
    """A single value that fails where `value` is asked for."""
    kind = find_fact(fact)
    if op is Op.IN and kind is not None and kind.type is FactType.INDUSTRY:
        codes = [str(code) for code in value] if isinstance(value, Sequence) else []
        return next(code for code in OTHER_INDUSTRIES if not any(code.startswith(own) for own in codes))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value - 1 if op is Op.AT_LEAST else value + 1
    return value if op is Op.IS_NOT else "another"


def _first(value: object) -> object:
    return value[0] if isinstance(value, Sequence) and value else value
