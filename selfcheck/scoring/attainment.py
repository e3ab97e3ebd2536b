"""How far a region is with a figure that a plan aims at, as far as companies' answers tell. Exact until it is shown.

Refuses to guess: a company that does not count, or has not told what is asked, is in neither part of a share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfcheck.answers.answer import Answers
from selfcheck.answers.facts import answer_facts
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import contains
from selfcheck.profiles.facts import profile_facts
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.target import Aggregate, Feed, Target
from selfcheck.rules.evaluate import evaluate
from selfcheck.rules.fact import Absent, Facts
from selfcheck.rules.truth import Truth

FEWEST = 10  # companies behind a rate that is shown: fewer would tell of single ones


@dataclass(frozen=True, slots=True)
class Told:
    """What one company tells: its region, its answers, and the facts of profile and answers."""

    region: RegionCode
    answers: Answers
    facts: Facts


@dataclass(frozen=True, slots=True)
class Attainment:
    """The figure in the target's unit, None while nobody counts, and how many companies it rests on."""

    counted: int
    figure: Fraction | None


def tells_of_few(feed: Feed, attained: Attainment) -> bool:
    """Whether the figure rests on fewer than ten companies, or on fewer than ten that pass or that fail."""
    if attained.figure is None:
        return False
    if not feed.aggregate.tests:
        return attained.counted < FEWEST
    is_count = feed.aggregate is Aggregate.COUNT
    passing = attained.figure if is_count else attained.figure * attained.counted / 100
    return attained.counted < FEWEST or 0 < passing < FEWEST or 0 < attained.counted - passing < FEWEST


def told_by(profile: Profile, answers: Answers, on: date) -> Told:
    """What that profile and those answers tell on that day."""
    return Told(profile.region, answers, {**profile_facts(profile, on), **answer_facts(answers)})


def contribution(feed: Feed, region: RegionCode, told: Told) -> Fraction | None:
    """What one company adds to a target of that region: 1 or 0 for a test, else its figure.

    None where the company lies elsewhere, is not among those that count, or has not told the fact.
    """
    if not contains(region, told.region) or evaluate(feed.among, told.facts).truth is not Truth.YES:
        return None
    if feed.test is None:
        return _number(feed, told.answers)
    if isinstance(told.facts.get(feed.fact), Absent):
        return None
    truth = evaluate(feed.test, told.facts).truth
    return None if truth is Truth.UNKNOWN else Fraction(truth is Truth.YES)


def attain(target: Target, region: RegionCode, companies: Iterable[Told]) -> Attainment:
    """How far the companies of the region are with the target; nobody counts where nothing feeds it."""
    feed = target.feed
    if feed is None:
        return Attainment(0, None)
    found = [value for told in companies if (value := contribution(feed, region, told)) is not None]
    if not found:
        return Attainment(0, None)
    total = sum(found, Fraction(0))
    if feed.aggregate is Aggregate.SHARE:
        return Attainment(len(found), 100 * total / len(found))
    if feed.aggregate is Aggregate.MEAN:
        return Attainment(len(found), total / len(found))
    return Attainment(len(found), total)


def _number(feed: Feed, answers: Answers) -> Fraction | None:
    """The figure of a number, or how many rows a table has."""
    answer = answers.get(feed.question) if feed.question is not None else None
    if answer is None:
        return None
    if isinstance(answer.value, tuple):
        return Fraction(len(answer.value))
    return Fraction(answer.value) if isinstance(answer.value, Decimal) else None
