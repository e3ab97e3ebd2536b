"""Size classes and the above-scale mark, by industry, employees, revenue and assets.

Sizes: 统计上大中小微型企业划分办法（2017）, 国统字〔2017〕213号.
Above scale: the statistical reporting thresholds of the National Bureau of Statistics for 规模以上 units.
Tables, so that a new rule is a new table and not a new branch.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal


class Size(StrEnum):
    """大 / 中 / 小 / 微."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


Measure = Literal["employees", "revenue", "assets"]  # people; 10,000 yuan a year; 10,000 yuan


@dataclass(frozen=True, slots=True)
class _Row:
    """Lower bounds of large, medium and small per measure, for the divisions or groups that start with a prefix."""

    prefixes: tuple[str, ...]
    bounds: dict[Measure, tuple[int, int, int]]


def _divisions(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{number:02d}" for number in range(first, last + 1))


# Ordered: the first row with a fitting prefix decides; narrower groups stand before their division.
_SIZES: tuple[_Row, ...] = (
    _Row(_divisions(1, 5), {"revenue": (20000, 500, 50)}),
    _Row(_divisions(6, 46), {"employees": (1000, 300, 20), "revenue": (40000, 2000, 300)}),
    _Row(_divisions(47, 50), {"revenue": (80000, 6000, 300), "assets": (80000, 5000, 300)}),
    _Row(("51",), {"employees": (200, 20, 5), "revenue": (40000, 5000, 1000)}),
    _Row(("52",), {"employees": (300, 50, 10), "revenue": (20000, 500, 100)}),
    _Row(
        ("53", "54", "55", "56", "57", "58", "591"),
        {"employees": (1000, 300, 20), "revenue": (30000, 3000, 200)},
    ),
    _Row(("59",), {"employees": (200, 100, 20), "revenue": (30000, 1000, 100)}),
    _Row(("60",), {"employees": (1000, 300, 20), "revenue": (30000, 2000, 100)}),
    _Row(("61", "62"), {"employees": (300, 100, 10), "revenue": (10000, 2000, 100)}),
    _Row(("63", "64"), {"employees": (2000, 100, 10), "revenue": (100000, 1000, 100)}),
    _Row(("65",), {"employees": (300, 100, 10), "revenue": (10000, 1000, 50)}),
    _Row(("702",), {"employees": (1000, 300, 100), "revenue": (5000, 1000, 500)}),
    _Row(("701",), {"revenue": (200000, 1000, 100), "assets": (10000, 5000, 2000)}),
    _Row(("71", "72"), {"employees": (300, 100, 10), "assets": (120000, 8000, 100)}),
    _Row(("",), {"employees": (300, 100, 10)}),
)
_CLASSES = (Size.LARGE, Size.MEDIUM, Size.SMALL)

# Revenue from which a unit counts as above scale; 0 where every unit of the trade counts.
_ABOVE_SCALE: tuple[tuple[tuple[str, ...], int], ...] = (
    (_divisions(6, 46), 2000),
    (_divisions(47, 50), 0),
    (("51",), 2000),
    (("52",), 500),
    (("61", "62"), 200),
    (("702", "703", "704", "705", "709"), 1000),
    (("70",), 0),
    (("53", "54", "55", "56", "57", "58", "59", "60", "63", "64", "65", "76", "77", "78", "79", "84"), 2000),
    (("71", "72", "73", "74", "75", "83"), 1000),
    (("80", "81", "82", "85", "86", "87", "88", "89", "90"), 500),
)


def size_of(industry: str, *, employees: int | None, revenue: Decimal | None, assets: Decimal | None) -> Size | None:
    """The size class, or None where a measure that the trade needs is not known.

    Large, medium and small need every measure of the row to reach the bound; who fails one falls a class.
    """
    told: dict[Measure, Decimal | int | None] = {"employees": employees, "revenue": revenue, "assets": assets}
    row = next(row for row in _SIZES if industry.startswith(row.prefixes))
    values = {measure: told[measure] for measure in row.bounds}
    if any(value is None for value in values.values()):
        return None
    for number, size in enumerate(_CLASSES):
        if all((value or 0) >= row.bounds[measure][number] for measure, value in values.items()):
            return size
    return Size.MICRO


def is_above_scale(industry: str, *, revenue: Decimal | None) -> bool | None:
    """Whether the unit counts as 规模以上, or None where its revenue is not known; farming has no such class."""
    for prefixes, bound in _ABOVE_SCALE:
        if industry.startswith(prefixes):
            if bound == 0:
                return True
            return None if revenue is None else revenue >= bound
    return False
