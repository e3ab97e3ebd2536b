"""What the page of one section shows, for visitors and companies alike: every word and figure finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext
from markupsafe import Markup

from selfcheck.answers.answer import Answer, Answers
from selfcheck.answers.read import TypedAnswer
from selfcheck.kernel.ids import ModuleId, PlanId, QuestionId, QuestionnaireId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire, Section
from selfcheck.reports.facts import STEPS
from selfcheck.reports.replies import FORCES
from selfcheck.reports.sources import clause_words, plan_names
from selfcheck.reports.voice import Voice
from selfcheck.web.content import library
from selfcheck.web.languages import current_lang, told
from selfcheck.web.official import official_clause, official_documents
from selfcheck.web.question_html import Clause, Filling, Frame, draw, drawings, fill
from selfcheck.web.section_form import SPARE, SectionForm, typed_of

MINUTES_A_QUESTION = 0.4


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as the page shows it; `html` is empty for one that may not be changed."""

    number: int
    question: AskedQuestion
    fault: str | None
    is_open: bool
    html: Markup


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
    """What is known about a section beside its questions; without an id the questionnaire is a visitor's."""

    questionnaire: QuestionnaireId | None = None
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
    questionnaire: Questionnaire, section: Section, told_so_far: SectionForm | Answers, state: SectionState
) -> tuple[QuestionView, ...]:
    """The questions of the section as a page shows them, with stored answers or with what was just typed."""
    frames = _Frames(questionnaire, brief=state.questionnaire is None)
    sent = told_so_far if isinstance(told_so_far, SectionForm) else None
    stored: Mapping[QuestionId, Answer] = {} if isinstance(told_so_far, SectionForm) else told_so_far
    return tuple(_view(frames, question, sent, stored, state) for question in section.questions)


class _Frames:
    """What is the same for everybody about the questions of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, *, brief: bool) -> None:
        self.numbers = {question.id: place for place, question in enumerate(questionnaire.questions(), start=1)}
        self._questionnaire = questionnaire
        self._brief = brief

    def frame(self, question: AskedQuestion) -> Frame:
        """The frame of one of its questions."""
        voice = Voice(current_lang())
        names = plan_names(library(), self._questionnaire.plans, voice)
        return Frame(
            number=self.numbers[question.id],
            question=question,
            force=None if question.force is None else str(gettext(FORCES[question.force])),
            clauses=_clauses(question, names, voice),
            after=self.numbers.get(question.asked_when.question) if question.asked_when else None,
            steps=tuple(str(gettext(step)) for step in STEPS),
            brief=self._brief,
        )


def _view(
    frames: _Frames,
    question: AskedQuestion,
    sent: SectionForm | None,
    stored: Mapping[QuestionId, Answer],
    state: SectionState,
) -> QuestionView:
    number = frames.numbers[question.id]
    if state.open_only is not None and question.id not in state.open_only:
        return QuestionView(number, question, None, is_open=False, html=Markup(""))
    typed = sent.typed[question.id] if sent else typed_of(question, stored.get(question.id))
    filling = Filling(
        question=question,
        typed=typed,
        version=(sent.versions if sent else state.versions).get(question.id, 0),
        rows=_rows(question, typed, spare=SPARE if sent is None or state.more_rows == question.id else 0),
        fault=_fault(question, sent),
        reason=state.reasons.get(question.id),
    )
    if state.questionnaire is None:
        drawn = draw(frames.frame(question))
    else:
        plans = {citation.plan for citation in question.citations}
        shown = tuple(sorted(item for item in official_documents().items() if item[0] in plans))
        key = (state.questionnaire, question.id, current_lang().value, shown)
        drawn = drawings.get(key, lambda: frames.frame(question))
    return QuestionView(number, question, filling.fault, is_open=True, html=fill(drawn, filling))


def clauses_of(questionnaire: Questionnaire) -> dict[QuestionId, tuple[Clause, ...]]:
    """The clauses behind every question, as people read them."""
    voice = Voice(current_lang())
    names = plan_names(library(), questionnaire.plans, voice)
    return {question.id: _clauses(question, names, voice) for question in questionnaire.questions()}


def _clauses(question: AskedQuestion, names: Mapping[PlanId, str], voice: Voice) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            source=f"{names.get(citation.plan, citation.plan)} · {clause_words(citation.clause, voice)}",
            anchor=citation.anchor,
            text=official_clause(citation.plan, citation.clause, citation.anchor),
        )
        for citation in question.citations
    )


def _rows(question: AskedQuestion, typed: TypedAnswer, *, spare: int) -> Sequence[Mapping[str, str]]:
    return (*typed.rows, *({} for _ in range(spare))) if question.kind == "table" else ()


def _fault(question: AskedQuestion, sent: SectionForm | None) -> str | None:
    fault = sent.faults.get(question.id) if sent else None
    return told(fault.message, fault.values) if fault else None
