"""Flask-Security on the store's users: the adapter, its settings, and where we part from its habits.

A confirmation link only shows a button: mail scanners follow links, and a GET writes nothing here. Signing in and out
leaves nothing of the former session behind but what a visitor filled in and may carry over.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from flask import Flask, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import user_logged_in, user_logged_out
from flask_security import RoleMixin, Security, SQLAlchemySessionUserDatastore, UserMixin, verify_password
from sqlalchemy.orm import Session, scoped_session
from werkzeug.local import LocalProxy

from selfcheck.store.user import Role, User, find_signed_in
from selfcheck.web.account import forms
from selfcheck.web.account.words import worded_settings
from selfcheck.web.database import db
from selfcheck.web.languages import LOCALES
from selfcheck.web.mail import LateMail

PASSWORD_LENGTH = 10
CARRIED = "express"  # what a visitor filled in, see web/public/visit.py
SETTINGS: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
    "SECURITY_REGISTERABLE": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_URL_PREFIX": "/account",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_POST_LOGIN_VIEW": "/home",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_POST_REGISTER_VIEW": "/account/sign-in",
    "SECURITY_POST_CHANGE_VIEW": "/home",
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CACHE_CONTROL": None,  # every page is kept by nobody, see web/safety.py
    "SECURITY_I18N_DOMAIN": "messages",
    "SECURITY_I18N_DIRNAME": [str(LOCALES)],
    "SECURITY_DATETIME_FACTORY": lambda: datetime.now(UTC),
}


class SiteUser(UserMixin, User):  # type: ignore[misc]  # the library is untyped
    """A user as Flask-Security sees it; the same rows as the store's."""

    def verify_and_update_password(self, password: str) -> bool:
        """Whether it is the password; signing in only reads, so an old hash is renewed with the password alone."""
        return bool(self.password and verify_password(password, self.password))


class SiteUsers(SQLAlchemySessionUserDatastore):
    """The users as Flask-Security finds them."""

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> UserMixin | None:  # noqa: ANN401 - as inherited
        """The user with this address, or the one whom a session names."""
        if "fs_uniquifier" in wanted:
            return find_signed_in(db(), SiteUser, wanted["fs_uniquifier"])
        return super().find_user(case_insensitive, **wanted)


def init_accounts(app: Flask) -> None:
    """Give the application its users, their pages and their mails."""
    app.config.update(SETTINGS, **worded_settings())
    app.config["SECURITY_PASSWORD_SALT"] = app.config["SECRET_KEY"]
    app.config["SECURITY_EMAIL_SENDER"] = app.config["MAIL_DEFAULT_SENDER"]
    datastore = SiteUsers(cast("scoped_session[Session]", LocalProxy(db)), SiteUser, cast("type[RoleMixin]", Role))
    Security(
        app,
        datastore,
        mail_util_cls=LateMail,
        login_form=forms.SignInForm,
        register_form=forms.RegistrationForm,
        forgot_password_form=forms.ForgottenForm,
        send_confirmation_form=forms.ConfirmationForm,
        reset_password_form=forms.NewPasswordForm,
        change_password_form=forms.OtherPasswordForm,
    )
    confirm = app.view_functions["security.confirm_email"]

    def confirm_email(token: str) -> ResponseReturnValue:
        if request.method == "POST":
            return app.ensure_sync(confirm)(token)  # type: ignore[no-any-return]  # as Flask calls views
        return render_template("security/confirm_email.html", token=token)

    app.view_functions["security.confirm_email"] = confirm_email
    user_logged_in.connect(_renew, app)
    user_logged_out.connect(_forget, app)


def _renew(_app: Flask, **_event: object) -> None:
    """Keep of the session only who signed in and what was filled in before: no token of before holds any longer."""
    kept = {name: value for name, value in session.items() if name in {CARRIED, "_user_id", "_fresh", "_id"}}
    session.clear()
    session.update(kept)


def _forget(_app: Flask, user: UserMixin, **_event: object) -> None:
    """Nothing of who was signed in remains; a visitor, whom confirming an address signs out too, keeps the answers."""
    if user.is_authenticated:
        session.clear()
