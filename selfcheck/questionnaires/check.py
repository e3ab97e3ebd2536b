"""What must hold between content files: every reference resolves, every code is known, every ladder can be climbed."""

from collections import Counter
from collections.abc import Iterator

from selfcheck.kernel.errors import Fault
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.regions import contains, find_region
from selfcheck.plans.catalogue import CatalogueItem, Figure, ItemKind, Plan
from selfcheck.policies.policy import Policy
from selfcheck.questionnaires.library import Library, Source
from selfcheck.questionnaires.question import ChecklistQuestion, Module, NumberQuestion, Question, TableQuestion
from selfcheck.questionnaires.target import Feed, Target
from selfcheck.rules.condition import FITTING_ANSWER, Condition, Test, list_tests
from selfcheck.rules.fact import find_fact, question_of

Path = tuple[str | int, ...]


def check_library(library: Library, source: Source) -> tuple[Fault, ...]:
    """Every fault between the files of a library that reads cleanly, sorted by file and line."""
    checks = (_check_catalogues, _check_modules, _check_policies, _check_targets, _check_unclassified, _check_actors)
    return tuple(sorted(fault for check in checks for fault in check(library, source)))


def _check_catalogues(library: Library, source: Source) -> Iterator[Fault]:
    seen = Counter(item.id for catalogue in library.catalogues for item in catalogue.items)
    for catalogue in library.catalogues:
        name = f"plans/{catalogue.plan.id}.yaml"
        if name not in source.files:
            yield Fault(name, 0, f"the plan {catalogue.plan.id} must lie in a file of that name")
            continue
        if find_region(catalogue.plan.region) is None:
            yield source.fault(name, ("plan", "region"), f"there is no region {catalogue.plan.region}")
        for number, item in enumerate(catalogue.items):
            at: Path = ("items", number)
            if seen[item.id] > 1:
                yield source.fault(name, (*at, "id"), f"the item {item.id} stands twice")
            if item.actor not in library.actors:
                yield source.fault(name, (*at, "actor"), f"there is no actor {item.actor}")
            if item.kind is ItemKind.OBLIGATION and item.modality is None and not item.borderline:
                yield source.fault(name, (*at, "modality"), f"the obligation {item.id} has no modality")


def _check_modules(library: Library, source: Source) -> Iterator[Fault]:
    seen = Counter(question.id for module in library.modules for question in module.questions)
    for module in library.modules:
        name = f"modules/{module.module}.yaml"
        if name not in source.files:
            yield Fault(name, 0, f"the module {module.module} must lie in a file of that name")
            continue
        earlier: set[str] = set()
        for number, question in enumerate(module.questions):
            at: Path = ("questions", number)
            if seen[question.id] > 1:
                yield source.fault(name, (*at, "id"), f"the question {question.id} stands twice")
            for path, message in _question_faults(library, module, question, earlier):
                yield source.fault(name, (*at, *path), message)
            earlier.add(question.id)


def _question_faults(
    library: Library, module: Module, question: Question, earlier: set[str]
) -> Iterator[tuple[Path, str]]:
    yield from _obligation_faults(library, question)
    if question.asked_when is not None and question.asked_when.question not in earlier:
        yield ("asked_when",), f"{question.asked_when.question} is not an earlier question of {module.module}"
    for number, before in enumerate(question.remedy.after):
        if before not in library.questions:
            yield ("remedy", "after", number), f"there is no question {before}"
    if question.veto and question.level is None:
        yield ("veto",), "a red line needs a level, so that leaving it open keeps the gate shut"
    for name in ("options", "columns"):
        ids = [part.id for part in getattr(question, name, ())]
        if len(set(ids)) != len(ids):
            yield (name,), f"an id stands twice under {name}"
    if question.id in _steps_before(library, question):
        yield ("remedy", "after"), "the remedy waits for itself"
    if question.only_for is not None:
        for message in _condition_faults(library, question.only_for):
            yield ("only_for",), message


def _steps_before(library: Library, question: Question) -> set[QuestionId]:
    """The questions whose remedies come before this one's, directly or not."""
    found: set[QuestionId] = set()
    waiting = list(question.remedy.after)
    while waiting:
        before = waiting.pop()
        if before not in found and before in library.questions:
            found.add(before)
            waiting.extend(library.questions[before].remedy.after)
    return found


