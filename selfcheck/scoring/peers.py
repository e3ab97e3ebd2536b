"""Comparable companies: how the scores of a group are spread, told so that nobody can reckon back to one company.

Three rules keep a single company hidden, and together they hold against differencing:
a company stands in exactly one group of a period, so that no published group contains another;
every published group has at least ten companies;
two published spreads always speak of sets that differ in at least ten companies, in one period and across all. A group
that changed less than that keeps the spread that was published before. What remains below ten is not published at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import quantiles
from typing import Generic, TypeVar

from selfcheck.kernel.ids import CompanyId
from selfcheck.kernel.industries import find_industry
from selfcheck.profiles.profile import Profile
from selfcheck.profiles.size import size_of

LEAST = 10  # companies in a published group, and companies by which two published sets differ
# From the narrowest to the widest group: trade section, division, size, province, city. One part fewer is one step.
STEPS = (5, 4, 3, 2, 1)
MONTHS = 3
T = TypeVar("T")

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of a group in whole points: lower quartile, median, upper quartile."""

    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class Member:
    """A company in a period: the narrowest cell that it belongs to, and its score with what it stands on.

    `mark` changes whenever the score behind it may have changed: submission and round.
    """

    company: CompanyId
    cell: Cell
    mark: tuple[int, int]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Published(Generic[T]):
    """A spread as it was first published: for which companies, with what marks, and `source`, whoever keeps it."""

    spread: Spread
    marks: Mapping[CompanyId, tuple[int, int]]
    source: T


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """A group of a period; `kept` is the earlier publication whose spread it goes on showing, None for a new one."""

    cell: Cell
    members: tuple[Member, ...]
    spread: Spread
    kept: Published[T] | None

    @property
    def at_least(self) -> int:
        """The size that may be told: rounded down to tens, and that of the set that the spread was reckoned from."""
        return (len(self.kept.marks if self.kept else self.members) // LEAST) * LEAST


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """What a company is shown: the group, its size in tens, its spread, the period, and that of the spread."""

    cell: Cell
    at_least: int
    spread: Spread
    period: str
    reckoned_in: str


def cell_of(profile: Profile) -> Cell:
    """The narrowest cell of a company; without a known size it ends at the division of trade."""
    industry = find_industry(profile.industry)
    if industry is None:
        return ()
    size = size_of(profile.industry, employees=profile.employees, revenue=profile.revenue, assets=profile.assets)
    by_trade = (industry.section, industry.code)
    return by_trade if size is None else (*by_trade, size.value, profile.region[:2], profile.region[:4])


def wider(cell: Cell) -> list[Cell]:
    """The cell and every wider one, the narrowest first."""
    return [cell[:step] for step in STEPS if step <= len(cell)]


def period_before(on: date) -> str:
    """The last quarter that has ended on that day, for instance 2026Q1."""
    quarter = (on.month - 1) // MONTHS
    return f"{on.year}Q{quarter}" if quarter else f"{on.year - 1}Q4"


def end_of(period: str) -> date:
    """The first day after the period."""
    year, quarter = int(period[:4]), int(period[5:])
    return date(year + quarter // 4, quarter % 4 * MONTHS + 1, 1)


def spread_of(totals: Iterable[Decimal]) -> Spread:
    """Quartiles by linear interpolation between the companies in order, rounded half up to whole points."""
    parts = quantiles((Fraction(total) for total in totals), n=4, method="inclusive")
    return Spread(*(int(part + Fraction(1, 2)) for part in parts))


def partition(members: Iterable[Member]) -> dict[Cell, tuple[Member, ...]]:
    """The groups of at least ten, each company in the narrowest that reaches that number, or in none.

    Who stands in a narrower group is not counted again in a wider one.
    """
    groups: dict[Cell, tuple[Member, ...]] = {}
    left = list(members)
    for step in STEPS:
        cells: defaultdict[Cell, list[Member]] = defaultdict(list)
        for member in left:
            if len(member.cell) >= step:
                cells[member.cell[:step]].append(member)
        enough = {cell: tuple(found) for cell, found in cells.items() if len(found) >= LEAST}
        groups.update(enough)
        left = [member for member in left if member.cell[:step] not in enough]
    return groups


def publish(members: Iterable[Member], before: Sequence[Published[T]]) -> list[Group[T]]:
    """The groups of a period in the order of their cells, after all that was published before."""
    standing: defaultdict[CompanyId, list[int]] = defaultdict(list)
    for place, earlier in enumerate(before):
        for company in earlier.marks:
            standing[company].append(place)
    groups = []
    for cell, found in sorted(partition(members).items()):
        near = _nearest(found, before, standing)
        spread = near.spread if near else spread_of(member.total for member in found)
        groups.append(Group(cell, found, spread, near))
    return groups


def _nearest(
    members: Sequence[Member], before: Sequence[Published[T]], standing: Mapping[CompanyId, Sequence[int]]
) -> Published[T] | None:
    """The earlier set that differs in fewer than ten companies, the nearest first and the latest of equals."""
    alike: Counter[int] = Counter()
    shared: Counter[int] = Counter()
    for member in members:
        for place in standing.get(member.company, ()):
            shared[place] += 1
            alike[place] += before[place].marks[member.company] == member.mark
    differing = [
        (len(members) + len(before[place].marks) - both - alike[place], -place) for place, both in shared.items()
    ]
    distance, turned = min(differing, default=(LEAST, 0))
    return before[-turned] if distance < LEAST else None
