"""Three demo documents in wording, numbering and trades of their own, read by the shipped model."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from selfcheck.commands.plans_learn import items_in
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.document import document_of
from selfcheck.plans.evaluate import Tally, evaluate
from selfcheck.plans.extract import extract_items

FOLDER = Path(__file__).with_name("demo")
NAMES = ("farm", "building", "service")
# covered recall and precision
FLOOR = {
    ItemKind.OBLIGATION: (0.85, 0.85),
    ItemKind.SUPPORT: (0.75, 0.75),
    ItemKind.AWARD: (0.8, 0.8),
    ItemKind.TARGET: (0.95, 0.95),
}


def lines_of(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@cache
def tallies(name: str) -> dict[ItemKind, Tally]:
    document = document_of(lines_of(name))
    return dict(evaluate(items_in(FOLDER / f"{name}.yaml"), document, extract_items(document)).tallies)


@pytest.mark.parametrize("kind", list(ItemKind))
def test_documents_of_other_trades_are_read(kind: ItemKind) -> None:
    first, second, third = (tallies(name)[kind] for name in NAMES)
    total = first + second + third
    recall, precision = FLOOR[kind]
    assert total.recall >= recall
    assert total.precision >= precision


@pytest.mark.parametrize(
    ("name", "title", "number", "issuer", "date", "horizon"),
    [
        (
            "farm",
            "演示县农业农村局关于守牢田头到案头品质关的若干规定",
            "演农发〔2025〕7号",
            "演示县农业农村局",
            dt.date(2025, 4, 18),
            2028,
        ),
        (
            "building",
            "演示市住房和城乡建设局 演示市市场监督管理局关于建筑质量“筑牢”行动的实施方案",
            "演建联〔2024〕31号",
            "演示市住房和城乡建设局、演示市市场监督管理局",
            dt.date(2024, 9, 2),
            2026,
        ),
        (
            "service",
            "演示县人民政府办公室关于做优文旅和生活服务的行动计划（2025—2027年）",
            "演政办字〔2025〕12号",
            "演示县人民政府办公室",
            dt.date(2025, 2, 11),
            2027,
        ),
    ],
)
def test_heads(name: str, title: str, number: str, issuer: str, date: dt.date, horizon: int) -> None:
    head = document_of(lines_of(name)).head
    assert (head.title, head.doc_number, head.issuer) == (title, number, issuer)
    assert (head.date, head.horizon) == (date, horizon)


def clauses(name: str) -> list[str]:
    return [clause.number for clause in document_of(lines_of(name)).clauses]


def test_articles_run_on_through_chapters() -> None:
    assert clauses("farm")[-4:] == ["十七", "十八", "十九", "二十"]
    assert not [doubt for doubt in document_of(lines_of("farm")).doubts if "两次" in str(doubt)]


def test_numbers_that_run_on_and_numbers_that_begin_anew() -> None:
    assert [number for number in clauses("building") if number.isascii()] == [str(count) for count in range(1, 22)]
    assert clauses("service")[-6:] == ["五", "五.1", "五.2", "六", "六.1", "六.2"]


def test_bare_brackets_name_offices_and_are_no_text() -> None:
    document = document_of(lines_of("service"))
    items = extract_items(document)
    found = {item.clause: item.authority for item in items if item.clause.startswith("四")}
    assert found["四.1"] == ("县行政审批局",)
    assert found["四.2"] == ("县文旅局", "县商务局")
    assert not any("审批局）" in document.text[item.start : item.end] for item in items)


def test_a_table_gives_the_last_year() -> None:
    figures = [item.figure for item in extract_items(document_of(lines_of("service"))) if item.clause == "六.2"]
    assert [(figure.metric, figure.value, figure.unit, figure.by) for figure in figures if figure] == [
        ("服务业标准化试点", 4, "个", 2027),
        ("消费投诉按时办结率", 99, "%", 2027),
    ]


def test_the_limit_of_an_offer_is_no_aim() -> None:
    aims = [item for item in extract_items(document_of(lines_of("farm"))) if item.kind is ItemKind.TARGET]
    assert {item.clause for item in aims} == {"二"}


def wrapped(lines: list[str], width: int) -> list[str]:
    return [line[at : at + width] for line in lines for at in range(0, len(line), width)]


def with_page_numbers(lines: list[str]) -> list[str]:
    """A page number with blank lines around it, in the middle of sentences."""
    found: list[str] = []
    for count, line in enumerate(lines, 1):
        found.append(line)
        if count % 10 == 0:
            found += ["", f"— {count // 10} —", ""]
    return found


@pytest.mark.parametrize("width", [30, 34])
def test_page_numbers_inside_sentences_are_left_out(width: int) -> None:
    plain = [line for line in lines_of("farm") if len(line) > 6]
    long = [line + "，应当写进本单位的制度，不得只挂在墙上了事。" for line in plain[10:]]
    paper = [*plain[:10], *long]
    assert document_of(with_page_numbers(wrapped(paper, width))).text == document_of(wrapped(paper, width)).text


def test_half_width_points_end_sentences() -> None:
    lines = [line.replace("。", ".") for line in lines_of("farm")]
    document = document_of(lines)
    assert [clause.number for clause in document.clauses] == clauses("farm")
    spans = [document.text[item.start : item.end] for item in extract_items(document)]
    assert not [span for span in spans if "." in span]


def test_a_clause_of_one_short_sentence_is_text() -> None:
    document = document_of(lines_of("service"))
    short = next(clause for clause in document.clauses if clause.number == "五.2")
    assert (short.heading, document.text[short.body : short.end].strip()) == ("", "推荐优秀商户角逐省服务业质量标杆。")


PAGE = (
    "当前位置：首页 > 政策文件",
    "索引号：0001/2025-01",
    "成文日期：2025-01-09",
    "演示县人民政府关于提升产品质量的实施意见",
    "发布日期：2025-01-15 浏览次数：18",
    "字体：【大 中 小】",
    "演示县人民政府关于提升产品质量的实施意见",
    "演政发（2025）2号",
    "各镇人民政府：",
    "1．主体责任",
    "(1)企业应当建立进货查验制度.",
    "(2)严禁出厂不合格产品;",
    "2．帮扶",
    "(1)对获得认证的企业给予补助.",
    "分享到：微信 微博",
)


def test_a_saved_page_with_its_title_twice() -> None:
    document = document_of(PAGE)
    head = document.head
    assert (head.title, head.doc_number) == ("演示县人民政府关于提升产品质量的实施意见", "演政发〔2025〕2号")
    assert (head.issuer, head.date) == ("演示县人民政府", dt.date(2025, 1, 9))
    assert [clause.number for clause in document.clauses] == ["1", "1(1)", "1(2)", "2", "2(1)"]
    assert [(item.kind.value, item.clause) for item in extract_items(document)] == [
        ("obligation", "1(1)"),
        ("obligation", "1(2)"),
        ("support", "2(1)"),
    ]
    assert "分享" not in document.text
    assert "浏览" not in document.text


def test_a_few_traditional_characters_change_no_number_and_no_head() -> None:
    swapped = str.maketrans("产质业", "產質業")
    plain, mixed = (document_of(lines) for lines in (PAGE, [line.translate(swapped) for line in PAGE]))
    assert [clause.number for clause in mixed.clauses] == [clause.number for clause in plain.clauses]
    assert (mixed.head.doc_number, mixed.head.date) == (plain.head.doc_number, plain.head.date)
    assert any("繁体" in str(doubt) for doubt in mixed.doubts)
