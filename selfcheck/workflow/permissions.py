"""Who may do what, in which state: tables, so that they can be read, tested whole, and shown.

What a table does not list is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from selfcheck.store.submission import SubmissionState
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.errors import NotAllowedError, WrongStateError


class Verb(StrEnum):
    """Every verb that changes state, under its name in the audit trail."""

    REGISTER_COMPANY = "register_company"
    CHANGE_PROFILE = "change_profile"
    START_SUBMISSION = "start_submission"
    SAVE_ANSWERS = "save_answers"
    DECLARE = "declare"
    CERTIFY = "certify"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN_FOR_CORRECTION = "return_for_correction"
    VERIFY = "verify"
    CONCLUDE = "conclude"
    REQUEST_REPORT = "request_report"
    REQUEST_CASE_REPORT = "request_case_report"
    RETRY_REPORT = "retry_report"
    CANCEL_REPORT = "cancel_report"
    REQUEST_BATCH = "request_batch"
    RETRY_BATCH = "retry_batch"
    CANCEL_BATCH = "cancel_batch"
    PLAN_ACTIONS = "plan_actions"
    CHANGE_ACTION = "change_action"
    PUBLISH_CONTENT = "publish_content"
    ROLL_BACK_CONTENT = "roll_back_content"
    KEEP_EVIDENCE = "keep_evidence"
    REMOVE_EVIDENCE = "remove_evidence"
    IMPORT_DOCUMENT = "import_document"
    CORRECT_HEAD = "correct_head"
    SHOW_DOCUMENT = "show_document"
    HIDE_DOCUMENT = "hide_document"
    REMOVE_DOCUMENT = "remove_document"
    ACCEPT_ITEM = "accept_item"
    CORRECT_ITEM = "correct_item"
    REJECT_ITEM = "reject_item"
    ADD_ITEM = "add_item"
    MERGE_ITEMS = "merge_items"
    SPLIT_ITEM = "split_item"
    LINK_ITEM = "link_item"
    UNDO_EDIT = "undo_edit"
    REDO_EDIT = "redo_edit"
    DRAFT_ENTRY = "draft_entry"
    CHANGE_ENTRY = "change_entry"
    REMOVE_ENTRY = "remove_entry"


S = SubmissionState


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may use a verb, in which states of the submission, and the state in which it has been done already.

    A verb in its `done` state is a repetition (a double click): it changes nothing and writes nothing.
    Without states the verb is about no submission that exists already.
    """

    roles: frozenset[Role]
    states: frozenset[SubmissionState] = frozenset()
    done: frozenset[SubmissionState] = frozenset()


_COMPANY = frozenset({Role.COMPANY})
_REVIEWER = frozenset({Role.REVIEWER})
_EDITOR = frozenset({Role.EDITOR, Role.ADMINISTRATOR})

