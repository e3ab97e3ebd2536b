"""`selfcheck content facts`: every code a profile may hold, and every fact a condition may test."""

import argparse
from collections.abc import Iterable, Iterator

from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.kernel.regions import find_region
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import ChecklistQuestion
from selfcheck.questionnaires.vocabulary import LISTS, Word
from selfcheck.reports.facts import fact_name
from selfcheck.reports.voice import Voice
from selfcheck.rules.condition import FITTING, FITTING_ANSWER, Condition, Op, list_tests
from selfcheck.rules.fact import PROFILE_FACTS
from selfcheck.wording.text import Lang


def facts(args: argparse.Namespace) -> int:
    """Print the code lists, the regions that plans and conditions name, and the facts with their operators."""
    found = facts_json(load_library(places.content(), places.parsed_content()))
    if args.format == "json":
        print_json(found)
        return 0
    rows = [[name, *_cells(entry)] for name, entries in found.items() for entry in entries]
    print_table(["list", "code", "zh", "en", "type", "operators"], rows)
    return 0


def facts_json(library: Library) -> dict[str, list[dict[str, object]]]:
    """The lists by name, each entry with its `code` and its name in both languages."""
    lists = {name: [_word(code, word) for code, word in library.vocabulary.words(name).items()] for name in LISTS}
    return lists | {
        "regions": [_region(code) for code in regions_in_use(library)],
        "facts": [*_profile_facts(library), *_answer_facts(library)],
    }


def regions_in_use(library: Library) -> list[str]:
    """The divisions that a plan is made for or a condition names, in order of their codes."""
    named = {
        test.words[0] for condition in _conditions(library) for test in list_tests(condition) if test.op is Op.WITHIN
    }
    return sorted(named | {plan.region for plan in library.plans.values()})


def _conditions(library: Library) -> Iterator[Condition]:
    yield from (policy.condition for policy in library.policies)
    yield from (question.only_for for question in library.questions.values() if question.only_for is not None)
    yield from (actor.condition for actor in library.actors.values() if actor.condition is not None)


def _word(code: str, word: Word) -> dict[str, object]:
    return {"code": code, "zh": word.zh, "en": word.en, "hint": word.hint.as_json() if word.hint else None}


def _region(code: str) -> dict[str, object]:
    region = find_region(code)
    name = region.full_name if region else code
    return {"code": code, "zh": name, "en": name}  # division names are not translated


def _profile_facts(library: Library) -> Iterator[dict[str, object]]:
    zh, en = Voice(Lang.ZH), Voice(Lang.EN)
    for fact, kind in PROFILE_FACTS.items():
        yield {
            "code": fact,
            "zh": fact_name(fact, library, zh),
            "en": fact_name(fact, library, en),
            "type": kind.type.value,
            "operators": sorted(FITTING[kind.type]),
            "vocabulary": kind.vocabulary,
        }


def _answer_facts(library: Library) -> Iterator[dict[str, object]]:
    for question in library.questions.values():
        if question.kind in FITTING_ANSWER:
            yield {
                "code": f"answer:{question.id}",
                "zh": question.text.zh,
                "en": question.text.en,
                "type": question.kind,
                "operators": sorted(FITTING_ANSWER[question.kind]),
                "options": [option.id for option in question.options]
                if isinstance(question, ChecklistQuestion)
                else None,
            }


def _cells(entry: dict[str, object]) -> tuple[str, ...]:
    operators = entry.get("operators", ())
    told = " ".join(map(str, operators)) if isinstance(operators, Iterable) else ""
    return (*(str(entry.get(key, "")) for key in ("code", "zh", "en", "type")), told)
