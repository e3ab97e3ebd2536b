"""A company's profile: what it says it is, checked, and nothing that follows from it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

from selfcheck.kernel.credit_code import credit_code, is_credit_code
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.industries import find_industry
from selfcheck.kernel.regions import find_region
from selfcheck.rules.condition import FORBID

EARLIEST = date(1900, 1, 1)


def _credit_code(text: str) -> str:
    if not is_credit_code(text):
        raise ValueError("not a unified social credit code: 18 characters with a check digit (GB 32100)")
    return credit_code(text)


def _region(code: str) -> str:
    if find_region(code) is None:
        raise ValueError("there is no administrative division with this code")
    return code


def _industry(code: str) -> str:
    if find_industry(code) is None:
        raise ValueError("not a GB/T 4754-2017 code of two to four digits")
    return code


def _not_early(day: date) -> date:
    if day < EARLIEST:
        raise ValueError(f"a day before {EARLIEST.isoformat()} cannot be right")
    return day


CreditCode = Annotated[str, AfterValidator(_credit_code)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]
Day = Annotated[date, AfterValidator(_not_early)]
Money = Annotated[Decimal, BeforeValidator(lambda v: str(v) if isinstance(v, float) else v), Field(ge=0, le=10**9)]


@dataclass(frozen=True, slots=True, config=FORBID)
class Certificate:
    """A certificate held; `until` is its last day, None where it does not expire or the day is not told."""

    kind: Code
    number: Annotated[str, Field(max_length=100)] | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True, config=FORBID)
class Honour:
    """An honour held, and the day on which it was granted."""

    kind: Code
    on: Day | None = None


@dataclass(frozen=True, slots=True, config=FORBID)
class Adverse:
    """An entry on the company's record, and its day."""

    kind: Code
    on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=FORBID)
class Profile:
    """What a company says it is; money in 10,000 yuan. None means not told, an empty tuple means none."""

    uscc: CreditCode
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    region: Annotated[RegionCode, AfterValidator(_region)]
    industry: Annotated[str, AfterValidator(_industry)]
    employees: Annotated[int, Field(ge=0, le=5_000_000)] | None = None
    revenue: Money | None = None
    assets: Money | None = None
    established_on: Day | None = None
    activities: tuple[Code, ...] | None = None
    certificates: tuple[Certificate, ...] | None = None
    honours: tuple[Honour, ...] | None = None
    adverse: tuple[Adverse, ...] | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        if self.activities is not None and len(set(self.activities)) != len(self.activities):
            raise ValueError("an activity stands twice")
        return self


_PROFILE = TypeAdapter(Profile)


def profile_as_json(profile: Profile) -> dict[str, Any]:
    """The profile in the form of the command-line contract, without what was not told."""
    data: dict[str, Any] = _PROFILE.dump_python(profile, mode="json", exclude_none=True)
    return data


def profile_from_json(data: Mapping[str, Any]) -> Profile:
    """The profile of JSON that profile_as_json wrote."""
    return _PROFILE.validate_python(data)
