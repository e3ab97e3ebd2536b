"""What a company is told when the bank has changed under its draft."""

from dataclasses import dataclass

from selfcheck.kernel.ids import QuestionId, QuestionnaireId
from selfcheck.questionnaires.diff import What, questionnaire_changes
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.store.edition import find_draft_edition
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import SubmissionState
from selfcheck.web.company.draft import Draft
from selfcheck.web.content import library
from selfcheck.web.database import db


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a draft stands to the edition in use: `stays` with its old questions, or what is new since it began."""

    stays: bool
    added: tuple[AskedQuestion, ...] = ()
    changed: tuple[AskedQuestion, ...] = ()


def renewal_of(draft: Draft) -> Renewal:
    """How this draft stands; a certified or submitted one stays, a draft until it has been held against the edition."""
    is_old = draft.questionnaire.version != library().version
    if draft.submission.state is not SubmissionState.DRAFT:
        return Renewal(stays=is_old)
    found = find_draft_edition(db(), draft.id)
    if found is None or found.moved_from is None:
        return Renewal(stays=is_old and found is not None and found.edition == library().version)
    changes = questionnaire_changes(get_questionnaire(db(), QuestionnaireId(found.moved_from)), draft.questionnaire)
    added = {QuestionId(change.id) for change in changes if change.what is What.ADDED}
    touched = {QuestionId(change.id) for change in changes} - added
    return Renewal(
        stays=is_old and found.edition == library().version,
        added=tuple(question for question in draft.questionnaire.questions() if question.id in added),
        changed=tuple(question for question in draft.questionnaire.questions() if question.id in touched),
    )
