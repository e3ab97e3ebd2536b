"""The improvement plan in the browser: taken up, filled in, fetched as calendar and spreadsheet, and followed up."""

import io
import re
from datetime import date

from icalendar import Calendar
from openpyxl import load_workbook

from tests.web.site import Site, Visitor, words

FORMULA = '=HYPERLINK("x")'


def planned(visitor: Visitor, path: str) -> None:
    page = f"{path}/plan"
    assert visitor.post(page, {"do": ["officer", "steps", "nonsense"]}).headers["Location"] == page


def change(visitor: Visitor, path: str, **said: str) -> int:
    told = {"action": "officer", "version": "1", "state": "started", "owner": "", "due_on": "", "note": ""}
    return visitor.post(f"{path}/plan/change", {**told, **said}, page=f"{path}/plan").status_code


def test_a_plan_has_a_target_a_calendar_and_a_sheet_without_formulas(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    planned(visitor, path)
    page = words(visitor.get(f"{path}/plan").text)
    assert "总分 0.0 416.7" in page  # officer 3 and steps 2 of 12
    assert change(visitor, path, owner=FORMULA, due_on="2027年3月31日", note="@cmd\n+1") == 302
    calendar = Calendar.from_ical(visitor.get(f"{path}/plan.ics").data)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 3, 31)
    assert FORMULA in str(event["description"])
    sheet = load_workbook(io.BytesIO(visitor.get(f"{path}/plan.xlsx").data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert FORMULA in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    change(visitor, path, state="dropped", version="2")
    assert "总分 0.0 166.7" in words(visitor.get(f"{path}/plan").text)


def test_what_cannot_be_taken_is_said_and_not_saved(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    planned(visitor, path)
    assert change(visitor, path, due_on="next week") == 422
    assert change(visitor, path, owner="甲") == 302
    assert change(visitor, path, owner="乙") == 409
    told = {"action": "officer", "version": "2", "state": "done", "owner": "丙", "due_on": "2月31日", "note": "备注"}
    page = visitor.post(f"{path}/plan/change", told, page=f"{path}/plan").text
    assert all(f'value="{typed}"' in page for typed in ("丙", "2月31日", "备注"))
    assert '<option value="done" selected>' in page
    told = {**told, "version": "1", "due_on": "", "owner": "丁"}
    page = visitor.post(f"{path}/plan/change", told, page=f"{path}/plan").text
    assert 'value="丁"' not in page  # somebody else's words stand in the fields, one's own above them
    assert '<li class="told">丁</li>' in page
    page = visitor.get(f"{path}/plan").text
    assert 'value="甲"' in page
    assert 'value="乙"' not in page
    stranger = site.company(2, "stranger@demo.example")
    for address in ("plan", "plan.ics", "plan.xlsx", "why", "what-if"):
        assert stranger.get(f"{path}/{address}").status_code == 404


def test_a_follow_up_shows_what_closed(site: Site) -> None:
    visitor = site.company()
    path = visitor.start("full")
    planned(visitor, path)
    later = visitor.start("standard")
    page = f"{later}/sections/lead"
    visitor.post(page, {**visitor.section(page), "q.officer": "yes", "then": "next"})
    page = f"{later}/sections/more"
    visitor.post(page, {**visitor.section(page), "q.steps": "2", "then": "next"})
    shown = visitor.get(f"{path}/plan").text
    assert re.search(r"一位。</strong><span><span class=\"pill met\">已补上", shown)
    assert "有进步" in shown
