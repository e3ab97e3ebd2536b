"""How a report speaks: one language, its messages, its figures and its lists. The only place that formats."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from selfcheck.kernel.rounding import one_decimal, percent
from selfcheck.wording import formats
from selfcheck.wording.text import Lang
from selfcheck.wording.translate import translator

# Marks that turn the direction of the text around them: in a company's words they could make a line read as another.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_TEXT = frozenset("\ufffe\uffff")  # never characters; PDF metadata is XML and refuses them
_CONTROLS = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of a report."""

    lang: Lang

    def gettext(self, message: str, **values: object) -> str:
        """The message in this language with its values."""
        return translator(self.lang).gettext(message) % values

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The message for that number, which it names `number`."""
        return translator(self.lang).ngettext(one, many, number) % {"number": formats.number(number, self.lang)}

    def points(self, value: Fraction) -> str:
        """Points of 1000, rounded once."""
        return formats.points(one_decimal(value), self.lang)

    def figure(self, value: Decimal | float) -> str:
        """A figure that is rounded already, with one decimal."""
        return formats.points(value, self.lang)

    def signed(self, difference: Decimal) -> str:
        """A difference of figures that are rounded already, with its sign: +12.0, −3.5, ±0.0."""
        return ("+" if difference > 0 else "−" if difference < 0 else "±") + self.figure(abs(difference))

    def percent(self, share: Fraction) -> str:
        """A share in [0, 1] as per cent, rounded once."""
        return formats.points(percent(share), self.lang) + "%"

    def number(self, value: Decimal | float) -> str:
        """A figure as it is, with grouped thousands."""
        return formats.number(value, self.lang)

    def day(self, value: date) -> str:
        """A day in words."""
        return formats.day(value, self.lang)

    def instant(self, value: datetime) -> str:
        """A day with the time of day in China."""
        return formats.instant(value, self.lang)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row."""
        return ("、" if self.lang is Lang.ZH else ", ").join(words)

    def clauses(self, words: Iterable[str]) -> str:
        """Longer parts of a sentence in a row."""
        return ("；" if self.lang is Lang.ZH else "; ").join(words)


def printable(text: str) -> str:
    """A company's words without what cannot be printed: controls, and marks that turn the direction of text."""
    spaced = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(character for character in spaced if character == "\n" or _is_printed(character)).strip()


def _is_printed(character: str) -> bool:
    return unicodedata.category(character) not in _CONTROLS and character not in _TURNING and character not in _NOT_TEXT
