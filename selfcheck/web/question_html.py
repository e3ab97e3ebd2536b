"""Questions as HTML: drawn once with gaps, then filled with what was typed.

A questionnaire never changes once it is asked, and most of a question's HTML is the same for everybody who is asked it.
So the template is run once for a question of a questionnaire in a language; a page only fills its gaps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup, escape

from selfcheck.answers.read import TypedAnswer
from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.citation import Piece
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.web.section_form import NA, UNKNOWN

KEPT = 3000  # drawn questions that a process holds
_EDGE, _COLON = "\x00", "\x01"  # neither can stand in a text
Key = tuple[str, str, str, tuple[tuple[PlanId, DocumentId], ...]]
Drawn = tuple["str | Gap", ...]  # HTML at even places, gaps at odd ones


@dataclass(frozen=True, slots=True)
class Clause:
    """A citation as people read it: plan and clause, the words it is about, and the clause around them."""

    source: str
    anchor: str
    text: tuple[Piece, ...] = ()  # of the clause, where the official text was imported


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is the same for everybody who is asked: number, force, clauses, and on which question it depends."""

    number: int
    question: AskedQuestion
    force: str | None
    clauses: tuple[Clause, ...]
    after: int | None
    steps: tuple[str, ...]
    brief: bool  # without remark and evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What was typed into one question, and what is to be said about it."""

    question: AskedQuestion
    typed: TypedAnswer
    version: int
    rows: Sequence[Mapping[str, str]] = ()
    fault: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a drawn question: what is written there, given a filling and a detail."""

    write: Callable[[Filling, str], str]
    detail: str


class Drawings:
    """The questions drawn last, by questionnaire, question, language and the official texts shown."""

    def __init__(self) -> None:
        self._held: dict[Key, Drawn] = {}

    def get(self, key: Key, frame: Callable[[], Frame]) -> Drawn:
        """The drawing under that key, made from the frame where it is missing."""
        found = self._held.get(key)
        if found is None:
            found = draw(frame())
            while len(self._held) >= KEPT:
                self._held.pop(next(iter(self._held)), None)
            self._held[key] = found
        return found


drawings = Drawings()


def draw(frame: Frame) -> Drawn:
    """The question's HTML with its gaps."""
    pieces = str(_template("question")(frame, _gap)).split(_EDGE)
    return tuple(_named(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def fill(drawn: Drawn, filling: Filling) -> Markup:
    """The question's HTML with what was typed."""
    pieces = [piece if isinstance(piece, str) else piece.write(filling, piece.detail) for piece in drawn]
    return Markup("".join(pieces))  # noqa: S704 - HTML of ours, and what _FILL escaped


def _named(piece: str) -> Gap:
    name, _, detail = piece.partition(_COLON)
    return Gap(_FILL[name], detail)


def _gap(name: str, detail: str = "") -> Markup:
    return Markup(f"{_EDGE}{name}{_COLON}{detail}{_EDGE}")  # noqa: S704 - a name of ours and an id of the bank


def _template(name: str) -> Callable[..., str]:
    macro: Callable[..., str] = getattr(current_app.jinja_env.get_template("question.html").module, name)
    return macro


def _checked(filling: Filling, value: str) -> str:
    typed = filling.typed
    if value in {NA, UNKNOWN}:
        return " checked" if (typed.na if value == NA else typed.unknown) else ""
    return " checked" if value in typed.values and not (typed.na or typed.unknown) else ""


def _text(filling: Filling, which: str) -> str:
    typed = filling.typed
    if which == "value":
        return escape(typed.values[0] if typed.values else "")
    return escape({"e": typed.evidence, "r": typed.remark, "n": typed.na_reason}[which])


def _open(filling: Filling, which: str) -> str:
    typed = filling.typed
    return " open" if {"e": typed.evidence, "r": typed.remark, "n": typed.na}[which] else ""


_FILL: Mapping[str, Callable[[Filling, str], str]] = {
    "checked": _checked,
    "text": _text,
    "open": _open,
    "version": lambda filling, _: str(filling.version),
    "wrong": lambda filling, _: " error" if filling.fault else "",
    "described": lambda filling, _: _template("described")(filling.question) if filling.fault else "",
    "fault": lambda filling, _: _template("fault")(filling.question, filling.fault) if filling.fault else "",
    "reason": lambda filling, _: _template("reason")(filling.reason) if filling.reason else "",
    "rows": lambda filling, _: _template("rows")(filling.question, filling.rows),
}
