"""The report says in words what the result file says in figures, to the last digit."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from selfcheck.advice.assessment import assess
from selfcheck.advice.result import result_json
from selfcheck.answers.answer import Answer
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER
from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.matching.match import Match
from selfcheck.plans.catalogue import Figure
from selfcheck.policies.policy import Verdict as Outcome
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.offers import deciding_questions
from selfcheck.reports.report import Issued, Receipt, Report, report_of
from selfcheck.reports.sources import aim_words, clause_words
from selfcheck.reports.voice import Voice, printable
from selfcheck.scoring.score import State
from selfcheck.wording.formats import points
from selfcheck.wording.text import Lang
from tests.reports.cases import CRITERIA, EVERY_KIND, LADDER, NUMBER, YES_NO, by_hand, library, sixty, two

ZH, EN = Voice(Lang.ZH), Voice(Lang.EN)


def report(lang: Lang = Lang.ZH) -> Report:
    return report_of(sixty(), library(), lang=lang)


@pytest.mark.parametrize("lang", list(Lang))
def test_every_figure_is_that_of_the_result_file(lang: Lang) -> None:
    made, score = report(lang), result_json(sixty(), lang)["score"]
    assert made.verdict.total == points(score["total"], lang)
    assert made.verdict.of_answered == points(score["of_answered"], lang)
    assert made.verdict.conformity == points(score["conformity"], lang) + "%"
    assert (made.verdict.mandatory_met, made.verdict.mandatory) == (score["mandatory_met"], score["mandatory"])
    assert [bar.figure for bar in made.bars] == [
        f"{points(section['points'], lang)} / {points(section['max'], lang)}" for section in score["sections"]
    ]
    assert [found.question for found in made.blocking] == score["blocking"]
    assert [found.question for found in made.vetoes_failed] == score["vetoes_failed"]


@pytest.mark.parametrize("lang", list(Lang))
def test_gaps_stand_in_the_order_of_the_result_file_with_its_figures(lang: Lang) -> None:
    advice = result_json(sixty(), lang)["advice"]
    assert [
        (gap.question, gap.gain, gap.priority.split(" = ")[1], gap.action, gap.blocks) for gap in report(lang).gaps
    ] == [
        (step["question"], points(step["gain"], lang), f"{step['priority']:.1f}", step["action"], step["blocks"])
        for step in advice
    ]
    assert report(lang).best == report(lang).gaps[:3]


def test_offers_are_those_of_the_region_by_verdict() -> None:
    groups = {group.verdict: [offer.id for offer in group.offers] for group in report().offers}
    assert list(groups) == [verdict for verdict in groups if verdict in list(Outcome)]
    for verdict in Outcome:
        expected = [found.policy.id for found in sixty().matches if found.verdict is verdict and found.in_region]
        assert groups.get(verdict, []) == expected


def test_what_is_lacking_has_its_value_its_need_and_its_remedy() -> None:
    def lacking(found: Match) -> bool:
        return found.verdict is Outcome.NEARLY and found.in_region

    offers = {offer.id: offer for group in report().offers for offer in group.offers}
    nearly = [found for found in sixty().matches if lacking(found)]
    assert nearly
    for found in nearly:
        told = offers[found.policy.id].missing
        assert [short.remedy for short in told] == [f.remedy.text.zh if f.remedy else None for f in found.missing]
        assert all(short.label for short in told)


def test_conditions_read_as_words_and_never_as_codes() -> None:
    for group in report().offers:
        for offer in group.offers:
            told = [*offer.met, *offer.declare, *offer.ask, *(f"{s.label}{s.have}{s.need}" for s in offer.missing)]
            assert not any("_" in words or "answer:" in words for words in told), told


def test_answers_are_told_by_kind() -> None:
    answers = {
        "yes-no": Answer(value=False),
        "ladder": Answer(value=3),
        "criteria": Answer(value=frozenset({"b"}), remark="一句\t备注", evidence="文件一\n文件二"),
        "figure": Answer(value=NUMBER),
        "until": Answer(value=date(2027, 3, 31)),
        "register": Answer(value=({"name": "标准", "code": "Q/1"}, {"name": "另一个", "code": ""})),
    }
    assessment = by_hand(EVERY_KIND, answers)
    (section,) = report_of(assessment, library(), lang=Lang.ZH).replies
    assert [reply.lines for reply in section.replies] == [
        ("否",),
        ("有效（3 / 4）：第3句。",),
        ("已做到：乙", "还没有：甲"),
        ("1,234.5 学时",),
        ("2027年3月31日",),
        ("第 1 行：名称：标准；编号：Q/1", "第 2 行：名称：另一个"),
    ]
    assert (section.replies[2].remark, section.replies[2].evidence) == ("一句 备注", ("文件一", "文件二"))
    (section,) = report_of(assessment, library(), lang=Lang.EN).replies
    told = [reply.lines[0] for reply in section.replies]
    assert (told[0], told[3], told[4]) == ("No", "1,234.5 hours", "31 March 2027")
    assert "(3 of 4): Step 3." in told[1]
    assert all(line[0] == line[0].upper() for line in told)


def test_what_is_not_answered_says_why() -> None:
    answers = {"yes-no": Answer(na="没有这类业务"), "ladder": Answer(unknown=True)}
    (section,) = report_of(by_hand([YES_NO, LADDER, CRITERIA], answers), library(), lang=Lang.ZH).replies
    assert [(reply.lines[0], reply.value) for reply in section.replies] == [
        ("不适用：没有这类业务", None),
        ("暂不清楚", "0.0%"),
        ("未填", "0.0%"),
    ]


def test_an_answer_out_of_reach_is_never_told() -> None:
    behind = {**LADDER, "asked_when": {"question": "yes-no", "score": 1}}
    answers = {"yes-no": Answer(value=False), "ladder": Answer(value=4, remark="不该印出来")}
    assessment = by_hand([YES_NO, behind], answers)
    made = report_of(assessment, library(), lang=Lang.ZH)
    assert [item.state for item in assessment.score.items] == [State.SCORED, State.UNREACHABLE]
    assert [reply.question for reply in made.replies[0].replies] == ["yes-no"]
    assert made.replies[0].hidden == 1
    assert "不该印出来" not in repr(made)
    assert "第4句" not in repr(made)


def test_two_answers_make_a_report_too() -> None:
    made = report_of(two(), library(), lang=Lang.ZH)
    assert (made.verdict.counts.answered, made.verdict.counts.na) == (2, 0)
    assert made.verdict.counts.unanswered + made.verdict.counts.unreachable == made.verdict.counts.asked - 2
    assert made.verdict.level == "经验级"
    assert made.vetoes_open


@pytest.mark.parametrize(
    ("value", "headline"),
    [(4, "卓越级，已经是最高一级"), (3, "预防级，到卓越级还差 50.0 分"), (2, "保证级，到预防级还差 100.0 分")],
)
def test_the_headline_names_what_is_lacking(value: int, headline: str) -> None:
    made = report_of(by_hand([LADDER], {"ladder": Answer(value=value)}), library(), lang=Lang.ZH)
    assert made.verdict.headline == headline


def test_one_gate_question_is_one() -> None:
    answers = {"ladder": Answer(value=2), "yes-no": Answer(value=True)}
    assessment = by_hand([YES_NO, {**LADDER, "level": 2}], answers)
    assert report_of(assessment, library(), lang=Lang.ZH).verdict.headline == "经验级，到检验级还差 1 道门槛题"
    assert re.search(r"\b1 gate question\b", report_of(assessment, library(), lang=Lang.EN).verdict.headline)


def test_nothing_applicable_leaves_figures_out() -> None:
    made = report_of(by_hand([YES_NO], {"yes-no": Answer(na="没有")}), library(), lang=Lang.ZH)
    assert (made.verdict.of_answered, made.verdict.conformity, made.verdict.provisional) == (None, None, True)
    assert made.bars[0].share is None
    assert made.gaps == ()


def test_the_receipt_stands_on_the_report() -> None:
    receipt = Receipt(datetime(2026, 6, 1, 16, 30, tzinfo=UTC), "ab" * 32, "演示确认人")
    issued = Issued(number="2026-000123", version=2, on=date(2026, 6, 3), receipt=receipt, proof=None)
    made = report_of(two(), library(), lang=Lang.ZH, issued=issued)
    assert (made.issue.number, made.issue.version) == ("2026-000123", 2)
    assert made.issue.submitted_at == "2026年6月2日 00:30"
    assert (made.issue.certifier, made.issue.issued_on) == ("演示确认人", "2026年6月3日")


def test_a_plan_past_its_aims_is_marked() -> None:
    exporter = replace(FOOD_MAKER, region=RegionCode("320612"))
    made = report_of(by_hand([YES_NO], {}, exporter), library(), lang=Lang.ZH)
    assert all(offer.is_past for group in made.offers for offer in group.offers)
    assert made.offers[0].has_past


@pytest.mark.parametrize(
    ("clause", "zh", "en"),
    [
        ("11", "第 11 条", "clause 11"),
        ("十七", "第十七条", "clause 十七"),
        ("三.4", "三.4", "三.4"),
        ("一(二)3", "一（二）3", "一（二）3"),
    ],
)
def test_clauses_are_cited_as_printed(clause: str, zh: str, en: str) -> None:
    assert (clause_words(clause, ZH), clause_words(clause, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("率", ">=", 60, "%", 2025), "≥ 60%"),
        (Figure("数", "between", (1, 2), "个", 2017), "1–2 个"),
        (Figure("数", "==", 0, "起", 2017), "0 起"),
        (Figure("率", "<", 0.3, "%", 2017), "< 0.3%"),
        (Figure("数", ">=", 2500, None, None), "≥ 2,500"),
    ],
)
def test_aims_keep_their_relation_and_unit(figure: Figure, words: str) -> None:
    assert aim_words(figure, ZH) == words


def test_words_of_a_company_lose_what_cannot_be_printed() -> None:
    assert printable("a\x00b\u202ec\ufffed\te\r\nf\rg\ud800 ") == "abcd e\nf\ng"


def test_figures_are_rounded_once() -> None:
    third = by_hand([{**YES_NO, "weight": 1}, {**LADDER, "weight": 2}], {"yes-no": Answer(value=True)})
    assert report_of(third, library(), lang=Lang.ZH).verdict.total == points(Decimal("333.3"), Lang.ZH)


def test_a_question_that_decides_leads_to_where_it_can_be_answered() -> None:
    voice, company = ZH, replace(FOOD_MAKER, employees=None, revenue=None)
    found = {}
    for tier in (Tier.EXPRESS, Tier.STANDARD):
        asked = compose(library(), company, tier, DAY).questionnaire
        questions = deciding_questions(assess(library(), company, asked, {}, on=DAY), library(), voice)
        anchors = {f"{section.id}#q-{question.id}" for section in asked.sections for question in section.questions}
        assert {question.anchor for question in questions if question.anchor} <= anchors
        found[tier] = {question.text: question for question in questions}
    above = library().questions[QuestionId("standards-above")].text.zh
    assert found[Tier.EXPRESS][above].is_of_longer
    assert found[Tier.STANDARD][above].anchor == "standards#q-standards-above"
    size = found[Tier.STANDARD]["企业规模"]
    assert (size.anchor, size.is_of_longer) == (None, False)


def test_a_gap_says_what_comes_first_and_which_level_it_reaches() -> None:
    opener = {**YES_NO, "id": "a", "level": 2, "remedy": {"zh": "做甲", "en": "Do a", "effort": 1, "days": 2}}
    rest = {**YES_NO, "id": "b", "remedy": {"zh": "做乙", "en": "Do b", "effort": 1, "days": 2, "after": ["a"]}}
    made = report_of(by_hand([opener, rest], {}), library(), lang=Lang.ZH)
    first, second = sorted(made.gaps, key=lambda gap: gap.number)
    assert (first.needs, first.level) == (None, "保证级")  # 500 of 1000
    assert (second.needs, second.level) == ("先做第 1 题，一起做完加 1,000.0 分", "卓越级")
