"""Numbers, days and instants as each language writes them (CLDR, through Babel); times are China Standard Time."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from selfcheck.wording.text import Lang

LOCALES = {Lang.ZH: "zh_Hans_CN", Lang.EN: "en"}
CHINA = ZoneInfo("Asia/Shanghai")


def points(value: Decimal | float, lang: Lang) -> str:
    """A figure with exactly one decimal and grouped thousands, for instance 1,000.0."""
    return str(format_decimal(value, format="#,##0.0", locale=LOCALES[lang]))


def number(value: Decimal | float, lang: Lang) -> str:
    """A figure with as many decimals as it has, at most six, and grouped thousands."""
    return str(format_decimal(value, format="#,##0.######", locale=LOCALES[lang]))


def day(value: date, lang: Lang) -> str:
    """A day in words: 2026年6月1日, 1 June 2026."""
    return str(format_date(value, format="y年M月d日" if lang is Lang.ZH else "d MMMM y", locale=LOCALES[lang]))


def instant(value: datetime, lang: Lang) -> str:
    """A day with the time of day in China, to the minute."""
    form = "y年M月d日 HH:mm" if lang is Lang.ZH else "d MMMM y, HH:mm"
    return str(format_datetime(value, format=form, tzinfo=CHINA, locale=LOCALES[lang]))
