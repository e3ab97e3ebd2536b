"""Composing, assessing and loading, without database, page or paper."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from selfcheck.advice.assessment import assess
from selfcheck.commands.benchmarks.measure import Measurement, median_ms, yardstick_ms
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all
from selfcheck.kernel import places
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.question import Tier

YARDSTICK = "200,000 squares added in plain Python"


def measure() -> Iterator[Measurement]:
    """Compose and assess the standard questionnaire of a food maker over the whole content."""
    root = places.content()
    library = load_library(root)
    questionnaire = compose(library, FOOD_MAKER, Tier.STANDARD, DAY).questionnaire
    answers = answer_all(questionnaire)
    yardstick = yardstick_ms()
    loading = median_ms(lambda: load_library(root), runs=3, warm=1)
    yield Measurement("content-load", loading, "ms", yardstick, YARDSTICK, "under 1500 ms")
    with TemporaryDirectory() as folder:
        cache = Path(folder) / "content.json"
        again = median_ms(lambda: load_library(root, cache), runs=5, warm=1)
    yield Measurement("content-load-cached", again, "ms", yardstick, YARDSTICK, "under 150 ms")
    composing = median_ms(lambda: compose(library, FOOD_MAKER, Tier.STANDARD, DAY))
    yield Measurement("compose", composing, "ms", yardstick, YARDSTICK, "under 20 ms")
    assessing = median_ms(lambda: assess(library, FOOD_MAKER, questionnaire, answers, on=DAY))
    yield Measurement("assess", assessing, "ms", yardstick, YARDSTICK, "under 50 ms")
