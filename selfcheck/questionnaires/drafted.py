"""What an editor adds for a plan on the desk: questions, policies, what feeds its targets, and its short name.

The bodies are plain data in the words of the content files; `written.py` puts them into YAML and the checks of content
judge them. The items of a draft link to drafted questions and policies by id, as to any other.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count

from selfcheck.kernel.ids import ModuleId, PlanId, PolicyId, QuestionId
from selfcheck.wording.text import Text

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DraftedQuestion:
    """A question for a module, without its id and obligations."""

    id: QuestionId
    module: ModuleId
    body: Body


@dataclass(frozen=True, slots=True)
class DraftedPolicy:
    """A support or award without its id, plan, clause and items."""

    id: PolicyId
    body: Body


@dataclass(frozen=True, slots=True)
class DraftedTarget:
    """What an item's figure is called in both languages, and what feeds it or why nothing does."""

    item: int
    body: Body


@dataclass(frozen=True, slots=True)
class Drafted:
    """Everything that was drafted for one plan; `short` is how citations name it, None until an editor has said so."""

    questions: tuple[DraftedQuestion, ...] = ()
    policies: tuple[DraftedPolicy, ...] = ()
    targets: tuple[DraftedTarget, ...] = ()
    short: Text | None = None


def fresh_id(plan: PlanId, letter: str, taken: Collection[str]) -> str:
    """An id for something drafted for the plan that is not taken; the letter is q for questions, p for policies."""
    return next(name for number in count(1) if (name := f"{plan}-{letter}{number}") not in taken)


def is_drafted(plan: PlanId, name: str) -> bool:
    """Whether the id is one that was made for something drafted for the plan."""
    return re.fullmatch(rf"{re.escape(plan)}-[qp]\d+", name) is not None
