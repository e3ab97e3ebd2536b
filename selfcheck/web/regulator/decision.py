"""What a reviewer typed into the forms of a submission, what it means, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from selfcheck.kernel.ids import QuestionId
from selfcheck.reports.voice import printable
from selfcheck.store.correction import REASON_LENGTH
from selfcheck.web.languages import told
from selfcheck.workflow.errors import BadReasonError
from selfcheck.workflow.review import NOTE_LENGTH, Correction

ASK, REASON, NOTE = "ask", "reason-", "note"
RETURN = "return"  # where faults of the whole request stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A form as it was sent; `faults` by the id of the field, `problem` where the whole of it came too late."""

    home: str = RETURN
    ticked: frozenset[QuestionId] = frozenset()
    reasons: Mapping[QuestionId, str] = field(default_factory=dict)
    note: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def corrections(self) -> list[Correction]:
        """What is to be put right: the ticked questions with their reasons."""
        return [Correction(question, printable(self.reasons[question])) for question in sorted(self.ticked)]

    @property
    def unsent(self) -> list[str]:
        """Everything that was typed, for a page that no longer has a place for it."""
        return [text for text in (*self.reasons.values(), self.note) if text.strip()]


def read_return(sent: MultiDict[str, str]) -> Decision:
    """The form with which questions are sent back; a ticked question needs a reason of fitting length."""
    reasons = {
        QuestionId(name.removeprefix(REASON)): text
        for name, text in sent.items()
        if name.startswith(REASON) and text.strip()
    }
    ticked = frozenset(QuestionId(question) for question in sent.getlist(ASK))
    missing = gettext("请写明要补正什么，或者取消勾选。")
    faults = {
        f"{REASON}{question}": fault
        for question in sorted(ticked)
        if (fault := _fault(reasons.get(question, ""), REASON_LENGTH, missing))
    }
    return Decision(ticked=ticked, reasons=reasons, faults=faults)


def read_note(sent: MultiDict[str, str]) -> Decision:
    """The form with which a submission is concluded."""
    note = sent.get(NOTE, "")
    fault = _fault(note, NOTE_LENGTH, gettext("请写明审核结论。"))
    return Decision(home=NOTE, note=note, faults={NOTE: fault} if fault else {})


def _fault(text: str, limit: int, missing: str) -> str | None:
    written = printable(text)
    if not written:
        return missing
    return told(BadReasonError.message, {"limit": limit, "length": len(written)}) if len(written) > limit else None
