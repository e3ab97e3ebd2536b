"""Phrases in other words: offices say one thing in many ways, and the catalogues know few of them.

Each group of training/synonyms.txt lists words that stand for one another; a phrase is reworded by putting another word
of its group for every word, in turn, so that the same phrases always give the same words.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from selfcheck.plans.features import Phrase

SYNONYMS = Path(__file__).with_name("training") / "synonyms.txt"
UNSEEN = Path(__file__).with_name("training") / "unseen.txt"


def reworded(phrases: Sequence[Phrase], turn: int) -> list[Phrase]:
    """The same phrases in other words; another `turn` gives others."""
    return [
        replace(
            phrase,
            words=_reworded(phrase.words, at + turn),
            headings=tuple(_reworded(heading, turn) for heading in phrase.headings),
        )
        for at, phrase in enumerate(phrases)
    ]


def in_unseen_words(text: str) -> str:
    """The text in words that no rewording of a lesson uses, to measure with."""
    words = dict(line.split() for line in _lines(UNSEEN))
    return re.sub("|".join(sorted(words, key=lambda word: (-len(word), word))), lambda found: words[found[0]], text)


def _reworded(text: str, turn: int) -> str:
    others = _others()
    parts = _known().split(text)
    for place in range(1, len(parts), 2):  # every second part is a word of a group
        choice = others[parts[place]]
        parts[place] = choice[(turn + (place + 1) // 2) % len(choice)]
    return "".join(parts)


@cache
def _others() -> Mapping[str, Sequence[str]]:
    """The words that may stand for each word."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in _lines(SYNONYMS):
        group = line.split()
        for word in group:
            found[word].extend(other for other in group if other != word and other not in found[word])
    return found


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@cache
def _known() -> re.Pattern[str]:
    return re.compile("(" + "|".join(sorted(_others(), key=lambda word: (-len(word), word))) + ")")
