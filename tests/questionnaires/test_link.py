"""Extracted items find their question or policy in the shipped bank, and a known plan shows what is new."""

from collections import defaultdict
from dataclasses import replace

import pytest

from selfcheck.kernel import places
from selfcheck.plans.catalogue import Catalogue, ItemKind
from selfcheck.plans.document import document_of
from selfcheck.plans.extract import extract_items
from selfcheck.plans.reimport import compare, find_known
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.link import FITS, Linker
from tests.plans.papers import NOTICE


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(places.content())


def test_duties_of_an_unknown_plan_find_their_question_among_three(library: Library) -> None:
    homes = defaultdict(set)
    for question in library.questions.values():
        for item in question.obligations:
            homes[item].add(question.id)
    hits = asked = 0
    for catalogue in library.catalogues[:2]:
        linker = Linker(library, [catalogue.plan.id])
        for duty in catalogue.items:
            if duty.kind is ItemKind.OBLIGATION and duty.id in homes:
                link = linker.link_words(duty.kind, duty.anchor, duty.anchor, duty.topic, duty.actor)
                hits += bool({candidate.id for candidate in link.candidates} & {str(home) for home in homes[duty.id]})
                asked += 1
    assert hits / asked > 0.75


def test_what_resembles_nothing_gets_a_draft_in_its_module(library: Library) -> None:
    link = Linker(library).link_words(ItemKind.OBLIGATION, "给鸽子套环", "给鸽子套环", "cqo", "enterprise")
    assert link.best is None
    assert link.draft is not None
    assert link.draft.module == "cqo"
    assert "给鸽子套环" in link.draft.text
    assert len(link.candidates) == 3
    assert all(candidate.likeness < FITS for candidate in link.candidates)


def test_supports_and_awards_are_held_against_policies(library: Library) -> None:
    kinds = {str(policy.id): policy.kind.value for policy in library.policies}
    linker = Linker(library)
    document = document_of(NOTICE.lines)
    for item in extract_items(document):
        link = linker.link(item, document.text)
        if item.kind in {ItemKind.SUPPORT, ItemKind.AWARD}:
            assert link.draft is None
            assert all(kinds[candidate.id] == item.kind.value for candidate in link.candidates)
    prize = linker.link_words(ItemKind.AWARD, "市长质量奖", "评选市长质量奖", "qms", "enterprise")
    titles = {str(policy.id): policy.title.zh for policy in library.policies}
    assert "质量奖" in titles[prize.candidates[0].id]


def test_a_known_plan_shows_what_is_new(library: Library) -> None:
    document = document_of(NOTICE.lines)
    items = extract_items(document)
    first = library.catalogues[0]
    assert find_known(document, library.catalogues) is None
    entry = replace(first.items[0], clause="二.3", anchor="导入精益管理", kind=ItemKind.OBLIGATION)
    lost = replace(entry, anchor="推行看板管理")
    plan = replace(first.plan, doc_number="云政发〔2025〕18号", title=document.head.title or "")
    known = Catalogue(plan=plan, items=(entry, lost))
    assert find_known(document, [known]) == known
    change = compare(known, document, items)
    assert [missing.item for missing in change.gone] == [lost]
    assert not any(item.anchor == "导入精益管理" for item in change.new)
    assert len(change.new) < len(items)
    assert {field for field, _, _ in change.head} == {"issuer", "date", "region"}
    assert not change.unchanged
