"""Groups of comparable companies as they were published, period by period; nothing of a period is ever changed.

The functions that freeze take no scope: they serve the service itself. What pages read holds no company at all, only
groups; who stands in one is kept to hold the next period against it, and is read by nobody else.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.ids import CompanyId
from selfcheck.profiles.profile import profile_from_json
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.peers import Cell, Group, Member, PeerGroup, Published, Spread, cell_of, wider
from selfcheck.store.insert import flush_unique
from selfcheck.store.model import Model, choice
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import LODGED, Submission, submission_within

AT_ONCE = 500  # rows held of a result


class PeerPeriod(Model):
    """A quarter whose groups are frozen; it has a row also where no group was large enough."""

    __tablename__ = "peer_periods"

    period: Mapped[str] = mapped_column(String(6), primary_key=True)
    frozen_at: Mapped[datetime]


class StoredPeerGroup(Model):
    """A published group, its size rounded down to tens; `kept_from` is the group whose spread it goes on showing."""

    __tablename__ = "peer_groups"
    __table_args__ = (
        UniqueConstraint("period", "tier", "cell"),
        CheckConstraint("at_least >= 10", name="large_enough"),
        CheckConstraint("low BETWEEN 0 AND median AND median <= high AND high <= 1000", name="spread_ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(ForeignKey("peer_periods.period"))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    cell: Mapped[str] = mapped_column(String(40))  # the parts of the cell with / between them
    at_least: Mapped[int]
    low: Mapped[int]
    median: Mapped[int]
    high: Mapped[int]
    kept_from: Mapped[int | None] = mapped_column(ForeignKey("peer_groups.id"))


class PeerMember(Model):
    """A company of a group whose spread was reckoned anew, and the round that its score came from."""

    __tablename__ = "peer_members"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_peer_members_round"
        ),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("peer_groups.id"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    submission_id: Mapped[int]
    round_number: Mapped[int]


def add_period(session: Session, period: str, *, now: datetime) -> None:
    """Begin to freeze the period; raises TakenError where somebody has."""
    flush_unique(session, PeerPeriod(period=period, frozen_at=now))


def has_period(session: Session, period: str) -> bool:
    """Whether the period is frozen."""
    return session.get(PeerPeriod, period) is not None


def list_members(session: Session, tier: Tier, formula: str, *, before: datetime) -> list[Member]:
    """Every company with a round of that tier and formula submitted before, each with the last of them."""
    query = (
        select(Submission.company_id, Submission.profile_json, Round.submission_id, Round.number, Round.total)
        .join(Round, Round.submission_id == Submission.id)
        .where(
            Submission.tier == tier,
            Submission.state.in_(LODGED),
            Round.formula == formula,
            Round.submitted_at < before,
        )
        .order_by(Round.submitted_at, Round.submission_id, Round.number)
        .execution_options(yield_per=AT_ONCE)
    )
    last: dict[int, Member] = {}
    for company, profile, submission, number, total in session.execute(query):
        cell = cell_of(profile_from_json(profile))
        last[company] = Member(CompanyId(company), cell, (submission, number), total)
    return list(last.values())


def list_published(session: Session, tier: Tier) -> list[Published[StoredPeerGroup]]:
    """Every spread that was ever published for that tier, the oldest first, with the companies behind it."""
    marks: defaultdict[int, dict[CompanyId, tuple[int, int]]] = defaultdict(dict)
    members = (
        select(PeerMember.group_id, PeerMember.company_id, PeerMember.submission_id, PeerMember.round_number)
        .join(StoredPeerGroup, StoredPeerGroup.id == PeerMember.group_id)
        .where(StoredPeerGroup.tier == tier)
        .execution_options(yield_per=AT_ONCE)
    )
    for group, company, submission, number in session.execute(members):
        marks[group][CompanyId(company)] = (submission, number)
    groups = select(StoredPeerGroup).where(StoredPeerGroup.tier == tier, StoredPeerGroup.kept_from.is_(None))
    found = session.scalars(groups.order_by(StoredPeerGroup.id))
    return [Published(Spread(group.low, group.median, group.high), marks[group.id], group) for group in found]


def add_groups(session: Session, period: str, tier: Tier, groups: Iterable[Group[StoredPeerGroup]]) -> None:
    """Store the groups of a period, and the members of those whose spread is new."""
    for group in groups:
        row = StoredPeerGroup(
            period=period,
            tier=tier,
            cell="/".join(group.cell),
            at_least=group.at_least,
            low=group.spread.low,
            median=group.spread.median,
            high=group.spread.high,
            kept_from=group.kept.source.id if group.kept else None,
        )
        session.add(row)
        session.flush()
        if group.kept is None:
            rows = [
                {"group_id": row.id, "company_id": m.company, "submission_id": m.mark[0], "round_number": m.mark[1]}
                for m in group.members
            ]
            session.execute(insert(PeerMember), rows)


def find_peer_group(session: Session, tier: Tier, cell: Cell, period: str) -> PeerGroup | None:
    """The narrowest group around the cell in the last frozen period up to that one, None where there is none."""
    frozen = select(func.max(PeerPeriod.period)).where(PeerPeriod.period <= period).scalar_subquery()
    source = StoredPeerGroup.__table__.alias("source")
    query = (
        select(StoredPeerGroup, source.c.period)
        .outerjoin(source, source.c.id == StoredPeerGroup.kept_from)
        .where(
            StoredPeerGroup.tier == tier,
            StoredPeerGroup.period == frozen,
            StoredPeerGroup.cell.in_(["/".join(one) for one in wider(cell)]),
        )
        .order_by(func.length(StoredPeerGroup.cell).desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    group, reckoned_in = found
    spread = Spread(group.low, group.median, group.high)
    return PeerGroup(tuple(group.cell.split("/")), group.at_least, spread, group.period, reckoned_in or group.period)


def list_last_scores(session: Session, scope: Scope) -> list[tuple[Tier, Decimal, int]]:
    """Tier, total and level of the last round of every company in the scope, tier by tier."""
    query = (
        select(Submission.tier, Submission.company_id, Round.total, Round.level)
        .join(Round, Round.submission_id == Submission.id)
        .where(submission_within(scope), Round.number == Submission.rounds)
        .order_by(Round.submitted_at, Round.submission_id)
        .execution_options(yield_per=AT_ONCE)
    )
    last: dict[tuple[Tier, int], tuple[Tier, Decimal, int]] = {}
    for tier, company, total, level in session.execute(query):
        last[tier, company] = (tier, total, level)
    return list(last.values())
