"""The report on the jurisdiction as a reviewer fetches it."""

import pytest

from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, faults
from tests.workflow.world import OFFICER, World

PAGE = "/review/distribution"
REPORT = f"{PAGE}/report"


@pytest.fixture
def visitor(site: Site) -> Visitor:
    world = World(site.sessions, site.app.extensions["content"].library())
    world.submitted(world.company(), [OFFICER])
    return site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360703", name="演示审核员")


def test_it_comes_as_pdf_and_as_spreadsheet(visitor: Visitor) -> None:
    assert 'name="period"' in visitor.get(PAGE).text
    pdf = visitor.get(f"{REPORT}?region=360703&tier=full&kind=pdf&period=")
    assert pdf.data.startswith(b"%PDF-")
    assert "selfcheck-360703-full-zh.pdf" in pdf.headers["Content-Disposition"]
    sheet = visitor.get(f"{REPORT}?region=360703&tier=full&kind=xlsx&period=２０２６q2")
    assert sheet.data.startswith(b"PK")
    assert "selfcheck-360703-full-2026Q2-zh.xlsx" in sheet.headers["Content-Disposition"]


def test_a_period_that_is_none_is_told_beside_the_field(visitor: Visitor) -> None:
    answer = visitor.get(f"{REPORT}?region=360703&tier=full&kind=pdf&period=<b>")
    assert answer.status_code == 422
    assert faults(answer.text) == ["期间要写成 2026Q3 这样，或者留空表示全部。您填的是“<b>”。"]
    assert "&lt;b&gt;" in answer.text


@pytest.mark.parametrize("region", ["360702", "360700", "000000", "", "x"])
def test_another_jurisdiction_is_not_found(visitor: Visitor, region: str) -> None:
    assert visitor.get(f"{REPORT}?region={region}&tier=full&kind=pdf&period=").status_code == 404
