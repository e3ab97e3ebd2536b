"""A plan's catalogue: its obligations, supports, awards and targets, each pinned to a clause by a short anchor."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, PlanId, RegionCode
from selfcheck.rules.condition import FORBID, Validity
from selfcheck.wording.text import Text, Words


class ItemKind(StrEnum):
    """What a catalogue item is (domain guide, section 1)."""

    OBLIGATION = "obligation"
    SUPPORT = "support"
    AWARD = "award"
    TARGET = "target"


class Modality(StrEnum):
    """How strongly a clause asks, weakest first by `strength`."""

    ENCOURAGED = "encouraged"
    PROMOTED = "promoted"
    MANDATORY = "mandatory"

    @property
    def strength(self) -> int:
        """1 encouraged, 2 promoted, 3 mandatory."""
        return {"encouraged": 1, "promoted": 2, "mandatory": 3}[self.value]


@dataclass(frozen=True, slots=True, config=FORBID)
class Figure:
    """A number that a clause prints: metric, operator, value or range (low, high), unit and year."""

    metric: str
    op: str | None = None
    value: float | int | str | tuple[float, float] | None = None
    unit: str | None = None
    by: int | str | None = None


@dataclass(frozen=True, slots=True, config=FORBID)
class CatalogueItem:
    """One duty, offer, honour or number of a plan, in our own words; `anchor` is a short phrase of the clause."""

    id: ItemId
    kind: ItemKind
    clause: Words
    anchor: Words
    actor: Words
    topic: Words
    modality: Modality | None = None
    figure: Figure | None = None
    question_zh: str | None = None
    question_en: str | None = None
    evidence_zh: str | None = None
    who_benefits: str | None = None
    authority: tuple[str, ...] = ()
    note: str | None = None

    @property
    def borderline(self) -> bool:
        """Whether the item is doubtful: kept in the data, left out of questionnaires."""
        return (self.note or "").startswith("borderline:")


@dataclass(frozen=True, slots=True, config=FORBID)
class Plan:
    """A plan document; `short` is how citations name it; past `horizon` it stays usable but is marked so."""

    id: PlanId
    title: Words
    short: Text
    issuer: Words
    date: dt.date
    level: Words
    region: RegionCode
    doc_number: str | None = None
    horizon: Annotated[dt.date | None, Field(description="last day that the plan itself aims at")] = None

    @property
    def validity(self) -> Validity:
        """In force from its date; the plans name no day on which they end."""
        return Validity(**{"from": self.date})

    def status(self, on: dt.date) -> str:
        """`not_yet`, `in_force` or `past_horizon` on that day."""
        if on < self.date:
            return "not_yet"
        return "past_horizon" if self.horizon is not None and on > self.horizon else "in_force"


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Catalogue:
    """A plan with its items in the order of the document."""

    plan: Plan
    items: tuple[CatalogueItem, ...]
