"""Error pages: what happened, what to do next, and what was typed, still there.

A form that could not be taken because its session had ended is shown whole, ready to be sent again. A fault of ours
is logged and named as such.
"""

import logging
from dataclasses import dataclass

from flask import Flask, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, Unauthorized

from selfcheck.kernel.errors import NotFoundError, SelfcheckError, marked
from selfcheck.web.database import SAFE, abandon
from selfcheck.web.gate import record_refusal
from selfcheck.web.languages import speak_without_account, told
from selfcheck.workflow.errors import NotAllowedError

Answer = tuple[str, int]
_log = logging.getLogger(__name__)
OURS = 500  # from here on the fault is ours
SECRET = ("password", "csrf")  # fields that are never shown again
BUTTONS = frozenset({"then", "next", "lang", "rows", "add", "region", "version"})
UNREAD = frozenset({400, 413})  # the form itself could not be read


@dataclass(frozen=True, slots=True)
class Advice:
    """What an error page says: the message id of its heading and of what to do."""

    title: str
    todo: str


ADVICE = {
    400: Advice(marked("这个请求没有看懂"), marked("请返回上一页重试。如果是从链接进来的，请检查链接是否完整。")),
    401: Advice(marked("请先登录"), marked("登录后会回到刚才的页面。")),
    403: Advice(
        marked("您不能进行这项操作"), marked("可能是登录的账号不对，或者请求来自别的网站。请回到首页重新进入。")
    ),
    404: Advice(marked("没有找到这个页面"), marked("请检查网址。页面也可能已经移走，或者您无权查看。")),
    405: Advice(marked("这个地址不能这样打开"), marked("请从首页或您的问卷重新进入。")),
    409: Advice(marked("内容已经变化"), marked("请刷新页面，查看最新内容后再继续。")),
    413: Advice(
        marked("提交的内容太大"),
        marked("一页最多 1 MB。请点浏览器的“返回”，您写的内容还在；把长文字缩短或放进佐证材料后再提交。"),
    ),
    422: Advice(marked("填写的内容不能接受"), marked("请返回上一页，按提示修改后再提交。")),
    429: Advice(marked("操作太频繁"), marked("为了账号安全，请等几分钟再试。刚才的操作没有生效。")),
    500: Advice(marked("我们这边出了错"), marked("这不是您的问题，错误已经记录。已保存的内容没有丢，请稍后再试。")),
    503: Advice(marked("系统正忙"), marked("这一次没有保存。请点浏览器的“返回”，稍等片刻再提交，您写的内容还在。")),
}


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Unauthorized, _csrf)
    app.register_error_handler(SelfcheckError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _host)
    app.register_error_handler(IntegrityError, _changed)
    app.register_error_handler(OperationalError, _busy)


def error_page(status: int, message: str | None = None) -> Answer:
    """The page of that status; `message`, in words, takes the place of the usual advice."""
    advice = ADVICE.get(status, ADVICE[500 if status >= OURS else 400])
    if status >= OURS:
        speak_without_account()
    title, todo = gettext(advice.title), message or gettext(advice.todo)
    if status >= OURS:
        return render_template("errors/fault.html", status=status, title=title, todo=todo), status
    abandon()
    kept = [value for name, value in _typed() if name not in BUTTONS] if status not in UNREAD else []
    return render_template("errors/error.html", status=status, title=title, todo=todo, kept=kept), status


def _typed() -> list[tuple[str, str]]:
    """What stood in the form, but for passwords and what pages put there themselves."""
    return [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if not any(word in name for word in SECRET)
    ]


def _csrf(_error: HTTPException) -> Answer:
    """A form without a living session behind it: nothing was saved; show it again with a new token."""
    abandon()
    if request.method in SAFE or request.endpoint is None:
        return error_page(401)
    kept = _typed()
    hidden = any("password" in name for name in request.form)
    page = render_template("errors/kept.html", kept=kept, target=request.full_path.rstrip("?"), hidden=hidden)
    return page, 400


def _ours(error: SelfcheckError) -> Answer:
    abandon()
    is_hidden = isinstance(error, NotFoundError)
    if is_hidden or isinstance(error, NotAllowedError):
        record_refusal()
    return error_page(error.status, None if is_hidden else told(error.message, error.values))


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    if status >= OURS:
        _log.error("%s %s answered %s", request.method, request.path, status, exc_info=error)
    page, status = error_page(status)
    return page, status


def _host(_error: SecurityError) -> Answer:
    """A name that is not this site's: no page of ours can link anywhere under it."""
    return "400 unknown host", 400


def _changed(error: IntegrityError) -> Answer:
    _log.warning("two requests wrote the same at once: %s", error.orig)
    return error_page(409)


def _busy(error: OperationalError) -> Answer:
    _log.error("the database did not answer: %s", error.orig)
    return error_page(503)
