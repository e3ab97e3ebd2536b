"""Publishing: what is in use and was, what may be put to use and what that would change, the way back, the export."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from selfcheck.advice.rescore import Rescorer
from selfcheck.advice.soundness import check_reading
from selfcheck.kernel.errors import Fault, NotFoundError, SelfcheckError
from selfcheck.questionnaires.changelog import changelog
from selfcheck.questionnaires.diff import Change, Subject, library_changes
from selfcheck.questionnaires.edit import UnfinishedPlanError
from selfcheck.questionnaires.impact import Effect, effects
from selfcheck.questionnaires.library import VERSION_DIGITS, Library, edition_hash, library_of, read_texts
from selfcheck.questionnaires.rebase import rebase
from selfcheck.store.edition import find_edition
from selfcheck.store.publication import CHANGELOG_LENGTH, Publication, find_publication, list_publications
from selfcheck.store.rescored import find_newest_range
from selfcheck.web.content import content_root, library, live_content
from selfcheck.web.database import db
from selfcheck.web.editor.fault_words import fault_words
from selfcheck.web.editor.plan_edition import FIELDS, UNREADY, PlanEdition, document_of, plan_edition
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.web.report_pages import download
from selfcheck.wording.text import Text
from selfcheck.workflow.day import day_of
from selfcheck.workflow.errors import SameContentError, StaleContentError, UnsoundContentError
from selfcheck.workflow.publishing import Proposal, publish, roll_back
from selfcheck.workflow.rescore import rescore_companies

FOLDER, CARRIED = "folder", "carried"  # what may be published besides editions by their names
SAMPLE = 50  # companies whose scores are looked at
NAMED = 60  # changes that are listed one by one
SAME_DAY = (1980, 1, 1, 0, 0, 0)  # of every file of an export, so that the same edition is the same zip
Files = Mapping[str, str]


class PublishForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """The changelog, and the publication that the editor saw."""

    after = HiddenField()
    zh = TextAreaField(validators=[InputRequired(), Length(max=CHANGELOG_LENGTH)])
    en = TextAreaField(validators=[InputRequired(), Length(max=CHANGELOG_LENGTH)])


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands now: the newest publication, the files in use and those of the folder."""

    newest: Publication | None
    base: Files
    folder: Files

    @property
    def number(self) -> int:
        """The number of the newest publication, 0 before the first."""
        return self.newest.number if self.newest else 0

    @property
    def folder_differs(self) -> bool:
        """Whether the folder holds something that is neither in use nor was seen when the edition in use was."""
        version = _version(self.folder)
        return self.newest is not None and version not in (self.newest.folder, self.newest.edition)


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault in words, where it stands, and the page on which an editor can mend it; empty where there is none."""

    words: str
    file: str
    line: int
    href: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """The files that are meant, the names of those that a person has to merge first, and the plan that brings them."""

    files: Files
    clashes: tuple[str, ...] = ()
    plan: PlanEdition | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing these files would do; with faults nothing but them is told."""

    version: str
    faults: tuple[FaultLine, ...]
    proposed: Proposed
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    scores: Mapping[str, Any] | None
    library: Library | None


