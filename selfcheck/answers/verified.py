"""Claimed and verified: what a reviewer found about single answers. The claim itself is never edited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from selfcheck.answers.answer import Answer, Answers
from selfcheck.kernel.ids import QuestionId


@dataclass(frozen=True, slots=True)
class Check:
    """What a reviewer found about one answer; `answer` is None where the reviewer agrees with the claim.

    `round` is the one that was looked at, `version` counts what was recorded in it.
    """

    answer: Answer | None
    finding: str
    round: int
    version: int

    @property
    def agrees(self) -> bool:
        """Whether the answer holds as it was claimed."""
        return self.answer is None


Checks = Mapping[QuestionId, Check]


def verified_answers(claimed: Answers, checks: Checks) -> Answers:
    """The answers as verified: what was found otherwise in place of the claim, everything else as claimed.

    Remark and evidence stay the company's.
    """
    found = dict(claimed)
    for question, check in checks.items():
        if check.answer is not None:
            claim = claimed.get(question, Answer())
            found[question] = replace(check.answer, remark=claim.remark, evidence=claim.evidence)
    return found


def is_same(claim: Answer | None, found: Answer) -> bool:
    """Whether the finding says what the claim says, remark and evidence apart."""
    return claim is not None and replace(claim, remark="", evidence="") == replace(found, remark="", evidence="")
