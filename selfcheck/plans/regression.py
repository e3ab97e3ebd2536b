"""Logistic regression on sparse features in plain Python: small enough to read, exact enough to repeat.

Words are weighed by how unevenly they fall (log-count ratio) before the fit, which keeps rare words from being
learned by heart; the fit is L-BFGS on the full batch, so no chance is involved.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selfcheck.plans.features import Weighted, is_word
from selfcheck.plans.model import logistic

Vector = list[float]
MEMORY = 8
STEPS = 60
ENOUGH = 1e-3
ARMIJO = 1e-4
RIDGE = 4.0
LEAST = 0.03  # words that weigh less are left out of the model, which loses nothing but its size


@dataclass(frozen=True, slots=True)
class Sample:
    """One phrase: its features, whether it holds an item of the kind (0 to 1), and how much that counts."""

    features: Weighted
    label: float
    weight: float


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights by feature; a word seen once counts too, for many such words in a phrase do say something together."""
    names = sorted({name for sample in samples for name in sample.features})
    index = {name: place for place, name in enumerate(names)}
    scale = _unevenness(samples, names, index)
    rows = [
        [(index[name], value * scale[index[name]]) for name, value in sample.features.items() if name in index]
        for sample in samples
    ]

    def loss(at: Vector) -> tuple[float, Vector]:
        gradient = [RIDGE * value for value in at]
        total = RIDGE / 2 * sum(value * value for value in at)
        for row, sample in zip(rows, samples, strict=True):
            share = logistic(sum(at[place] * value for place, value in row))
            right = max(share, 1e-9), max(1 - share, 1e-9)
            total -= sample.weight * (sample.label * math.log(right[0]) + (1 - sample.label) * math.log(right[1]))
            pull = sample.weight * (share - sample.label)
            for place, value in row:
                gradient[place] += pull * value
        return total, gradient

    found = minimise(loss, [0.0] * len(names))
    weights = {name: found[place] * scale[place] for name, place in index.items()}
    return {name: value for name, value in weights.items() if abs(value) >= (LEAST if is_word(name) else 0)}


def _unevenness(samples: Sequence[Sample], names: Sequence[str], index: dict[str, int]) -> Vector:
    """1 for grammar; for words, how much more often they stand in one class than in the other."""
    with_item, without = [1.0] * len(names), [1.0] * len(names)
    for sample in samples:
        side = with_item if sample.label == 1 else without
        for name in sample.features:
            if name in index:
                side[index[name]] += 1
    all_with, all_without = sum(with_item), sum(without)
    return [
        abs(math.log((with_item[place] / all_with) / (without[place] / all_without))) if is_word(name) else 1.0
        for place, name in enumerate(names)
    ]


def minimise(loss: Callable[[Vector], tuple[float, Vector]], at: Vector) -> Vector:
    """The place where a smooth convex function is least (L-BFGS with backtracking)."""
    value, gradient = loss(at)
    moves: list[tuple[Vector, Vector, float]] = []
    for _ in range(STEPS):
        direction = _direction(gradient, moves)
        slope = _dot(direction, gradient)
        step = 1.0 if moves else 1.0 / max(1.0, math.sqrt(_dot(gradient, gradient)))
        while True:
            there = [old + step * move for old, move in zip(at, direction, strict=True)]
            new_value, new_gradient = loss(there)
            if new_value <= value + ARMIJO * step * slope or step < ENOUGH * ENOUGH:
                break
            step /= 2
        moved = [new - old for new, old in zip(there, at, strict=True)]
        turned = [new - old for new, old in zip(new_gradient, gradient, strict=True)]
        curvature = _dot(moved, turned)
        at, gain, value, gradient = there, value - new_value, new_value, new_gradient
        if curvature > 0:
            moves = [*moves[1 - MEMORY :], (moved, turned, 1 / curvature)]
        if gain < ENOUGH * max(1.0, abs(value)) * ENOUGH:
            break
    return at


def _direction(gradient: Vector, moves: Sequence[tuple[Vector, Vector, float]]) -> Vector:
    direction = [-value for value in gradient]
    kept = []
    for moved, turned, inverse in reversed(moves):
        share = inverse * _dot(moved, direction)
        kept.append(share)
        direction = [value - share * turn for value, turn in zip(direction, turned, strict=True)]
    if moves:
        moved, turned, inverse = moves[-1]
        size = 1 / (inverse * _dot(turned, turned))
        direction = [size * value for value in direction]
    for (moved, turned, inverse), share in zip(moves, reversed(kept), strict=True):
        other = inverse * _dot(turned, direction)
        direction = [value + (share - other) * move for value, move in zip(direction, moved, strict=True)]
    return direction


def _dot(one: Vector, other: Vector) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


def monotone(scored: Sequence[tuple[float, bool]], least: int = 20) -> tuple[tuple[float, float], ...]:
    """What a score is worth: the share that was right, never falling as the score rises, in steps of many.

    Equal scores stay in one step, for nothing tells them apart.
    """
    ordered = sorted(scored)
    blocks: list[list[float]] = []  # score sum, right, count
    start = 0
    while start < len(ordered):
        end = min(start + least, len(ordered))
        while end < len(ordered) and ordered[end][0] == ordered[end - 1][0]:
            end += 1
        part, start = ordered[start:end], end
        blocks.append([sum(score for score, _ in part), float(sum(right for _, right in part)), float(len(part))])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    return tuple((round(score / count, 3), round((right + 1) / (count + 2), 3)) for score, right, count in blocks)
