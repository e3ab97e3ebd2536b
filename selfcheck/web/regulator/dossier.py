"""One submission as a reviewer reads it: the last round in words, and what changed since the round before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.answers.answer import Answers
from selfcheck.answers.evidence import marks_in
from selfcheck.answers.verified import Checks
from selfcheck.kernel.ids import CompanyId, QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.case import CaseRecord
from selfcheck.reports.declarations import Statement, statements_of
from selfcheck.reports.replies import Reply
from selfcheck.reports.report import Report, report_of
from selfcheck.reports.voice import Voice
from selfcheck.store.answer import answers_from_json
from selfcheck.store.audit import list_history
from selfcheck.store.correction import list_corrections
from selfcheck.store.evidence import EvidenceFile, list_known
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.round import Round, list_rounds
from selfcheck.store.submission import Submission, get_submission
from selfcheck.store.verification import list_checks
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.workflow.history import Event, events_of
from selfcheck.workflow.peers import find_peers
from selfcheck.workflow.round import assess_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the page of a submission shows; `before` holds replies of the round before that read otherwise now."""

    submission: Submission
    questionnaire: Questionnaire
    rounds: tuple[Round, ...]
    report: Report
    before: Mapping[QuestionId, Reply]
    asked: Mapping[QuestionId, str]  # reasons of the last return, by question
    asked_in: int  # the round that was returned last, 0 where none was
    events: tuple[Event, ...]
    answers: Answers
    checks: Checks
    files: Mapping[str, EvidenceFile]  # by mark, those that the answers name
    statements: tuple[Statement, ...]  # what the company declared with the last round, or the round before
    declared_before: Mapping[str, bool]

    @property
    def last(self) -> Round:
        """The round that is under review."""
        return self.rounds[-1]

    @property
    def vetoes(self) -> frozenset[QuestionId]:
        """The red lines among the questions."""
        return frozenset(question.id for question in self.questionnaire.questions() if question.veto)

    def files_of(self, reply: Reply) -> list[EvidenceFile]:
        """The files that the evidence of the reply names."""
        return [self.files[mark] for mark in marks_in("\n".join(reply.evidence)) if mark in self.files]

    @property
    def changed(self) -> list[Reply]:
        """The replies that read otherwise than in the round before, as they read now."""
        return [reply for reply in replies(self.report) if reply.question in self.before]


def load_dossier(submission_id: int) -> Dossier:
    """The submission; raises NotFoundError outside the jurisdiction and for what was never submitted."""
    session, scope = db(), signed_in().scope
    submission = get_submission(session, scope, SubmissionId(submission_id))
    found = SubmissionId(submission.id)
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    rounds = tuple(list_rounds(session, scope, found))
    checks = list_checks(session, scope, found, questionnaire, submission.rounds)
    reckoned = [assess_round(library(), submission, questionnaire, lodged) for lodged in rounds[-2:]]
    report = _report(submission, reckoned[-1], checks)
    earlier = _report(submission, reckoned[0]) if len(rounds) > 1 else None
    corrections = list_corrections(session, scope, found)
    numbers = {question.id: place for place, question in enumerate(questionnaire.questions(), start=1)}
    latest = max((correction.round_number for correction in corrections), default=0)
    return Dossier(
        submission=submission,
        questionnaire=questionnaire,
        rounds=rounds,
        report=report,
        before=_changed(earlier, report) if earlier else {},
        asked={QuestionId(c.question): c.reason for c in corrections if c.round_number == latest},
        asked_in=latest,
        files=list_known(session, CompanyId(submission.company_id), _marks(report)),
        events=events_of(list_history(session, scope, found), numbers, Voice(current_lang())),
        answers=answers_from_json(questionnaire, rounds[-1].answers_json),
        checks=checks,
        statements=_declared(reckoned),
        declared_before=reckoned[0].declared,
    )


def replies(report: Report) -> Iterator[Reply]:
    """Every question of the report that was open, in order."""
    for section in report.replies:
        yield from section.replies


def _marks(report: Report) -> set[str]:
    return {mark for reply in replies(report) for line in reply.evidence for mark in marks_in(line)}


def _report(submission: Submission, assessment: Assessment, checks: Checks | None = None) -> Report:
    peers = find_peers(db(), submission.profile, submission.tier, now=now())
    record = None if checks is None else CaseRecord(checks)
    return report_of(assessment, library(), lang=current_lang(), peers=peers, record=record)


def _declared(rounds: Sequence[Assessment]) -> tuple[Statement, ...]:
    stated = statements_of(rounds[-1], Voice(current_lang()))
    return tuple(one for one in stated if one.told is not None or one.name in rounds[0].declared)


def _changed(earlier: Report, report: Report) -> dict[QuestionId, Reply]:
    now = {reply.question: reply for reply in replies(report)}
    return {
        reply.question: reply
        for reply in replies(earlier)
        if reply.question in now and _said(reply) != _said(now[reply.question])
    }


def _said(reply: Reply) -> tuple[object, ...]:
    return reply.lines, reply.remark, reply.evidence
