"""Drafting for a plan, on both databases: ids for good, links, versions, and what becomes of it as content."""

import pytest

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import DocumentId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import DraftItem
from selfcheck.questionnaires.written import question_lines
from selfcheck.store.drafted import DraftedEntry, DraftedKind, list_drafted
from selfcheck.wording.text import Text
from selfcheck.workflow.actor import Role
from selfcheck.workflow.desk import plan_draft_of
from selfcheck.workflow.drafted import Wish, change_entry, draft_entry, drafted_of, remove_entry
from selfcheck.workflow.errors import NotAllowedError, StaleDraftedError
from tests.workflow.documents import add_document
from tests.workflow.world import World

BODY = {
    "module": "lead",
    "kind": "yes_no",
    "text": {"zh": "演示：有没有？", "en": "Demo: is there one?"},
    "evidence": [{"zh": "记录", "en": "record", "required": True}],
    "weight": 2,
    "remedy": {"zh": "补上。", "en": "Mend it.", "effort": 1, "days": 3},
}


@pytest.fixture
def document(world: World) -> DocumentId:
    return world.do(add_document)


def duties(world: World, document: DocumentId) -> list[DraftItem]:
    draft = world.do(lambda session: plan_draft_of(session, document), writes=False)
    return [item for item in draft.items if item.kind is ItemKind.OBLIGATION]


def draft(world: World, document: DocumentId, wish: Wish) -> DraftedEntry:
    editor = world.user(Role.EDITOR)
    return world.do(lambda s: draft_entry(s, editor, document, wish, world.library, now=world.now))


def test_a_question_gets_an_id_for_good_and_its_item_is_linked(world: World, document: DocumentId) -> None:
    first, second, *_ = duties(world, document)
    codes = [draft(world, document, Wish(DraftedKind.QUESTION, item.number, BODY)).code for item in (first, second)]
    assert codes == ["demo-2024-q1", "demo-2024-q2"]
    assert [item.question for item in duties(world, document)][:2] == codes
    found = world.do(lambda session: drafted_of(session, document), writes=False)
    assert [question.id for question in found.questions] == codes
    assert found.questions[0].module == "lead"
    lines = list(question_lines("demo", found.questions[0].body))
    assert lines == list(question_lines("demo", {key: value for key, value in BODY.items() if key != "module"}))
    assert lines[:3] == ["- id: demo", "  kind: yes_no", "  text:"]


def test_there_is_one_name_and_one_target_for_each_item(world: World, document: DocumentId) -> None:
    names = [{"zh": "演示 2024", "en": "Demo 2024"}, {"zh": "演示市 2024", "en": "Demo City 2024"}]
    for name in names:
        draft(world, document, Wish(DraftedKind.NAME, None, name))
    item = duties(world, document)[0].number
    for title in names:
        draft(world, document, Wish(DraftedKind.TARGET, item, {"title": title}))
    found = world.do(lambda session: drafted_of(session, document), writes=False)
    assert found.short == Text("演示市 2024", "Demo City 2024")
    assert [target.body for target in found.targets] == [{"title": names[1]}]


def test_a_late_change_overwrites_nothing(world: World, document: DocumentId) -> None:
    item = duties(world, document)[0].number
    entry = draft(world, document, Wish(DraftedKind.QUESTION, item, BODY))
    editor = world.user(Role.EDITOR)
    theirs, ours = {**BODY, "weight": 3}, {**BODY, "weight": 4}
    world.do(lambda s: change_entry(s, editor, document, (entry.id, 1), theirs, now=world.now))
    with pytest.raises(StaleDraftedError) as refused:
        world.do(lambda s: change_entry(s, editor, document, (entry.id, 1), ours, now=world.now))
    assert refused.value.version == 2
    world.do(lambda s: change_entry(s, editor, document, (entry.id, 1), theirs, now=world.now))  # it says so already
    (kept,) = world.do(lambda session: list_drafted(session, document), writes=False)
    assert kept.body == theirs


def test_removing_takes_the_links_away(world: World, document: DocumentId) -> None:
    item = duties(world, document)[0].number
    entry = draft(world, document, Wish(DraftedKind.QUESTION, item, BODY))
    editor = world.user(Role.EDITOR)
    world.do(lambda s: remove_entry(s, editor, document, entry.id, now=world.now))
    assert duties(world, document)[0].question is None
    with pytest.raises(NotFoundError):
        world.do(lambda s: remove_entry(s, editor, document, entry.id, now=world.now))


def test_only_editors_draft_and_only_for_items_that_there_are(world: World, document: DocumentId) -> None:
    wish = Wish(DraftedKind.QUESTION, duties(world, document)[0].number, BODY)
    reviewer = world.user(Role.REVIEWER)
    with pytest.raises(NotAllowedError):
        world.do(lambda s: draft_entry(s, reviewer, document, wish, world.library, now=world.now))
    with pytest.raises(NotFoundError):
        draft(world, document, Wish(DraftedKind.QUESTION, 9999, BODY))
