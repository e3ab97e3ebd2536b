"""The figures that plans aim at in the jurisdiction, beside what the companies that have submitted tell."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from selfcheck.reports.targets import plans_of, standings_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.attainment import FEWEST
from selfcheck.store.told import list_told
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.workflow.day import day_of


def targets(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.get("/review/targets", endpoint="targets")(standing)


def standing() -> ResponseReturnValue:
    """The targets of all plans or of one; a plan that does not hold here narrows nothing."""
    actor, held, on = signed_in(), library(), day_of(now())
    plans = plans_of(held, actor.jurisdiction, on) if actor.jurisdiction else ()
    chosen = [plan for plan in plans if plan.id == request.args.get("plan")]
    told = list_told(db(), actor.scope, held.feeding, on)
    found = (
        standings_of(held, chosen or plans, actor.jurisdiction, told, on, Voice(current_lang()))
        if actor.jurisdiction
        else ()
    )
    return render_template(
        "regulator/targets.html",
        found=found,
        plans=plans,
        counts={plan.id: len(held.targets_by_plan[plan.id]) for plan in plans},
        chosen=chosen[0].id if chosen else "",
        told=len(told),
        fewest=FEWEST,
        jurisdiction=actor.jurisdiction,
    )
