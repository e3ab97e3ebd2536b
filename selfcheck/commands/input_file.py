"""Reading the JSON files that commands are given; every fault with the path at which it stands."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from selfcheck.answers.answer import Answer, AnswerFault, Answers
from selfcheck.answers.read import answer_from_json
from selfcheck.kernel.errors import Fault, InputError
from selfcheck.kernel.ids import QuestionId
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.questionnaire import Questionnaire, questionnaire_from_json
from selfcheck.questionnaires.vocabulary import Vocabulary

T = TypeVar("T")
_PROFILE = TypeAdapter(Profile)


def read_json(path: Path) -> object:
    """The file's JSON value; raises InputError where it is missing, not UTF-8 or not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse_constant)
    except OSError as error:
        raise InputError([Fault(str(path), 0, error.strerror or "cannot be read")]) from None
    except json.JSONDecodeError as error:
        raise InputError([Fault(str(path), error.lineno, f"not JSON: {error.msg}")]) from None
    except (ValueError, RecursionError) as error:
        raise InputError([Fault(str(path), 0, f"not JSON: {error}")]) from None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


def read_object(path: Path) -> dict[str, object]:
    """As read_json, for a file that must hold an object."""
    data = read_json(path)
    if not isinstance(data, dict):
        raise InputError([Fault(str(path), 1, "must hold a JSON object")])
    return data


def profile_of(data: object, vocabulary: Vocabulary, name: str, at: str = "") -> Profile:
    """The profile; raises InputError with every fault, codes that the vocabulary does not know among them."""
    try:
        profile = _PROFILE.validate_python(data)
    except ValidationError as error:
        raise InputError(_faults(error, name, at)) from None
    faults = [Fault(name, 0, f"{at}{path}: {code} is not a known code") for path, code in _unknown(profile, vocabulary)]
    if faults:
        raise InputError(faults)
    return profile


def _unknown(profile: Profile, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for number, code in enumerate(profile.activities or ()):
        if code not in vocabulary.activities:
            yield f"activities.{number}", code
    for field in ("certificates", "honours", "adverse"):
        for number, held in enumerate(getattr(profile, field) or ()):
            if held.kind not in vocabulary.words(field):
                yield f"{field}.{number}.kind", held.kind


def questionnaire_of(data: object, name: str) -> Questionnaire:
    """The questionnaire of a file, bare or as `compose` prints it; raises InputError with every fault."""
    inner = data["questionnaire"] if isinstance(data, Mapping) and "questionnaire" in data else data
    try:
        return questionnaire_from_json(inner)
    except ValidationError as error:
        raise InputError(_faults(error, name, "")) from None


def answers_of(data: object, questionnaire: Questionnaire, name: str, at: str = "") -> Answers:
    """The answers by question; raises InputError with every fault. An answer to a question not asked is a fault."""
    if not isinstance(data, Mapping):
        raise InputError([Fault(name, 0, f"{at or 'answers'}: must be an object of answers by question")])
    asked = {question.id: question for question in questionnaire.questions()}
    answers: dict[QuestionId, Answer] = {}
    faults = []
    for key, value in data.items():
        question = asked.get(QuestionId(str(key)))
        if question is None:
            faults.append(Fault(name, 0, f"{at}{key}: is not asked in this questionnaire"))
            continue
        answer = answer_from_json(question, value)
        if isinstance(answer, AnswerFault):
            faults.append(Fault(name, 0, f"{at}{key}: {answer}"))
        else:
            answers[question.id] = answer
    if faults:
        raise InputError(faults)
    return answers


def declared_of(data: object, name: str) -> dict[str, bool]:
    """What the company declares, by confirmation id or `<policy>/<confirmation>`; raises InputError."""
    if not isinstance(data, Mapping) or not all(isinstance(value, bool) for value in data.values()):
        raise InputError([Fault(name, 0, "declare: must be an object of true and false by condition")])
    return {str(key): value for key, value in data.items()}


def day_of(text: str) -> date:
    """An ISO date of the command line; raises ValueError for argparse to report."""
    return date.fromisoformat(text)


def _faults(error: ValidationError, name: str, at: str) -> list[Fault]:
    return [
        Fault(name, 0, f"{at}{'.'.join(str(step) for step in detail['loc']) or '(all)'}: {detail['msg']}")
        for detail in error.errors()
    ]
