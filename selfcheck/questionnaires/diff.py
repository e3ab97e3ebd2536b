"""What changed between two editions, told by meaning, so that one knows whether answers given before still hold.

A change breaks when an answer to the old question might not be one to the new: another kind, an option gone, tighter
limits, other duties behind it. New wording, weight or level does not break; nor does a question that is new.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TypeVar

from selfcheck.kernel.ids import PlanId
from selfcheck.plans.catalogue import CatalogueItem, Modality, Plan
from selfcheck.policies.policy import Policy
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Question
from selfcheck.questionnaires.questionnaire import AskedQuestion, Citation, Questionnaire
from selfcheck.questionnaires.target import Feed, Target
from selfcheck.questionnaires.vocabulary import LISTS, Actor, Word
from selfcheck.rules.condition import Any, Condition, Test, parts
from selfcheck.wording.text import Text

K = TypeVar("K", bound=str)
T = TypeVar("T")


class Subject(StrEnum):
    """What has changed."""

    QUESTION = "question"
    POLICY = "policy"
    TARGET = "target"
    PLAN = "plan"
    ITEM = "item"
    ACTOR = "actor"
    WORD = "word"


class What(StrEnum):
    """How it has changed."""

    ADDED = "added"
    REMOVED = "removed"
    KIND = "kind"
    MEANING = "meaning"  # other duties, conditions, clauses or unit
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    TIGHTER = "tighter"  # what was a valid answer, or an open offer, may no longer be one
    WIDER = "wider"
    WORTH = "worth"  # weight, level, red line, scale
    ASKED_OF = "asked_of"  # the companies or the tier
    WORDING = "wording"


BREAKING = frozenset({What.REMOVED, What.KIND, What.MEANING, What.OPTION_REMOVED, What.TIGHTER})


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change; `before` and `after` are what is compared, empty where there is nothing."""

    subject: Subject
    id: str
    what: What
    before: str = ""
    after: str = ""

    @property
    def is_compatible(self) -> bool:
        """Whether answers given before still hold."""
        return self.what not in BREAKING


Step = tuple[What, str, str]  # how, before, after


