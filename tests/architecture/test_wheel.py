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


def test_the_program_runs_from_it(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-c", "from selfcheck.commands.main import main; main(['plans', 'list', '--format', 'json'])"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ganzhou-2024" in done.stdout
