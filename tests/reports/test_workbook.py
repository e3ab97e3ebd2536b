"""The spreadsheet, read back: the figures of the result file as numbers, and no cell that is a formula."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import result_json
from selfcheck.answers.answer import Answer
from selfcheck.commands.benchmarks.sample import FOOD_MAKER
from selfcheck.reports.report import report_of
from selfcheck.reports.voice import Voice
from selfcheck.reports.why import why_of
from selfcheck.reports.workbook import workbook_of
from selfcheck.wording.text import Lang
from tests.reports.cases import YES_NO, by_hand, library, sixty

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.com")', "\t=1", "https://example.com")


def written(assessment: Assessment, lang: Lang) -> bytes:
    return workbook_of(report_of(assessment, library(), lang=lang), assessment)


def read(assessment: Assessment, lang: Lang = Lang.ZH) -> Workbook:
    return load_workbook(io.BytesIO(written(assessment, lang)))


@pytest.mark.parametrize("lang", list(Lang))
def test_the_figures_are_those_of_the_result_file(lang: Lang) -> None:
    result = result_json(sixty(), lang)
    summary, sections, actions, offers, answers, _ = read(sixty(), lang).worksheets
    assert result["score"]["total"] in [row[1] for row in summary.iter_rows(values_only=True)]
    told = [row[1:] for row in sections.iter_rows(min_row=2, values_only=True)]
    assert told == [(section["points"], section["max"]) for section in result["score"]["sections"]]
    steps = [(row[3], row[6]) for row in actions.iter_rows(min_row=2, values_only=True)]
    assert steps == [(step["gain"], step["priority"]) for step in result["advice"]]
    assert offers.max_row - 1 == sum(found.in_region for found in sixty().matches)
    values = [row[4] for row in answers.iter_rows(min_row=2, values_only=True)]
    counted = [item["value"] for item in result["score"]["items"] if item["state"] != "unreachable"]
    assert values == [None if value is None else pytest.approx(value * 100) for value in counted]


@pytest.mark.parametrize("lang", list(Lang))
def test_the_reckoning_is_that_of_the_page_and_of_the_result_file(lang: Lang) -> None:
    rows = list(read(sixty(), lang).worksheets[-1].iter_rows(min_row=2, values_only=True))
    formulas = [row[5] for row in rows]
    told = result_json(sixty(), lang)["score"]["trace"]
    page = why_of(sixty(), Voice(lang))
    assert formulas[:3] == [told["weight"], told["earned"], told["total"]]
    assert formulas[2] == page.trace.total_by
    by_number = {row[1]: row for row in rows if row[1] is not None}
    for part, section in zip(page.parts, told["sections"], strict=True):
        sums = [section["weight"], section["earned"], section["points"], section["max"]]
        assert [row[5] for row in rows if row[0] == part.title and row[1] is None] == sums
        assert sums == [part.weight_by, part.earned_by, part.points_by, part.max_by]
        for reason, item in zip(part.reasons, section["items"], strict=True):
            assert (by_number[reason.number][4] or "") == reason.worth
            assert reason.adds == item["adds"]
            assert not item["adds"] or by_number[reason.number][5] == item["adds"]


@pytest.mark.parametrize("words", FORMULAS)
def test_what_a_company_writes_is_never_a_formula(words: str) -> None:
    answer = Answer(value=False, remark=words, evidence=words)
    made = read(by_hand([YES_NO], {"yes-no": answer}, replace(FOOD_MAKER, name=words)))
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert sum(cell.value == words.strip() for cell in cells) >= 3


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sixty(), Lang.ZH) == written(sixty(), Lang.ZH)
