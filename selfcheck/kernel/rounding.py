"""The one rounding rule of every printed figure: half up, one decimal, at display only."""

from decimal import Decimal
from fractions import Fraction


def one_decimal(value: Fraction) -> Decimal:
    """The value rounded to one decimal, halves away from zero, for instance 5000/9 -> 555.6, 18 -> 18.0."""
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return Decimal(tenths if value >= 0 else -tenths).scaleb(-1)


def percent(share: Fraction) -> Decimal:
    """A share in [0, 1] as per cent with one decimal."""
    return one_decimal(share * 100)
