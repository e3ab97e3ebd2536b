"""What the worker renders: the report of one submitted round, from what was stored with it."""

from collections.abc import Callable
from dataclasses import dataclass

from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.attached import attached_to
from selfcheck.reports.case import CaseRecord, Request, Step
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import Issued, Proof, Receipt, report_of
from selfcheck.reports.signature import Sign
from selfcheck.reports.voice import Voice
from selfcheck.store.report import CaseFile, Material
from selfcheck.workflow.day import day_of
from selfcheck.workflow.history import events_of
from selfcheck.workflow.round import assess_round


@dataclass(frozen=True)
class PaperRenderer:
    """Renders with the content as it is when a job is taken up; `check_page` is where a report can be checked.

    `sign` signs what was rendered, where the operator holds a key.
    """

    library: Callable[[], Library]
    check_page: str
    sign: Sign | None = None

    def __call__(self, material: Material, questionnaire: Questionnaire) -> bytes:
        """The PDF of the round, as its answers were and on the day on which they were submitted."""
        lodged, submission = material.round, material.submission
        library = self.library()
        assessment = assess_round(library, submission, questionnaire, lodged)
        issued = Issued(
            number=submission.number,
            version=lodged.number,
            on=day_of(material.job.requested_at),
            receipt=Receipt(lodged.submitted_at, lodged.hash, lodged.certifier_name),
            proof=Proof(material.job.code, self.check_page),
            before=None if material.before is None else material.before.result["score"],
        )
        lang = material.job.lang
        record = None if material.case is None else _record(material.case, questionnaire, Voice(lang))
        report = report_of(assessment, library, lang=lang, issued=issued, peers=material.peers, record=record)
        pdf = render_pdf(report, attached_to(assessment, lang))
        return pdf if self.sign is None else self.sign(pdf)


def _record(case: CaseFile, questionnaire: Questionnaire, voice: Voice) -> CaseRecord:
    """The case in the words of that language."""
    numbers = {QuestionId(question.id): place for place, question in enumerate(questionnaire.questions(), start=1)}
    events = events_of(case.history, numbers, voice)
    return CaseRecord(
        checks=case.checks,
        steps=[
            Step(event.at, event.deed if event.times == 1 else f"{event.deed} × {event.times}", event.who, event.more)
            for event in events
        ],
        requests=[Request(asked.round_number, QuestionId(asked.question), asked.reason) for asked in case.corrections],
        conclusion=case.conclusion,
    )
