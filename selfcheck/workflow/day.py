"""The service's day: plans and policies count in days of China Standard Time, wherever the server stands."""

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def day_of(now: datetime) -> date:
    """The day in China at that moment."""
    return now.astimezone(CHINA).date()
