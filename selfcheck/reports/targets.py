"""The figures that plans aim at, in words: beside a company's own figure, and beside that of all companies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains
from selfcheck.kernel.rounding import one_decimal
from selfcheck.plans.catalogue import Plan
from selfcheck.questionnaires.compose import height
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import AppliedPlan
from selfcheck.questionnaires.target import PERCENT, Target
from selfcheck.reports.facts import value_words
from selfcheck.reports.sources import Document, aim_words, clause_words, document_of, measured
from selfcheck.reports.voice import Voice
from selfcheck.rules.condition import Op
from selfcheck.scoring.attainment import FEWEST, Attainment, Told, attain, contribution, tells_of_few

HUNDRED = Fraction(100)
HEADROOM = Fraction(5, 4)  # how far the scale of a bar reaches beyond the larger of figure and target


@dataclass(frozen=True, slots=True)
class Aim:
    """A target in words: what is measured, how far it is to go, until when, and where it is written."""

    title: str
    aim: str
    year: str
    clause: str


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A target with what the company itself has told about it; `basis` says how it counts towards the target."""

    aim: Aim
    own: str
    basis: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The targets of one plan: those that the company has a figure for, and the others."""

    document: Document
    own: tuple[OwnFigure, ...]
    others: tuple[Aim, ...]


class State(StrEnum):
    """What can be said of a target; only the first two hold the figure against it."""

    REACHED = "reached"
    MISSED = "missed"
    PART = "part"  # an absolute figure of a part of the plan's region
    INDICATION = "indication"  # not quite what the plan counts
    FEW = "few"  # a rate over fewer companies than may be shown
    NOBODY = "nobody"  # no company has told yet
    NOT_FED = "not_fed"


STATES: Mapping[State, str] = {
    State.REACHED: marked("已达到"),
    State.MISSED: marked("未达到"),
    State.PART: marked("辖区部分"),
    State.INDICATION: marked("仅供参考"),
    State.FEW: marked("企业太少"),
    State.NOBODY: marked("还没有数据"),
    State.NOT_FED: marked("企业无从填报"),
}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A bar on a scale from 0 to 1: how far it is filled, and where the target stands."""

    fill: float
    mark: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the companies of an area stand with a target; `why` is what stands in the way of a plain comparison."""

    aim: Aim
    state: State
    label: str
    counted: int
    tells_of_few: bool
    figure: str | None
    gauge: Gauge | None
    basis: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """One plan's targets for the area that it and the jurisdiction share."""

    plan: Plan
    document: Document
    area: RegionCode
    targets: tuple[Standing, ...]


def targets_of(
    library: Library, applied: Iterable[AppliedPlan], told: Told, on: date, voice: Voice
) -> tuple[TargetGroup, ...]:
    """The targets of the plans that apply, with the company's own figures; a plan without any is left out."""
    plans = [library.plans[plan.id] for plan in applied if library.targets_by_plan.get(plan.id)]
    return tuple(_group(library, plan, told, on, voice) for plan in plans)


def plans_of(library: Library, jurisdiction: RegionCode, on: date) -> tuple[Plan, ...]:
    """The plans with targets that hold in the jurisdiction or in a part of it: its own and those above it first."""
    found = [
        plan
        for plan in library.plans.values()
        if library.targets_by_plan[plan.id] and plan.status(on) != "not_yet" and _share_area(plan, jurisdiction)
    ]
    return tuple(
        sorted(found, key=lambda plan: (not contains(plan.region, jurisdiction), height(plan), plan.region, plan.id))
    )


def standings_of(
    library: Library, plans: Iterable[Plan], jurisdiction: RegionCode, told: Sequence[Told], on: date, voice: Voice
) -> tuple[PlanStanding, ...]:
    """Where the companies stand with the targets of these plans, each in the area it shares with the jurisdiction."""
    found = []
    for plan in plans:
        area = jurisdiction if contains(plan.region, jurisdiction) else plan.region
        whole = area == plan.region
        lines = tuple(
            _standing(target, attain(target, area, told), voice, whole=whole)
            for target in library.targets_by_plan[plan.id]
        )
        found.append(PlanStanding(plan, document_of(plan, on, voice), area, lines))
    return tuple(found)


