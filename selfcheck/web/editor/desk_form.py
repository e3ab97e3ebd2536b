"""The form of one item on the editor's desk: what it says of the item, and what of it differs.

The place in the text is told by the words themselves, so that it can be typed as well as selected.
"""

import json
import re
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from selfcheck.kernel.errors import SelfcheckError
from selfcheck.plans.catalogue import Figure, ItemKind, Modality
from selfcheck.plans.draft import Correction, DraftItem, PlanDraft
from selfcheck.plans.phrase import SEPARATORS
from selfcheck.plans.placing import moved
from selfcheck.questionnaires.library import Library
from selfcheck.reports.replies import FORCES
from selfcheck.web.editor.desk_words import KINDS, OPERATORS, TOPICS
from selfcheck.web.fields import plain, shown
from selfcheck.web.languages import in_words, told

LONG, SHORT = 600, 100  # characters
UNSEEN = frozenset({"seen", "base", "near", "csrf_token"})
DIGITS = 8  # of an offset
_NUMBER = re.compile(r"^-?\d{1,12}(\.\d{1,4})?$")
_RANGE = re.compile(r"^(\d{1,12}(?:\.\d{1,4})?)\s?[-–—~～至]\s?(\d{1,12}(?:\.\d{1,4})?)$")


class ItemForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """One item; `near` is where the words were selected, `seen` the version that the form was opened with.

    `base` is what the fields said then, so that a late form tells what its editor changed from what they only saw.
    """

    seen = HiddenField()
    base = HiddenField()
    near = HiddenField()
    kind = SelectField(lazy_gettext("类别"))
    clause = SelectField(lazy_gettext("条款"))
    words = TextAreaField(lazy_gettext("原文"), validators=[InputRequired(), Length(max=LONG)])
    anchor = StringField(lazy_gettext("引用的短语"), validators=[InputRequired(), Length(max=SHORT)])
    actor = SelectField(lazy_gettext("对谁说"))
    modality = SelectField(lazy_gettext("要求程度"))
    topic = SelectField(lazy_gettext("主题"))
    metric = StringField(lazy_gettext("指标名称"), validators=[Length(max=SHORT)])
    op = SelectField(lazy_gettext("关系"))
    value = StringField(lazy_gettext("数值"), validators=[Length(max=SHORT)])
    unit = StringField(lazy_gettext("单位"), validators=[Length(max=SHORT)])
    by = StringField(lazy_gettext("年份"), validators=[Length(max=SHORT)])
    authority = StringField(lazy_gettext("责任单位"), validators=[Length(max=LONG)])
    who_benefits = StringField(lazy_gettext("谁能受益"), validators=[Length(max=LONG)])
    question_zh = StringField(lazy_gettext("问企业什么（中文）"), validators=[Length(max=LONG)])
    question_en = StringField(lazy_gettext("问企业什么（英文）"), validators=[Length(max=LONG)])
    evidence_zh = StringField(lazy_gettext("可以看什么材料"), validators=[Length(max=LONG)])
    borderline = BooleanField(lazy_gettext("存疑：留在数据里，不进问卷"))
    note = StringField(lazy_gettext("备注"), validators=[Length(max=LONG)])

    def validate_metric(self, field: StringField) -> None:
        """A figure is named where anything of it is told."""
        if not field.data and (self.value.data or self.unit.data or self.by.data):
            raise ValidationError(gettext("请写明是什么指标。"))


class AddForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """An item that nobody had found, named by its words."""

    near = HiddenField()
    kind = SelectField(lazy_gettext("类别"))
    clause = SelectField(lazy_gettext("条款"))
    words = TextAreaField(lazy_gettext("原文"), validators=[InputRequired(), Length(max=LONG)])


def add_form(draft: PlanDraft) -> AddForm:
    """The form for a new item: empty, or as it was sent."""
    form = AddForm()
    form.kind.choices = _kinds()
    form.clause.choices = _clauses(draft)
    return form


def item_form(draft: PlanDraft, library: Library, item: DraftItem, version: int) -> ItemForm:
    """The form of the item as it stands."""
    figure = item.figure
    form = ItemForm(
        formdata=None,
        seen=str(version),
        near=str(item.start),
        kind=item.kind.value,
        clause=item.clause,
        words=draft.words(item),
        anchor=item.anchor,
        actor=item.actor,
        modality=item.modality.value if item.modality else "",
        topic=item.topic,
        metric=figure.metric if figure else "",
        op=(figure.op if figure else None) or "",
        value=value_words(figure.value) if figure else "",
        unit=(figure.unit if figure else None) or "",
        by=str(figure.by) if figure and figure.by is not None else "",
        authority="、".join(item.authority),
        borderline=item.borderline,
        **{name: getattr(item, name) or "" for name in OWN_WORDS},
    )
    _choose(form, draft, library, item)
    form.base.data = json.dumps(_values(form), ensure_ascii=False)
    return form


OWN_WORDS = ("who_benefits", "question_zh", "question_en", "evidence_zh", "note")


