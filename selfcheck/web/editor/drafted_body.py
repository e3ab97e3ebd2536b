"""From a form to what a content file says of a question, policy or target, and back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import all_regions, find_region
from selfcheck.plans.phrase import SEPARATORS
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.worked import cases_of
from selfcheck.rules.condition import LISTS, Op
from selfcheck.rules.fact import FactKind, FactType, find_fact
from selfcheck.store.model import Json
from selfcheck.web.editor.drafted_form import PolicyForm, QuestionForm, TargetForm
from selfcheck.web.fields import plain
from selfcheck.workflow.drafted import MODULE

_SLUG = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile("[、，,；;]")  # values; a name may hold blanks
SLUG_LENGTH = 40
ABOVE_SCALE = {"fact": "above_scale", "op": "is", "value": True}
YES, NO = frozenset({"是", "yes", "true"}), frozenset({"否", "no", "false"})


class UnknownWordError(ValueError):
    """What was typed is no value of the fact."""


@dataclass(slots=True)
class Written:
    """What a form says; `rows` tells for each list which rows of the form were taken, `wrong` what could not be."""

    body: Json
    rows: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[tuple[tuple[str | int, ...], str]] = field(default_factory=list)

    def take(self, name: str, rows: Any, build: Any) -> list[Any]:  # noqa: ANN401 - rows of an untyped form
        """The rows of that list in which anything was typed, built in order."""
        kept = [(place, row.form) for place, row in enumerate(rows) if _is_filled(row.form)]
        self.rows[name] = [place for place, _ in kept]
        return [build(place, form) for place, (_, form) in enumerate(kept)]


def question_body(form: QuestionForm) -> Written:
    """What the form says of the question, of its kind alone."""
    kind = form.kind.data
    written = Written({MODULE: form.module.data, "kind": kind, "text": both(form.text.form)})
    body = written.body
    if kind == "maturity":
        body["steps"] = [both(row.form) for row in form.steps]
    elif kind == "checklist":
        body["options"] = written.take("options", form.options, _Parts("option"))
    elif kind == "number":
        limits = form.limits.form
        body |= {"unit": both(form.unit.form), "floor": number(form.floor.data), "target": number(form.target.data)}
        body["limits"] = {"min": number(limits.min.data), "max": number(limits.max.data)}
        body["limits"] |= {"integer": True} if limits.integer.data else {}
    elif kind == "table":
        body["columns"] = written.take("columns", form.columns, _Parts("column"))
        body["rows"] = number(form.rows.data)
    body |= _optional("help", form.help.form)
    body["evidence"] = written.take("evidence", form.evidence, _evidence)
    body["weight"] = int(form.weight.data)
    body |= {"level": int(form.level.data)} if form.level.data else {}
    body |= {name: True for name in ("veto", "heart") if form[name].data}
    body |= {"na": "forbidden"} if form.na.data else {}
    remedy = form.remedy.form
    body["remedy"] = {**both(remedy), "effort": int(remedy.effort.data), "days": number(remedy.days.data)}
    return written


def question_data(body: Json) -> dict[str, Any]:
    """The body as the form takes it."""
    remedy = {**body["remedy"], "effort": str(body["remedy"]["effort"])}
    return {
        **body,
        "weight": str(body["weight"]),
        "level": str(body.get("level") or ""),
        "na": body.get("na") == "forbidden",
        "remedy": remedy,
    }


def policy_body(form: PolicyForm, library: Library, region: RegionCode, source: str) -> Written:
    """What the form says of the support or award of a plan of that region, with worked cases."""
    written = Written({"title": both(form.title.form)})
    body = written.body
    body["authority"] = [name for name in SEPARATORS.split(form.authority.data or "") if name]
    body["valid"] = {"from": day(form.begins.data), "until": day(form.ends.data)}
    body |= _optional("benefit", form.benefit.form) | _optional("apply", form.apply.form)

    def condition(place: int, row: Any) -> Json:  # noqa: ANN401 - a row of an untyped form
        return _condition(written, place, row, library, source)

    tests = written.take("all", form.all, condition)
    for place, test in enumerate(tests):
        test["id"] = test["id"] or f"condition-{_free(place + 1, tests)}"
    if tests:
        body[form.together.data] = tests
    body["confirm"] = written.take("confirm", form.confirm, _confirmation)
    for place, each in enumerate(body["confirm"]):
        each["id"] = each["id"] or f"confirm-{_free(place + 1, body['confirm'])}"
    if not written.wrong:
        body["cases"] = cases_of(region, body)
    return written


def policy_data(body: Json, library: Library) -> dict[str, Any]:
    """The body as the form takes it."""
    together = "any" if body.get("any") else "all"
    valid = body["valid"]
    return {
        **{name: body.get(name) for name in ("title", "benefit", "apply", "confirm")},
        "authority": "、".join(body["authority"]),
        "begins": date.fromisoformat(valid["from"]) if valid["from"] else None,
        "ends": date.fromisoformat(valid["until"]) if valid["until"] else None,
        "together": together,
        "all": [{**test, "value": _shown(test, library)} for test in body.get(together, [])],
    }


def target_body(form: TargetForm, library: Library) -> Written:
    """What the form says of the target."""
    written = Written({"title": both(form.title.form)})
    body = written.body
    body |= _optional("unit", form.unit.form)
    feed = form.feed.form
    if not feed.aggregate.data:
        body["not_fed"] = both(form.not_fed.form)
        return written
    told: Json = {"aggregate": feed.aggregate.data, "fact": feed.fact.data, "basis": both(feed.basis.form)}
    if feed.aggregate.data in {"share", "count"}:
        told |= {"op": feed.op.data, "value": _value(written, ("feed", "value"), feed, library)}
    told |= {"among": ABOVE_SCALE} if feed.above_scale.data else {}
    body["feed"] = told | _optional("note", feed.note.form)
    return written


def target_data(body: Json, library: Library) -> dict[str, Any]:
    """The body as the form takes it."""
    feed = body.get("feed")
    told = {**feed, "value": _shown(feed, library), "above_scale": "among" in feed} if feed else {"aggregate": ""}
    return {"title": body["title"], "unit": body.get("unit"), "not_fed": body.get("not_fed"), "feed": told}


def both(form: Any) -> Json:  # noqa: ANN401 - an untyped form
    """Its words in both languages."""
    return {"zh": _clean(form.zh.data), "en": _clean(form.en.data)}


def number(value: Decimal | None) -> int | float | None:
    """The number as JSON has it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def day(value: date | None) -> str | None:
    """The day as a content file has it."""
    return value.isoformat() if value else None


