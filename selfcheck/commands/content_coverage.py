"""`selfcheck content coverage`: what of the catalogues the bank and the policies serve."""

import argparse

from selfcheck.commands.output import print_json, print_table, say
from selfcheck.kernel import places
from selfcheck.questionnaires.coverage import PlanCoverage, Share, cover
from selfcheck.questionnaires.library import Library, load_library


def coverage(args: argparse.Namespace) -> int:
    """Print how many items of each kind are served, and which are not."""
    library = load_library(places.content(), places.parsed_content())
    plans = cover(library)
    if args.format == "json":
        print_json(coverage_json(library, plans))
        return 0
    rows = [
        [plan.plan, kind.value, *map(str, (share.total, share.borderline, share.covered)), *_waiting(share)]
        for plan in plans
        for kind, share in plan.shares.items()
    ]
    print_table(["plan", "kind", "total", "borderline", "covered", "not for companies", "uncovered", "which"], rows)
    say(f"{len(library.questions)} questions, {len(library.policies)} policies")
    return 0


def coverage_json(library: Library, plans: tuple[PlanCoverage, ...]) -> dict[str, object]:
    """The coverage in the form of the contract."""
    return {
        "plans": {plan.plan: {kind.value: _json(share) for kind, share in plan.shares.items()} for plan in plans},
        "questions": len(library.questions),
        "policies": len(library.policies),
    }


def _json(share: Share) -> dict[str, object]:
    return {
        "total": share.total,
        "borderline": share.borderline,
        "covered": share.covered,
        "not_for_companies": list(share.not_for_companies),
        "uncovered": list(share.uncovered),
    }


def _waiting(share: Share) -> tuple[str, str, str]:
    return str(len(share.not_for_companies)), str(len(share.uncovered)), " ".join(share.uncovered)
