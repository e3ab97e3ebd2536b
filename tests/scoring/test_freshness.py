"""Evidence: what is backed, what is too old, and when a score falls by itself."""

import datetime as dt

from hypothesis import given

from selfcheck.answers.answer import Answer, Answers
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.freshness import Standing, standing
from selfcheck.scoring.score import score
from tests.scoring.strategies import DAY, Case, cases

EVIDENCE = [{"zh": "记录", "en": "records", "required": True, "fresh_months": 12}]
ASKED = questionnaire_from_json(
    {
        "sections": [
            {
                "id": "s",
                "questions": [
                    {"id": "a", "text": "?", "kind": "yes_no", "evidence": EVIDENCE},
                    {"id": "b", "text": "?", "kind": "yes_no", "evidence": EVIDENCE},
                    {"id": "c", "text": "?", "kind": "date"},
                ],
            }
        ]
    }
)


def stands(**told: Answer) -> Standing:
    answers: Answers = {QuestionId(name): answer for name, answer in told.items()}
    return standing(ASKED, answers, score(ASKED, answers, DAY), DAY)


def test_answers_worth_nothing_need_no_evidence() -> None:
    found = stands(a=Answer(value=True, evidence="任命书 2026年3月"), b=Answer(value=False))
    assert (found.expected, found.backed, found.stale) == (1, 1, ())
    assert stands(a=Answer(value=True), b=Answer(value=True)).backed == 0


def test_the_newest_date_counts_and_a_line_without_one_says_nothing() -> None:
    old = stands(a=Answer(value=True, evidence="2023-01-05 甲\n2025-05-31 乙"))
    assert [(each.question, each.since) for each in old.stale] == [("a", dt.date(2026, 6, 1))]
    assert stands(a=Answer(value=True, evidence="2025-06-01")).stale == ()
    assert stands(a=Answer(value=True, evidence="2025-13-40, 记录")).stale == ()


def test_the_day_of_a_fall_is_the_day_after_the_last() -> None:
    (fall,) = stands(a=Answer(value=True), c=Answer(value=dt.date(2026, 6, 30))).falls
    assert (fall.on, fall.questions) == (dt.date(2026, 7, 1), ("c",))
    assert round(fall.total) == 333  # one of three
    assert stands(c=Answer(value=dt.date(2026, 5, 31))).falls == ()


@given(cases())
def test_time_alone_never_raises_a_score(case: Case) -> None:
    asked, answers = case
    now = score(asked, answers, DAY)
    totals = [now.total, *(fall.total for fall in standing(asked, answers, now, DAY).falls)]
    assert totals == sorted(totals, reverse=True)


@given(cases())
def test_evidence_never_changes_a_score(case: Case) -> None:
    asked, answers = case
    backed = {
        name: Answer(value=answer.value, na=answer.na, unknown=answer.unknown, evidence="2019-01-01")
        for name, answer in answers.items()
    }
    assert score(asked, backed, DAY) == score(asked, answers, DAY)
