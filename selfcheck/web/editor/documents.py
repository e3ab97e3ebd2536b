"""Plan documents: bringing one in by file or paste, its head as read and corrected, its clauses, what is new in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from selfcheck.kernel.ids import DocumentId, PlanId, RegionCode
from selfcheck.kernel.regions import find_region
from selfcheck.plans.clause import Clause
from selfcheck.plans.document import Document
from selfcheck.plans.errors import DocumentError
from selfcheck.plans.head import Head
from selfcheck.plans.reimport import Reimport, compare, find_known
from selfcheck.questionnaires.library import Library
from selfcheck.reports.sources import clause_words
from selfcheck.reports.voice import Voice
from selfcheck.store.draft_item import count_decided
from selfcheck.store.plan_document import (
    PLAN_LENGTH,
    PlanDocument,
    find_same_document,
    get_plan_document,
    list_plan_documents,
)
from selfcheck.web.buttons import PlainForm
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.fields import DayField, FigureField, plain
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang, told
from selfcheck.workflow import plan_document as verbs
from selfcheck.workflow.plan_document import PLAN_ID, fresh_plan_id, import_plan_document, show_plan_document
from selfcheck.workflow.reading import Upload, read_apart

BAD = 422
LONGEST = 300  # characters of a title or an issuer
PASTED = "pasted.txt"
LAST_YEAR = 2100


def typed(field: StringField) -> str:
    """What was typed into a line, without blanks around it and without what no database takes."""
    return (field.data or "").replace("\0", "").strip()


class ImportForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A file or a pasted text, one of the two."""

    file = FileField(lazy_gettext("文件"))
    text = TextAreaField(lazy_gettext("或者粘贴全文"))

    def validate_text(self, field: TextAreaField) -> None:
        """One of the two is needed, and not both."""
        is_typed, is_chosen = bool((field.data or "").strip()), bool(self.file.data)
        if is_typed and is_chosen:
            raise ValidationError(lazy_gettext("文件和粘贴的全文只要一样，请去掉其中一样。"))
        if not is_typed and not is_chosen:
            raise ValidationError(lazy_gettext("请选择文件，或粘贴全文。"))

    def upload(self) -> Upload:
        """What was sent."""
        if self.file.data:
            return Upload(self.file.data.filename or PASTED, self.file.data.read())
        return Upload(PASTED, (self.text.data or "").encode("utf-8", "replace"))


class HeadForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What a plan says of itself, and the name under which the library keeps it."""

    plan = StringField(lazy_gettext("文件标识"), validators=[InputRequired(), Length(max=PLAN_LENGTH)])
    title = StringField(lazy_gettext("标题"), validators=[InputRequired(), Length(max=LONGEST)])
    doc_number = StringField(lazy_gettext("发文字号"), validators=[Length(max=60)])
    issuer = StringField(lazy_gettext("发文机关"), validators=[InputRequired(), Length(max=LONGEST)])
    date = DayField(lazy_gettext("成文日期"))
    region = StringField(lazy_gettext("行政区划代码"), validators=[InputRequired(), Length(max=6)])
    horizon = FigureField(lazy_gettext("目标年份"), highest=LAST_YEAR, whole=True)

    def validate_plan(self, field: StringField) -> None:
        """A name that files and addresses can carry."""
        if not PLAN_ID.fullmatch(typed(field)):
            raise ValidationError(lazy_gettext("请用小写字母、数字和连字符，以字母开头，例如 ganzhou-2024。"))

    def validate_region(self, field: StringField) -> None:
        """A division that exists."""
        if find_region(plain(typed(field))) is None:
            raise ValidationError(lazy_gettext("没有这个行政区划代码。请填六位代码，例如赣州市是 360700。"))

    def validate_date(self, field: DayField) -> None:
        """A plan has a date: it is in force from then on."""
        if field.data is None and not field.errors:
            raise ValidationError(lazy_gettext("请填写成文日期。"))

    def head(self) -> Head:
        """The head as typed."""
        return Head(
            title=typed(self.title),
            doc_number=typed(self.doc_number) or None,
            issuer=typed(self.issuer),
            date=self.date.data,
            region=RegionCode(plain(typed(self.region))),
            horizon=None if self.horizon.data is None else int(self.horizon.data),
        )


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as the page shows it: number in words, heading, its own text in paragraphs."""

    number: str
    heading: str
    depth: int
    paragraphs: tuple[str, ...]


