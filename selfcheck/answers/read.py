"""Reading an answer from JSON or from a form, with one set of checks and one set of messages for both."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from selfcheck.answers.answer import Answer, AnswerFault, Value
from selfcheck.kernel.errors import marked
from selfcheck.questionnaires.questionnaire import AskedQuestion

REMARK_LENGTH = 2000  # characters, also of the evidence list
REASON_LENGTH = 500
CELL_LENGTH = 200
ROWS = 50
STEPS = range(5)
EARLIEST = date(1990, 1, 1)
LATEST = date(2099, 12, 31)
_PLAIN_NUMBER = re.compile(r"^[+-]?[0-9]{1,15}(\.[0-9]{1,6})?$")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What a person typed into a form for one question, untouched."""

    values: tuple[str, ...] = ()  # a radio button, the ticked criteria, or one text
    rows: tuple[Mapping[str, str], ...] = ()
    na: bool = False
    na_reason: str = ""
    unknown: bool = False
    remark: str = ""
    evidence: str = ""


class _RefusedError(Exception):
    """Why a value cannot be taken: the message id and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def clean_text(text: str) -> str:
    """The text without control characters and lone surrogates, lines ended by a line feed, blanks cut at both ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def answer_from_json(question: AskedQuestion, data: object) -> Answer | AnswerFault:
    """The answer of a case file, `{value | na: "reason" | unknown: true, remark, evidence}`, or why it is refused."""
    try:
        return _read(question, data)
    except _RefusedError as refused:
        return AnswerFault(question.id, refused.message, refused.values)


def answer_from_form(question: AskedQuestion, typed: TypedAnswer) -> Answer | AnswerFault | None:
    """The answer that was typed, why it cannot be taken, or None where nothing at all was typed."""
    data: dict[str, object] = {"remark": typed.remark, "evidence": typed.evidence}
    if typed.na:
        data["na"] = typed.na_reason
    elif typed.unknown:
        data["unknown"] = True
    else:
        value = _form_value(question, typed)
        if value is not None:
            data["value"] = value
    answer = answer_from_json(question, data)
    return None if answer == Answer() else answer


def answer_as_json(answer: Answer) -> dict[str, object]:
    """The answer in the form of a case file; reading it back gives the same answer."""
    data: dict[str, object] = {}
    if answer.value is not None:
        data["value"] = _plain(answer.value)
    if answer.na is not None:
        data["na"] = answer.na
    if answer.unknown:
        data["unknown"] = True
    if answer.remark:
        data["remark"] = answer.remark
    if answer.evidence:
        data["evidence"] = answer.evidence
    return data


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [dict(row) for row in value]
    return value


def _form_value(question: AskedQuestion, typed: TypedAnswer) -> object:
    if question.kind == "table":
        rows = [dict(row) for row in typed.rows if any(cell.strip() for cell in row.values())]
        return rows or None
    values = [value.strip() for value in typed.values if value.strip()]
    if question.kind == "checklist":
        # An empty list of ticks cannot be told from an untouched question; "none of these" is the value "-".
        return [value for value in values if value != "-"] if values else None
    if not values:
        return None
    if question.kind == "yes_no":
        return {"yes": True, "no": False}.get(values[0], values[0])
    if question.kind == "maturity" and values[0].isdecimal():
        return int(values[0])
    return values[0]


def _read(question: AskedQuestion, data: object) -> Answer:
    if not isinstance(data, Mapping):
        raise _RefusedError(marked("这道题的回答格式不对：应当是一个含 value、na 或 unknown 的对象。"))
    extra = sorted(str(key) for key in data if key not in {"value", "na", "unknown", "remark", "evidence"})
    if extra:
        raise _RefusedError(marked("这道题的回答里有不认识的内容：%(extra)s。"), extra=", ".join(extra))
    remark = _text(data.get("remark"), REMARK_LENGTH, marked("备注最多 %(limit)s 个字，您写了 %(length)s 个字。"))
    evidence = _text(
        data.get("evidence"), REMARK_LENGTH, marked("佐证材料最多写 %(limit)s 个字，您写了 %(length)s 个字。")
    )
    na, unknown, value = data.get("na"), data.get("unknown"), data.get("value")
    if sum((na is not None and na is not False, bool(unknown), value is not None)) > 1:
        raise _RefusedError(marked("“回答”“不适用”“暂不清楚”只能选一种。"))
    if na is not None and na is not False:
        return Answer(na=_reason(question, na), remark=remark, evidence=evidence)
    if unknown:
        return Answer(unknown=True, remark=remark, evidence=evidence)
    if value is None:
        return Answer(remark=remark, evidence=evidence)
    return Answer(value=_READERS[question.kind](question, value), remark=remark, evidence=evidence)


