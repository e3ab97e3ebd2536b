"""A throw-away site for measuring: a migrated SQLite file with one company, its user and an open draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from selfcheck.commands.benchmarks.sample import FOOD_MAKER
from selfcheck.kernel import places
from selfcheck.kernel.ids import SubmissionId, UserId
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.migrate import upgrade
from selfcheck.store.transaction import transaction
from selfcheck.store.user import User, add_user, get_role, get_user
from selfcheck.workflow.actor import Actor, Role, actor_of
from selfcheck.workflow.company import register_company
from selfcheck.workflow.filling import start_submission

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
EMAIL = "bench@demo.example"
PASSWORD = "a bench of four words"  # noqa: S105 - of a site that lives for seconds


@dataclass(frozen=True, slots=True)
class World:
    """Where the database lies, and who fills in what."""

    folder: Path
    sessions: Sessions
    library: Library
    actor: Actor
    submission: SubmissionId

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"sqlite:///{self.folder}/selfcheck.db"


@contextmanager
def small_world() -> Iterator[World]:
    """The site, below the instance folder so that the disk is the one that counts; gone afterwards."""
    with TemporaryDirectory(dir=places.instance(), prefix="bench-") as name:
        folder = Path(name)
        engine = make_engine(f"sqlite:///{folder}/selfcheck.db")
        upgrade(engine)
        sessions = make_sessions(engine)
        library = load_library(places.content(), places.parsed_content())
        with transaction(sessions) as session:
            actor = _company_user(session)
            submission = start_submission(session, actor, library, Tier.STANDARD, now=NOW)
        yield World(folder, sessions, library, actor, SubmissionId(submission.id))
        engine.dispose()


def _company_user(session: Session) -> Actor:
    user = add_user(
        session,
        User(
            email=EMAIL,
            name="演示用户",
            confirmed_at=NOW,
            password=PasswordHasher().hash(PASSWORD),
            roles=[get_role(session, Role.COMPANY.value)],
        ),
    )
    before = actor_of(get_user(session, UserId(user.id)))
    if before is None:
        raise AssertionError("a new user has one role")
    register_company(session, before, FOOD_MAKER, now=NOW)
    after = actor_of(get_user(session, UserId(user.id)))
    return after or before
