"""What is drafted for a plan: the list of it, the forms of questions, policies and targets, and the plan's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from selfcheck.kernel.errors import NotFoundError, marked
from selfcheck.kernel.ids import DocumentId, QuestionId, RegionCode
from selfcheck.kernel.regions import find_region
from selfcheck.plans.catalogue import ItemKind, Modality
from selfcheck.plans.draft import ASKING, Decision, DraftItem, PlanDraft
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.link import module_of
from selfcheck.questionnaires.lint import Phrase, faults_of
from selfcheck.questionnaires.target import PERCENT
from selfcheck.store.drafted import DraftedEntry, DraftedKind, get_drafted, list_drafted
from selfcheck.web.buttons import PlainForm
from selfcheck.web.content import library
from selfcheck.web.database import abandon, db
from selfcheck.web.editor.desk_form import number_or
from selfcheck.web.editor.drafted_body import (
    Written,
    both,
    policy_body,
    policy_data,
    question_body,
    question_data,
    target_body,
    target_data,
)
from selfcheck.web.editor.drafted_faults import (
    drafted_question,
    policy_faults,
    question_faults,
    show_faults,
    target_faults,
)
from selfcheck.web.editor.drafted_form import NameForm, policy_form, question_form, target_form
from selfcheck.web.editor.fault_words import fault_words
from selfcheck.web.editor.plan_edition import is_idle, linkable
from selfcheck.web.editor.question import asked_in
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import in_words, told
from selfcheck.wording.text import Lang
from selfcheck.workflow.desk import plan_draft_of
from selfcheck.workflow.drafted import Wish, change_entry, draft_entry, remove_entry
from selfcheck.workflow.errors import StaleDraftedError

HOME = "/content/documents/<int:document_id>/drafts"
BAD = 422
HEADINGS = {
    DraftedKind.QUESTION: marked("起草一道题"),
    DraftedKind.POLICY: marked("起草一项政策"),
    DraftedKind.TARGET: marked("说明一项指标"),
}
NOTICE = {"id": "notice", "zh": "符合当年申报通知的其他条件", "en": "meets the other conditions of the current notice"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A document with its draft and the item that something is drafted for, None where that item went."""

    document_id: DocumentId
    draft: PlanDraft
    kind: DraftedKind
    item: DraftItem | None

    @property
    def region(self) -> RegionCode:
        """Where the plan holds; the whole country's code where it does not say."""
        return self.draft.head.region or RegionCode("000000")


