"""Targets in indicator tables: one row an indicator, the year in the heading of its column."""

import re
from collections.abc import Iterator

from selfcheck.plans.catalogue import Figure
from selfcheck.plans.clause import Clause
from selfcheck.plans.figure import UNIT
from selfcheck.plans.phrase import Span

HEADING = re.compile(r"指标|名称|目标|单位|项目|内容")
YEAR = re.compile(r"20\d\d")
VALUE = re.compile(
    rf"(?P<sign>[≥≤＞＜>=<]+|不低于|不少于|超过|低于|不超过)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>{UNIT})?(?P<after>以上|以下|以内|左右)?"
)
SIGNS = {"≤": "<=", "<=": "<=", "不超过": "<=", "<": "<", "＜": "<", "低于": "<", "＞": ">", ">": ">", "超过": ">"}
GAP = re.compile(r"\t| {1,}")
CELLS = 3


def rows_in(text: str, clause: Clause) -> Iterator[tuple[Span, str, Figure]]:
    """The targets of the clause's tables: the row's span, the indicator's name, its figure."""
    heading: list[str] | None = None
    at = clause.body
    for line in text[clause.body : clause.end].split("\n"):
        span, at = Span(at, at + len(line)), at + len(line) + 1
        cells = [cell.strip() for cell in GAP.split(line)]
        if len(cells) < CELLS - 1 or ("\t" not in line and heading is None and not _is_heading(cells)):
            heading = None
        elif _is_heading(cells):
            heading = cells
        elif heading is not None and (found := _figure(cells, heading)):
            yield span, found[0], found[1]


def _is_heading(cells: list[str]) -> bool:
    return len(cells) >= CELLS - 1 and sum(HEADING.search(cell) is not None for cell in cells) > 1


def _figure(cells: list[str], heading: list[str]) -> tuple[str, Figure] | None:
    """The last value of the row, with the year of its column."""
    places = [place for place, cell in enumerate(cells) if place and VALUE.fullmatch(cell)]
    name = next((cell for cell in cells if re.search(r"[一-鿿]{2}", cell)), None)
    if not places or name is None:
        return None
    found = VALUE.fullmatch(cells[places[-1]])
    if found is None:
        return None
    year = YEAR.search(heading[places[-1]]) if places[-1] < len(heading) else None
    unit = found["unit"] or next((cell for cell in cells if re.fullmatch(UNIT, cell)), None)
    op = "<=" if found["after"] in {"以下", "以内"} else SIGNS.get(found["sign"] or "", ">=")
    value = float(found["value"])
    return name, Figure(name, op, int(value) if value == int(value) else value, unit, int(year[0]) if year else None)
