"""Targets: the figures that a plan aims at for its region, and which answers of companies can be held against them.

A target that no company answer can feed says why. Nothing here computes: see selfcheck.scoring.attainment.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, PlanId, QuestionId, TargetId
from selfcheck.plans.catalogue import Figure
from selfcheck.rules.condition import FORBID, All, Condition, Op, Slug, Test, Value
from selfcheck.rules.fact import question_of
from selfcheck.wording.text import Lang, Text, Words

PERCENT = "%"


class Aggregate(StrEnum):
    """How the companies' values become one figure."""

    SHARE = "share"  # per cent of the companies that count
    COUNT = "count"  # companies that pass the test
    MEAN = "mean"  # of the companies' figures, each company alike
    SUM = "sum"

    @property
    def tests(self) -> bool:
        """Whether companies pass or fail, rather than bring a figure."""
        return self in {Aggregate.SHARE, Aggregate.COUNT}

    @property
    def is_rate(self) -> bool:
        """Whether the figure tells little, and too much of single companies, where few of them count."""
        return self in {Aggregate.SHARE, Aggregate.MEAN}


class Relation(StrEnum):
    """How the figure must stand to the value."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    BETWEEN = "between"  # a span of effort, as "3 to 5 awards": reached from its low end on


@dataclass(frozen=True, config=FORBID)
class Feed:
    """What feeds a target: one fact, told by every company `among` those that count.

    `basis` says in words what is counted. `note` says where that differs from what the plan counts: such a figure is
    an indication and never shows a target as reached or missed.
    """

    aggregate: Aggregate
    fact: str
    basis: Text
    op: Op | None = None
    value: Value | None = None
    among: Condition = All(all=())
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.aggregate.tests:
            if self.op is None or self.value is None:
                raise ValueError(f"{self.aggregate} takes op and value, which a company passes or fails")
            Test(self.fact, self.op, self.value)
        elif self.op is not None or self.value is not None:
            raise ValueError(f"{self.aggregate} takes neither op nor value")
        elif question_of(self.fact) is None:
            raise ValueError(f"{self.aggregate} takes the answer to a question")
        return self

    @cached_property
    def test(self) -> Test | None:
        """What a company passes or fails, None where it brings a figure."""
        return None if self.op is None or self.value is None else Test(self.fact, self.op, self.value)

    @property
    def question(self) -> QuestionId | None:
        """The question that feeds it, None where it is a fact of the profile."""
        found = question_of(self.fact)
        return None if found is None else QuestionId(found)


@dataclass(frozen=True, slots=True, config=FORBID)
class Target:
    """One figure of one clause; `value` is a span for "between", `year` the one in which it is to be reached."""

    id: Annotated[TargetId, Slug]
    plan: PlanId
    clause: Words
    item: ItemId
    title: Text
    metric: Words
    op: Relation
    value: Decimal | tuple[Decimal, Decimal]
    unit: Text | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    feed: Feed | None = None
    not_fed: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.feed is None) == (self.not_fed is None):
            raise ValueError("a target has either a feed or a reason under not_fed")
        if isinstance(self.value, tuple) != (self.op is Relation.BETWEEN):
            raise ValueError("between takes two values, every other op takes one")
        if isinstance(self.value, tuple) and self.value[0] >= self.value[1]:
            raise ValueError("between takes the lower value first")
        is_percent = self.unit is not None and self.unit.zh == PERCENT
        if self.feed is not None and self.feed.aggregate is Aggregate.SHARE and not is_percent:
            raise ValueError("a share is told in %")
        return self

    @property
    def least(self) -> Decimal:
        """The value itself, and the low end of a span."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    def unit_of(self, figure: Fraction, lang: Lang) -> str:
        """The unit as it stands behind that figure; English units are plurals, which a single one goes without."""
        if self.unit is None or (lang is Lang.EN and figure == 1 and self.unit.en != PERCENT):
            return ""
        return self.unit.in_(lang)

    def figure(self, lang: Lang) -> Figure:
        """The figure as catalogues write it, in that language."""
        span = (float(self.value[0]), float(self.value[1])) if isinstance(self.value, tuple) else float(self.value)
        last = Fraction(self.value[1] if isinstance(self.value, tuple) else self.value)
        unit = self.unit_of(last, lang) or None
        return Figure(metric=self.title.in_(lang), op=self.op, value=span, unit=unit, by=self.year)

    def is_reached(self, figure: Fraction) -> bool:
        """Whether that figure, in the target's unit, is what the plan aims at."""
        least = Fraction(self.least)
        return {
            Relation.AT_LEAST: figure >= least,
            Relation.ABOVE: figure > least,
            Relation.AT_MOST: figure <= least,
            Relation.BELOW: figure < least,
            Relation.EQUAL: figure == least,
            Relation.BETWEEN: figure >= least,
        }[self.op]
