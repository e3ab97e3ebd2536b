"""The content of the edition in use: plans and modules at a glance, one module in full, all policies."""

from collections import Counter

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from selfcheck.kernel.errors import NotFoundError
from selfcheck.matching.cases import check_cases
from selfcheck.plans.catalogue import ItemKind
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.library import read_library
from selfcheck.web.content import content_root, library
from selfcheck.web.gate import now
from selfcheck.workflow.day import day_of

blueprint = Blueprint("editor", __name__)


@blueprint.get("/content")
def home() -> ResponseReturnValue:
    """The edition in use, what it holds, and what is wrong with the files as they lie there now."""
    reading = read_library(content_root())
    faults = reading.faults
    if reading.library is not None:
        faults = (*check_library(reading.library, reading.source), *check_cases(reading.library, reading.source))
    used = {item for question in library().questions.values() for item in question.obligations}
    return render_template(
        "editor/home.html",
        library=library(),
        faults=faults,
        on=day_of(now()),
        counts={
            catalogue.plan.id: Counter(item.kind for item in catalogue.items) for catalogue in library().catalogues
        },
        served={
            catalogue.plan.id: sum(item.id in used for item in catalogue.items) for catalogue in library().catalogues
        },
        kinds=list(ItemKind),
    )


@blueprint.get("/content/modules/<module_id>")
def module(module_id: str) -> ResponseReturnValue:
    """One module's questions in both languages, each beside the catalogue items behind it."""
    found = next((module for module in library().modules if module.module == module_id), None)
    if found is None:
        raise NotFoundError
    return render_template("editor/module.html", module=found, library=library())


@blueprint.get("/content/policies")
def policies() -> ResponseReturnValue:
    """Every support and award with its conditions, by plan."""
    groups = [
        (plan, [policy for policy in library().policies if policy.plan == plan.id]) for plan in library().plans.values()
    ]
    return render_template("editor/policies.html", groups=groups)
