"""A support or award with the conditions that its plan states or clearly implies, and worked cases that prove them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, PlanId, PolicyId
from selfcheck.rules.condition import FORBID, All, Any, Condition, Slug, Validity
from selfcheck.wording.text import Text, Words


class PolicyKind(StrEnum):
    """The two kinds of policy; targets are a value of their own."""

    SUPPORT = "support"
    AWARD = "award"


class Verdict(StrEnum):
    """What a company can expect of a policy, the first that fits (domain guide, section 6)."""

    NOT_OPEN = "not_open"
    ELIGIBLE = "eligible"
    CANNOT_TELL = "cannot_tell"
    NEARLY = "nearly"
    NOT_ELIGIBLE = "not_eligible"


NOTICE = "notice"  # a confirmation whose words are the same everywhere, and mean the notice of the policy itself


@dataclass(frozen=True, slots=True, config=FORBID)
class Confirmation:
    """A condition that no machine can check: the company declares it."""

    id: Slug
    zh: Words
    en: Words
    note: str = ""

    @property
    def text(self) -> Text:
        """The statement to declare, in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Case:
    """A worked example: these facts on that day give this verdict, missing these conditions, asking these facts."""

    name: Words
    verdict: Verdict
    facts: dict[str, bool | int | float | str | list[str]]
    on: date | None = None
    missing: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, config=FORBID)
class Policy:
    """A support or award of one clause; the plan's region is an implied first condition, `in-region`.

    `also` are further items that offer the very same thing: in other words of the plan, or in a plan of a place in
    its region.
    """

    id: PolicyId
    kind: PolicyKind
    title: Text
    plan: PlanId
    clause: Words
    item: ItemId
    authority: tuple[str, ...]
    valid: Validity
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    confirm: tuple[Confirmation, ...] = ()
    benefit: Text | None = None
    apply: Text | None = None
    also: tuple[ItemId, ...] = ()
    cases: Annotated[tuple[Case, ...], Field(min_length=1)] = ()

    condition: Annotated[All, Field(init=False)] = All(all=())  # all of `all`, and one of `any` where there are any

    def __post_init__(self) -> None:
        parts = (*self.all, Any(any=self.any, id="one-of")) if self.any else self.all
        object.__setattr__(self, "condition", All(all=parts))

    @property
    def items(self) -> tuple[ItemId, ...]:
        """Every item that it carries out."""
        return (self.item, *self.also)
