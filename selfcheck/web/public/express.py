"""The express self-check without an account: say what you are, answer, see the result. Kept in the browser alone."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.kernel.errors import NotFoundError
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire, Section
from selfcheck.reports.voice import Voice
from selfcheck.reports.why import why_of
from selfcheck.web.content import library
from selfcheck.web.gate import now
from selfcheck.web.languages import current_lang, told
from selfcheck.web.profile_form import ExpressProfileForm, wants_more
from selfcheck.web.public.visit import TooMuchError, Visit, as_kept, find_visit, forget_visit, keep_visit
from selfcheck.web.result_page import result_of
from selfcheck.web.section_form import SectionForm, read_section
from selfcheck.web.section_page import SectionState, find_section, next_section, progress_of, views_of
from selfcheck.web.what_if import what_if
from selfcheck.workflow.day import day_of

BAD = 422


class ForgetForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A button that drops what was filled in."""


def express(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.route("/express", methods=["GET", "POST"])(start)
    blueprint.get("/express/questions")(resume)
    blueprint.route("/express/questions/<section_id>", methods=["GET", "POST"])(section)
    blueprint.get("/express/result")(result)
    blueprint.get("/express/why")(why)
    blueprint.get("/express/what-if")(try_out)
    blueprint.post("/express/forget")(forget)


def start() -> ResponseReturnValue:
    """What the visitor is; the questions follow from it."""
    form = ExpressProfileForm()
    visit = find_visit()
    if request.method == "GET" and visit is not None:
        form.preset(visit.profile)
    is_sent = request.method == "POST" and not wants_more(form)
    form.offer(library())
    if is_sent:
        if form.validate():
            keep_visit(form.profile(), library().version, visit.answers if visit else {})
            return redirect(url_for("public.resume"))
        return render_template("public/express_start.html", form=form), BAD
    return render_template("public/express_start.html", form=form)


def resume() -> ResponseReturnValue:
    """The first section with something left, the result where nothing is."""
    visit = find_visit()
    if visit is None:
        return redirect(url_for("public.start"))
    questionnaire = _questionnaire(visit)
    progress = progress_of(questionnaire, visit.to(questionnaire))
    left = next((line.id for line in progress.sections if not line.done), None)
    if left is None:
        return redirect(url_for("public.result"))
    return redirect(url_for("public.section", section_id=left))


def section(section_id: str) -> ResponseReturnValue:
    """One section: shown, or sent."""
    visit = find_visit()
    if visit is None:
        flash(gettext("临时自评已经结束，刚才填写的内容没有保留。请重新开始，或者注册后填写。"), "error")
        return redirect(url_for("public.start"))
    questionnaire = _questionnaire(visit)
    found = find_section(questionnaire, section_id)
    if found is None:
        raise NotFoundError
    if visit.library != library().version:
        keep_visit(visit.profile, library().version, visit.answers)
        flash(gettext("题库刚刚更新。已答的内容都保留了，请看看有没有新增的题目。"), "info")
    if request.method == "GET":
        return _page(visit, questionnaire, found, None)
    form = read_section(found.questions, request.form)
    more = request.form.get("rows", "")
    if more:
        return _page(visit, questionnaire, found, form, more)
    if form.faults:
        return _page(visit, questionnaire, found, form), BAD
    return _keep(visit, questionnaire, found, form)


def result() -> ResponseReturnValue:
    """The result of what is answered so far."""
    visit = find_visit()
    if visit is None:
        return redirect(url_for("public.start"))
    assessment = _assessment(visit)
    return render_template(
        "public/express_result.html",
        result=result_of(assessment, library()),
        progress=progress_of(assessment.questionnaire, assessment.answers),
        forget=ForgetForm(),
    )


def why() -> ResponseReturnValue:
    """How the score of what is answered so far was reckoned."""
    visit = find_visit()
    if visit is None:
        return redirect(url_for("public.start"))
    return render_template("public/express_why.html", why=why_of(_assessment(visit), Voice(current_lang())))


def try_out() -> ResponseReturnValue:
    """What would come of some actions and other answers."""
    visit = find_visit()
    if visit is None:
        return redirect(url_for("public.start"))
    return render_template("public/express_what_if.html", found=what_if(_assessment(visit)))


def forget() -> ResponseReturnValue:
    """Nothing is left of the visit."""
    forget_visit()
    flash(gettext("临时自评的内容已全部删除。"), "success")
    return redirect(url_for("public.front"))


def _questionnaire(visit: Visit) -> Questionnaire:
    return compose(library(), visit.profile, Tier.EXPRESS, day_of(now())).questionnaire


def _assessment(visit: Visit) -> Assessment:
    questionnaire = _questionnaire(visit)
    return assess(library(), visit.profile, questionnaire, visit.to(questionnaire), on=day_of(now()))


def _keep(visit: Visit, questionnaire: Questionnaire, found: Section, form: SectionForm) -> ResponseReturnValue:
    kept = {question: answer for question, answer in visit.answers.items() if question not in form.answers}
    kept.update((question, as_kept(answer)) for question, answer in form.answered.items())
    try:
        keep_visit(visit.profile, visit.library, kept)
    except TooMuchError as error:
        return _page(visit, questionnaire, found, form, problem=told(error.message, error.values)), BAD
    after = next_section(questionnaire, found)
    if after is None:
        return redirect(url_for("public.result"))
    return redirect(url_for("public.section", section_id=after.id))


def _page(
    visit: Visit,
    questionnaire: Questionnaire,
    found: Section,
    form: SectionForm | None,
    more: str = "",
    problem: str | None = None,
) -> str:
    answers = visit.to(questionnaire)
    return render_template(
        "public/express_section.html",
        questionnaire=questionnaire,
        section=found,
        views=views_of(questionnaire, found, form or answers, SectionState(more_rows=more)),
        progress=progress_of(questionnaire, answers),
        is_last=next_section(questionnaire, found) is None,
        problem=problem,
    )