def questionnaire_changes(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """The changes from one questionnaire of a company to another, sorted; the order of questions is none."""
    before = {question.id: question for question in old.questions()}
    after = {question.id: question for question in new.questions()}
    return tuple(sorted(_compare(Subject.QUESTION, before, after, _question)))


def library_changes(old: Library, new: Library) -> tuple[Change, ...]:
    """The changes of all content from one edition to another, sorted."""
    found = [
        *_compare(Subject.QUESTION, old.questions, new.questions, _bank_question),
        *_compare(Subject.POLICY, old.policies_by_id, new.policies_by_id, _policy),
        *_compare(Subject.TARGET, _targets(old), _targets(new), _target),
        *_compare(Subject.PLAN, old.plans, new.plans, _plan),
        *_compare(Subject.ITEM, _items(old), _items(new), _item),
        *_compare(Subject.ACTOR, old.actors, new.actors, _actor),
        *_compare(Subject.WORD, _words(old), _words(new), _word),
    ]
    return tuple(sorted(found))


def _compare(
    subject: Subject, old: Mapping[K, T], new: Mapping[K, T], differ: Callable[[T, T], Iterator[Step]]
) -> Iterator[Change]:
    for name in old.keys() | new.keys():
        if name not in new:
            yield Change(subject, name, What.REMOVED)
        elif name not in old:
            yield Change(subject, name, What.ADDED)
        else:
            for what, before, after in differ(old[name], new[name]):
                yield Change(subject, name, what, before, after)


def _unless_same(what: What, old: object, new: object) -> Iterator[Step]:
    if old != new:
        yield what, str(old), str(new)


def _bank_question(old: Question, new: Question) -> Iterator[Step]:
    yield from _question(_as_asked(old), _as_asked(new))
    yield from _unless_same(What.ASKED_OF, "express" if old.heart else "", "express" if new.heart else "")
    yield from _unless_same(What.ASKED_OF, _told(old.only_for), _told(new.only_for))


def _as_asked(question: Question) -> AskedQuestion:
    duties = tuple(Citation(PlanId(""), "", "", item) for item in question.obligations)
    return as_asked(question, Modality.ENCOURAGED, duties)


def _question(old: AskedQuestion, new: AskedQuestion) -> Iterator[Step]:
    if old.kind != new.kind:
        yield What.KIND, old.kind, new.kind
        return
    yield from _unless_same(What.MEANING, _duties(old), _duties(new))
    yield from _unless_same(What.MEANING, _unit(old), _unit(new))
    for gone in sorted(_parts(old) - _parts(new)):
        yield What.OPTION_REMOVED, gone, ""
    for come in sorted(_parts(new) - _parts(old)):
        yield What.OPTION_ADDED, "", come
    yield from _bounds(_strictness(old), _strictness(new))
    yield from _unless_same(What.WORTH, _worth(old), _worth(new))
    yield from _wording(_texts(old), _texts(new))


def _duties(question: AskedQuestion) -> str:
    return " ".join(sorted({cited.item for cited in question.citations}))


def _unit(question: AskedQuestion) -> str:
    return question.number.unit.zh if question.number and question.number.unit else ""


def _parts(question: AskedQuestion) -> set[str]:
    return {option.id for option in question.options or ()} | {column.id for column in question.columns}


def _strictness(question: AskedQuestion) -> dict[str, float]:
    """How much is forbidden, each bound as a figure that grows as it tightens."""
    limits = question.number.limits if question.number else None
    return {
        "not applicable": question.na == "forbidden",
        "min": float(limits.min) if limits else -inf,
        "max": -float(limits.max) if limits else -inf,
        "integer": limits is not None and limits.integer,
        "earliest": question.earliest.toordinal() if question.earliest else -inf,
    }


def _bounds(old: Mapping[str, float], new: Mapping[str, float]) -> Iterator[Step]:
    for name, bound in old.items():
        if bound != new[name]:
            yield What.TIGHTER if new[name] > bound else What.WIDER, name, name


def _worth(question: AskedQuestion) -> str:
    scale = question.number
    required = [option.id for option in question.options or () if option.required]
    required += [column.id for column in question.columns if column.required]
    told = {
        "weight": question.weight,
        "level": question.level,
        "red line": question.veto or None,
        "scale": f"{scale.floor} to {scale.target}" if scale else None,
        "rows": question.rows if question.kind == "table" else None,
        "required": " ".join(required) or None,
        "asked when": f"{question.asked_when.question} {question.asked_when.score}" if question.asked_when else None,
    }
    return ", ".join(f"{name} {value}" for name, value in told.items() if value is not None)


def _texts(question: AskedQuestion) -> dict[str, Text]:
    told = {"text": question.text}
    told |= {"help": question.help} if question.help else {}
    told |= {f"option {option.id}": option.text for option in question.options or ()}
    told |= {f"column {column.id}": column.text for column in question.columns}
    told |= {f"evidence {number}": evidence.text for number, evidence in enumerate(question.evidence)}
    return told | ({"remedy": question.remedy.text} if question.remedy else {})


def _wording(old: Mapping[str, Text], new: Mapping[str, Text]) -> Iterator[Step]:
    """The texts that differ; what came or went with a part has been told already."""
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before != after and not (name.startswith(("option", "column", "confirm")) and None in (before, after)):
            yield What.WORDING, _shown(before, after), _shown(after, before)


def _shown(text: Text | None, other: Text | None) -> str:
    """The Chinese text, or the English one where only that differs."""
    if text is None:
        return ""
    return text.en if other is not None and other.zh == text.zh else text.zh


def _policy(old: Policy, new: Policy) -> Iterator[Step]:
    yield from _unless_same(What.KIND, old.kind, new.kind)
    yield from _unless_same(What.MEANING, f"{old.plan} {old.clause} {old.item}", f"{new.plan} {new.clause} {new.item}")
    yield from _unless_same(What.MEANING, _told(old.condition), _told(new.condition))
    yield from _unless_same(What.MEANING, _declared(old), _declared(new))
    yield from _bounds(_closed(old), _closed(new))
    yield from _wording(_policy_texts(old), _policy_texts(new))
    yield from _unless_same(What.WORDING, " ".join(old.authority), " ".join(new.authority))


def _declared(policy: Policy) -> str:
    return " ".join(sorted(confirmation.id for confirmation in policy.confirm))


def _closed(policy: Policy) -> dict[str, float]:
    first, last = policy.valid.from_, policy.valid.until
    return {"from": first.toordinal() if first else -inf, "until": -last.toordinal() if last else -inf}


def _policy_texts(policy: Policy) -> dict[str, Text]:
    told: dict[str, Text | None] = {"title": policy.title, "benefit": policy.benefit, "apply": policy.apply}
    told |= {f"confirm {confirmation.id}": confirmation.text for confirmation in policy.confirm}
    return {name: text for name, text in told.items() if text is not None}


def _target(old: Target, new: Target) -> Iterator[Step]:
    for before, after in zip(_target_meaning(old), _target_meaning(new), strict=True):
        yield from _unless_same(What.MEANING, before, after)
    for name in ("title", "not_fed"):
        before, after = getattr(old, name), getattr(new, name)
        yield from _wording({name: before} if before else {}, {name: after} if after else {})
    if old.feed and new.feed:
        yield from _wording(_feed_texts(old.feed), _feed_texts(new.feed))


def _target_meaning(target: Target) -> tuple[str, ...]:
    value = "{} to {}".format(*target.value) if isinstance(target.value, tuple) else str(target.value)
    unit = target.unit.zh if target.unit else ""
    feed = target.feed
    counted = f"{feed.aggregate} {feed.fact} {feed.op} {feed.value} of {_told(feed.among)}" if feed else ""
    return f"{target.plan} {target.clause} {target.item}", f"{target.op} {value} {unit} {target.year}", counted


def _feed_texts(feed: Feed) -> dict[str, Text]:
    return {"basis": feed.basis} | ({"note": feed.note} if feed.note else {})


def _plan(old: Plan, new: Plan) -> Iterator[Step]:
    yield from _unless_same(What.MEANING, f"{old.region} {old.date}", f"{new.region} {new.date}")
    yield from _unless_same(What.MEANING, f"until {old.horizon}", f"until {new.horizon}")
    yield from _wording({"short": old.short}, {"short": new.short})
    for before, after in zip(_plan_head(old), _plan_head(new), strict=True):
        yield from _unless_same(What.WORDING, before, after)


def _plan_head(plan: Plan) -> tuple[str, ...]:
    return plan.title, plan.issuer, plan.doc_number or ""


def _item(old: CatalogueItem, new: CatalogueItem) -> Iterator[Step]:
    yield from _unless_same(What.KIND, old.kind, new.kind)
    for before, after in zip(_item_meaning(old), _item_meaning(new), strict=True):
        yield from _unless_same(What.MEANING, before, after)
    for was, became in ((old.anchor, new.anchor), (old.question_zh, new.question_zh), (old.note, new.note)):
        yield from _unless_same(What.WORDING, was or "", became or "")


def _item_meaning(item: CatalogueItem) -> tuple[str, ...]:
    return (
        f"clause {item.clause} {item.actor} {item.modality}",
        str(item.figure),
        "borderline" if item.borderline else "",
    )


def _actor(old: Actor, new: Actor) -> Iterator[Step]:
    yield from _unless_same(What.ASKED_OF, _told(old.condition), _told(new.condition))
    yield from _wording({"name": old.text}, {"name": new.text})


def _word(old: Word, new: Word) -> Iterator[Step]:
    yield from _wording({"name": old.text}, {"name": new.text})


def _told(condition: Condition | None) -> str:
    """A condition without its labels, sources and remedies."""
    if condition is None:
        return ""
    if isinstance(condition, Test):
        value = " ".join(condition.value) if isinstance(condition.value, tuple) else condition.value
        return f"{condition.fact} {condition.op} {value}"
    return f"{'any' if isinstance(condition, Any) else 'all'}({'; '.join(_told(part) for part in parts(condition))})"


def _items(library: Library) -> dict[str, CatalogueItem]:
    return {name: item for name, (_, item) in library.items.items()}


def _targets(library: Library) -> dict[str, Target]:
    return {target.id: target for target in library.targets}


def _words(library: Library) -> dict[str, Word]:
    return {f"{name}.{code}": word for name in LISTS for code, word in library.vocabulary.words(name).items()}
