"""The whole content as one frozen value: catalogues, bank, policies, targets, vocabulary and actors, read together."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from selfcheck.kernel.content_hash import content_hash, text_hash
from selfcheck.kernel.errors import ContentError, Fault
from selfcheck.kernel.ids import ItemId, PlanId, PolicyId, QuestionId
from selfcheck.kernel.yaml_file import YamlFile, parse_yaml, read_text
from selfcheck.plans.catalogue import Catalogue, CatalogueItem, Plan
from selfcheck.policies.policy import Policy
from selfcheck.questionnaires.parsed import ParsedFiles
from selfcheck.questionnaires.question import Module, Question
from selfcheck.questionnaires.target import Target
from selfcheck.questionnaires.vocabulary import Actor, Vocabulary

T = TypeVar("T")
VERSION_DIGITS = 12

_CATALOGUE = TypeAdapter(Catalogue)
_MODULE = TypeAdapter(Module)
_POLICIES = TypeAdapter(tuple[Policy, ...])
_TARGETS = TypeAdapter(tuple[Target, ...])
_VOCABULARY = TypeAdapter(Vocabulary)
_ACTORS = TypeAdapter(dict[str, Actor])


@dataclass(frozen=True)
class Library:
    """All content of one edition; `hash` is that of its files, and its first twelve digits are the version's name."""

    hash: str
    catalogues: tuple[Catalogue, ...]
    modules: tuple[Module, ...]
    policies: tuple[Policy, ...]
    targets: tuple[Target, ...]
    vocabulary: Vocabulary
    actors: Mapping[str, Actor]

    @property
    def version(self) -> str:
        """The name of the edition."""
        return self.hash[:VERSION_DIGITS]

    @cached_property
    def plans(self) -> Mapping[PlanId, Plan]:
        """The plans by id."""
        return {catalogue.plan.id: catalogue.plan for catalogue in self.catalogues}

    @cached_property
    def items(self) -> Mapping[ItemId, tuple[Plan, CatalogueItem]]:
        """Every catalogue item with its plan, by id."""
        return {item.id: (catalogue.plan, item) for catalogue in self.catalogues for item in catalogue.items}

    @cached_property
    def questions(self) -> Mapping[QuestionId, Question]:
        """The bank by question id, in the order of the questionnaire."""
        return {question.id: question for module in self.modules for question in module.questions}

    @cached_property
    def policies_by_id(self) -> Mapping[PolicyId, Policy]:
        """The policies by id."""
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def targets_by_plan(self) -> Mapping[PlanId, tuple[Target, ...]]:
        """The targets of every plan in the order of its file; a plan without any has an empty row."""
        return {plan: tuple(target for target in self.targets if target.plan == plan) for plan in self.plans}

    @cached_property
    def feeding(self) -> Mapping[QuestionId, Question]:
        """The questions whose answers feed targets, by id."""
        asked = {target.feed.question for target in self.targets if target.feed is not None}
        return {name: question for name, question in self.questions.items() if name in asked}


@dataclass(frozen=True)
class Source:
    """The parsed files behind a library, kept for faults that are found later: by file name."""

    files: Mapping[str, YamlFile]

    def fault(self, name: str, path: tuple[str | int, ...], message: str) -> Fault:
        """A fault at that place of that file."""
        return self.files[name].fault(path, message)


@dataclass(frozen=True)
class Reading:
    """What reading a content folder gave: a library where nothing was broken, and every fault found."""

    library: Library | None
    source: Source
    faults: tuple[Fault, ...]


def read_library(root: Path, cache: Path | None = None) -> Reading:
    """Read every content file below `root`; never raises for a faulty file, but reports all faults of all files.

    Files that `cache` knows by their text are not parsed again.
    """
    texts, faults = read_texts(root)
    return library_of(texts, faults, ParsedFiles(cache) if cache else None)


def read_texts(root: Path) -> tuple[dict[str, str], list[Fault]]:
    """The text of every content file by its name below `root`, and a fault for each that is no text."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        found = read_text(path, name)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            texts[name] = found
    return texts, faults


def edition_hash(texts: Mapping[str, str]) -> str:
    """The hash of an edition: of its files' names and of the hashes of their texts."""
    return content_hash({name: text_hash(text) for name, text in texts.items()})


def library_of(texts: Mapping[str, str], known: Sequence[Fault] = (), parsed: ParsedFiles | None = None) -> Reading:
    """The library of files that lie in a folder or in the store, by name; `known` are faults found before."""
    faults = list(known)
    files: dict[str, YamlFile] = {}
    with _uncollected():
        for name, text in sorted(texts.items()):  # a database may hand them out in another order
            found = parsed.parse(text, name) if parsed else parse_yaml(text, name)
            if isinstance(found, Fault):
                faults.append(found)
            else:
                files[name] = found
    if parsed:
        parsed.keep()
    source = Source(files)
    vocabulary = _one(files, "vocabulary.yaml", _VOCABULARY, faults)
    actors = _one(files, "actors.yaml", _ACTORS, faults)
    catalogues = tuple(_each(files, "plans/", _CATALOGUE, faults))
    modules = tuple(sorted(_each(files, "modules/", _MODULE, faults), key=lambda m: (m.order, m.module)))
    policies = tuple(policy for group in _each(files, "policies/", _POLICIES, faults) for policy in group)
    targets = tuple(target for group in _each(files, "targets/", _TARGETS, faults) for target in group)
    if faults or vocabulary is None or actors is None:
        return Reading(None, source, tuple(sorted(faults)))
    library = Library(edition_hash(texts), catalogues, modules, policies, targets, vocabulary, actors)
    return Reading(library, source, ())


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: parsing makes many objects and no cycles, and the search takes a third of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load_library(root: Path, cache: Path | None = None) -> Library:
    """The library of a folder; raises ContentError with every fault where there is one."""
    reading = read_library(root, cache)
    if reading.library is None:
        raise ContentError(reading.faults)
    return reading.library


def _each(files: Mapping[str, YamlFile], folder: str, adapter: TypeAdapter[T], faults: list[Fault]) -> Iterator[T]:
    for name in files:
        if name.startswith(folder):
            value = _one(files, name, adapter, faults)
            if value is not None:
                yield value


def _one(files: Mapping[str, YamlFile], name: str, adapter: TypeAdapter[T], faults: list[Fault]) -> T | None:
    file = files.get(name)
    if file is None:
        if not any(fault.file == name for fault in faults):
            faults.append(Fault(name, 0, "the file is missing"))
        return None
    try:
        return adapter.validate_python(file.data)
    except ValidationError as error:
        faults.extend(_faults(file, error))
        return None


def _faults(file: YamlFile, error: ValidationError) -> Iterable[Fault]:
    """One fault a place: the names of union members that pydantic puts into a path are not places and are skipped."""
    seen: set[tuple[int, str]] = set()
    for detail in error.errors():
        path = _real_path(file, detail["loc"])
        where = ".".join(str(step) for step in path)
        message = f"{where}: {detail['msg']}" if where else detail["msg"]
        if (file.line(path), message) not in seen:
            seen.add((file.line(path), message))
            yield file.fault(path, message)


def _real_path(file: YamlFile, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    for number, step in enumerate(location):
        if (*path, step) in file.lines or number == len(location) - 1:
            path = (*path, step)
    return path
