"""The forms in which editors draft questions, policies and targets: built like the bodies that come of them.

A form's fields bear the names of the body's keys, so that whatever is wrong with the body finds its field.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import FieldList as Rows

from selfcheck.kernel.errors import marked
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.target import Aggregate
from selfcheck.reports.facts import FACTS
from selfcheck.rules.condition import Op
from selfcheck.scoring.ladder import LEVELS
from selfcheck.web.editor.policy import OPERATORS
from selfcheck.web.fields import DayField, FigureField
from selfcheck.web.languages import in_words

QUESTION_KINDS = {
    "maturity": marked("五步程度：从没做到做得最好，五句能看得见的做法"),
    "yes_no": marked("是或否"),
    "checklist": marked("多选：做到了清单里的哪些"),
    "number": marked("数字：从起点到目标按比例计分"),
    "date": marked("日期：有效期到哪天"),
    "table": marked("表格：逐行登记"),
}
EFFORTS = (marked("几小时"), marked("几天"), marked("几周"), marked("几个月"), marked("一年左右的项目"))
AGGREGATES = {
    Aggregate.SHARE: marked("达到条件的企业占多少（%）"),
    Aggregate.COUNT: marked("达到条件的企业有多少家"),
    Aggregate.MEAN: marked("各企业数字的平均"),
    Aggregate.SUM: marked("各企业数字的合计"),
}
MOST = 10**9
T = TypeVar("T")
SPARE = 2  # empty rows behind the filled ones


class Both(Form):
    """The same words in both languages."""

    zh = TextAreaField(lazy_gettext("中文"))
    en = TextAreaField(lazy_gettext("英文"))


class EvidenceForm(Both):
    """One kind of evidence."""

    required = BooleanField(lazy_gettext("必备"))
    fresh_months = FigureField(lazy_gettext("几个月内有效"), highest=120, whole=True)


class PartForm(Both):
    """An option or a column; its id is made once and kept."""

    id = HiddenField()
    required = BooleanField(lazy_gettext("必备"))


class LimitsForm(Form):
    """What a number may be."""

    min = FigureField(lazy_gettext("最小"), highest=MOST)
    max = FigureField(lazy_gettext("最大"), highest=MOST)
    integer = BooleanField(lazy_gettext("只能是整数"))


class RemedyForm(Both):
    """What to do about a gap."""

    effort = SelectField(lazy_gettext("要花多大力气"))
    days = FigureField(lazy_gettext("一般几天"), highest=1825, whole=True)


class QuestionForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A question of any kind; only the fields of its kind are taken."""

    seen = HiddenField()
    module = SelectField(lazy_gettext("放进哪个模块"))
    kind = SelectField(lazy_gettext("题型"))
    text = FormField(Both, lazy_gettext("题目"))
    steps = Rows(FormField(Both), lazy_gettext("五步程度"), min_entries=5, max_entries=5)
    options = Rows(FormField(PartForm), lazy_gettext("选项"), min_entries=4, max_entries=20)
    unit = FormField(Both, lazy_gettext("单位"))
    limits = FormField(LimitsForm, lazy_gettext("可以填的范围"))
    floor = FigureField(lazy_gettext("得零分的数"), highest=MOST)
    target = FigureField(lazy_gettext("得满分的数"), highest=MOST)
    columns = Rows(FormField(PartForm), lazy_gettext("表格的列"), min_entries=3, max_entries=8)
    rows = FigureField(lazy_gettext("登记几行算齐全"), highest=20, whole=True)
    help = FormField(Both, lazy_gettext("说明（可不填）"))
    evidence = Rows(FormField(EvidenceForm), lazy_gettext("佐证材料"), min_entries=2, max_entries=10)
    weight = SelectField(lazy_gettext("权重"))
    level = SelectField(lazy_gettext("守住哪一级"))
    veto = BooleanField(lazy_gettext("红线题：不达标就限制等级"))
    na = BooleanField(lazy_gettext("不允许选“不适用”"))
    heart = BooleanField(lazy_gettext("放进快速自查"))
    remedy = FormField(RemedyForm, lazy_gettext("没做到怎么办"))


class ConditionForm(Form):
    """One condition on a company."""

    id = HiddenField()
    fact = SelectField(lazy_gettext("看什么"))
    op = SelectField(lazy_gettext("怎么比"))
    value = StringField(lazy_gettext("比什么"))
    label = FormField(Both)
    remedy = FormField(Both)


class ConfirmForm(Both):
    """What only the company can know."""

    id = HiddenField()


class PolicyForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A support or award."""

    seen = HiddenField()
    title = FormField(Both, lazy_gettext("名称"))
    authority = StringField(lazy_gettext("找哪个部门"))
    begins = DayField(lazy_gettext("从哪天起"))
    ends = DayField(lazy_gettext("到哪天止（可不填）"))
    benefit = FormField(Both, lazy_gettext("能得到什么（可不填）"))
    apply = FormField(Both, lazy_gettext("怎么申请（可不填）"))
    together = SelectField(lazy_gettext("下面的条件"))
    all = Rows(FormField(ConditionForm), lazy_gettext("文件写明的条件"), min_entries=1, max_entries=10)
    confirm = Rows(FormField(ConfirmForm), lazy_gettext("要企业自己确认的"), min_entries=1, max_entries=8)


class FeedForm(Form):
    """What feeds a target."""

    aggregate = SelectField(lazy_gettext("怎样算"))
    fact = SelectField(lazy_gettext("用企业的哪个数据"))
    op = SelectField(lazy_gettext("怎么比"))
    value = StringField(lazy_gettext("比什么"))
    above_scale = BooleanField(lazy_gettext("只算规模以上企业"))
    basis = FormField(Both, lazy_gettext("算的是什么"))
    note = FormField(Both, lazy_gettext("和文件的口径哪里不同（可不填）"))


class TargetForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What a target is called, and what feeds it or why nothing does."""

    seen = HiddenField()
    title = FormField(Both, lazy_gettext("指标名称"))
    unit = FormField(Both, lazy_gettext("单位"))
    feed = FormField(FeedForm, lazy_gettext("用企业填报的数据来算"))
    not_fed = FormField(Both, lazy_gettext("为什么算不出来"))


class NameForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """How citations name the plan."""

    zh = StringField(lazy_gettext("中文简称"))
    en = StringField(lazy_gettext("英文简称"))


def question_form(library: Library, data: dict[str, Any] | None = None, **more: Any) -> QuestionForm:  # noqa: ANN401
    """The form as it was sent, or with that data."""
    form = _form(QuestionForm, data, more)
    form.module.choices = [(module.module, in_words(module.title)) for module in library.modules]
    form.kind.choices = [(kind, gettext(words)) for kind, words in QUESTION_KINDS.items()]
    form.weight.choices = [(str(weight), str(weight)) for weight in range(1, 11)]
    form.level.choices = [("", gettext("不守")), *((str(each.number), in_words(each.name)) for each in LEVELS)]
    form.remedy.form.effort.choices = [(str(n), gettext(words)) for n, words in enumerate(EFFORTS, start=1)]
    if not form.is_submitted():
        for rows in (form.options, form.columns, form.evidence):
            _spare(rows)
    return form


def policy_form(data: dict[str, Any] | None = None, **more: Any) -> PolicyForm:  # noqa: ANN401 - as above
    """The form as it was sent, or with that data."""
    form = _form(PolicyForm, data, more)
    form.together.choices = [("all", gettext("要全部满足")), ("any", gettext("满足一项就行"))]
    if not form.is_submitted():
        _spare(form.all)
        _spare(form.confirm)
    for row in form.all:
        row.form.fact.choices = [("", "-"), *((fact, gettext(words)) for fact, words in FACTS.items())]
        row.form.op.choices = _operators()
    return form


def target_form(question: tuple[str, str] | None, data: dict[str, Any] | None = None, **more: Any) -> TargetForm:  # noqa: ANN401
    """The form as it was sent, or with that data; `question` is the one that the item is linked to, with its words."""
    form = _form(TargetForm, data, more)
    feed = form.feed.form
    feed.aggregate.choices = [("", gettext("算不出来"))] + [
        (a.value, gettext(words)) for a, words in AGGREGATES.items()
    ]
    facts = [(f"answer:{question[0]}", gettext("回答：%(question)s", question=question[1]))] if question else []
    feed.fact.choices = [("", "-"), *facts, *((fact, gettext(words)) for fact, words in FACTS.items())]
    feed.op.choices = _operators()
    return form


def _form(kind: Callable[..., T], data: dict[str, Any] | None, more: dict[str, Any]) -> T:
    return kind() if data is None else kind(formdata=None, data=data, **more)


def _operators() -> list[tuple[str, str]]:
    return [("", "-"), *((op.value, str(gettext(OPERATORS[op]))) for op in Op)]


def _spare(rows: Any) -> None:  # noqa: ANN401 - rows of an untyped form
    """Empty rows to write into, behind the filled ones."""
    for _ in range(min(SPARE, rows.max_entries - len(rows.entries))):
        rows.append_entry()
