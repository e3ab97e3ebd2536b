"""The edition that a plan on the desk makes of the one in use, and where an editor mends what is wrong with it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from selfcheck.kernel.errors import Fault, NotFoundError, marked
from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import ASKING, Decision, DraftItem
from selfcheck.questionnaires.drafted import is_drafted
from selfcheck.questionnaires.edit import Edited, ForeignFormError, UnfinishedPlanError, edited
from selfcheck.questionnaires.library import Library
from selfcheck.store.drafted import list_drafted
from selfcheck.web.database import db
from selfcheck.workflow.desk import plan_draft_of
from selfcheck.workflow.drafted import drafted_of

UNREADY: Final = (UnfinishedPlanError, ForeignFormError)
FIELDS: Mapping[str, str] = {
    "title": marked("标题"),
    "issuer": marked("发文机关"),
    "date": marked("成文日期"),
    "region": marked("实施地区"),
    "short": marked("引用时用的简称"),
}
_NAME = re.compile(r"document-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class PlanEdition:
    """The files with the plan in them; how many items were taken, are still open, and serve nothing yet."""

    document_id: DocumentId
    edited: Edited
    drafts: Mapping[str, int]  # pages of what was drafted, by its id
    taken: int
    open: int
    idle: int

    def mended_at(self, fault: Fault) -> str:
        """The address of the item or draft that causes the fault; empty where the plan did not bring it."""
        origin = self.edited.origin_of(fault)
        if origin is None:
            return ""
        if origin.item is not None:
            return url_for("editor.desk", document_id=self.document_id, item=origin.item, _anchor=f"i{origin.item}")
        entry = self.drafts.get(origin.drafted or "")
        return "" if entry is None else url_for("editor.drafted_entry", document_id=self.document_id, entry_id=entry)


def document_of(what: str) -> DocumentId | None:
    """The document that a proposal's name means, None for any other."""
    found = _NAME.fullmatch(what)
    return DocumentId(int(found[1])) if found else None


def plan_edition(document_id: DocumentId, files: Mapping[str, str], library: Library | None) -> PlanEdition:
    """The edition of the plan on top of these files; raises UnfinishedPlanError, ForeignFormError."""
    if library is None:
        raise NotFoundError
    draft = plan_draft_of(db(), document_id)
    known = next((catalogue for catalogue in library.catalogues if catalogue.plan.id == draft.plan), None)
    taken = [item for item in draft.items if item.decision is Decision.ACCEPTED]
    drafts = {entry.code: entry.id for entry in list_drafted(db(), document_id)}
    there = linkable(draft.plan, library, drafts)
    return PlanEdition(
        document_id=document_id,
        edited=edited(files, draft, drafted_of(db(), document_id), known),
        drafts=drafts,
        taken=len(taken),
        open=sum(1 for item in draft.items if item.decision is Decision.OPEN),
        idle=sum(1 for item in taken if item.kind is not ItemKind.TARGET and is_idle(item, there)),
    )


def linkable(plan: PlanId, library: Library, drafts: Iterable[str]) -> frozenset[str]:
    """The questions and policies that an edition of the plan will have: the library's, and what is drafted now."""
    known = (*library.questions, *library.policies_by_id)
    return frozenset({*drafts, *(name for name in known if not is_drafted(plan, name))})


def is_idle(item: DraftItem, there: Collection[str]) -> bool:
    """Whether the item should be linked to one of those that are there, and is not."""
    return not item.borderline and (item.question if item.kind in ASKING else item.policy) not in there
