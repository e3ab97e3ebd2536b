"""Evaluation of a condition over facts, complete: every part is evaluated, nothing is cut short."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains
from selfcheck.rules.condition import All, Condition, Op, Test, parts
from selfcheck.rules.fact import Absent, Facts, FactValue
from selfcheck.rules.truth import Truth


@dataclass(frozen=True, slots=True)
class Trace:
    """A condition with its truth, the value a test saw (None where missing), and the traces of its parts."""

    condition: Condition
    truth: Truth
    seen: FactValue | None
    parts: tuple["Trace", ...]

    def tests(self) -> Iterator["Trace"]:
        """The traces of the single tests, in order of writing."""
        if isinstance(self.condition, Test):
            yield self
        for part in self.parts:
            yield from part.tests()


def evaluate(condition: Condition, facts: Facts) -> Trace:
    """The condition's truth with the whole trace; a missing fact is UNKNOWN, "not applicable" is NO."""
    if isinstance(condition, Test):
        return _test(condition, facts)
    traces = tuple(evaluate(part, facts) for part in parts(condition))
    truths = [trace.truth for trace in traces]
    truth = min(truths, default=Truth.YES) if isinstance(condition, All) else max(truths, default=Truth.NO)
    return Trace(condition, truth, None, traces)


def _test(test: Test, facts: Facts) -> Trace:
    seen = facts.get(test.fact)
    if seen is None or seen is Absent.DONT_KNOW:
        return Trace(test, Truth.UNKNOWN, seen, ())
    if seen is Absent.NOT_APPLICABLE:
        return Trace(test, Truth.NO, seen, ())
    return Trace(test, Truth.YES if _HOLDS[test.op](seen, test) else Truth.NO, seen, ())


def _in(seen: FactValue, test: Test) -> bool:
    if test.fact == "industry":
        return str(seen).startswith(test.words)
    return seen in test.words


def _words(seen: FactValue) -> frozenset[str]:
    return seen if isinstance(seen, frozenset) else frozenset()


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


_HOLDS: dict[Op, Callable[[FactValue, Test], bool]] = {
    Op.IS: lambda seen, test: seen == test.value,
    Op.IS_NOT: lambda seen, test: seen != test.value,
    Op.IN: _in,
    Op.WITHIN: lambda seen, test: contains(RegionCode(str(test.value)), RegionCode(str(seen))),
    Op.HAS: lambda seen, test: test.value in _words(seen),
    Op.HAS_ANY: lambda seen, test: not _words(seen).isdisjoint(test.words),
    Op.HAS_NONE: lambda seen, test: _words(seen).isdisjoint(test.words),
    Op.AT_LEAST: lambda seen, test: _number(seen) >= _number(test.value),
    Op.AT_MOST: lambda seen, test: _number(seen) <= _number(test.value),
}
