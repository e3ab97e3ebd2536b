"""Coverage: which items of the catalogues a question, a policy or a target serves, and which still wait for one."""

from dataclasses import dataclass

from selfcheck.kernel.ids import ItemId, PlanId
from selfcheck.plans.catalogue import Catalogue, CatalogueItem, ItemKind
from selfcheck.questionnaires.library import Library


@dataclass(frozen=True, slots=True)
class Share:
    """The items of one kind in one plan: `total` is borderline + covered + not_for_companies + uncovered.

    An item that addresses no company (a region, a park) needs nothing that serves it, except a target, which every
    region has to be held against.
    """

    total: int
    borderline: int
    covered: int
    not_for_companies: tuple[ItemId, ...]
    uncovered: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """One plan by kind of item."""

    plan: PlanId
    shares: dict[ItemKind, Share]


def cover(library: Library) -> tuple[PlanCoverage, ...]:
    """The coverage of every plan, in the order of the catalogues."""
    served = served_items(library)
    return tuple(
        PlanCoverage(catalogue.plan.id, {kind: _share(library, catalogue, kind, served) for kind in ItemKind})
        for catalogue in library.catalogues
    )


def served_items(library: Library) -> frozenset[ItemId]:
    """The items that a question rests on, a policy carries out or a target classifies."""
    asked = {item for question in library.questions.values() for item in question.obligations}
    offered = {item for policy in library.policies for item in policy.items}
    return frozenset(asked | offered | {target.item for target in library.targets})


def _share(library: Library, catalogue: Catalogue, kind: ItemKind, served: frozenset[ItemId]) -> Share:
    of_kind = [item for item in catalogue.items if item.kind is kind]
    certain = [item for item in of_kind if not item.borderline]
    waiting = [item for item in certain if item.id not in served]
    apart = tuple(item.id for item in waiting if _is_apart(library, item))
    return Share(
        total=len(of_kind),
        borderline=len(of_kind) - len(certain),
        covered=len(certain) - len(waiting),
        not_for_companies=apart,
        uncovered=tuple(item.id for item in waiting if item.id not in apart),
    )


def _is_apart(library: Library, item: CatalogueItem) -> bool:
    return item.kind is not ItemKind.TARGET and library.actors[item.actor].not_for_companies is not None
