"""Every table, imported in one place, so that migrations and new databases know them all."""

from typing import Final

from sqlalchemy import MetaData

from selfcheck.store.answer import StoredAnswer
from selfcheck.store.audit import AuditEvent
from selfcheck.store.batch import BatchMember, ReportBatch
from selfcheck.store.company import Company
from selfcheck.store.correction import RequestedCorrection
from selfcheck.store.draft_item import DraftEdit, StoredDraftItem
from selfcheck.store.drafted import DraftedEntry
from selfcheck.store.edition import DraftEdition, StoredEdition
from selfcheck.store.evidence import EvidenceFile
from selfcheck.store.model import Model
from selfcheck.store.peers import PeerMember, PeerPeriod, StoredPeerGroup
from selfcheck.store.plan_action import PlanAction
from selfcheck.store.plan_document import PlanDocument
from selfcheck.store.publication import Publication
from selfcheck.store.questionnaire import StoredQuestionnaire
from selfcheck.store.report import ReportJob
from selfcheck.store.rescored import RescoredRound
from selfcheck.store.round import Round
from selfcheck.store.submission import ReceiptCounter, Submission
from selfcheck.store.user import Role, User
from selfcheck.store.verification import Verification

MODELS: Final[tuple[type[Model], ...]] = (
    AuditEvent,
    BatchMember,
    Company,
    DraftEdit,
    DraftEdition,
    DraftedEntry,
    EvidenceFile,
    PeerMember,
    PeerPeriod,
    PlanAction,
    PlanDocument,
    Publication,
    ReceiptCounter,
    ReportBatch,
    ReportJob,
    RequestedCorrection,
    RescoredRound,
    Role,
    Round,
    StoredAnswer,
    StoredDraftItem,
    StoredEdition,
    StoredPeerGroup,
    StoredQuestionnaire,
    Submission,
    User,
    Verification,
)


def all_tables() -> MetaData:
    """The tables of every model."""
    return Model.metadata
