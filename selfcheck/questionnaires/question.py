"""Questions as the bank holds them: one idea each, six kinds, resting on the obligations of the plans."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, ModuleId, QuestionId
from selfcheck.rules.condition import FORBID, Condition, Slug
from selfcheck.wording.text import Text, Words

Weight = Annotated[int, Field(ge=1, le=10)]
LevelNumber = Annotated[int, Field(ge=1, le=5)]


class Tier(StrEnum):
    """How much is asked: at most 20 questions, at most 60, or all."""

    EXPRESS = "express"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True, slots=True, config=FORBID)
class Evidence:
    """What backs an answer; required for a met claim, and stale after `fresh_months` where that is given."""

    zh: Words
    en: Words
    required: bool = False
    fresh_months: Annotated[int, Field(ge=1, le=120)] | None = None

    @property
    def text(self) -> Text:
        """The evidence in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Action:
    """What to do about a gap: effort 1 (hours) to 5 (a project of a year), usual days, questions to meet first."""

    zh: Words
    en: Words
    effort: Annotated[int, Field(ge=1, le=5)]
    days: Annotated[int, Field(ge=1, le=1825)]
    after: tuple[QuestionId, ...] = ()

    @property
    def text(self) -> Text:
        """The action in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Reach:
    """The question is asked only when the item score of an earlier question, in [0, 1], is at least `score`."""

    question: QuestionId
    score: Annotated[Decimal, Field(gt=0, le=1)]


@dataclass(frozen=True, slots=True, config=FORBID)
class Option:
    """One criterion of a checklist; without a required one the item is not met."""

    id: Slug
    zh: Words
    en: Words
    required: bool = False

    @property
    def text(self) -> Text:
        """The criterion in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Column:
    """One column of a table question."""

    id: Slug
    zh: Words
    en: Words
    required: bool = False

    @property
    def text(self) -> Text:
        """The heading in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Limits:
    """What a number may be, both ends included."""

    min: Decimal
    max: Decimal
    integer: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min >= self.max:
            raise ValueError("limits.min must lie below limits.max")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class QuestionCore:
    """What every kind of question has."""

    id: Annotated[QuestionId, Slug]
    text: Text
    weight: Weight
    remedy: Action
    obligations: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    evidence: tuple[Evidence, ...] = ()
    help: Text | None = None
    level: LevelNumber | None = None
    veto: bool = False
    na: Literal["allowed", "forbidden"] = "allowed"
    heart: bool = False  # belongs to the express tier
    asked_when: Reach | None = None
    only_for: Condition | None = None  # narrows the actors of the obligations further


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class MaturityQuestion(QuestionCore):
    """Five anchored statements of observable practice, worth 0, 25, 50, 75 and 100 %."""

    kind: Literal["maturity"]
    steps: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class YesNoQuestion(QuestionCore):
    """Yes is met, no is not."""

    kind: Literal["yes_no"]


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class ChecklistQuestion(QuestionCore):
    """The share of criteria met; a missing required one caps the item at one half."""

    kind: Literal["checklist"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class NumberQuestion(QuestionCore):
    """A figure, worth nothing at `floor`, all at `target`, in proportion between; less is better with floor above."""

    kind: Literal["number"]
    unit: Text
    limits: Limits
    floor: Decimal
    target: Decimal

    @model_validator(mode="after")
    def _scale(self) -> Self:
        if self.floor == self.target:
            raise ValueError("floor and target must differ")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class DateQuestion(QuestionCore):
    """A day until which something is valid; met while it lies ahead."""

    kind: Literal["date"]
    earliest: date = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class TableQuestion(QuestionCore):
    """Rows of a register; worth the share of `rows` that are complete."""

    kind: Literal["table"]
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=8)]
    rows: Annotated[int, Field(ge=1, le=20)] = 1


Question = Annotated[
    MaturityQuestion | YesNoQuestion | ChecklistQuestion | NumberQuestion | DateQuestion | TableQuestion,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class Module:
    """A section of the bank; `order` places it among the sections of a questionnaire."""

    module: Annotated[ModuleId, Slug]
    order: int
    title: Text
    lead: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
