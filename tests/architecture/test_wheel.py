"""The built wheel stands on its own: content, templates, migrations and compiled messages travel with it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for path in tracked():
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / path).read_bytes())
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=source, check=True, capture_output=True, env={**os.environ, "GIT_DIR": "/nowhere"})
    return next(folder.glob("*.whl"))


def test_it_carries_everything_that_is_read_at_run_time(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "questionnaires", "migrations"):
        wanted = {f"selfcheck/_shipped/{path}" for path in tracked() if path.parts[0] == folder}
        assert wanted
        assert wanted <= held
    assert "selfcheck/wording/locales/en/LC_MESSAGES/messages.mo" in held
    assert not any(name.startswith("tests/") for name in held)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["plans", "list"], "ganzhou-2024"),  # reads questionnaires
        (["db", "upgrade"], '"newest"'),  # reads migrations
        (["content", "check"], '"faults": []'),
    ],
)
def test_the_program_runs_from_it(installed: Path, tmp_path: Path, words: list[str], printed: str) -> None:
    program = f"from selfcheck.commands.main import main; raise SystemExit(main({[*words, '--format', 'json']}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "SELFCHECK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout


def test_its_pages_come_from_it(installed: Path, tmp_path: Path) -> None:
    program = "from selfcheck.kernel import places; print(places.templates()); print(places.instance())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(installed / "selfcheck" / "_shipped" / "templates"), str(tmp_path / "instance")]