VERBS: Final[Mapping[Verb, Permission]] = {
    Verb.REGISTER_COMPANY: Permission(_COMPANY),
    Verb.CHANGE_PROFILE: Permission(_COMPANY),
    Verb.START_SUBMISSION: Permission(_COMPANY),
    Verb.SAVE_ANSWERS: Permission(_COMPANY, frozenset({S.DRAFT, S.CERTIFIED, S.RETURNED})),
    Verb.DECLARE: Permission(_COMPANY, frozenset({S.DRAFT, S.CERTIFIED, S.RETURNED})),
    Verb.CERTIFY: Permission(_COMPANY, frozenset({S.DRAFT, S.CERTIFIED, S.RETURNED})),
    Verb.SUBMIT: Permission(
        _COMPANY, frozenset({S.CERTIFIED}), frozenset({S.SUBMITTED, S.DOCUMENT_REVIEW, S.CONCLUDED})
    ),
    Verb.WITHDRAW: Permission(_COMPANY, frozenset({S.DRAFT, S.CERTIFIED, S.SUBMITTED}), frozenset({S.WITHDRAWN})),
    Verb.ACCEPT: Permission(_REVIEWER, frozenset({S.SUBMITTED}), frozenset({S.DOCUMENT_REVIEW})),
    Verb.RETURN_FOR_CORRECTION: Permission(_REVIEWER, frozenset({S.SUBMITTED, S.DOCUMENT_REVIEW})),
    Verb.VERIFY: Permission(_REVIEWER, frozenset({S.DOCUMENT_REVIEW})),
    Verb.CONCLUDE: Permission(_REVIEWER, frozenset({S.DOCUMENT_REVIEW}), frozenset({S.CONCLUDED})),
    Verb.REQUEST_REPORT: Permission(
        _COMPANY | _REVIEWER, frozenset({S.SUBMITTED, S.DOCUMENT_REVIEW, S.RETURNED, S.CONCLUDED})
    ),
    Verb.REQUEST_CASE_REPORT: Permission(
        _REVIEWER, frozenset({S.SUBMITTED, S.DOCUMENT_REVIEW, S.RETURNED, S.CONCLUDED})
    ),
    Verb.CANCEL_REPORT: Permission(_COMPANY | _REVIEWER),
    Verb.RETRY_REPORT: Permission(frozenset({Role.ADMINISTRATOR})),
    Verb.REQUEST_BATCH: Permission(_REVIEWER),
    Verb.RETRY_BATCH: Permission(_REVIEWER),
    Verb.CANCEL_BATCH: Permission(_REVIEWER),
    Verb.PLAN_ACTIONS: Permission(_COMPANY, frozenset(S) - {S.WITHDRAWN}),
    Verb.CHANGE_ACTION: Permission(_COMPANY, frozenset(S) - {S.WITHDRAWN}),
    Verb.PUBLISH_CONTENT: Permission(_EDITOR),
    Verb.ROLL_BACK_CONTENT: Permission(_EDITOR),
    Verb.KEEP_EVIDENCE: Permission(_COMPANY),
    Verb.REMOVE_EVIDENCE: Permission(_COMPANY),
    Verb.IMPORT_DOCUMENT: Permission(_EDITOR),
    Verb.CORRECT_HEAD: Permission(_EDITOR),
    Verb.SHOW_DOCUMENT: Permission(_EDITOR),
    Verb.HIDE_DOCUMENT: Permission(_EDITOR),
    Verb.REMOVE_DOCUMENT: Permission(_EDITOR),
    Verb.ACCEPT_ITEM: Permission(_EDITOR),
    Verb.CORRECT_ITEM: Permission(_EDITOR),
    Verb.REJECT_ITEM: Permission(_EDITOR),
    Verb.ADD_ITEM: Permission(_EDITOR),
    Verb.MERGE_ITEMS: Permission(_EDITOR),
    Verb.SPLIT_ITEM: Permission(_EDITOR),
    Verb.LINK_ITEM: Permission(_EDITOR),
    Verb.UNDO_EDIT: Permission(_EDITOR),
    Verb.REDO_EDIT: Permission(_EDITOR),
    Verb.DRAFT_ENTRY: Permission(_EDITOR),
    Verb.CHANGE_ENTRY: Permission(_EDITOR),
    Verb.REMOVE_ENTRY: Permission(_EDITOR),
}

Anyone = Literal["anyone"]

# Web endpoints and who may call them; the web refuses an endpoint that is not listed.
_ANYONE: Final[frozenset[Role | Anyone]] = frozenset({"anyone"})
_SIGNED_IN: Final[frozenset[Role | Anyone]] = frozenset(Role)
_A_COMPANY: Final[frozenset[Role | Anyone]] = frozenset({Role.COMPANY})
_A_REVIEWER: Final[frozenset[Role | Anyone]] = frozenset({Role.REVIEWER})
_AN_EDITOR: Final[frozenset[Role | Anyone]] = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
_AN_ADMINISTRATOR: Final[frozenset[Role | Anyone]] = frozenset({Role.ADMINISTRATOR})

