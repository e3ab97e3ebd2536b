"""How far a region is with a target: who counts, exact figures, and what holds for every set of companies."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import ItemId, PlanId, QuestionId, RegionCode, TargetId
from selfcheck.profiles.profile import Honour
from selfcheck.questionnaires.target import Aggregate, Feed, Relation, Target
from selfcheck.rules.condition import All, Op
from selfcheck.rules.condition import Test as Condition
from selfcheck.scoring.attainment import Attainment, Told, attain, contribution, tells_of_few, told_by
from selfcheck.wording.text import Text
from tests.workflow.world import profile

ON = date(2026, 6, 1)
CITY = RegionCode("360700")
STEPS = QuestionId("steps")
NUMBER = QuestionId("number")
WORDS = Text("话", "words")
EVERYBODY = All(())
LARGE = Condition("revenue", Op.AT_LEAST, 2000)


def target(
    aggregate: Aggregate, fact: str, *, test: tuple[Op, int | str] | None = None, among: Condition | All = EVERYBODY
) -> Target:
    op, value = test or (None, None)
    return Target(
        id=TargetId("t"),
        plan=PlanId("p"),
        clause="1",
        item=ItemId("i"),
        title=WORDS,
        metric="标",
        op=Relation.AT_LEAST,
        value=Decimal(60),
        unit=Text("%", "%"),
        feed=Feed(aggregate=aggregate, fact=fact, basis=WORDS, op=op, value=value, among=among),
    )


SHARE = target(Aggregate.SHARE, "answer:steps", test=(Op.AT_LEAST, 2))
COUNT = target(Aggregate.COUNT, "answer:steps", test=(Op.AT_LEAST, 2))
SUM = target(Aggregate.SUM, "answer:number")
MEAN = target(Aggregate.MEAN, "answer:number")


def company(region: str = "360703", *, revenue: int | None = 5000, **answers: Answer) -> Told:
    told = replace(profile(1, region), revenue=None if revenue is None else Decimal(revenue))
    return told_by(told, {QuestionId(name): answer for name, answer in answers.items()}, ON)


def step(value: int) -> Told:
    return company(steps=Answer(value=value))


def test_a_share_is_exact() -> None:
    assert attain(SHARE, CITY, [step(2), step(4), step(1)]) == Attainment(3, Fraction(200, 3))


def test_who_has_not_told_is_in_neither_part_of_a_share() -> None:
    silent = [company(), company(steps=Answer(na="没有")), company(steps=Answer(unknown=True))]
    assert attain(SHARE, CITY, [step(2), step(0), *silent]) == Attainment(2, Fraction(50))


def test_who_lies_elsewhere_does_not_count() -> None:
    elsewhere = company("360802", steps=Answer(value=4))
    assert attain(COUNT, CITY, [step(2), elsewhere]) == Attainment(1, Fraction(1))
    assert attain(COUNT, RegionCode("360000"), [step(2), elsewhere]) == Attainment(2, Fraction(2))


def test_only_those_among_whom_the_plan_counts_do() -> None:
    large = replace(SHARE, feed=replace(feed(SHARE), among=LARGE))
    small, untold = (company(revenue=revenue, steps=Answer(value=0)) for revenue in (100, None))
    assert attain(large, CITY, [step(3), small, untold]) == Attainment(1, Fraction(100))


def test_figures_are_summed_and_averaged_without_rounding() -> None:
    told = [company(number=Answer(value=Decimal(value))) for value in ("0.1", "0.2", "0.4")]
    assert attain(SUM, CITY, told) == Attainment(3, Fraction(7, 10))
    assert attain(MEAN, CITY, told) == Attainment(3, Fraction(7, 30))


def test_a_table_counts_by_its_rows() -> None:
    told = [company(number=Answer(value=({"a": "1"}, {"a": "2"}))), company(number=Answer(value=({"a": "3"},)))]
    assert attain(SUM, CITY, told) == Attainment(2, Fraction(3))


def test_facts_of_the_profile_feed_as_well() -> None:
    honoured = replace(profile(1, "360703"), honours=(Honour("pinzi_mark"),))
    plain = replace(profile(1, "360703"), honours=())
    mark = target(Aggregate.COUNT, "honours", test=(Op.HAS, "pinzi_mark"))
    assert attain(mark, CITY, [told_by(held, {}, ON) for held in (honoured, plain, profile(1, "360703"))]) == (
        Attainment(2, Fraction(1))
    )


def test_a_figure_tells_of_few_where_few_count_pass_or_fail() -> None:
    for passing, failing, expected in ((10, 10, False), (10, 0, False), (0, 10, False), (9, 20, True), (20, 1, True)):
        told = [step(4)] * passing + [step(0)] * failing
        for aim in (SHARE, COUNT):
            assert tells_of_few(feed(aim), attain(aim, CITY, told)) is expected
    for count, expected in ((9, True), (10, False)):
        figures = [company(number=Answer(value=Decimal(7)))] * count
        assert [tells_of_few(feed(aim), attain(aim, CITY, figures)) for aim in (SUM, MEAN)] == [expected, expected]
    assert not tells_of_few(feed(SUM), attain(SUM, CITY, []))


def test_what_nothing_feeds_has_no_figure() -> None:
    assert attain(replace(SHARE, feed=None, not_fed=WORDS), CITY, [step(4)]) == Attainment(0, None)
    assert attain(SHARE, CITY, []) == Attainment(0, None)


def feed(found: Target) -> Feed:
    assert found.feed is not None
    return found.feed


companies = st.lists(
    st.builds(
        lambda region, revenue, value, figure: company(
            region, revenue=revenue, steps=value, number=Answer(value=figure)
        ),
        st.sampled_from(["360703", "360702", "360802"]),
        st.sampled_from([None, 100, 5000]),
        st.one_of(st.builds(Answer, value=st.integers(0, 4)), st.just(Answer(unknown=True)), st.just(Answer(na="无"))),
        st.decimals(0, 1000, places=2),
    ),
    max_size=12,
)
any_target = st.sampled_from(
    [replace(t, feed=replace(feed(t), among=among)) for t in (SHARE, COUNT, SUM, MEAN) for among in (EVERYBODY, LARGE)]
)


@given(any_target, companies, st.randoms())
def test_the_order_of_companies_is_neutral(aim: Target, told: list[Told], rng: Random) -> None:
    shuffled = rng.sample(told, len(told))
    assert attain(aim, CITY, shuffled) == attain(aim, CITY, told)


@given(any_target, companies)
def test_bounds(aim: Target, told: list[Told]) -> None:
    found = attain(aim, CITY, told)
    assert 0 <= found.counted <= len(told)
    assert (found.figure is None) == (found.counted == 0)
    if found.figure is not None:
        assert found.figure >= 0
        if aim.feed is not None and aim.feed.aggregate is Aggregate.SHARE:
            assert found.figure <= 100
        if aim.feed is not None and aim.feed.aggregate is Aggregate.COUNT:
            assert found.figure <= found.counted


@given(any_target, companies)
def test_companies_that_do_not_count_change_nothing(aim: Target, told: list[Told]) -> None:
    counting = [one for one in told if contribution(feed(aim), CITY, one) is not None]
    assert attain(aim, CITY, counting) == attain(aim, CITY, told)


@given(companies, st.integers(0, 3))
def test_a_better_answer_never_lowers_a_share(told: list[Told], value: int) -> None:
    worse, better = attain(SHARE, CITY, [*told, step(value)]), attain(SHARE, CITY, [*told, step(value + 1)])
    assert worse.figure is not None
    assert better.figure is not None
    assert worse.figure <= better.figure
    assert worse.counted == better.counted


@given(companies, companies)
def test_counts_and_sums_of_two_groups_add_up(one: list[Told], other: list[Told]) -> None:
    for aim in (COUNT, SUM):
        parts = [attain(aim, CITY, group).figure or 0 for group in (one, other)]
        assert (attain(aim, CITY, [*one, *other]).figure or 0) == sum(parts)
