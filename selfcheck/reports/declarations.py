"""What a company may declare: each statement once, with the supports and awards that ask for it."""

from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.matching.match import Match
from selfcheck.policies.policy import NOTICE, Confirmation, Verdict
from selfcheck.reports.voice import Voice

OPEN = frozenset({Verdict.ELIGIBLE, Verdict.NEARLY, Verdict.CANNOT_TELL})


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition to declare; `keys` are its names in every policy that asks for it, `told` what was declared."""

    keys: tuple[str, ...]
    text: str
    offers: tuple[str, ...]
    told: bool | None

    @property
    def name(self) -> str:
        """The statement's name in a form."""
        return self.keys[0]


def statements_of(assessment: Assessment, voice: Voice) -> tuple[Statement, ...]:
    """The statements that decide something: asked for by more offers first, then in the order of the library.

    The same words are one statement, but for a policy's own notice, which is another for each.
    """
    found: dict[tuple[str, ...], list[tuple[str, Match]]] = {}
    words: dict[tuple[str, ...], Confirmation] = {}
    for match in assessment.matches:
        for one in match.policy.confirm:
            key = f"{match.policy.id}/{one.id}"
            if match.in_region and (match.verdict in OPEN or key in assessment.declared):
                group = (one.id, one.zh, match.policy.id if one.id == NOTICE else "")
                found.setdefault(group, []).append((key, match))
                words[group] = one
    statements = [
        Statement(
            keys=tuple(key for key, _ in asked),
            text=words[group].text.in_(voice.lang),
            offers=tuple(match.policy.title.in_(voice.lang) for _, match in asked),
            told=assessment.declared.get(asked[0][0]),
        )
        for group, asked in found.items()
    ]
    return tuple(sorted(statements, key=lambda statement: -len(statement.offers)))
