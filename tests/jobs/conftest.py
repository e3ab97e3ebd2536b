"""Submissions with reports to render, on both databases."""

from pathlib import Path

import pytest

from selfcheck.questionnaires.library import Library
from selfcheck.store.engine import Sessions
from tests.workflow.world import World, small_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("content"))


@pytest.fixture
def world(sessions: Sessions, library: Library) -> World:
    return World(sessions, library)


@pytest.fixture
def files_folder(tmp_path: Path) -> Path:
    return tmp_path / "files"
