"""The form in which a company says what it is; a shorter one serves visitors who try an express self-check.

Reads and writes `Profile`. A list of certificates, honours or records is "not told" until the company says that it has
some or none: rules treat the two differently.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)

from selfcheck.kernel.credit_code import credit_code, is_credit_code
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.industries import INDUSTRIES, SECTIONS, find_industry
from selfcheck.profiles.profile import Adverse, Certificate, Honour, Profile
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.vocabulary import Word
from selfcheck.web.fields import DayField, FigureField, plain, shown
from selfcheck.web.languages import current_lang, in_words
from selfcheck.web.regions import RegionForm
from selfcheck.wording.text import Lang

NOBODY = "000000000000000000"  # stands for the code of a visitor who gave none; passes its check digit
NAME = 200
NUMBER = 100
MOST_PEOPLE = 5_000_000
MOST_MONEY = 10**9  # 10,000 yuan
ROWS = 30
NONE = "none"
Rows: TypeAlias = "FieldList[Any]"
_COMPANY = {"maxlength": NAME, "autocomplete": "organization"}
LISTS = ("certificates", "honours", "adverse")


class CertificateForm(Form):
    """One certificate."""

    kind = SelectField(lazy_gettext("证书"), validate_choice=False)
    number = StringField(lazy_gettext("编号"), render_kw={"maxlength": NUMBER})
    day = DayField(lazy_gettext("有效期至"))


class EntryForm(Form):
    """One honour, or one entry on the record."""

    kind = SelectField(lazy_gettext("名称"), validate_choice=False)
    day = DayField(lazy_gettext("日期"))


def _told(label: str) -> RadioField:
    return RadioField(
        label,
        choices=lambda: {
            "some": gettext("有，列在下面"),
            NONE: gettext("没有"),
            "later": gettext("以后再填"),
        },
        default="later",
        validate_choice=False,
    )


class CompanyForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What every form about a company asks."""

    name = StringField(
        lazy_gettext("企业名称（可不填）"), render_kw={"maxlength": NAME, "autocomplete": "organization"}
    )
    region = FormField(RegionForm, separator="_")
    industry = SelectField(lazy_gettext("所属行业"), validate_choice=False)
    employees = FigureField(lazy_gettext("从业人员"), highest=MOST_PEOPLE, whole=True)
    revenue = FigureField(lazy_gettext("上年营业收入"), highest=MOST_MONEY)
    assets = FigureField(lazy_gettext("资产总额"), highest=MOST_MONEY)
    activities = SelectMultipleField(lazy_gettext("贵企业从事哪些业务？"), validate_choice=False)

    def offer(self, library: Library) -> None:
        """Fill every list of choices from the content."""
        self.region.form.offer()
        self.industry.choices = industry_choices()
        self.activities.choices = {**_choices(library.vocabulary.activities), NONE: gettext("以上都不是")}

    def preset(self, profile: Profile) -> None:
        """Show what a profile says."""
        self.name.data = profile.name
        self.region.form.choose(profile.region)
        self.industry.data = profile.industry[:2]
        for name in ("employees", "revenue", "assets"):
            self[name].data = getattr(profile, name)
        self.activities.data = _preset(profile.activities)

    def validate_name(self, field: Field) -> None:
        """A name fits into its column."""
        field.data = (field.data or "").strip()
        if len(field.data) > NAME:
            raise ValidationError(gettext("企业名称最多 %(limit)s 个字。", limit=NAME))

    def validate_industry(self, field: Field) -> None:
        """A division of the list."""
        if field.data not in INDUSTRIES:
            raise ValidationError(gettext("请从列表里选择所属行业。"))

    def validate_activities(self, field: SelectMultipleField) -> None:
        """At least one, or none of them in so many words: the questions depend on it."""
        if not field.data or not set(field.data) <= _offered(field):
            raise ValidationError(gettext("请至少勾选一项；都不是就勾“以上都不是”。题目按这里的选择来定。"))
        if NONE in field.data and len(field.data) > 1:
            raise ValidationError(gettext("勾了业务就不要再勾“以上都不是”。"))

    def common(self) -> dict[str, Any]:
        """The parts of a profile that both forms ask for."""
        people = self.employees.data
        return {
            "region": RegionCode(self.region.form.code),
            "industry": self.industry.data,
            "employees": None if people is None else int(people),
            "revenue": self.revenue.data,
            "assets": self.assets.data,
            "activities": tuple(word for word in self.activities.data or () if word != NONE),
        }


