"""`selfcheck score`: answers held against any questionnaire in the form that `compose` prints."""

import argparse
from datetime import date
from pathlib import Path

from selfcheck.advice.result import score_json
from selfcheck.commands.input_file import answers_of, day_of, questionnaire_of, read_json, read_object
from selfcheck.commands.output import print_json, print_table
from selfcheck.scoring.score import score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--questionnaire", type=Path, required=True, help="questionnaire as JSON")
    parser.add_argument("--answers", type=Path, required=True, help="answers as JSON, by question")
    parser.add_argument("--on", type=day_of, default=None, help="day, YYYY-MM-DD (the questionnaire's)")


def run(args: argparse.Namespace) -> int:
    """Print the score."""
    questionnaire = questionnaire_of(read_json(args.questionnaire), str(args.questionnaire))
    data = read_object(args.answers)
    answers = answers_of(data.get("answers", data), questionnaire, str(args.answers))
    on = args.on or questionnaire.on or date.today()  # noqa: DTZ011 - the user's own day
    result = score_json(score(questionnaire, answers, on))
    if args.format == "json":
        print_json(result)
    else:
        keys = ("total", "max", "of_answered", "level", "conformity")
        print_table(["figure", "value"], [[key, str(result[key])] for key in keys])
    return 0
