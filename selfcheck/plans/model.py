"""The small model that decides what a phrase is: weights of features by kind, and what its scores are worth.

It is one JSON file, made by `selfcheck plans train` from the catalogues, the official texts and our own phrases; the
same input gives the same file. Nothing but additions happens at run time.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.features import Weighted

LEARNED = (ItemKind.OBLIGATION, ItemKind.SUPPORT, ItemKind.AWARD)  # a target is told by its figure alone
PLACE = Path(__file__).with_name("model.json")


class ModelJson(TypedDict):
    """The file: weights by kind and feature, topic weights by topic and word, knots by kind."""

    weights: dict[str, dict[str, float]]
    topics: dict[str, dict[str, float]]
    worth: dict[str, list[tuple[float, float]]]


Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by kind and feature; topic weights by topic and word; `worth` maps a score to the share that is right."""

    weights: Mapping[ItemKind, Mapping[str, float]]
    topics: Mapping[str, Mapping[str, float]]
    worth: Mapping[ItemKind, Knots]

    def score(self, kind: ItemKind, features: Weighted) -> float:
        """How likely a phrase with these features holds an item of the kind, before calibration."""
        weights = self.weights[kind]
        # fsum: the same whatever the order of the features, which is not the same in every process
        return logistic(math.fsum(weights.get(name, 0.0) * value for name, value in features.items()))

    def confidence(self, kind: ItemKind, score: float) -> float:
        """The share of spans with such a score that were right on plans not seen in training."""
        knots = self.worth[kind]
        at = bisect_right([score_at for score_at, _ in knots], score)
        if at == 0:
            return knots[0][1]
        if at == len(knots):
            return knots[-1][1]
        (left, low), (right, high) = knots[at - 1], knots[at]
        return low + (high - low) * (score - left) / (right - left)


def logistic(value: float) -> float:
    """Between 0 and 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def likelier(share: float, times: float) -> float:
    """The share whose odds are so many times higher."""
    return share * times / (1 - share + share * times)


@cache
def shipped_model() -> Model:
    """The model that comes with the program."""
    return model_from_json(json.loads(PLACE.read_text(encoding="utf-8")))


def model_from_json(data: ModelJson) -> Model:
    """The model in the form in which `model_to_json` wrote it."""
    weights = {ItemKind(kind): dict(found) for kind, found in data["weights"].items()}
    topics = {topic: dict(found) for topic, found in data["topics"].items()}
    worth = {ItemKind(kind): tuple((score, share) for score, share in found) for kind, found in data["worth"].items()}
    return Model(weights, topics, worth)


def model_to_json(model: Model) -> str:
    """One line a kind or topic, keys sorted, so that two trainings can be compared."""
    parts: dict[str, dict[str, object]] = {
        "weights": {kind.value: dict(sorted(found.items())) for kind, found in model.weights.items()},
        "topics": {topic: dict(sorted(found.items())) for topic, found in sorted(model.topics.items())},
        "worth": {kind.value: [list(knot) for knot in knots] for kind, knots in model.worth.items()},
    }
    blocks = []
    for name, part in parts.items():
        lines = (
            f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
            for key, value in part.items()
        )
        blocks.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"
