"""Where a duty, an offer or an aim is written: citations as people read them, the plans, and their figures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import PlanId
from selfcheck.plans.catalogue import Figure, Plan
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import AppliedPlan, Citation
from selfcheck.reports.voice import Voice

STATUS: Mapping[str, str] = {
    "in_force": marked("目标期内"),
    "past_horizon": marked("目标期已过"),
    "not_yet": marked("尚未开始"),
}
_HAN_NUMBER = re.compile(r"^[一二三四五六七八九十百]+$")
_RELATIONS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}


@dataclass(frozen=True, slots=True)
class Document:
    """A plan that the questionnaire rests on; `is_past` marks one whose aims lie behind it."""

    short: str
    title: str
    issuer: str
    doc_number: str | None
    day: str
    status: str
    is_past: bool


def clause_words(clause: str, voice: Voice) -> str:
    """A printed clause number in words: 第 11 条, 第十七条, 三.4, 二（四）."""
    if clause.isdecimal():
        return voice.gettext("第 %(number)s 条", number=clause)
    if _HAN_NUMBER.match(clause):
        return voice.gettext("第%(number)s条", number=clause)
    return clause.replace("(", "（").replace(")", "）")


def citation_words(short: str, clause: str, voice: Voice) -> str:
    """A plan and a clause of it: 赣州市 2024 · 第 11 条."""
    return f"{short} · {clause_words(clause, voice)}"


def cited(citations: Iterable[Citation], names: Mapping[PlanId, str], voice: Voice) -> str:
    """Every clause behind a question, each once, plans in the order given, clauses of one plan side by side."""
    clauses: dict[str, list[str]] = {}
    for citation in citations:
        told = clauses.setdefault(names.get(citation.plan, citation.plan), [])
        words = clause_words(citation.clause, voice)
        if words not in told:
            told.append(words)
    return voice.clauses(f"{short} · {voice.listed(found)}" for short, found in clauses.items())


def plan_names(library: Library, applied: Iterable[AppliedPlan], voice: Voice) -> dict[PlanId, str]:
    """How citations name the plans; a plan that the library no longer holds keeps the name it was asked under."""
    kept = {plan.id: plan.short.in_(voice.lang) for plan in applied if plan.short is not None}
    return {**kept, **{plan.id: plan.short.in_(voice.lang) for plan in library.plans.values()}}


def documents_of(library: Library, applied: Iterable[AppliedPlan], on: date, voice: Voice) -> tuple[Document, ...]:
    """The plans that the questionnaire rests on, in its order."""
    return tuple(document_of(library.plans[plan.id], on, voice) for plan in applied if plan.id in library.plans)


def document_of(plan: Plan, on: date, voice: Voice) -> Document:
    """The plan as it stands on that day."""
    status = plan.status(on)
    return Document(
        short=plan.short.in_(voice.lang),
        title=plan.title,
        issuer=plan.issuer,
        doc_number=plan.doc_number,
        day=voice.day(plan.date),
        status=voice.gettext(STATUS[status]),
        is_past=status == "past_horizon",
    )


def aim_words(figure: Figure, voice: Voice) -> str:
    """The figure with its relation and unit: ≥ 60%, 1–2 个, 0 起."""
    if isinstance(figure.value, tuple):
        value = "–".join(voice.number(end) for end in figure.value)
    elif isinstance(figure.value, int | float):
        value = voice.number(figure.value)
    else:
        value = figure.value or ""
    return _RELATIONS.get(figure.op or "", "") + measured(value, figure.unit or "")


def measured(figure: str, unit: str) -> str:
    """A figure with its unit: 60%, 3 个."""
    return f"{figure}{unit}" if unit.startswith("%") or not unit else f"{figure} {unit}"