def _share_area(plan: Plan, jurisdiction: RegionCode) -> bool:
    return contains(plan.region, jurisdiction) or contains(jurisdiction, plan.region)


def _group(library: Library, plan: Plan, told: Told, on: date, voice: Voice) -> TargetGroup:
    own: list[OwnFigure] = []
    others: list[Aim] = []
    for target in library.targets_by_plan[plan.id]:
        words = _own_words(target, plan.region, told, library, voice)
        if words is None or target.feed is None:
            others.append(_aim(target, voice))
        else:
            own.append(OwnFigure(_aim(target, voice), words, target.feed.basis.in_(voice.lang)))
    return TargetGroup(document_of(plan, on, voice), tuple(own), tuple(others))


def _own_words(target: Target, region: RegionCode, told: Told, library: Library, voice: Voice) -> str | None:
    """What the company told of the fact behind a target, None where it does not count or told nothing."""
    value = None if target.feed is None else contribution(target.feed, region, told)
    if target.feed is None or value is None:
        return None
    if target.feed.test is None:
        return _figure_words(target, value, voice)
    if target.feed.op in {Op.HAS, Op.HAS_ANY}:
        return voice.gettext("有") if value else voice.gettext("没有")
    return value_words(target.feed.fact, told.facts[target.feed.fact], library, voice)


def _aim(target: Target, voice: Voice) -> Aim:
    figure = target.figure(voice.lang)
    year = "" if target.year is None else str(target.year)
    return Aim(figure.metric, aim_words(figure, voice), year, clause_words(target.clause, voice))


def _figure_words(target: Target, value: Fraction, voice: Voice) -> str:
    return measured(voice.number(one_decimal(value)), target.unit_of(value, voice.lang))


def _standing(target: Target, attained: Attainment, voice: Voice, *, whole: bool) -> Standing:
    state = _state(target, attained, whole=whole)
    shown = attained.figure if state is not State.FEW else None
    return Standing(
        aim=_aim(target, voice),
        state=state,
        label=voice.gettext(STATES[state]),
        counted=attained.counted,
        tells_of_few=target.feed is not None and tells_of_few(target.feed, attained),
        figure=None if shown is None else _figure_words(target, shown, voice),
        gauge=None if shown is None else _gauge(target, shown),
        basis=target.feed.basis.in_(voice.lang) if target.feed else None,
        why=_why(target, state, voice),
    )


def _state(target: Target, attained: Attainment, *, whole: bool) -> State:
    if target.feed is None:
        return State.NOT_FED
    if attained.figure is None:
        return State.NOBODY
    if target.feed.aggregate.is_rate and attained.counted < FEWEST:
        return State.FEW
    if target.feed.note is not None:
        return State.INDICATION
    if not whole and not target.feed.aggregate.is_rate:
        return State.PART
    return State.REACHED if target.is_reached(attained.figure) else State.MISSED


def _why(target: Target, state: State, voice: Voice) -> str | None:
    if target.not_fed is not None:
        return target.not_fed.in_(voice.lang)
    if state is State.FEW:
        return voice.gettext("计入的企业不到 %(fewest)s 家，为不透露单家情况，不显示。", fewest=FEWEST)
    if state is State.PART:
        return voice.gettext("目标是给全域定的，这里只数了辖区内的企业。")
    return target.feed.note.in_(voice.lang) if target.feed and target.feed.note else None


def _gauge(target: Target, figure: Fraction) -> Gauge:
    aim = Fraction(target.least)
    is_percent = target.unit is not None and target.unit.zh == PERCENT
    scale = HUNDRED if is_percent else max(aim, figure) * HEADROOM or Fraction(1)
    return Gauge(float(min(figure / scale, Fraction(1))), float(min(aim / scale, Fraction(1))))
