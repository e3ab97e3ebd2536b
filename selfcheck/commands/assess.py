"""`selfcheck assess`: the main job without the web: compose, score, match, advise, report."""

import argparse
from datetime import date
from pathlib import Path

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.advice.result import result_json
from selfcheck.commands.input_file import answers_of, day_of, declared_of, profile_of, read_object
from selfcheck.commands.output import as_json, print_json, print_table, say
from selfcheck.kernel import places
from selfcheck.kernel.errors import Fault, InputError
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.attached import attached_to
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import report_of
from selfcheck.wording.text import Lang

KEYS = frozenset({"profile", "tier", "answers", "declare"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("case", type=Path, help="case as JSON: profile, tier, answers, declare")
    parser.add_argument("--on", type=day_of, default=None, help="day, YYYY-MM-DD (today)")
    parser.add_argument("--out", type=Path, required=True, help="folder for result.json and report.pdf")
    parser.add_argument("--pdf", action="store_true", help="write report.pdf too")
    parser.add_argument("--lang", type=Lang, choices=list(Lang), default=Lang.ZH)


def run(args: argparse.Namespace) -> int:
    """Write DIR/result.json, with --pdf DIR/report.pdf, and say what was found."""
    library = load_library(places.content(), places.parsed_content())
    on = args.on or date.today()  # noqa: DTZ011 - the user's own day
    assessment = read_case(args.case, library, on)
    result = result_json(assessment, args.lang)
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "result.json").write_text(as_json(result), encoding="utf-8")
        if args.pdf:
            report = report_of(assessment, library, lang=args.lang)
            (args.out / "report.pdf").write_bytes(render_pdf(report, attached_to(assessment, args.lang)))
    except OSError as error:
        raise InputError([Fault(str(args.out), 0, error.strerror or "cannot be written")]) from None
    if args.format == "json":
        print_json(result)
    else:
        score = result["score"]
        rows = [[key, str(score[key])] for key in ("total", "of_answered", "level", "conformity")]
        print_table(["figure", "value"], rows)
        say(f"{args.out}/result.json")
    return 0


def read_case(path: Path, library: Library, on: date) -> Assessment:
    """The case of a file, assessed; raises InputError with every fault of the part that is broken."""
    name = str(path)
    data = read_object(path)
    unknown = sorted(set(data) - KEYS)
    if unknown:
        raise InputError([Fault(name, 0, f"{key}: is not a part of a case") for key in unknown])
    profile = profile_of(data.get("profile"), library.vocabulary, name, "profile.")
    try:
        tier = Tier(str(data.get("tier", Tier.STANDARD)))
    except ValueError:
        raise InputError([Fault(name, 0, f"tier: one of {', '.join(Tier)}")]) from None
    questionnaire = compose(library, profile, tier, on).questionnaire
    answers = answers_of(data.get("answers", {}), questionnaire, name, "answers.")
    declared = declared_of(data.get("declare", {}), name)
    return assess(library, profile, questionnaire, answers, on=on, declared=declared)
