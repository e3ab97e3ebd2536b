"""Form fields that take numbers and days as people write them, and keep what they wrote when it cannot be taken."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from wtforms import Field
from wtforms.widgets import TextInput

from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.profiles.profile import EARLIEST

SHOWN = 40
_NUMBER = re.compile(r"^[0-9]{1,10}(\.[0-9]{1,4})?$")
_DAY = re.compile(r"^([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?$")


def shown(text: str) -> str:
    """What was typed, short enough to stand in a message."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def plain(text: str) -> str:
    """The text with full-width digits and signs made narrow, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def iso_day(text: str) -> str:
    """A day written in any of the usual ways as year-month-day; anything else as it was."""
    match = _DAY.match(plain(text))
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else text


def day_or_none(text: str) -> date | None:
    """The day that was typed, None for nothing; raises BadDayError for anything else, or a day too long ago."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(iso_day(text))
    except ValueError:
        raise BadDayError(text=shown(text)) from None
    if day < EARLIEST:
        raise BadDayError(text=shown(text))
    return day


class BadDayError(SelfcheckError):
    """A day that is none."""

    message = marked("“%(text)s”不是有效的日期，请写成 2027-03-31 这样。")
    status = 422


class _TypedField(Field):
    """A text field whose value has a type; `raw` is what was typed."""

    widget = TextInput()

    @property
    def raw(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""

    def _value(self) -> str:
        if self.raw_data:
            return self.raw
        return "" if self.data is None else str(self.data)


class FigureField(_TypedField):
    """A number from 0 on, whole where `whole` says so; None where nothing was typed."""

    data: Decimal | None

    def __init__(self, label: str, *, highest: int, whole: bool = False, **bound: Any) -> None:  # noqa: ANN401
        super().__init__(label, render_kw={"inputmode": "decimal", "maxlength": 20}, **bound)
        self._highest = highest
        self._whole = whole

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the number; raises ValueError with a message that says what to type."""
        self.data = None
        text = plain(str(valuelist[0])).replace(",", "") if valuelist else ""
        if not text:
            return
        if not _NUMBER.match(text):
            raise ValueError(gettext("请只填数字，例如 45。您填的是“%(typed)s”。", typed=shown(self.raw)))
        number = Decimal(text)
        if self._whole and number != number.to_integral_value():
            raise ValueError(gettext("请填写整数。您填的是“%(typed)s”。", typed=shown(self.raw)))
        if number > self._highest:
            raise ValueError(gettext("这个数太大了，请核对。您填的是“%(typed)s”。", typed=shown(self.raw)))
        self.data = number


class DayField(_TypedField):
    """A day from 1900 on; None where nothing was typed."""

    data: date | None

    def __init__(self, label: str, **bound: Any) -> None:  # noqa: ANN401 - what a form gives to each of its fields
        super().__init__(label, render_kw={"inputmode": "numeric", "maxlength": 12}, **bound)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the day; raises ValueError with a message that says what to type."""
        self.data = None
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            day = date.fromisoformat(iso_day(text))
        except ValueError:
            message = gettext("请按“年-月-日”填写日期，例如 2015-06-30。您填的是“%(typed)s”。", typed=shown(self.raw))
            raise ValueError(message) from None
        if day < EARLIEST:
            raise ValueError(gettext("日期不会早于 1900 年，请核对。您填的是“%(typed)s”。", typed=shown(self.raw)))
        self.data = day
