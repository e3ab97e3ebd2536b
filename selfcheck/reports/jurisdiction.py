"""The report on all companies of a jurisdiction as one frozen value, and as a spreadsheet; it tells of no few."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.kernel.regions import contains, find_region
from selfcheck.plans.catalogue import Modality
from selfcheck.profiles.size import Size
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.chart import Bar
from selfcheck.reports.facts import industry_words, region_words
from selfcheck.reports.report import TIERS
from selfcheck.reports.sheet import Cell, Sheet, written
from selfcheck.reports.sources import clause_words
from selfcheck.reports.targets import STATES as STANDINGS
from selfcheck.reports.targets import PlanStanding, Standing, State, plans_of, standings_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.attainment import Told
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.peers import LEAST, Spread, spread_of
from selfcheck.scoring.tally import GroupLine, Tally, groups_of, shown_counts
from selfcheck.wording.text import Lang

QUARTILES = (marked("下四分位"), marked("中位数"), marked("上四分位"))
WEAKEST = 20  # duties that are listed
STATES: Mapping[str, str] = {
    "submitted": marked("待受理"),
    "document_review": marked("审核中"),
    "returned": marked("等企业修改"),
    "concluded": marked("已办结"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the report is about: a region, a questionnaire, and a period as the reader named it."""

    region: RegionCode
    tier: Tier
    period: str | None  # for instance 2026Q3; None for all
    on: date


@dataclass(frozen=True, slots=True)
class CountLine:
    """A class of companies; None where the number is hidden."""

    label: str
    companies: int | None


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with the share of the companies asked that meet it, and where it is written; None: some, but few."""

    text: str
    citation: str
    share: float | None
    percent: str
    asked: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of companies with its quartiles."""

    label: str
    companies: int
    spread: Spread


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of one division, or none where nothing may be told of them."""

    title: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionReport:
    """Everything that the report prints; below ten companies it prints that there are too few."""

    lang: Lang
    region: str
    tier: str
    period: str
    on: str
    made_at: datetime
    companies: int
    is_shown: bool
    spread: Spread | None
    states: tuple[CountLine, ...]
    levels: tuple[CountLine, ...]
    sections: tuple[Bar, ...]
    duties: tuple[DutyLine, ...]
    vetoes: tuple[CountLine, ...]
    groups: tuple[GroupTable, ...]
    targets: tuple[PlanStanding, ...]


def jurisdiction_report(
    asked: Asked, tally: Tally, told: Sequence[Told], library: Library, lang: Lang
) -> JurisdictionReport:
    """The report of what was counted; `told` feeds the targets, of the companies' last submissions of any kind."""
    voice = Voice(lang)
    shown = tally.is_shown
    return JurisdictionReport(
        lang=lang,
        region=region_words(asked.region),
        tier=voice.gettext(TIERS[asked.tier]),
        period=_period_words(asked.period, voice),
        on=voice.day(asked.on),
        made_at=datetime.combine(asked.on, time(), UTC),
        companies=tally.companies,
        is_shown=shown,
        spread=spread_of(tally.totals) if shown else None,
        states=_counts({voice.gettext(words): tally.states[state] for state, words in STATES.items()}) if shown else (),
        levels=_counts({level.name.in_(lang): tally.levels[level.number] for level in LEVELS}) if shown else (),
        sections=_sections(tally, library, voice) if shown else (),
        duties=_duties(asked.region, tally, library, voice),
        vetoes=_vetoes(tally, library, lang) if shown else (),
        groups=_groups(asked.region, tally, library, voice) if shown else (),
        targets=_targets(asked, told, library, voice) if shown else (),
    )


def jurisdiction_workbook(report: JurisdictionReport) -> bytes:
    """The same figures as a spreadsheet; the same report gives the same bytes."""
    voice = Voice(report.lang)
    target_columns = ((marked("文件"), 24), (marked("指标"), 44), (marked("目标"), 20), (marked("现在"), 16))
    sheets = [
        _sheet(voice, marked("概况"), ((marked("指标"), 30), (marked("数值"), 40)), _overview(report, voice)),
        _sheet(
            voice,
            marked("应尽义务"),
            ((marked("题目"), 60), (marked("依据"), 40), (marked("做到的企业（%%）"), 16), (marked("问到的企业"), 14)),
            [
                (
                    line.text,
                    line.citation,
                    line.percent if line.share is None else round(line.share * 100, 1),
                    line.asked,
                )
                for line in report.duties
            ],
        ),
        _sheet(
            voice,
            marked("分组"),
            ((marked("分组方式"), 20), (marked("组"), 40), (marked("企业数"), 12), *((name, 12) for name in QUARTILES)),
            [
                (table.title, row.label, row.companies, row.spread.low, row.spread.median, row.spread.high)
                for table in report.groups
                for row in table.rows
            ],
        ),
        _sheet(
            voice,
            marked("规划目标"),
            (*target_columns, (marked("对照"), 16)),
            [
                (group.document.short, line.aim.title, line.aim.aim, line.figure or "", line.label)
                for group in report.targets
                for line in group.targets
            ],
        ),
    ]
    return written(sheets, voice.gettext("辖区质量自评报告"), report.made_at)