class ExpressProfileForm(CompanyForm):
    """What an express self-check needs to know; nothing of it names the company unless the visitor wants it to."""

    held = SelectMultipleField(lazy_gettext("持有哪些有效证书？"), validate_choice=False)

    def offer(self, library: Library) -> None:
        """Fill every list of choices from the content."""
        super().offer(library)
        self.held.choices = {**_choices(library.vocabulary.certificates), NONE: gettext("都没有")}

    def preset(self, profile: Profile) -> None:
        """Show what a profile says."""
        super().preset(profile)
        held = profile.certificates
        self.held.data = _preset(None if held is None else tuple(entry.kind for entry in held))

    def validate_held(self, field: SelectMultipleField) -> None:
        """Words of the list."""
        if not set(field.data or ()) <= _offered(field):
            raise ValidationError(gettext("请只勾选列出的项目。"))

    def profile(self) -> Profile:
        """The profile that a valid form describes."""
        held = tuple(Certificate(kind) for kind in self.held.data or () if kind != NONE)
        return Profile(
            uscc=NOBODY,
            name=self.name.data or gettext("未填名称的企业"),
            certificates=held if self.held.data else None,
            **self.common(),
        )


class ProfileForm(CompanyForm):
    """Everything that a registered company tells; `version` is that of the profile that the form was opened with."""

    version = HiddenField()
    uscc = StringField(
        lazy_gettext("统一社会信用代码"), render_kw={"maxlength": 30, "autocomplete": "off", "spellcheck": "false"}
    )
    name = StringField(lazy_gettext("企业名称"), render_kw=_COMPANY)
    industry_code = StringField(
        lazy_gettext("更细的行业代码（可不填）"), render_kw={"maxlength": 4, "inputmode": "numeric"}
    )
    established_on = DayField(lazy_gettext("成立日期"))
    certificates_told = _told(lazy_gettext("贵企业持有下列证书吗？"))
    certificates = FieldList(FormField(CertificateForm), min_entries=1, max_entries=ROWS)
    honours_told = _told(lazy_gettext("贵企业获得过下列荣誉吗？"))
    honours = FieldList(FormField(EntryForm), min_entries=1, max_entries=ROWS)
    adverse_told = _told(lazy_gettext("近三年有下列记录吗？"))
    adverse = FieldList(FormField(EntryForm), min_entries=1, max_entries=ROWS)

    def offer(self, library: Library) -> None:
        """Fill every list of choices from the content."""
        super().offer(library)
        for name in LISTS:
            words = library.vocabulary.words(name)
            for entry in self[name]:
                entry.form.kind.choices = {"": gettext("请选择"), **_choices(words)}

    def preset(self, profile: Profile) -> None:
        """Show what a profile says, with one spare row for every list."""
        super().preset(profile)
        self.uscc.data = "" if profile.uscc == NOBODY else profile.uscc
        self.industry_code.data = profile.industry if len(profile.industry) > len("13") else ""
        self.established_on.data = profile.established_on
        for name in LISTS:
            held = getattr(profile, name)
            self[f"{name}_told"].data = "later" if held is None else "some" if held else NONE
            while len(self[name]):
                self[name].pop_entry()
            for entry in held or ():
                day = entry.until if name == "certificates" else entry.on
                self[name].append_entry({"kind": entry.kind, "number": getattr(entry, "number", None), "day": day})
            self[name].append_entry()

    def add_row(self, name: str) -> None:
        """Offer one more row of that list."""
        if name in LISTS and len(self[name]) < ROWS:
            self[name].append_entry()

    def validate_uscc(self, field: Field) -> None:
        """18 characters with a right check digit."""
        text = plain(field.data or "")
        if not text:
            raise ValidationError(gettext("请填写统一社会信用代码，营业执照上有，共 18 位。"))
        if not is_credit_code(text):
            message = gettext(
                "这不是有效的统一社会信用代码：应为 18 位数字和大写字母，末位是校验位。请对照营业执照检查“%(typed)s”。",
                typed=shown(text),
            )
            raise ValidationError(message)
        field.data = credit_code(text)

    def validate_name(self, field: Field) -> None:
        """A name is told."""
        super().validate_name(field)
        if not field.data:
            raise ValidationError(gettext("请填写营业执照上的企业名称。"))

    def validate_industry_code(self, field: Field) -> None:
        """A code of the division that was chosen."""
        code = plain(field.data or "")
        is_chosen = self.industry.data in INDUSTRIES
        if is_chosen and code and (find_industry(code) is None or code[:2] != self.industry.data):
            raise ValidationError(
                gettext("应为所选行业之下的 3 到 4 位数字，例如农副食品加工业下的 1340。也可以留空。")
            )
        field.data = code

    def validate_certificates(self, field: Rows) -> None:
        """Rows fit what was said about them."""
        self._check_rows("certificates", field)

    def validate_honours(self, field: Rows) -> None:
        """Rows fit what was said about them."""
        self._check_rows("honours", field)

    def validate_adverse(self, field: Rows) -> None:
        """Rows fit what was said about them."""
        self._check_rows("adverse", field)

    def profile(self) -> Profile:
        """The profile that a valid form describes."""
        common = {**self.common(), "industry": self.industry_code.data or self.industry.data}
        certificates = [
            Certificate(row["kind"], row["number"] or None, row["day"]) for row in self._rows("certificates")
        ]
        lists: Mapping[str, tuple[Any, ...]] = {
            "certificates": tuple(certificates),
            "honours": tuple(Honour(row["kind"], row["day"]) for row in self._rows("honours")),
            "adverse": tuple(Adverse(row["kind"], row["day"]) for row in self._rows("adverse")),
        }
        told: dict[str, Any] = {
            name: rows if rows or self[f"{name}_told"].data == NONE else None for name, rows in lists.items()
        }
        return Profile(
            uscc=self.uscc.data or "",
            name=self.name.data or "",
            established_on=self.established_on.data,
            **common,
            **told,
        )

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [entry.data for entry in self[name] if entry.data["kind"]]

    def _check_rows(self, name: str, field: Rows) -> None:
        known = _offered(field[0].form.kind)
        for number, entry in enumerate(field, start=1):
            given = {key: value for key, value in entry.data.items() if value}
            if given.get("kind", "") not in known:
                raise ValidationError(gettext("第 %(row)s 行：请从列表里选择名称。", row=number))
            if given and "kind" not in given:
                raise ValidationError(gettext("第 %(row)s 行填了内容，但没有选名称。", row=number))
            if len(str(given.get("number", ""))) > NUMBER:
                raise ValidationError(gettext("第 %(row)s 行：编号最多 %(limit)s 个字。", row=number, limit=NUMBER))
        told = self[f"{name}_told"].data
        if told == NONE and self._rows(name):
            raise ValidationError(gettext("您选了“没有”，下面又填了内容。请改选“有”，或清空下面的行。"))
        if told == "some" and not self._rows(name):
            raise ValidationError(gettext("您选了“有”，请在下面至少列出一项。"))


def wants_more(form: CompanyForm) -> bool:
    """Whether a button asked for more of the form rather than sent it: another row, or the next list of regions."""
    add = request.form.get("add", "")
    if isinstance(form, ProfileForm) and add:
        form.add_row(add)
    return bool(add) or "region" in request.form


def industry_choices() -> dict[str, str | dict[str, str]]:
    """The divisions by section, for a select with groups."""
    english = current_lang() is Lang.EN
    groups: dict[str, str | dict[str, str]] = {"": gettext("请选择")}
    for letter, names in SECTIONS.items():
        groups[f"{letter} {names[english]}"] = {
            code: f"{code} {industry.en if english else industry.zh}"
            for code, industry in INDUSTRIES.items()
            if industry.section == letter
        }
    return groups


def _offered(field: SelectField | SelectMultipleField) -> set[str]:
    return {choice[0] for choice in field.iter_choices()}


def _choices(words: Mapping[str, Word]) -> dict[str, str]:
    return {code: in_words(word.text) for code, word in words.items()}


def _preset(words: tuple[str, ...] | None) -> list[str]:
    return [] if words is None else list(words) or [NONE]
