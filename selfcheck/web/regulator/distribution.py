"""How the scores of a jurisdiction are spread, by questionnaire; a reviewer may see every one of them anyway."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains, find_region
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.jurisdiction import jurisdiction_workbook
from selfcheck.reports.pdf import render_jurisdiction
from selfcheck.reports.report import TIERS
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.peers import LEAST, Spread, spread_of
from selfcheck.store.peers import list_last_scores
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.fields import plain, shown
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang, told
from selfcheck.web.regions import below
from selfcheck.web.report_pages import XLSX, download
from selfcheck.workflow.jurisdiction import BadPeriodError, Wish, report_on


@dataclass(frozen=True, slots=True)
class Row:
    """The companies of one questionnaire: how many, their spread where there are ten, how many at each level."""

    tier: str
    companies: int
    spread: Spread | None
    levels: tuple[int, ...]


def distribution(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.get("/review/distribution", endpoint="distribution")(show)
    blueprint.get("/review/distribution/report", endpoint="jurisdiction_file")(report_file)


def show() -> ResponseReturnValue:
    """The last score of every company in the jurisdiction, added up."""
    return _page("")


def report_file() -> ResponseReturnValue:
    """The report on the jurisdiction or a part of it, as PDF or spreadsheet; otherwise the page with what is wrong."""
    wish, asked = _wish(), request.args
    try:
        report = report_on(db(), library(), wish, now=now())
    except BadPeriodError as error:
        return _page(told(error.message, {"typed": shown(asked.get("period", ""))})), error.status
    name = "-".join(part for part in ("selfcheck", wish.region, wish.tier.value, wish.period, wish.lang.value) if part)
    if asked.get("kind") == "xlsx":
        return download(jurisdiction_workbook(report), f"{name}.xlsx", XLSX)
    return download(render_jurisdiction(report), f"{name}.pdf", "application/pdf")


def _wish() -> Wish:
    """What the address asks for; a part outside the jurisdiction is not found."""
    jurisdiction, asked = signed_in().jurisdiction, request.args
    region = RegionCode(asked.get("region", ""))
    if jurisdiction is None or not (region == jurisdiction or (find_region(region) and contains(jurisdiction, region))):
        raise NotFoundError
    tier = next((tier for tier in Tier if tier.value == asked.get("tier")), Tier.STANDARD)
    return Wish(region, tier, plain(asked.get("period", "")).upper(), current_lang())


def _page(fault: str) -> str:
    actor = signed_in()
    totals: defaultdict[Tier, list[Decimal]] = defaultdict(list)
    levels: defaultdict[Tier, Counter[int]] = defaultdict(Counter)
    for tier, total, level in list_last_scores(db(), actor.scope):
        totals[tier].append(total)
        levels[tier][level] += 1
    rows = [
        Row(
            TIERS[tier],
            len(totals[tier]),
            spread_of(totals[tier]) if len(totals[tier]) >= LEAST else None,
            tuple(levels[tier][level.number] for level in LEVELS),
        )
        for tier in Tier
        if totals[tier]
    ]
    return render_template(
        "regulator/distribution.html",
        rows=rows,
        levels=LEVELS,
        jurisdiction=actor.jurisdiction,
        tiers=TIERS,
        parts=below(actor.jurisdiction) if actor.jurisdiction else (),
        fault=fault,
        typed=request.args,
    )
