"""What changed since the submission before, in figures that both results bear."""

from datetime import UTC, date, datetime

import pytest

from selfcheck.advice.result import score_json
from selfcheck.answers.answer import Answer
from selfcheck.reports.changes import Changes
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import Issued, Receipt, Report, report_of
from selfcheck.wording.text import Lang
from tests.reports.cases import LADDER, YES_NO, by_hand, library
from tests.reports.test_pdf import squeezed, text_of

RECEIPT = Receipt(datetime(2026, 6, 1, 8, 0, tzinfo=UTC), "ab" * 32, "演示确认人")


def second(before: dict[str, Answer], after: dict[str, Answer], lang: Lang = Lang.ZH) -> Report:
    earlier = score_json(by_hand([YES_NO, LADDER], before).score)
    issued = Issued(number="2026-000123", version=2, on=date(2026, 6, 3), receipt=RECEIPT, proof=None, before=earlier)
    return report_of(by_hand([YES_NO, LADDER], after), library(), lang=lang, issued=issued)


def changes(report: Report) -> Changes:
    assert report.changes is not None
    return report.changes


def test_a_better_and_a_worse_answer_are_told_apart() -> None:
    made = changes(
        second(
            {"yes-no": Answer(value=False), "ladder": Answer(value=4)},
            {"yes-no": Answer(value=True), "ladder": Answer(value=2)},
        )
    )
    assert [(found.question, found.before, found.after, found.is_better) for found in made.questions] == [
        ("yes-no", "0.0%", "100.0%", True),
        ("ladder", "100.0%", "50.0%", False),
    ]


def test_total_and_level_stand_beside_those_of_before() -> None:
    made = changes(second({"yes-no": Answer(value=False)}, {"yes-no": Answer(value=True), "ladder": Answer(value=4)}))
    assert (made.total_before, made.total, made.difference) == ("0.0", "1,000.0", "+1,000.0")
    assert [(found.before, found.after) for found in made.questions] == [("0.0%", "100.0%"), ("未填", "100.0%")]


def test_nothing_but_a_remark_changed() -> None:
    made = second({"yes-no": Answer(value=True)}, {"yes-no": Answer(value=True, remark="补充说明")})
    assert (changes(made).difference, changes(made).questions, made.changed) == ("±0.0", (), frozenset())


@pytest.mark.parametrize("lang", list(Lang))
def test_the_part_is_printed_in_the_second_version_alone(lang: Lang) -> None:
    title = {"zh": "与上次相比", "en": "Sincelasttime"}[lang.value]
    better = {"yes-no": Answer(value=True)}
    assert title in squeezed(text_of(render_pdf(second({"yes-no": Answer(value=False)}, better, lang))))
    first = report_of(by_hand([YES_NO, LADDER], better), library(), lang=lang)
    assert title not in squeezed(text_of(render_pdf(first)))
