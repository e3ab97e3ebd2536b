"""The audit trail of one submission in words: what a reviewer needs to know of what happened, the newest last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.reports.voice import Voice
from selfcheck.store.audit import HistoryLine
from selfcheck.store.submission import Position
from selfcheck.workflow.deeds import ROLES, deed_words
from selfcheck.workflow.permissions import Verb

POSITIONS: Mapping[str, str] = {
    Position.LEGAL_REPRESENTATIVE: marked("法定代表人"),
    Position.CHIEF_QUALITY_OFFICER: marked("首席质量官"),
}


REPEATED = frozenset({Verb.SAVE_ANSWERS.value, Verb.VERIFY.value})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `more` says what is particular about it, `times` how often in a row."""

    at: datetime
    verb: str
    deed: str
    who: str
    more: str
    times: int = 1


def events_of(history: Iterable[HistoryLine], numbers: Mapping[QuestionId, int], voice: Voice) -> tuple[Event, ...]:
    """The history in words; saving or verifying again and again is one event.

    `numbers` gives the questions their numbers.
    """
    told: list[Event] = []
    for line in history:
        event = Event(line.at, line.verb, deed_words(line.verb, voice), _who(line, voice), _more(line, numbers, voice))
        if told and line.verb in REPEATED and told[-1].verb == line.verb and told[-1].who == event.who:
            told[-1] = replace(event, times=told[-1].times + 1)
        else:
            told.append(event)
    return tuple(told)


def _who(line: HistoryLine, voice: Voice) -> str:
    side = ROLES.get(line.role or "")
    return " · ".join(part for part in (voice.gettext(side) if side else "", line.name or "") if part)


def _more(line: HistoryLine, numbers: Mapping[QuestionId, int], voice: Voice) -> str:
    detail = line.detail
    if line.verb == Verb.SUBMIT:
        return voice.gettext("第 %(number)s 轮", number=detail["round"])
    if line.verb == Verb.CERTIFY:
        position = POSITIONS.get(detail["position"])
        return f"{detail['name']} · {voice.gettext(position)}" if position else str(detail["name"])
    if line.verb == Verb.RETURN_FOR_CORRECTION:
        places = sorted(numbers[question] for question in detail["questions"] if question in numbers)
        return voice.gettext("第 %(numbers)s 题", numbers=voice.listed(str(place) for place in places))
    return ""
