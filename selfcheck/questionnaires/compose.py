"""Composing: which questions the plans in force put to one company on one day, each with the clauses behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from selfcheck.kernel.ids import ModuleId, PlanId, QuestionId
from selfcheck.kernel.regions import contains
from selfcheck.plans.catalogue import Modality, Plan
from selfcheck.profiles.facts import profile_facts
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import (
    ChecklistQuestion,
    DateQuestion,
    MaturityQuestion,
    Module,
    NumberQuestion,
    Question,
    TableQuestion,
    Tier,
)
from selfcheck.questionnaires.questionnaire import (
    AppliedPlan,
    AskedOption,
    AskedQuestion,
    Citation,
    Questionnaire,
    Scale,
    Section,
    asked_options,
)
from selfcheck.rules.evaluate import evaluate
from selfcheck.rules.truth import Truth

CAPACITY: Mapping[Tier, int | None] = {Tier.EXPRESS: 20, Tier.STANDARD: 60, Tier.FULL: None}
GENERAL_PLANS = 2  # a general question rests on at least so many plans


class Reason(StrEnum):
    """Why a question of the bank is not asked."""

    NO_PLAN = "no_plan"  # no plan that applies rests on it
    OTHER_ACTOR = "other_actor"  # its duties address other companies
    OTHER_TRADE = "other_trade"  # the question itself is narrower than its duties
    TIER = "tier"  # the tier has no place for it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question of the bank that is not asked, with the reason."""

    question: QuestionId
    reason: Reason


@dataclass(frozen=True, slots=True)
class Composition:
    """The questionnaire of a profile, and every question left out with its reason."""

    questionnaire: Questionnaire
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """All that choosing looks at in one edition: companies of the same shape are asked the same questions.

    `applying` are the plans that apply, `actors` what the company is, `within` the questions whose own condition holds.
    """

    tier: Tier
    applying: tuple[PlanId, ...]
    actors: frozenset[str]
    within: frozenset[QuestionId]


@dataclass(frozen=True, slots=True)
class _Chosen:
    module: Module
    question: Question
    force: Modality
    citations: tuple[Citation, ...]


def compose(library: Library, profile: Profile, tier: Tier, on: date) -> Composition:
    """The questions that the plans in force for the profile's region put to it, at most as many as the tier holds.

    A region without a plan in the library gets the general questionnaire: questions that rest on at least two plans.
    """
    return compose_shape(library, shape_of(library, profile, tier, on), on)


def shape_of(library: Library, profile: Profile, tier: Tier, on: date) -> Shape:
    """What the profile is to that edition on that day."""
    facts = profile_facts(profile, on)
    return Shape(
        tier=tier,
        applying=tuple(plan.id for plan in list_applying(library, profile, on)),
        actors=frozenset(
            name
            for name, actor in library.actors.items()
            if actor.condition is not None and evaluate(actor.condition, facts).truth is Truth.YES
        ),
        within=frozenset(
            question.id
            for question in library.questions.values()
            if question.only_for is not None and evaluate(question.only_for, facts).truth is Truth.YES
        ),
    )


def compose_shape(library: Library, shape: Shape, on: date) -> Composition:
    """The questionnaire of every company of that shape on that day."""
    applying = [library.plans[plan] for plan in shape.applying]
    chosen: list[_Chosen] = []
    left_out: list[LeftOut] = []
    for module, question in _bank(library):
        found = _choose(library, shape, module, question)
        if isinstance(found, Reason):
            left_out.append(LeftOut(question.id, found))
        else:
            chosen.append(found)
    kept, dropped = _fit(chosen, shape.tier)
    left_out.extend(LeftOut(choice.question.id, Reason.TIER) for choice in dropped)
    plans = tuple(AppliedPlan(plan.id, plan.status(on), plan.short) for plan in applying)
    sections = tuple(
        Section(
            ModuleId(module.module),
            tuple(
                as_asked(choice.question, choice.force, choice.citations) for choice in kept if choice.module is module
            ),
            module.title,
            module.lead,
        )
        for module in library.modules
        if any(choice.module is module for choice in kept)
    )
    questionnaire = Questionnaire(
        sections=sections, version=library.version, tier=shape.tier, on=on, plans=plans, general=not applying
    )
    return Composition(questionnaire, tuple(sorted(left_out, key=lambda left: left.question)))


