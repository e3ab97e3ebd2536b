"""Questionnaires as they were asked: immutable, each stored once under its content address."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionnaireId
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire, questionnaire_from_json
from selfcheck.store.model import Json, Model, choice

KEPT = 200  # parsed questionnaires a process holds


class StoredQuestionnaire(Model):
    """A questionnaire's JSON; `id` is the beginning of `hash`."""

    __tablename__ = "questionnaires"
    __table_args__ = (
        CheckConstraint("length(hash) = 64", name="hash_length"),
        CheckConstraint("id = substr(hash, 1, 16)", name="id_is_hash"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[str] = mapped_column(String(40))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    document: Mapped[Json]
    created_at: Mapped[datetime]


class _Parsed:
    """The questionnaires parsed last: what stands under a content address never changes, so none grows stale."""

    def __init__(self) -> None:
        self._held: dict[QuestionnaireId, Questionnaire] = {}

    def find(self, questionnaire_id: QuestionnaireId) -> Questionnaire | None:
        return self._held.get(questionnaire_id)

    def keep(self, questionnaire_id: QuestionnaireId, questionnaire: Questionnaire) -> Questionnaire:
        while len(self._held) >= KEPT:
            self._held.pop(next(iter(self._held)), None)
        self._held[questionnaire_id] = questionnaire
        return questionnaire


_parsed = _Parsed()


def add_questionnaire(session: Session, questionnaire: Questionnaire, *, now: datetime) -> QuestionnaireId:
    """The content address under which the questionnaire is stored, once however often it is composed."""
    document = questionnaire.as_json()
    address = QuestionnaireId(document["id"])
    if session.get(StoredQuestionnaire, address) is None:
        session.add(
            StoredQuestionnaire(
                id=address,
                hash=document["hash"],
                version=questionnaire.version,
                tier=questionnaire.tier,
                document=document,
                created_at=now,
            )
        )
        session.flush()
    return address


def get_questionnaire(session: Session, questionnaire_id: QuestionnaireId) -> Questionnaire:
    """The questionnaire under this address; raises NotFoundError."""
    found = _parsed.find(questionnaire_id)
    if found is not None:
        return found
    query = select(StoredQuestionnaire.document).where(StoredQuestionnaire.id == questionnaire_id)
    document = session.scalar(query)
    if document is None:
        raise NotFoundError
    return _parsed.keep(questionnaire_id, questionnaire_from_json(document))
