"""What the page of one section shows, for visitors and companies alike: every word and figure finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from selfcheck.answers.answer import Answer, Answers
from selfcheck.answers.read import TypedAnswer
from selfcheck.kernel.ids import ModuleId, PlanId, QuestionId
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire, Section
from selfcheck.reports.facts import STEPS
from selfcheck.reports.replies import FORCES
from selfcheck.reports.sources import clause_words, plan_names
from selfcheck.reports.voice import Voice
from selfcheck.web.content import library
from selfcheck.web.languages import current_lang, told
from selfcheck.web.section_form import SPARE, SectionForm, typed_of

MINUTES_A_QUESTION = 0.4


@dataclass(frozen=True, slots=True)
class Clause:
    """A citation as people read it."""

    source: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with what was typed; `reason` says why it was sent back, `after` on which question it depends."""

    number: int
    question: AskedQuestion
    typed: TypedAnswer
    version: int
    force: str | None
    clauses: tuple[Clause, ...]
    rows: Sequence[Mapping[str, str]] = ()
    fault: str | None = None
    is_open: bool = True
    reason: str | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list of sections: how many of its questions are answered."""

    id: ModuleId
    title: str
    answered: int
    count: int

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.answered == self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a questionnaire is filled in."""

    sections: tuple[SectionLine, ...]

    @property
    def answered(self) -> int:
        """Questions with an answer."""
        return sum(line.answered for line in self.sections)

    @property
    def count(self) -> int:
        """All questions."""
        return sum(line.count for line in self.sections)

    @property
    def minutes(self) -> int:
        """What is left, in minutes, at least one while something is."""
        left = self.count - self.answered
        return max(1, round(left * MINUTES_A_QUESTION)) if left else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """What is known about a section beside its questions."""

    versions: Mapping[QuestionId, int] = field(default_factory=dict)
    open_only: frozenset[QuestionId] | None = None  # None: every question may be changed
    reasons: Mapping[QuestionId, str] = field(default_factory=dict)
    more_rows: str = ""  # the table for which another few rows were asked


def progress_of(questionnaire: Questionnaire, answers: Answers) -> Progress:
    """How far the answers go, section by section; "don't know" is not an answer yet."""
    return Progress(
        sections=tuple(
            SectionLine(
                section.id,
                section.title.in_(current_lang()),
                sum(question.id in answers and answers[question.id].is_answered for question in section.questions),
                len(section.questions),
            )
            for section in questionnaire.sections
        )
    )


def find_section(questionnaire: Questionnaire, section: str) -> Section | None:
    """The section with that id."""
    return next((found for found in questionnaire.sections if found.id == section), None)


def next_section(questionnaire: Questionnaire, section: Section) -> Section | None:
    """The section after it, None after the last."""
    places = list(questionnaire.sections)
    place = places.index(section) + 1
    return places[place] if place < len(places) else None


def views_of(
    library: Library,
    questionnaire: Questionnaire,
    section: Section,
    told_so_far: SectionForm | Answers,
    state: SectionState,
) -> tuple[QuestionView, ...]:
    """The questions of the section as a page shows them, with stored answers or with what was just typed."""
    voice = Voice(current_lang())
    names = plan_names(library, questionnaire.plans, voice)
    numbers = {question.id: place for place, question in enumerate(questionnaire.questions(), start=1)}
    sent = told_so_far if isinstance(told_so_far, SectionForm) else None
    stored: Mapping[QuestionId, Answer] = {} if isinstance(told_so_far, SectionForm) else told_so_far
    return tuple(
        QuestionView(
            number=numbers[question.id],
            question=question,
            typed=sent.typed[question.id] if sent else typed_of(question, stored.get(question.id)),
            version=(sent.versions if sent else state.versions).get(question.id, 0),
            force=None if question.force is None else str(gettext(FORCES[question.force])),
            clauses=_clauses(question, names, voice),
            rows=_rows(question, sent, stored, state.more_rows),
            fault=_fault(question, sent),
            is_open=state.open_only is None or question.id in state.open_only,
            reason=state.reasons.get(question.id),
            after=numbers.get(question.asked_when.question) if question.asked_when else None,
        )
        for question in section.questions
    )


def clauses_of(questionnaire: Questionnaire) -> dict[QuestionId, tuple[Clause, ...]]:
    """The clauses behind every question, as people read them."""
    voice = Voice(current_lang())
    names = plan_names(library(), questionnaire.plans, voice)
    return {question.id: _clauses(question, names, voice) for question in questionnaire.questions()}


def step_names() -> tuple[str, ...]:
    """What the five steps of a maturity ladder are called."""
    return tuple(str(gettext(step)) for step in STEPS)


def _clauses(question: AskedQuestion, names: Mapping[PlanId, str], voice: Voice) -> tuple[Clause, ...]:
    return tuple(
        Clause(f"{names.get(citation.plan, citation.plan)} · {clause_words(citation.clause, voice)}", citation.anchor)
        for citation in question.citations
    )


def _rows(
    question: AskedQuestion, sent: SectionForm | None, stored: Mapping[QuestionId, Answer], more: str
) -> Sequence[Mapping[str, str]]:
    if question.kind != "table":
        return ()
    rows = (sent.typed[question.id] if sent else typed_of(question, stored.get(question.id))).rows
    spare = SPARE if sent is None or more == question.id else 0
    return (*rows, *({} for _ in range(spare)))


def _fault(question: AskedQuestion, sent: SectionForm | None) -> str | None:
    fault = sent.faults.get(question.id) if sent else None
    return told(fault.message, fault.values) if fault else None
