"""A form that is nothing but a button: its token is all that it carries."""

from flask_wtf import FlaskForm


class PlainForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A button."""
