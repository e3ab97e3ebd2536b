"""What an actor may see, as a part of every statement about company data.

There is no "load, then check": a row outside the scope is not found.
"""

from dataclasses import dataclass

from selfcheck.kernel.ids import CompanyId, RegionCode


@dataclass(frozen=True, slots=True)
class Scope:
    """One company's own data, or what was submitted in a region and below it; neither sees nothing."""

    company_id: CompanyId | None = None
    region: RegionCode | None = None


def subtree(region: RegionCode) -> str:
    """The digits with which every code of the region and below it begins: 36 of 360000, 3607 of 360700."""
    for zeros in ("0000", "00"):
        if region.endswith(zeros):
            return region.removesuffix(zeros)
    return region
