"""Report jobs at the command line: how they stand, and those that were given up asked for anew."""

import json
from pathlib import Path

import pytest

from selfcheck.commands.main import BAD_INPUT, DONE, main
from selfcheck.store.engine import make_engine, make_sessions
from selfcheck.store.migrate import upgrade
from selfcheck.store.report import ReportJob, ReportState
from tests.workflow.world import World, small_library


@pytest.fixture
def failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A report that was given up, in the database of the command."""
    url = f"sqlite:///{tmp_path / 'selfcheck.db'}"
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path))
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", url)
    engine = make_engine(url)
    upgrade(engine)
    world = World(make_sessions(engine), small_library(tmp_path))
    company = world.company()
    job = world.report(company, world.submitted(company))
    with world.sessions.open(writes=True) as session, session.begin():
        held = session.get_one(ReportJob, job.id)
        held.state, held.message, held.attempts = ReportState.FAILED, "报告没有生成成功。", 3
    engine.dispose()
    return job.id


def told(capsys: pytest.CaptureFixture[str], *words: str) -> object:
    assert main(["reports", *words, "--format", "json"]) == DONE
    return json.loads(capsys.readouterr().out)


def test_what_was_given_up_is_listed_and_asked_for_anew(failed: int, capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, "list", "--state", "failed")
    assert isinstance(listed, dict)
    assert listed["counts"] == {"requested": 0, "rendering": 0, "ready": 0, "failed": 1, "cancelled": 0}
    assert [(line["id"], line["attempts"]) for line in listed["reports"]] == [(failed, 3)]
    assert told(capsys, "retry", str(failed)) == {"retried": [failed]}
    assert told(capsys, "retry", "--all") == {"retried": []}
    waiting = told(capsys, "list", "--state", "requested")
    assert isinstance(waiting, dict)
    assert [line["place"] for line in waiting["reports"]] == [1]
    assert told(capsys, "cancel", str(failed)) == {"cancelled": [failed]}
    assert told(capsys, "cancel", str(failed)) == {"cancelled": []}
    assert main(["reports", "list"]) == DONE
    assert "cancelled" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["retry"], ["cancel"], ["cancel", "99"], ["retry", "1", "--all"], ["retry", "99"]])
def test_a_wrong_call_is_told(failed: int, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert failed
    assert main(["reports", *words]) == BAD_INPUT
    assert capsys.readouterr().err
