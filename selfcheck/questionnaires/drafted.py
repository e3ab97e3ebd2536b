"""What an editor adds for a plan on the desk: questions, policies, what feeds its targets, and its short name.

The bodies are plain data in the words of the content files; `written.py` puts them into YAML and the checks of content
judge them. The items of a draft link to drafted questions and policies by id, as to any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.kernel.ids import ModuleId, PolicyId, QuestionId
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