def drafting(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get(HOME)(drafted)
    blueprint.post(f"{HOME}/name", endpoint="drafted_name")(name)
    blueprint.get(f"{HOME}/new/<kind>", endpoint="drafted_new")(new)
    blueprint.post(f"{HOME}/new/<kind>", endpoint="drafted_add")(add)
    blueprint.get(f"{HOME}/<int:entry_id>", endpoint="drafted_entry")(entry)
    blueprint.post(f"{HOME}/<int:entry_id>", endpoint="drafted_change")(change)
    blueprint.post(f"{HOME}/<int:entry_id>/remove", endpoint="drafted_remove")(remove)


def drafted(document_id: int) -> ResponseReturnValue:
    """Everything drafted for the plan, and the accepted items that still wait for something to serve them."""
    return _list(DocumentId(document_id), None)


def name(document_id: int) -> ResponseReturnValue:
    """Say how citations name the plan."""
    form = NameForm()
    body = both(form)
    faults = list(faults_of(Phrase((), ("plans", "short"), body["zh"], body["en"])))
    if not form.validate():
        return _list(DocumentId(document_id), form), BAD
    for field, words in ((form.zh, body["zh"]), (form.en, body["en"])):
        wrong = [fault_words(message) for message, quoted in faults if quoted == words]
        field.errors = wrong if words else [fault_words("Field required")]
    if form.zh.errors or form.en.errors:
        return _list(DocumentId(document_id), form), BAD
    draft_entry(db(), signed_in(), DocumentId(document_id), Wish(DraftedKind.NAME, None, body), library(), now=now())
    flash(gettext("已保存。"), "success")
    return redirect(url_for("editor.drafted", document_id=document_id))


def new(document_id: int, kind: str) -> ResponseReturnValue:
    """The form for something new, filled in as far as the item says."""
    desk = _desk(DocumentId(document_id), kind, number_or(request.args.get("item"), 0))
    if desk.item is None:
        raise NotFoundError
    return _page(desk, _form(desk, _prefilled(desk, desk.item)))


def add(document_id: int, kind: str) -> ResponseReturnValue:
    """Draft it, and link the item to it; otherwise the form again with all that was typed."""
    desk = _desk(DocumentId(document_id), kind, number_or(request.args.get("item"), 0))
    if desk.item is None:
        raise NotFoundError
    form = _form(desk, None)
    written = _written(desk, form)
    if written is None:
        return _page(desk, form), BAD
    wish = Wish(desk.kind, desk.item.number, written.body)
    draft_entry(db(), signed_in(), desk.document_id, wish, library(), now=now())
    return _saved(desk)


def entry(document_id: int, entry_id: int) -> ResponseReturnValue:
    """The form of something drafted."""
    found = get_drafted(db(), DocumentId(document_id), entry_id)
    desk = _desk(DocumentId(document_id), found.kind, found.item)
    return _page(desk, _form(desk, _data(found), seen=str(found.version)), found)


def change(document_id: int, entry_id: int) -> ResponseReturnValue:
    """Keep what was changed; otherwise the form again with all that was typed."""
    found = get_drafted(db(), DocumentId(document_id), entry_id)
    desk = _desk(DocumentId(document_id), found.kind, found.item)
    form = _form(desk, None)
    written = _written(desk, form)
    if written is None:
        return _page(desk, form, found), BAD
    seen = (entry_id, number_or(form.seen.data, 0))
    try:
        change_entry(db(), signed_in(), desk.document_id, seen, written.body, now=now())
    except StaleDraftedError as error:
        abandon()
        form.seen.data = str(error.version)
        return _page(desk, form, found, told(error.message, error.values)), error.status
    return _saved(desk)


def remove(document_id: int, entry_id: int) -> ResponseReturnValue:
    """Take it away."""
    if PlainForm().validate():
        remove_entry(db(), signed_in(), DocumentId(document_id), entry_id, now=now())
        flash(gettext("已删除。"), "success")
    return redirect(url_for("editor.drafted", document_id=document_id))


def _saved(desk: Desk) -> ResponseReturnValue:
    flash(gettext("已保存，会和文件一起发布。"), "success")
    return redirect(url_for("editor.drafted", document_id=desk.document_id))


def _desk(document_id: DocumentId, kind: str, number: int | None) -> Desk:
    if kind not in HEADINGS:
        raise NotFoundError
    draft = plan_draft_of(db(), document_id)
    item = next((each for each in draft.items if each.number == number), None)
    return Desk(document_id, draft, DraftedKind(kind), item)


def _form(desk: Desk, data: dict[str, Any] | None, **more: str) -> Any:  # noqa: ANN401 - one of three untyped forms
    if desk.kind is DraftedKind.QUESTION:
        return question_form(library(), data, **more)
    if desk.kind is DraftedKind.POLICY:
        return policy_form(data, **more)
    return target_form(_linked(desk.item), data, **more)


def _written(desk: Desk, form: Any) -> Written | None:  # noqa: ANN401 - one of three untyped forms
    """What the form says; None, with the reasons beside the fields, where anything is wrong."""
    is_valid = form.validate()
    if desk.kind is DraftedKind.QUESTION:
        written = question_body(form)
        faults = question_faults(written)
    elif desk.kind is DraftedKind.POLICY:
        source = f"clause {desk.item.clause}" if desk.item else "plan"
        written = policy_body(form, library(), desk.region, source)
        faults = policy_faults(written, desk.item.kind.value if desk.item else "support")
    else:
        written = target_body(form, library())
        faults = target_faults(written)
    is_faulty = show_faults(form, written, faults)
    return written if is_valid and not is_faulty else None


def _data(found: DraftedEntry) -> dict[str, Any]:
    if found.kind is DraftedKind.QUESTION:
        return question_data(found.body)
    return (
        policy_data(found.body, library()) if found.kind is DraftedKind.POLICY else target_data(found.body, library())
    )


def _prefilled(desk: Desk, item: DraftItem) -> dict[str, Any]:
    if desk.kind is DraftedKind.QUESTION:
        evidence = [{"zh": item.evidence_zh, "en": ""}] if item.evidence_zh else []
        return {
            "module": module_of(library(), item.topic),
            "kind": "maturity",
            "text": {"zh": item.question_zh or "", "en": item.question_en or ""},
            "evidence": evidence,
            "weight": "3",
            "remedy": {"effort": "2"},
        }
    if desk.kind is DraftedKind.POLICY:
        return {
            "title": {"zh": item.anchor, "en": ""},
            "authority": "、".join(item.authority),
            "begins": desk.draft.head.date,
            "all": [],
            "confirm": [NOTICE],
        }
    unit = item.figure.unit if item.figure else None
    return {
        "title": {"zh": item.figure.metric if item.figure else item.anchor, "en": ""},
        "unit": {"zh": unit or "", "en": _unit_in_english(unit)},
        "feed": {"aggregate": "", "fact": f"answer:{item.question}" if item.question else ""},
    }


def _unit_in_english(unit: str | None) -> str:
    """What the targets of the library call it, where they agree."""
    if unit == PERCENT:
        return PERCENT
    known = {target.unit.en for target in library().targets if target.unit and target.unit.zh == unit}
    return known.pop() if len(known) == 1 else ""


def _linked(item: DraftItem | None) -> tuple[str, str] | None:
    """The question that the item is linked to, with its words."""
    if item is None or item.question is None:
        return None
    question = library().questions.get(QuestionId(item.question))
    return item.question, in_words(question.text) if question else item.question


def _page(desk: Desk, form: Any, found: DraftedEntry | None = None, refusal: str = "") -> str:  # noqa: ANN401
    return render_template(
        f"editor/drafted_{desk.kind.value}.html",
        desk=desk,
        form=form,
        entry=found,
        refusal=refusal,
        heading=HEADINGS[desk.kind],
        shown=_shown(desk, found),
    )


def _shown(desk: Desk, found: DraftedEntry | None) -> list[tuple[Lang, Markup]]:
    """A question as companies will read it, in both languages; nothing for all else."""
    if found is None or found.kind is not DraftedKind.QUESTION:
        return []
    force = desk.item.modality if desk.item and desk.item.modality else Modality.ENCOURAGED
    asked = as_asked(drafted_question(found.code, found.body), force, ())
    return [(lang, asked_in(asked, lang)) for lang in Lang]


def _list(document_id: DocumentId, form: NameForm | None) -> str:
    draft = plan_draft_of(db(), document_id)
    entries = list_drafted(db(), document_id)
    taken = [item for item in draft.items if item.decision is Decision.ACCEPTED and not item.borderline]
    there = linkable(draft.plan, library(), (found.code for found in entries))
    told_of = {found.item for found in entries if found.kind is DraftedKind.TARGET}
    named = next((found.body for found in entries if found.kind is DraftedKind.NAME), None)
    return render_template(
        "editor/drafted.html",
        document_id=document_id,
        draft=draft,
        entries=[found for found in entries if found.kind is not DraftedKind.NAME],
        linked=_counts(draft),
        is_named=named is not None,
        form=form or NameForm(formdata=None, data=named or {"zh": _usual_name(draft), "en": ""}),
        duties=[item for item in taken if item.kind is ItemKind.OBLIGATION and is_idle(item, there)],
        offers=[item for item in taken if item.kind not in ASKING and is_idle(item, there)],
        aims=[item for item in taken if item.kind is ItemKind.TARGET and item.number not in told_of],
        taken=len(taken),
        undecided=sum(1 for item in draft.items if item.decision is Decision.OPEN),
    )


def _counts(draft: PlanDraft) -> Mapping[str, int]:
    """How many accepted items are linked to each question and policy."""
    found: dict[str, int] = {}
    for item in draft.items:
        for name_ in (item.question, item.policy):
            if name_ is not None and item.decision is Decision.ACCEPTED:
                found[name_] = found.get(name_, 0) + 1
    return found


def _usual_name(draft: PlanDraft) -> str:
    region = find_region(draft.head.region) if draft.head.region else None
    return f"{region.name} {draft.head.date.year}" if region and draft.head.date else ""
