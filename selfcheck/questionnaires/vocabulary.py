"""The words that profiles and conditions use: activities, certificates, honours, adverse records, actors."""

from dataclasses import fields
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.rules.condition import FORBID, Condition
from selfcheck.wording.text import Text, Words

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]


@dataclass(frozen=True, slots=True, config=FORBID)
class Word:
    """One code of a vocabulary with its name, and a hint where the name alone may be misread."""

    zh: Words
    en: Words
    hint: Text | None = None

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(zh=self.zh, en=self.en)


@dataclass(frozen=True, slots=True, config=FORBID)
class Vocabulary:
    """The code lists of the profile, each in the order in which forms show it."""

    activities: dict[Code, Word]
    certificates: dict[Code, Word]
    honours: dict[Code, Word]
    adverse: dict[Code, Word]
    sizes: dict[Code, Word]

    def words(self, name: str) -> dict[Code, Word]:
        """The list with that name."""
        return {
            "activities": self.activities,
            "certificates": self.certificates,
            "honours": self.honours,
            "adverse": self.adverse,
            "sizes": self.sizes,
        }[name]


LISTS = tuple(field.name for field in fields(Vocabulary))


@dataclass(frozen=True, slots=True, config=FORBID)
class Actor:
    """Whom a clause addresses: a predicate over the profile, or the reason why no company can be it."""

    zh: Words
    en: Words
    condition: Condition | None = None
    not_for_companies: Text | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.condition is None) == (self.not_for_companies is None):
            raise ValueError("an actor has either a condition or a reason under not_for_companies")
        return self

    @property
    def text(self) -> Text:
        """The actor in both languages."""
        return Text(zh=self.zh, en=self.en)
