"""The service's day: plans and policies count in days of China Standard Time, wherever the server stands."""

from datetime import UTC, date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def day_of(now: datetime) -> date:
    """The day in China at that moment."""
    return now.astimezone(CHINA).date()


def end_of_day(on: date) -> datetime:
    """The moment at which that day ends in China."""
    return datetime.combine(on + timedelta(days=1), time(), CHINA).astimezone(UTC)
