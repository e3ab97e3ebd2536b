"""Plan documents: brought in whole and once, corrected, shown beside questions one for each plan, taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import DocumentId, PlanId, RegionCode
from selfcheck.plans.document import document_of, read_document
from selfcheck.plans.errors import (
    DamagedFileError,
    DocumentError,
    EmptyDocumentError,
    EndlessLineError,
    NoClausesError,
    TooSlowError,
    UnknownFormatError,
)
from selfcheck.plans.extract import extract_items
from selfcheck.store.plan_document import PlanDocument, find_official, get_plan_document, list_plan_documents
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.errors import NotAllowedError
from selfcheck.workflow.plan_document import (
    correct_head,
    fresh_plan_id,
    import_plan_document,
    remove_plan_document,
    show_plan_document,
)
from selfcheck.workflow.reading import Reading, Upload, read_apart
from tests.plans.papers import NOTICE, RULES
from tests.workflow.world import NOW, World

PLAN = PlanId("yunxi-2025")


def reading(text: str) -> Reading:
    document = document_of(text.splitlines())
    return Reading(document, extract_items(document))


@pytest.fixture
def editor(world: World) -> Actor:
    return world.user(Role.EDITOR)


@pytest.fixture
def bring(world: World, editor: Actor) -> Callable[[str, PlanId], DocumentId]:
    def run(text: str, plan: PlanId = PLAN) -> DocumentId:
        upload, found = Upload("方案.txt", text.encode()), reading(text)

        def write(session: Session) -> DocumentId:
            return DocumentId(import_plan_document(session, editor, plan, upload, found, now=NOW).id)

        return world.do(write)

    return run


def test_a_document_comes_back_as_it_was_read(world: World, bring: Callable[..., DocumentId]) -> None:
    kept = bring(NOTICE.text)
    held = world.do(lambda session: get_plan_document(session, kept))
    assert Reading(held.document, held.found_items) == reading(NOTICE.text)
    assert (held.plan, held.name, held.official) == (PLAN, "方案.txt", False)


def test_the_same_file_is_kept_once(world: World, bring: Callable[..., DocumentId]) -> None:
    assert bring(NOTICE.text) == bring(NOTICE.text, PlanId("another"))
    assert bring(RULES.text) != bring(NOTICE.text)
    assert world.do(lambda session: session.scalar(select(func.count()).select_from(PlanDocument))) == 2
    assert [row.plan for row in world.do(list_plan_documents)] == [PLAN, PLAN]


def test_the_head_is_corrected_and_the_text_is_not(
    world: World, editor: Actor, bring: Callable[..., DocumentId]
) -> None:
    kept = bring(NOTICE.text)
    before = world.do(lambda session: get_plan_document(session, kept)).document
    head = replace(before.head, region=RegionCode("360703"), date=date(2025, 3, 7))
    world.do(lambda session: correct_head(session, editor, kept, PlanId("nankang-2025"), head, now=NOW))
    held = world.do(lambda session: get_plan_document(session, kept))
    assert held.plan == "nankang-2025"
    assert held.document == replace(before, head=head, doubts=held.document.doubts)
    assert len(held.document.doubts) == len(before.doubts) - 1  # the region is no longer missing


def test_one_document_of_a_plan_is_shown(world: World, editor: Actor, bring: Callable[..., DocumentId]) -> None:
    def show(kept: DocumentId) -> None:
        world.do(lambda session: show_plan_document(session, editor, kept, shown=True, now=NOW))

    one, two = bring(NOTICE.text), bring(RULES.text)
    for kept in (one, two):
        show(kept)
        assert world.do(find_official) == {PLAN: kept}
    head = reading(RULES.text).document.head
    world.do(lambda session: correct_head(session, editor, two, PlanId("other"), head, now=NOW))
    assert world.do(find_official) == {}
    show(one)
    world.do(lambda session: show_plan_document(session, editor, one, shown=False, now=NOW))
    assert world.do(find_official) == {}


def test_a_removed_document_is_gone(world: World, editor: Actor, bring: Callable[..., DocumentId]) -> None:
    kept = bring(NOTICE.text)
    world.do(lambda session: remove_plan_document(session, editor, kept, now=NOW))
    with pytest.raises(NotFoundError):
        world.do(lambda session: get_plan_document(session, kept))


@pytest.mark.parametrize("role", [Role.COMPANY, Role.REVIEWER])
def test_nobody_but_editors_brings_documents_in(world: World, role: Role) -> None:
    upload, found, actor = Upload("a.txt", b"a"), reading(NOTICE.text), world.user(role)
    with pytest.raises(NotAllowedError):
        world.do(lambda session: import_plan_document(session, actor, PLAN, upload, found, now=NOW))


def test_a_new_plan_is_named_after_its_region_and_year() -> None:
    head = reading(NOTICE.text).document.head
    assert fresh_plan_id(replace(head, region=RegionCode("360703"))) == "plan-360703-2025"
    assert fresh_plan_id(replace(head, region=None, date=None)) == "plan-region-year"


def test_reading_apart_reads_the_same() -> None:
    assert read_apart(Upload("方案.txt", NOTICE.text.encode())) == reading(NOTICE.text)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocumentError),
        (b"MZ\x90\x00" * 100, UnknownFormatError),
        (b"PK\x03\x04" + b"x" * 100, DamagedFileError),
        (("字" * 30_000).encode(), EndlessLineError),
        (("从前有一座山，山里有一座庙。\n" * 200).encode(), NoClausesError),
    ],
)
def test_reading_apart_says_what_is_wrong(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as told:
        read_apart(Upload("文件.docx", data))
    with pytest.raises(error) as direct:
        read_document(data, "文件.docx")
    assert str(told.value) == str(direct.value)


def test_reading_apart_ends_in_time() -> None:
    with pytest.raises(TooSlowError):
        read_apart(Upload("方案.txt", NOTICE.text.encode()), seconds=0)
