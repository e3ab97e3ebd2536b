"""What a visitor filled in, kept in the signed session cookie alone: it ends with the browser's session.

The server stores nothing. A cookie holds little, so remarks and evidence are left to those who register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, session
from flask.sessions import SecureCookieSessionInterface
from pydantic import ValidationError

from selfcheck.answers.answer import Answer, AnswerFault, Answers
from selfcheck.answers.read import answer_as_json, answer_from_json
from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.profiles.profile import Profile, profile_as_json, profile_from_json
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.web.account.security import CARRIED

ROOM = 3500  # bytes; browsers keep about 4,000 of one cookie


class TooMuchError(SelfcheckError):
    """More than a cookie holds."""

    message = marked("临时自评只能记住简短的回答，这一页没有保存。请缩短写的文字，或者注册后填写，就没有这个限制。")
    status = 413


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor's profile and the answers given so far, as JSON by question; `library` is the edition asked from."""

    profile: Profile
    library: str
    answers: Mapping[str, Any] = field(default_factory=dict)

    def to(self, questionnaire: Questionnaire) -> Answers:
        """The answers that this questionnaire still asks for and takes."""
        found: dict[QuestionId, Answer] = {}
        for question in questionnaire.questions():
            answer = answer_from_json(question, self.answers[question.id]) if question.id in self.answers else None
            if answer is not None and not isinstance(answer, AnswerFault):
                found[question.id] = answer
        return found


def find_visit() -> Visit | None:
    """What this visitor filled in, None before the first page."""
    held = session.get(CARRIED)
    if held is None:
        return None
    try:
        return Visit(profile_from_json(held["p"]), held["v"], held["a"])
    except (ValidationError, KeyError):  # kept by an earlier edition of this program
        forget_visit()
        return None


def keep_visit(profile: Profile, library: str, answers: Mapping[str, Any]) -> None:
    """Keep it for the rest of the browser's session; raises TooMuchError, with nothing changed."""
    former = session.get(CARRIED)
    session[CARRIED] = {"p": profile_as_json(profile), "v": library, "a": dict(answers)}
    if _size(current_app) > ROOM:
        if former is None:
            del session[CARRIED]
        else:
            session[CARRIED] = former
        raise TooMuchError


def as_kept(answer: Answer) -> dict[str, Any]:
    """The answer without remark and evidence."""
    return {key: value for key, value in answer_as_json(answer).items() if key not in {"remark", "evidence"}}


def forget_visit() -> None:
    """Drop what was filled in."""
    session.pop(CARRIED, None)


def _size(app: Flask) -> int:
    interface = app.session_interface
    if not isinstance(interface, SecureCookieSessionInterface):
        return 0
    serializer = interface.get_signing_serializer(app)
    return len(serializer.dumps(dict(session))) if serializer else 0
