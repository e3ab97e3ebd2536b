"""Filling in: the table of contents, one section a page, and the page for answers that were changed elsewhere."""

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from selfcheck.answers.answer import Answer
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionnaireId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Section
from selfcheck.reports.replies import answer_lines
from selfcheck.reports.voice import Voice
from selfcheck.scoring.score import State
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.company.edition import renewal_of
from selfcheck.web.company.evidence import received_section
from selfcheck.web.database import abandon, db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang, told
from selfcheck.web.section_form import SectionForm, read_section
from selfcheck.web.section_page import (
    SectionState,
    find_section,
    next_section,
    progress_of,
    views_of,
)
from selfcheck.workflow.errors import StaleAnswersError
from selfcheck.workflow.filling import AnswerChange, save_answers

OK, BAD, STALE = 200, 422, 409
MINE = "mine"


@dataclass(frozen=True, slots=True)
class Clash:
    """A question with two answers: what is stored now, and what was just typed."""

    question: AskedQuestion
    theirs: tuple[str, ...]
    theirs_version: int
    ours: tuple[str, ...]


def filling(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/company/submissions/<int:submission_id>")(contents)
    blueprint.route("/company/submissions/<int:submission_id>/sections/<section_id>", methods=["GET", "POST"])(section)


def contents(submission_id: int) -> ResponseReturnValue:
    """The sections with what is answered in each, and what can be done now."""
    draft = load_draft(submission_id)
    return render_template(
        "company/contents.html",
        draft=draft,
        questionnaire=draft.questionnaire,
        progress=progress_of(draft.questionnaire, draft.answers),
        renewal=renewal_of(draft),
        returned=[question for question in draft.questionnaire.questions() if question.id in draft.reasons],
        home_of={q.id: s.id for s in draft.questionnaire.sections for q in s.questions},
    )


def section(submission_id: int, section_id: str) -> ResponseReturnValue:
    """One section: shown, or sent."""
    sent, refused = received_section() if request.method == "POST" else (request.form, {})
    draft = load_draft(submission_id)
    found = find_section(draft.questionnaire, section_id)
    if found is None:
        raise NotFoundError
    if request.method == "GET":
        return _page(draft, found, None)
    form = read_section(_open_questions(draft, found), sent)
    more = sent.get("rows", "")
    if more or "upload" in sent:
        form = replace(form, faults={question: refused[question] for question in form.typed if question in refused})
        return _page(draft, found, form, more), BAD if form.faults else OK
    form = replace(form, faults={**form.faults, **{q: refused[q] for q in form.typed if q in refused}})
    if form.faults:
        return _page(draft, found, form), BAD
    try:
        save_answers(db(), signed_in(), draft.id, _changes(form), now=now())
    except StaleAnswersError as error:
        abandon()
        return _clash_page(draft, found, error), STALE
    return _onwards(draft, found)


def _onwards(draft: Draft, found: Section) -> ResponseReturnValue:
    flash(gettext("已保存。"), "success")
    after = next_section(draft.questionnaire, found)
    if request.form.get("then") == "later":
        return redirect(url_for("company.contents", submission_id=draft.id))
    if draft.submission.rounds or after is None:
        return redirect(url_for("company.check", submission_id=draft.id))
    return redirect(url_for("company.section", submission_id=draft.id, section_id=after.id))


def _open_questions(draft: Draft, found: Section) -> tuple[AskedQuestion, ...]:
    shut = draft.open_only
    return tuple(question for question in found.questions if shut is None or question.id in shut)


def _changes(form: SectionForm) -> list[AnswerChange]:
    """The answers that were sent, without those for which the other's was chosen on the page of two answers."""
    kept = (question for question in form.answers if request.form.get(f"use.{question}", MINE) == MINE)
    return [AnswerChange(question, form.answers[question], form.versions[question]) for question in kept]


def _page(draft: Draft, found: Section, form: SectionForm | None, more: str = "") -> str:
    answers = draft.answers
    shown = form if form is None or draft.open_only is None else _whole(form, found)
    state = SectionState(
        questionnaire=QuestionnaireId(draft.submission.questionnaire_id),
        versions={question: held.version for question, held in draft.held.items()},
        open_only=draft.open_only,
        reasons=draft.reasons,
        more_rows=more,
    )
    return render_template(
        "company/section.html",
        draft=draft,
        questionnaire=draft.questionnaire,
        section=found,
        views=views_of(draft.questionnaire, found, shown or answers, state),
        progress=progress_of(draft.questionnaire, answers),
        is_last=next_section(draft.questionnaire, found) is None,
        shut_lines={
            question.id: answer_in_words(question, answers.get(question.id))
            for question in found.questions
            if draft.open_only is not None and question.id not in draft.open_only
        },
    )


def _whole(form: SectionForm, found: Section) -> SectionForm:
    """The sent form with the questions that it could not hold, so that the page can show them all."""
    shut = read_section((q for q in found.questions if q.id not in form.typed), request.form)
    return SectionForm({**shut.typed, **form.typed}, form.answers, form.faults, form.versions)


def answer_in_words(question: AskedQuestion, answer: Answer | None) -> tuple[str, ...]:
    """An answer as people read it."""
    state = State.UNANSWERED if answer is None else State.NA if answer.na is not None else State.SCORED
    return answer_lines(question, answer, state, Voice(current_lang()))


def _clash_page(draft: Draft, found: Section, error: StaleAnswersError) -> str:
    asked = {question.id: question for question in found.questions}
    clashes = [
        Clash(
            asked[conflict.question],
            answer_in_words(asked[conflict.question], conflict.theirs),
            conflict.theirs_version,
            answer_in_words(asked[conflict.question], conflict.ours),
        )
        for conflict in error.conflicts
    ]
    renewed = {f"v.{clash.question.id}" for clash in clashes} | {f"use.{clash.question.id}" for clash in clashes}
    kept = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in renewed and name != "csrf_token"
    ]
    return render_template(
        "company/clash.html",
        draft=draft,
        section=found,
        clashes=clashes,
        kept=kept,
        message=told(error.message, error.values),
    )
