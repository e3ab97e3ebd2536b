"""The time machine: other content, the same answers; old scores stay, and looking changes nothing."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from selfcheck.advice.rescore import Before, Rescorer, Tally, fitting
from selfcheck.commands.benchmarks.sample import FOOD_MAKER, answer_all
from selfcheck.commands.main import main
from selfcheck.commands.rescoring import Task, rescore_all
from selfcheck.kernel import places
from selfcheck.kernel.ids import RegionCode, SubmissionId
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.score import score
from selfcheck.store.answer import answers_as_json
from selfcheck.store.audit import list_events
from selfcheck.store.edition import add_edition, find_edition_on
from selfcheck.store.rescored import list_ranges, list_rescored
from selfcheck.store.round import get_round
from selfcheck.workflow.rescore import RESCORED, look_again
from tests.workflow.world import DAY, OFFICER, World, small_library

_HARDER = """\
  - id: veto-right
    kind: yes_no
    text: {zh: 有没有否决权？, en: Is there a right of veto?}
    weight: 5
    heart: true
    remedy: {zh: 给权。, en: Grant it., effort: 1, days: 3}
    obligations: [c-1]
"""


@pytest.fixture
def harder(tmp_path: Path) -> Path:
    """Content that asks one heavy question more."""
    folder = tmp_path / "harder"
    small_library(folder)
    lead = folder / "modules/lead.yaml"
    lead.write_text(lead.read_text(encoding="utf-8") + _HARDER, encoding="utf-8")
    return folder


@pytest.fixture
def command(database_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands on the database of the world."""
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", database_url.render_as_string(hide_password=False))


def _all(database_url: URL, library: Library, processes: int = 1) -> dict[str, Any]:
    told: list[tuple[int, int]] = []
    task = Task(database_url.render_as_string(hide_password=False), library)
    tally = rescore_all(task, processes, lambda done, count: told.append((done, count)))
    assert all(done <= count for done, count in told)
    return tally.as_json()


def test_the_same_content_changes_nothing(world: World, database_url: URL) -> None:
    world.submitted(world.company())
    world.draft(world.company())
    found = _all(database_url, world.library)
    assert (found["companies"], found["companies_lose_level"], found["companies_gain_level"]) == (1, 0, 0)
    assert found["totals"] == {"higher": 0, "lower": 0, "same": 1}
    assert found["modules"]["lead"]["same"] == 1


def test_harder_content_takes_levels_and_says_in_which_module(world: World, harder: Path, database_url: URL) -> None:
    for _ in range(2):
        world.submitted(world.company())
    found = _all(database_url, load_library(harder))
    assert (found["companies"], found["companies_lose_level"], found["companies_gain_level"]) == (2, 2, 0)
    assert (found["modules"]["lead"]["lower"], found["modules"]["lead"]["lost"]) == (2, 2)
    assert (found["modules"]["more"]["same"], found["modules"]["more"]["lost"]) == (2, 0)


def test_two_processes_find_what_one_finds(world: World, harder: Path, database_url: URL) -> None:
    for _ in range(3):
        world.submitted(world.company())
    library = load_library(harder)
    assert _all(database_url, library, processes=2) == _all(database_url, library)


def test_an_answer_that_no_longer_fits_counts_as_not_given(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    small_library(folder)
    lead = folder / "modules/lead.yaml"
    text = lead.read_text(encoding="utf-8")
    date_instead = text.replace("id: officer\n    kind: yes_no", "id: officer\n    kind: date")
    lead.write_text(date_instead, encoding="utf-8")
    actor = world.company()
    submission = world.submitted(actor)
    answers = world.do(lambda s: get_round(s, actor.scope, submission).answers_json, writes=False)
    library, kept = load_library(folder), world.find(actor, submission)
    found = Rescorer(library).rescore(kept.profile, kept.tier, answers, DAY)
    assert found.dropped == 1
    assert OFFICER not in fitting(compose(library, kept.profile, kept.tier, DAY).questionnaire, answers)
    tally = Tally()
    assert tally.count(Before(Decimal(0), 1, []), found) == "same"
    assert tally.as_json()["modules"]["lead"]["new"] == 1


def test_what_companies_of_one_shape_share_changes_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfcheck.advice.rescore.SHAPES", 2)
    library = load_library(places.content(), places.parsed_content())
    rescorer = Rescorer(library)
    stored = answers_as_json(answer_all(compose(library, FOOD_MAKER, Tier.FULL, DAY).questionnaire))
    profiles = [
        replace(FOOD_MAKER, region=RegionCode(region), employees=employees, activities=activities)
        for region in ("360703", "360802", "610102", "110101")
        for employees in (3, 450)
        for activities in (("makes_food",), ("exports", "retails"))
    ]
    for profile in (*profiles, *reversed(profiles)):
        questionnaire = compose(library, profile, Tier.STANDARD, DAY).questionnaire
        answers = fitting(questionnaire, stored)
        found = rescorer.rescore(profile, Tier.STANDARD, stored, DAY)
        assert (found.score, found.dropped) == (score(questionnaire, answers, DAY), len(stored) - len(answers))


def test_runs_of_companies_cover_each_once(world: World) -> None:
    for _ in range(5):
        world.submitted(world.company())
    ranges = world.do(lambda session: list_ranges(session, 2), writes=False)
    assert [count for _, _, count in ranges] == [2, 2, 1]
    assert all(first <= last for first, last, _ in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))


