"""Text in both languages of the service."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Lang(StrEnum):
    """The languages of the service; Chinese leads."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Text:
    """The same statement in Chinese and in English, neither empty."""

    zh: Words
    en: Words

    def in_(self, lang: Lang) -> str:
        """The statement in that language."""
        return self.en if lang is Lang.EN else self.zh

    def as_json(self) -> dict[str, str]:
        """Both languages by their codes."""
        return {"zh": self.zh, "en": self.en}