def publishing(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/content/publications")(publications)
    blueprint.get("/content/publications/new/<what>")(proposal)
    blueprint.post("/content/publications/new/<what>", endpoint="publish")(decide)
    blueprint.get("/content/editions/<version>.zip")(export)


def publications() -> ResponseReturnValue:
    """What is in use, what was, and what could be put to use."""
    desk = _desk()
    return render_template(
        "editor/publications.html",
        desk=desk,
        in_use=_version(desk.base),
        folder=_version(desk.folder),
        rows=list_publications(db()),
    )


def proposal(what: str) -> ResponseReturnValue:
    """What publishing would change, and the changelog to go with it."""
    desk = _desk()
    try:
        proposed = _proposed(desk, what)
    except UNREADY as error:
        return _unready(what, error), error.status
    preview = _preview(desk, proposed)
    words = changelog(preview.changes)
    form = PublishForm(after=str(desk.number), zh=words.zh, en=words.en)
    return _page(desk, what, preview, form)


def decide(what: str) -> ResponseReturnValue:
    """Put it to use; otherwise the page again, with what is wrong and all that was typed."""
    desk, form = _desk(), PublishForm()
    try:
        proposed = _proposed(desk, what)
    except UNREADY as error:
        return _unready(what, error), error.status
    if not form.validate():
        return _page(desk, what, _preview(desk, proposed), form), 422
    seen = form.after.data or ""
    after = int(seen) if seen.isascii() and seen.isdecimal() else -1
    changes = Text(_lines(form.zh.data or ""), _lines(form.en.data or ""))
    wanted = Proposal(proposed.files, changes, desk.base, desk.folder, after, live_content().parsed())
    verb = publish if what in {FOLDER, CARRIED} or proposed.plan else roll_back
    try:
        done = verb(db(), signed_in(), wanted, now=now())
    except (StaleContentError, SameContentError, UnsoundContentError) as error:
        form.zh.errors = [told(error.message, error.values)]
        form.after.data = str(desk.number)
        return _page(desk, what, _preview(desk, proposed), form), error.status
    db().commit()  # what the content is asked next must find it
    live_content().renew()
    flash(gettext("版本 %(version)s 已经发布，几秒内所有页面都会用上它。", version=done.edition), "success")
    return redirect(url_for("editor.publications"))


def export(version: str) -> ResponseReturnValue:
    """The YAML files of an edition as a zip, the same bytes for the same edition."""
    files = find_edition(db(), version)
    if files is None:
        desk = _desk()
        files = next((dict(found) for found in (desk.base, desk.folder) if _version(found) == version), None)
    if files is None:
        raise NotFoundError
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = ZipInfo(f"questionnaires/{name}", SAME_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, files[name].encode())
    return download(packed.getvalue(), f"selfcheck-content-{version}.zip", "application/zip")


def _page(desk: Desk, what: str, preview: Preview, form: PublishForm) -> str:
    return render_template(
        "editor/proposal.html",
        desk=desk,
        what=what,
        preview=preview,
        plan=preview.proposed.plan,
        form=form,
        in_use=_version(desk.base),
        named=NAMED,
        sample=SAMPLE,
    )


def _unready(what: str, error: SelfcheckError) -> str:
    """The page of a plan that cannot be made into an edition yet, with what is missing."""
    return render_template(
        "editor/unready.html",
        document_id=document_of(what),
        said=told(error.message, error.values),
        fields=error.fields if isinstance(error, UnfinishedPlanError) else (),
        names=FIELDS,
    )


def _desk() -> Desk:
    folder, _ = read_texts(content_root())
    newest = find_publication(db())
    return Desk(newest, folder if newest is None else _kept(newest.edition), folder)


def _proposed(desk: Desk, what: str) -> Proposed:
    """The files that are meant; raises UnfinishedPlanError and ForeignFormError for those of a plan."""
    if what == FOLDER:
        return Proposed(desk.folder)
    document = document_of(what)
    if document is not None:
        plan = plan_edition(document, desk.base, _library(desk.base))
        return Proposed(plan.edited.files, plan=plan)
    if what != CARRIED:
        return Proposed(_kept(what))
    if desk.newest is None:
        raise NotFoundError
    rebased = rebase(desk.base, _kept(desk.newest.folder), desk.folder)
    return Proposed(rebased.files, rebased.clashes)


def _library(files: Files) -> Library | None:
    """The library of the files; that of this process where they are the ones in use."""
    held = library()
    return held if held.hash == edition_hash(files) else library_of(files, parsed=live_content().parsed()).library


def _preview(desk: Desk, proposed: Proposed) -> Preview:
    reading = library_of(proposed.files, parsed=live_content().parsed())
    version, new, old = _version(proposed.files), reading.library, _library(desk.base)
    faults = tuple(_fault_line(fault, proposed.plan) for fault in check_reading(reading).faults)
    if faults or new is None or old is None:
        return Preview(version, faults, proposed, (), (), None, new)
    on = day_of(now())
    changes = tuple(sorted(library_changes(old, new), key=lambda change: change.subject is Subject.ITEM))  # items last
    return Preview(version, faults, proposed, changes, effects(old, new, on), _scores(new), new)


def _fault_line(fault: Fault, plan: PlanEdition | None) -> FaultLine:
    href = plan.mended_at(fault) if plan else ""
    return FaultLine(fault_words(fault.message), fault.file, fault.line, href)


def _scores(library: Library) -> Mapping[str, Any] | None:
    """How the scores of the newest companies would move; None where nobody has submitted yet."""
    companies = find_newest_range(db(), SAMPLE)
    if companies is None:
        return None
    return rescore_companies(db(), Rescorer(library), companies, on=None, now=None).as_json()


def _kept(version: str) -> Files:
    files = find_edition(db(), version)
    if files is None:
        raise NotFoundError
    return files


def _version(files: Files) -> str:
    return edition_hash(files)[:VERSION_DIGITS]


def _lines(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
