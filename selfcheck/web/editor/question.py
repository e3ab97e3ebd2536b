"""One question as companies see it, in both languages, and the catalogue items that it rests on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import g
from flask_babel import force_locale
from markupsafe import Markup

from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.plans.catalogue import CatalogueItem, Modality, Plan
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Module, Question
from selfcheck.questionnaires.questionnaire import AskedQuestion, Citation, Questionnaire, Section
from selfcheck.web.languages import current_lang
from selfcheck.web.section_page import SectionState, views_of
from selfcheck.wording.text import Lang


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue item behind a question, with the plan that holds it."""

    plan: Plan
    item: CatalogueItem


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with its place in the bank: its module, the questions before and after it, what rests on it."""

    module: Module
    question: Question
    before: Question | None
    after: Question | None
    sources: tuple[Source, ...]
    opens: tuple[Question, ...]


def find_page(library: Library, question_id: str) -> QuestionPage | None:
    """The page of the question with that id."""
    bank = list(library.questions.values())
    place = next((place for place, question in enumerate(bank) if question.id == question_id), None)
    if place is None:
        return None
    question = bank[place]
    return QuestionPage(
        module=next(module for module in library.modules if question in module.questions),
        question=question,
        before=bank[place - 1] if place else None,
        after=bank[place + 1] if place + 1 < len(bank) else None,
        sources=tuple(Source(*library.items[item]) for item in question.obligations),
        opens=tuple(later for later in bank if later.asked_when and later.asked_when.question == question.id),
    )


def shown_in(page: QuestionPage, lang: Lang) -> Markup:
    """The question as a company reads it in that language, with every clause that it may rest on."""
    forces = [source.item.modality for source in page.sources if source.item.modality]
    force = max(forces, key=lambda modality: modality.strength, default=Modality.ENCOURAGED)
    citations = tuple(
        Citation(source.plan.id, source.item.clause, source.item.anchor, source.item.id, source.item.modality)
        for source in page.sources
    )
    return asked_in(as_asked(page.question, force, citations), lang)


def asked_in(asked: AskedQuestion, lang: Lang) -> Markup:
    """A question as a company reads it in that language, whatever it is asked after."""
    alone = replace(asked, id=QuestionId(f"{asked.id}-{lang}"), asked_when=None)
    section = Section(ModuleId("alone"), (alone,))
    questionnaire = Questionnaire(sections=(section,))
    with _speaking(lang):
        (view,) = views_of(questionnaire, section, {}, SectionState(questionnaire=questionnaire.id))
    return view.html


@contextmanager
def _speaking(lang: Lang) -> Iterator[None]:
    """Let everything within speak that language, whatever the page around it speaks."""
    usual, g.lang = current_lang(), lang
    with force_locale(lang.value):
        try:
            yield
        finally:
            g.lang = usual
