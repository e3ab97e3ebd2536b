"""The editor's desk: steps are kept, taken back by whoever took them, and never overwrite another editor's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionId
from selfcheck.plans.catalogue import ItemKind, Modality
from selfcheck.plans.draft import Decision, DraftItem, StaleEditError, UnfinishedError
from selfcheck.store.audit import list_events
from selfcheck.store.draft_item import count_decided
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.desk import (
    Desk,
    Step,
    accepting,
    adding,
    correcting,
    get_desk,
    linking,
    merging,
    plan_draft_of,
    redo_edit,
    rejecting,
    splitting,
    take_step,
    undo_edit,
)
from selfcheck.workflow.errors import (
    GoneItemError,
    NotAllowedError,
    NothingToRedoError,
    NothingToUndoError,
    StaleItemError,
)
from selfcheck.workflow.permissions import VERBS, Verb
from selfcheck.workflow.plan_document import remove_plan_document
from tests.workflow.documents import add_document
from tests.workflow.world import World


class Room:
    """A document with two editors at it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ann, self.ben = world.user(Role.EDITOR), world.user(Role.EDITOR)
        self.document = world.do(add_document)

    def desk(self) -> Desk:
        return self.world.do(lambda s: get_desk(s, self.document), writes=False)

    def item(self, number: int) -> DraftItem:
        return self.desk().draft.item(number)

    def take(self, actor: Actor, step: Step) -> Desk:
        return self.world.do(lambda s: take_step(s, actor, self.document, step, now=self.world.now))

    def undo(self, actor: Actor) -> Desk:
        return self.world.do(lambda s: undo_edit(s, actor, self.document, now=self.world.now))

    def redo(self, actor: Actor) -> Desk:
        return self.world.do(lambda s: redo_edit(s, actor, self.document, now=self.world.now))

    def verbs(self) -> list[str]:
        events = self.world.do(list_events, writes=False)
        return [event.verb for event in reversed(events) if event.subject == "document"][1:]


@pytest.fixture
def room(world: World) -> Room:
    return Room(world)


def _first(desk: Desk, kind: ItemKind) -> int:
    return next(item.number for item in desk.draft.items if item.kind is kind)


def test_before_the_first_step_it_holds_what_was_found_and_nothing_is_stored(room: Room) -> None:
    desk = room.desk()
    assert len(desk.draft.items) > 5
    assert all(item.decision is Decision.OPEN for item in desk.draft.items)
    assert room.world.do(count_decided, writes=False) == {}


def test_each_step_is_kept_with_one_row_in_the_trail(room: Room) -> None:
    duty = _first(room.desk(), ItemKind.OBLIGATION)
    room.take(room.ann, correcting(duty, 1, modality=Modality.MANDATORY, actor="规模以上企业"))
    room.take(room.ann, linking(duty, 2, question=QuestionId("officer")))
    room.take(room.ann, accepting(duty, 3))
    kept = room.item(duty)
    assert (kept.modality, kept.actor, kept.question) == (Modality.MANDATORY, "规模以上企业", "officer")
    assert kept.decision is Decision.ACCEPTED
    assert room.verbs() == ["correct_item", "link_item", "accept_item"]
    items = len(room.desk().draft.items)
    assert room.world.do(count_decided, writes=False) == {room.document: (1, items)}
    room.take(room.ann, adding(kept))
    room.undo(room.ann)
    assert room.world.do(count_decided, writes=False) == {room.document: (1, items)}
    assert room.world.do(lambda s: plan_draft_of(s, room.document), writes=False) == room.desk().draft


def test_the_same_again_leaves_no_trace_even_on_an_old_page(room: Room) -> None:
    room.take(room.ann, accepting(1, 1))
    room.take(room.ben, accepting(1, 1))
    assert room.verbs() == ["accept_item"]
    with pytest.raises(NothingToUndoError):
        room.undo(room.ben)


def test_two_editors_do_not_overwrite_each_other(room: Room) -> None:
    room.take(room.ann, correcting(1, 1, actor="全部企业"))
    with pytest.raises(StaleItemError) as stale:
        room.take(room.ben, correcting(1, 1, actor="食品企业"))
    assert (stale.value.theirs.actor, stale.value.version) == ("全部企业", 2)
    assert room.item(1).actor == "全部企业"
    room.take(room.ben, correcting(1, 2, actor="食品企业"))
    assert room.item(1).actor == "食品企业"
    room.take(room.ben, rejecting(2, 1))
    assert room.item(2).decision is Decision.REJECTED


