"""Sample answers, from the worst to the best, run against the bank: every step counts, every level is reached."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from selfcheck.answers.answer import Answer, Value
from selfcheck.kernel.errors import Fault
from selfcheck.kernel.ids import ModuleId, PlanId, QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.library import Library, Source
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire, Section
from selfcheck.scoring.item import STEPS, item_score
from selfcheck.scoring.ladder import LEVELS, Level
from selfcheck.scoring.score import score

DAY = date(2026, 6, 1)
ENOUGH = 20  # a plan with fewer questions may skip a level: one answer is worth more than its points


def check_samples(library: Library, source: Source) -> tuple[Fault, ...]:
    """A fault for every question whose samples do not climb from nothing to all, and every plan that skips a level."""
    faults: list[Fault] = []
    for module in library.modules:
        for number, question in enumerate(module.questions):
            name, at = f"modules/{module.module}.yaml", ("questions", number)
            found = sample_faults(as_asked(question, Modality.PROMOTED, ()))
            faults.extend(source.fault(name, at, message) for message in found)
    for plan in library.plans:
        questionnaire = _questionnaire(library, plan)
        name = f"plans/{plan}.yaml"
        faults.extend(
            source.fault(name, ("plan",), f"no answers to its questions end at level {level.number}")
            for level in LEVELS
            if len(questionnaire.sections[0].questions) >= ENOUGH and not reaches(questionnaire, level)
        )
    return tuple(sorted(faults))


def samples(question: AskedQuestion) -> tuple[Value, ...]:
    """Values of the question's kind, each better than the one before."""
    if question.kind == "maturity":
        return tuple(range(STEPS + 1))
    if question.kind == "checklist":
        ids = [option.id for option in sorted(question.options or (), key=lambda option: option.required)]
        return tuple(frozenset(ids[:count]) for count in range(len(ids) + 1))
    if question.number is not None:
        floor, target = question.number.floor, question.number.target
        return tuple(floor + (target - floor) * step / STEPS for step in range(STEPS + 1))
    if question.kind == "date":
        return (DAY - timedelta(days=1), DAY)
    if question.kind == "table":
        row = {column.id: "1" for column in question.columns}
        return ((), ({},) * question.rows, (row,) * question.rows)
    return (False, True)


def sample_faults(question: AskedQuestion) -> Iterator[str]:
    """What is wrong with the ladder of a question."""
    given = samples(question)
    worth = [item_score(question, value, DAY) for value in given]
    if worth != sorted(worth):
        yield f"a better answer is worth less: {[str(value) for value in worth]}"
    if worth[0] != 0 or worth[-1] != 1:
        yield f"the worst answer is worth {worth[0]} and the best {worth[-1]}, not 0 and 1"
    if question.kind == "maturity" and question.options is not None:
        for lang in ("zh", "en"):
            if len({getattr(step.text, lang) for step in question.options}) != len(question.options):
                yield f"two steps say the same in {lang}"
    if question.kind == "table" and worth[1] > 0:
        yield "an empty row counts: a table needs a required column"
    limits = question.number.limits if question.number else None
    if limits and not all(isinstance(v, Decimal) and limits.min <= v <= limits.max for v in given):
        yield "floor and target must lie within the limits, or nobody can reach them"


@lru_cache(maxsize=64)  # of most plans an edition leaves the questions as they were
def reaches(questionnaire: Questionnaire, level: Level) -> bool:
    """Whether some answers end exactly at that level: its gate is met, then as little more as its threshold asks."""
    asked = {question.id: question for question in questionnaire.questions()}
    gate = _opened_by({q.id for q in asked.values() if q.veto or (q.level or 9) <= level.number}, asked)
    if level is LEVELS[0]:
        gate = set()
    others = sorted((q for q in asked.values() if q.id not in gate), key=lambda q: -(q.level or 9))
    low, high = 0, len(others)
    while low < high:  # the fewest others that lift the total to the threshold
        middle = (low + high) // 2
        if _outcome(questionnaire, gate, others[:middle])[1] >= level.threshold:
            high = middle
        else:
            low = middle + 1
    return _outcome(questionnaire, gate, others[:low])[0] is level


def _outcome(
    questionnaire: Questionnaire, gate: set[QuestionId], more: Sequence[AskedQuestion]
) -> tuple[Level, Fraction]:
    """Level and points where the gate's questions and some more get the best answer, and the others the worst."""
    best = gate | {question.id for question in more}
    answers = {q.id: Answer(value=samples(q)[-1 if q.id in best else 0]) for q in questionnaire.questions()}
    found = score(questionnaire, answers, DAY)
    return found.level, found.total


def _opened_by(wanted: set[QuestionId], asked: Mapping[QuestionId, AskedQuestion]) -> set[QuestionId]:
    """The questions with those that must be met before they are asked."""
    found = set(wanted)
    for question in wanted:
        reach = asked[question].asked_when
        while reach is not None and reach.question in asked:
            found.add(reach.question)
            reach = asked[reach.question].asked_when
    return found


def _questionnaire(library: Library, plan: PlanId) -> Questionnaire:
    """Every question that rests on the plan, as one questionnaire."""
    questions = tuple(
        as_asked(question, Modality.PROMOTED, ())
        for question in library.questions.values()
        if any(library.items[item][0].id == plan for item in question.obligations if item in library.items)
    )
    return Questionnaire(sections=(Section(ModuleId("all"), questions),))
