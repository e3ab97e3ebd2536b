"""The worked cases of policies, run: each gives the verdict it promises, and together they try every condition."""

from collections.abc import Iterator
from datetime import date

from selfcheck.kernel.errors import Fault
from selfcheck.matching.match import IN_REGION, Match, match
from selfcheck.policies.policy import Case, Policy
from selfcheck.questionnaires.library import Library, Source
from selfcheck.rules.fact import FactValue
from selfcheck.rules.truth import Truth

USUAL_DAY = date(2026, 6, 1)  # of a case that names none


def check_cases(library: Library, source: Source) -> tuple[Fault, ...]:
    """A fault for every case with another outcome, and for every condition that no case meets or none fails."""
    faults = []
    for name, file in source.files.items():
        if name.startswith("policies/") and isinstance(file.data, list):
            for number, data in enumerate(file.data):
                policy = library.policies_by_id[data["id"]]
                for path, message in _policy_faults(library, policy):
                    faults.append(file.fault((number, *path), f"{policy.id}: {message}"))
    return tuple(sorted(faults))


def run_case(library: Library, policy: Policy, case: Case) -> Match:
    """The policy held against the facts of the case on its day."""
    facts: dict[str, FactValue] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in case.facts.items()
    }
    return match((policy,), library.plans, facts, case.on or USUAL_DAY)[0]


def _policy_faults(library: Library, policy: Policy) -> Iterator[tuple[tuple[str | int, ...], str]]:
    met: set[str] = set()
    failed: set[str] = set()
    for number, case in enumerate(policy.cases):
        found = run_case(library, policy, case)
        met.update(finding.id for finding in found.met)
        failed.update(finding.id for finding in found.missing if finding.truth is Truth.NO)
        for message in _differences(case, found):
            yield ("cases", number), f"{case.name}: {message}"
    for condition in sorted({*met, *failed} - {IN_REGION}):
        if condition not in met:
            yield ("cases",), f"no case meets {condition}"
        if condition not in failed:
            yield ("cases",), f"no case fails {condition}"


def _differences(case: Case, found: Match) -> Iterator[str]:
    if found.verdict is not case.verdict:
        yield f"the verdict is {found.verdict}, not {case.verdict}"
        return
    missing = {finding.id for finding in found.missing}
    if missing != set(case.missing):
        yield f"missing is {sorted(missing)}, not {sorted(case.missing)}"
    if set(found.ask) != set(case.ask):
        yield f"asked for is {sorted(found.ask)}, not {sorted(case.ask)}"
