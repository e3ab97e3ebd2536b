"""Which language a page speaks, and the words that every template may use.

An explicit choice (a cookie, and for a signed-in user also the account) goes before what the browser asks for.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request
from flask_babel import Babel, gettext
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

import selfcheck.wording
from selfcheck.kernel.regions import find_region
from selfcheck.kernel.rounding import one_decimal
from selfcheck.wording import formats
from selfcheck.wording.text import Lang, Text
from selfcheck.wording.translate import translator

COOKIE = "lang"
LOCALES = Path(selfcheck.wording.__file__).parent / "locales"


def init_languages(app: Flask) -> None:
    """Give the application its translations and its templates their filters."""
    Babel(
        app,
        default_locale="zh",
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(LOCALES),
        locale_selector=lambda: current_lang().value,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters.update(
        words=in_words,
        day=lambda value: formats.day(value, current_lang()),
        instant=lambda value: formats.instant(value, current_lang()),
        clock=lambda value: value.astimezone(formats.CHINA).strftime("%H:%M"),
        points=show_points,
        figure=lambda value: formats.number(value, current_lang()),
        region=region_words,
    )
    # Templates ask the catalogue itself: Flask-Babel looks up its context anew for every message of a page.
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # by i18n
    app.jinja_env.globals["_"] = _message
    app.jinja_env.globals.update(lang=current_lang)
    app.after_request(_tell_caches)


def current_lang() -> Lang:
    """The language of this request."""
    found: Lang | None = g.get("lang")
    if found is None:
        found = g.lang = _chosen() or _asked_for()
    return found


@pass_eval_context
def _message(context: EvalContext, message: str, **values: object) -> str:
    """As new-style gettext of Jinja: values are escaped where the template escapes, and a % stands twice."""
    found = _found(current_lang(), message)
    if not values and "%" not in found:
        return Markup(found) if context.autoescape else found  # noqa: S704 - a message of ours
    return (Markup(found) if context.autoescape else found) % values  # noqa: S704 - a message of ours


@cache
def _found(lang: Lang, message: str) -> str:
    return translator(lang).gettext(message)


def _gettext(message: str) -> str:
    return translator(current_lang()).gettext(message)


def _ngettext(one: str, many: str, number: int) -> str:
    return translator(current_lang()).ngettext(one, many, number)


def speak_without_account() -> None:
    """Take the language from the browser alone: the database, which knows the account's, may be what failed."""
    cookie = request.cookies.get(COOKIE)
    g.lang = Lang(cookie) if cookie in set(Lang) else _asked_for()


def in_words(text: Text) -> str:
    """The text in the language of this request."""
    return text.in_(current_lang())


def show_points(value: Fraction | Decimal) -> str:
    """A figure with its one decimal."""
    rounded = one_decimal(value) if isinstance(value, Fraction) else value
    return formats.points(rounded, current_lang())


def region_words(code: str) -> str:
    """The full name of a division."""
    region = find_region(code)
    return region.full_name if region else code


def told(message: str, values: Mapping[str, object]) -> str:
    """A message id of the rooms below in the language of this request, filled."""
    shown = {name: _shown(value) for name, value in values.items()}
    return str(gettext(message)) % shown if shown else str(gettext(message))


def _shown(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return formats.number(value, current_lang())
    return value


def _chosen() -> Lang | None:
    cookie = request.cookies.get(COOKIE)
    if cookie in set(Lang):
        return Lang(cookie)
    if current_user and current_user.is_authenticated:
        return Lang(current_user.lang)
    return None


def _asked_for() -> Lang:
    return Lang(str(request.accept_languages.best_match(["zh", "zh-CN", "en"], default="zh"))[:2])


def _tell_caches(response: Response) -> Response:
    response.vary.update(("Accept-Language", "Cookie"))
    return response
