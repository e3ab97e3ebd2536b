"""`selfcheck content preview QUESTION`: a question as companies are asked it, in both languages, above its clauses."""

import argparse
import textwrap
from collections.abc import Iterator

from pydantic import TypeAdapter

from selfcheck.commands.output import print_json
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Question
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.reports.sources import citation_words
from selfcheck.reports.voice import Voice
from selfcheck.wording.text import Lang

_ASKED: TypeAdapter[AskedQuestion] = TypeAdapter(AskedQuestion)
KINDS = {
    "maturity": "one of five steps, 0 to 4",
    "yes_no": "yes or no",
    "checklist": "any of these",
    "number": "a number",
    "date": "a day",
    "table": "rows of a table",
}


def preview(args: argparse.Namespace) -> int:
    """Print the question; exit 2 where the bank has none of that id."""
    library = load_library(places.content(), places.parsed_content())
    (wanted,) = args.what
    question = library.questions.get(QuestionId(wanted))
    if question is None:
        raise BadInputError(where="content preview", problem=f"there is no question {wanted}")
    if args.format == "json":
        print_json(preview_json(library, question))
    else:
        print("\n".join(_lines(library, question)))
    return 0


def preview_json(library: Library, question: Question) -> dict[str, object]:
    """The question in the form of `compose`, and every clause behind it with the catalogue's own question."""
    asked = as_asked(question, Modality.ENCOURAGED, ())
    return {
        "question": _ASKED.dump_python(asked, mode="json", exclude={"force", "citations"}),
        "clauses": [
            {
                "plan": plan.id,
                "clause": item.clause,
                "anchor": item.anchor,
                "item": item.id,
                "actor": item.actor,
                "modality": item.modality.value if item.modality else None,
                "question": {"zh": item.question_zh, "en": item.question_en},
            }
            for plan, item in (library.items[found] for found in question.obligations)
        ],
    }


def _lines(library: Library, question: Question) -> Iterator[str]:
    module = next(module for module in library.modules if question in module.questions)
    tags = [question.kind, f"weight {question.weight}", f"not applicable {question.na}"]
    tags += [f"level {question.level}"] if question.level else []
    tags += [name for name, holds in (("red line", question.veto), ("express", question.heart)) if holds]
    yield f"{module.title.zh} / {module.title.en} · {question.id} · " + " · ".join(tags)
    for lang in Lang:
        yield ""
        yield from _as_asked(as_asked(question, Modality.ENCOURAGED, ()), lang)
    yield ""
    for plan, item in (library.items[found] for found in question.obligations):
        for lang, words in ((Lang.ZH, item.question_zh), (Lang.EN, item.question_en)):
            if lang is Lang.ZH:
                where = citation_words(plan.short.zh, item.clause, Voice(lang))
                yield f"{where} “{item.anchor}” {item.id} · {item.actor} · {item.modality}"
            yield f"    {words or '—'}"


def _as_asked(question: AskedQuestion, lang: Lang) -> Iterator[str]:
    """The question in one language, as the form puts it."""
    yield question.text.in_(lang)
    if question.help:
        yield from textwrap.wrap(question.help.in_(lang), 100, initial_indent="  ", subsequent_indent="  ")
    scale = question.number
    unit = f" {scale.unit.in_(lang)}" if scale and scale.unit else ""
    yield f"  [{KINDS[question.kind]}{unit}]" + (f" {scale.floor} → {scale.target}" if scale else "")
    for option in question.options or ():
        yield f"  ( ) {option.text.in_(lang)}" + (" *" if option.required else "")
    for column in question.columns:
        yield f"  | {column.text.in_(lang)}" + (" *" if column.required else "")
    for evidence in question.evidence:
        months = f" ({evidence.fresh_months} months)" if evidence.fresh_months else ""
        yield f"  + {evidence.text.in_(lang)}{months}" + (" *" if evidence.required else "")
    if question.remedy:
        yield f"  → {question.remedy.text.in_(lang)} (effort {question.remedy.effort}, {question.remedy.days} days)"