def list_applying(library: Library, profile: Profile, on: date) -> tuple[Plan, ...]:
    """The plans of the profile's region and of those above it that have begun, the nearest region first."""
    applying = [
        catalogue.plan
        for catalogue in library.catalogues
        if contains(catalogue.plan.region, profile.region) and catalogue.plan.status(on) != "not_yet"
    ]
    return tuple(sorted(applying, key=lambda plan: (height(plan), plan.id)))


def height(plan: Plan) -> int:
    """0 for a county, 1 for a city, 2 for a province, by the zeros that end its region code."""
    return 2 if plan.region.endswith("0000") else 1 if plan.region.endswith("00") else 0


def _bank(library: Library) -> Iterator[tuple[Module, Question]]:
    for module in library.modules:
        for question in module.questions:
            yield module, question


def _choose(library: Library, shape: Shape, module: Module, question: Question) -> _Chosen | Reason:
    behind = [library.items[item] for item in question.obligations]
    if shape.applying:
        within = [(plan, item) for plan, item in behind if plan.id in shape.applying]
    else:
        within = behind if len({plan.id for plan, _ in behind}) >= GENERAL_PLANS else []
    if not within:
        return Reason.NO_PLAN
    resting = [(plan, item) for plan, item in within if item.actor in shape.actors]
    if not resting:
        return Reason.OTHER_ACTOR
    if question.only_for is not None and question.id not in shape.within:
        return Reason.OTHER_TRADE
    force = max((item.modality or Modality.ENCOURAGED for _, item in resting), key=lambda m: m.strength)
    order = {plan: number for number, plan in enumerate(shape.applying)}
    citations = sorted(
        (Citation(plan.id, item.clause, item.anchor, item.id, item.modality) for plan, item in resting),
        key=lambda citation: order.get(citation.plan, 0),
    )
    return _Chosen(module, question, force, tuple(citations))


def _fit(chosen: Sequence[_Chosen], tier: Tier) -> tuple[list[_Chosen], list[_Chosen]]:
    """What the tier holds, in the bank's order, and the rest.

    Express: vetoes, then the heart. Others: vetoes, mandatory duties, the heart, then by force and weight.
    """
    capacity = CAPACITY[tier]
    if capacity is None:
        return list(chosen), []
    pool = [c for c in chosen if c.question.veto or c.question.heart] if tier is Tier.EXPRESS else chosen
    ranked = sorted(
        pool,
        key=lambda c: (
            not c.question.veto,
            tier is not Tier.EXPRESS and c.force is not Modality.MANDATORY,
            not c.question.heart,
            -c.force.strength,
            -c.question.weight,
            c.question.id,
        ),
    )
    kept = {c.question.id for c in ranked[:capacity]}
    return [c for c in chosen if c.question.id in kept], [c for c in chosen if c.question.id not in kept]


def as_asked(question: Question, force: Modality, citations: tuple[Citation, ...]) -> AskedQuestion:
    """The question of the bank as a questionnaire asks it, with the force and the clauses that apply."""
    options: tuple[AskedOption, ...] | None = None
    if isinstance(question, MaturityQuestion):
        options = tuple(AskedOption(str(step), text) for step, text in enumerate(question.steps))
    elif isinstance(question, ChecklistQuestion):
        options = asked_options(question.options)
    scale = None
    if isinstance(question, NumberQuestion):
        scale = Scale(question.floor, question.target, question.limits, question.unit)
    table = question if isinstance(question, TableQuestion) else None
    return AskedQuestion(
        id=question.id,
        kind=question.kind,
        text=question.text,
        force=force,
        veto=question.veto,
        weight=Decimal(question.weight),
        level=question.level,
        na=question.na,
        options=options,
        evidence=question.evidence,
        citations=citations,
        help=question.help,
        number=scale,
        earliest=question.earliest if isinstance(question, DateQuestion) else None,
        columns=table.columns if table else (),
        rows=table.rows if table else 1,
        asked_when=question.asked_when,
        remedy=question.remedy,
    )