def _is_apart(library: Library, item: CatalogueItem) -> bool:
    return item.actor in library.actors and library.actors[item.actor].not_for_companies is not None


def _obligation_faults(library: Library, question: Question) -> Iterator[tuple[Path, str]]:
    for number, item in enumerate(question.obligations):
        at: Path = ("obligations", number)
        if item not in library.items:
            yield at, f"there is no item {item}"
        elif library.items[item][1].kind is not ItemKind.OBLIGATION:
            yield at, f"{item} is not an obligation"
        elif library.items[item][1].borderline:
            yield at, f"{item} is borderline and serves no questionnaire"
        elif _is_apart(library, library.items[item][1]):
            yield at, f"{item} addresses {library.items[item][1].actor}, which no company can be"
    if len(set(question.obligations)) != len(question.obligations):
        yield ("obligations",), "an obligation stands twice"


def _check_policies(library: Library, source: Source) -> Iterator[Fault]:
    seen = Counter(policy.id for policy in library.policies)
    items = Counter(item for policy in library.policies for item in policy.items)
    for name, file in source.files.items():
        if not name.startswith("policies/") or not isinstance(file.data, list):
            continue
        for number, data in enumerate(file.data):
            policy = library.policies_by_id[data["id"]]
            if seen[policy.id] > 1:
                yield file.fault((number, "id"), f"the policy {policy.id} stands twice")
            for item in policy.items:
                if items[item] > 1:
                    yield file.fault((number, "item"), f"another policy carries out {item} too")
            for path, message in _policy_faults(library, policy):
                yield file.fault((number, *path), message)


def _policy_faults(library: Library, policy: Policy) -> Iterator[tuple[Path, str]]:
    if policy.plan not in library.plans:
        yield ("plan",), f"there is no plan {policy.plan}"
    if policy.item not in library.items:
        yield ("item",), f"there is no item {policy.item}"
    else:
        yield from _item_faults(policy, *library.items[policy.item])
    for place, also in enumerate(policy.also):
        if also not in library.items:
            yield ("also", place), f"there is no item {also}"
        elif policy.plan in library.plans:
            yield from _also_faults(policy, library.plans[policy.plan], *library.items[also])
    for name, ids in (("confirm", [c.id for c in policy.confirm]), ("cases", [case.name for case in policy.cases])):
        if len(set(ids)) != len(ids):
            yield (name,), f"a name stands twice under {name}"
    for message in _condition_faults(library, policy.condition):
        yield (), message


def _item_faults(policy: Policy, plan: Plan, item: CatalogueItem) -> Iterator[tuple[Path, str]]:
    if plan.id != policy.plan:
        yield ("item",), f"{policy.item} belongs to {plan.id}"
    if item.kind.value != policy.kind.value:
        yield ("kind",), f"{policy.item} is of kind {item.kind}"
    if item.clause != policy.clause:
        yield ("clause",), f"{policy.item} stands in clause {item.clause}"
    if item.borderline:
        yield ("item",), f"{policy.item} is borderline and serves no company"
    if policy.valid.from_ is not None and policy.valid.from_ < plan.date:
        yield ("valid",), f"the policy begins before its plan, which is of {plan.date}"


def _also_faults(policy: Policy, own: Plan, plan: Plan, item: CatalogueItem) -> Iterator[tuple[Path, str]]:
    if item.kind.value != policy.kind.value:
        yield ("also",), f"{item.id} is of kind {item.kind}"
    if item.borderline:
        yield ("also",), f"{item.id} is borderline and serves no company"
    if not contains(own.region, plan.region):
        yield ("also",), f"{item.id} belongs to {plan.id}, whose region lies outside {own.region}"


def _check_targets(library: Library, source: Source) -> Iterator[Fault]:
    ids = Counter(target.id for target in library.targets)
    items = Counter(target.item for target in library.targets)
    for name, file in source.files.items():
        if not name.startswith("targets/") or not isinstance(file.data, list):
            continue
        for number, data in enumerate(file.data):
            target = next(found for found in library.targets if found.id == data["id"])
            if ids[target.id] > 1:
                yield file.fault((number, "id"), f"the target {target.id} stands twice")
            if items[target.item] > 1:
                yield file.fault((number, "item"), f"{target.item} is classified twice")
            if name != f"targets/{target.plan}.yaml":
                yield file.fault((number, "plan"), f"targets of {target.plan} lie in a file of that name")
            for path, message in _target_faults(library, target):
                yield file.fault((number, *path), message)


