"""Which question of the bank an extracted duty belongs to, and which policy a support or award resembles.

Each question speaks with several voices: its own text, and for every duty it rests on the anchor and the question that
the catalogue asks. An item is held against each voice by pairs and triples of characters, rare ones weighing more; the
best voice counts, and all voices of a question together, which say what it is about when no single one does; and
questions of modules where duties of the topic stand come before others. What resembles nothing gets a draft of its own.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, ModuleId, PlanId
from selfcheck.plans.catalogue import CatalogueItem, ItemKind
from selfcheck.plans.features import words_of
from selfcheck.plans.found import FoundItem
from selfcheck.questionnaires.library import Library

BEST = 3
USUAL_MODULE = ModuleId("qms")  # of topics that no question of the bank rests on
FITS = 0.3  # likeness from which a candidate is offered as fitting
SAME_TOPIC = 0.12
SAME_ACTOR = 0.06
WHOLE = 6.0  # weight of all voices of a question together beside its best one
SAME_MODULE = 0.4  # weight of the share that a module has in the duties of the topic
CONTEXT = 0.35  # weight of the words around the anchor beside those of the anchor


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question or policy that may be the one, with its likeness in [0, 1]."""

    id: str
    likeness: float


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question that the bank lacks, to be finished by an editor: where it would stand, and what it would ask."""

    module: ModuleId
    text: str
    topic: str


@dataclass(frozen=True, slots=True)
class Link:
    """The three best candidates, best first; a draft where the first does not fit and the item is a duty."""

    candidates: tuple[Candidate, ...]
    draft: QuestionDraft | None

    @property
    def best(self) -> Candidate | None:
        """The candidate that fits, or None."""
        return self.candidates[0] if self.candidates and self.candidates[0].likeness >= FITS else None


@dataclass(frozen=True, slots=True)
class _Voice:
    owner: str
    topics: frozenset[str]
    actors: frozenset[str]


def module_of(library: Library, topic: str) -> ModuleId:
    """Where a question about the topic would stand."""
    return _modules_by_topic(library).get(topic, USUAL_MODULE)


class Linker:
    """Compares items with a library; plans in `without` lend no voice."""

    def __init__(self, library: Library, without: Iterable[PlanId] = ()) -> None:
        left_out = frozenset(without)
        spoken = [*_question_voices(library, left_out), *_policy_voices(library, left_out)]
        count = len(spoken)
        seen = Counter(word for _, _, text, _ in spoken for word in set(words_of(text)))
        self._rarity = {word: math.log((count + 1) / (times + 0.5)) for word, times in seen.items()}
        self._unknown = math.log((count + 1) / 0.5)
        self._voices: dict[str, list[_Voice]] = defaultdict(list)
        self._said: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)  # role and word: voices, weights
        for role, owner, text, items in spoken:
            topics, actors = frozenset(item.topic for item in items), frozenset(item.actor for item in items)
            for word, value in self._unit(Counter(words_of(text))).items():
                self._said[role, word].append((len(self._voices[role]), value))
            self._voices[role].append(_Voice(owner, topics, actors))
        self._whole: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(
            list
        )  # role and word: owners, weights
        for (role, owner), counts in _together(spoken).items():
            for word, value in self._unit({word: math.log1p(times) for word, times in counts.items()}).items():
                self._whole[role, word].append((owner, value))
        self._modules = _modules_by_topic(library)
        self._shares = _shares_by_topic(library, left_out)
        self._home = {str(question.id): module.module for module in library.modules for question in module.questions}

    def link(self, item: FoundItem, text: str) -> Link:
        """The candidates of an item of a document with that text."""
        return self.link_words(item.kind, item.anchor, text[item.start : item.end], item.topic, item.actor)

    def link_words(self, kind: ItemKind, anchor: str, around: str, topic: str, actor: str) -> Link:
        """The candidates of an item by its words."""
        counts = Counter(words_of(anchor))
        weighed = {word: float(times) for word, times in counts.items()}
        for word in words_of(around):
            weighed[word] = weighed.get(word, 0.0) + CONTEXT
        words = self._unit(weighed)
        role = "question" if kind is ItemKind.OBLIGATION else kind.value
        voices = self._voices.get(role, [])
        alike = [0.0] * len(voices)
        whole: defaultdict[str, float] = defaultdict(float)
        for word, value in words.items():
            for number, weight in self._said.get((role, word), ()):
                alike[number] += value * weight
            for owner, weight in self._whole.get((role, word), ()):
                whole[owner] += value * weight
        best: dict[str, float] = {}
        for voice, likeness in zip(voices, alike, strict=True):
            known = likeness + SAME_TOPIC * (topic in voice.topics) + SAME_ACTOR * (actor in voice.actors)
            best[voice.owner] = max(best.get(voice.owner, 0.0), known)
        worth = {
            owner: likeness + WHOLE * whole[owner] + SAME_MODULE * self._share(owner, topic)
            for owner, likeness in best.items()
        }
        ranked = sorted(best.items(), key=lambda pair: (-worth[pair[0]], pair[0]))[:BEST]
        candidates = tuple(Candidate(owner, round(min(1.0, likeness), 3)) for owner, likeness in ranked)
        fits = candidates and candidates[0].likeness >= FITS
        draft = None if fits or kind is not ItemKind.OBLIGATION else self._draft(anchor, topic)
        return Link(candidates, draft)

    def _share(self, owner: str, topic: str) -> float:
        """How much of the duties of the topic the question's module holds; nothing for a policy."""
        home = self._home.get(owner)
        return self._shares.get(topic, {}).get(home, 0.0) if home else 0.0

    def _draft(self, anchor: str, topic: str) -> QuestionDraft:
        return QuestionDraft(self._modules.get(topic, USUAL_MODULE), f"“{anchor}”，贵单位做到了哪一步？", topic)

    def _unit(self, counts: Mapping[str, float]) -> dict[str, float]:
        weighed = {word: count * self._rarity.get(word, self._unknown) for word, count in counts.items()}
        length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
        return {word: value / length for word, value in weighed.items()}


