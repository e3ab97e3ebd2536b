"""Sizes by the 2017 rule, one row of each shape of the table."""

from decimal import Decimal

import pytest

from selfcheck.profiles.size import Size, is_above_scale, size_of


@pytest.mark.parametrize(
    ("industry", "employees", "revenue", "assets", "size"),
    [
        ("1340", 45, 1800, None, Size.SMALL),
        ("1340", 19, 1800, None, Size.MICRO),
        ("2110", 300, 2000, None, Size.MEDIUM),
        ("2110", 299, 50000, None, Size.SMALL),
        ("3610", 1000, 40000, None, Size.LARGE),
        ("4710", None, 6000, 5000, Size.MEDIUM),
        ("4710", None, 6000, 4999, Size.SMALL),
        ("0111", None, 499, None, Size.SMALL),
        ("5220", 9, 100000, None, Size.MICRO),
        ("5910", 1000, 30000, None, Size.LARGE),
        ("5990", 1000, 30000, None, Size.LARGE),
        ("6210", 100, 2000, None, Size.MEDIUM),
        ("8010", 10, None, None, Size.SMALL),
        ("1340", None, 1800, None, None),
    ],
)
def test_size(industry: str, employees: int | None, revenue: int | None, assets: int | None, size: Size | None) -> None:
    told = [None if value is None else Decimal(value) for value in (revenue, assets)]
    assert size_of(industry, employees=employees, revenue=told[0], assets=told[1]) is size


@pytest.mark.parametrize(
    ("industry", "revenue", "above"),
    [
        ("1340", 2000, True),
        ("1340", 1999, False),
        ("1340", None, None),
        ("4710", None, True),
        ("5220", 500, True),
        ("6210", 199, False),
        ("0111", 99999, False),
    ],
)
def test_above_scale(industry: str, revenue: int | None, above: bool | None) -> None:
    assert is_above_scale(industry, revenue=None if revenue is None else Decimal(revenue)) is above
