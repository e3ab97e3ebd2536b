"""Many companies added up: one pass over them, in memory that grows with the questions and not with what they said.

What is shown of it says nothing of few: a group of fewer than ten companies is merged with others, and a count below
ten is hidden together with as many more as it takes that nobody can reckon it from the total. That holds within one
report; two reports of overlapping companies can still be held against each other.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.profiles.size import Size
from selfcheck.scoring.peers import LEAST, Spread, spread_of

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One company with its last score: points and full marks of sections, which scored items are met."""

    region: RegionCode
    division: str  # two figures of its trade
    size: Size | None
    state: str
    total: Decimal
    level: int
    sections: Mapping[str, tuple[Fraction, Fraction]]
    items: Mapping[QuestionId, bool]
    vetoes_failed: Sequence[QuestionId]


@dataclass(slots=True)
class Tally:
    """What was counted so far."""

    states: Counter[str] = field(default_factory=Counter)
    levels: Counter[int] = field(default_factory=Counter)
    totals: list[Decimal] = field(default_factory=list)
    points: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    full: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    answering: Counter[str] = field(default_factory=Counter)  # companies that a section applies to
    asked: Counter[QuestionId] = field(default_factory=Counter)
    met: Counter[QuestionId] = field(default_factory=Counter)
    vetoes: Counter[QuestionId] = field(default_factory=Counter)
    regions: defaultdict[RegionCode, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    divisions: defaultdict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    sizes: defaultdict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))

    def add(self, company: Counted) -> None:
        """Count the company."""
        self.states[company.state] += 1
        self.levels[company.level] += 1
        self.totals.append(company.total)
        for section, (points, full) in company.sections.items():
            self.points[section] += points
            self.full[section] += full
            self.answering[section] += full > 0
        self.asked.update(company.items.keys())
        self.met.update(question for question, is_met in company.items.items() if is_met)
        self.vetoes.update(company.vetoes_failed)
        self.regions[company.region].append(company.total)
        self.divisions[company.division].append(company.total)
        self.sizes[company.size.value if company.size else ""].append(company.total)

    @property
    def companies(self) -> int:
        """How many were counted."""
        return len(self.totals)

    @property
    def is_shown(self) -> bool:
        """Whether anything may be told of them."""
        return self.companies >= LEAST

    def share_of(self, section: str) -> Fraction | None:
        """The part of its full marks that companies reach together, None where it applies to fewer than ten."""
        return self.points[section] / self.full[section] if self.answering[section] >= LEAST else None

    def weakest(self, duties: Iterable[QuestionId]) -> list[tuple[QuestionId, Fraction | None]]:
        """Those duties that were asked of ten companies or more, with the share that meets them, the lowest first.

        None, after those that nobody meets and in the order of their names: some meet it, but fewer than ten. A duty
        that fewer than ten fail to meet is left out, or it would tell how many.
        """
        found: list[tuple[QuestionId, Fraction | None]] = []
        for question in duties:
            asked, met = self.asked[question], self.met[question]
            if asked >= LEAST and 0 < met < LEAST:
                found.append((question, None))
            elif asked - met >= LEAST:
                found.append((question, Fraction(met, asked)))
        return sorted(found, key=lambda one: (bool(one[1]), one[1] is None, one[1] or 0, one[0]))


def tally_of(companies: Iterable[Counted]) -> Tally:
    """All of them counted."""
    tally = Tally()
    for company in companies:
        tally.add(company)
    return tally


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group that may be told of; `key` is None for the smaller ones together."""

    key: str | None
    companies: int
    spread: Spread


def groups_of(groups: Mapping[str, Sequence[Decimal]]) -> tuple[GroupLine, ...]:
    """The groups by name, the smaller ones merged until they are ten; none where only one group could be told."""
    large = sorted((key for key, totals in groups.items() if len(totals) >= LEAST), key=lambda key: -len(groups[key]))
    rest = [total for key, totals in groups.items() if key not in large for total in totals]
    while rest and len(rest) < LEAST and large:
        rest.extend(groups[large.pop()])
    lines = [GroupLine(key, len(groups[key]), spread_of(groups[key])) for key in sorted(large)]
    if len(rest) >= LEAST:
        lines.append(GroupLine(None, len(rest), spread_of(rest)))
    return tuple(lines) if len(lines) > 1 else ()


def shown_counts(counts: Mapping[K, int]) -> dict[K, int | None]:
    """The counts, None for those that are hidden: what is below ten, and more until ten companies hide in two or more.

    Nothing is hidden where nothing is below ten; a count of nobody is told.
    """
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    others = sorted((key for key, count in counts.items() if count >= LEAST), key=lambda key: -counts[key])
    while hidden and others and (len(hidden) == 1 or sum(counts[key] for key in hidden) < LEAST):
        hidden.add(others.pop())
    return {key: None if key in hidden else count for key, count in counts.items()}
