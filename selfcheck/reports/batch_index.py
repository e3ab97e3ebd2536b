"""The list that lies in front of many reports: which company's is which file, and what became of those without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from selfcheck.kernel.errors import marked
from selfcheck.reports.sheet import Sheet, written
from selfcheck.reports.voice import Voice, printable
from selfcheck.scoring.ladder import LEVELS
from selfcheck.wording.text import Lang

# What the states of a report are called.
REPORT_STATES: Mapping[str, str] = {
    "requested": marked("排队中"),
    "rendering": marked("排版中"),
    "ready": marked("报告做好"),
    "failed": marked("报告没有做成"),
    "cancelled": marked("已取消"),
}
NAME = "00-index.xlsx"  # before every number


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """One report: of whom, with which figures, in which file with which SHA-256 (empty without one), and its state."""

    number: str
    company: str
    uscc: str
    total: Decimal
    level: int
    submitted_at: datetime
    file: str
    hash: str
    state: str  # a key of REPORT_STATES


def index_of(lines: Sequence[IndexLine], lang: Lang, created_at: datetime) -> bytes:
    """The list as a spreadsheet; the same lines give the same bytes."""
    voice = Voice(lang)
    columns = [
        (marked("编号"), 14),
        (marked("企业"), 40),
        (marked("统一社会信用代码"), 22),
        (marked("总分"), 10),
        (marked("等级"), 12),
        (marked("提交时间"), 22),
        (marked("文件"), 50),
        (marked("文件的 SHA-256"), 68),
        (marked("状态"), 16),
    ]
    rows = [
        (
            line.number,
            printable(line.company),
            line.uscc,
            float(line.total),
            LEVELS[line.level - 1].name.in_(lang),
            voice.instant(line.submitted_at),
            line.file,
            line.hash,
            voice.gettext(REPORT_STATES[line.state]),
        )
        for line in lines
    ]
    title = voice.gettext("报告清单")
    return written([Sheet(title, [(voice.gettext(name), width) for name, width in columns], rows)], title, created_at)
