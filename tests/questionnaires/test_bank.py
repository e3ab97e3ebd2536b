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
from selfcheck.profiles.facts import profile_facts
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import CAPACITY, Composition, compose
from selfcheck.questionnaires.coverage import cover
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.samples import reaches
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
    "drugs": Trade("2730", ("makes_drugs_devices",), 200, 20000),
    "hotel": Trade("6110", ("hotel",), 80, 2500),
    "park": Trade("7861", ("tourism",), 60, 2000),
    "developer": Trade("7010", ("develops_property", "owns_projects"), 120, 90000),
    "designer": Trade("7484", ("engineering_consultancy",), 90, 4000),
    "studio": Trade("7491", (), 12, 300),
    "adviser": Trade("7249", (), 9, 200),
    "insurer": Trade("6820", ("insurance",), 500, 90000),
    "contractor": Trade("0513", ("agri_service",), 15, 300),
    "forwarder": Trade("5821", ("logistics",), 60, 9000),
    "importer": Trade("5149", ("imports", "sells_online"), 20, 3000),
    "gym": Trade("8930", ("sports",), 20, 300),
}
MAKERS = frozenset({"food", "furniture", "garments", "machines", "parts", "metals", "cement", "drugs"})
DELIVERERS = frozenset({"haulier", "forwarder"})
OFFICES = frozenset({"software", "laboratory", "agency", "designer", "studio"})
BUSINESS_SERVICES = OFFICES | DELIVERERS | frozenset({"platform", "adviser", "insurer", "importer"})
CONSUMER_SERVICES = frozenset({"restaurant", "supermarket", "care", "airport", "hotel", "park", "gym"})
PROFILES = [
    (region, trade)
    for region, trades in {
        "ganzhou": "food furniture metals farm builder restaurant laboratory association drugs insurer hotel",
        "jiangxi": "food garments parts software agency farm builder machines laboratory"
        " drugs studio adviser contractor gym",
        "shaanxi": "food furniture machines cement builder supermarket airport laboratory association parts"
        " designer forwarder park contractor importer drugs",
        "zhejiang": "food garments machines restaurant platform software care metals association"
        " hotel developer designer forwarder drugs builder",
        "nantong": "garments cement builder haulier care farm machines association drugs parts",
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
    "haccp-nutrition": frozenset({"food"}),
    "drugs-": frozenset({"drugs"}),
    "construction-": frozenset({"builder", "developer", "designer"}),
    "construction-lifelong": frozenset({"builder"}),
    "construction-abroad": frozenset({"builder"}),
    "construction-homes": frozenset({"developer"}),
    "construction-green-building": frozenset({"developer"}),
    "construction-owner": frozenset({"developer"}),
    "construction-consultancy": frozenset({"designer"}),
    "construction-design-review": frozenset({"designer"}),
    "construction-culture": frozenset({"designer"}),
    "platform-entry": frozenset({"platform"}),
    "platform-shop": frozenset({"importer"}),
    "trade-": frozenset({"garments", "importer"}),
    "trade-import": frozenset({"importer"}),
    "trade-bases": frozenset({"garments"}),
    "trade-access": frozenset({"garments"}),
    "trade-same-line": frozenset({"garments"}),
    "trade-returns": frozenset({"garments"}),
    "standards-abroad": frozenset({"garments"}),
    "standards-international": MAKERS,
    "standards-components": frozenset({"parts", "metals", "cement"}),
    "traceability-building-materials": frozenset({"cement"}),
    "after-sales-return": frozenset({"supermarket"}),
    "after-sales-upgrade": frozenset({"furniture", "garments"}),
    "services-catering": frozenset({"restaurant"}),
    "services-elderly": frozenset({"care"}),
    "services-passengers": frozenset({"haulier", "airport"}),
    "services-logistics": DELIVERERS,
    "services-rail": DELIVERERS,
    "services-tourism": frozenset({"park"}),
    "services-home": frozenset(),
    "services-farming": frozenset({"contractor"}),
    "services-retail": frozenset({"supermarket"}),
    "services-insurer": frozenset({"insurer"}),
    "services-design": frozenset({"studio"}),
    "services-consultancy": frozenset({"adviser"}),
    "services-technical": OFFICES,
    "services-specialised": BUSINESS_SERVICES,
    "services-abroad": BUSINESS_SERVICES,
    "services-manufacturer": MAKERS,
    "services-standard": BUSINESS_SERVICES | CONSUMER_SERVICES | frozenset({"developer", "contractor"}),
    "services-convenience": CONSUMER_SERVICES | DELIVERERS,
    "services-sports": frozenset({"gym"}),
    "brand-service": BUSINESS_SERVICES | CONSUMER_SERVICES | frozenset({"contractor"}),
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
    "innovation-niche": frozenset(
        {"food", "restaurant", "software", "care", "hotel", "designer", "forwarder", "drugs"}
    ),
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
    ("ganzhou", "hotel"): "services-standard services-promise brand-service",
    ("ganzhou", "insurer"): "services-insurer",
    ("ganzhou", "drugs"): "drugs-vigilance drugs-herb-tests drugs-granules",
    ("ganzhou", "laboratory"): "inspection-body-joint inspection-body-equipment",
    ("ganzhou", "association"): "associations-standards associations-services",
    ("jiangxi", "parts"): "qms-reliability",
    ("jiangxi", "software"): "digital-software",
    ("jiangxi", "agency"): "ip-agency",
    ("jiangxi", "farm"): "digital-farm green-farm agriculture-banned",
    ("jiangxi", "builder"): "innovation-site-methods green-site construction-chain construction-abroad",
    ("jiangxi", "drugs"): "drugs-hazards drugs-lifecycle drugs-herbs",
    ("jiangxi", "studio"): "services-design services-partnership",
    ("jiangxi", "adviser"): "services-consultancy",
    ("jiangxi", "gym"): "services-sports services-promise services-satisfaction",
    ("zhejiang", "hotel"): "services-pledge services-convenience services-satisfaction",
    ("jiangxi", "contractor"): "services-farming",
    ("jiangxi", "machines"): "innovation-smart innovation-original",
    ("shaanxi", "airport"): "qms-passengers",
    ("shaanxi", "cement"): "green-certificates green-materials-share",
    ("shaanxi", "supermarket"): "digital-retail services-retail-channels services-retail-trial after-sales-return",
    ("shaanxi", "builder"): "construction-epc construction-lifelong construction-warranty",
    ("shaanxi", "designer"): "construction-consultancy construction-design-review construction-culture",
    ("shaanxi", "forwarder"): "services-rail services-specialised",
    ("shaanxi", "park"): "services-tourism-products",
    ("shaanxi", "contractor"): "services-farming",
    ("shaanxi", "importer"): "trade-import",
    ("shaanxi", "parts"): "services-manufacturer",
    ("shaanxi", "laboratory"): "inspection-body-methods inspection-body-merger",
    ("shaanxi", "association"): "associations-integrity",
    ("shaanxi", "furniture"): "innovation-groups digital-custom",
    ("zhejiang", "restaurant"): "innovation-niche qms-cost services-promise",
    ("zhejiang", "garments"): "trade-overseas trade-access trade-bases standards-abroad ip-clearance",
    ("zhejiang", "food"): "haccp-nutrition standards-digital",
    ("zhejiang", "drugs"): "drugs-gmp drugs-formulation drugs-new",
    ("zhejiang", "developer"): "construction-homes construction-green-building",
    ("zhejiang", "designer"): "services-technical",
    ("zhejiang", "builder"): "construction-epc construction-agent",
    ("zhejiang", "forwarder"): "services-abroad",
    ("zhejiang", "metals"): "qms-materials innovation-land digital-maturity",
    ("zhejiang", "association"): "associations-testing associations-survey",
    ("nantong", "cement"): "green-certificates people-stations ip-applications metrology-certificate",
    ("nantong", "care"): "responsibility-social people-learning",
    ("nantong", "drugs"): "drugs-gmp drugs-review",
    ("nantong", "farm"): "agriculture-title agriculture-labels",
    ("nantong", "parts"): "standards-components standards-research standards-frontier standards-international",
}


@cache
def bank() -> Library:
    return load_library(places.content())


def profile(region: str, name: str) -> Profile:
    trade = TRADES[name]
    return Profile(
        uscc=credit_code(REGIONS[region], list(TRADES).index(name)),
        name=f"演示企业 {name}",
        region=RegionCode(REGIONS[region]),
        industry=trade.industry,
        activities=trade.activities,
        employees=trade.employees,
        revenue=Decimal(trade.revenue),
        assets=Decimal(trade.revenue),
    )


@cache
def composed(region: str, name: str, tier: Tier) -> Composition:
    return compose(bank(), profile(region, name), tier, DAY)


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


@pytest.mark.parametrize(("region", "trade"), PROFILES)
def test_services_are_asked_of_those_who_give_them(region: str, trade: str) -> None:
    services = {question for question in asked(region, trade) if question.startswith("services-")}
    if trade in MAKERS | {"farm", "builder"}:
        assert services <= {"services-manufacturer", "services-partnership"}
    elif trade in CONSUMER_SERVICES | BUSINESS_SERVICES:
        assert services


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


def test_the_companies_differ_in_region_size_and_trade() -> None:
    sizes = {profile_facts(profile(region, trade), DAY)["size"] for region, trade in PROFILES}
    assert sizes == {"large", "medium", "small", "micro"}
    assert {region for region, _ in PROFILES} == set(REGIONS)
    assert len(PROFILES) >= 40
    assert len({trade for _, trade in PROFILES}) >= 15


def test_every_item_of_the_plans_that_is_not_in_doubt_is_served() -> None:
    waiting = {item for plan in cover(bank()) for share in plan.shares.values() for item in share.uncovered}
    assert waiting == set()


@pytest.mark.parametrize(("region", "trade"), [pair for pair in PROFILES if pair[1] != "association"])
def test_every_level_is_within_reach_of_every_company(region: str, trade: str) -> None:
    questionnaire = composed(region, trade, Tier.STANDARD).questionnaire
    assert [level.number for level in LEVELS if not reaches(questionnaire, level)] == []
