"""The report as a spreadsheet: the same figures as numbers, the same words as text. No cell is ever a formula."""

from collections.abc import Iterator, Sequence

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import result_json
from selfcheck.kernel.errors import marked
from selfcheck.reports.readings import Readings
from selfcheck.reports.report import Report
from selfcheck.reports.sheet import Cell, Sheet, written
from selfcheck.reports.voice import Voice
from selfcheck.reports.why import Part, Why, why_of
from selfcheck.scoring.score import MAX


def workbook_of(report: Report, assessment: Assessment, readings: Readings | None = None) -> bytes:
    """The spreadsheet (xlsx) of an assessment and its report; the same input gives the same bytes.

    `readings` are set out where something was verified, or a plan aims at something.
    """
    voice = Voice(report.lang)
    result = result_json(assessment, report.lang)
    sheets = (
        _summary(report, result["score"], voice),
        *([_readings(readings, voice)] if readings and (readings.verified or readings.rows[0].target) else []),
        _sections(report, result["score"]["sections"], voice),
        _actions(report, result["advice"], voice),
        _offers(report, voice),
        _answers(report, result["score"]["items"], voice),
        _reckoning(why_of(assessment, voice), voice),
    )
    return written(sheets, report.company.name, report.issue.issued_at)


def _summary(report: Report, score: dict[str, object], voice: Voice) -> Sheet:
    company, issue, basis = report.company, report.issue, report.basis
    rows = [
        (marked("企业"), company.name),
        (marked("统一社会信用代码"), company.uscc),
        (marked("所在地区"), company.region),
        (marked("行业"), company.industry),
        (marked("编号"), issue.number),
        (marked("评估日期"), issue.on),
        (marked("总分"), score["total"]),
        (marked("满分"), MAX),
        (marked("等级"), report.verdict.level),
        (marked("只看已答的题"), score["of_answered"]),
        (marked("应尽义务做到的百分比"), score["conformity"]),
        *_peers(report, voice),
        (marked("问卷版本"), f"{basis.version} {basis.hash}"),
        (marked("计分办法"), basis.formula),
        (marked("说明"), voice.gettext("自评参考，不是官方评定")),
    ]
    cells = [(voice.gettext(name), _cell(value)) for name, value in rows if value is not None]
    return Sheet(voice.gettext("结论"), [(voice.gettext("项目"), 30), (voice.gettext("内容"), 70)], cells)


def _readings(readings: Readings, voice: Voice) -> Sheet:
    """What was claimed, verified and aimed at side by side, then each answer that reviewers found to be different."""
    columns = [
        (marked("项目"), 50),
        (marked("自评"), 16),
        (marked("核实后"), 40),
        (marked("目标"), 16),
        (marked("说明"), 40),
    ]
    rows: list[Sequence[Cell]] = [
        *((row.name, row.claimed, row.verified or "", row.target or "", "") for row in readings.rows),
        *(
            (f"{found.number}. {found.text}", "", " ".join(found.lines), "", found.finding)
            for found in readings.otherwise
        ),
    ]
    return Sheet(voice.gettext("自评、核实、目标"), _titled(columns, voice), rows)


def _peers(report: Report, voice: Voice) -> list[tuple[str, str]]:
    """The comparison with other companies, nothing where there are not enough of them."""
    peers = report.peers
    if peers is None:
        return []
    low, median, high = peers.low, peers.median, peers.high
    figures = voice.gettext("下四分位 %(low)s，中位数 %(median)s，上四分位 %(high)s", low=low, median=median, high=high)
    return [
        (marked("同类企业"), peers.who),
        (marked("同类企业的得分"), figures),
        (marked("同类企业数字的时间"), peers.reckoned_in or peers.period),
    ]


def _sections(report: Report, sections: Sequence[dict[str, float]], voice: Voice) -> Sheet:
    columns = [(voice.gettext("部分"), 40), (voice.gettext("得分"), 12), (voice.gettext("满分"), 12)]
    rows = [
        (bar.label, float(section["points"]), float(section["max"]))
        for bar, section in zip(report.bars, sections, strict=True)
    ]
    return Sheet(voice.gettext("各部分得分"), columns, rows)


def _actions(report: Report, advice: Sequence[dict[str, float]], voice: Voice) -> Sheet:
    columns = [
        (marked("序号"), 8),
        (marked("做什么"), 60),
        (marked("题号"), 8),
        (marked("可得分"), 10),
        (marked("工作量"), 9),
        (marked("用时"), 12),
        (marked("优先值"), 10),
        (marked("挡住下一级"), 12),
        (marked("有助于够到"), 40),
        (marked("依据"), 36),
        (marked("负责人"), 16),
        (marked("期限"), 16),
    ]
    rows = [
        (
            place,
            gap.action,
            gap.number,
            float(step["gain"]),
            gap.effort,
            gap.days,
            float(step["priority"]),
            voice.gettext("是") if gap.blocks else "",
            voice.listed(gap.unlocks),
            gap.citation,
        )
        for place, (gap, step) in enumerate(zip(report.gaps, advice, strict=True), start=1)
    ]
    return Sheet(voice.gettext("改进措施"), _titled(columns, voice), rows)