def _overview(report: JurisdictionReport, voice: Voice) -> list[Sequence[Cell]]:
    few = voice.gettext("不列")
    spread = () if report.spread is None else (report.spread.low, report.spread.median, report.spread.high)
    return [
        (voice.gettext("辖区"), report.region),
        (voice.gettext("问卷"), report.tier),
        (voice.gettext("期间"), report.period),
        (voice.gettext("企业数"), report.companies),
        *((voice.gettext(name), value) for name, value in zip(QUARTILES, spread, strict=False)),
        *((line.label, few if line.companies is None else line.companies) for line in report.states),
        *((line.label, few if line.companies is None else line.companies) for line in report.levels),
    ]


def _sheet(voice: Voice, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]) -> Sheet:
    return Sheet(voice.gettext(name), [(voice.gettext(title), width) for title, width in columns], rows)


def _period_words(period: str | None, voice: Voice) -> str:
    if period is None:
        return voice.gettext("全部")
    return voice.gettext("%(year)s 年第 %(quarter)s 季度", year=period[:4], quarter=period[-1])


def _counts(counts: Mapping[str, int]) -> tuple[CountLine, ...]:
    return tuple(CountLine(label, shown) for label, shown in shown_counts(counts).items())


def _sections(tally: Tally, library: Library, voice: Voice) -> tuple[Bar, ...]:
    found = []
    for module in library.modules:
        share = tally.share_of(module.module)
        if share is not None:
            found.append(Bar(module.title.in_(voice.lang), float(share), voice.percent(share)))
    return tuple(found)


def _duties(region: RegionCode, tally: Tally, library: Library, voice: Voice) -> tuple[DutyLine, ...]:
    sources = _mandatory(region, library, voice)
    return tuple(
        DutyLine(
            text=library.questions[question].text.in_(voice.lang),
            citation=sources[question],
            share=None if share is None else float(share),
            percent=voice.gettext("不足 %(fewest)s 家", fewest=LEAST) if share is None else voice.percent(share),
            asked=tally.asked[question],
        )
        for question, share in tally.weakest(sources)[:WEAKEST]
    )


def _targets(asked: Asked, told: Sequence[Told], library: Library, voice: Voice) -> tuple[PlanStanding, ...]:
    plans = plans_of(library, asked.region, asked.on)
    found = standings_of(library, plans, asked.region, told, asked.on, voice)
    return tuple(replace(plan, targets=tuple(_without_few(line, voice) for line in plan.targets)) for plan in found)


def _without_few(line: Standing, voice: Voice) -> Standing:
    """The standing as it may be passed on: reviewers see the figure of few companies on their page, others do not."""
    if not line.tells_of_few:
        return line
    return replace(line, state=State.FEW, label=voice.gettext(STANDINGS[State.FEW]), figure=None, gauge=None)


def _mandatory(region: RegionCode, library: Library, voice: Voice) -> dict[QuestionId, str]:
    """The questions that a plan of the region, or of a part of it, makes a duty, with its clauses."""
    found: dict[QuestionId, str] = {}
    for question in library.questions.values():
        cited = [
            f"{plan.short.in_(voice.lang)} · {clause_words(item.clause, voice)}"
            for plan, item in (library.items[source] for source in question.obligations)
            if item.modality is Modality.MANDATORY and (contains(plan.region, region) or contains(region, plan.region))
        ]
        if cited:
            found[question.id] = voice.clauses(dict.fromkeys(cited))
    return found


def _vetoes(tally: Tally, library: Library, lang: Lang) -> tuple[CountLine, ...]:
    """The red lines that were crossed; below ten companies the number is not told."""
    return tuple(
        CountLine(library.questions[question].text.in_(lang), count)
        for question, count in shown_counts(tally.vetoes).items()
        if question in library.questions
    )


def _groups(region: RegionCode, tally: Tally, library: Library, voice: Voice) -> tuple[GroupTable, ...]:
    below: dict[str, list[Decimal]] = {}
    for code, totals in tally.regions.items():
        below.setdefault(_part_of(region, code), []).extend(totals)
    tables = (
        (marked("按地区"), groups_of(below), _place_words),
        (marked("按行业"), groups_of(tally.divisions), lambda key: industry_words(key, voice)),
        (marked("按规模"), groups_of(tally.sizes), lambda key: _size_words(key, library, voice)),
    )
    return tuple(
        GroupTable(voice.gettext(title), tuple(_row(line, words, voice) for line in lines))
        for title, lines, words in tables
        if lines
    )


def _row(line: GroupLine, words: Callable[[str], str], voice: Voice) -> GroupRow:
    label = voice.gettext("其他") if line.key is None else words(line.key)
    return GroupRow(label, line.companies, line.spread)


def _place_words(code: str) -> str:
    region = find_region(code)
    return region.name if region else code


def _size_words(key: str, library: Library, voice: Voice) -> str:
    return library.vocabulary.sizes[Size(key).value].text.in_(voice.lang) if key else voice.gettext("规模不明")


def _part_of(region: RegionCode, code: RegionCode) -> RegionCode:
    """The division directly below the region in which the other one lies; itself where there is none."""
    if region.endswith("0000"):
        return RegionCode(f"{code[:4]}00")
    return code
