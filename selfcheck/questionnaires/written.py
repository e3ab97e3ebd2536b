"""Plans, items, questions, policies and targets as lines of the content files, in the order in which those write them.

Lines begin at the dash of their entry; how far that is indented is the file's affair.
"""

from collections.abc import Iterator, Mapping, Sequence

from selfcheck.plans.catalogue import CatalogueItem, Figure, Plan
from selfcheck.questionnaires.drafted import Body
from selfcheck.questionnaires.yaml_words import block, flow, quoted

SINGLE = "'"  # how catalogues quote
_QUESTION = (
    *("kind", "text", "steps", "options", "unit", "limits", "floor", "target", "earliest", "columns", "rows", "help"),
    *("evidence", "weight", "level", "veto", "na", "heart", "remedy", "obligations"),
)
_POLICY = (
    *("kind", "title", "plan", "clause", "item", "also", "authority", "valid", "benefit", "apply"),
    *("all", "any", "confirm", "cases"),
)
_TARGET = ("plan", "clause", "item", "title", "metric", "op", "value", "unit", "year", "feed", "not_fed")
_FEED = ("aggregate", "fact", "op", "value", "among", "basis", "note")
_PARTS = (
    *("id", "name", "verdict", "on", "missing", "fact", "op", "value", "zh", "en", "required", "fresh_months"),
    *("min", "max", "integer", "effort", "days", "from", "until", "source", "label", "note", "fixable", "remedy"),
    "facts",
)
_OPEN = {"text", "help", "remedy", "lead", "title", "feed", "not_fed", "basis", "note"}  # written over several lines


def plan_lines(plan: Plan) -> Iterator[str]:
    """The head of a catalogue, up to the key of its items."""
    yield "plan:"
    for key in ("id", "title", "doc_number", "issuer", "date", "level", "region", "horizon", "short"):
        value = getattr(plan, key)
        if key == "region":
            yield f"  region: {quoted(value)}"
        elif key in {"date", "horizon"}:
            yield f"  {key}: {value.isoformat() if value else 'null'}"
        else:
            yield f"  {key}: {block(value.as_json() if key == 'short' else value, SINGLE)}"
    yield "items:"


def item_lines(item: CatalogueItem) -> Iterator[str]:
    """An item of a catalogue."""
    yield f"- id: {item.id}"
    for key in ("kind", "clause", "anchor", "actor", "modality", "topic", "figure"):
        value = getattr(item, key)
        if key == "clause":
            yield f"  clause: {quoted(value)}"
        else:
            yield f"  {key}: {block(_figure(value) if isinstance(value, Figure) else value, SINGLE)}"
    for key in ("question_zh", "question_en", "evidence_zh", "who_benefits", "authority", "note"):
        yield f"  {key}: {block(getattr(item, key), SINGLE)}"


def question_lines(name: str, body: Body) -> Iterator[str]:
    """A question of a module."""
    return _entry(name, body, _QUESTION)


def policy_lines(name: str, body: Body) -> Iterator[str]:
    """A support or award."""
    return _entry(name, body, _POLICY, flat=frozenset({"title"}))


def target_lines(name: str, body: Body) -> Iterator[str]:
    """A target."""
    return _entry(name, body, _TARGET)


def _figure(figure: Figure) -> Mapping[str, object]:
    return {key: getattr(figure, key) for key in ("metric", "op", "value", "unit", "by")}


def _entry(name: str, body: Body, order: Sequence[str], flat: frozenset[str] = frozenset()) -> Iterator[str]:
    yield f"- id: {block(name)}"
    for key in order:
        if key in body:
            yield from (f"  {line}" for line in _lines(key, body[key], open_=key in _OPEN - flat))


def _lines(key: str, value: object, *, open_: bool) -> Iterator[str]:
    if isinstance(value, Mapping) and open_:
        yield f"{key}:"
        for inner in _ordered(value, _FEED if key == "feed" else _PARTS):
            yield from (f"  {line}" for line in _lines(inner, value[inner], open_=key == "feed" and inner in _OPEN))
    elif (
        isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(part, Mapping) for part in value)
    ):
        yield f"{key}:"
        yield from (f"  - {flow(_in_order(part))}" for part in value)
    elif key == "clause":
        yield f"clause: {quoted(str(value))}"
    else:
        yield f"{key}: {block(_in_order(value))}"


def _in_order(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _in_order(value[key]) for key in _ordered(value, _PARTS)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_in_order(part) for part in value]
    return value


def _ordered(value: Mapping[str, object], order: Sequence[str]) -> list[str]:
    """The keys in the house's order, whatever order a database gave them; others behind."""
    known = [key for key in order if key in value]
    return known + sorted(value.keys() - set(order))
