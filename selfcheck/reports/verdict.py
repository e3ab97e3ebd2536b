"""The verdict in words: score, level, ladder, conformity, red lines, and what keeps the next level shut."""

from collections import Counter
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.chart import Bar
from selfcheck.reports.voice import Voice
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.score import MAX, Score, State


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder; `state` is `reached`, `next` or `ahead`."""

    name: str
    threshold: str
    state: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions were asked, and how they stand."""

    asked: int
    answered: int
    na: int
    unanswered: int
    unreachable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict; figures are finished words, None where nothing counts towards them."""

    total: str
    max: str
    of_answered: str | None
    level: str
    next_level: str | None
    points_short: str | None
    headline: str
    ladder: tuple[Rung, ...]
    provisional: bool
    na_share: str
    conformity: str | None
    mandatory_met: int
    mandatory: int
    vetoes: int
    vetoes_failed: int
    vetoes_open: int
    blocking: int
    counts: Counts
    formula: str


def verdict_of(assessment: Assessment, voice: Voice) -> Verdict:
    """The verdict of an assessment."""
    score = assessment.score
    return Verdict(
        total=voice.points(score.total),
        max=voice.number(MAX),
        of_answered=None if score.of_answered is None else voice.points(score.of_answered),
        level=score.level.name.in_(voice.lang),
        next_level=score.next.name.in_(voice.lang) if score.next else None,
        points_short=voice.points(score.points_short) if score.points_short else None,
        headline=headline(score, voice),
        ladder=_ladder(score, voice),
        provisional=score.provisional,
        na_share=voice.percent(score.na_share),
        conformity=None if score.conformity is None else voice.percent(score.conformity),
        mandatory_met=score.mandatory_met,
        mandatory=score.mandatory,
        vetoes=sum(question.veto for question in assessment.questionnaire.questions()),
        vetoes_failed=len(score.vetoes_failed),
        vetoes_open=len(score.vetoes_open),
        blocking=len(score.blocking),
        counts=_counts(score),
        formula=score.formula,
    )


def headline(score: Score, voice: Voice) -> str:
    """The level and what is lacking to the next one, in one sentence."""
    level = score.level.name.in_(voice.lang)
    if score.next is None:
        return voice.gettext("%(level)s，已经是最高一级", level=level)
    lacking = []
    if score.points_short:
        lacking.append(voice.gettext("%(points)s 分", points=voice.points(score.points_short)))
    if score.blocking:
        lacking.append(voice.ngettext("%(number)s 道门槛题", "%(number)s 道门槛题", len(score.blocking)))
    return voice.gettext(
        "%(level)s，到%(next)s还差 %(lacking)s",
        level=level,
        next=score.next.name.in_(voice.lang),
        lacking=voice.gettext("%(first)s和 %(second)s", first=lacking[0], second=lacking[1])
        if len(lacking) > 1
        else lacking[0],
    )


def section_bars(questionnaire: Questionnaire, score: Score, voice: Voice) -> tuple[Bar, ...]:
    """The sections as rows of a chart: share of the section's maximum, and the figures in words."""
    titles = {section.id: section.title.in_(voice.lang) for section in questionnaire.sections}
    return tuple(
        Bar(
            label=titles[section.id],
            share=float(section.points / section.max) if section.max else None,
            figure=f"{voice.points(section.points)} / {voice.points(section.max)}"
            if section.max
            else voice.gettext("全部不适用"),
        )
        for section in score.sections
    )


def _ladder(score: Score, voice: Voice) -> tuple[Rung, ...]:
    return tuple(
        Rung(
            name=level.name.in_(voice.lang),
            threshold=voice.number(level.threshold),
            state="reached" if level.number <= score.level.number else "next" if level == score.next else "ahead",
        )
        for level in LEVELS
    )


def _counts(score: Score) -> Counts:
    states = Counter(item.state for item in score.items)
    return Counts(
        asked=len(score.items),
        answered=states[State.SCORED],
        na=states[State.NA],
        unanswered=states[State.UNANSWERED],
        unreachable=states[State.UNREACHABLE],
    )
