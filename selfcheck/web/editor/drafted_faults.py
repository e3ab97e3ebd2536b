"""What is wrong with a drafted body, each fault beside the field it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from selfcheck.kernel.ids import ItemId, PlanId
from selfcheck.kernel.yaml_file import YamlFile
from selfcheck.policies.policy import Policy
from selfcheck.questionnaires.lint import faults_of, phrases
from selfcheck.questionnaires.question import Question
from selfcheck.questionnaires.target import Target
from selfcheck.store.model import Json
from selfcheck.web.editor.drafted_body import Written
from selfcheck.web.editor.fault_words import fault_words
from selfcheck.workflow.drafted import MODULE

Path = tuple[str | int, ...]
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
_POLICY, _TARGET = TypeAdapter(Policy), TypeAdapter(Target)
GROUPS = frozenset({"All", "Any"})  # members of the union of conditions that no form makes
_SOME_ITEM, _SOME_PLAN = ItemId("item"), PlanId("plan")
_PLACES = (("limits.min", ("limits", "min")), ("floor and target", ("target",)), ("red line", ("level",)))


def drafted_question(code: str, body: Json) -> Question:
    """The drafted question as the bank would hold it, resting on no item yet."""
    told = {key: value for key, value in body.items() if key != MODULE}
    return _QUESTION.validate_python({**told, "id": code, "obligations": [_SOME_ITEM]})


def question_faults(written: Written) -> Iterator[tuple[Path, str]]:
    """What is wrong with a drafted question by itself."""
    body = {key: value for key, value in written.body.items() if key != MODULE}
    whole = {**body, "id": "drafted", "obligations": [_SOME_ITEM]}
    if body.get("veto") and "level" not in body:
        yield ("level",), fault_words("a red line needs a level")
    for name in ("options", "columns"):
        ids = [part["id"] for part in body.get(name, [])]
        twice = next((place for place, each in enumerate(ids) if each in ids[:place]), None)
        if twice is not None:
            yield (name, twice, "en"), fault_words("an id stands twice")
    yield from _faults(_QUESTION, whole, "modules")


def policy_faults(written: Written, kind: str) -> Iterator[tuple[Path, str]]:
    """What is wrong with a drafted support or award by itself."""
    cases = written.body.get("cases") or [{"name": "none", "verdict": "eligible", "facts": {}}]
    whole = {**written.body, "id": "drafted", "kind": kind, "plan": _SOME_PLAN, "clause": "1", "item": _SOME_ITEM}
    for path, message in _faults(_POLICY, {**whole, "cases": cases}, "policies"):
        yield ("all", *path[1:]) if path[:1] == ("any",) else path, message


def target_faults(written: Written) -> Iterator[tuple[Path, str]]:
    """What is wrong with a drafted target by itself."""
    whole = {**written.body, "id": "drafted", "plan": _SOME_PLAN, "clause": "1", "item": _SOME_ITEM}
    yield from _faults(_TARGET, {**whole, "metric": "figure", "op": ">=", "value": 1}, "targets")


def show_faults(form: Any, written: Written, faults: Iterator[tuple[Path, str]]) -> bool:  # noqa: ANN401 - untyped
    """Put every fault beside its field; whether there was any."""
    found = [*written.wrong, *faults]
    wrong = {path[:-1] for path, _ in written.wrong}
    for path, message in found:
        if (path, message) in written.wrong or not any(path[: len(place)] == place for place in wrong):
            field = _field(form, written, path)
            if message not in field.errors:
                field.errors = [*field.errors, message]
    return bool(found)


def _faults(adapter: TypeAdapter[Any], whole: Json, folder: str) -> Iterator[tuple[Path, str]]:
    try:
        adapter.validate_python(whole)
    except ValidationError as error:
        for detail in error.errors():
            if GROUPS.intersection(detail["loc"]):  # a test that is wrong is no group either
                continue
            place = next((path for words, path in _PLACES if words in detail["msg"]), None)
            yield place or _real(whole, detail["loc"]), fault_words(detail["msg"])
    for phrase in phrases(YamlFile(f"{folder}/drafted.yaml", "", whole)):
        for message, quoted in faults_of(phrase) if phrase.zh and phrase.en else ():
            yield (*phrase.path, "en" if quoted == phrase.en else "zh"), fault_words(message)


def _real(whole: Json, location: Sequence[str | int]) -> Path:
    """The place without the names of union members that pydantic puts in."""
    path: Path = ()
    held: object = whole
    for number, step in enumerate(location):
        is_key = isinstance(held, Mapping) and step in held
        is_place = isinstance(held, list) and isinstance(step, int) and step < len(held)
        if is_key or is_place:
            path, held = (*path, step), held[step]  # type: ignore[index]  # a mapping or a list, as just asked
        elif number == len(location) - 1 and isinstance(held, Mapping) and isinstance(step, str):
            path = (*path, step)
    return path


def _field(form: Any, written: Written, path: Path) -> Any:  # noqa: ANN401 - a field of an untyped form
    """The field of that place, or the nearest one around it that can show a message."""
    held = form
    for depth, step in enumerate(path):
        inner = getattr(held, "form", held)
        if isinstance(step, int):
            rows = written.rows.get(str(path[depth - 1]), range(len(held.entries)))
            held = held.entries[rows[step]] if step < len(rows) else held
        elif step in inner:
            held = inner[step]
    while hasattr(held, "form"):
        held = next(iter(held.form))
    return held if held is not form else next(iter(form))
