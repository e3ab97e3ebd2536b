"""Items named by their words: where they stand, where they may be cut, what they could be merged with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import add, change, merge, split
from selfcheck.plans.phrase import Span
from selfcheck.plans.placing import (
    WordsError,
    cuts_of,
    is_doubtful,
    is_whole,
    moved,
    new_item,
    next_alike,
    span_of,
)
from tests.plans.test_draft import DUTY, NUMBERS, OFFER, START

CLAUSES = [clause for clause in START.clauses if clause.end - clause.start > 20]


@given(st.sampled_from(CLAUSES), st.data())
def test_words_are_found_where_they_stand(clause: object, data: st.DataObject) -> None:
    own = next(each for each in CLAUSES if each == clause)
    start = data.draw(st.integers(own.start, own.end - 2))
    end = data.draw(st.integers(start + 1, own.end))
    words = START.text[start:end].strip()
    if words:
        span = span_of(START, own.number, words, start)
        assert span.of(START.text) == words
        assert abs(span.start - start) <= end - start


def test_of_the_same_words_those_nearest_are_meant() -> None:
    clause = next(each for each in START.clauses if each.number == DUTY.clause)
    text = START.text[clause.start : clause.end]
    first, last = clause.start + text.index("企业"), clause.start + text.rindex("企业")
    assert first < last
    assert span_of(START, DUTY.clause, "企业", 0) == Span(first, first + 2)
    assert span_of(START, DUTY.clause, "企业", last + 1) == Span(last, last + 2)


@pytest.mark.parametrize("words", ["", "  ", "给予50万元奖励", "没有的话"])
def test_words_of_another_clause_are_refused(words: str) -> None:
    with pytest.raises(WordsError):
        span_of(START, DUTY.clause, words, 0)


@given(NUMBERS)
def test_an_item_that_stands_there_already_does_not_move(number: int) -> None:
    item = START.item(number)
    assert moved(START, item, item.clause, START.words(item), item.start) == {}


def test_an_item_is_pinned_anew_by_words_that_its_anchor_is_not_among() -> None:
    place = moved(START, DUTY, DUTY.clause, "企业应当建立质量追溯制度", 0)
    there = change(START, DUTY.number, **place).item(DUTY.number)
    assert there.anchor == START.words(there) == "企业应当建立质量追溯制度"
    wider = START.words(DUTY)
    assert "anchor" not in moved(START, DUTY, DUTY.clause, wider[: wider.index(DUTY.anchor) + len(DUTY.anchor)], 0)


@given(NUMBERS)
def test_every_cut_can_be_made_and_mended(number: int) -> None:
    item = START.item(number)
    for at in cuts_of(START, item):
        halves = split(START, number, at)
        other = halves.item(halves.highest)
        kept = halves.item(number)
        first = min(kept, other, key=lambda each: each.start)
        assert next_alike(halves)[first.number] in (kept, other)
        assert merge(halves, number, other.number) == START


def test_the_next_of_its_kind_and_clause_could_be_merged() -> None:
    for number, other in next_alike(START).items():
        item = START.item(number)
        assert (item.kind, item.clause) == (other.kind, other.clause)
        assert START.items.index(item) < START.items.index(other)


def test_a_new_item_begins_with_what_its_neighbours_say() -> None:
    new = new_item(START, ItemKind.SUPPORT, OFFER.clause, "支持中小企业申请质量贷款", 0)
    added = add(START, new)
    assert added.words(new) == "支持中小企业申请质量贷款"
    assert added.item(added.highest).actor in {item.actor for item in START.items}
    aim = new_item(START, ItemKind.TARGET, START.items[0].clause, "新增市长质量奖企业5家", 0)
    assert aim.figure is not None
    assert (aim.figure.value, aim.figure.unit) == (5, "家")
    assert is_whole(aim)
    assert not is_doubtful(aim)
    assert is_doubtful(new_item(START, ItemKind.OBLIGATION, OFFER.clause, "支持中小企业申请质量贷款", 0))
