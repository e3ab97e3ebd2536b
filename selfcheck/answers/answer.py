"""One answer, typed by the kind of its question; "unanswered" is the absence of one, never a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selfcheck.kernel.ids import QuestionId

Row = Mapping[str, str]
# maturity: int 0-4; yes_no: bool; checklist: frozenset of option ids; number: Decimal; date; table: tuple of rows
Value = int | bool | frozenset[str] | Decimal | date | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a company says to one question: a value, "not applicable" with a reason, or "don't know"; a remark."""

    value: Value | None = None
    na: str | None = None
    unknown: bool = False
    remark: str = ""
    evidence: str = ""  # references to the evidence, one a line

    @property
    def is_answered(self) -> bool:
        """Whether there is a value or a reasoned "not applicable"."""
        return self.value is not None or self.na is not None


Answers = Mapping[QuestionId, Answer]


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """Why an answer cannot be taken: the question, a message id, and the values that fill it."""

    question: QuestionId
    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.message % self.values
