"""What is kept of a read document gives the same document and the same items back."""

import json

import pytest

from selfcheck.kernel.ids import PlanId
from selfcheck.plans.document import document_of
from selfcheck.plans.draft import accept, draft_of, edit_between, split
from selfcheck.plans.extract import extract_items
from selfcheck.plans.stored import (
    document_from,
    document_json,
    edit_from,
    edit_json,
    found_from,
    found_json,
    item_from,
    item_json,
)
from tests.plans.papers import NOTICE, RULES, Paper


@pytest.mark.parametrize("paper", [NOTICE, RULES])
def test_a_kept_document_comes_back_as_it_was_read(paper: Paper) -> None:
    document = document_of(paper.lines)
    found = extract_items(document)
    assert found
    assert document_from(json.loads(json.dumps(document_json(document)))) == document
    assert found_from(json.loads(json.dumps(found_json(found)))) == found


@pytest.mark.parametrize("missing", ["text", "head", "clauses", "doubts"])
def test_half_a_document_is_refused(missing: str) -> None:
    stored = document_json(document_of(NOTICE.lines))
    assert isinstance(stored, dict)
    del stored[missing]
    with pytest.raises(ValueError, match=missing):
        document_from(stored)


@pytest.mark.parametrize("paper", [NOTICE, RULES])
def test_a_kept_edit_comes_back_as_it_was_made(paper: Paper) -> None:
    document = document_of(paper.lines)
    found = extract_items(document)
    draft = draft_of(PlanId("demo-2024"), document, found)
    for item in draft.items:
        assert item_from(json.loads(json.dumps(item_json(item)))) == item
        cut = split(draft, item.number, item.start + 1)
        for after in (accept(draft, item.number), cut):
            edit = edit_between(draft, after)
            assert edit_from(json.loads(json.dumps(edit_json(edit)))) == edit
