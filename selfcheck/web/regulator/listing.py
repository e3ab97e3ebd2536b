"""The submissions of the jurisdiction: filtered, paged, with the counts of what waits."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.industries import find_industry
from selfcheck.kernel.regions import Region, contains, find_region
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.facts import industry_words
from selfcheck.reports.report import TIERS
from selfcheck.reports.voice import Voice
from selfcheck.scoring.ladder import LEVELS
from selfcheck.store.submission import SubmissionState
from selfcheck.store.submission_list import SubmissionFilters, count_by_state, list_submissions, list_trades
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.paging import asked_page
from selfcheck.web.regions import below
from selfcheck.web.states import WORK
from selfcheck.workflow.actor import Actor

T = TypeVar("T")
TEXT_LENGTH = 100
FILTERS = ("state", "region", "trade", "level", "tier", "text")


def listing(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.get("/review", endpoint="list_submissions")(work)


def work() -> ResponseReturnValue:
    """The list; a filter that means nothing is left out rather than refused."""
    actor = signed_in()
    filters = asked_filters(actor)
    page = list_submissions(db(), actor.scope, filters, page=asked_page())
    chosen = as_address(filters)
    if page.number > page.pages:
        return redirect(url_for("regulator.list_submissions", page=page.pages, **chosen))
    voice = Voice(current_lang())
    trades = list_trades(db(), actor.scope)
    return render_template(
        "regulator/list.html",
        page=page,
        counts=count_by_state(db(), actor.scope, filters),
        filters=filters,
        chosen=chosen,
        states=WORK,
        tiers=TIERS,
        levels=LEVELS,
        regions=_regions(actor.jurisdiction),
        trades=[(code, f"{code} {industry_words(code, voice)}") for code in trades],
        trade_of=lambda code: industry_words(code, voice),
        place_of=lambda code: _place(code, actor.jurisdiction),
        jurisdiction=actor.jurisdiction,
    )


def asked_filters(actor: Actor) -> SubmissionFilters:
    """The filters that the address names, without those that mean nothing."""
    asked = request.args
    region, trade = asked.get("region", ""), asked.get("trade", "")
    inside = actor.jurisdiction is not None and contains(actor.jurisdiction, RegionCode(region))
    return SubmissionFilters(
        state=_one({state.value: state for state in WORK}, asked.get("state")),
        tier=_one({tier.value: tier for tier in Tier}, asked.get("tier")),
        level=_one({str(level.number): level.number for level in LEVELS}, asked.get("level")),
        region=RegionCode(region) if inside and region != actor.jurisdiction else None,
        trade=trade if find_industry(trade) else None,
        text=asked.get("text", "").replace("\0", "").strip()[:TEXT_LENGTH],
    )


def filters_in_words(filters: SubmissionFilters) -> list[tuple[str, str]]:
    """What the list is narrowed to: the name of each filter and its value."""
    voice = Voice(current_lang())
    region = find_region(filters.region or "")
    told = [
        (gettext("状态"), gettext(WORK[filters.state][0]) if filters.state else ""),
        (gettext("地区"), region.full_name if region else ""),
        (gettext("行业"), industry_words(filters.trade, voice) if filters.trade else ""),
        (gettext("等级"), LEVELS[filters.level - 1].name.in_(current_lang()) if filters.level else ""),
        (gettext("问卷"), gettext(TIERS[filters.tier]) if filters.tier else ""),
        (gettext("企业、代码或编号"), filters.text),
    ]
    return [(name, value) for name, value in told if value]


def _one(known: Mapping[str, T], asked: str | None) -> T | None:
    return known.get(asked) if asked else None


def as_address(filters: SubmissionFilters) -> dict[str, Any]:
    """The filters as an address carries them, without those that do not narrow."""
    values = {name: getattr(filters, name) for name in FILTERS}
    return {name: _written(value) for name, value in values.items() if value}


def _written(value: object) -> str:
    return value.value if isinstance(value, SubmissionState | Tier) else str(value)


def _regions(jurisdiction: RegionCode | None) -> Sequence[tuple[Region, Sequence[Region]]]:
    """What lies directly in the jurisdiction, each with what lies in it."""
    return [(region, below(region.code)) for region in below(jurisdiction)] if jurisdiction else []


def _place(code: str, jurisdiction: RegionCode | None) -> str:
    """The name of a division without the part that every line of the list shares."""
    region, above = find_region(code), find_region(jurisdiction or "")
    if region is None:
        return code
    rest = region.full_name.removeprefix(above.full_name) if above else region.full_name
    return rest or region.name
