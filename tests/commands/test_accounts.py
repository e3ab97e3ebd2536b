"""`users` and `demo`: accounts that can sign in, a demonstration that may be asked for twice."""

import json
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from selfcheck.commands.main import main
from selfcheck.kernel.ids import RegionCode
from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.scope import Scope
from selfcheck.store.submission_list import list_submissions
from selfcheck.store.transaction import transaction
from selfcheck.store.user import find_user
from selfcheck.workflow.actor import Actor, Role, actor_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path))
    monkeypatch.delenv("SELFCHECK_DATABASE_URL", raising=False)
    assert main(["db", "upgrade"]) == 0
    return tmp_path


def _sessions(home: Path) -> Sessions:
    return make_sessions(make_engine(f"sqlite:///{home / 'selfcheck.db'}"))


def _actor(home: Path, email: str) -> tuple[Actor, str]:
    with transaction(_sessions(home), writes=False) as session:
        user = find_user(session, email)
        assert user is not None
        actor = actor_of(user)
        assert actor is not None
        return actor, user.password or ""


def test_an_added_reviewer_has_the_region_and_the_password_that_was_printed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["users", "add", "--email", "Reviewer@Demo.example", "--role", "reviewer", "--region", "360703"]) == 0
    password = capsys.readouterr().out.strip()
    actor, hashed = _actor(home, "reviewer@demo.example")
    assert (actor.role, actor.scope) == (Role.REVIEWER, Scope(region=RegionCode("360703")))
    assert hashed.startswith("$argon2id$")
    assert PasswordHasher().verify(hashed, password)


def test_a_given_password_is_not_printed(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("a-long-enough-one\n"))
    assert main(["users", "add", "--email", "e@demo.example", "--role", "editor", "--password-stdin"]) == 0
    assert capsys.readouterr().out == ""
    assert PasswordHasher().verify(_actor(home, "e@demo.example")[1], "a-long-enough-one")


def test_a_process_of_its_own_knows_the_tables_that_it_needs(home: Path) -> None:
    words = ["users", "add", "--email", "own@demo.example", "--role", "editor"]
    subprocess.run([sys.executable, "-m", "selfcheck.commands.main", *words], check=True, capture_output=True)
    assert _actor(home, "own@demo.example")[0].role is Role.EDITOR


@pytest.mark.parametrize(
    "words",
    [
        ["--email", "nobody", "--role", "editor"],
        ["--email", "r@demo.example", "--role", "reviewer"],
        ["--email", "r@demo.example", "--role", "reviewer", "--region", "999999"],
        ["--email", "r@demo.example", "--role", "editor", "--region", "360703"],
        ["--email", "taken@demo.example", "--role", "editor"],
    ],
)
def test_a_bad_account_is_refused(home: Path, words: list[str]) -> None:
    assert main(["users", "add", "--email", "taken@demo.example", "--role", "editor"]) == 0
    assert main(["users", "add", *words]) == 2
    with transaction(_sessions(home), writes=False) as session:
        assert find_user(session, "r@demo.example") is None


def test_a_short_password_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    assert main(["users", "add", "--email", "e@demo.example", "--role", "editor", "--password-stdin"]) == 2
    assert home.exists()


def test_the_demonstration_is_marked_complete_and_made_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["demo", "--format", "json"]) == 0
    accounts = {row["email"]: row["password"] for row in json.loads(capsys.readouterr().out)}
    assert len(accounts) == 5
    for email, password in accounts.items():
        assert PasswordHasher().verify(_actor(home, email)[1], password)
    kept = home / "demo-accounts.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 5
    city = _actor(home, "reviewer-city@demo.selfcheck.example")[0]
    county = _actor(home, "reviewer-county@demo.selfcheck.example")[0]
    own = _actor(home, "company@demo.selfcheck.example")[0]
    with transaction(_sessions(home), writes=False) as session:
        seen = list_submissions(session, city.scope).lines
        assert {line.state.value for line in seen} == {"submitted", "returned", "document_review", "concluded"}
        assert all(line.company.startswith("演示") for line in seen)
        assert {line.region for line in list_submissions(session, county.scope).lines} == {"360703"}
        assert {line.state.value for line in list_submissions(session, own.scope).lines} == {"submitted", "draft"}
    assert main(["demo", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    with transaction(_sessions(home), writes=False) as session:
        assert list_submissions(session, city.scope).count == len(seen)
