"""The content of the edition in use: plans and modules at a glance, single questions and policies, and all faults."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from selfcheck.kernel.errors import NotFoundError
from selfcheck.plans.catalogue import Catalogue, CatalogueItem, ItemKind, Plan
from selfcheck.questionnaires.coverage import Share, cover
from selfcheck.questionnaires.library import Library
from selfcheck.reports.offers import KINDS, VERDICTS, validity_words
from selfcheck.reports.sources import STATUS, clause_words
from selfcheck.reports.voice import Voice
from selfcheck.web.content import content_root, library
from selfcheck.web.editor.desk import editing
from selfcheck.web.editor.documents import documents_of
from selfcheck.web.editor.drafted import drafting
from selfcheck.web.editor.faults import current_faults
from selfcheck.web.editor.policy import case_lines, condition_lines
from selfcheck.web.editor.publishing import publishing
from selfcheck.web.editor.question import find_page, shown_in
from selfcheck.web.gate import now
from selfcheck.web.languages import current_lang
from selfcheck.wording.text import Lang
from selfcheck.workflow.day import day_of

blueprint = Blueprint("editor", __name__)
publishing(blueprint)
editing(blueprint)
documents_of(blueprint)
drafting(blueprint)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with what it holds by kind, how much of it is served, what still waits, and how it stands today."""

    plan: Plan
    counts: Counter[ItemKind]
    used: int
    borderline: int
    waiting: tuple[CatalogueItem, ...]
    status: str


@blueprint.get("/content")
def home() -> ResponseReturnValue:
    """The edition in use, what it holds, and whether the files as they lie there now are sound."""
    held = library()
    return render_template(
        "editor/home.html",
        library=held,
        plans=_plans(held),
        faults=current_faults(content_root()),
        statuses=STATUS,
        policies=Counter(policy.kind for policy in held.policies),
        policy_kinds=KINDS,
        clause=lambda clause: clause_words(clause, Voice(current_lang())),
    )


@blueprint.get("/content/faults")
def faults() -> ResponseReturnValue:
    """Everything that is wrong with the files as they lie there now, with file and line."""
    return render_template("editor/faults.html", library=library(), faults=current_faults(content_root()))


@blueprint.get("/content/modules/<module_id>")
def module(module_id: str) -> ResponseReturnValue:
    """One module's questions in both languages, each beside the catalogue items behind it."""
    found = next((module for module in library().modules if module.module == module_id), None)
    if found is None:
        raise NotFoundError
    return render_template("editor/module.html", module=found, library=library())


@blueprint.get("/content/questions/<question_id>")
def question(question_id: str) -> ResponseReturnValue:
    """One question as companies see it, in both languages, beside the catalogue items behind it."""
    page = find_page(library(), question_id)
    if page is None:
        raise NotFoundError
    voice = Voice(current_lang())
    return render_template(
        "editor/question.html",
        page=page,
        shown=[(lang, shown_in(page, lang)) for lang in Lang],
        clause=lambda clause: clause_words(clause, voice),
    )


@blueprint.get("/content/policies")
def policies() -> ResponseReturnValue:
    """Every support and award, by plan."""
    groups = [
        (plan, [policy for policy in library().policies if policy.plan == plan.id]) for plan in library().plans.values()
    ]
    return render_template("editor/policies.html", groups=groups, kinds=KINDS)


@blueprint.get("/content/policies/<policy_id>")
def policy(policy_id: str) -> ResponseReturnValue:
    """One support or award with its conditions in words and its worked cases, run now."""
    held = library()
    found = next((policy for policy in held.policies if policy.id == policy_id), None)
    if found is None:
        raise NotFoundError
    voice = Voice(current_lang())
    return render_template(
        "editor/policy.html",
        policy=found,
        plan=held.plans[found.plan],
        item=held.items[found.item][1],
        clause=clause_words(found.clause, voice),
        validity=validity_words(found.valid, voice),
        conditions=condition_lines(held, found, voice),
        cases=case_lines(held, found, voice),
        kinds=KINDS,
        verdicts=VERDICTS,
    )


def _plans(held: Library) -> list[PlanLine]:
    return [
        _plan(held, catalogue, list(coverage.shares.values()))
        for catalogue, coverage in zip(held.catalogues, cover(held), strict=True)
    ]


def _plan(held: Library, catalogue: Catalogue, shares: list[Share]) -> PlanLine:
    return PlanLine(
        plan=catalogue.plan,
        counts=Counter(item.kind for item in catalogue.items),
        used=sum(share.covered for share in shares),
        borderline=sum(share.borderline for share in shares),
        waiting=tuple(held.items[item][1] for share in shares for item in share.uncovered),
        status=catalogue.plan.status(day_of(now())),
    )
