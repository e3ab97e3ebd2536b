"""The submissions of the jurisdiction: filtered, paged, with the counts of what waits."""

from collections.abc import Mapping
from typing import TypeVar

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains, list_children
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.report import TIERS
from selfcheck.scoring.ladder import LEVELS
from selfcheck.store.submission import SubmissionState
from selfcheck.store.submission_list import SubmissionFilters, count_by_state, list_submissions
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in
from selfcheck.web.states import WORK
from selfcheck.workflow.actor import Actor

T = TypeVar("T")
TEXT_LENGTH = 100
PAGES = 100_000


def listing(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.get("/review", endpoint="list_submissions")(work)


def work() -> ResponseReturnValue:
    """The list; a filter that means nothing is left out rather than refused."""
    actor = signed_in()
    filters = _filters(actor, request.args)
    page = request.args.get("page", "1")
    number = int(page) if page.isdecimal() and 0 < int(page[:6]) < PAGES else 1
    return render_template(
        "regulator/list.html",
        page=list_submissions(db(), actor.scope, filters, page=number),
        counts=count_by_state(db(), actor.scope),
        filters=filters,
        chosen={name: value for name, value in request.args.items() if name != "page" and value},
        states=WORK,
        tiers=TIERS,
        levels=LEVELS,
        regions=list_children(actor.jurisdiction),
        jurisdiction=actor.jurisdiction,
    )


def _filters(actor: Actor, asked: Mapping[str, str]) -> SubmissionFilters:
    region = asked.get("region", "")
    inside = actor.jurisdiction is not None and contains(actor.jurisdiction, RegionCode(region))
    return SubmissionFilters(
        state=_one({state.value: state for state in SubmissionState}, asked.get("state")),
        tier=_one({tier.value: tier for tier in Tier}, asked.get("tier")),
        level=_one({str(level.number): level.number for level in LEVELS}, asked.get("level")),
        region=RegionCode(region) if inside else None,
        text=asked.get("text", "")[:TEXT_LENGTH],
    )


def _one(known: Mapping[str, T], asked: str | None) -> T | None:
    return known.get(asked) if asked else None
