"""A company's own pages: its questionnaires, and its profile."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import CompanyId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.report import TIERS
from selfcheck.store.company import Company, get_company
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission_list import list_submissions
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.web.profile_form import ProfileForm, wants_more
from selfcheck.web.public.visit import Visit, find_visit, forget_visit
from selfcheck.web.states import STATES
from selfcheck.workflow.company import change_profile, register_company
from selfcheck.workflow.errors import CompanyTakenError, HasCompanyError, OtherCompanyError, StaleProfileError
from selfcheck.workflow.filling import AnswerChange, save_answers, start_submission

BAD, STALE = 422, 409
OFFERS: Mapping[Tier, str] = {
    Tier.EXPRESS: marked("最多 20 题，约 8 分钟：红线和四个重点模块的核心"),
    Tier.STANDARD: marked("最多 60 题，约半小时：适合正式提交"),
    Tier.FULL: marked("全部适用的题目：适合做年度改进计划"),
}


def home_pages(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/company")(home)
    blueprint.route("/company/profile", methods=["GET", "POST"])(profile)
    blueprint.post("/company/start/<tier>")(start)


def home() -> ResponseReturnValue:
    """The company's questionnaires, and what it may begin."""
    actor = signed_in()
    if actor.company_id is None:
        return redirect(url_for("company.profile"))
    page = request.args.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < len("100000") else 1
    return render_template(
        "company/home.html",
        company=get_company(db(), actor.scope, actor.company_id),
        page=list_submissions(db(), actor.scope, page=max(1, number)),
        states=STATES,
        tiers=TIERS,
        offers=OFFERS,
    )


def profile() -> ResponseReturnValue:
    """What the company is: shown, or sent."""
    actor = signed_in()
    company = None if actor.company_id is None else get_company(db(), actor.scope, actor.company_id)
    form = ProfileForm()
    if request.method == "GET":
        _preset(form, company)
    is_sent = request.method == "POST" and not wants_more(form)
    form.offer(library())
    if not is_sent:
        return _page(form, company)
    if not form.validate():
        return _page(form, company), BAD
    try:
        if company is None:
            return _register(form)
        change_profile(db(), actor, form.profile(), int(form.version.data or 0), now=now())
    except StaleProfileError as error:
        form.version.data = str(error.theirs_version)
        return _page(form, company, told(error.message, error.values), theirs=error.theirs), STALE
    except (CompanyTakenError, HasCompanyError, OtherCompanyError) as error:
        form.uscc.errors = [told(error.message, error.values)]
        return _page(form, company), error.status
    flash(gettext("企业信息已保存。已经开始的问卷仍按开始时的信息，新问卷按现在的信息出题。"), "success")
    return redirect(url_for("company.home"))


def start(tier: str) -> ResponseReturnValue:
    """The company's open questionnaire of that tier, begun where there is none."""
    actor = signed_in()
    if tier not in set(Tier):
        return redirect(url_for("company.home"))
    submission = start_submission(db(), actor, library(), Tier(tier), now=now())
    return redirect(url_for("company.contents", submission_id=submission.id))


def _preset(form: ProfileForm, company: Company | None) -> None:
    visit = find_visit()
    if company is not None:
        form.preset(company.profile)
        form.version.data = str(company.version)
    elif visit is not None:
        form.preset(visit.profile)


def _register(form: ProfileForm) -> ResponseReturnValue:
    actor = signed_in()
    company = register_company(db(), actor, form.profile(), now=now())
    visit = find_visit()
    if visit is None:
        flash(gettext("企业信息已保存。选一种问卷开始吧。"), "success")
        return redirect(url_for("company.home"))
    begun = _carry_over(CompanyId(company.id), visit)
    forget_visit()
    return redirect(url_for("company.contents", submission_id=begun))


def _carry_over(company: CompanyId, visit: Visit) -> SubmissionId:
    """The new company's express questionnaire with what was answered before there was an account."""
    actor = replace(signed_in(), company_id=company)
    submission = start_submission(db(), actor, library(), Tier.EXPRESS, now=now())
    questionnaire = get_questionnaire(db(), QuestionnaireId(submission.questionnaire_id))
    changes = [AnswerChange(question, answer, 0) for question, answer in visit.to(questionnaire).items()]
    if changes:
        save_answers(db(), actor, SubmissionId(submission.id), changes, now=now())
    flash(ngettext("已带入您之前的 %(num)s 个回答。", "已带入您之前的 %(num)s 个回答。", len(changes)), "success")
    return SubmissionId(submission.id)


def _page(form: ProfileForm, company: Company | None, problem: str | None = None, theirs: object = None) -> str:
    return render_template("company/profile.html", form=form, company=company, problem=problem, theirs=theirs)