def documents_of(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/content/documents")(documents)
    blueprint.post("/content/documents")(bring_in)
    blueprint.get("/content/documents/<int:document_id>")(document)
    blueprint.post("/content/documents/<int:document_id>/head")(correct_head)
    blueprint.post("/content/documents/<int:document_id>/show")(show_document)
    blueprint.post("/content/documents/<int:document_id>/hide")(hide_document)
    blueprint.post("/content/documents/<int:document_id>/remove")(remove_document)


def documents() -> ResponseReturnValue:
    """Every document, and the way to bring in another."""
    return _list(ImportForm())


def bring_in() -> ResponseReturnValue:
    """Read the document and keep it whole; otherwise the page again, with what was understood and what was not."""
    form = ImportForm()
    if not form.validate():
        return _list(form), BAD
    upload = form.upload()
    there = find_same_document(db(), upload.sha256)
    if there is not None:
        flash(gettext("这个文件已经导入过，这里就是。"), "info")
        return redirect(url_for("editor.document", document_id=there.id))
    try:
        reading = read_apart(upload)
    except DocumentError as error:
        field = form.file if form.file.data else form.text
        field.errors = [told(error.message, error.values)]
        return _list(form), error.status
    known = find_known(reading.document, library().catalogues)
    plan = known.plan.id if known else fresh_plan_id(reading.document.head)
    kept = import_plan_document(db(), signed_in(), plan, upload, reading, now=now())
    flash(
        gettext(
            "已读完：%(clauses)s 个条款，找到 %(items)s 项。",
            clauses=len(reading.document.clauses),
            items=len(reading.items),
        ),
        "success",
    )
    return redirect(url_for("editor.document", document_id=kept.id))


def document(document_id: int) -> ResponseReturnValue:
    """What was read: head, doubts, clauses, and what differs from what the library knows."""
    row = get_plan_document(db(), DocumentId(document_id))
    return _page(row, _head_form(row))


def correct_head(document_id: int) -> ResponseReturnValue:
    """Keep the head as typed; otherwise the page again with all that was typed."""
    form = HeadForm()
    if not form.validate():
        return _page(get_plan_document(db(), DocumentId(document_id)), form), BAD
    plan = PlanId(typed(form.plan))
    verbs.correct_head(db(), signed_in(), DocumentId(document_id), plan, form.head(), now=now())
    flash(gettext("文件信息已保存。"), "success")
    return redirect(url_for("editor.document", document_id=document_id))


def show_document(document_id: int) -> ResponseReturnValue:
    """Show its clauses beside questions."""
    show_plan_document(db(), signed_in(), DocumentId(document_id), shown=True, now=now())
    flash(gettext("从现在起，依据这份文件的题目旁会显示条款原文。"), "success")
    return redirect(url_for("editor.document", document_id=document_id))


def hide_document(document_id: int) -> ResponseReturnValue:
    """Show number and anchor only."""
    show_plan_document(db(), signed_in(), DocumentId(document_id), shown=False, now=now())
    flash(gettext("题目旁不再显示这份文件的原文，只显示条款号和关键词。"), "success")
    return redirect(url_for("editor.document", document_id=document_id))


def remove_document(document_id: int) -> ResponseReturnValue:
    """Take the document away with everything decided about it."""
    verbs.remove_plan_document(db(), signed_in(), DocumentId(document_id), now=now())
    flash(gettext("已删除。题库没有变化。"), "success")
    return redirect(url_for("editor.documents"))


def _list(form: ImportForm) -> str:
    return render_template(
        "editor/documents.html",
        form=form,
        rows=list_plan_documents(db()),
        decided=count_decided(db()),
        plans=library().plans,
    )


def _page(row: PlanDocument, form: HeadForm) -> str:
    held, plan = row.document, library().plans.get(PlanId(row.plan))
    return render_template(
        "editor/document.html",
        row=row,
        form=form,
        button=PlainForm(),
        document=held,
        plan=plan,
        doubts=[told(doubt.message, dict(doubt.values)) for doubt in held.doubts],
        clauses=tuple(_clause_lines(held)),
        lead=held.text[: held.clauses[0].start].strip().splitlines() if held.clauses else (),
        changes=_changes(row, held, library()),
        clause=lambda number: clause_words(number, Voice(current_lang())),
    )


def _head_form(row: PlanDocument) -> HeadForm:
    head = row.document.head
    return HeadForm(
        plan=row.plan,
        title=head.title or "",
        doc_number=head.doc_number or "",
        issuer=head.issuer or "",
        date=head.date,
        region=head.region or "",
        horizon=head.horizon,
    )


def _changes(row: PlanDocument, held: Document, library: Library) -> Reimport | None:
    """What differs from the catalogue of the plan; None where the library does not know it."""
    known = next((found for found in library.catalogues if found.plan.id == row.plan), None)
    return None if known is None else compare(known, held, row.found_items)


def _clause_lines(held: Document) -> Iterator[ClauseLine]:
    voice = Voice(current_lang())
    for clause in held.clauses:
        yield ClauseLine(clause_words(clause.number, voice), clause.heading, clause.depth, _paragraphs(held, clause))


def _paragraphs(held: Document, clause: Clause) -> tuple[str, ...]:
    return tuple(line for line in held.text[clause.start : clause.end].strip().split("\n") if line)
