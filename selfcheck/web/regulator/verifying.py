"""Verifying single answers: what the company claims, and beside it what the reviewer found. The claim stays."""

from dataclasses import dataclass, field, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from selfcheck.answers.verified import Check, verified_answers
from selfcheck.kernel.errors import NotFoundError, SelfcheckError
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.questionnaires.questionnaire import Section
from selfcheck.reports.replies import Reply
from selfcheck.reports.voice import printable
from selfcheck.store.submission import get_submission
from selfcheck.store.verification import FINDING_LENGTH
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import abandon, db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.web.regulator.dossier import Dossier, load_dossier, replies
from selfcheck.web.regulator.reviewing import require_seen
from selfcheck.web.section_form import SectionForm, read_section
from selfcheck.web.section_page import SectionState, views_of
from selfcheck.workflow.errors import BadReasonError, NoVerifiedValueError, StaleCheckError
from selfcheck.workflow.permissions import Verb, may
from selfcheck.workflow.verification import Finding, agree_with_rest, verify_answer

BAD = 422
HOLDS, OTHERWISE = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFinding:
    """The form as it was sent; `faults` by the field that they stand beside, `problem` where it came too late."""

    holds: str
    note: str
    form: SectionForm | None = None
    faults: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The question that is verified: its section alone, its reply, and what was found so far."""

    section: Section
    reply: Reply
    check: Check | None
    following: QuestionId | None  # the next question that nobody has looked at

    @property
    def question(self) -> QuestionId:
        """Its id."""
        return self.reply.question


def verifying(blueprint: Blueprint) -> None:
    """Register the pages."""
    path = "/review/submissions/<int:submission_id>"
    blueprint.route(f"{path}/verify/<question>", methods=["GET", "POST"], endpoint="verify")(verify)
    blueprint.post(f"{path}/agree", endpoint="agree")(agree)


def verify(submission_id: int, question: str) -> ResponseReturnValue:
    """One answer: shown, or verified."""
    dossier = load_dossier(submission_id)
    opened = _opened(dossier, QuestionId(question))
    if request.method == "GET":
        return _page(dossier, opened, _stored(opened.check))
    typed = _read(opened)
    if request.form.get("rows"):
        return _page(dossier, opened, typed)
    status = BAD
    if not typed.faults:
        try:
            require_seen(get_submission(db(), signed_in().scope, SubmissionId(submission_id), lock=True))
            verify_answer(db(), signed_in(), SubmissionId(submission_id), _finding(opened, typed), now=now())
            return _onwards(submission_id, opened)
        except NoVerifiedValueError as error:
            typed.faults[f"q-{opened.question}"] = told(error.message, error.values)
        except BadReasonError as error:
            typed.faults["note"] = told(error.message, error.values)
        except SelfcheckError as error:
            if error.status != StaleCheckError.status:
                raise
            typed, status = replace(typed, problem=told(error.message, error.values)), error.status
    abandon()
    dossier = load_dossier(submission_id)
    return _page(dossier, _opened(dossier, QuestionId(question)), typed), status


def agree(submission_id: int) -> ResponseReturnValue:
    """Record every answer that nobody has looked at as it was claimed."""
    found = SubmissionId(submission_id)
    require_seen(get_submission(db(), signed_in().scope, found, lock=True))
    count = agree_with_rest(db(), signed_in(), found, now=now())
    flash(ngettext("已把其余 %(num)s 道题记为属实。", "已把其余 %(num)s 道题记为属实。", count), "success")
    return redirect(url_for("regulator.submission", submission_id=submission_id))


def _opened(dossier: Dossier, question: QuestionId) -> Opened:
    """The question as it stands; raises NotFoundError for one that is not open in the last round."""
    told_replies = list(replies(dossier.report))
    reply = next((reply for reply in told_replies if reply.question == question), None)
    if reply is None:
        raise NotFoundError
    section = next(s for s in dossier.questionnaire.sections if any(q.id == question for q in s.questions))
    place = told_replies.index(reply)
    ahead = [*told_replies[place + 1 :], *told_replies[:place]]
    following = next((other.question for other in ahead if other.question not in dossier.checks), None)
    alone = replace(section, questions=tuple(q for q in section.questions if q.id == question))
    return Opened(alone, reply, dossier.checks.get(question), following)


def _stored(check: Check | None) -> TypedFinding:
    if check is None:
        return TypedFinding(holds="", note="")
    return TypedFinding(holds=HOLDS if check.agrees else OTHERWISE, note=check.finding)


def _read(opened: Opened) -> TypedFinding:
    holds, note = request.form.get("holds", ""), request.form.get("note", "")
    form = read_section(opened.section.questions, request.form)
    faults: dict[str, str] = {}
    if holds not in {HOLDS, OTHERWISE}:
        faults["holds"] = str(gettext("请选“属实”或“与填写的不同”。"))
    if holds == OTHERWISE:
        for fault in form.faults.values():
            faults[f"q-{opened.question}"] = told(fault.message, fault.values)
        if not printable(note):
            faults["note"] = str(gettext("请写明怎样核实的、看到了什么。"))
    return TypedFinding(holds=holds, note=note, form=form, faults=faults)


def _finding(opened: Opened, typed: TypedFinding) -> Finding:
    answer = None
    if typed.holds == OTHERWISE and typed.form is not None:
        answer = typed.form.answers.get(opened.question)
        if answer is None:
            raise NoVerifiedValueError
    seen = request.form.get("seen", "")
    return Finding(opened.question, answer, printable(typed.note), int(seen) if seen in _VERSIONS else -1)


_VERSIONS = frozenset(str(number) for number in range(1000))


def _onwards(submission_id: int, opened: Opened) -> ResponseReturnValue:
    flash(gettext("已记录第 %(number)s 题。", number=opened.reply.number), "success")
    if request.form.get("then") == "next" and opened.following is not None:
        return redirect(url_for("regulator.verify", submission_id=submission_id, question=opened.following))
    page = url_for("regulator.submission", submission_id=submission_id)
    return redirect(f"{page}#q-{opened.question}")


def _page(dossier: Dossier, opened: Opened, typed: TypedFinding) -> str:
    shown = typed.form if typed.form is not None else verified_answers(dossier.answers, dossier.checks)
    more = request.form.get("rows", "")
    view = views_of(dossier.questionnaire, opened.section, shown, SectionState(more_rows=more))[0]
    check = opened.check
    return render_template(
        "regulator/verify.html",
        dossier=dossier,
        opened=opened,
        typed=typed,
        view=view,
        seen=check.version if check is not None and check.round == dossier.last.number else 0,
        offered=may(signed_in(), Verb.VERIFY, dossier.submission.state),
        limit=FINDING_LENGTH,
        holds={HOLDS: gettext("属实，和企业填写的一致"), OTHERWISE: gettext("与填写的不同")},
        form=PlainForm(),
    )
