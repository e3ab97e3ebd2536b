"""Publications of the content: which edition the service uses, since when and why. Rows are added, never changed."""

import logging
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.store.edition import StoredEdition
from selfcheck.store.engine import Sessions
from selfcheck.store.model import Json, Model, choice
from selfcheck.store.user import User

CHANGELOG_LENGTH = 2000
_log = logging.getLogger(__name__)


class PublicationKind(StrEnum):
    """Whether an edition is new, or was in use before."""

    PUBLISH = "publish"
    ROLLBACK = "rollback"


class Publication(Model):
    """The `number`-th time that an edition was put to use; the highest number is the one in use.

    `base` is the edition that was in use before, `folder` what lay in the content folder at that time.
    """

    __tablename__ = "publications"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(ForeignKey("editions.version"))
    kind: Mapped[PublicationKind] = mapped_column(choice(PublicationKind, "kind"))
    base: Mapped[str] = mapped_column(ForeignKey("editions.version"))
    folder: Mapped[str] = mapped_column(ForeignKey("editions.version"))
    changelog_zh: Mapped[str] = mapped_column(Text)
    changelog_en: Mapped[str] = mapped_column(Text)
    published_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime]


def find_publication(session: Session) -> Publication | None:
    """The publication in use; None where nothing was ever published."""
    return session.scalar(select(Publication).order_by(Publication.number.desc()).limit(1))


def list_publications(session: Session) -> list[tuple[Publication, str]]:
    """Every publication with the name of who made it, the newest first."""
    query = select(Publication, User.name).join(User, User.id == Publication.published_by)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Publication.number.desc()))]


def add_publication(session: Session, values: Json) -> Publication:
    """Put an edition to use; two at the same number are refused by the database."""
    publication = Publication(**values)
    session.add(publication)
    session.flush()
    return publication


class PublishedFiles:
    """The files of the published edition, asked for by its name first, so that looking again costs one small row."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._version: str | None = None
        self._files: Mapping[str, str] | None = None

    def __call__(self) -> Mapping[str, str] | None:
        """The files by name, None where nothing is published; the same object until another edition is.

        Where the database cannot be asked, what it said last.
        """
        try:
            with self._sessions.open(writes=False) as session:
                newest = select(Publication.edition).order_by(Publication.number.desc()).limit(1)
                version = session.scalar(newest)
                if version is not None and version != self._version:
                    files = session.scalar(select(StoredEdition.files).where(StoredEdition.version == version))
                    self._version, self._files = version, files
        except SQLAlchemyError as error:
            _log.warning("publications cannot be read: %s", str(error).splitlines()[0])
        return self._files
