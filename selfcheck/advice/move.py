"""What a company can do about its gaps, as choices: meet a question in full, or mend a fact that a policy asks for.

A move knows what must be done before it. Doing a move does everything before it too, so that every choice holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from selfcheck.answers.answer import Answer, Answers
from selfcheck.kernel.ids import ActionId, QuestionId
from selfcheck.matching.match import Match
from selfcheck.policies.policy import Verdict
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.rules.condition import Any, Condition, Op, Remedy, Test, parts
from selfcheck.rules.evaluate import Trace
from selfcheck.rules.fact import FactValue
from selfcheck.rules.truth import Truth
from selfcheck.scoring.item import best_value
from selfcheck.scoring.score import ItemScore, Score, State
from selfcheck.wording.text import Text

USUAL_EFFORT = 3  # of a question without a remedy of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One action with its effort (1 hours to 5 a project of a year) and usual days; `before` is to be done first.

    It leads to full marks for `question`, or makes the tests in `mends` hold.
    """

    id: ActionId
    text: Text
    effort: int
    days: int | None
    question: AskedQuestion | None = None
    mends: tuple[Test, ...] = ()
    before: tuple[ActionId, ...] = ()


Moves = Mapping[ActionId, Move]


def list_moves(questionnaire: Questionnaire, result: Score, matches: Sequence[Match]) -> dict[ActionId, Move]:
    """Every move by its id: questions below full marks in the order of asking, then facts in the order of policies."""
    asked = {question.id: question for question in questionnaire.questions()}
    items = {item.question: item for item in result.items}
    found: dict[ActionId, Move] = {}
    for question in asked.values():
        if is_open(items[question.id]):
            found[ActionId(question.id)] = Move(
                id=ActionId(question.id),
                text=question.remedy.text if question.remedy else question.text,
                effort=question.remedy.effort if question.remedy else USUAL_EFFORT,
                days=question.remedy.days if question.remedy else None,
                question=question,
                before=tuple(ActionId(earlier) for earlier in before(question, asked, items)),
            )
    for held in matches:
        if held.in_region and held.verdict is not Verdict.NOT_OPEN:
            for move in _mending(held, held.trace):
                found.setdefault(move.id, move)
    return found


def is_open(item: ItemScore) -> bool:
    """Whether something is left to gain from the item."""
    return item.value is not None and item.value < 1


def before(
    question: AskedQuestion, asked: Mapping[QuestionId, AskedQuestion], items: Mapping[QuestionId, ItemScore]
) -> tuple[QuestionId, ...]:
    """The questions to meet before this one, in order: those that open it, and those that its action rests on."""
    order: dict[QuestionId, None] = {}
    _before(question, asked, items, order, (question.id,))
    return tuple(order)


def _before(
    question: AskedQuestion,
    asked: Mapping[QuestionId, AskedQuestion],
    items: Mapping[QuestionId, ItemScore],
    order: dict[QuestionId, None],
    path: tuple[QuestionId, ...],
) -> None:
    opener = question.asked_when.question if question.asked_when else None
    rests_on = question.remedy.after if question.remedy else ()
    for name in rests_on if opener is None else (opener, *rests_on):
        item = items.get(name)
        if item is None or not is_open(item) or name in path or name in order:
            continue
        if item.met and not (name == opener and items[question.id].state is State.UNREACHABLE):
            continue
        _before(asked[name], asked, items, order, (*path, name))
        order[name] = None


def with_before(moves: Moves, chosen: Iterable[ActionId]) -> tuple[ActionId, ...]:
    """The chosen moves with everything before them, each once and after what it rests on; unknown ids are left out."""
    order: dict[ActionId, None] = {}
    wanted = set(chosen)
    for name in moves:
        if name in wanted:
            order.update(dict.fromkeys((*moves[name].before, name)))
    return tuple(order)


def answers_after(answers: Answers, moves: Moves, chosen: Iterable[ActionId], on: date) -> dict[QuestionId, Answer]:
    """The answers once these moves are done."""
    changed = dict(answers)
    for name in chosen:
        question = moves[name].question
        if question is not None:
            changed[question.id] = Answer(value=best_value(question, on))
    return changed


def facts_after(facts: Mapping[str, FactValue], moves: Moves, chosen: Iterable[ActionId]) -> dict[str, FactValue]:
    """The facts once these moves are done, as far as no answer tells them."""
    changed = dict(facts)
    for name in chosen:
        for test in moves[name].mends:
            changed[test.fact] = mended(test, changed.get(test.fact))
    return changed


def mended(test: Test, seen: FactValue | None) -> FactValue:
    """A value near the one seen with which the test holds."""
    words = seen if isinstance(seen, frozenset) else frozenset[str]()
    if test.op in {Op.HAS, Op.HAS_ANY}:
        return words | {test.words[0]}
    if test.op is Op.HAS_NONE:
        return words - set(test.words)
    return test.words[0] if isinstance(test.value, tuple) else test.value


def mending_id(held: Match, condition: Condition) -> ActionId:
    """The id of the move that mends a condition: the same for every policy that asks for the same."""
    if isinstance(condition, Test):
        return ActionId(f"{condition.fact}:{condition.op}:{','.join(condition.words)}")
    return ActionId(f"{held.policy.id}/{condition.id or 'group'}")


def is_mendable(trace: Trace) -> bool:
    """Whether the condition fails, or is not known, and names a remedy."""
    condition = trace.condition
    if trace.truth is Truth.YES or not condition.fixable or condition.remedy is None:
        return False
    return all(test.op is not Op.IS_NOT for test in _mends(condition))


def _mending(held: Match, trace: Trace) -> Iterator[Move]:
    condition = trace.condition
    if is_mendable(trace) and condition.remedy is not None:
        remedy: Remedy = condition.remedy
        yield Move(
            id=mending_id(held, condition),
            text=remedy.text,
            effort=remedy.effort,
            days=remedy.days,
            mends=_mends(condition),
        )
    for part in trace.parts:
        yield from _mending(held, part)


def _mends(condition: Condition) -> tuple[Test, ...]:
    """The tests to mend so that the condition holds: all of a group, or the first of those of which one is enough."""
    if isinstance(condition, Test):
        return (condition,)
    needed = parts(condition)[:1] if isinstance(condition, Any) else parts(condition)
    return tuple(test for part in needed for test in _mends(part))
