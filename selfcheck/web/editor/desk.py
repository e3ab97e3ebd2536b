"""What an editor does at the desk: every button sends a form and comes back to the same place of the list.

Scripts send the same forms and take the changed parts of the page as JSON.
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from selfcheck.kernel.errors import SelfcheckError
from selfcheck.kernel.ids import DocumentId, PolicyId, QuestionId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import DraftError
from selfcheck.plans.placing import new_item
from selfcheck.web.content import library
from selfcheck.web.database import abandon, db
from selfcheck.web.editor.desk_form import ItemForm, add_form, correction, number_or, sent_form
from selfcheck.web.editor.desk_page import Place, Said, page, wants_json
from selfcheck.web.editor.desk_view import filters_of, listed, next_open
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.workflow.desk import (
    Desk,
    Step,
    accepting,
    adding,
    correcting,
    get_desk,
    linking,
    merging,
    redo_edit,
    rejecting,
    splitting,
    take_step,
    undo_edit,
)
from selfcheck.workflow.errors import GoneItemError, NothingToRedoError, NothingToUndoError, StaleItemError
from selfcheck.workflow.permissions import Verb

HOME = "/content/documents/<int:document_id>/desk"
ITEM = f"{HOME}/items/<int:number>"
BAD = 422
REFUSALS: Final = (DraftError, StaleItemError, GoneItemError, NothingToUndoError, NothingToRedoError)
DECIDING: Final = frozenset({Verb.ACCEPT_ITEM, Verb.REJECT_ITEM})


def editing(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get(HOME)(desk)
    blueprint.post(f"{HOME}/add", endpoint="desk_add")(add)
    blueprint.post(f"{HOME}/undo", endpoint="desk_undo")(undo)
    blueprint.post(f"{HOME}/redo", endpoint="desk_redo")(redo)
    for verb in (accept, reject, correct, split, merge, link):
        blueprint.post(f"{ITEM}/{verb.__name__}", endpoint=f"desk_{verb.__name__}")(verb)


def desk(document_id: int) -> ResponseReturnValue:
    """The desk with one item opened, or none."""
    return page(get_desk(db(), DocumentId(document_id)), document_id, number_or(request.args.get("item"), 0))


def accept(document_id: int, number: int) -> ResponseReturnValue:
    """Take the item, and go on to the next that is undecided."""
    return _step(document_id, accepting(number, _number("seen")), number)


def reject(document_id: int, number: int) -> ResponseReturnValue:
    """Refuse the item, and go on to the next that is undecided."""
    return _step(document_id, rejecting(number, _number("seen")), number)


def correct(document_id: int, number: int) -> ResponseReturnValue:
    """Make the item what its form says."""
    found = get_desk(db(), DocumentId(document_id))
    item = next((each for each in found.draft.items if each.number == number), None)
    if item is None:
        return _refused(document_id, number, GoneItemError(number=number))
    form = sent_form(found.draft, library(), item)
    values = correction(form, found.draft, item) if form.validate() else None
    if values is None:
        return page(found, document_id, number, Said(BAD, form=form))
    return _step(document_id, correcting(number, _number("seen"), **values), number, form)


def add(document_id: int) -> ResponseReturnValue:
    """Add an item that nobody had found, and open it."""
    found = get_desk(db(), DocumentId(document_id))
    form = add_form(found.draft)
    if not form.validate():
        return page(found, document_id, 0, Said(BAD))
    kind, near = ItemKind(form.kind.data), number_or(form.near.data, 0)
    try:
        item = new_item(found.draft, kind, form.clause.data, form.words.data or "", near)
    except DraftError as error:
        return _refused(document_id, 0, error)
    return _step(document_id, adding(item), 0)


def split(document_id: int, number: int) -> ResponseReturnValue:
    """Cut the item at the offset of a button, or before the words that were typed."""
    at = _number("at")
    begins = request.form.get("begins", "").strip()
    if begins:
        draft = get_desk(db(), DocumentId(document_id)).draft
        item = next((each for each in draft.items if each.number == number), None)
        at = item.start + draft.words(item).find(begins) if item else -1
    return _step(document_id, splitting(number, _number("seen"), at), number)


def merge(document_id: int, number: int) -> ResponseReturnValue:
    """Take the other item into this one."""
    other = _number("other")
    seen = {number: _number("seen"), other: _number("seen_other")}
    return _step(document_id, merging(number, other, seen), number)


def link(document_id: int, number: int) -> ResponseReturnValue:
    """Tie the item to the question or policy that was chosen, or to none."""
    question, policy = request.form.get("question"), request.form.get("policy")
    step = linking(
        number,
        _number("seen"),
        question=QuestionId(question) if question else None,
        policy=PolicyId(policy) if policy else None,
    )
    return _step(document_id, step, number)


def undo(document_id: int) -> ResponseReturnValue:
    """Take back the editor's own last step."""
    return _back(document_id, undo_edit)


def redo(document_id: int) -> ResponseReturnValue:
    """Do again what was taken back last."""
    return _back(document_id, redo_edit)


def _back(document_id: int, verb: Callable[..., Desk]) -> ResponseReturnValue:
    try:
        found = verb(db(), signed_in(), DocumentId(document_id), now=now())
    except REFUSALS as error:
        return _refused(document_id, 0, error)
    return _done(found, document_id, found.touched[0] if found.touched else 0)


def _step(document_id: int, step: Step, number: int, form: ItemForm | None = None) -> ResponseReturnValue:
    try:
        found = take_step(db(), signed_in(), DocumentId(document_id), step, now=now())
    except REFUSALS as error:
        return _refused(document_id, number, error, form)
    if step.verb in DECIDING:
        order = listed(found.draft, filters_of(request.args), with_item=number)
        return _done(found, document_id, next_open(order, found.draft, number) or number)
    return _done(found, document_id, found.touched[0] if found.touched else number)


def _done(found: Desk, document_id: int, number: int) -> ResponseReturnValue:
    """Back to the list at that item; it is opened where the form stood in an opened item, or has just been added."""
    if wants_json():
        return page(found, document_id, number)
    place = Place(document_id, found, filters_of(request.args))
    return redirect(place.address(number, opened="item" in request.args))


def _refused(document_id: int, number: int, error: SelfcheckError, form: ItemForm | None = None) -> ResponseReturnValue:
    """The page as it stands now, with what was wrong and all that was typed."""
    abandon()
    found = get_desk(db(), DocumentId(document_id))
    is_stale = isinstance(error, StaleItemError)
    return page(found, document_id, number, Said(error.status, told(error.message, error.values), form, is_stale))


def _number(name: str) -> int:
    return number_or(request.values.get(name), -1)
