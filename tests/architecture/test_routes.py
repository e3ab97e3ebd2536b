"""Every route stands in the permission table, and the table names no route that is not there."""

from pathlib import Path

from selfcheck.web.application import create_app
from selfcheck.workflow.permissions import ROUTES


def test_routes_and_table_agree(tmp_path: Path) -> None:
    app = create_app({"SELFCHECK_HOME": str(tmp_path)})
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(ROUTES)
