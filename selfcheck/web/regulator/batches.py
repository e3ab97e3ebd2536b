"""Reports of many submissions at once: ask for them, watch them, take them back, fetch them as one file."""

import secrets
from collections.abc import Sequence
from random import SystemRandom

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.validators import Length

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import BatchId, ReportId
from selfcheck.reports.archive import ArchiveFile
from selfcheck.store.batch import BatchLine, BatchState, Standing, get_standing, list_batches, list_members
from selfcheck.store.report import ReportState
from selfcheck.store.submission_list import list_submissions
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.paging import asked_page
from selfcheck.web.regulator.listing import as_address, asked_filters, filters_in_words
from selfcheck.wording.text import Lang
from selfcheck.workflow.batch import LIMIT, BatchOrder, cancel_batch, request_batch, retry_batch
from selfcheck.workflow.batch_file import archive_of

BAD = 422
KEY = 32  # letters that tell one opened form from another
LANGS = {Lang.ZH.value: "中文", Lang.EN.value: "English"}


class BatchForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """In which language, and which form it was, so that a double click asks once."""

    lang = RadioField(lazy_gettext("报告的语言"), choices=LANGS)
    key = HiddenField(validators=[Length(min=KEY, max=KEY)])


def batches(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/review/batches", endpoint="batches")(mine)
    blueprint.get("/review/batches/new", endpoint="new_batch")(confirm)
    blueprint.post("/review/batches/new", endpoint="order_batch")(order)
    blueprint.get("/review/batches/<int:batch_id>", endpoint="batch")(progress)
    blueprint.post("/review/batches/<int:batch_id>/retry", endpoint="retry_batch")(retry)
    blueprint.post("/review/batches/<int:batch_id>/cancel", endpoint="cancel_batch")(cancel)
    blueprint.get("/review/batches/<int:batch_id>/file", endpoint="batch_file")(archive)


def mine() -> ResponseReturnValue:
    """What this reviewer asked for, the last first."""
    actor = signed_in()
    page = list_batches(db(), actor.scope, actor.user_id, page=asked_page())
    if page.number > page.pages:
        return redirect(url_for("regulator.batches", page=page.pages))
    return render_template("regulator/batches.html", page=page, langs=LANGS)


def confirm() -> ResponseReturnValue:
    """How many reports it would be, before they are asked for."""
    return _confirmation(BatchForm(lang=current_lang().value, key=secrets.token_hex(KEY // 2)))


def order() -> ResponseReturnValue:
    """Ask for them; a form that is sent twice leads to the same batch."""
    form = BatchForm()
    if not form.validate():
        return _confirmation(form), BAD
    filters = asked_filters(signed_in())
    wanted = BatchOrder(filters=filters, lang=Lang(form.lang.data), key=form.key.data or "", chosen=as_address(filters))
    batch, ordered = request_batch(db(), signed_in(), wanted, now=now(), rng=SystemRandom())
    _wake(ordered.waiting)
    return redirect(url_for("regulator.batch", batch_id=batch.id))


def progress(batch_id: int) -> ResponseReturnValue:
    """How far the batch is, and which reports are missing."""
    actor = signed_in()
    standing = get_standing(db(), actor.scope, actor.user_id, BatchId(batch_id))
    stopped = (
        [line for line in _members(standing) if line.state in (ReportState.FAILED, ReportState.CANCELLED)]
        if standing.count > standing.ready + standing.waiting
        else []
    )
    return render_template(
        "regulator/batch.html",
        standing=standing,
        stopped=stopped,
        langs=LANGS,
        form=PlainForm(),
        is_working=standing.state is BatchState.WORKING,
    )


def retry(batch_id: int) -> ResponseReturnValue:
    """Ask anew for what was given up or taken back."""
    again = retry_batch(db(), signed_in(), BatchId(batch_id), now=now())
    _wake(again)
    flash(ngettext("%(num)s 份报告重新排上了队。", "%(num)s 份报告重新排上了队。", len(again)), "success")
    return redirect(url_for("regulator.batch", batch_id=batch_id))


def cancel(batch_id: int) -> ResponseReturnValue:
    """Take back what is not made yet."""
    cancelled = cancel_batch(db(), signed_in(), BatchId(batch_id), now=now())
    if cancelled:
        flash(ngettext("取消了 %(num)s 份还没有做的报告。", "取消了 %(num)s 份还没有做的报告。", cancelled), "success")
    else:
        flash(gettext("没有只为这一批排队的报告，不用取消。"), "success")
    return redirect(url_for("regulator.batch", batch_id=batch_id))


def archive(batch_id: int) -> ResponseReturnValue:
    """What is made, as one zip; a download that broke off goes on where it ended. Raises NotFoundError before that."""
    actor = signed_in()
    standing = get_standing(db(), actor.scope, actor.user_id, BatchId(batch_id))
    if not standing.ready:
        raise NotFoundError
    made = archive_of(_members(standing), standing.batch.lang, current_app.extensions["files"])
    answer = Response(ArchiveFile(made), mimetype="application/zip", direct_passthrough=True)
    answer.content_length = made.size
    answer.set_etag(made.digest)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="selfcheck-reports-{batch_id}-{standing.batch.lang.value}.zip"'
    )
    answer.headers["Cache-Control"] = "private, no-cache"  # what was kept of it may be gone on with
    return answer.make_conditional(request.environ, accept_ranges=True, complete_length=made.size)


def _members(standing: Standing) -> list[BatchLine]:
    actor = signed_in()
    return list_members(db(), actor.scope, actor.user_id, BatchId(standing.batch.id))


def _confirmation(form: BatchForm) -> str:
    actor = signed_in()
    filters = asked_filters(actor)
    return render_template(
        "regulator/new_batch.html",
        form=form,
        count=list_submissions(db(), actor.scope, filters).count,
        limit=LIMIT,
        chosen=as_address(filters),
        told=filters_in_words(filters),
    )


def _wake(reports: Sequence[ReportId]) -> None:
    """Tell the workers, who must find the jobs."""
    db().commit()
    for report in reports:
        current_app.extensions["wake"](report)
