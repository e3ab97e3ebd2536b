"""Adding companies up: the figures are those of the list, and nothing that is shown tells of few."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.profiles.size import Size
from selfcheck.scoring.peers import LEAST, spread_of
from selfcheck.scoring.tally import Counted, groups_of, shown_counts, tally_of

QUESTIONS = tuple(QuestionId(name) for name in "abc")
companies = st.builds(
    Counted,
    region=st.sampled_from([RegionCode("360702"), RegionCode("360703"), RegionCode("360730")]),
    division=st.sampled_from(["13", "14"]),
    size=st.sampled_from([*Size, None]),
    state=st.sampled_from(["submitted", "concluded"]),
    total=st.integers(0, 10_000).map(lambda tenths: Decimal(tenths) / 10),
    level=st.integers(1, 5),
    sections=st.fixed_dictionaries({"lead": st.tuples(st.fractions(0, 100), st.just(Fraction(100)))}),
    items=st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()),
    vetoes_failed=st.lists(st.sampled_from(QUESTIONS), unique=True),
)
groups = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(st.integers(0, 1000).map(Decimal), min_size=1, max_size=25), max_size=7
)
counts = st.dictionaries(st.integers(1, 9), st.integers(0, 40), max_size=9)


@given(st.lists(companies, max_size=40))
def test_it_counts_what_a_list_counts(listed: list[Counted]) -> None:
    tally = tally_of(iter(listed))
    assert tally.companies == len(listed)
    assert tally.is_shown == (len(listed) >= LEAST)
    for level in range(1, 6):
        assert tally.levels[level] == sum(company.level == level for company in listed)
    assert tally.points["lead"] == sum((company.sections["lead"][0] for company in listed), Fraction(0))
    assert tally.share_of("lead") == (tally.points["lead"] / tally.full["lead"] if len(listed) >= LEAST else None)


@given(st.lists(companies, max_size=40))
def test_duties_tell_of_no_few(listed: list[Counted]) -> None:
    weakest = dict(tally_of(listed).weakest(QUESTIONS))
    few = Fraction(1, 1000)  # in the list, those with few stand between nobody and the others
    order = [few if share is None else share for share in weakest.values()]
    assert order == sorted(order)
    for question in QUESTIONS:
        answers = [company.items[question] for company in listed if question in company.items]
        met, failed = sum(answers), len(answers) - sum(answers)
        if len(answers) >= LEAST and 0 < met < LEAST:
            assert weakest[question] is None
        elif failed >= LEAST:
            assert weakest[question] == Fraction(met, len(answers))
        else:
            assert question not in weakest


def test_a_section_of_a_single_company_is_not_told() -> None:
    tally = tally_of(made(number, {"lead", "only"} if number == 0 else {"lead"}) for number in range(LEAST + 1))
    assert tally.share_of("lead") == Fraction(1, 2)
    assert tally.share_of("only") is None
    assert tally.share_of("nobody's") is None


def made(number: int, sections: Collection[str]) -> Counted:
    return Counted(
        region=RegionCode("360703"),
        division="13",
        size=None,
        state="submitted",
        total=Decimal(number),
        level=1,
        sections=dict.fromkeys(sections, (Fraction(5), Fraction(10))),
        items={},
        vetoes_failed=(),
    )


@given(groups)
def test_no_group_and_no_rest_tells_of_fewer_than_ten(found: dict[str, list[Decimal]]) -> None:
    lines, total = groups_of(found), sum(map(len, found.values()))
    assert all(line.companies >= LEAST for line in lines)
    if lines:
        assert sum(line.companies for line in lines) == total  # so nothing is left to reckon by subtraction
        assert len(lines) > 1
    for line in lines:
        if line.key is not None:
            assert (line.companies, line.spread) == (len(found[line.key]), spread_of(found[line.key]))


@given(counts)
def test_what_is_hidden_cannot_be_reckoned_from_the_total(told: dict[int, int]) -> None:
    shown = shown_counts(told)
    hidden = [told[key] for key, count in shown.items() if count is None]
    assert all(count is None or count == told[key] for key, count in shown.items())
    assert all(count is None or count == 0 or count >= LEAST for count in shown.values())
    if not any(0 < count < LEAST for count in told.values()):
        assert not hidden
    elif sum(told.values()) >= LEAST:
        assert len(hidden) > 1
        assert sum(hidden) >= LEAST