def _target_faults(library: Library, target: Target) -> Iterator[tuple[Path, str]]:
    if target.item not in library.items:
        yield ("item",), f"there is no item {target.item}"
        return
    plan, item = library.items[target.item]
    if plan.id != target.plan:
        yield ("item",), f"{target.item} belongs to {plan.id}"
    if item.kind is not ItemKind.TARGET or item.borderline:
        yield ("item",), f"{target.item} is {'borderline' if item.borderline else f'of kind {item.kind}'}"
    if item.clause != target.clause:
        yield ("clause",), f"{target.item} stands in clause {item.clause}"
    if item.figure is not None:
        yield from _figure_faults(target, item.figure)
    if target.feed is not None:
        for message in _feed_faults(library, target.feed):
            yield ("feed",), message


def _figure_faults(target: Target, figure: Figure) -> Iterator[tuple[Path, str]]:
    """A target repeats the figure of its item, so that a slip of the pen in either is found."""
    value = target.value
    told = {
        "metric": (target.metric, figure.metric),
        "op": (target.op.value, "=" if figure.op == "==" else figure.op),
        "value": (tuple(map(float, value)) if isinstance(value, tuple) else float(value), figure.value),
        "unit": (target.unit.zh if target.unit else None, figure.unit),
        "year": (target.year, figure.by),
    }
    for name, (here, there) in told.items():
        if here != there:
            yield (name,), f"{target.item} says {there}"


def _feed_faults(library: Library, feed: Feed) -> Iterator[str]:
    yield from _condition_faults(library, feed.among)
    if feed.test is not None:
        yield from _condition_faults(library, feed.test)
    if feed.question is None:
        return
    question = library.questions.get(feed.question)
    if question is None:
        if feed.test is None:
            yield f"there is no question {feed.question}"
        return
    if feed.test is None and not isinstance(question, NumberQuestion | TableQuestion):
        yield f"a {question.kind} question cannot feed a {feed.aggregate}"
    if question.asked_when is not None:
        yield f"{question.id} is asked only after another answer, so its answer may be out of reach"


def _check_unclassified(library: Library, source: Source) -> Iterator[Fault]:
    classified = {target.item for target in library.targets}
    for catalogue in library.catalogues:
        for number, item in enumerate(catalogue.items):
            if item.kind is ItemKind.TARGET and not item.borderline and item.id not in classified:
                name = f"plans/{catalogue.plan.id}.yaml"
                yield source.fault(name, ("items", number), f"the target {item.id} has no entry under targets/")


def _check_actors(library: Library, source: Source) -> Iterator[Fault]:
    for code, actor in library.actors.items():
        if actor.condition is not None:
            for message in _condition_faults(library, actor.condition):
                yield source.fault("actors.yaml", (code, "condition"), message)


def _condition_faults(library: Library, condition: Condition) -> Iterator[str]:
    for test in list_tests(condition):
        name = question_of(test.fact)
        if name is not None:
            yield from _answer_faults(library.questions.get(QuestionId(name)), name, test)
        yield from _unknown_words(library, test)


def _answer_faults(question: Question | None, name: str, test: Test) -> Iterator[str]:
    if question is None:
        yield f"there is no question {name}"
        return
    if test.op not in FITTING_ANSWER.get(question.kind, ()):
        yield f"{test.op} does not fit the answer to {name}, which is of kind {question.kind}"
    elif isinstance(question, ChecklistQuestion):
        for word in set(test.words) - {option.id for option in question.options}:
            yield f"{word} is not an option of {name}"


def _unknown_words(library: Library, test: Test) -> Iterator[str]:
    kind = find_fact(test.fact)
    if kind is not None and kind.vocabulary is not None:
        known = library.vocabulary.words(kind.vocabulary)
        for word in test.words:
            if word not in known:
                yield f"{word} is not a word of {kind.vocabulary}"
