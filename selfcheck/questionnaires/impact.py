"""What an edition changes for typical companies: which questions are new to them, changed, or no longer asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selfcheck.kernel.ids import QuestionId, RegionCode
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.diff import Change, What, questionnaire_changes
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.wording.text import Text

_CODE = "91360700DEM000001A"  # a code that is nobody's; a questionnaire does not depend on it


@dataclass(frozen=True, slots=True)
class Trade:
    """A typical company by its GB/T 4754 code, what it does, and how many people bring in how much (10,000 yuan)."""

    name: Text
    industry: str
    activities: tuple[str, ...]
    employees: int
    revenue: int


TRADES = (
    Trade(Text("小型食品厂", "small food maker"), "1340", ("makes_food",), 45, 1800),
    Trade(Text("小型种植企业", "small farm"), "0151", ("makes_farm_products",), 28, 640),
    Trade(Text("中型装备厂", "medium equipment maker"), "3421", ("makes_equipment",), 300, 30000),
    Trade(Text("大型零部件厂", "large maker of parts"), "3670", ("makes_components",), 1200, 90000),
    Trade(Text("建筑施工企业", "builder"), "4720", ("builds",), 900, 90000),
    Trade(Text("餐馆", "restaurant"), "6210", ("catering",), 8, 90),
    Trade(Text("软件企业", "software house"), "6510", ("software",), 60, 2500),
    Trade(Text("检验检测机构", "inspection body"), "7452", ("inspection_body",), 35, 1200),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for one kind of company in one region; a question stands in one of the rows only."""

    region: RegionCode
    trade: Text
    asked: int  # questions under the new edition
    added: tuple[QuestionId, ...]
    changed: tuple[QuestionId, ...]
    breaking: tuple[QuestionId, ...]  # changed so that answers given before may not hold
    removed: tuple[QuestionId, ...]


def effects(old: Library, new: Library, on: date) -> tuple[Effect, ...]:
    """The kinds of companies for which anything changes, by the regions of both editions' plans."""
    plans = [*old.plans.values(), *new.plans.values()]
    regions = sorted({plan.region for plan in plans})
    found = (_effect(old, new, RegionCode(region), trade, on) for region in regions for trade in TRADES)
    return tuple(effect for effect in found if effect.added or effect.changed or effect.breaking or effect.removed)


def _effect(old: Library, new: Library, region: RegionCode, trade: Trade, on: date) -> Effect:
    profile = _profile(region, trade, new)
    after = compose(new, profile, Tier.FULL, on).questionnaire
    changes = questionnaire_changes(compose(old, profile, Tier.FULL, on).questionnaire, after)
    kinds: Mapping[str, set[QuestionId]] = {name: set() for name in ("added", "removed", "breaking", "changed")}
    for change in changes:
        kinds[_kind(change)].add(QuestionId(change.id))
    return Effect(
        region=region,
        trade=trade.name,
        asked=sum(1 for _ in after.questions()),
        added=tuple(sorted(kinds["added"])),
        changed=tuple(sorted(kinds["changed"] - kinds["breaking"])),
        breaking=tuple(sorted(kinds["breaking"])),
        removed=tuple(sorted(kinds["removed"])),
    )


def _kind(change: Change) -> str:
    if change.what is What.ADDED:
        return "added"
    if change.what is What.REMOVED:
        return "removed"
    return "changed" if change.is_compatible else "breaking"


def _profile(region: RegionCode, trade: Trade, library: Library) -> Profile:
    known = tuple(_known(trade, library))
    return Profile(
        uscc=_CODE,
        name=trade.name.zh,
        region=region,
        industry=trade.industry,
        employees=trade.employees,
        revenue=Decimal(trade.revenue),
        activities=known,
        certificates=(),
    )


def _known(trade: Trade, library: Library) -> Iterator[str]:
    """The activities that the edition's vocabulary has."""
    words = library.vocabulary.words("activities")
    return (activity for activity in trade.activities if activity in words)
