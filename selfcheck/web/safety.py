"""Headers, cookies, limits: what keeps a browser and this server safe from everybody else.

No page carries an inline script or style attribute, so the content security policy allows none; a request that
another site makes a browser send is refused before anything looks at it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.exceptions import Forbidden
from werkzeug.middleware.proxy_fix import ProxyFix

from selfcheck.web.config import BODY_LIMIT, Config
from selfcheck.web.database import SAFE

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Bootstrap draws its marks from data: addresses
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HALF_YEAR = 15_552_000
PARTS = 5_000  # form fields of one request; a section with full tables has fewer
SLOW = "10 per minute; 60 per hour"  # sign-in and mail-sending forms, from one address
ASKED = "30 per minute; 200 per hour"  # looking up a report by its code, from one address
FILE_LIMIT = 20_000_000  # bytes of a request that brings a file
DOCUMENT_LIMIT = 24_000_000  # bytes of a request that brings a plan document: a little above what is read
WITH_FILE: Mapping[str, int] = {
    "public.verify": FILE_LIMIT,
    "company.section": FILE_LIMIT,
    "company.evidence": FILE_LIMIT,
    "editor.bring_in": DOCUMENT_LIMIT,
}
SLOWED = (
    "security.login",
    "security.register",
    "security.forgot_password",
    "security.reset_password",
    "security.send_confirmation",
    "security.confirm_email",
    "security.change_password",
)


def safe_settings(config: Config) -> dict[str, Any]:
    """The Flask settings of sessions, forms and limits."""
    return {
        "SECRET_KEY": config.secret_key,
        "TRUSTED_HOSTS": list(config.hosts),
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "MAX_FORM_MEMORY_SIZE": BODY_LIMIT,
        "MAX_FORM_PARTS": PARTS,
        "SESSION_COOKIE_NAME": "__Host-session" if config.tls else "session",
        "SESSION_COOKIE_SECURE": config.tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PREFERRED_URL_SCHEME": "https" if config.tls else "http",
        "WTF_CSRF_TIME_LIMIT": None,  # a long form may stay open as long as its session
        "WTF_CSRF_SSL_STRICT": False,  # the fetch metadata below tell more than a referrer that may be missing
        "RATELIMIT_ENABLED": config.limits,
        "RATELIMIT_STORAGE_URI": config.limits_url,
    }


def init_safety(app: Flask, config: Config) -> None:
    """Set headers, refuse requests from other sites, demand a token of every form, slow down guessing."""
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way to wrap an application
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    app.before_request(_refuse_other_sites)
    app.before_request(_allow_files)
    Talisman(
        app,
        force_https=False,  # the proxy that ends TLS redirects; behind it every request looks plain
        strict_transport_security=config.tls,
        strict_transport_security_max_age=HALF_YEAR,
        frame_options="DENY",
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src"],
        referrer_policy="same-origin",
        session_cookie_secure=config.tls,
        session_cookie_samesite="Lax",
    )
    app.after_request(_keep_private)
    CSRFProtect(app)
    app.extensions["slow"] = Limiter(get_remote_address, app=app, strategy="moving-window")


def slow_down(app: Flask) -> None:
    """Limit the views that hash a password, send mail or look up a code; called once they are registered."""
    limiter: Limiter = app.extensions["slow"]
    for endpoint in SLOWED:
        view: Callable[..., Any] = app.view_functions[endpoint]
        app.view_functions[endpoint] = limiter.limit(SLOW, methods=["POST"])(view)
    asking: Callable[..., Any] = app.view_functions["public.verify"]
    app.view_functions["public.verify"] = limiter.limit(ASKED)(asking)


def _refuse_other_sites() -> None:
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise Forbidden


def _allow_files() -> None:
    limit = WITH_FILE.get(request.endpoint or "")
    if limit is not None:
        request.max_content_length = limit
    if request.endpoint == "editor.bring_in":
        request.max_form_memory_size = limit  # a pasted text is as long as a file


def _keep_private(response: Response) -> Response:
    """Pages are made for one reader: nobody keeps them. Files of the site may be kept."""
    if request.endpoint in {"static", "bootstrap.static"}:
        response.headers["Cache-Control"] = "public, max-age=86400"
    else:
        response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