def test_editors_who_begin_at_once_all_keep_their_steps(room: Room) -> None:
    numbers = [item.number for item in room.desk().draft.items]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: room.take(room.ann, rejecting(number, 1)), numbers))
    assert {item.decision for item in room.desk().draft.items} == {Decision.REJECTED}
    assert room.verbs() == ["reject_item"] * len(numbers)


def test_of_editors_who_decide_an_item_at_once_one_is_first_and_the_other_is_told(room: Room) -> None:
    def decide(actor: Actor, step: Step) -> bool:
        try:
            room.take(actor, step)
        except StaleItemError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(decide, (room.ann, room.ben), (correcting(1, 1, note="甲"), correcting(1, 1, note="乙"))))
    assert sorted(came) == [False, True]
    assert room.item(1).note == ("甲" if came[0] else "乙")
    assert room.verbs() == ["correct_item"]


def test_what_another_editor_merged_away_is_said_to_be_gone(room: Room) -> None:
    duty = _first(room.desk(), ItemKind.OBLIGATION)
    item = room.item(duty)
    room.take(room.ann, splitting(duty, 1, (item.start + item.end) // 2))
    other = room.desk().draft.highest
    room.take(room.ann, merging(duty, other, {duty: 2, other: 1}))
    with pytest.raises(GoneItemError):
        room.take(room.ben, accepting(other, 1))
    assert room.item(duty) == item


def test_everything_can_be_taken_back_and_done_again(room: Room) -> None:
    found = room.desk().draft
    duty = _first(room.desk(), ItemKind.OBLIGATION)
    item = found.item(duty)
    room.take(room.ann, splitting(duty, 1, (item.start + item.end) // 2))
    other = room.desk().draft.highest
    room.take(room.ann, merging(duty, other, {duty: 2, other: 1}))
    room.take(room.ann, adding(item))
    room.take(room.ann, rejecting(duty, 3))
    done = room.desk().draft
    for _ in range(4):
        room.undo(room.ann)
    assert room.desk().draft == found
    with pytest.raises(NothingToUndoError):
        room.undo(room.ann)
    for _ in range(4):
        room.redo(room.ann)
    assert room.desk().draft == done
    with pytest.raises(NothingToRedoError):
        room.redo(room.ann)


def test_a_number_is_never_given_twice(room: Room) -> None:
    room.take(room.ann, adding(room.item(1)))
    first = room.desk().draft.highest
    room.undo(room.ann)
    room.take(room.ann, adding(room.item(1)))
    assert room.desk().draft.highest == first + 1
    with pytest.raises(NothingToRedoError):
        room.redo(room.ann)


def test_undoing_takes_back_ones_own_steps_and_never_anothers(room: Room) -> None:
    room.take(room.ann, rejecting(1, 1))
    room.take(room.ben, rejecting(2, 1))
    room.undo(room.ann)
    assert (room.item(1).decision, room.item(2).decision) == (Decision.OPEN, Decision.REJECTED)
    room.take(room.ann, rejecting(3, 1))
    room.take(room.ben, accepting(3, 2))
    with pytest.raises(StaleEditError):
        room.undo(room.ann)
    assert room.item(3).decision is Decision.ACCEPTED


def test_a_step_that_would_leave_it_unsound_changes_nothing(room: Room) -> None:
    duty = _first(room.desk(), ItemKind.OBLIGATION)
    room.take(room.ann, correcting(duty, 1, modality=None))
    with pytest.raises(UnfinishedError):
        room.take(room.ann, accepting(duty, 2))
    assert room.item(duty).decision is Decision.OPEN
    assert room.verbs() == ["correct_item"]


def test_with_the_document_goes_everything_that_was_done_to_it(room: Room) -> None:
    room.take(room.ann, rejecting(1, 1))
    room.world.do(lambda s: remove_plan_document(s, room.ann, room.document, now=room.world.now))
    assert room.world.do(count_decided, writes=False) == {}
    with pytest.raises(NotFoundError):
        room.undo(room.ann)


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("role", [Role.COMPANY, Role.REVIEWER])
def test_nobody_else_may_take_a_step(room: Room, role: Role) -> None:
    stranger = room.world.user(role)
    for step in (accepting(1, 1), rejecting(1, 1), splitting(1, 1, 5)):
        with pytest.raises(NotAllowedError):
            room.take(stranger, step)
    for verb in (room.undo, room.redo):
        with pytest.raises(NotAllowedError):
            verb(stranger)
    assert room.verbs() == []
    assert Role.EDITOR in VERBS[Verb.LINK_ITEM].roles
