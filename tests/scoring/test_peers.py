"""Groups of comparable companies: what is published, and that differences of it speak of ten companies or more."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.kernel.ids import CompanyId, RegionCode
from selfcheck.profiles.profile import Profile
from selfcheck.scoring.peers import (
    LEAST,
    Cell,
    Group,
    Member,
    Published,
    Spread,
    cell_of,
    end_of,
    partition,
    period_before,
    publish,
    spread_of,
    wider,
)

CELLS: tuple[Cell, ...] = (
    ("C", "13", "small", "36", "3607"),
    ("C", "13", "small", "36", "3601"),
    ("C", "13", "small", "33", "3301"),
    ("C", "13", "micro", "36", "3607"),
    ("C", "14", "small", "36", "3607"),
    ("C", "14"),
    ("G", "54", "small", "36", "3607"),
    (),
)
SCORES = st.integers(0, 10_000).map(lambda tenths: Decimal(tenths).scaleb(-1))


@st.composite
def populations(draw: st.DrawFn) -> list[Member]:
    """Up to 120 companies, with cells on both sides of ten."""
    sizes = [draw(st.integers(0, 15)) for _ in CELLS]
    cells = [cell for cell, size in zip(CELLS, sizes, strict=True) for _ in range(size)]
    return [Member(CompanyId(n), cell, (n, 1), draw(SCORES)) for n, cell in enumerate(cells)]


def first(members: Sequence[Member]) -> list[Published[str]]:
    """What was published for these companies when nothing had been published before."""
    return _kept(publish(members, []), "first")


def _kept(groups: Sequence[Group[str]], name: str) -> list[Published[str]]:
    return [
        Published(group.spread, {m.company: m.mark for m in group.members}, f"{name} {group.cell}")
        for group in groups
        if group.kept is None
    ]


def distance(one: Published[str], other: Published[str]) -> int:
    """The companies that stand in one set alone, or with another score."""
    companies = one.marks.keys() | other.marks.keys()
    return sum(one.marks.get(company) != other.marks.get(company) for company in companies)


def test_quartiles_stand_between_the_companies_and_are_rounded_half_up() -> None:
    assert spread_of(Decimal(n) for n in (100, 200, 300, 400, 500)) == Spread(200, 300, 400)
    assert spread_of(Decimal(n) for n in (1, 2, 3, 4)) == Spread(2, 3, 3)  # 1.75, 2.5, 3.25


def test_nine_are_not_published_and_ten_are() -> None:
    members = [Member(CompanyId(n), CELLS[0], (n, 1), Decimal(n)) for n in range(10)]
    assert partition(members[:9]) == {}
    assert partition(members) == {CELLS[0]: tuple(members)}
    assert publish(members, [])[0].at_least == 10


def test_a_group_too_small_goes_one_step_wider_without_those_that_have_a_narrower_one() -> None:
    here = [Member(CompanyId(n), CELLS[0], (n, 1), Decimal(n)) for n in range(12)]
    there = [Member(CompanyId(100 + n), CELLS[1], (100 + n, 1), Decimal(n)) for n in range(9)]
    far = [Member(CompanyId(200 + n), CELLS[2], (200 + n, 1), Decimal(n)) for n in range(3)]
    assert partition([*here, *there, *far]) == {CELLS[0]: tuple(here), ("C", "13", "small"): (*there, *far)}


def test_a_company_is_in_the_cells_of_its_trade_size_and_region() -> None:
    told = Profile(
        uscc="91110000600037341L",
        name="演示",
        region=RegionCode("360703"),
        industry="1340",
        employees=45,
        revenue=Decimal(900),
    )
    assert cell_of(told) == ("C", "13", "small", "36", "3607")
    assert wider(("C", "13"))[0] == ("C", "13")
    assert wider(("C", "13"))[-1] == ("C",)
    assert wider(()) == []


@pytest.mark.parametrize(
    ("on", "period", "end"),
    [
        (date(2026, 1, 1), "2025Q4", date(2026, 1, 1)),
        (date(2026, 6, 30), "2026Q1", date(2026, 4, 1)),
        (date(2026, 12, 31), "2026Q3", date(2026, 10, 1)),
    ],
)
def test_the_period_is_the_quarter_that_ended_last(on: date, period: str, end: date) -> None:
    assert period_before(on) == period
    assert end_of(period) == end


@given(populations())
def test_no_published_group_contains_or_overlaps_another_and_none_is_small(members: list[Member]) -> None:
    groups: list[Group[str]] = publish(members, [])
    for group in groups:
        assert len(group.members) >= LEAST
        assert all(member.cell[: len(group.cell)] == group.cell for member in group.members)
        assert group.at_least <= len(group.members)
        assert group.at_least % 10 == 0
    told = [member.company for group in groups for member in group.members]
    assert len(told) == len(set(told))


@given(populations())
def test_whoever_looks_up_its_own_cell_finds_the_group_that_it_stands_in(members: list[Member]) -> None:
    groups = partition(members)
    inside = {member.company: cell for cell, found in groups.items() for member in found}
    for member in members:
        assert next((cell for cell in wider(member.cell) if cell in groups), None) == inside.get(member.company)


@given(populations(), st.sampled_from(CELLS), SCORES, SCORES)
def test_one_company_more_shows_nothing_of_its_score_in_any_group_that_was_there_before(
    members: list[Member], cell: Cell, score: Decimal, other: Decimal
) -> None:
    before = first(members)
    newcomer = CompanyId(9999)
    after = [publish([*members, Member(newcomer, cell, (9999, 1), told)], before) for told in (score, other)]
    for one, two in zip(*after, strict=True):
        assert one.cell == two.cell
        if one.kept:
            assert one.spread == two.spread == one.kept.spread
        elif newcomer not in {member.company for member in one.members}:
            assert one.spread == two.spread
    for group in after[0]:  # what shows the newcomer speaks of ten companies that nothing published speaks of alone
        for earlier in before:
            if group.kept is None:
                fresh = Published(group.spread, {m.company: m.mark for m in group.members}, "")
                assert distance(fresh, earlier) >= LEAST


@given(populations(), st.integers(0, 200), SCORES)
def test_one_company_that_leaves_or_scores_anew_changes_no_spread(
    members: list[Member], which: int, score: Decimal
) -> None:
    if not members:
        return
    place = which % len(members)
    before = first(members)
    gone = members[:place] + members[place + 1 :]
    one = members[place]
    anew = [*gone, Member(one.company, one.cell, (one.company, 2), score)]
    published = {earlier.spread for earlier in before}
    for population in (gone, anew):
        for group in publish(population, before):
            assert group.kept or len(group.members) >= LEAST
            if group.kept:
                assert group.spread in published
            else:
                fresh = Published(group.spread, {m.company: m.mark for m in group.members}, "")
                assert all(distance(fresh, earlier) >= LEAST for earlier in before)


@given(st.lists(populations(), min_size=2, max_size=4))
def test_any_two_spreads_of_any_periods_speak_of_sets_that_differ_in_ten_companies(
    quarters: list[list[Member]],
) -> None:
    published: list[Published[str]] = []
    for number, members in enumerate(quarters):
        published += _kept(publish(members, published), f"quarter {number}")
    for one, other in combinations(published, 2):
        assert distance(one, other) >= LEAST
