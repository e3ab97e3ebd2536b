"""Comparable companies in the report: who they are, the three figures, and where the score stands; on paper as well."""

from fractions import Fraction

import pytest

from selfcheck.reports.peers import peers_of
from selfcheck.reports.report import report_of
from selfcheck.reports.template import render_html
from selfcheck.reports.voice import Voice
from selfcheck.scoring.peers import Cell, PeerGroup, Spread
from selfcheck.wording.text import Lang
from tests.reports.cases import library, two


def _group(cell: Cell = ("C", "13", "small", "36", "3607"), reckoned_in: str = "2026Q1") -> PeerGroup:
    return PeerGroup(cell, 10, Spread(400, 500, 600), "2026Q2", reckoned_in)


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        (("C", "13", "small", "36", "3607"), "农副食品加工业、小型、江西省赣州市"),
        (("C", "13", "small", "36"), "农副食品加工业、小型、江西省"),
        (("C", "13", "small"), "农副食品加工业、小型"),
        (("C", "13"), "农副食品加工业"),
        (("C",), "制造业"),
    ],
)
def test_a_cell_is_named_by_what_it_has(cell: Cell, who: str) -> None:
    found = peers_of(_group(cell), Fraction(1), library(), Voice(Lang.ZH)).who
    assert found.replace("企业", "") == who


@pytest.mark.parametrize(
    ("total", "said"), [(399, "后四分之一"), (400, "中间一半"), (600, "中间一半"), (601, "前四分之一")]
)
def test_a_score_stands_in_a_quarter_or_in_the_middle(total: int, said: str) -> None:
    assert said in peers_of(_group(), Fraction(total), library(), Voice(Lang.ZH)).standing


@pytest.mark.parametrize("lang", Lang)
def test_the_paper_shows_them_only_where_there_are_enough(lang: Lang) -> None:
    said = {Lang.ZH: "沿用2025 年第 4 季度的数字", Lang.EN: "the figures of quarter 4 of 2025 still stand"}[lang]
    group = _group(reckoned_in="2025Q4")
    assert said in render_html(report_of(two(), library(), lang=lang, peers=group))
    assert said not in render_html(report_of(two(), library(), lang=lang))
