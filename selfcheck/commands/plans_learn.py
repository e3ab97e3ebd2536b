"""`selfcheck plans evaluate` and `train`: how good the reading is, and making the model anew."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from selfcheck.commands.output import print_json, print_table, say
from selfcheck.commands.plans_read import document_in
from selfcheck.kernel import places
from selfcheck.kernel.errors import Fault, InputError
from selfcheck.kernel.yaml_file import YamlFile, parse_yaml
from selfcheck.plans.catalogue import CatalogueItem, ItemKind
from selfcheck.plans.evaluate import NOTHING, Evaluation, Tally, evaluate
from selfcheck.plans.extract import extract_items
from selfcheck.plans.lessons import Trial, calibrated, lesson_of, own_lesson, reliability, train, trial
from selfcheck.plans.model import PLACE, model_to_json
from selfcheck.questionnaires.library import load_library

_ITEMS = TypeAdapter(tuple[CatalogueItem, ...])
NEEDED = ("id", "kind", "clause", "anchor", "actor", "modality", "topic", "note")


def evaluate_plan(args: argparse.Namespace) -> int:
    """Print precision and recall of the reading of a plan by kind, held against a catalogue made by hand."""
    document = document_in(Path(args.what[0]))
    path = Path(args.what[1])
    evaluation = evaluate(items_in(path), document, extract_items(document))
    if args.format == "json":
        print_json({"catalogue": path.stem, **evaluation_json(evaluation)})
    else:
        _print_tallies(evaluation.tallies)
        _print_confusion([evaluation])
    return 0


def train_model(args: argparse.Namespace) -> int:
    """Train on the library's catalogues and their texts, print what each plan gets unseen, write the model."""
    folder = Path(args.what[0])
    catalogues = load_library(places.content(), places.parsed_content()).catalogues
    documents = {each.plan.id: document_in(folder / f"{each.plan.id}.txt") for each in catalogues}
    lessons = {each.plan.id: lesson_of(each, documents[each.plan.id]) for each in catalogues}
    own = own_lesson()
    trials: list[Trial] = []
    for each in catalogues:
        say(f"{each.plan.id} …")
        others = [lesson for plan, lesson in lessons.items() if plan != each.plan.id]
        trials.append(trial(each, documents[each.plan.id], [*others, own]))
    model = calibrated(train([*lessons.values(), own]), trials)
    PLACE.write_text(model_to_json(model), encoding="utf-8")
    if args.format == "json":
        print_json({each.plan: evaluation_json(each.evaluation) for each in trials})
        return 0
    for one in trials:
        _title(one.plan)
        _print_tallies(one.evaluation.tallies)
    _title("all")
    _print_tallies({kind: _sum(each.evaluation.tallies[kind] for each in trials) for kind in ItemKind})
    _print_confusion([each.evaluation for each in trials])
    _title("all, in other words")
    _print_tallies({kind: _sum(each.in_other_words.tallies[kind] for each in trials) for kind in ItemKind})
    rows = [[str(held.count), f"{held.sure:.2f}", f"{held.right / held.count:.2f}"] for held in reliability(trials)]
    print_table(["spans", "confidence", "right"], rows)
    return 0


def items_in(path: Path) -> tuple[CatalogueItem, ...]:
    """The items of a catalogue file, whatever else it holds; raises InputError with every fault."""
    try:
        found = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise InputError([Fault(str(path), 0, error.strerror or "cannot be read")]) from None
    except UnicodeDecodeError as error:
        raise InputError([Fault(str(path), 0, f"not UTF-8: {error.reason}")]) from None
    if isinstance(found, Fault):
        raise InputError([found])
    items = found.data.get("items") if isinstance(found.data, Mapping) else None
    if not isinstance(items, list) or not items:
        raise InputError([Fault(str(path), 0, "holds no items")])
    try:
        return _ITEMS.validate_python([_needed(item) for item in items])
    except ValidationError as error:
        raise InputError(list(_faults(found, error))) from None


def _needed(item: object) -> object:
    if not isinstance(item, Mapping):
        return item
    kept = {key: item[key] for key in NEEDED if key in item}
    return kept | {"clause": str(kept["clause"])} if "clause" in kept else kept


def _faults(found: YamlFile, error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors():
        yield found.fault(("items", *detail["loc"]), f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}")


def evaluation_json(evaluation: Evaluation) -> dict[str, object]:
    """Both readings by kind, and the confusion table."""
    return {
        "kinds": {
            kind.value: {
                "gold": tally.gold,
                "extracted": tally.extracted,
                "covered": {"recall": round(tally.recall, 3), "precision": round(tally.precision, 3)},
                "one_to_one": {
                    "recall": round(tally.recall_one_to_one, 3),
                    "precision": round(tally.precision_one_to_one, 3),
                },
                "modality": round(tally.modality_right / max(1, tally.matched), 3),
                "topic": round(tally.topic_right / max(1, tally.matched), 3),
            }
            for kind, tally in evaluation.tallies.items()
        },
        "confusion": {
            kind.value: {other: evaluation.confusion.get((kind.value, other), 0) for other in (*ItemKind, NOTHING)}
            for kind in ItemKind
        },
    }


def _sum(tallies: Iterator[Tally]) -> Tally:
    total = next(tallies)
    for tally in tallies:
        total += tally
    return total


def _title(title: str) -> None:
    """A line between two tables."""
    print_table([title], [])


def _print_tallies(tallies: Mapping[ItemKind, Tally]) -> None:
    heads = [
        "kind",
        "gold",
        "spans",
        "recall",
        "precision",
        "one-to-one recall",
        "one-to-one precision",
        "modality",
        "topic",
    ]
    rows = [
        [kind.value, str(tally.gold), str(tally.extracted)]
        + [
            f"{share:.2f}"
            for share in (tally.recall, tally.precision, tally.recall_one_to_one, tally.precision_one_to_one)
        ]
        + [f"{part / max(1, tally.matched):.2f}" for part in (tally.modality_right, tally.topic_right)]
        for kind, tally in tallies.items()
    ]
    print_table(heads, rows)


def _print_confusion(evaluations: list[Evaluation]) -> None:
    columns = [*(kind.value for kind in ItemKind), NOTHING]
    rows = [
        [
            kind.value,
            *(str(sum(each.confusion.get((kind.value, other), 0) for each in evaluations)) for other in columns),
        ]
        for kind in ItemKind
    ]
    print_table(["catalogue \\ covered by", *columns], rows)
