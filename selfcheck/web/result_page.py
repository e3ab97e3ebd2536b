"""What the result page shows: the same finished report that the PDF prints, and its radar."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from selfcheck.advice.assessment import Assessment
from selfcheck.questionnaires.library import Library
from selfcheck.reports.chart import radar
from selfcheck.reports.offers import Question, deciding_questions
from selfcheck.reports.report import Report, report_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.peers import PeerGroup
from selfcheck.web.languages import current_lang


@dataclass(frozen=True, slots=True)
class Result:
    """A report with its radar, empty where there are too few sections for one, and what is worth asking next."""

    report: Report
    radar: Markup
    questions: tuple[Question, ...]


def result_of(assessment: Assessment, library: Library, peers: PeerGroup | None = None) -> Result:
    """The result of an assessment in the language of this request, beside its peers where there are enough."""
    report = report_of(assessment, library, lang=current_lang(), peers=peers)
    title = str(gettext("各部分得分占满分的比例"))
    drawn = radar(report.bars, title=title, lang=current_lang())
    return Result(report, drawn, deciding_questions(assessment, library, Voice(current_lang())))
