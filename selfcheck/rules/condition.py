"""Conditions as content files write them: tests of facts, grouped by `all` and `any` only."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.kernel.regions import find_region
from selfcheck.rules.fact import FactType, find_fact
from selfcheck.wording.text import Text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FORBID = ConfigDict(extra="forbid")


class Op(StrEnum):
    """How a fact is held against the value of a test."""

    IS = "is"  # equal
    IS_NOT = "is_not"
    IN = "in"  # one of a list; an industry also by its prefix
    WITHIN = "within"  # the region or one below it
    HAS = "has"  # the set holds the word
    HAS_ANY = "has_any"  # the set holds one of the words
    HAS_NONE = "has_none"  # the set holds none of the words
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


FITTING: dict[FactType, frozenset[Op]] = {
    FactType.REGION: frozenset({Op.WITHIN}),
    FactType.INDUSTRY: frozenset({Op.IN}),
    FactType.NUMBER: frozenset({Op.AT_LEAST, Op.AT_MOST}),
    FactType.CODE: frozenset({Op.IS, Op.IS_NOT, Op.IN}),
    FactType.CODES: frozenset({Op.HAS, Op.HAS_ANY, Op.HAS_NONE}),
    FactType.FLAG: frozenset({Op.IS}),
    FactType.ANSWER: frozenset({Op.IS, Op.AT_LEAST, Op.AT_MOST, Op.HAS, Op.HAS_ANY}),
}
FITTING_ANSWER: dict[str, frozenset[Op]] = {  # by kind of question; rules read no dates and no tables
    "yes_no": frozenset({Op.IS}),
    "maturity": frozenset({Op.IS, Op.AT_LEAST, Op.AT_MOST}),
    "number": frozenset({Op.AT_LEAST, Op.AT_MOST}),
    "checklist": frozenset({Op.HAS, Op.HAS_ANY}),
}
LISTS = frozenset({Op.IN, Op.HAS_ANY, Op.HAS_NONE})
Value = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, config=FORBID)
class Remedy:
    """What turns a failed test into a met one; effort 1 (hours) to 5 (a project of a year), days as usual."""

    zh: str
    en: str
    effort: Annotated[int, Field(ge=1, le=5)] = 3
    days: Annotated[int, Field(ge=1, le=1825)] | None = None

    @property
    def text(self) -> Text:
        """The remedy in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Test:
    """One fact held against one value. `source` names the clause or rule; `label` says it in words for people."""

    fact: str
    op: Op
    value: Value
    source: str = ""
    id: Slug | None = None
    label: Text | None = None
    fixable: bool = False
    remedy: Remedy | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = find_fact(self.fact)
        if kind is None:
            raise ValueError(f"there is no fact {self.fact!r}")
        if self.op not in FITTING[kind.type]:
            fitting = ", ".join(sorted(FITTING[kind.type]))
            raise ValueError(f"{self.op} does not fit the fact {self.fact!r}; what fits: {fitting}")
        if isinstance(self.value, tuple) != (self.op in LISTS):
            raise ValueError(f"{self.op} takes {'a list' if self.op in LISTS else 'one value'}")
        if self.op is Op.WITHIN and find_region(str(self.value)) is None:
            raise ValueError(f"there is no region {self.value!r}")
        if self.fixable and self.remedy is None:
            raise ValueError("a fixable test needs a remedy")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a tuple of words, for operators over vocabularies."""
        return self.value if isinstance(self.value, tuple) else (str(self.value),)


@dataclass(frozen=True, slots=True, config=FORBID)
class All:
    """Every part must hold; with no part it holds. May itself be named and labelled."""

    all: tuple["Condition", ...]
    id: Slug | None = None
    label: Text | None = None
    source: str = ""
    fixable: bool = False
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True, config=FORBID)
class Any:
    """One part must hold; with no part it does not."""

    any: tuple["Condition", ...]
    id: Slug | None = None
    label: Text | None = None
    source: str = ""
    fixable: bool = False
    remedy: Remedy | None = None


Condition = Test | All | Any


@dataclass(frozen=True, slots=True, config=FORBID)
class Validity:
    """The days on which something is in force, both ends included; None is open."""

    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the day lies within."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The direct parts of a group, nothing for a test."""
    if isinstance(condition, All):
        return condition.all
    if isinstance(condition, Any):
        return condition.any
    return ()


def list_tests(condition: Condition) -> Iterator[Test]:
    """Every test in the condition, in order of writing."""
    if isinstance(condition, Test):
        yield condition
    for part in parts(condition):
        yield from list_tests(part)
