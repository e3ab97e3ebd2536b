"""The facts about a company that rules read, as they stand on one day."""

from datetime import date

from selfcheck.profiles.profile import Profile
from selfcheck.profiles.size import is_above_scale, size_of
from selfcheck.rules.fact import FactValue

RECORD_MONTHS = 36  # how long an adverse entry counts


def profile_facts(profile: Profile, on: date) -> dict[str, FactValue]:
    """Every fact of the profile that is told or follows from what is told; what is not told is missing."""
    size = size_of(profile.industry, employees=profile.employees, revenue=profile.revenue, assets=profile.assets)
    told: dict[str, FactValue | None] = {
        "region": profile.region,
        "industry": profile.industry,
        "size": None if size is None else size.value,
        "above_scale": is_above_scale(profile.industry, revenue=profile.revenue),
        "employees": profile.employees,
        "revenue": None if profile.revenue is None else float(profile.revenue),
        "assets": None if profile.assets is None else float(profile.assets),
        "age_years": None if profile.established_on is None else _years(profile.established_on, on),
        "activities": None if profile.activities is None else frozenset(profile.activities),
        "certificates": None
        if profile.certificates is None
        else frozenset(held.kind for held in profile.certificates if held.until is None or held.until >= on),
        "honours": None
        if profile.honours is None
        else frozenset(held.kind for held in profile.honours if held.on is None or held.on <= on),
        "adverse": None
        if profile.adverse is None
        else frozenset(entry.kind for entry in profile.adverse if entry.on is None or _counts(entry.on, on)),
    }
    return {name: value for name, value in told.items() if value is not None}


def _years(start: date, on: date) -> int:
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def _counts(entry: date, on: date) -> bool:
    months = (on.year - entry.year) * 12 + on.month - entry.month - (on.day < entry.day)
    return 0 <= months < RECORD_MONTHS