ROUTES: Final[Mapping[str, frozenset[Role | Anyone]]] = {
    "static": _ANYONE,
    "bootstrap.static": _ANYONE,
    "health.live": _ANYONE,
    "health.ready": _ANYONE,
    "public.front": _ANYONE,
    "public.plan": _ANYONE,
    "public.regions": _ANYONE,
    "public.method": _ANYONE,
    "public.start": _ANYONE,
    "public.resume": _ANYONE,
    "public.section": _ANYONE,
    "public.result": _ANYONE,
    "public.why": _ANYONE,
    "public.try_out": _ANYONE,
    "public.forget": _ANYONE,
    "public.verify": _ANYONE,
    "account.language": _ANYONE,
    "account.home": _SIGNED_IN,
    "security.login": _ANYONE,
    "security.logout": _SIGNED_IN,
    "security.register": _ANYONE,
    "security.send_confirmation": _ANYONE,
    "security.confirm_email": _ANYONE,
    "security.forgot_password": _ANYONE,
    "security.reset_password": _ANYONE,
    "security.change_password": _SIGNED_IN,
    "security.verify": frozenset(),  # comes with the library and is not used
    "company.home": _A_COMPANY,
    "company.profile": _A_COMPANY,
    "company.start": _A_COMPANY,
    "company.contents": _A_COMPANY,
    "company.section": _A_COMPANY,
    "company.check": _A_COMPANY,
    "company.send": _A_COMPANY,
    "company.receipt": _A_COMPANY,
    "company.take_back": _A_COMPANY,
    "company.result": _A_COMPANY,
    "company.declare": _A_COMPANY,
    "company.why": _A_COMPANY,
    "company.try_out": _A_COMPANY,
    "company.plan": _A_COMPANY,
    "company.add_to_plan": _A_COMPANY,
    "company.change_plan": _A_COMPANY,
    "company.plan_calendar": _A_COMPANY,
    "company.plan_spreadsheet": _A_COMPANY,
    "company.evidence": _A_COMPANY,
    "company.evidence_file": _A_COMPANY,
    "company.remove_evidence": _A_COMPANY,
    "company.order_report": _A_COMPANY,
    "company.report": _A_COMPANY,
    "company.cancel": _A_COMPANY,
    "company.spreadsheet": _A_COMPANY,
    "company.report_file": _A_COMPANY,
    "company.receipt_file": _A_COMPANY,
    "regulator.list_submissions": _A_REVIEWER,
    "regulator.distribution": _A_REVIEWER,
    "regulator.jurisdiction_file": _A_REVIEWER,
    "regulator.submission": _A_REVIEWER,
    "regulator.accept": _A_REVIEWER,
    "regulator.send_back": _A_REVIEWER,
    "regulator.conclude": _A_REVIEWER,
    "regulator.verify": _A_REVIEWER,
    "regulator.agree": _A_REVIEWER,
    "regulator.targets": _A_REVIEWER,
    "regulator.evidence_file": _A_REVIEWER,
    "regulator.order_report": _A_REVIEWER,
    "regulator.order_case_report": _A_REVIEWER,
    "regulator.report": _A_REVIEWER,
    "regulator.cancel": _A_REVIEWER,
    "regulator.spreadsheet": _A_REVIEWER,
    "regulator.report_file": _A_REVIEWER,
    "regulator.receipt_file": _A_REVIEWER,
    "regulator.batches": _A_REVIEWER,
    "regulator.new_batch": _A_REVIEWER,
    "regulator.order_batch": _A_REVIEWER,
    "regulator.batch": _A_REVIEWER,
    "regulator.retry_batch": _A_REVIEWER,
    "regulator.cancel_batch": _A_REVIEWER,
    "regulator.batch_file": _A_REVIEWER,
    "editor.home": _AN_EDITOR,
    "editor.faults": _AN_EDITOR,
    "editor.module": _AN_EDITOR,
    "editor.question": _AN_EDITOR,
    "editor.policies": _AN_EDITOR,
    "editor.policy": _AN_EDITOR,
    "editor.publications": _AN_EDITOR,
    "editor.proposal": _AN_EDITOR,
    "editor.publish": _AN_EDITOR,
    "editor.export": _AN_EDITOR,
    "editor.desk": _AN_EDITOR,
    "editor.desk_accept": _AN_EDITOR,
    "editor.desk_reject": _AN_EDITOR,
    "editor.desk_correct": _AN_EDITOR,
    "editor.desk_add": _AN_EDITOR,
    "editor.desk_split": _AN_EDITOR,
    "editor.desk_merge": _AN_EDITOR,
    "editor.desk_link": _AN_EDITOR,
    "editor.desk_undo": _AN_EDITOR,
    "editor.desk_redo": _AN_EDITOR,
    "editor.documents": _AN_EDITOR,
    "editor.bring_in": _AN_EDITOR,
    "editor.document": _AN_EDITOR,
    "editor.correct_head": _AN_EDITOR,
    "editor.show_document": _AN_EDITOR,
    "editor.hide_document": _AN_EDITOR,
    "editor.remove_document": _AN_EDITOR,
    "editor.drafted": _AN_EDITOR,
    "editor.drafted_name": _AN_EDITOR,
    "editor.drafted_new": _AN_EDITOR,
    "editor.drafted_add": _AN_EDITOR,
    "editor.drafted_entry": _AN_EDITOR,
    "editor.drafted_change": _AN_EDITOR,
    "editor.drafted_remove": _AN_EDITOR,
    "admin.home": _AN_ADMINISTRATOR,
    "admin.switch": _AN_ADMINISTRATOR,
    "admin.trail": _AN_ADMINISTRATOR,
    "admin.reports": _AN_ADMINISTRATOR,
    "admin.retry": _AN_ADMINISTRATOR,
}


def allow(actor: Actor, verb: Verb) -> Permission:
    """The verb's permission; raises NotAllowedError where the actor's role is not in it."""
    permission = VERBS[verb]
    if actor.role not in permission.roles:
        raise NotAllowedError
    return permission


def allow_in(actor: Actor, verb: Verb, state: SubmissionState) -> bool:
    """Whether the verb is to be done now; False where it has been done already.

    Raises NotAllowedError for the role, WrongStateError for the state.
    """
    permission = allow(actor, verb)
    if state in permission.done:
        return False
    if state not in permission.states:
        raise WrongStateError
    return True


def may(actor: Actor, verb: Verb, state: SubmissionState) -> bool:
    """Whether a page should offer the verb."""
    permission = VERBS[verb]
    return actor.role in permission.roles and state in permission.states
