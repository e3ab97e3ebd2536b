"""The bank as forty companies meet it: what each trade is asked, what it is spared, and that every tier holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from selfcheck.kernel import places
from selfcheck.kernel.ids import RegionCode
from selfcheck.plans.catalogue import Modality
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import CAPACITY, Composition, compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from tests.commands.companies import credit_code

DAY = date(2026, 6, 1)
REGIONS = {"ganzhou": "360703", "jiangxi": "360111", "shaanxi": "610113", "zhejiang": "330106", "nantong": "320612"}


@dataclass(frozen=True)
class Trade:
    """A trade by its GB/T 4754 code, what it does, and how many people bring in how much (10,000 yuan)."""

    industry: str
    activities: tuple[str, ...] = ()
    employees: int = 45
    revenue: int = 1800


TRADES: Mapping[str, Trade] = {
    "food": Trade("1340", ("makes_food",)),
    "furniture": Trade("2110", ("makes_consumer_goods",), 320, 26000),
    "garments": Trade("1821", ("makes_consumer_goods", "exports"), 410, 31000),
    "machines": Trade("3421", ("makes_equipment",), 300, 30000),
    "parts": Trade("3670", ("makes_components",), 1200, 90000),
    "metals": Trade("3211", ("makes_materials", "energy_intensive"), 600, 80000),
    "cement": Trade("3011", ("makes_building_materials", "energy_intensive"), 300, 30000),
    "farm": Trade("0151", ("makes_farm_products",), 28, 640),
    "builder": Trade("4720", ("builds",), 900, 90000),
    "restaurant": Trade("6210", ("catering",), 8, 90),
    "supermarket": Trade("5212", ("retails",)),
    "platform": Trade("6432", ("runs_platform",), 260, 30000),
    "software": Trade("6510", ("software",), 60, 2500),
    "care": Trade("8514", ("elderly_care",)),
    "haulier": Trade("5431", ("logistics", "transport"), 120, 6000),
    "airport": Trade("5631", ("airline_airport",), 800, 60000),
    "laboratory": Trade("7452", ("inspection_body",), 35, 1200),
    "agency": Trade("7520", (), 6, 80),
    "association": Trade("9522", (), 9, 60),
}
MAKERS = frozenset({"food", "furniture", "garments", "machines", "parts", "metals", "cement"})
PROFILES = [
    (region, trade)
    for region, trades in {
        "ganzhou": "food furniture metals farm builder restaurant laboratory association",
        "jiangxi": "food garments parts software agency farm builder machines laboratory",
        "shaanxi": "food furniture machines cement builder supermarket airport laboratory association parts",
        "zhejiang": "food garments machines restaurant platform software care metals association",
        "nantong": "garments cement builder haulier care farm machines association",
    }.items()
    for trade in trades.split()
]

# Beginning of the question's id -> the only trades among these that may be asked it.
ADDRESSED: Mapping[str, frozenset[str]] = {
    "associations-": frozenset({"association"}),
    "inspection-body-": frozenset({"laboratory"}),
    "inspection-capability": MAKERS,
    "inspection-comparison": MAKERS,
    "agriculture-": frozenset({"farm"}),
    "haccp-": frozenset({"food", "restaurant"}),
    "construction-lifelong": frozenset({"builder"}),
    "platform-entry": frozenset({"platform"}),
    "trade-same-line": frozenset({"garments"}),
    "trade-returns": frozenset({"garments"}),
    "services-catering": frozenset({"restaurant"}),
    "services-elderly": frozenset({"care"}),
    "green-site": frozenset({"builder"}),
    "green-farm": frozenset({"farm"}),
    "green-materials-share": frozenset({"cement"}),
    "green-metering": frozenset({"metals", "cement"}),
    "digital-farm": frozenset({"farm"}),
    "digital-software": frozenset({"software"}),
    "digital-retail": frozenset({"supermarket"}),
    "digital-changeover": MAKERS,
    "digital-records": MAKERS,
    "innovation-site-methods": frozenset({"builder"}),
    "innovation-smart": frozenset({"machines", "parts"}),
    "innovation-original": frozenset({"machines", "parts"}),
    "innovation-land": MAKERS,
    "innovation-renewal": MAKERS,
    "innovation-niche": frozenset({"food", "restaurant", "software", "care"}),
    "ip-agency": frozenset({"agency"}),
    "metrology-": MAKERS,
    "qms-materials": MAKERS,
    "qms-reliability": frozenset({"machines", "parts"}),
    "qms-passengers": frozenset({"airport"}),
}

# What a company of that region and trade must meet, so that a gate too narrow is noticed as well.
ASKED = {
    ("ganzhou", "food"): "haccp-analysis haccp-ccp qms-materials inspection-comparison innovation-common",
    ("ganzhou", "furniture"): "innovation-users qms-performance inspection-certificates",
    ("ganzhou", "restaurant"): "services-catering",
    ("ganzhou", "laboratory"): "inspection-body-joint inspection-body-equipment",
    ("ganzhou", "association"): "associations-standards associations-services",
    ("jiangxi", "parts"): "qms-reliability",
    ("jiangxi", "software"): "digital-software",
    ("jiangxi", "agency"): "ip-agency",
    ("jiangxi", "farm"): "digital-farm green-farm agriculture-banned",
    ("jiangxi", "builder"): "innovation-site-methods green-site",
    ("jiangxi", "machines"): "innovation-smart innovation-original",
    ("shaanxi", "airport"): "qms-passengers",
    ("shaanxi", "cement"): "green-certificates green-materials-share",
    ("shaanxi", "supermarket"): "digital-retail",
    ("shaanxi", "laboratory"): "inspection-body-methods inspection-body-merger",
    ("shaanxi", "association"): "associations-integrity",
    ("shaanxi", "furniture"): "innovation-groups digital-custom",
    ("zhejiang", "restaurant"): "innovation-niche qms-cost services-promise",
    ("zhejiang", "garments"): "trade-overseas ip-clearance",
    ("zhejiang", "metals"): "qms-materials innovation-land digital-maturity",
    ("zhejiang", "association"): "associations-testing associations-survey",
    ("nantong", "cement"): "green-certificates people-stations ip-applications metrology-certificate",
    ("nantong", "care"): "responsibility-social people-learning",
}


@cache
def bank() -> Library:
    return load_library(places.content())


@cache
def composed(region: str, name: str, tier: Tier) -> Composition:
    trade = TRADES[name]
    company = Profile(
        uscc=credit_code(REGIONS[region], list(TRADES).index(name)),
        name=f"演示企业 {name}",
        region=RegionCode(REGIONS[region]),
        industry=trade.industry,
        activities=trade.activities,
        employees=trade.employees,
        revenue=Decimal(trade.revenue),
        assets=Decimal(trade.revenue),
    )
    return compose(bank(), company, tier, DAY)


def asked(region: str, name: str, tier: Tier = Tier.FULL) -> list[str]:
    return [question.id for question in composed(region, name, tier).questionnaire.questions()]


@pytest.mark.parametrize(("region", "trade"), PROFILES)
def test_nobody_is_asked_what_concerns_other_trades(region: str, trade: str) -> None:
    strange = [
        question
        for question in asked(region, trade)
        for beginning, trades in ADDRESSED.items()
        if question.startswith(beginning) and trade not in trades
    ]
    assert strange == []


@pytest.mark.parametrize(("region", "trade"), ASKED)
def test_those_addressed_are_asked(region: str, trade: str) -> None:
    assert set(ASKED[region, trade].split()) - set(asked(region, trade)) == set()


@pytest.mark.parametrize(("region", "trade"), PROFILES)
def test_every_tier_keeps_its_measure_and_gives_its_reasons(region: str, trade: str) -> None:
    full = composed(region, trade, Tier.FULL).questionnaire
    mandatory = {question.id for question in full.questions() if question.force is Modality.MANDATORY}
    for tier, capacity in CAPACITY.items():
        composition = composed(region, trade, tier)
        ids = asked(region, trade, tier)
        assert 0 < len(ids) <= (capacity or len(ids))
        assert {*ids, *(left.question for left in composition.left_out)} == set(bank().questions)
    assert mandatory <= set(asked(region, trade, Tier.STANDARD))


def test_an_association_is_asked_nothing_that_is_asked_of_companies() -> None:
    for region, trade in PROFILES:
        if trade == "association":
            assert {section.id for section in composed(region, trade, Tier.FULL).questionnaire.sections} == {
                "associations"
            }
