"""Items of plans that the model has not seen, and what must hold for every item."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.plans.catalogue import CatalogueItem, ItemKind, Modality
from selfcheck.plans.document import Document, document_of
from selfcheck.plans.errors import DocumentError
from selfcheck.plans.evaluate import Tally, evaluate
from selfcheck.plans.extract import extract_items
from selfcheck.plans.found import FoundItem
from selfcheck.plans.phrase import Span, offices_of, sentences_of
from tests.plans.papers import NOTICE, RULES, Paper

PAPERS = {"notice": NOTICE, "rules": RULES}
# recall and precision that wording nobody trained on must reach
FLOOR = {ItemKind.OBLIGATION: 0.8, ItemKind.SUPPORT: 0.7, ItemKind.AWARD: 0.7, ItemKind.TARGET: 0.95}


def gold(paper: Paper) -> list[CatalogueItem]:
    return [
        CatalogueItem(id=str(number), kind=kind, clause=clause, anchor=anchor, actor="enterprise", topic="qms")  # type: ignore[arg-type]  # pydantic reads them
        for number, (kind, clause, anchor) in enumerate(paper.items)
    ]


def found_in(paper: Paper) -> tuple[Document, tuple[FoundItem, ...]]:
    document = document_of(paper.lines)
    return document, extract_items(document)


@pytest.mark.parametrize("kind", list(ItemKind))
def test_other_wording_is_read(kind: ItemKind) -> None:
    tallies = []
    for paper in PAPERS.values():
        document, items = found_in(paper)
        tallies.append(evaluate(gold(paper), document, items).tallies[kind])
    total: Tally = tallies[0] + tallies[1]
    assert total.recall >= FLOOR[kind]
    assert total.precision >= FLOOR[kind]


@pytest.mark.parametrize(
    "disguise", [str.maketrans("，；：（）", ",;:()"), str.maketrans("云县", "岚区")], ids=["half-width", "other place"]
)
def test_other_marks_and_places_change_no_figure(disguise: dict[int, int]) -> None:
    for paper in PAPERS.values():
        document, items = found_in(paper)
        lines = tuple(line.translate(disguise) for line in paper.lines)
        other = replace(paper, lines=lines, items=tuple((k, c, a.translate(disguise)) for k, c, a in paper.items))
        there, found = found_in(other)
        assert evaluate(gold(other), there, found).tallies == evaluate(gold(paper), document, items).tallies


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_every_item_is_pinned_inside_one_sentence(paper: Paper) -> None:
    document, items = found_in(paper)
    sentences = [
        sentence
        for clause in document.clauses
        for sentence in sentences_of(document.text, clause, offices_of(document.text, clause)[1])
    ]
    rows = [Span(at, at + len(line)) for at, line in _lines(document.text) if "\t" in line]
    for item in items:
        span = Span(item.start, item.end)
        assert any(each.holds(span) for each in (*sentences, *rows))
        assert item.anchor in span.of(document.text)
        assert 0 < item.confidence < 1
        assert (item.modality is None) == (item.kind is not ItemKind.OBLIGATION)
        assert (item.figure is None) == (item.kind is not ItemKind.TARGET)


def _lines(text: str) -> list[tuple[int, str]]:
    at, lines = 0, []
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def test_the_same_document_gives_the_same_items() -> None:
    assert found_in(NOTICE)[1] == found_in(NOTICE)[1]


def test_departments_in_brackets_are_the_authority_and_no_text() -> None:
    document, items = found_in(NOTICE)
    first = [item for item in items if item.clause == "二.1"]
    assert first
    assert all(item.authority == ("县市场监管局", "县工信局") for item in first)
    assert not any("责任单位" in document.text[item.start : item.end] for item in items)


def test_how_strongly_a_clause_asks() -> None:
    document, items = found_in(NOTICE)
    by_words = {document.text[item.start : item.end]: item.modality for item in items if item.kind == "obligation"}
    strengths = {words: modality for words, modality in by_words.items() if modality}
    assert next(m for words, m in strengths.items() if "不得投料" in words) is Modality.MANDATORY
    assert next(m for words, m in strengths.items() if words.startswith("鼓励小微工厂")) is Modality.ENCOURAGED
    assert next(m for words, m in strengths.items() if words.startswith("引导企业导入")) is Modality.PROMOTED


def test_duties_of_offices_and_slogans_stay_out() -> None:
    _, items = found_in(NOTICE)
    assert not [item for item in items if item.clause in {"一(一)", "三(一)", "三(二)", "三(三)"}]


def test_targets_of_a_table_carry_unit_and_year() -> None:
    _, items = found_in(RULES)
    figures = [item.figure for item in items if item.kind is ItemKind.TARGET]
    assert [(f.metric, f.op, f.value, f.unit, f.by) for f in figures if f] == [
        ("首席质量官覆盖率", ">=", 70, "%", 2027),
        ("品牌企业数量", ">=", 12, "家", 2027),
    ]


EDITS = st.tuples(st.integers(0, len(NOTICE.text) - 1), st.sampled_from("，。；：、（）〔〕《》“” \n\t一1%奖质"))


@given(st.lists(EDITS, max_size=40))
@settings(max_examples=25, deadline=None)
def test_a_damaged_document_is_read_or_refused_whole(edits: list[tuple[int, str]]) -> None:
    letters = list(NOTICE.text)
    for place, letter in edits:
        letters[place] = letter
    try:
        document = document_of("".join(letters).splitlines())
    except DocumentError:
        return
    spans = [document.text[item.start : item.end] for item in extract_items(document)]
    assert [span for span in spans if "\n" in span or not span] == []
