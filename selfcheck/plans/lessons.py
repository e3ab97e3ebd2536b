"""What the model learns from: the catalogues with their official texts, and phrases of our own in other wording.

The five catalogues speak with few voices; our own phrases carry the same grammar in words that they lack, and every
lesson is learned again in other words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from selfcheck.plans.catalogue import Catalogue, ItemKind
from selfcheck.plans.citation import locate
from selfcheck.plans.document import Document, document_of
from selfcheck.plans.evaluate import Evaluation, evaluate
from selfcheck.plans.extract import THRESHOLDS, extract_items
from selfcheck.plans.features import Phrase, Weighted, features_of, phrases_in
from selfcheck.plans.model import LEARNED, Model
from selfcheck.plans.phrase import Span
from selfcheck.plans.regression import Sample, fit, monotone
from selfcheck.plans.rewording import in_unseen_words, reworded
from selfcheck.plans.subject import topic_features
from selfcheck.plans.topics import topic_weights

OWN_PHRASES = Path(__file__).with_name("training") / "phrases.txt"
LETTERS = {"O": ItemKind.OBLIGATION, "S": ItemKind.SUPPORT, "A": ItemKind.AWARD}
DOUBTFUL = 0.15  # weight of a phrase that only a borderline item stands in
OVERLAP = 0.5  # share of an anchor that must lie in a phrase
DIGITS = 3
BINS = 5
REWORDINGS = 1  # times that each lesson is learned again in other words; twice gains nothing more


@dataclass(frozen=True, slots=True)
class Lesson:
    """Phrases of one document in all wordings: features and labels by kind, and the topics of its items."""

    features: tuple[Weighted, ...]
    labels: tuple[Mapping[ItemKind, float], ...]
    topics: tuple[tuple[str, Mapping[str, float]], ...]


def lesson_of(catalogue: Catalogue, document: Document) -> Lesson:
    """What one catalogue with its text teaches; a label is 1, 0, or a half where only a borderline item stands."""
    phrases = phrases_in(document)
    labels: list[dict[ItemKind, float]] = [dict.fromkeys(LEARNED, 0.0) for _ in phrases]
    topics = []
    for item in catalogue.items:
        places = locate(item.anchor, item.clause, document)
        hit = [number for number, phrase in enumerate(phrases) if any(_overlap(phrase.span, place) for place in places)]
        if item.kind in LEARNED:
            for number in hit:
                labels[number][item.kind] = max(labels[number][item.kind], 0.5 if item.borderline else 1.0)
        if hit and not item.borderline:
            phrase = phrases[hit[0]]
            headings = [heading for heading in phrase.headings if heading]
            topics.append((item.topic, topic_features(item.anchor, phrase.words, headings)))
    return Lesson(_in_all_words(phrases), tuple(labels) * (1 + REWORDINGS), tuple(topics))


def own_lesson(path: Path = OWN_PHRASES) -> Lesson:
    """The phrases of our own: a heading after #, sentences with a label after each phrase (O, S, A or nothing)."""
    phrases: list[Phrase] = []
    labels: list[dict[ItemKind, float]] = []
    heading, clause, at = "", 0, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading, clause = line[1:].strip(), clause + 1
            continue
        sentence = Span(at, at + len(line))
        for part in filter(None, line.rstrip("。").split("，")):
            words, _, letters = part.rpartition("=")
            phrases.append(Phrase(Span(at, at + len(words)), sentence, words, clause, (heading,)))
            labels.append({kind: float(letter in letters) for letter, kind in LETTERS.items()})
            at += len(words) + 1
        at = sentence.end + 1
    return Lesson(_in_all_words(phrases), tuple(labels) * (1 + REWORDINGS), ())


def _in_all_words(phrases: Sequence[Phrase]) -> tuple[Weighted, ...]:
    """The features of the phrases as printed, then of each rewording."""
    versions = [phrases, *(reworded(phrases, turn) for turn in range(REWORDINGS))]
    return tuple(features_of(version, at) for version in versions for at in range(len(version)))


def train(lessons: Sequence[Lesson]) -> Model:
    """A model of these lessons, not yet calibrated."""
    weights = {}
    for kind in LEARNED:
        samples = [
            Sample(features, label[kind], DOUBTFUL if label[kind] == 0.5 else 1.0)  # noqa: PLR2004 - a half is doubt
            for lesson in lessons
            for features, label in zip(lesson.features, lesson.labels, strict=True)
        ]
        found = fit(samples)
        weights[kind] = {name: round(value, DIGITS) for name, value in found.items() if round(value, DIGITS)}
    topics = topic_weights([topic for lesson in lessons for topic in lesson.topics])
    return Model(weights, topics, dict.fromkeys(LEARNED, ((0.0, 0.5), (1.0, 0.5))))


@dataclass(frozen=True, slots=True)
class Trial:
    """One plan read by a model that had not seen it, as printed and in words that the model had not seen either."""

    plan: str
    evaluation: Evaluation
    in_other_words: Evaluation
    scored: tuple[tuple[ItemKind, float, bool], ...]


def trial(catalogue: Catalogue, document: Document, others: Sequence[Lesson]) -> Trial:
    """Train on the others, read this one, hold it against its catalogue."""
    model = _uncalibrated(train(others))
    items = extract_items(document, model)
    evaluation = evaluate(catalogue.items, document, items)
    scored = tuple(
        (item.kind, item.confidence, verdict)
        for item, verdict in zip(items, evaluation.verdicts, strict=True)
        if verdict is not None and item.kind in LEARNED
    )
    other = document_of(in_unseen_words(document.text).splitlines())
    wanted = [replace(item, anchor=in_unseen_words(item.anchor)) for item in catalogue.items]
    return Trial(catalogue.plan.id, evaluation, evaluate(wanted, other, extract_items(other, model)), scored)


def calibrated(model: Model, trials: Sequence[Trial]) -> Model:
    """The model with its scores' worth taken from plans that were not seen."""
    worth = {
        kind: monotone([(score, right) for each in trials for found, score, right in each.scored if found is kind])
        for kind in LEARNED
    }
    return Model(model.weights, model.topics, worth)


@dataclass(frozen=True, slots=True)
class Bin:
    """Spans whose confidence lies in one fifth of the scale: their number, mean confidence, and how many were right."""

    count: int
    sure: float
    right: int


def reliability(trials: Sequence[Trial]) -> tuple[Bin, ...]:
    """How far confidence can be believed: the scores of a plan are worth what they were worth on the others."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for each in trials:
        judge = calibrated(Model({}, {}, {}), [other for other in trials if other is not each])
        for kind, score, right in each.scored:
            confidence = judge.confidence(kind, score)
            bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(len(held), sum(sure for sure, _ in held) / len(held), sum(right for _, right in held))
        for held in bins
        if held
    )


def _uncalibrated(model: Model) -> Model:
    """The same model whose confidence is its bare score."""
    return Model(model.weights, model.topics, dict.fromkeys(THRESHOLDS, ((0.0, 0.0), (1.0, 1.0))))


def _overlap(phrase: Span, place: Span) -> bool:
    shared = min(phrase.end, place.end) - max(phrase.start, place.start)
    return shared >= OVERLAP * (place.end - place.start)
