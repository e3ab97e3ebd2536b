"""The words that profiles and conditions use: activities, certificates, honours, adverse records, actors."""

from typing import Annotated

from pydantic import Field, StringConstraints
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


@dataclass(frozen=True, slots=True, config=FORBID)
class Actor:
    """Whom a clause addresses: a predicate over the profile, or none where it is not a company."""

    zh: Words
    en: Words
    condition: Annotated[Condition | None, Field(description="None: not a company, serves no questionnaire")] = None

    @property
    def text(self) -> Text:
        """The actor in both languages."""
        return Text(zh=self.zh, en=self.en)
