"""How the scores of a jurisdiction are spread, by questionnaire; a reviewer may see every one of them anyway."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from selfcheck.questionnaires.question import Tier
from selfcheck.reports.report import TIERS
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.peers import LEAST, Spread, spread_of
from selfcheck.store.peers import list_last_scores
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in


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


def show() -> ResponseReturnValue:
    """The last score of every company in the jurisdiction, added up."""
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
    return render_template("regulator/distribution.html", rows=rows, levels=LEVELS, jurisdiction=actor.jurisdiction)
