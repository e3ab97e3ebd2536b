"""The page "why this score" is redone from what stands on it, as somebody with a pocket calculator would."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template
from hypothesis import HealthCheck, given, settings

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.commands.benchmarks.sample import FOOD_MAKER
from selfcheck.reports.report import report_of
from selfcheck.reports.voice import Voice
from selfcheck.reports.why import why_of
from selfcheck.wording.text import Lang
from tests.calculator import reckoned, redone, rounded
from tests.reports.cases import library, sixty, two
from tests.scoring.strategies import DAY, Case, cases
from tests.web.site import Site


def page_of(app: Flask, assessment: Assessment) -> str:
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        return render_template("why.html", why=why_of(assessment, Voice(Lang.ZH)))


@pytest.mark.parametrize("made", [sixty, two])
def test_page_report_and_gaps_have_the_same_figures(site: Site, made: Callable[[], Assessment]) -> None:
    assessment = made()
    found = reckoned(page_of(site.app, assessment))
    report = report_of(assessment, library(), lang=Lang.ZH)
    assert (float(found.total), found.level) == (float(report.verdict.total), assessment.score.level.name.zh)
    assert [gap.gain for gap in report.gaps] == [f"{float(found.gain(gap.question)):.1f}" for gap in report.gaps]
    priorities = [redone(gap.priority) for gap in report.gaps]
    assert priorities == sorted(priorities, reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases())
def test_every_page_can_be_redone(site: Site, case: Case) -> None:
    asked, answers = case
    assessment = assess(library(), FOOD_MAKER, asked, answers, on=DAY)
    found = reckoned(page_of(site.app, assessment))
    assert found.total == rounded(assessment.score.total)
    assert found.level == assessment.score.level.name.zh
