"""One support or award with its conditions in words and its worked cases, run on the spot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selfcheck.kernel.errors import marked
from selfcheck.matching.cases import USUAL_DAY, run_case
from selfcheck.policies.policy import Case, Policy, Verdict
from selfcheck.questionnaires.library import Library
from selfcheck.reports.facts import fact_name, value_words
from selfcheck.reports.voice import Voice
from selfcheck.rules.condition import All, Any, Condition, Op, Test, parts
from selfcheck.rules.fact import FactValue

OPERATORS: Mapping[Op, str] = {
    Op.IS: marked("是"),
    Op.IS_NOT: marked("不是"),
    Op.IN: marked("属于"),
    Op.WITHIN: marked("位于"),
    Op.HAS: marked("含有"),
    Op.HAS_ANY: marked("至少含有一个"),
    Op.HAS_NONE: marked("都不含"),
    Op.AT_LEAST: marked("至少"),
    Op.AT_MOST: marked("至多"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A condition in words; `depth` is how deep it lies in groups, `group` what must hold of the lines below it."""

    depth: int
    id: str
    label: str
    fact: str
    operator: str
    value: str
    source: str
    fixable: bool
    remedy: str
    group: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A worked case: the facts in words, the verdict it promises, and the verdict that the rules give."""

    case: Case
    on: str
    facts: tuple[tuple[str, str], ...]
    found: Verdict

    @property
    def holds(self) -> bool:
        """Whether promise and rules agree."""
        return self.found is self.case.verdict


def condition_lines(library: Library, policy: Policy, voice: Voice) -> tuple[Line, ...]:
    """Every condition of the policy, in order of writing."""
    return tuple(line for part in policy.condition.all for line in _lines(part, library, voice, 0))


def case_lines(library: Library, policy: Policy, voice: Voice) -> tuple[CaseLine, ...]:
    """The policy's cases with what comes of them."""
    return tuple(
        CaseLine(
            case=case,
            on=voice.day(case.on or USUAL_DAY),
            facts=tuple(
                (fact_name(name, library, voice), value_words(name, _value(value), library, voice))
                for name, value in case.facts.items()
            ),
            found=run_case(library, policy, case).verdict,
        )
        for case in policy.cases
    )


def _value(value: bool | float | str | list[str]) -> FactValue:
    return frozenset(value) if isinstance(value, list) else value


def _lines(condition: Condition, library: Library, voice: Voice, depth: int) -> Iterator[Line]:
    test = condition if isinstance(condition, Test) else None
    group = "" if test else voice.gettext("全部满足") if isinstance(condition, All) else voice.gettext("满足一项即可")
    yield Line(
        depth=depth,
        id=condition.id or "",
        label=condition.label.in_(voice.lang) if condition.label else "",
        fact=fact_name(test.fact, library, voice) if test else "",
        operator=voice.gettext(OPERATORS[test.op]) if test else "",
        value=value_words(test.fact, test.value, library, voice) if test else "",
        source=condition.source,
        fixable=condition.fixable,
        remedy=condition.remedy.text.in_(voice.lang) if condition.remedy else "",
        group=group,
    )
    if isinstance(condition, All | Any):
        for part in parts(condition):
            yield from _lines(part, library, voice, depth + 1)
