"""A new edition of the content: drafts follow where no answer can spoil, and keep what they hold; the rest stays."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from selfcheck.answers.answer import Answer
from selfcheck.jobs.edition import take_up
from selfcheck.kernel.ids import QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.library import Library, library_of, load_library
from selfcheck.questionnaires.live import LiveContent
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.edition import StoredEdition, find_edition
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import SubmissionState
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.edition import move_draft
from tests.workflow.world import FOOD, OFFICER, STEPS, World, small_library

NEW_QUESTION = """\
  - id: plan
    kind: yes_no
    text: {zh: 有没有年度计划？, en: Is there a plan for the year?}
    weight: 1
    remedy: {zh: 写一份。, en: Write one., effort: 1, days: 2}
    obligations: [c-1]
"""


def edition(folder: Path, *changes: tuple[str, str], more: str = "") -> Library:
    """The small content with changes in its first module, and more at its end."""
    small_library(folder)
    path = folder / "modules/lead.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + more, encoding="utf-8")
    return load_library(folder)


def asked(world: World, company: Actor, submission: SubmissionId) -> Questionnaire:
    address = QuestionnaireId(world.find(company, submission).questionnaire_id)
    return world.do(lambda s: get_questionnaire(s, address), writes=False)


def moves(world: World, library: Library, submission: SubmissionId) -> bool:
    return world.do(lambda s: move_draft(s, library, submission, now=world.now))


def test_a_draft_moves_to_a_compatible_edition_and_keeps_its_answers(world: World, tmp_path: Path) -> None:
    company = world.company()
    draft = world.draft(company)
    world.save(company, draft, OFFICER, Answer(value=True, remark="已任命"), 0)
    newer = edition(tmp_path, ("有没有首席质量官？", "是否有首席质量官？"), more=NEW_QUESTION)
    assert moves(world, newer, draft)
    found = asked(world, company, draft)
    assert found.version == newer.version
    assert found.find("plan") is not None
    officer = found.find("officer")
    assert officer is not None
    assert officer.text.zh == "是否有首席质量官？"
    assert world.save(company, draft, OFFICER, Answer(value=True, remark="已任命"), 1) == 1  # nothing was changed
    assert world.save(company, draft, QuestionId("plan"), Answer(value=False), 0) == 1
    assert world.history(company, draft)[-2] == ("move_draft", "draft", "draft")
    assert not moves(world, newer, draft)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[c-1, p-1]", "[c-1]"),
        ("id: officer\n    kind: yes_no", "id: officer\n    kind: date"),
        ("id: officer\n", "id: chief\n"),
        ("weight: 3", "weight: 3\n    na: forbidden"),
    ],
)
def test_a_draft_stays_where_a_change_could_spoil_an_answer(world: World, tmp_path: Path, old: str, new: str) -> None:
    company = world.company()
    draft = world.draft(company)
    before = asked(world, company, draft)
    assert not moves(world, edition(tmp_path, (old, new)), draft)
    assert asked(world, company, draft) == before
    assert [verb for verb, _, _ in world.history(company, draft)] == ["start_submission"]


@pytest.mark.parametrize("state", [s for s in SubmissionState if s is not SubmissionState.DRAFT])
def test_what_is_certified_or_submitted_never_moves(world: World, tmp_path: Path, state: SubmissionState) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.draft(company)
    world.save(company, submission, OFFICER, Answer(value=True), 0)
    world.save(company, submission, FOOD, Answer(value=True), 0)
    world.certify(company, submission)
    if state is SubmissionState.WITHDRAWN:
        world.withdraw(company, submission)
    elif state is not SubmissionState.CERTIFIED:
        world.submit(company, submission)
    if state in {SubmissionState.DOCUMENT_REVIEW, SubmissionState.CONCLUDED}:
        world.accept(reviewer, submission)
    if state is SubmissionState.CONCLUDED:
        world.conclude(reviewer, submission)
    if state is SubmissionState.RETURNED:
        world.send_back(reviewer, submission, FOOD)
    assert world.find(company, submission).state is state
    before = asked(world, company, submission)
    assert not moves(world, edition(tmp_path, more=NEW_QUESTION), submission)
    assert asked(world, company, submission) == before


def test_opening_a_draft_again_moves_it(world: World, tmp_path: Path) -> None:
    company = world.company()
    draft = world.draft(company, Tier.FULL)
    later = replace(world, library=edition(tmp_path, more=NEW_QUESTION))
    assert later.draft(company, Tier.FULL) == draft
    assert asked(world, company, draft).version == later.library.version


def test_the_worker_keeps_the_edition_and_moves_every_draft_once(world: World, tmp_path: Path) -> None:
    companies = [world.company() for _ in range(3)]
    drafts = [world.draft(company) for company in companies]
    newer = edition(tmp_path, more=NEW_QUESTION)
    content = LiveContent(tmp_path, time.monotonic)
    assert take_up(world.sessions, content, world.now) == 3
    assert take_up(world.sessions, content, world.now) == 0
    for company, draft in zip(companies, drafts, strict=True):
        assert asked(world, company, draft).version == newer.version
    stored = world.do(lambda s: find_edition(s, newer.version), writes=False)
    assert stored is not None
    assert library_of(stored).library == newer
    assert world.do(lambda s: s.scalar(select(func.count()).select_from(StoredEdition)), writes=False) == 1


def test_the_worker_looks_at_a_draft_that_stays_only_once(world: World, tmp_path: Path) -> None:
    draft = world.draft(world.company())
    breaking = edition(tmp_path / "a", ("[c-1, p-1]", "[c-1]"))
    assert take_up(world.sessions, LiveContent(tmp_path / "a", time.monotonic), world.now) == 0
    assert not moves(world, breaking, draft)
    edition(tmp_path / "b", more=NEW_QUESTION)
    assert take_up(world.sessions, LiveContent(tmp_path / "b", time.monotonic), world.now) == 1


def test_a_step_of_a_ladder_keeps_its_answer_through_two_editions(world: World, tmp_path: Path) -> None:
    company = world.company()
    draft = world.draft(company)
    world.save(company, draft, STEPS, Answer(value=3), 0)
    for number, text in enumerate(("负责人？", "谁是负责人？")):
        assert moves(world, edition(tmp_path / str(number), ("有没有首席质量官？", text)), draft)
    assert world.save(company, draft, STEPS, Answer(value=3), 1) == 1
