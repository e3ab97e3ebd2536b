"""Publishing content: what is in use afterwards, everywhere, who may, what is refused, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from selfcheck.jobs.edition import take_up
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.library import Library, library_of, read_texts
from selfcheck.questionnaires.live import LOOK_EVERY, LiveContent
from selfcheck.store.audit import AuditEvent
from selfcheck.store.publication import Publication, PublicationKind, PublishedFiles, list_publications
from selfcheck.wording.text import Text
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.errors import (
    BadReasonError,
    NotAllowedError,
    SameContentError,
    StaleContentError,
    UnsoundContentError,
)
from selfcheck.workflow.publishing import Proposal, publish, roll_back
from tests.workflow.test_edition import NEW_QUESTION, edition
from tests.workflow.world import World, small_library

Files = dict[str, str]
WHY = Text("新增一道题。", "One question more.")


class Clock:
    """Seconds that grow when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self) -> None:
        self.now += LOOK_EVERY


def texts(folder: Path) -> Files:
    found, faults = read_texts(folder)
    assert not faults
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_library(tmp_path / "folder")
    return tmp_path / "folder"


@pytest.fixture
def proposal(folder: Path, tmp_path: Path) -> Proposal:
    edition(tmp_path / "new", more=NEW_QUESTION)
    return Proposal(texts(tmp_path / "new"), WHY, texts(folder), texts(folder), after=0)


def process(world: World, folder: Path) -> tuple[LiveContent, Clock]:
    """What another process on any machine sees."""
    clock = Clock()
    return LiveContent(folder, clock, published=PublishedFiles(world.sessions)), clock


def do(world: World, verb: Callable[..., Publication], actor: Actor, proposal: Proposal) -> Publication:
    return world.do(lambda session: verb(session, actor, proposal, now=world.now))


def asks_plan(library: Library) -> bool:
    return QuestionId("plan") in library.questions


def test_every_process_takes_up_what_is_published_and_goes_back_with_it(
    world: World, folder: Path, proposal: Proposal
) -> None:
    editor = world.user(Role.EDITOR)
    running, clock = process(world, folder)
    assert not asks_plan(running.library())
    do(world, publish, editor, proposal)
    clock.pass_by()
    assert asks_plan(running.library())
    assert asks_plan(process(world, folder)[0].library())
    back = replace(proposal, files=proposal.base, base=proposal.files, after=1)
    do(world, roll_back, editor, back)
    clock.pass_by()
    assert not asks_plan(running.library())
    rows = world.do(list_publications, writes=False)
    assert [(row.number, row.kind, name) for row, name in rows] == [
        (2, PublicationKind.ROLLBACK, editor.name),
        (1, PublicationKind.PUBLISH, editor.name),
    ]
    assert rows[0][0].edition == rows[1][0].base
    done = select(AuditEvent.verb).where(AuditEvent.subject == "publication").order_by(AuditEvent.subject_id)
    assert world.do(lambda s: list(s.scalars(done)), writes=False) == ["publish_content", "roll_back_content"]


def test_drafts_move_to_the_published_edition(world: World, folder: Path, proposal: Proposal) -> None:
    world.draft(world.company())
    do(world, publish, world.user(Role.EDITOR), proposal)
    assert take_up(world.sessions, process(world, folder)[0], world.now) == 1


def test_a_changed_folder_does_not_replace_what_is_published(world: World, folder: Path, proposal: Proposal) -> None:
    do(world, publish, world.user(Role.EDITOR), proposal)
    running, clock = process(world, folder)
    edition(folder, ("有没有首席质量官？", "是否有首席质量官？"))
    clock.pass_by()
    assert running.library() == library_of(proposal.files).library


def test_a_process_keeps_what_it_has_while_the_database_is_out_of_reach(
    world: World, folder: Path, proposal: Proposal
) -> None:
    do(world, publish, world.user(Role.EDITOR), proposal)
    running, clock = process(world, folder)
    world.do(lambda session: session.execute(text("ALTER TABLE publications RENAME TO gone")))
    clock.pass_by()
    assert asks_plan(running.library())
    assert not asks_plan(process(world, folder)[0].library())


def test_an_edition_that_this_program_cannot_read_is_not_taken_up(
    world: World, folder: Path, proposal: Proposal
) -> None:
    running, clock = process(world, folder)
    do(world, publish, world.user(Role.EDITOR), proposal)
    broken = "UPDATE editions SET files = '{}' WHERE version = (SELECT edition FROM publications)"
    world.do(lambda session: session.execute(text(broken)))
    clock.pass_by()
    assert not asks_plan(running.library())
    assert not asks_plan(process(world, folder)[0].library())


def test_what_is_unsound_unchanged_late_or_without_a_right_is_refused(
    world: World, folder: Path, proposal: Proposal
) -> None:
    editor = world.user(Role.EDITOR)
    lead = "modules/lead.yaml"
    unsound = {**proposal.files, lead: proposal.files[lead].replace("[c-1]", "[nowhere]")}
    with pytest.raises(UnsoundContentError):
        do(world, publish, editor, replace(proposal, files=unsound))
    with pytest.raises(SameContentError):
        do(world, publish, editor, replace(proposal, files=proposal.base))
    with pytest.raises(BadReasonError):
        do(world, publish, editor, replace(proposal, changelog=Text("长" * 2001, "long")))
    for verb in (publish, roll_back):
        for other in (world.company(), world.reviewer("360703")):
            with pytest.raises(NotAllowedError):
                do(world, verb, other, proposal)
    do(world, publish, editor, proposal)
    with pytest.raises(StaleContentError):
        do(world, publish, editor, proposal)
    assert not asks_plan(LiveContent(folder, Clock()).library())
