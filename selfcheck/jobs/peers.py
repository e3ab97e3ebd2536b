"""Freezing the comparison of companies once a quarter has ended."""

import logging
from datetime import datetime

from selfcheck.scoring.peers import period_before
from selfcheck.store.engine import Sessions
from selfcheck.store.peers import has_period
from selfcheck.store.transaction import run
from selfcheck.workflow.day import day_of
from selfcheck.workflow.peers import freeze_peers

log = logging.getLogger(__name__)


def freeze_due(sessions: Sessions, now: datetime) -> None:
    """Freeze the last quarter that has ended, once."""
    period = period_before(day_of(now))
    if run(sessions, lambda session: has_period(session, period), writes=False):
        return
    groups = run(sessions, lambda session: freeze_peers(session, period, now=now))
    log.info("comparison of %s: %s groups", period, groups)
