"""The result file of the command-line contract: every figure rounded once, the same that page and report show."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.step import Step
from selfcheck.kernel.rounding import one_decimal, percent
from selfcheck.matching.match import Finding, Match
from selfcheck.rules.condition import All, Test
from selfcheck.rules.evaluate import Trace as RuleTrace
from selfcheck.rules.fact import Absent, FactValue
from selfcheck.scoring.score import MAX, Score
from selfcheck.scoring.trace import Trace, trace, trace_json
from selfcheck.wording.text import Lang


def result_json(assessment: Assessment, lang: Lang) -> dict[str, Any]:
    """The `result` object of the contract, texts in that language."""
    questionnaire = assessment.questionnaire.as_json()
    return {
        "questionnaire": {key: questionnaire[key] for key in ("id", "version", "hash")},
        "on": assessment.on.isoformat(),
        "score": score_json(assessment.score) | {"trace": trace_json(trace_of(assessment))},
        "matches": [_match_json(match, lang) for match in assessment.matches],
        "advice": [_step_json(step, lang) for step in assessment.steps],
        "ways": [
            {"policy": way.match.policy.id, "actions": list(way.actions), "effort": way.effort}
            for way in assessment.ways
        ],
    }


def trace_of(assessment: Assessment) -> Trace:
    """The reckoning behind the assessment's score."""
    return trace(assessment.questionnaire, assessment.answers, assessment.score, assessment.on)


def score_json(score: Score) -> dict[str, Any]:
    """The `score` object of the contract: points of 1000, percentages, item values in [0, 1]."""
    return {
        "total": _points(score.total),
        "max": MAX,
        "of_answered": None if score.of_answered is None else _points(score.of_answered),
        "level": score.level.name.zh,
        "level_number": score.level.number,
        "provisional": score.provisional,
        "na_share": _number(percent(score.na_share)),
        "conformity": None if score.conformity is None else _number(percent(score.conformity)),
        "mandatory_met": score.mandatory_met,
        "mandatory": score.mandatory,
        "vetoes_failed": list(score.vetoes_failed),
        "vetoes_open": list(score.vetoes_open),
        "sections": [
            {"id": section.id, "points": _points(section.points), "max": _points(section.max)}
            for section in score.sections
        ],
        "items": [
            {
                "question": item.question,
                "state": item.state.value,
                "value": None if item.value is None else _exact(item.value),
                "weight": _exact(item.weight),
            }
            for item in score.items
        ],
        "blocking": list(score.blocking),
        "points_short": _points(score.points_short),
        "formula": score.formula,
    }


def _match_json(match: Match, lang: Lang) -> dict[str, Any]:
    policy = match.policy
    return {
        "id": policy.id,
        "kind": policy.kind.value,
        "title": policy.title.in_(lang),
        "verdict": match.verdict.value,
        "met": [finding.id for finding in match.met],
        "missing": [_missing_json(finding, lang) for finding in match.missing],
        "ask": list(match.ask),
        "declare": [confirmation.id for confirmation in match.declare],
        "declared": [confirmation.id for confirmation in match.declared],
        "trace": _rule_trace(match.trace),
        "plan": policy.plan,
        "clause": policy.clause,
        "authority": list(policy.authority),
        "valid": {
            "from": policy.valid.from_.isoformat() if policy.valid.from_ else None,
            "until": policy.valid.until.isoformat() if policy.valid.until else None,
        },
    }


def _rule_trace(trace: RuleTrace) -> dict[str, Any]:
    """What was tested and how it came out, with the parts of groups."""
    condition = trace.condition
    found: dict[str, Any] = {"truth": trace.truth.name.lower()}
    if isinstance(condition, Test):
        return found | {
            "fact": condition.fact,
            "op": condition.op.value,
            "need": condition.value,
            "have": _plain(trace.seen),
        }
    return found | {"all" if isinstance(condition, All) else "any": [_rule_trace(part) for part in trace.parts]}


def _missing_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "condition": finding.id,
        "have": _plain(finding.have),
        "need": list(finding.need) if isinstance(finding.need, tuple) else finding.need,
        "remedy": finding.remedy.text.in_(lang) if finding.remedy else None,
    }


def _step_json(step: Step, lang: Lang) -> dict[str, Any]:
    return {
        "question": step.question.id,
        "action": step.action.text.in_(lang) if step.action else None,
        "effort": step.action.effort if step.action else None,
        "days": step.action.days if step.action else None,
        "gain": _points(step.gain),
        "gain_with": _points(step.gain_with),
        "level_number": step.level.number,
        "before": list(step.before),
        "blocks": step.blocks,
        "unlocks": list(step.unlocks),
        "priority": _points(step.priority),
    }


def _points(value: Fraction) -> float:
    return _number(one_decimal(value))


def _number(value: Decimal) -> float:
    return float(value)


def _exact(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _plain(value: FactValue | None) -> bool | int | float | str | Sequence[str] | None:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, Absent) else value
