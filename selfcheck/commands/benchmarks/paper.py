"""The PDF report against an already running Chromium that prints the same HTML."""

from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from selfcheck.advice.assessment import assess
from selfcheck.commands.benchmarks.measure import Measurement, median_ms
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all
from selfcheck.kernel import places
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import report_of
from selfcheck.reports.template import render_html
from selfcheck.wording.text import Lang


def measure() -> Iterator[Measurement]:
    """Render the report of a 60-question case."""
    library = load_library(places.content(), places.parsed_content())
    questionnaire = compose(library, FOOD_MAKER, Tier.STANDARD, DAY).questionnaire
    assessment = assess(library, FOOD_MAKER, questionnaire, answer_all(questionnaire), on=DAY)
    report = report_of(assessment, library, lang=Lang.ZH)
    ours = median_ms(lambda: render_pdf(report), runs=5, warm=1)
    html = render_html(report)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()

        def print_page() -> bytes:
            page.set_content(html)
            return page.pdf(tagged=True, outline=True)

        baseline = median_ms(print_page, runs=5, warm=1)
        browser.close()
    yield Measurement(
        "pdf",
        ours,
        "ms",
        baseline,
        "a running Chromium prints the same HTML, tagged and with outline",
        "ratio at most 2",
    )
