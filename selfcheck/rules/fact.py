"""The facts that conditions may test: their names, types and the operators that fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FactType(StrEnum):
    """The type of a fact's value."""

    REGION = "region"  # six-digit division code
    INDUSTRY = "industry"  # GB/T 4754 code, two to four digits
    NUMBER = "number"  # Decimal or int
    CODE = "code"  # one word of a vocabulary
    CODES = "codes"  # a frozenset of words of a vocabulary
    FLAG = "flag"  # true or false
    ANSWER = "answer"  # the value of an answer: bool, number, or a frozenset of option ids


class Absent(StrEnum):
    """Why a fact has no value although the company was asked; a fact nobody asked for is missing from the mapping."""

    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


FactValue = str | bool | int | float | frozenset[str] | Absent
Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact's type and, for codes, the vocabulary its words come from."""

    type: FactType
    vocabulary: str | None = None


PROFILE_FACTS: Mapping[str, FactKind] = {
    "region": FactKind(FactType.REGION),
    "industry": FactKind(FactType.INDUSTRY),
    "size": FactKind(FactType.CODE, "sizes"),
    "above_scale": FactKind(FactType.FLAG),
    "employees": FactKind(FactType.NUMBER),  # people
    "revenue": FactKind(FactType.NUMBER),  # 10,000 yuan a year
    "assets": FactKind(FactType.NUMBER),  # 10,000 yuan
    "age_years": FactKind(FactType.NUMBER),  # full years since establishment
    "activities": FactKind(FactType.CODES, "activities"),
    "certificates": FactKind(FactType.CODES, "certificates"),  # valid on the day
    "honours": FactKind(FactType.CODES, "honours"),
    "adverse": FactKind(FactType.CODES, "adverse"),  # of the past 36 months
    "score": FactKind(FactType.NUMBER),  # points of 1000
    "level": FactKind(FactType.NUMBER),  # 1 to 5
}

_ANSWER = re.compile(r"^answer:(?P<question>[a-z0-9-]+)$")


def find_fact(name: str) -> FactKind | None:
    """The kind of the fact, or None; `answer:<question id>` is the answer to that question."""
    if _ANSWER.match(name):
        return FactKind(FactType.ANSWER)
    return PROFILE_FACTS.get(name)


def question_of(name: str) -> str | None:
    """The question whose answer this fact is, or None for a fact of the profile."""
    match = _ANSWER.match(name)
    return match["question"] if match else None
