"""The page of the editor's desk: the plan's text with its items marked, the list of items, one of them opened."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final
from urllib.parse import urlencode

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from selfcheck.kernel.ids import DocumentId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import ASKING, DraftItem
from selfcheck.plans.placing import cuts_of, next_alike
from selfcheck.store.drafted import list_drafted
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.editor.desk_form import Difference, ItemForm, add_form, item_form, number_or, take_over
from selfcheck.web.editor.desk_link import Links, links_of
from selfcheck.web.editor.desk_text import paragraphs
from selfcheck.web.editor.desk_view import Filters, filters_of, listed, next_open, rows_of, shares_of
from selfcheck.web.editor.desk_words import BRIEF_KINDS, DECISIONS, KINDS, confidence_words
from selfcheck.workflow.desk import Desk

PARTS: Final = ("progress", "text", "list")  # what scripts exchange after a step
SEARCHED = 60  # characters of a search
OK, MISSING = 200, 404
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says beside what stands: a refusal with its status, the form as it was sent, whether it was late."""

    status: int = OK
    refusal: str = ""
    form: ItemForm | None = None
    is_stale: bool = False

    @property
    def state(self) -> str:
        """What became of the form that was sent."""
        return "saved" if self.status == OK else "stale" if self.is_stale else "refused"


@dataclass(frozen=True)
class Place:
    """A desk in the web: its document, and the filters that every address carries on."""

    document_id: int
    desk: Desk
    filters: Filters

    @cached_property
    def home(self) -> str:
        """Where the forms are sent, and what they end in."""
        return url_for("editor.desk", document_id=self.document_id)

    @cached_property
    def query(self) -> str:
        """The filters, open for more."""
        return "".join(f"{pair}&" for pair in urlencode(self.filters.args).split("&") if pair)

    def address(self, number: int, *, opened: bool = True) -> str:
        """The desk at that item, which is opened; at its top for 0."""
        return (
            f"{self.home}?{self.query}{f'item={number}' if opened and number else ''}{f'#i{number}' if number else ''}"
        )

    def action(self, number: int, verb: str, *, opened: bool = False) -> str:
        """Where a form about the item is sent."""
        return f"{self.home}/items/{number}/{verb}?{self.query}{f'item={number}&' if opened else ''}"


@dataclass(frozen=True, slots=True)
class Panel:
    """An opened item: its form, where it may be cut, what it may be merged with, and what it may belong to.

    `version` is the one that its forms are held against: the one now shown, or that of a form which was sent back.
    """

    item: DraftItem
    version: int
    form: ItemForm
    is_late: bool
    differences: tuple[Difference, ...]
    pieces: tuple[tuple[int, str], ...]
    alike: DraftItem | None
    alike_version: int
    wanted: str
    links: Links
    asks: bool
    confidence: str


def page(found: Desk, document_id: int, number: int, said: Said | None = None) -> ResponseReturnValue:
    """The page at that item (0 for none), or its parts for a script."""
    said = said or Said()
    place = Place(document_id, found, filters_of(request.args))
    item = next((each for each in found.draft.items if each.number == number), None)
    is_open = request.method == "GET" or "item" in request.args or said.form is not None
    panel = _panel(place, item, said) if item and is_open else None
    if "part" in request.args:
        return (render_template("editor/desk_panel.html", place=place, panel=panel), OK) if panel else ("", MISSING)
    held = listed(found.draft, place.filters, with_item=number)
    following = next_open(held, found.draft, number)
    shown = {
        "place": place,
        "panel": panel,
        "said": said,
        "rows": rows_of(found, held, library()),
        "shares": shares_of(found.draft),
        "following": following,
        "paragraphs": list(paragraphs(found.draft, place.address)),
        "kinds": KINDS,
        "brief": BRIEF_KINDS,
        "decisions": DECISIONS,
        "all_kinds": list(ItemKind),
    }
    if wants_json():
        parts = {name: render_template(f"editor/desk_{name}.html", **shown) for name in PARTS}
        return jsonify(state=said.state, said=said.refusal, focus=number, parts=parts), said.status
    return render_template("editor/desk.html", add=add_form(found.draft), **shown), said.status


def wants_json() -> bool:
    """Whether a script asks."""
    return request.method == "POST" and request.accept_mimetypes.best == JSON


def _panel(place: Place, item: DraftItem, said: Said) -> Panel:
    found = place.desk
    draft, version = found.draft, found.versions[item.number]
    entries = list_drafted(db(), DocumentId(place.document_id))
    theirs = item_form(draft, library(), item, version)
    wanted = request.args.get("find", "").strip()[:SEARCHED]
    alike = next_alike(draft).get(item.number)
    return Panel(
        item=item,
        version=number_or(said.form.seen.data, version) if said.form and not said.is_stale else version,
        form=said.form or theirs,
        is_late=said.form is not None and said.is_stale,
        differences=take_over(theirs, said.form) if said.form and said.is_stale else (),
        pieces=tuple((a, draft.text[a:b]) for a, b in pairwise((item.start, *cuts_of(draft, item), item.end))),
        alike=alike,
        alike_version=found.versions[alike.number] if alike else 0,
        wanted=wanted,
        links=links_of(draft, item, entries, wanted),
        asks=item.kind in ASKING,
        confidence=confidence_words(item.confidence),
    )