def sent_form(draft: PlanDraft, library: Library, item: DraftItem) -> ItemForm:
    """The form of the item as it was sent."""
    form = ItemForm()
    _choose(form, draft, library, item)
    return form


def correction(form: ItemForm, draft: PlanDraft, item: DraftItem) -> Correction | None:
    """What the form says of the item; None, with the reason beside the field, where the words are not in the clause."""
    near = number_or(form.near.data, item.start)
    try:
        place = moved(draft, item, form.clause.data, form.words.data or "", near)
    except SelfcheckError as error:
        form.words.errors = [told(error.message, error.values)]
        return None
    own: Correction = {
        "kind": ItemKind(form.kind.data),
        "anchor": (form.anchor.data or "").strip(),
        "actor": form.actor.data,
        "topic": form.topic.data,
        "modality": Modality(form.modality.data) if form.modality.data else None,
        "figure": _figure(form, item.figure),
        "authority": tuple(name for name in SEPARATORS.split(form.authority.data or "") if name),
        "borderline": bool(form.borderline.data),
        "who_benefits": _own(form.who_benefits),
        "question_zh": _own(form.question_zh),
        "question_en": _own(form.question_en),
        "evidence_zh": _own(form.evidence_zh),
        "note": _own(form.note),
    }
    if own["anchor"] != item.anchor:
        place.pop("anchor", None)  # typed by hand
    return {**own, **place}


def number_or(text: str | None, otherwise: int) -> int:
    """The whole number that a hidden field holds."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else otherwise


def value_words(value: float | str | tuple[float, float] | None) -> str:
    """A figure's value as it is typed: 95, 3-5, or words."""
    if isinstance(value, tuple):
        return "-".join(value_words(end) for end in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def typed_value(text: str) -> float | int | str | tuple[float, float] | None:
    """The value that was typed; what is no number stays the words that it is."""
    typed = plain(text).replace(",", "")
    if span := _RANGE.match(typed):
        return float(span[1]), float(span[2])
    if _NUMBER.match(typed):
        return float(typed) if "." in typed else int(typed)
    return text.strip() or None


def _figure(form: ItemForm, before: Figure | None) -> Figure | None:
    metric = (form.metric.data or "").strip()
    if not metric:
        return None
    by = plain(form.by.data or "").removesuffix("年")
    figure = Figure(
        metric=metric,
        op=form.op.data or None,
        value=typed_value(form.value.data or ""),
        unit=(form.unit.data or "").strip() or None,
        by=int(by) if by.isascii() and by.isdecimal() else by or None,
    )
    return before if figure == before else figure


def _own(field: StringField) -> str | None:
    return (field.data or "").strip() or None


def _choose(form: ItemForm, draft: PlanDraft, library: Library, item: DraftItem) -> None:
    form.kind.choices = _kinds()
    form.clause.choices = _clauses(draft)
    actors = {code: in_words(actor.text) for code, actor in library.actors.items()}
    form.actor.choices = list({**actors, item.actor: actors.get(item.actor, item.actor)}.items())
    form.modality.choices = [("", gettext("没有说明")), *((force.value, gettext(w)) for force, w in FORCES.items())]
    topics = {topic: str(gettext(words)) for topic, words in TOPICS.items()}
    form.topic.choices = list({**topics, item.topic: topics.get(item.topic, item.topic)}.items())
    operators = {op: str(gettext(words)) for op, words in OPERATORS.items()}
    printed = (item.figure.op if item.figure else None) or ""
    form.op.choices = list({"": "-", **operators, printed: operators.get(printed, printed or "-")}.items())


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(gettext(words))) for kind, words in KINDS.items()]


def _clauses(draft: PlanDraft) -> list[tuple[str, str]]:
    return [(clause.number, f"{clause.number}　{shown(clause.heading)}") for clause in draft.clauses]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two editors filled in differently."""

    label: str
    theirs: str
    ours: str


def take_over(theirs: ItemForm, ours: ItemForm) -> tuple[Difference, ...]:
    """Put what the other editor saved into our form wherever we changed nothing; what we both filled in differently."""
    base, values = _base(ours), _values(theirs)
    for name, value in values.items():
        if _values(ours)[name] == base.get(name):
            ours[name].data = value
    ours.base.data = theirs.base.data
    return tuple(
        Difference(str(theirs[name].label.text), _said(theirs[name]), _said(ours[name]))
        for name, value in values.items()
        if _values(ours)[name] != value
    )


def _values(form: ItemForm) -> dict[str, str | bool]:
    """What the fields say that an editor fills in."""
    return {field.name: field.data or "" for field in form if field.name not in UNSEEN}


def _base(form: ItemForm) -> dict[str, object]:
    try:
        told = json.loads(form.base.data or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _said(field: Field) -> str:
    if isinstance(field, SelectField):
        return str(next((each[1] for each in field.choices or () if each[0] == field.data), field.data))
    if isinstance(field, BooleanField):
        return str(gettext("是") if field.data else gettext("否"))
    return str(field.data or "-")
