"""Every route stands in the permission table, and the table names no route that is not there."""

from pathlib import Path

from flask import Flask

from selfcheck.web.application import create_app
from selfcheck.workflow.permissions import ROUTES


def disagreement(app: Flask) -> set[str]:
    """The endpoints that stand on one side only."""
    return {rule.endpoint for rule in app.url_map.iter_rules()} ^ set(ROUTES)


def test_routes_and_table_agree(tmp_path: Path) -> None:
    assert disagreement(create_app({"SELFCHECK_HOME": str(tmp_path)})) == set()


def test_a_route_without_a_row_is_found(tmp_path: Path) -> None:
    app = create_app({"SELFCHECK_HOME": str(tmp_path)})
    app.add_url_rule("/backdoor", "backdoor", lambda: "")
    assert disagreement(app) == {"backdoor"}
