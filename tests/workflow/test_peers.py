"""The comparison of companies as it is stored: frozen once, found by cell, and without a way to a single company."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest

from selfcheck.kernel.errors import BadInputError
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.peers import PeerGroup
from selfcheck.store.audit import list_events
from selfcheck.store.peers import list_last_scores
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.peers import FROZEN, find_peers, freeze_peers
from tests.workflow.world import FOOD, OFFICER, World, profile

JULY = datetime(2026, 7, 2, 2, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 2, 2, 0, tzinfo=UTC)


def _food_maker(world: World) -> Actor:
    actor = world.user(Role.COMPANY)
    world.register(actor, replace(profile(world.users, "360703"), revenue=Decimal(900)))
    return world.actor(actor.user_id)


def _submit(world: World, count: int) -> None:
    for number in range(count):
        actor = _food_maker(world)
        world.submitted(actor, (OFFICER, FOOD) if number % 2 else (FOOD,))


def _freeze(world: World, period: str, now: datetime) -> int | None:
    return world.do(lambda session: freeze_peers(session, period, now=now))


def _found(world: World, now: datetime, tier: Tier = Tier.FULL) -> PeerGroup | None:
    told = replace(profile(99_999, "360703"), revenue=Decimal(900))
    return world.do(lambda session: find_peers(session, told, tier, now=now), writes=False)


def test_ten_companies_are_a_group_and_nine_are_none(world: World) -> None:
    _submit(world, 9)
    assert _freeze(world, "2026Q2", JULY) == 0
    assert _found(world, JULY) is None
    _submit(world, 1)
    assert _found(world, JULY) is None  # the quarter is frozen
    world.now = datetime(2026, 8, 1, tzinfo=UTC)
    assert _freeze(world, "2026Q3", OCTOBER) == 1
    found = _found(world, OCTOBER)
    assert found is not None
    assert found.cell == ("C", "13", "small", "36", "3607")
    assert (found.at_least, found.period, found.reckoned_in) == (10, "2026Q3", "2026Q3")
    assert found.spread.low < found.spread.high
    assert _found(world, OCTOBER, Tier.EXPRESS) is None
    assert _found(world, JULY) is None  # what was frozen later is not shown for a day before


def test_a_quarter_is_frozen_once_and_not_before_it_has_ended(world: World) -> None:
    with pytest.raises(BadInputError):
        _freeze(world, "2026Q2", datetime(2026, 6, 30, 15, 59, tzinfo=UTC))
    assert _freeze(world, "2026Q2", datetime(2026, 6, 30, 16, 0, tzinfo=UTC)) == 0
    assert _freeze(world, "2026Q2", JULY) is None
    events = world.do(list_events, writes=False)
    assert [event.detail["period"] for event in events if event.verb == FROZEN] == ["2026Q2"]


def test_one_company_more_changes_nothing_that_is_shown(world: World) -> None:
    _submit(world, 11)
    assert _freeze(world, "2026Q2", JULY) == 1
    before = _found(world, JULY)
    world.now = datetime(2026, 8, 1, tzinfo=UTC)
    _submit(world, 1)
    assert _freeze(world, "2026Q3", OCTOBER) == 1
    after = _found(world, OCTOBER)
    assert before is not None
    assert after == replace(before, period="2026Q3", reckoned_in="2026Q2")


def test_ten_companies_more_are_a_new_spread(world: World) -> None:
    _submit(world, 10)
    assert _freeze(world, "2026Q2", JULY) == 1
    world.now = datetime(2026, 8, 1, tzinfo=UTC)
    _submit(world, 10)
    assert _freeze(world, "2026Q3", OCTOBER) == 1
    after = _found(world, OCTOBER)
    assert after is not None
    assert (after.at_least, after.reckoned_in) == (20, "2026Q3")


def test_a_draft_and_what_was_withdrawn_do_not_count(world: World) -> None:
    _submit(world, 9)
    actor = _food_maker(world)
    world.withdraw(actor, world.submitted(actor))
    world.draft(_food_maker(world))
    assert _freeze(world, "2026Q2", JULY) == 0


def test_a_reviewer_adds_up_the_jurisdiction_and_nothing_else(world: World) -> None:
    world.submitted(world.company("360703"))
    world.submitted(world.company("360702"))
    world.draft(world.company("360703"))
    for region, count in (("360703", 1), ("360700", 2), ("330000", 0)):
        seen = partial(list_last_scores, scope=world.reviewer(region).scope)
        assert len(world.do(seen, writes=False)) == count
