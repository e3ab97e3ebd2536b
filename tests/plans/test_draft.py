"""What an editor may do to a draft, and that it can be taken back."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import PlanId, PolicyId, QuestionId
from selfcheck.plans.catalogue import ItemKind, Modality
from selfcheck.plans.document import document_of
from selfcheck.plans.draft import (
    AnchorError,
    Decision,
    DraftError,
    LinkError,
    MergeError,
    PlanDraft,
    SpanError,
    SplitError,
    StaleEditError,
    UnfinishedError,
    accept,
    add,
    change,
    draft_of,
    edit_between,
    link,
    merge,
    redone,
    reject,
    split,
    undone,
)
from selfcheck.plans.extract import extract_items

LINES = (
    "演示市质量强市实施方案",
    "一、总体要求",
    "（一）工作目标。到2027年，制造业产品质量合格率达到95%以上，新增市长质量奖企业5家。",
    "二、重点任务",
    "（二）夯实质量基础。鼓励企业建立首席质量官制度，引导企业开展质量管理体系认证。企业应当建立质量追溯制度。",
    "（三）加强政策支持。对获得市长质量奖的企业给予50万元奖励。支持中小企业申请质量贷款。",
)
DOCUMENT = document_of(LINES)
START = draft_of(PlanId("demo-2024"), DOCUMENT, extract_items(DOCUMENT))
NUMBERS = st.sampled_from([item.number for item in START.items])
DUTY = next(item for item in START.items if item.kind is ItemKind.OBLIGATION)
OFFER = next(item for item in START.items if item.kind not in {ItemKind.OBLIGATION, ItemKind.TARGET})


def test_it_begins_with_what_was_found() -> None:
    assert {item.kind for item in START.items} >= {ItemKind.OBLIGATION, ItemKind.SUPPORT, ItemKind.TARGET}
    assert all(item.decision is Decision.OPEN for item in START.items)
    assert all(item.anchor in START.text for item in START.items)


@given(NUMBERS, st.data())
def test_merging_the_halves_gives_the_item_back(number: int, data: st.DataObject) -> None:
    item = START.item(number)
    at = data.draw(st.integers(item.start + 1, item.end - 1))
    halves = split(START, number, at)
    assert len(halves.items) == len(START.items) + 1
    assert merge(halves, number, START.next_number) == START


OPERATIONS: dict[str, Callable[[PlanDraft, int], PlanDraft]] = {
    "accept": accept,
    "reject": reject,
    "note": lambda draft, number: change(draft, number, note="核对过"),
    "split": lambda draft, number: split(draft, number, draft.item(number).start + 2),
    "merge": lambda draft, number: merge(draft, number, number + 1),
    "question": lambda draft, number: link(draft, number, question=QuestionId("Q-DEMO-01")),
    "policy": lambda draft, number: link(draft, number, policy=PolicyId("P-DEMO-01")),
    "add": lambda draft, number: add(draft, draft.item(number)),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), st.integers(1, 12)), max_size=12))
def test_every_edit_can_be_taken_back_and_done_again(steps: list[tuple[str, int]]) -> None:
    draft, journal = START, []
    for name, number in steps:
        try:
            after = OPERATIONS[name](draft, number)
        except (DraftError, NotFoundError):
            continue
        assert len({item.number for item in after.items}) == len(after.items)
        journal.append((draft, edit_between(draft, after), after))
        draft = after
    for before, edit, after in reversed(journal):
        assert undone(after, edit) == before
        assert redone(before, edit) == after


def test_a_span_stays_in_its_sentence() -> None:
    end = START.text.index("质量追溯制度")
    with pytest.raises(SpanError):
        change(START, DUTY.number, end=end)
    with pytest.raises(SpanError):
        change(START, DUTY.number, clause=OFFER.clause)


def test_an_anchor_stands_in_its_clause() -> None:
    with pytest.raises(AnchorError):
        change(START, DUTY.number, anchor="给予50万元奖励")


def test_a_duty_needs_its_strength_to_be_accepted() -> None:
    vague = change(START, DUTY.number, modality=None)
    with pytest.raises(UnfinishedError):
        accept(vague, DUTY.number)
    whole = accept(change(vague, DUTY.number, modality=Modality.ENCOURAGED), DUTY.number)
    assert whole.item(DUTY.number).decision is Decision.ACCEPTED


def test_a_correction_opens_the_decision_again() -> None:
    taken = accept(START, DUTY.number)
    assert change(taken, DUTY.number, note="再看").item(DUTY.number).decision is Decision.OPEN
    assert change(taken, DUTY.number, note=DUTY.note) == taken


def test_a_number_is_never_given_twice() -> None:
    added = add(START, DUTY)
    again = add(undone(added, edit_between(START, added)), DUTY)
    assert again.highest == added.highest + 1 == START.highest + 2
    assert again.item(again.highest).anchor == DUTY.anchor


def test_what_cannot_be_cut_merged_or_linked_is_refused() -> None:
    with pytest.raises(SplitError):
        split(START, DUTY.number, DUTY.start)
    with pytest.raises(MergeError):
        merge(START, DUTY.number, OFFER.number)
    with pytest.raises(LinkError):
        link(START, DUTY.number, policy=PolicyId("P-DEMO-01"))
    with pytest.raises(LinkError):
        link(START, OFFER.number, question=QuestionId("Q-DEMO-01"))


def test_another_kind_loses_the_link() -> None:
    linked = link(START, DUTY.number, question=QuestionId("Q-DEMO-01"))
    assert change(linked, DUTY.number, kind=ItemKind.SUPPORT).item(DUTY.number).question is None


def test_an_edit_that_was_built_upon_stays() -> None:
    after = reject(START, DUTY.number)
    edit = edit_between(START, after)
    with pytest.raises(StaleEditError):
        undone(change(after, DUTY.number, note="另一位编辑"), edit)
