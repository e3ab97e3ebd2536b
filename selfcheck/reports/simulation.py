"""What if, in words: the actions to choose from, what the chosen ones would change, and the shortest ways there are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.climb import Climb, climb
from selfcheck.advice.simulate import Outcome
from selfcheck.advice.way import Way
from selfcheck.kernel.ids import ActionId
from selfcheck.policies.policy import Verdict
from selfcheck.reports.offers import KINDS, VERDICTS
from selfcheck.reports.voice import Voice
from selfcheck.scoring.score import Score

SHORT_WAYS = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One action to tick; `needs` are the actions that are done along with it, `number` that of its question."""

    id: ActionId
    number: int | None
    text: str
    effort: int
    days: str | None
    gain: str | None
    needs: tuple[str, ...]
    opens: tuple[str, ...]
    is_ticked: bool
    is_along: bool  # done because a ticked one rests on it


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after."""

    name: str
    now: str
    then: str
    moves: bool


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A policy whose verdict moves."""

    title: str
    kind: str
    now: str
    then: str
    tone: str


@dataclass(frozen=True, slots=True)
class Path:
    """A set of actions that leads somewhere: where to, the actions in order, and the effort of all."""

    title: str
    actions: tuple[str, ...]
    ids: tuple[ActionId, ...]
    effort: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """The page: figures before and after, verdicts that move, the choices, and the shortest ways."""

    changes: tuple[Change, ...]
    verdicts: tuple[VerdictChange, ...]
    choices: tuple[Choice, ...]
    effort: int
    climb: Path | None
    ways: tuple[Path, ...]


_TONES: Mapping[Verdict, str] = {Verdict.ELIGIBLE: "met", Verdict.NEARLY: "part", Verdict.CANNOT_TELL: "ask"}


def simulation_of(now: Assessment, outcome: Outcome, ticked: Collection[ActionId], voice: Voice) -> Simulation:
    """The page of an outcome; `ticked` are the actions that were chosen, without those done along with them."""
    words = _Words(now, voice)
    return Simulation(
        changes=changes_of(now.score, outcome.score, voice),
        verdicts=tuple(
            VerdictChange(
                title=then.policy.title.in_(voice.lang),
                kind=voice.gettext(KINDS[then.policy.kind]),
                now=voice.gettext(VERDICTS[before.verdict]),
                then=voice.gettext(VERDICTS[then.verdict]),
                tone=_TONES.get(then.verdict, "gap"),
            )
            for before, then in outcome.changed
        ),
        choices=choices_of(now, outcome, ticked, voice),
        effort=sum(now.moves[name].effort for name in outcome.actions),
        climb=_climb(now, words),
        ways=tuple(words.way(way) for way in now.ways[:SHORT_WAYS]),
    )


class _Words:
    """How actions are called."""

    def __init__(self, now: Assessment, voice: Voice) -> None:
        self.numbers = {ActionId(q.id): place for place, q in enumerate(now.questionnaire.questions(), start=1)}
        self.voice = voice
        self._now = now

    def action(self, name: ActionId) -> str:
        """What to do, with the number of its question."""
        text = self._now.moves[name].text.in_(self.voice.lang)
        number = self.numbers.get(name)
        return text if number is None else self.voice.gettext("%(text)s（第 %(number)s 题）", text=text, number=number)

    def days(self, days: int | None) -> str | None:
        """How long it usually takes."""
        return None if days is None else self.voice.ngettext("约 %(number)s 天", "约 %(number)s 天", days)

    def path(self, title: str, actions: Iterable[ActionId], effort: int, *, is_proven: bool = True) -> Path:
        """The actions as a path."""
        ids = tuple(actions)
        return Path(title, tuple(self.action(name) for name in ids), ids, effort, is_proven)

    def way(self, way: Way) -> Path:
        """The way to a policy."""
        return self.path(way.match.policy.title.in_(self.voice.lang), way.actions, way.effort)


def changes_of(now: Score, then: Score, voice: Voice) -> tuple[Change, ...]:
    """Points, level and conformity of two scores side by side."""
    conformity = (voice.gettext("无"), voice.gettext("无"))
    if now.conformity is not None and then.conformity is not None:
        conformity = (voice.percent(now.conformity), voice.percent(then.conformity))
    rows = (
        (voice.gettext("总分"), voice.points(now.total), voice.points(then.total)),
        (voice.gettext("等级"), now.level.name.in_(voice.lang), then.level.name.in_(voice.lang)),
        (voice.gettext("应尽义务"), *conformity),
    )
    return tuple(Change(name, before, after, before != after) for name, before, after in rows)


def choices_of(now: Assessment, outcome: Outcome, ticked: Collection[ActionId], voice: Voice) -> tuple[Choice, ...]:
    """Every action that can be taken, the most worthwhile first."""
    words = _Words(now, voice)
    steps = {ActionId(step.question.id): step for step in now.steps}
    order = [*steps, *(name for name in now.moves if name not in steps)]
    titles = {found.policy.id: found.policy.title.in_(words.voice.lang) for found in now.matches}
    opened: dict[ActionId, tuple[str, ...]] = {}
    for way in now.ways:
        for name in way.actions:
            opened[name] = (*opened.get(name, ()), titles[way.match.policy.id])
    return tuple(
        Choice(
            id=name,
            number=words.numbers.get(name),
            text=now.moves[name].text.in_(words.voice.lang),
            effort=now.moves[name].effort,
            days=words.days(now.moves[name].days),
            gain=words.voice.points(steps[name].gain) if name in steps else None,
            needs=tuple(words.action(earlier) for earlier in now.moves[name].before),
            opens=opened.get(name, ()),
            is_ticked=name in ticked,
            is_along=name in outcome.actions and name not in ticked,
        )
        for name in order
    )


def _climb(now: Assessment, words: _Words) -> Path | None:
    found: Climb | None = climb(now.questionnaire, now.answers, now.on, now.score.next, now.moves)
    if found is None:
        return None
    title = found.level.name.in_(words.voice.lang)
    return words.path(title, found.actions, found.effort, is_proven=found.is_proven)