def _text(value: object, limit: int, too_long: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _RefusedError(marked("备注和佐证材料应当是文字。"))
    text = clean_text(value)
    if len(text) > limit:
        raise _RefusedError(too_long, limit=limit, length=len(text))
    return text


def _reason(question: AskedQuestion, value: object) -> str:
    if question.na == "forbidden":
        raise _RefusedError(marked("这道题不能选“不适用”：它对所有被问到的企业都适用。"))
    reason = _text(value, REASON_LENGTH, marked("不适用的原因最多 %(limit)s 个字，您写了 %(length)s 个字。"))
    if not reason:
        raise _RefusedError(marked("请写明为什么不适用，例如“本企业没有这类业务”。"))
    return reason


def _maturity(_question: AskedQuestion, value: object) -> Value:
    if isinstance(value, bool) or not isinstance(value, int) or value not in STEPS:
        raise _RefusedError(marked("请在五种情况中选一种（0 到 4）。"))
    return value


def _yes_no(_question: AskedQuestion, value: object) -> Value:
    if not isinstance(value, bool):
        raise _RefusedError(marked("请选“是”或“否”。"))
    return value


def _checklist(question: AskedQuestion, value: object) -> Value:
    known = {option.id for option in question.options or ()}
    if not isinstance(value, list) or not all(isinstance(entry, str) and entry in known for entry in value):
        raise _RefusedError(marked("请只勾选列出的项目。"))
    return frozenset(value)


def _number(question: AskedQuestion, value: object) -> Value:
    number = _decimal(value)
    limits = question.number.limits if question.number else None
    if number is None or (limits is not None and not _within(number, limits.min, limits.max, integer=limits.integer)):
        if limits is None:
            raise _RefusedError(marked("请填写一个数字，例如 40。您填的是“%(typed)s”。"), typed=_shown(value))
        message = (
            marked("请填写 %(min)s 到 %(max)s 之间的整数，例如 %(example)s。您填的是“%(typed)s”。")
            if limits.integer
            else marked("请填写 %(min)s 到 %(max)s 之间的数字，例如 %(example)s。您填的是“%(typed)s”。")
        )
        example = question.number.target if question.number else limits.max
        raise _RefusedError(message, min=limits.min, max=limits.max, example=example, typed=_shown(value))
    return number


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(",", "")
    if isinstance(value, str) and not _PLAIN_NUMBER.match(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _within(number: Decimal, low: Decimal, high: Decimal, *, integer: bool) -> bool:
    return low <= number <= high and not (integer and number != number.to_integral_value())


def _date(question: AskedQuestion, value: object) -> Value:
    try:
        day = date.fromisoformat(str(value).strip())
    except ValueError:
        raise _RefusedError(
            marked("请按“年-月-日”填写日期，例如 2027-03-31。您填的是“%(typed)s”。"), typed=_shown(value)
        ) from None
    earliest = question.earliest or EARLIEST
    if not earliest <= day <= LATEST:
        raise _RefusedError(
            marked("日期应当在 %(min)s 到 %(max)s 之间，您填的是“%(typed)s”。"),
            min=earliest.isoformat(),
            max=LATEST.isoformat(),
            typed=_shown(value),
        )
    return day


def _table(question: AskedQuestion, value: object) -> Value:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise _RefusedError(marked("请按表格逐行填写。"))
    if len(value) > ROWS:
        raise _RefusedError(marked("表格最多填 %(limit)s 行。"), limit=ROWS)
    columns = {column.id: column for column in question.columns}
    rows = []
    for number, row in enumerate(value, start=1):
        # A hand-made questionnaire may leave the columns out: then every cell is taken.
        if columns and not set(row) <= set(columns):
            raise _RefusedError(marked("表格第 %(row)s 行有不认识的栏目。"), row=number)
        cells = {str(key): clean_text(str(cell)) for key, cell in row.items()}
        if any(len(cell) > CELL_LENGTH for cell in cells.values()):
            raise _RefusedError(marked("表格第 %(row)s 行有一格超过 %(limit)s 个字。"), row=number, limit=CELL_LENGTH)
        if any(cells.values()):
            rows.append(cells)
    return tuple(rows)


def _shown(value: object) -> str:
    """What was typed, short enough to stand in a message."""
    text = clean_text(str(value))
    shown = 40
    return text if len(text) <= shown else text[:shown] + "…"


_READERS: dict[str, Callable[[AskedQuestion, object], Value]] = {
    "maturity": _maturity,
    "yes_no": _yes_no,
    "checklist": _checklist,
    "number": _number,
    "date": _date,
    "table": _table,
}