def typed_value(fact: str, op: str, text: str, library: Library) -> Any:  # noqa: ANN401 - a value of any type of fact
    """What was typed as a value of the fact: codes or their names, several parted by 、; raises UnknownWordError."""
    kind = find_fact(fact)
    if kind is None or op not in set(Op):
        return text
    words = [word.strip() for word in _BETWEEN.split(text) if word.strip()]
    values = [_one(kind, plain(word), library) for word in words]
    if Op(op) in LISTS:
        return values
    if len(values) != 1:
        raise UnknownWordError(gettext("这里填一个值。"))
    return values[0]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Builds options and columns, whose ids stay what they were once made."""

    word: str

    def __call__(self, place: int, form: Any) -> Json:  # noqa: ANN401 - an untyped form
        name = _SLUG.sub("-", _clean(form.id.data or form.en.data).lower()).strip("-")[:SLUG_LENGTH].strip("-")
        found: Json = {"id": name or f"{self.word}-{place + 1}", **both(form)}
        return found | ({"required": True} if form.required.data else {})


def _evidence(_place: int, form: Any) -> Json:  # noqa: ANN401 - an untyped form
    found = both(form) | ({"required": True} if form.required.data else {})
    return found | ({"fresh_months": number(form.fresh_months.data)} if form.fresh_months.data else {})


def _confirmation(_place: int, form: Any) -> Json:  # noqa: ANN401 - an untyped form
    return {"id": form.id.data or "", **both(form)}


def _condition(written: Written, place: int, form: Any, library: Library, source: str) -> Json:  # noqa: ANN401
    value = _value(written, ("all", place, "value"), form, library)
    found: Json = {"id": form.id.data or "", "fact": form.fact.data, "op": form.op.data, "value": value}
    found |= {"source": source} | _optional("label", form.label.form)
    remedy = _optional("remedy", form.remedy.form)
    return found | ({"fixable": True, **remedy} if remedy else {})


def _value(written: Written, path: tuple[str | int, ...], form: Any, library: Library) -> Any:  # noqa: ANN401
    if not form.fact.data or not form.op.data:
        written.wrong.append(((*path[:-1], "fact" if not form.fact.data else "op"), gettext("请选一项。")))
        return ""
    try:
        return typed_value(form.fact.data, form.op.data, form.value.data or "", library)
    except UnknownWordError as error:
        written.wrong.append((path, str(error)))
        return ""


def _one(kind: FactKind, word: str, library: Library) -> Any:  # noqa: ANN401 - a value of any type of fact
    if kind.type is FactType.NUMBER or (kind.type is FactType.ANSWER and re.fullmatch(r"\d+(\.\d+)?", word)):
        return _figure(word)
    if kind.type is FactType.FLAG or (kind.type is FactType.ANSWER and word.lower() in YES | NO):
        if word.lower() not in YES | NO:
            raise UnknownWordError(gettext("请填“是”或“否”。"))
        return word.lower() in YES
    if kind.type is FactType.REGION:
        named = (region.code for region in all_regions().values() if word in {region.name, region.full_name})
        code = word if find_region(word) else next(named, None)
        if code is None:
            raise UnknownWordError(gettext("没有“%(word)s”这个地区。", word=word))
        return code
    if kind.vocabulary is None:
        return word
    known = library.vocabulary.words(kind.vocabulary)
    code = next(
        (code for code, each in known.items() if word in {code, plain(each.text.zh), plain(each.text.en)}), None
    )
    if code is None:
        options = "、".join(each.text.zh for each in list(known.values())[:8])
        raise UnknownWordError(gettext("没有“%(word)s”。可以填：%(options)s 等。", word=word, options=options))
    return code


def _figure(word: str) -> int | float:
    try:
        found = number(Decimal(word))
    except ArithmeticError:
        found = None
    if found is None:
        raise UnknownWordError(gettext("请填数字。"))
    return found


def _shown(test: Mapping[str, Any], library: Library) -> str:
    value, kind = test.get("value"), find_fact(test["fact"])
    if isinstance(value, bool):
        return str(gettext("是") if value else gettext("否"))
    known = library.vocabulary.words(kind.vocabulary) if kind and kind.vocabulary else {}
    values = value if isinstance(value, list) else [] if value is None else [value]
    return "、".join(known[each].text.zh if each in known else str(each) for each in values)


def _optional(name: str, form: Any) -> Json:  # noqa: ANN401 - an untyped form
    found = both(form)
    return {name: found} if found["zh"] or found["en"] else {}


def _clean(text: str | None) -> str:
    """One line of words, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())


def _is_filled(form: Any) -> bool:  # noqa: ANN401 - an untyped form
    return any(_typed(name, value) for name, value in form.data.items())


def _typed(name: str, value: object) -> bool:
    if name in {"id", "csrf_token"} or value is False:
        return False
    return any(value.values()) if isinstance(value, Mapping) else bool(value)


def _free(number_: int, parts: Sequence[Json]) -> int:
    """A number from there on that none of the ids ends in."""
    taken = {int(found) for found in _numbers(parts)}
    while number_ in taken:
        number_ += 1
    return number_


def _numbers(parts: Sequence[Json]) -> Iterator[str]:
    for part in parts:
        yield from re.findall(r"-(\d+)$", part["id"])
