"""Weights of words for topics: naive Bayes against the rest, with the word lists as words that count more."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from selfcheck.plans.subject import TOPICS

SMOOTH = 0.3
LEAST = 0.35  # weights nearer to zero are left out
HINTED = 6.0  # items that each word list counts as having been seen in


def topic_weights(lessons: Sequence[tuple[str, Mapping[str, float]]]) -> dict[str, dict[str, float]]:
    """How much each word speaks for each topic; topics without a lesson rest on their word list alone."""
    by_topic: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for topic, features in lessons:
        for name, value in features.items():
            by_topic[topic][name] += value  # type: ignore[assignment]  # counts may be parts of one
    for topic in TOPICS:
        by_topic[topic][f"hint={topic}"] += HINTED  # type: ignore[assignment]  # as above
    overall: Counter[str] = Counter()
    for counts in by_topic.values():
        overall.update(counts)
    total, size = sum(overall.values()), len(overall)
    weights = {}
    for topic, counts in by_topic.items():
        own = sum(counts.values())
        found = {}
        for name, count in overall.items():
            inside = (counts[name] + SMOOTH) / (own + SMOOTH * size)
            outside = (count - counts[name] + SMOOTH) / (total - own + SMOOTH * size)
            value = round(math.log(inside / outside), 2)
            if value >= LEAST and (counts[name] > 1 or "=" in name):
                found[name] = value
        weights[topic] = found
    return weights
