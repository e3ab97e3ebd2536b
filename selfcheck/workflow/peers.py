"""Freezing the comparison of a quarter that has ended, and finding what a company is compared with."""

from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from selfcheck.kernel.errors import BadInputError
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.peers import PeerGroup, cell_of, end_of, period_before, publish
from selfcheck.scoring.score import FORMULA
from selfcheck.store.insert import TakenError
from selfcheck.store.peers import add_groups, add_period, find_peer_group, has_period, list_members, list_published
from selfcheck.workflow.day import CHINA, day_of
from selfcheck.workflow.trail import Entry, record

FROZEN = "freeze_peers"  # in the audit trail; done by the service, not by a person


def freeze_peers(session: Session, period: str, *, now: datetime) -> int | None:
    """The number of groups published, None where the period was frozen before; raises BadInputError too early."""
    end = datetime.combine(end_of(period), time(), CHINA).astimezone(UTC)
    if now < end:
        raise BadInputError(where=period, problem="the quarter has not ended")
    if has_period(session, period):
        return None
    try:
        add_period(session, period, now=now)
    except TakenError:
        return None
    counts = {}
    for tier in Tier:
        groups = publish(list_members(session, tier, FORMULA, before=end), list_published(session, tier))
        add_groups(session, period, tier, groups)
        counts[tier.value] = len(groups)
    record(session, None, Entry(FROZEN, "peers", 0, detail={"period": period, "groups": counts}), now=now)
    return sum(counts.values())


def find_peers(session: Session, profile: Profile, tier: Tier, *, now: datetime) -> PeerGroup | None:
    """The group that a company with this profile is compared with at that moment; it names no company."""
    return find_peer_group(session, tier, cell_of(profile), period_before(day_of(now)))
