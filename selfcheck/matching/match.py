"""Holding policies against the facts of a company, with the whole reasoning kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from selfcheck.kernel.ids import ConditionId, PlanId, RegionCode
from selfcheck.plans.catalogue import Plan
from selfcheck.policies.policy import Confirmation, Policy, Verdict
from selfcheck.rules.condition import Condition, Op, Remedy, Test, Value
from selfcheck.rules.evaluate import Trace, evaluate
from selfcheck.rules.fact import Facts, FactValue
from selfcheck.rules.truth import Truth
from selfcheck.wording.text import Text

NEARLY = 2  # at most so many failed conditions, all fixable
QUESTIONS = 5  # that a page asks for at once
IN_REGION = ConditionId("in-region")


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition as it stands: what it asks, the value seen (None where not told), and how to mend it."""

    id: ConditionId
    label: Text | None
    truth: Truth
    fact: str | None
    op: Op | None
    need: Value | None
    have: FactValue | None
    fixable: bool
    remedy: Remedy | None
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """A policy's verdict with its reasons; `ask` names the facts that would decide, the weightiest first."""

    policy: Policy
    plan: Plan
    verdict: Verdict
    met: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    ask: tuple[str, ...]
    declare: tuple[Confirmation, ...]
    declared: tuple[Confirmation, ...]  # those that the company declares to meet
    trace: Trace

    @property
    def in_region(self) -> bool:
        """Whether the policy is of the company's region or one above it."""
        return all(finding.id != IN_REGION for finding in self.missing)


def match(
    policies: Sequence[Policy],
    plans: Mapping[PlanId, Plan],
    facts: Facts,
    on: date,
    declared: Mapping[str, bool] | None = None,
) -> tuple[Match, ...]:
    """The verdict of every policy in the order given.

    `declared` holds what the company declares, by `<policy id>/<confirmation id>` or, for all policies, the bare id.
    """
    lies = {policy.plan: evaluate(_region(policy.plan, plans[policy.plan].region), facts) for policy in policies}
    return tuple(
        _match(policy, plans[policy.plan], lies[policy.plan], facts, on, declared or {}) for policy in policies
    )


@dataclass(frozen=True, slots=True)
class Deciding:
    """A fact worth asking for, and how many open verdicts are decided once it and those before it are known."""

    fact: str
    decides: int


def list_deciding(matches: Sequence[Match], most: int = QUESTIONS) -> tuple[Deciding, ...]:
    """The few facts that decide most of the verdicts that cannot be told, in the order of asking.

    Taken one by one: each time the fact that decides most together with those taken already, then the one that most
    open verdicts ask for, then by name.
    """
    open_ = [set(found.ask) for found in matches if found.verdict is Verdict.CANNOT_TELL]
    taken: list[Deciding] = []
    while open_ and len(taken) < most:
        asked = Counter(fact for facts in open_ for fact in facts)
        alone = Counter(next(iter(facts)) for facts in open_ if len(facts) == 1)
        best = min(asked, key=lambda fact: (-alone[fact], -asked[fact], fact))
        taken.append(Deciding(best, alone[best]))
        open_ = [left for facts in open_ if (left := facts - {best})]
    return tuple(taken)


def _match(policy: Policy, plan: Plan, region: Trace, facts: Facts, on: date, declared: Mapping[str, bool]) -> Match:
    parts = (region, *[evaluate(condition, facts) for condition in policy.condition.all])
    trace = Trace(policy.condition, min([part.truth for part in parts]), None, parts)
    findings: dict[Truth, list[Finding]] = {Truth.YES: [], Truth.NO: [], Truth.UNKNOWN: []}
    for part in parts:
        findings[part.truth].append(_finding(part))
    told = [(c, declared.get(f"{policy.id}/{c.id}", declared.get(c.id))) for c in policy.confirm]
    refused = [_refused(confirmation) for confirmation, is_met in told if is_met is False]
    missing = (*findings[Truth.NO], *refused)
    truth = Truth.NO if refused else trace.truth
    return Match(
        policy=policy,
        plan=plan,
        verdict=_verdict(policy, truth, missing, on),
        met=tuple(findings[Truth.YES]),
        missing=missing,
        unknown=tuple(findings[Truth.UNKNOWN]),
        ask=_ask(trace) if truth is Truth.UNKNOWN else (),
        declare=tuple([confirmation for confirmation, is_met in told if is_met is None]),
        declared=tuple([confirmation for confirmation, is_met in told if is_met is True]),
        trace=trace,
    )


@cache
def _region(plan: PlanId, region: RegionCode) -> Test:
    """The condition that every policy of the plan implies."""
    label = Text(zh="在该文件实施的地区", en="lies in the region of the plan")
    return Test(fact="region", op=Op.WITHIN, value=region, id=IN_REGION, source=plan, label=label)


def _verdict(policy: Policy, truth: Truth, missing: Sequence[Finding], on: date) -> Verdict:
    if not policy.valid.covers(on):
        return Verdict.NOT_OPEN
    if truth is Truth.YES:
        return Verdict.ELIGIBLE
    if truth is Truth.UNKNOWN:
        return Verdict.CANNOT_TELL
    if len(missing) <= NEARLY and all(finding.fixable for finding in missing):
        return Verdict.NEARLY
    return Verdict.NOT_ELIGIBLE


def _finding(trace: Trace) -> Finding:
    condition = trace.condition
    test = condition if isinstance(condition, Test) else None
    return Finding(
        id=_name(condition),
        label=condition.label,
        truth=trace.truth,
        fact=test.fact if test else None,
        op=test.op if test else None,
        need=test.value if test else None,
        have=trace.seen,
        fixable=condition.fixable,
        remedy=condition.remedy,
        source=condition.source,
    )


def _refused(confirmation: Confirmation) -> Finding:
    return Finding(
        id=ConditionId(confirmation.id),
        label=confirmation.text,
        truth=Truth.NO,
        fact=None,
        op=None,
        need=True,
        have=False,
        fixable=False,
        remedy=None,
        source=confirmation.note,
    )


def _name(condition: Condition) -> ConditionId:
    if condition.id is not None:
        return ConditionId(condition.id)
    if isinstance(condition, Test):
        return ConditionId(condition.fact.replace(":", "-").replace("_", "-"))
    return ConditionId("group")


def _ask(trace: Trace) -> tuple[str, ...]:
    """The missing facts whose values could still decide, the one behind most unknown tests first.

    A test below a part that is settled already cannot change the verdict and is not asked for.
    """
    counted: Counter[str] = Counter()
    _count(trace, counted)
    return tuple(sorted(counted, key=lambda fact: (-counted[fact], fact)))


def _count(trace: Trace, counted: Counter[str]) -> None:
    if trace.truth is not Truth.UNKNOWN:
        return
    if isinstance(trace.condition, Test):
        counted[trace.condition.fact] += 1
    for part in trace.parts:
        _count(part, counted)
