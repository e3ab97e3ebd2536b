"""The five-step ladder of manufacturing quality management (制造业质量管理能力五级), and the gates of its steps."""

from dataclasses import dataclass
from fractions import Fraction

from selfcheck.wording.text import Text

MET = Fraction(3, 4)  # an item is met from this score on


@dataclass(frozen=True, slots=True)
class Level:
    """One step: its number, the points of 1000 from which it begins, and its name."""

    number: int
    threshold: int
    name: Text


LEVELS = (
    Level(1, 0, Text(zh="经验级", en="Experience")),
    Level(2, 200, Text(zh="检验级", en="Inspection")),
    Level(3, 400, Text(zh="保证级", en="Assurance")),
    Level(4, 600, Text(zh="预防级", en="Prevention")),
    Level(5, 800, Text(zh="卓越级", en="Excellence")),
)


def next_level(level: Level) -> Level | None:
    """The step above, None at the top."""
    return LEVELS[level.number] if level.number < len(LEVELS) else None
