"""Composing, assessing and loading, without database, page or paper."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from selfcheck.advice.assessment import assess, facts_of
from selfcheck.advice.climb import climb
from selfcheck.advice.simulate import simulate
from selfcheck.answers.answer import Answers
from selfcheck.commands.benchmarks.measure import Measurement, median_ms, yardstick_ms
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all
from selfcheck.kernel import places
from selfcheck.matching.match import match
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.scoring.score import Scorer

BATCH, POLICIES, TICKED = 200, 300, 5
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
    yield from _deciding(library, questionnaire, answers, yardstick)
    yield Measurement("assess", assessing, "ms", yardstick, YARDSTICK, "under 50 ms")


def _deciding(
    library: Library, questionnaire: Questionnaire, answers: Answers, yardstick: float
) -> Iterator[Measurement]:
    """Scoring, matching and the simulator, each alone."""
    scorer = Scorer(questionnaire)
    batch = median_ms(lambda: [scorer.score(answers, DAY) for _ in range(BATCH)], runs=5)
    adding = median_ms(lambda: [_plain_sum(questionnaire) for _ in range(BATCH)], runs=5)
    rate, plain_rate = BATCH / batch * 1000, BATCH / adding * 1000
    yield Measurement("score", rate, "1/s", plain_rate, "adding the same weights alone", "60 answers: at least 5000/s")
    now = assess(library, FOOD_MAKER, questionnaire, answers, on=DAY)
    facts = facts_of(FOOD_MAKER, answers, now.score, DAY)
    policies = [policy for _, policy in zip(range(POLICIES), cycle(library.policies), strict=False)]
    matching = median_ms(lambda: match(policies, library.plans, facts, DAY))
    yield Measurement("match-300", matching, "ms", yardstick, YARDSTICK, "under 10 ms")
    chosen = list(now.moves)[:TICKED]
    simulating = median_ms(lambda: simulate(library, now, now.moves, chosen))
    yield Measurement("simulate", simulating, "ms", yardstick, YARDSTICK, "under 100 ms")
    climbing = median_ms(lambda: climb(questionnaire, answers, DAY, now.score.next, now.moves), runs=5)
    yield Measurement("climb", climbing, "ms", yardstick, YARDSTICK, "under 100 ms")


def _plain_sum(questionnaire: Questionnaire) -> int:
    return sum(int(question.weight) for question in questionnaire.questions())
