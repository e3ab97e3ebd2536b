"""The forms of accounts: Flask-Security's, with our labels and without the fields that we do not use."""

from flask_babel import lazy_gettext
from flask_security.forms import (
    ChangePasswordForm,
    EmailValidation,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    email_required,
    password_required,
    unique_user_email,
    valid_user_email,
)
from wtforms import EmailField, Field, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from selfcheck.web.languages import current_lang

NAME = 100


def _password(label: str, autocomplete: str) -> PasswordField:
    return PasswordField(label, render_kw={"autocomplete": autocomplete}, validators=[password_required])


def _email(*checks: object) -> EmailField:
    return EmailField(
        lazy_gettext("邮箱"),
        filters=[lambda typed: typed.strip() if isinstance(typed, str) else typed],
        render_kw={"autocomplete": "email", "inputmode": "email", "maxlength": 254},
        validators=[email_required, EmailValidation(), *checks],
    )


class SignInForm(LoginForm):
    """Address and password."""

    email = _email()
    password = _password(lazy_gettext("密码"), "current-password")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.remember


class RegistrationForm(RegisterFormV2):
    """A company's person registers: name, address, password."""

    name = StringField(
        lazy_gettext("您的姓名"),
        description=lazy_gettext("写在填报记录里，审核人员看得到。"),
        render_kw={"autocomplete": "name", "maxlength": NAME},
        validators=[
            InputRequired(lazy_gettext("请填写您的姓名。")),
            Length(max=NAME, message=lazy_gettext("姓名最多 %(limit)s 个字。", limit=NAME)),
        ],
    )
    email = _email(unique_user_email)
    password = _password(lazy_gettext("密码"), "new-password")

    def validate_name(self, field: Field) -> None:
        """A name is not blank."""
        field.data = (field.data or "").strip()
        if not field.data:
            raise ValidationError(lazy_gettext("请填写您的姓名。"))

    def to_dict(self, only_user: bool) -> dict[str, object]:
        """The columns of the new user; it reads in the language it registered in."""
        told: dict[str, object] = super().to_dict(only_user)
        return {**told, "lang": current_lang(), "roles": ["company"]} if only_user else told


class ForgottenForm(ForgotPasswordForm):
    """Asks for a link that sets a new password."""

    email = _email(valid_user_email)


class ConfirmationForm(SendConfirmationForm):
    """Asks for another confirmation link."""

    email = _email(valid_user_email)


class NewPasswordForm(ResetPasswordForm):
    """Sets a new password through the link of an e-mail."""

    password = _password(lazy_gettext("新密码"), "new-password")
    password_confirm = _password(lazy_gettext("再输一次新密码"), "new-password")

    def validate_password_confirm(self, field: Field) -> None:
        """The same twice."""
        if field.data != self.password.data:
            raise ValidationError(lazy_gettext("两次输入的密码不一样。"))


class OtherPasswordForm(ChangePasswordForm):
    """Changes the password of who is signed in."""

    password = _password(lazy_gettext("现在的密码"), "current-password")
    new_password = _password(lazy_gettext("新密码"), "new-password")
    new_password_confirm = _password(lazy_gettext("再输一次新密码"), "new-password")

    def validate_new_password_confirm(self, field: Field) -> None:
        """The same twice."""
        if field.data != self.new_password.data:
            raise ValidationError(lazy_gettext("两次输入的密码不一样。"))
