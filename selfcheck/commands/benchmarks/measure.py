"""Measuring: the median of several runs, and a row of the contract."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure with its baseline in the same unit; `goal` is what the value or the ratio must reach."""

    name: str
    value: float
    unit: str
    baseline: float
    baseline_of: str
    goal: str

    def as_json(self) -> dict[str, object]:
        """The row of the command-line contract."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "baseline": round(self.baseline, 3),
            "ratio": round(self.value / self.baseline, 3),
            "baseline_of": self.baseline_of,
            "goal": self.goal,
        }


def median_ms(
    work: Callable[[], object], *, runs: int = 15, warm: int = 2, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The median time of one call in milliseconds, after `warm` calls that are not counted.

    `time.process_time` as the clock counts the work of this process alone, whatever else the machine does.
    """
    for _ in range(warm):
        work()
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times) * 1000


def yardstick_ms() -> float:
    """The time of a fixed piece of plain Python, so that figures of two machines can be compared."""
    return median_ms(lambda: sum(number * number for number in range(200_000)))
