"""The report on a jurisdiction: what every company of it submitted last, added up in one pass."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.kernel.ids import RegionCode
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.jurisdiction import Asked, JurisdictionReport, jurisdiction_report
from selfcheck.scoring.tally import tally_of
from selfcheck.store.jurisdiction import Span, list_counted
from selfcheck.store.scope import Scope
from selfcheck.store.told import list_told
from selfcheck.wording.text import Lang
from selfcheck.workflow.day import day_of, end_of_day

_PERIOD = re.compile(r"20\d\dQ[1-4]")
MONTHS = 3
DAY = timedelta(days=1)


class BadPeriodError(SelfcheckError):
    """Not a quarter."""

    message = marked("期间要写成 2026Q3 这样，或者留空表示全部。您填的是“%(typed)s”。")
    status = 422


@dataclass(frozen=True, slots=True)
class Wish:
    """Which report is wanted; an empty period is all."""

    region: RegionCode
    tier: Tier
    period: str
    lang: Lang


def report_on(session: Session, library: Library, wish: Wish, *, now: datetime) -> JurisdictionReport:
    """The report on what was submitted in the region and below it.

    The caller has made sure that the reader may see the region. Raises BadPeriodError.
    """
    scope, on = Scope(region=wish.region), day_of(now)
    since, until = bounds(wish.period) if wish.period else (None, None)
    tally = tally_of(list_counted(session, scope, Span(tier=wish.tier, since=since, until=until)))
    asked = Asked(region=wish.region, tier=wish.tier, period=wish.period or None, on=on)
    return jurisdiction_report(asked, tally, list_told(session, scope, library.feeding, on), library, wish.lang)


def bounds(period: str) -> tuple[datetime, datetime]:
    """The moments at which a quarter such as 2026Q3 begins and ends in China; raises BadPeriodError."""
    if not _PERIOD.fullmatch(period):
        raise BadPeriodError(typed=period[:20])
    year, quarter = int(period[:4]), int(period[-1])
    first = date(year, (quarter - 1) * MONTHS + 1, 1)
    after = date(year + quarter // 4, quarter % 4 * MONTHS + 1, 1)
    return end_of_day(first - DAY), end_of_day(after - DAY)