Spoken = tuple[str, str, str, Sequence[CatalogueItem]]


def _together(spoken: Iterable[Spoken]) -> dict[tuple[str, str], Counter[str]]:
    """All words that are said for each question and policy, by role and owner."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for role, owner, text, _ in spoken:
        found[role, owner].update(words_of(text))
    return found


def _question_voices(library: Library, left_out: frozenset[PlanId]) -> Iterator[Spoken]:
    for question in library.questions.values():
        items = list(_items(library, question.obligations, left_out))
        own = question.text.zh + (question.help.zh if question.help else "") + question.remedy.zh
        yield "question", question.id, own, items
        for item in items:
            yield "question", question.id, item.anchor, [item]
            if item.question_zh:
                yield "question", question.id, item.anchor + item.question_zh, [item]


def _policy_voices(library: Library, left_out: frozenset[PlanId]) -> Iterator[Spoken]:
    for policy in library.policies:
        if policy.plan in left_out:
            continue
        items = list(_items(library, (policy.item,), left_out))
        benefit = policy.benefit.zh if policy.benefit else ""
        for text in (policy.title.zh + benefit, *(item.anchor + policy.title.zh for item in items)):
            yield policy.kind.value, policy.id, text, items


def _items(library: Library, ids: Iterable[ItemId], left_out: frozenset[PlanId]) -> Iterator[CatalogueItem]:
    for each in ids:
        plan, item = library.items[each]
        if plan.id not in left_out:
            yield item


def _modules_by_topic(library: Library) -> dict[str, ModuleId]:
    """The module whose questions rest most often on duties of the topic."""
    shares = _shares_by_topic(library, frozenset())
    return {topic: min(found, key=lambda module: (-found[module], module)) for topic, found in shares.items()}


def _shares_by_topic(library: Library, left_out: frozenset[PlanId]) -> dict[str, dict[ModuleId, float]]:
    """Of the duties of each topic, the share that the questions of each module rest on."""
    counts: defaultdict[str, Counter[ModuleId]] = defaultdict(Counter)
    for module in library.modules:
        for question in module.questions:
            for item in _items(library, question.obligations, left_out):
                counts[item.topic][module.module] += 1
    return {
        topic: {module: count / found.total() for module, count in found.items()} for topic, found in counts.items()
    }
