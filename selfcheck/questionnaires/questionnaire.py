"""A questionnaire as one company is asked it: self-contained, immutable, addressed by its hash.

Its JSON is what `selfcheck compose` prints and what is stored with a submission; a hand-made one may leave out all
that scoring does not need.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.kernel.content_hash import content_hash
from selfcheck.kernel.ids import ItemId, ModuleId, PlanId, QuestionId, QuestionnaireId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.question import Action, Column, Evidence, Limits, Option, Reach, Tier
from selfcheck.wording.text import Text

LENIENT = ConfigDict(extra="ignore")


def _both(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


def _na(value: object) -> object:
    return "forbidden" if value in ("forbidden", False) else "allowed"


def _option(value: object) -> object:
    if isinstance(value, str | int):
        return {"id": str(value), "text": str(value)}
    return value


BothText = Annotated[Text, BeforeValidator(_both)]


@dataclass(frozen=True, slots=True, config=LENIENT)
class Citation:
    """The clause behind a question: plan, printed clause number, anchor phrase and catalogue item."""

    plan: PlanId
    clause: str
    anchor: str
    item: ItemId
    modality: Modality | None = None


@dataclass(frozen=True, slots=True, config=LENIENT)
class AskedOption:
    """A step of a maturity ladder (ids "0" to "4") or a criterion of a checklist."""

    id: str
    text: BothText
    required: bool = False


@dataclass(frozen=True, slots=True, config=LENIENT)
class Scale:
    """How a number is worth points: nothing at `floor`, all at `target`, in proportion between."""

    floor: Decimal
    target: Decimal
    limits: Limits | None = None
    unit: Annotated[Text | None, BeforeValidator(_both)] = None

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.floor == self.target:
            raise ValueError("floor and target must differ")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=LENIENT)
class AskedQuestion:
    """One question as asked: all that answering, scoring and explaining it needs."""

    id: QuestionId
    kind: Literal["maturity", "yes_no", "checklist", "number", "date", "table"]
    text: BothText
    force: Modality | None = None
    veto: bool = False
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    level: Annotated[int, Field(ge=1, le=5)] | None = None
    na: Annotated[Literal["allowed", "forbidden"], BeforeValidator(_na)] = "allowed"
    options: tuple[Annotated[AskedOption, BeforeValidator(_option)], ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    citations: tuple[Citation, ...] = ()
    help: Annotated[Text | None, BeforeValidator(_both)] = None
    number: Scale | None = None
    earliest: date | None = None
    columns: tuple[Column, ...] = ()
    rows: Annotated[int, Field(ge=1)] = 1
    asked_when: Reach | None = None
    remedy: Action | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "number" and self.number is None:
            raise ValueError("a number question needs `number` with floor and target")
        if self.kind == "checklist" and not self.options:
            raise ValueError("a checklist question needs `options`")
        return self


@dataclass(frozen=True, slots=True, config=LENIENT)
class Section:
    """The questions of one module, in order."""

    id: ModuleId
    questions: tuple[AskedQuestion, ...]
    title: BothText = Text(zh="问题", en="Questions")
    lead: Annotated[Text | None, BeforeValidator(_both)] = None


@dataclass(frozen=True, slots=True, config=LENIENT)
class AppliedPlan:
    """A plan that the questionnaire rests on, and how it stands on the day: in_force or past_horizon."""

    id: PlanId
    status: str = "in_force"
    short: Annotated[Text | None, BeforeValidator(_both)] = None


@dataclass(frozen=True, slots=True, kw_only=True, config=LENIENT)
class Questionnaire:
    """What one company is asked on one day; `general` says that no plan of the library covers its region."""

    sections: tuple[Section, ...]
    version: str = "hand-made"
    tier: Tier = Tier.FULL
    on: date | None = None
    plans: tuple[AppliedPlan, ...] = ()
    general: bool = False

    @model_validator(mode="after")
    def _once(self) -> Self:
        earlier: set[str] = set()
        for question in self.questions():
            if question.id in earlier:
                raise ValueError(f"the question {question.id!r} stands twice")
            if question.asked_when is not None and question.asked_when.question == question.id:
                raise ValueError(f"the question {question.id!r} depends on itself")
            earlier.add(question.id)
        return self

    def questions(self) -> Iterator[AskedQuestion]:
        """Every question in order of asking."""
        for section in self.sections:
            yield from section.questions

    def find(self, question: str) -> AskedQuestion | None:
        """The question with this id, or None where it is not asked."""
        return next((asked for asked in self.questions() if asked.id == question), None)

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of everything but the hash and what follows from it."""
        return content_hash(_DUMP.dump_python(self, mode="json"))

    @property
    def id(self) -> QuestionnaireId:
        """The content address in short: the first sixteen digits of the hash."""
        return QuestionnaireId(self.hash[:16])

    def as_json(self) -> dict[str, Any]:
        """The `questionnaire` object of the command-line contract."""
        body: dict[str, Any] = _DUMP.dump_python(self, mode="json")
        digest = content_hash(body)
        return {"id": digest[:16], "version": body.pop("version"), "hash": digest, **body}


_DUMP: TypeAdapter[Questionnaire] = TypeAdapter(Questionnaire)


def questionnaire_from_json(data: object) -> Questionnaire:
    """The questionnaire of a JSON object; raises pydantic.ValidationError with the path of every fault."""
    return _DUMP.validate_python(data)


def asked_options(options: tuple[Option, ...]) -> tuple[AskedOption, ...]:
    """The criteria of a checklist as asked."""
    return tuple(AskedOption(option.id, option.text, option.required) for option in options)
