"""`selfcheck compose`: the questionnaire that the plans put to a company."""

import argparse
from datetime import date
from pathlib import Path

from selfcheck.commands.input_file import day_of, profile_of, read_object
from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.questionnaires.compose import Composition, compose
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.question import Tier


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("profile", type=Path, help="profile as JSON")
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.STANDARD)
    parser.add_argument("--on", type=day_of, default=None, help="day, YYYY-MM-DD (today)")


def run(args: argparse.Namespace) -> int:
    """Print the questionnaire and what was left out."""
    library = load_library(places.content(), places.parsed_content())
    profile = profile_of(read_object(args.profile), library.vocabulary, str(args.profile))
    composition = compose(library, profile, args.tier, args.on or date.today())  # noqa: DTZ011 - the user's own day
    if args.format == "json":
        print_json(composition_json(composition))
    else:
        _print(composition)
    return 0


def composition_json(composition: Composition) -> dict[str, object]:
    """The composition in the form of the contract."""
    return {
        "questionnaire": composition.questionnaire.as_json(),
        "left_out": [{"question": left.question, "reason": left.reason.value} for left in composition.left_out],
    }


def _print(composition: Composition) -> None:
    rows = [
        [section.title.zh, question.id, question.force.value if question.force else "", question.text.zh]
        for section in composition.questionnaire.sections
        for question in section.questions
    ]
    print_table(["section", "question", "force", "text"], rows)
