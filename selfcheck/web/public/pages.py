"""The front page and the plans of the library."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from selfcheck.kernel.errors import NotFoundError, marked
from selfcheck.kernel.ids import PlanId, RegionCode
from selfcheck.plans.catalogue import Catalogue, CatalogueItem, Figure, ItemKind, Modality, Plan
from selfcheck.reports.replies import FORCES
from selfcheck.reports.sources import aim_words, clause_words
from selfcheck.reports.voice import Voice
from selfcheck.web.content import library
from selfcheck.web.gate import now
from selfcheck.web.languages import current_lang
from selfcheck.web.regions import below
from selfcheck.workflow.day import day_of

KINDS: Mapping[ItemKind, str] = {
    ItemKind.OBLIGATION: marked("企业义务"),
    ItemKind.SUPPORT: marked("支持政策"),
    ItemKind.AWARD: marked("荣誉奖项"),
    ItemKind.TARGET: marked("目标指标"),
}


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan of the library with what it holds."""

    plan: Plan
    past: bool
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A catalogue item as the plan page shows it; `asked` says whether a question rests on it."""

    item: CatalogueItem
    text: str
    force: str | None
    asked: bool


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """The items of one clause, by kind."""

    clause: str
    items: tuple[tuple[str, ItemLine], ...]


def pages(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/")(front)
    blueprint.get("/plans/<plan_id>")(plan)
    blueprint.get("/regions/<code>")(regions)
    blueprint.get("/how-it-scores")(method)


def front() -> ResponseReturnValue:
    """What this is, for whom, and where to begin."""
    held = library()
    return render_template(
        "public/front.html",
        cards=[_card(catalogue) for catalogue in held.catalogues],
        questions=len(held.questions),
        policies=len(held.policies),
    )


def plan(plan_id: str) -> ResponseReturnValue:
    """One plan with its clauses and what each holds for companies."""
    catalogue = next((found for found in library().catalogues if found.plan.id == PlanId(plan_id)), None)
    if catalogue is None:
        raise NotFoundError
    return render_template("public/plan.html", card=_card(catalogue), clauses=_clauses(catalogue))


def regions(code: str) -> ResponseReturnValue:
    """The divisions directly below one, for the lists of a form."""
    return jsonify([[region.code, region.name] for region in below(RegionCode(code))])


def method() -> ResponseReturnValue:
    """The formula, in words and figures."""
    return render_template("public/method.html")


def _card(catalogue: Catalogue) -> PlanCard:
    counts = Counter(item.kind for item in catalogue.items)
    past = catalogue.plan.status(day_of(now())) == "past_horizon"
    return PlanCard(catalogue.plan, past, tuple((str(gettext(words)), counts[kind]) for kind, words in KINDS.items()))


def _clauses(catalogue: Catalogue) -> tuple[ClauseGroup, ...]:
    voice = Voice(current_lang())
    asked = {item for question in library().questions.values() for item in question.obligations}
    asked |= {item for policy in library().policies for item in policy.items}
    targets = {target.item: target.figure(voice.lang) for target in library().targets}
    groups: dict[str, list[tuple[str, ItemLine]]] = {}
    for item in catalogue.items:
        if not item.borderline:
            line = ItemLine(item, _words(item, targets.get(item.id), voice), _force(item.modality), item.id in asked)
            groups.setdefault(item.clause, []).append((str(gettext(KINDS[item.kind])), line))
    return tuple(ClauseGroup(clause_words(clause, voice), tuple(lines)) for clause, lines in groups.items())


def _words(item: CatalogueItem, figure: Figure | None, voice: Voice) -> str:
    if figure is not None:
        return f"{figure.metric} {aim_words(figure, voice)}"
    english = item.question_en if voice.lang == "en" else None
    return english or item.question_zh or item.anchor


def _force(modality: Modality | None) -> str | None:
    return None if modality is None else str(gettext(FORCES[modality]))
