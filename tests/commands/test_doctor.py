"""The doctor: what it finds missing, how it says to mend it, and that only what is needed fails."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfcheck.commands import doctor
from selfcheck.commands.main import main
from tests.questionnaires.small import write_content

Call = Callable[[], tuple[int, dict[str, dict[str, Any]]]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder of this test's own, with a migrated database and nothing set in the environment."""
    for name in ("SELFCHECK_DATABASE_URL", "SELFCHECK_SECRET_KEY", "SELFCHECK_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path / "home"))
    assert main(["db", "upgrade"]) == 0
    return tmp_path / "home"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """The exit code and the findings by name."""

    def ask() -> tuple[int, dict[str, dict[str, Any]]]:
        code = main(["doctor", "--format", "json"])
        return code, {finding["name"]: finding for finding in json.loads(capsys.readouterr().out)}

    return ask


def test_nothing_is_missing_where_the_tests_run(home: Path, call: Call) -> None:
    (home / "secret").touch(mode=0o600)
    code, found = call()
    assert [name for name, finding in found.items() if not finding["ok"]] == []
    assert all(finding["mend"] == "" for finding in found.values())
    assert code == 0


def test_a_database_behind_the_program_is_missing(home: Path, call: Call) -> None:
    assert main(["db", "downgrade", "--to", "base"]) == 0
    code, found = call()
    assert (code, found["database"]["found"], found["database"]["mend"]) == (1, "empty", "selfcheck db upgrade")
    assert home.is_dir()


def test_a_database_out_of_reach_is_missing(home: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", f"sqlite:///{home}/none/selfcheck.db")
    code, found = call()
    assert (code, found["database"]["ok"]) == (1, False)


def test_a_secret_that_others_may_read_is_missing(home: Path, call: Call) -> None:
    secret = home / "secret"
    secret.touch()
    secret.chmod(0o644)
    code, found = call()
    assert (code, found["secret"]["mend"]) == (1, f"chmod 600 {secret}")


def test_broken_content_is_missing(home: Path, call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = write_content(tmp_path / "content", modules_lead=("weight: 3", "weight: three"))
    monkeypatch.setenv("SELFCHECK_CONTENT", str(broken))
    code, found = call()
    assert (code, found["content"]["found"], found["content"]["mend"]) == (1, "1 faults", "selfcheck content check")
    assert home.is_dir()


@pytest.mark.usefixtures("home")
def test_programs_that_only_tests_need_fail_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    code, found = call()
    assert {name for name, finding in found.items() if not finding["ok"]} == {"chromium (tests)", "pdftotext (tests)"}
    assert found["chromium (tests)"]["mend"] == "apt-get install chromium"
    assert code == 0


@pytest.mark.usefixtures("home")
def test_fonts_and_libraries_are_named_by_package(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(doctor, "FONT_FOLDERS", (tmp_path,))
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    code, found = call()
    assert code == 1
    assert found["Noto CJK fonts"]["mend"] == "apt-get install fonts-noto-cjk"
    assert found["libharfbuzz-subset0"]["mend"].startswith("apt-get install libharfbuzz-subset0 (")
    assert main(["doctor"]) == 1
    assert "MISSING  libpango-1.0-0" in capsys.readouterr().out