@pytest.mark.usefixtures("command")
def test_only_a_confirmed_rescoring_is_kept_and_the_old_score_stays(
    world: World, harder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    actor = world.company()
    submission = world.submitted(actor)
    before = world.do(lambda s: get_round(s, actor.scope, submission), writes=False)
    wanted = ["rescore", "--content", str(harder), "--format", "json"]

    def kept() -> list[int]:
        return [one.level for one in world.do(lambda s: list_rescored(s, submission), writes=False)]

    assert main(wanted) == 0
    assert json.loads(capsys.readouterr().out)["applied"] is False
    monkeypatch.setattr("sys.stdin", StringIO("no\n"))
    assert main([*wanted, "--apply"]) == 0
    assert kept() == []
    monkeypatch.setattr("sys.stdin", StringIO("yes\n"))
    capsys.readouterr()
    assert main([*wanted, "--apply"]) == 0
    assert json.loads(capsys.readouterr().out)["applied"] is True
    assert main([*wanted, "--apply", "--yes"]) == 0  # again changes nothing
    assert kept() == [2]
    after = world.do(lambda s: get_round(s, actor.scope, submission), writes=False)
    assert (after.total, after.level, after.result) == (before.total, before.level, before.result)
    events = [event for event in world.do(list_events, writes=False) if event.verb == RESCORED]
    assert [event.detail["companies_lose_level"] for event in events] == [1, 1]


@pytest.mark.usefixtures("command")
def test_one_submission_can_be_looked_at_on_any_day(
    world: World, harder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submission = world.submitted(world.company())
    assert (
        main(
            [
                "rescore",
                "--submission",
                str(submission),
                "--on",
                "2027-01-01",
                "--content",
                str(harder),
                "--format",
                "json",
            ]
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["stored"]["total"], found["stored"]["level"]) == (625.0, 4)
    assert found["result"]["score"]["total"] == 384.6
    assert found["result"]["on"] == "2027-01-01"
    assert [match["id"] for match in found["result"]["matches"]] == ["city-grant"]
    assert main(["rescore", "--submission", "999", "--on", "2027-01-01", "--content", str(harder)]) == 2
    assert main(["rescore", "--submission", str(submission)]) == 2
    assert main(["rescore"]) == 2


def test_verdicts_are_those_of_the_day(world: World) -> None:
    submission = world.submitted(world.company())

    def verdict(on: date) -> str:
        _, again = world.do(lambda s: look_again(s, world.library, SubmissionId(submission), on), writes=False)
        return again.matches[0].verdict.value

    assert verdict(date(2030, 12, 31)) != "not_open"
    assert verdict(date(2031, 1, 1)) == "not_open"


def test_the_edition_of_a_day_is_the_one_taken_up_last(world: World) -> None:
    days = {"a" * 64: datetime(2026, 1, 1, tzinfo=UTC), "b" * 64: datetime(2026, 3, 1, tzinfo=UTC)}
    for name, moment in days.items():
        world.do(partial(add_edition, full_hash=name, files={}, now=moment))
    for moment, version in (
        (datetime(2025, 1, 1, tzinfo=UTC), None),
        (datetime(2026, 2, 1, tzinfo=UTC), "a" * 12),
        (datetime(2026, 4, 1, tzinfo=UTC), "b" * 12),
    ):
        assert world.do(partial(find_edition_on, before=moment), writes=False) == version
