"""The improvement plan in words, as a spreadsheet, and as a calendar of its due dates."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from selfcheck.kernel.errors import marked
from selfcheck.reports.sheet import Sheet, written
from selfcheck.reports.voice import Voice, printable

ACTION_STATES = {
    "planned": marked("计划中"),
    "started": marked("进行中"),
    "done": marked("已做完"),
    "dropped": marked("不做了"),
}
OUTCOMES = {
    "closed": marked("已补上"),
    "better": marked("有进步"),
    "open": marked("还没有补上"),
    "not_asked": marked("后来没有问到"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """One action of a plan; `outcome` is what the follow-up self-assessment shows, a key of OUTCOMES."""

    id: str
    number: int | None
    text: str
    effort: int
    state: str
    owner: str
    due_on: date | None
    note: str
    version: int
    outcome: str | None


def calendar_of(actions: Iterable[PlannedAction], plan: str, now: datetime, voice: Voice) -> bytes:
    """The due dates of what is still to be done, as whole days (RFC 5545); `plan` keeps ids of two plans apart."""
    calendar = Calendar()
    calendar.add("prodid", "-//selfcheck//improvement plan//" + voice.lang.value.upper())
    calendar.add("version", "2.0")
    for action in actions:
        if action.due_on is None or action.state in {"done", "dropped"}:
            continue
        event = Event()
        event.add("uid", hashlib.sha256(f"{plan}/{action.id}".encode()).hexdigest()[:32])
        event.add("dtstamp", now)
        event.add("dtstart", action.due_on)
        event.add("dtend", action.due_on + timedelta(days=1))
        event.add("sequence", action.version - 1)
        event.add("summary", action.text)
        lines = (
            voice.gettext("负责人：%(owner)s", owner=printable(action.owner)) if action.owner else "",
            printable(action.note),
        )
        event.add("description", "\n".join(line for line in lines if line))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def plan_sheet(actions: Iterable[PlannedAction], title: str, now: datetime, voice: Voice) -> bytes:
    """The plan as a spreadsheet; every text is text, no cell is a formula."""
    columns = [
        (voice.gettext(name), width)
        for name, width in (
            (marked("题号"), 8),
            (marked("做什么"), 60),
            (marked("工作量"), 9),
            (marked("负责人"), 16),
            (marked("完成日期"), 14),
            (marked("进展"), 12),
            (marked("备注"), 40),
            (marked("后续自评"), 14),
        )
    ]
    rows = [
        (
            action.number,
            action.text,
            action.effort,
            printable(action.owner),
            action.due_on.isoformat() if action.due_on else "",
            voice.gettext(ACTION_STATES[action.state]),
            printable(action.note),
            voice.gettext(OUTCOMES[action.outcome]) if action.outcome else "",
        )
        for action in actions
    ]
    return written([Sheet(voice.gettext("改进计划"), columns, rows)], title, now)
