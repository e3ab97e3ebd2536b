"""`selfcheck plans import`: a document comes in whole and once, and what cannot be read leaves nothing behind."""

import json
from pathlib import Path

import pytest

from selfcheck.commands.main import BAD_INPUT, DONE, main
from selfcheck.store.engine import make_engine, make_sessions
from selfcheck.store.migrate import upgrade
from selfcheck.store.plan_document import find_official, list_plan_documents
from selfcheck.store.transaction import run
from tests.plans.formats import as_docx
from tests.plans.papers import NOTICE


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database of the command."""
    url = f"sqlite:///{tmp_path / 'selfcheck.db'}"
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path))
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", url)
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def test_a_document_comes_in_once(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(as_docx(NOTICE.lines))
    for was_there in (False, True):
        words = ["plans", "import", str(file), "--plan", "yunxi-2025", "--official", "--format", "json"]
        assert main(words) == DONE
        told = json.loads(capsys.readouterr().out)
        assert told["was_there"] is was_there
        assert (told["plan"], told["official"]) == ("yunxi-2025", True)
        assert told["clauses"] > 15
    sessions = make_sessions(make_engine(url))
    assert [(row.plan, row.name) for row in run(sessions, list_plan_documents, writes=False)] == [
        ("yunxi-2025", "方案.docx")
    ]
    assert set(run(sessions, find_official, writes=False)) == {"yunxi-2025"}
    sessions.engine.dispose()


@pytest.mark.parametrize("plan", ["Yunxi 2025", "yunxi-2025\n", "y" * 61])
def test_a_plan_is_named_as_files_are(url: str, tmp_path: Path, plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(as_docx(NOTICE.lines))
    assert main(["plans", "import", str(file), "--plan", plan]) == BAD_INPUT
    assert "--plan" in capsys.readouterr().err
    sessions = make_sessions(make_engine(url))
    assert run(sessions, list_plan_documents, writes=False) == []
    sessions.engine.dispose()


def test_a_document_that_is_there_is_not_shown_for_another_plan(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(as_docx(NOTICE.lines))
    assert main(["plans", "import", str(file), "--plan", "yunxi-2025"]) == DONE
    assert main(["plans", "import", str(file), "--plan", "other-2025", "--official"]) == BAD_INPUT
    assert "yunxi-2025" in capsys.readouterr().err
    sessions = make_sessions(make_engine(url))
    assert run(sessions, find_official, writes=False) == {}
    sessions.engine.dispose()


def test_what_cannot_be_read_leaves_nothing(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.docx"
    file.write_bytes(b"MZ\x90\x00" * 99)
    assert main(["plans", "import", str(file)]) == BAD_INPUT
    assert "EXE" in capsys.readouterr().err
    assert main(["plans", "import", str(tmp_path / "none.txt")]) == BAD_INPUT
    sessions = make_sessions(make_engine(url))
    assert run(sessions, list_plan_documents, writes=False) == []
    sessions.engine.dispose()
