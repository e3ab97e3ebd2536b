"""The page where anybody can check a report: by the code printed on it, by the file itself, or by both."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, ValidationError
from wtforms.validators import Length

from selfcheck.kernel.codes import hash_start
from selfcheck.scoring.ladder import LEVELS
from selfcheck.store.report import Material, find_issued
from selfcheck.store.round import Round, find_receipt
from selfcheck.store.submission import Submission, SubmissionState
from selfcheck.web.database import db
from selfcheck.web.fields import plain
from selfcheck.web.languages import current_lang

BAD = 422
TYPED = 60
_READ_AS = str.maketrans("OIL", "011")  # Crockford: letters that are meant as figures


class CheckForm(FlaskForm):  # type: ignore[misc]  # the library ships no types
    """The code, the file, or both."""

    code = StringField(
        lazy_gettext("验证码"), validators=[Length(max=TYPED)], render_kw={"autocomplete": "off", "maxlength": TYPED}
    )
    file = FileField(lazy_gettext("报告文件（PDF）"))

    def validate_code(self, field: StringField) -> None:
        """One of the two has to be there."""
        if not read_code(field.data or "") and not self.file.data:
            raise ValidationError(lazy_gettext("请输入验证码，或选择报告文件。"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the issued report, and whether the file is the one that was issued; None without a file."""

    material: Material
    level: str
    is_same: bool | None

    @property
    def is_last(self) -> bool:
        """Whether no later version was submitted."""
        return self.material.round.number == self.material.submission.rounds

    @property
    def is_withdrawn(self) -> bool:
        """Whether the company took it back."""
        return self.material.submission.state is SubmissionState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """What was found: the submitting that a receipt tells of, and whether a file was sent, which nobody compared."""

    submission: Submission
    round: Round
    has_file: bool

    @property
    def is_last(self) -> bool:
        """Whether nothing was submitted after it."""
        return self.round.number == self.submission.rounds

    @property
    def is_withdrawn(self) -> bool:
        """Whether the company took it back."""
        return self.submission.state is SubmissionState.WITHDRAWN


def verify_pages(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.route("/verify", methods=["GET", "POST"])(verify)


def verify() -> ResponseReturnValue:
    """Say which report it is, or that there is none."""
    if request.method == "GET":
        form = CheckForm(code=request.args.get("code", "")[:TYPED])
        return _answer(form, None) if form.code.data else _page(form)
    form, digest = CheckForm(), _digest()
    return _answer(form, digest) if form.validate() else (_page(form), BAD)


def _answer(form: CheckForm, digest: str | None) -> ResponseReturnValue:
    code = read_code(form.code.data or "")
    found = find_issued(db(), code=code) if code else find_issued(db(), file_key=digest)
    if found is not None:
        is_same = None if digest is None else found.job.file_key == digest
        return _page(form, Checked(found, LEVELS[found.round.level - 1].name.in_(current_lang()), is_same))
    start = hash_start(code)
    lodged = find_receipt(db(), start) if start else None
    if lodged is not None:
        return _page(form, receipt=CheckedReceipt(*lodged, has_file=digest is not None))
    if code:
        form.code.errors = [lazy_gettext("没有这个验证码的报告或回执。请对照封面或回执再输入一次。")]
    else:
        form.file.errors = [lazy_gettext("没有签发过这个文件。可能下载后改动过，请用封面或回执上的验证码再查一次。")]
    return _page(form), BAD


def _page(form: CheckForm, checked: Checked | None = None, receipt: CheckedReceipt | None = None) -> str:
    return render_template("public/verify.html", form=form, checked=checked, receipt=receipt)


def _digest() -> str | None:
    """The SHA-256 of the file that was sent, None without one; the file is let go at once."""
    sent = request.files.get("file")
    if sent is None:
        return None
    try:
        return hashlib.sha256(sent.read()).hexdigest() if sent.filename else None
    finally:
        sent.close()


def read_code(typed: str) -> str:
    """The code as it is stored, however it was typed: narrow, in capitals, without the strokes between."""
    kept = "".join(character for character in plain(typed).upper() if character.isascii() and character.isalnum())
    return kept.translate(_READ_AS)
