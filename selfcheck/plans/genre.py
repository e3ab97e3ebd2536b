"""Whether a text is of the genre at all: prose, in numbered clauses, whose phrases ask, offer and promote."""

import re
from collections.abc import Sequence

from selfcheck.plans.clause import Clause
from selfcheck.plans.errors import NoClausesError, NoDutiesError, NoProseError
from selfcheck.plans.grammar import POLICY_GROUPS, opened
from selfcheck.plans.head import Head
from selfcheck.plans.phrase import phrases_of, sentences_of

PROSE = 80  # Han characters outside tables
CLAUSES = 2
SHARE = 0.2  # of phrases that open with a verb of the genre: plans have more than half, stories next to none
TITLED_SHARE = 0.08  # enough where an office put its name to a title of the genre
ASKS = re.compile(r"应当|必须|不得|严禁|禁止|鼓励|支持|引导|给予|补贴|补助|奖励|督促|负责|达到")
HAN = re.compile(r"[一-鿿]")


def refuse_strangers(text: str, clauses: Sequence[Clause], head: Head) -> None:
    """Raise the error that says what was understood and what is missing, unless the text is of the genre."""
    lines = text.splitlines()
    rows = sum("\t" in line for line in lines)
    prose = sum(len(HAN.findall(line)) for line in lines if "\t" not in line)
    if prose < PROSE:
        raise NoProseError(characters=len(text.strip()), rows=rows)
    if len(clauses) < CLAUSES:
        raise NoClausesError(characters=len(text.strip()))
    asking = [
        opened(phrase.of(text))[1] in POLICY_GROUPS or ASKS.search(phrase.of(text)) is not None
        for clause in clauses
        for sentence in sentences_of(text, clause, ())
        for phrase in phrases_of(text, sentence)
    ]
    least = TITLED_SHARE if head.title and head.issuer else SHARE
    if sum(asking) < least * len(asking) or not asking:
        raise NoDutiesError(clauses=len(clauses))
