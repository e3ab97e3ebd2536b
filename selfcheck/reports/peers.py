"""How a score stands among comparable companies, in words."""

from dataclasses import dataclass
from fractions import Fraction

from selfcheck.kernel.industries import SECTIONS, find_industry
from selfcheck.kernel.regions import find_region
from selfcheck.questionnaires.library import Library
from selfcheck.reports.voice import Voice
from selfcheck.scoring.peers import Cell, PeerGroup
from selfcheck.wording.text import Lang

SECTION, DIVISION, SIZE = 0, 1, 2  # places of a cell; regions follow


@dataclass(frozen=True, slots=True)
class Peers:
    """Who is compared, how many there are at least, the three figures, where the score stands, and when."""

    who: str
    at_least: str
    low: str
    median: str
    high: str
    standing: str
    period: str
    reckoned_in: str | None  # the earlier quarter of the figures, None where it is the same


def peers_of(group: PeerGroup, total: Fraction, library: Library, voice: Voice) -> Peers:
    """The comparison of that total with the group."""
    spread = group.spread
    return Peers(
        who=_who(group.cell, library, voice),
        at_least=voice.number(group.at_least),
        low=voice.number(spread.low),
        median=voice.number(spread.median),
        high=voice.number(spread.high),
        standing=_standing(group, total, voice),
        period=period_words(group.period, voice),
        reckoned_in=None if group.reckoned_in == group.period else period_words(group.reckoned_in, voice),
    )


def period_words(period: str, voice: Voice) -> str:
    """A quarter in words: 2026 年第 1 季度."""
    return voice.gettext("%(year)s 年第 %(quarter)s 季度", year=period[:4], quarter=period[5:])


def _who(cell: Cell, library: Library, voice: Voice) -> str:
    words = [_trade(cell, voice)]
    if len(cell) > SIZE:
        words.append(library.vocabulary.sizes[cell[SIZE]].text.in_(voice.lang))
    region = find_region(cell[-1].ljust(6, "0")) if len(cell) > SIZE + 1 else None
    if region is not None:
        words.append(region.full_name)
    return voice.listed(words)


def _trade(cell: Cell, voice: Voice) -> str:
    industry = find_industry(cell[DIVISION]) if len(cell) > DIVISION else None
    zh, en = (industry.zh, industry.en) if industry else SECTIONS[cell[SECTION]]
    return en if voice.lang is Lang.EN else zh


def _standing(group: PeerGroup, total: Fraction, voice: Voice) -> str:
    if total > group.spread.high:
        return voice.gettext("贵企业的得分在前四分之一。")
    if total < group.spread.low:
        return voice.gettext("贵企业的得分在后四分之一。")
    return voice.gettext("贵企业的得分在中间一半。")
