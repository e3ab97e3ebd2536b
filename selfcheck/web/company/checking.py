"""Before and at submitting: check all answers, certify by a named person, submit, and the receipt."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from selfcheck.kernel.ids import ModuleId
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.store.submission import Position
from selfcheck.web.buttons import PlainForm
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.company.filling import answer_in_words
from selfcheck.web.content import library
from selfcheck.web.database import abandon, db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import in_words, told
from selfcheck.web.section_page import progress_of
from selfcheck.workflow.day import day_of
from selfcheck.workflow.errors import NothingAnsweredError, NothingChangedError, SameCertifierError
from selfcheck.workflow.filling import NAME_LENGTH, Certifier, certify, get_receipt, submit, withdraw

BAD = 422


class CertificationForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Who answers for the truth of the answers."""

    name = StringField(
        lazy_gettext("确认人姓名"),
        render_kw={"maxlength": NAME_LENGTH, "autocomplete": "off"},
        validators=[
            InputRequired(lazy_gettext("请填写确认人的姓名。")),
            Length(max=NAME_LENGTH, message=lazy_gettext("姓名最多 %(limit)s 个字。", limit=NAME_LENGTH)),
        ],
    )
    position = RadioField(
        lazy_gettext("确认人职务"),
        choices=lambda: {
            Position.LEGAL_REPRESENTATIVE.value: gettext("法定代表人"),
            Position.CHIEF_QUALITY_OFFICER.value: gettext("首席质量官"),
        },
        validate_choice=False,
    )
    truth = BooleanField(
        lazy_gettext("以上回答真实，有材料可查；如有不实，由本企业承担责任。"),
        validators=[InputRequired(lazy_gettext("请勾选真实性声明。"))],
    )

    def validate_name(self, field: StringField) -> None:
        """A name is not blank."""
        field.data = (field.data or "").strip()
        if not field.data:
            raise ValidationError(gettext("请填写确认人的姓名。"))

    def validate_position(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in set(Position):
            raise ValidationError(gettext("请选择确认人的职务。"))


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A question on the page of all answers."""

    number: int
    question: AskedQuestion
    lines: tuple[str, ...]
    remark: str
    evidence: str
    is_answered: bool
    may_change: bool


def checking(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.route("/company/submissions/<int:submission_id>/check", methods=["GET", "POST"])(check)
    blueprint.post("/company/submissions/<int:submission_id>/submit")(send)
    blueprint.get("/company/submissions/<int:submission_id>/receipt")(receipt)
    blueprint.route("/company/submissions/<int:submission_id>/withdraw", methods=["GET", "POST"])(take_back)


def check(submission_id: int) -> ResponseReturnValue:
    """All answers with links to change them; certifying them is the form at the end."""
    draft = load_draft(submission_id)
    if not draft.is_open:
        return redirect(url_for("company.contents", submission_id=submission_id))
    form = CertificationForm()
    if request.method == "GET":
        form.position.data = Position.LEGAL_REPRESENTATIVE.value
        return _page(draft, form)
    if not form.validate():
        return _page(draft, form), BAD
    certifier = Certifier(form.name.data or "", Position(form.position.data))
    try:
        certify(db(), signed_in(), draft.id, certifier, now=now())
    except (NothingAnsweredError, NothingChangedError, SameCertifierError) as error:
        abandon()
        return _page(draft, form, told(error.message, error.values)), error.status
    flash(gettext("已由 %(name)s 确认，还差最后一步：提交。", name=certifier.name), "success")
    return redirect(url_for("company.check", submission_id=submission_id, _anchor="submit"))


def send(submission_id: int) -> ResponseReturnValue:
    """Submit; a second click leads to the same receipt."""
    moment = now()
    draft = load_draft(submission_id)
    submit(db(), signed_in(), draft.id, on=day_of(moment), now=moment, library=library())
    return redirect(url_for("company.receipt", submission_id=submission_id))


def receipt(submission_id: int) -> ResponseReturnValue:
    """The receipt of the last round."""
    draft = load_draft(submission_id)
    return render_template("company/receipt.html", draft=draft, receipt=get_receipt(db(), signed_in(), draft.id))


def take_back(submission_id: int) -> ResponseReturnValue:
    """Withdraw, after asking once."""
    draft = load_draft(submission_id)
    form = PlainForm()
    if request.method == "GET":
        return render_template("company/withdraw.html", draft=draft, form=form)
    withdraw(db(), signed_in(), draft.id, now=now())
    flash(gettext("已撤回。记录仍然保留，您可以开始一份新的问卷。"), "success")
    return redirect(url_for("company.home"))


def _page(draft: Draft, form: CertificationForm, problem: str | None = None) -> str:
    lines = _lines(draft)
    return render_template(
        "company/check.html",
        draft=draft,
        form=form,
        plain=PlainForm(),
        problem=problem,
        progress=progress_of(draft.questionnaire, draft.answers),
        sections=[(section, in_words(section.title), lines[section.id]) for section in draft.questionnaire.sections],
        left=[
            (section.id, line)
            for section in draft.questionnaire.sections
            for line in lines[section.id]
            if not line.is_answered
        ],
    )


def _lines(draft: Draft) -> dict[ModuleId, list[CheckedLine]]:
    answers, open_only = draft.answers, draft.open_only
    numbers = {question.id: number for number, question in enumerate(draft.questionnaire.questions(), start=1)}
    return {
        section.id: [
            CheckedLine(
                number=numbers[question.id],
                question=question,
                lines=answer_in_words(question, answers.get(question.id)),
                remark=answers[question.id].remark if question.id in answers else "",
                evidence=answers[question.id].evidence if question.id in answers else "",
                is_answered=question.id in answers and answers[question.id].is_answered,
                may_change=open_only is None or question.id in open_only,
            )
            for question in section.questions
        ]
        for section in draft.questionnaire.sections
    }
