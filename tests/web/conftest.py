"""The site that tests of the web look at; on SQLite unless a test asks for both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.web.site import Site, make_site


@pytest.fixture
def kind() -> str:
    """Which database: a test that is about storing parametrizes this."""
    return "sqlite"


@pytest.fixture
def site(database_url: URL, tmp_path: Path) -> Iterator[Site]:
    site = make_site(database_url, tmp_path)
    yield site
    site.sessions.engine.dispose()
