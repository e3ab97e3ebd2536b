"""A time limit for work that looks at it often."""

import time
from collections.abc import Callable

from selfcheck.plans.errors import TooSlowError

SECONDS = 60


def deadline(seconds: int = SECONDS) -> Callable[[], None]:
    """A function that raises TooSlowError when it is called after that time."""
    end = time.monotonic() + seconds

    def tick() -> None:
        if time.monotonic() > end:
            raise TooSlowError(seconds=seconds)

    return tick