def _offers(report: Report, voice: Voice) -> Sheet:
    columns = [
        (marked("结论"), 14),
        (marked("名称"), 40),
        (marked("类别"), 12),
        (marked("已具备"), 36),
        (marked("还差"), 36),
        (marked("请补充"), 30),
        (marked("要声明"), 36),
        (marked("企业已声明"), 36),
        (marked("怎样申报"), 50),
        (marked("主管部门"), 30),
        (marked("有效期"), 30),
        (marked("依据"), 30),
    ]
    rows = [
        (
            group.title,
            offer.title,
            offer.kind,
            voice.clauses(offer.met),
            voice.clauses(short.label for short in offer.missing),
            voice.clauses(offer.ask),
            voice.clauses(offer.declare),
            voice.clauses(offer.declared),
            offer.apply,
            offer.authority,
            offer.validity,
            offer.citation,
        )
        for group in report.offers
        for offer in group.offers
    ]
    return Sheet(voice.gettext("支持政策与荣誉"), _titled(columns, voice), rows)


def _answers(report: Report, items: Sequence[dict[str, object]], voice: Voice) -> Sheet:
    columns = [
        (marked("题号"), 8),
        (marked("部分"), 24),
        (marked("题目"), 50),
        (marked("回答"), 60),
        (marked("得分百分比"), 10),
        (marked("权重"), 8),
        (marked("要求"), 14),
        (marked("备注"), 40),
        (marked("佐证"), 40),
        (marked("佐证指纹"), 16),
        (marked("依据"), 36),
    ]
    return Sheet(voice.gettext("全部回答"), _titled(columns, voice), list(_answer_rows(report, items, voice)))


def _answer_rows(report: Report, items: Sequence[dict[str, object]], voice: Voice) -> Iterator[Sequence[Cell]]:
    found = {item["question"]: item for item in items}
    for section in report.replies:
        for reply in section.replies:
            value, weight = found[reply.question]["value"], found[reply.question]["weight"]
            yield (
                reply.number,
                section.title,
                reply.text,
                "\n".join(reply.lines),
                None if value is None else float(str(value)) * 100,
                _cell(weight),
                voice.listed(reply.tags),
                reply.remark,
                "\n".join(reply.evidence),
                reply.evidence_hash,
                reply.citation,
            )


def _reckoning(why: Why, voice: Voice) -> Sheet:
    """The page "why this score" as rows: the same formulas, from the total down to the answers."""
    columns = [
        (marked("部分"), 24),
        (marked("题号"), 8),
        (marked("项目"), 50),
        (marked("回答"), 40),
        (marked("题分怎么来"), 30),
        (marked("算式"), 40),
    ]
    trace, whole = why.trace, voice.gettext("总分")
    totals = [
        (marked("计入的权重"), trace.weight_by),
        (marked("得到的权重"), trace.earned_by),
        (marked("总分"), trace.total_by),
        (marked("只看已答题"), trace.of_answered),
        (marked("应尽义务"), trace.conformity),
        (marked("不适用的份额"), trace.na_share),
    ]
    levels = [
        (
            voice.gettext("等级"),
            None,
            step.name,
            voice.gettext("达到") if step.reached else "",
            voice.listed(str(number) for number, _ in step.blocking),
            f"{step.total} {'≥' if step.enough else '<'} {step.threshold}",
        )
        for step in why.steps
    ]
    rows = [
        *((whole, None, voice.gettext(name), "", "", formula) for name, formula in totals if formula is not None),
        *levels,
        *(row for part in why.parts for row in _part_rows(part, voice)),
    ]
    return Sheet(voice.gettext("为什么是这个分"), _titled(columns, voice), rows)


def _part_rows(part: Part, voice: Voice) -> Iterator[Sequence[Cell]]:
    for reason in part.reasons:
        told = " ".join(reason.answer) or reason.state
        yield (
            part.title,
            reason.number,
            reason.text,
            told,
            reason.worth,
            reason.adds or voice.gettext("权重 %(weight)s，不计入", weight=reason.weight),
        )
    sums = (
        (marked("计入的权重"), part.weight_by),
        (marked("得到的权重"), part.earned_by),
        (marked("得分"), part.points_by),
        (marked("满分"), part.max_by),
    )
    yield from ((part.title, None, voice.gettext(name), "", "", formula) for name, formula in sums)


def _titled(columns: Sequence[tuple[str, int]], voice: Voice) -> list[tuple[str, int]]:
    return [(voice.gettext(title), width) for title, width in columns]


def _cell(value: object) -> Cell:
    return value if isinstance(value, str | int | float) else str(value)
