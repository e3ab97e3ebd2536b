"""Numbering as plans print it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.plans.clause import clauses_of
from selfcheck.plans.numerals import chinese, value_of

STYLES: list[tuple[str, str, list[str]]] = [
    (
        "runs on through chapters",
        "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n（四）己。",
        ["一、", "一", "二", "二、", "三", "四"],
    ),
    ("begins anew", "一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。", ["一", "一(一)", "一(二)", "二", "二(一)"]),
    (
        "three levels",
        "一、甲\n（一）乙\n1.丙。\n2.丁。\n（二）戊\n1.己。",
        ["一", "一(一)", "一(一)1", "一(一)2", "一(二)", "一(二)1"],
    ),
    (
        "counts through a chapter",
        "一、甲\n二、乙\n（一）丙\n1.丁。\n（二）戊\n2.己。",
        ["一", "二", "二(一)", "二.1", "二(二)", "二.2"],
    ),
    ("articles", "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。", ["一", "一", "二", "二", "三"]),
    (
        "half and full width",
        "一、甲\n(一)乙。\n（二）丙。\n1．丁。\n2、戊。",
        ["一", "一(一)", "一(二)", "一(二)1", "一(二)2"],
    ),
    ("a bracket is lost", "一、甲\n（一乙。\n二）丙。", ["一", "一(一)", "一(二)"]),
    ("run together", "一、甲。（一）乙。（二）丙。", ["一", "一(一)", "一(二)"]),
]


@pytest.mark.parametrize(("text", "numbers"), [style[1:] for style in STYLES], ids=[style[0] for style in STYLES])
def test_numbering(text: str, numbers: list[str]) -> None:
    assert [clause.number for clause in clauses_of(text)] == numbers


def test_headings_run_in_and_alone() -> None:
    clauses = clauses_of("一、总体要求\n（一）指导思想。坚持质量为先。\n（二）各单位要认真研究部署，抓好落实。")
    assert [clause.heading for clause in clauses] == ["总体要求", "指导思想", ""]


def test_a_year_or_a_decimal_is_no_number() -> None:
    assert clauses_of("2025年，全县开展行动。\n3.5个百分点的提升。") == ()


@given(
    st.lists(st.sampled_from(["一、甲", "（一）乙。", "1.丙。", "丁。", "——戊；", "第三条 己。", "①庚"]), max_size=12)
)
def test_clauses_part_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    clauses = clauses_of(text)
    for before, after in pairwise(clauses):
        assert before.end == after.start
    for clause in clauses:
        assert clause.start <= clause.body <= clause.end


@given(st.integers(1, 99))
def test_numerals_round_trip(number: int) -> None:
    assert value_of(chinese(number)) == number
