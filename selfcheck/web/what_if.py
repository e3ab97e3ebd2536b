"""What if: the page on which actions are ticked and answers set, and the server says what would come of it.

Everything stands in the address, so that a reckoning can be kept and passed on, and nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.simulate import simulate
from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import Section
from selfcheck.reports.simulation import Simulation, simulation_of
from selfcheck.reports.voice import Voice
from selfcheck.web.content import library
from selfcheck.web.languages import current_lang, told
from selfcheck.web.section_form import SectionForm, read_section

BUDGETS = (5, 10, 15, 20, 30, 50)
WITHOUT_CONTROL = "table"  # whose rows are not typed here: its action stands in the list


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The simulation, what was set, what is wrong with it, and the budget that was chosen."""

    simulation: Simulation
    sections: tuple[Section, ...]
    numbers: Mapping[QuestionId, int]
    form: SectionForm
    faults: Mapping[QuestionId, str]
    budget: int | None
    is_within: bool
    is_tried: bool


def what_if(now: Assessment) -> WhatIf:
    """What the address asks for."""
    asked = [question for question in now.questionnaire.questions() if question.kind != WITHOUT_CONTROL]
    form = read_section(asked, request.args)
    answers = _set(form)
    ticked = [name for name in now.moves if name in request.args.getlist("do")]
    found = simulation_of(now, simulate(library(), now, now.moves, ticked, answers), ticked, Voice(current_lang()))
    budget = _budget()
    return WhatIf(
        simulation=found,
        sections=now.questionnaire.sections,
        numbers={question.id: place for place, question in enumerate(now.questionnaire.questions(), start=1)},
        form=form,
        faults={name: told(fault.message, fault.values) for name, fault in form.faults.items()},
        budget=budget,
        is_within=found.climb is not None and (budget is None or found.climb.effort <= budget),
        is_tried=bool(ticked or answers),
    )


def _set(form: SectionForm) -> dict[QuestionId, Answer]:
    return {name: answer for name, answer in form.answered.items() if answer.value is not None}


def _budget() -> int | None:
    text = request.args.get("budget", "")
    return int(text) if text.isdecimal() and int(text) in BUDGETS else None
