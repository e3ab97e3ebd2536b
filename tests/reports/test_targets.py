"""Targets in words: a company's own figures, and what is said of the figures of all companies, withheld where few."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel import places
from selfcheck.kernel.ids import PlanId, QuestionId, RegionCode
from selfcheck.profiles.profile import Certificate
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.reports.report import report_of
from selfcheck.reports.targets import PlanStanding, State, plans_of, standings_of, targets_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.attainment import FEWEST, Told, told_by
from selfcheck.wording.text import Lang
from tests.questionnaires.aims import write_aims
from tests.reports.cases import sixty
from tests.workflow.world import profile, small_library

ON = date(2026, 6, 1)
ZH, EN = Voice(Lang.ZH), Voice(Lang.EN)
CITY, COUNTY, PROVINCE = (RegionCode(code) for code in ("360700", "360703", "360000"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("content")
    write_aims(root)
    return small_library(root)


@cache
def shipped() -> Library:
    return load_library(places.content())


def company(step: int, share: str = "40", *, certified: bool = False) -> Told:
    held = (Certificate("haccp"),) if certified else ()
    answers = {QuestionId("steps"): Answer(value=step), QuestionId("share"): Answer(value=Decimal(share))}
    return told_by(replace(profile(1, "360703"), certificates=held), answers, ON)


def standing(library: Library, told: list[Told], jurisdiction: RegionCode = CITY, voice: Voice = ZH) -> PlanStanding:
    plans = plans_of(library, jurisdiction, ON)
    (found,) = standings_of(library, plans, jurisdiction, told, ON, voice)
    return found


def test_a_rate_over_enough_companies_is_held_against_the_target(library: Library) -> None:
    told = [company(2)] * 7 + [company(1)] * 3
    share, *_ = standing(library, told).targets
    assert (share.state, share.figure, share.counted, share.label) == (State.REACHED, "70%", 10, "已达到")
    assert share.gauge is not None
    assert (share.gauge.fill, share.gauge.mark) == (0.7, 0.6)
    missed, *_ = standing(library, [company(2)] * 5 + [company(1)] * 5).targets
    assert (missed.state, missed.figure) == (State.MISSED, "50%")


def test_a_rate_over_few_companies_is_withheld_everywhere(library: Library) -> None:
    told = [company(2, "77")] * (FEWEST - 1)
    share, count, mean, _ = standing(library, told).targets
    for line in (share, mean):
        assert (line.state, line.figure, line.gauge) == (State.FEW, None, None)
        assert line.counted == FEWEST - 1
        assert line.why is not None
        assert "不到 10 家" in line.why
    assert count.state is State.MISSED  # how many hold a certificate is no rate


def test_a_reservation_keeps_a_figure_from_claiming_to_be_the_plans(library: Library) -> None:
    mean = standing(library, [company(2, "90")] * FEWEST).targets[2]
    assert (mean.state, mean.figure, mean.why) == (State.INDICATION, "90%", "口径不同。")


def test_a_part_of_the_region_neither_reaches_nor_misses_an_absolute_target(library: Library) -> None:
    told = [company(2, certified=True)] * 12
    assert standing(library, told).targets[1].state is State.REACHED
    part = standing(library, told, COUNTY)
    assert part.area == COUNTY
    assert (part.targets[1].state, part.targets[1].figure) == (State.PART, "12 家")
    assert part.targets[0].state is State.REACHED  # a share holds for a part as well


def test_a_higher_jurisdiction_counts_only_the_region_of_the_plan(library: Library) -> None:
    elsewhere = told_by(replace(profile(2, "360802"), certificates=(Certificate("haccp"),)), {}, ON)
    found = standing(library, [company(2, certified=True), elsewhere], PROVINCE)
    assert found.area == CITY
    assert found.targets[1].counted == 1


def test_what_cannot_be_fed_says_why(library: Library) -> None:
    *_, rate = standing(library, []).targets
    assert (rate.state, rate.figure, rate.why) == (State.NOT_FED, None, "来自监管部门的抽样。")
    assert {line.state for line in standing(library, []).targets[:3]} == {State.NOBODY}


def test_other_jurisdictions_do_not_see_the_plan(library: Library) -> None:
    assert plans_of(library, RegionCode("330000"), ON) == ()
    assert plans_of(library, CITY, date(2023, 1, 1)) == ()  # it has not begun


def test_everything_is_told_in_english_too(library: Library) -> None:
    share, _, mean, rate = standing(library, [company(2)] * FEWEST, voice=EN).targets
    assert (share.aim.title, share.label, share.figure) == ("Share that has it", "Reached", "100%")
    assert (mean.why, rate.why) == ("Counted otherwise.", "It comes from samples of the regulators.")


def test_a_bar_never_leaves_its_scale(library: Library) -> None:
    for certified in range(9):
        told = [company(4, certified=place < certified) for place in range(12)]
        gauge = standing(library, told).targets[1].gauge
        assert gauge is not None
        assert 0 <= gauge.fill <= 1
        assert 0 < gauge.mark <= 1
        assert (gauge.fill >= gauge.mark) == (certified >= 3)


def test_plans_of_the_jurisdiction_stand_before_those_below_it() -> None:
    held = shipped()
    assert [plan.id for plan in plans_of(held, CITY, ON)] == ["ganzhou-2024", "jiangxi-2023"]
    assert [plan.id for plan in plans_of(held, PROVINCE, ON)] == ["jiangxi-2023", "ganzhou-2024"]
    assert [plan.id for plan in plans_of(held, COUNTY, ON)] == ["ganzhou-2024", "jiangxi-2023"]


def test_a_company_sees_its_own_figure_beside_each_target_it_tells_of(library: Library) -> None:
    applied = [plan for plan in sixty().questionnaire.plans if plan.id == "ganzhou-2024"]
    city = replace(applied[0], id=PlanId("aims"))
    (group,) = targets_of(library, [city], company(2, certified=True), ON, ZH)
    assert [(found.aim.title, found.own) for found in group.own] == [
        ("建立占比", "建立（2 / 4）"),
        ("证书数", "有"),
        ("占比均值", "40%"),
    ]
    assert [aim.title for aim in group.others] == ["抽查合格率"]


def test_the_report_prints_the_own_figure_and_leaves_doubtful_readings_out() -> None:
    for lang in Lang:
        groups = report_of(sixty(), shipped(), lang=lang).targets
        titles = {aim.title for group in groups for aim in (*group.others, *(found.aim for found in group.own))}
        items = {target.item: target.title.in_(lang) for target in shipped().targets}
        assert titles == {items[item] for item in items if item[:2] in {"gz", "jx"}}
        assert "数字经济核心产业增加值占GDP比重" not in titles
