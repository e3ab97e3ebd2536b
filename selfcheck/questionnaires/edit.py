"""From a draft on the desk to the files of a new edition: text goes in where it belongs, all else stays as it was.

Items that are accepted make the plan's catalogue, stand behind the questions that they are linked to, and are carried
out by policies. Doubtful ones are entered and serve nothing. What an earlier edit of the same plan brought gives way to
what the desk says now, so that a plan may be corrected and published again; what people wrote by hand stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from selfcheck.kernel.errors import Fault, SelfcheckError, marked
from selfcheck.kernel.ids import ItemId, PlanId
from selfcheck.plans.catalogue import Catalogue, CatalogueItem, ItemKind, Plan
from selfcheck.plans.draft import Decision, DraftItem, PlanDraft
from selfcheck.questionnaires.drafted import Body, Drafted, DraftedTarget, is_drafted
from selfcheck.questionnaires.entries import Entry, EntryFile, entries_of
from selfcheck.questionnaires.written import item_lines, plan_lines, policy_lines, question_lines, target_lines
from selfcheck.questionnaires.yaml_words import flow

Files = Mapping[str, str]
BORDERLINE = "borderline:"
NO_REASON = "an editor has doubts"
HEAD = ("title", "issuer", "date", "region")
OFFERS = frozenset({ItemKind.SUPPORT, ItemKind.AWARD})


class UnfinishedPlanError(SelfcheckError):
    """Without these fields a plan cannot be cited: `fields`, by their names in the head, and `short`."""

    message = marked("文件信息还不完整，补上后才能发布。")
    status = 422

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__()
        self.fields = fields


class ForeignFormError(SelfcheckError):
    """A list that a person has to edit, because it is not written on one line."""

    message = marked("文件里 %(entry)s 的 %(key)s 不在同一行，请先改成一行。")
    status = 422


@dataclass(frozen=True, slots=True)
class Origin:
    """What an entry of the new edition came from: an item by its number, or something drafted by its id."""

    item: int | None = None
    drafted: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The files of the new edition, and where the entries of this plan came from, by their id."""

    files: Files
    origins: Mapping[str, Origin]

    def origin_of(self, fault: Fault) -> Origin | None:
        """What to mend for a fault; None where it lies in nothing that this plan brought."""
        at = _entry_at(self.files.get(fault.file, ""), fault.line)
        named = (name for name in (at, *re.findall(r"[\w-]+", fault.message)) if name in self.origins)
        return next((self.origins[name] for name in named), None)


def edited(files: Files, draft: PlanDraft, drafted: Drafted, known: Catalogue | None) -> Edited:
    """The files with the plan in them; `known` is the plan's catalogue as these files have it.

    Raises UnfinishedPlanError, ForeignFormError.
    """
    ids = _ids(draft, known)
    taken = tuple(item for item in draft.items if item.decision is Decision.ACCEPTED)
    serving = tuple(item for item in taken if not item.borderline)
    found = {**files, **_catalogue(files, draft, drafted, ids, taken)}
    found |= _modules(
        found, draft.plan, drafted, [(ids[i.number], i) for i in serving if i.kind is ItemKind.OBLIGATION]
    )
    found |= _policies(found, draft.plan, drafted, [(ids[i.number], i) for i in serving if i.kind in OFFERS])
    found |= _targets(found, draft.plan, drafted, [(ids[i.number], i) for i in serving if i.kind is ItemKind.TARGET])
    origins: dict[str, Origin] = {ids[item.number]: Origin(item=item.number) for item in taken}
    origins |= {question.id: Origin(drafted=question.id) for question in drafted.questions}
    origins |= {policy.id: Origin(drafted=policy.id) for policy in drafted.policies}
    return Edited({name: text for name, text in found.items() if text}, origins)


def missing_fields(draft: PlanDraft, drafted: Drafted) -> tuple[str, ...]:
    """What the plan's head still lacks, in the order of the form."""
    missing = [name for name in HEAD if getattr(draft.head, name) is None]
    return (*missing, *(() if drafted.short else ("short",)))


def _ids(draft: PlanDraft, known: Catalogue | None) -> Mapping[int, ItemId]:
    """The id of every item: that of the entry written by hand that it repeats, else one made of plan and number."""
    by_hand = [item for item in known.items if not _is_ours(draft.plan, item.id)] if known else []
    found: dict[int, ItemId] = {}
    for item in draft.items:
        same = next((old for old in by_hand if _is_same(draft, item, old)), None)
        if same is not None:
            by_hand.remove(same)
        found[item.number] = same.id if same else ItemId(f"{draft.plan}-{item.number:03d}")
    return found


def _is_same(draft: PlanDraft, item: DraftItem, old: CatalogueItem) -> bool:
    return (old.kind, old.clause) == (item.kind, item.clause) and old.anchor in draft.words(item)


def _is_ours(plan: PlanId, item: str) -> bool:
    return re.fullmatch(rf"{re.escape(plan)}-\d{{3,}}", item) is not None


def _catalogue(
    files: Files, draft: PlanDraft, drafted: Drafted, ids: Mapping[int, ItemId], taken: Iterable[DraftItem]
) -> Files:
    name = f"plans/{draft.plan}.yaml"
    held = entries_of(files.get(name, ""))
    kept = held.without(entry.id for entry in held.entries if _is_ours(draft.plan, entry.id))
    if not kept.entries:
        kept = EntryFile("\n".join(plan_lines(_plan(draft, drafted))) + "\n\n", indent="  ")
    by_hand = {entry.id for entry in kept.entries}
    for item in taken:
        if ids[item.number] not in by_hand:
            kept = kept.having(ids[item.number], item_lines(_item(ids[item.number], item)))
    return {name: kept.text}


def _plan(draft: PlanDraft, drafted: Drafted) -> Plan:
    head, missing = draft.head, missing_fields(draft, drafted)
    if missing or head.title is None or head.issuer is None or head.date is None or head.region is None:
        raise UnfinishedPlanError(missing)
    if drafted.short is None:
        raise UnfinishedPlanError(missing)
    depth = 1 if head.region.endswith("0000") else 2 if head.region.endswith("00") else 3
    return Plan(
        id=draft.plan,
        title=head.title,
        short=drafted.short,
        issuer=head.issuer,
        date=head.date,
        level={1: "province", 2: "city", 3: "county"}[depth],
        region=head.region,
        doc_number=head.doc_number,
        horizon=date(head.horizon, 12, 31) if head.horizon else None,
    )


def _item(name: ItemId, item: DraftItem) -> CatalogueItem:
    note = item.note
    if item.borderline and not (note or "").startswith(BORDERLINE):
        note = f"{BORDERLINE} {note or NO_REASON}"
    return CatalogueItem(
        id=name,
        kind=item.kind,
        clause=item.clause,
        anchor=item.anchor,
        actor=item.actor,
        topic=item.topic,
        modality=item.modality,
        figure=item.figure,
        question_zh=item.question_zh,
        question_en=item.question_en,
        evidence_zh=item.evidence_zh,
        who_benefits=item.who_benefits,
        authority=item.authority,
        note=note,
    )


Linked = Iterable[tuple[ItemId, DraftItem]]


def _modules(files: Files, plan: PlanId, drafted: Drafted, duties: Linked) -> Files:
    linked = [(name, str(item.question)) for name, item in duties if item.question]
    found = {}
    for name, text in files.items():
        if not name.startswith("modules/"):
            continue
        held = entries_of(text)
        for entry in held.entries:
            own = [item for item, question in linked if question == entry.id]
            changed = _with_ids(entry, "obligations", plan, own)
            if changed is not entry and not _listed(changed, "obligations"):
                held = held.without([entry.id])  # it rested on nothing but this plan, for which it was drafted
            elif changed is not entry:
                held = held.with_body(entry.id, changed.body)
        for question in drafted.questions:
            if name == f"modules/{question.module}.yaml":
                held = _with_question(held, question.id, question.body, plan, linked)
        found[name] = held.text
    return found


def _with_question(
    held: EntryFile, name: str, body: Body, plan: PlanId, linked: Iterable[tuple[str, str]]
) -> EntryFile:
    """The module with the drafted question in it, where any duty stands behind it."""
    old = held.find(name)
    others = [item for item in _listed(old, "obligations") if not _is_ours(plan, item)] if old else []
    duties = [*others, *(item for item, question in linked if question == name and item not in others)]
    return held.having(name, question_lines(name, {**body, "obligations": duties})) if duties else held


def _policies(files: Files, plan: PlanId, drafted: Drafted, offers: Linked) -> Files:
    linked = [(name, item, str(item.policy)) for name, item in offers if item.policy]
    new = {policy.id for policy in drafted.policies}
    own_file = f"policies/{plan}.yaml"
    found = {}
    for name in sorted({own_file, *(name for name in files if name.startswith("policies/"))}):
        held = entries_of(files.get(name, ""))
        held = held.without(entry.id for entry in held.entries if entry.id not in new and is_drafted(plan, entry.id))
        for entry in held.entries:
            if entry.id not in new:
                changed = _with_ids(entry, "also", plan, [item for item, _, policy in linked if policy == entry.id])
                held = held.with_body(entry.id, changed.body)
        if name == own_file:
            for policy in drafted.policies:
                items = [(item, offer) for item, offer, linked_to in linked if linked_to == policy.id]
                held = _with_policy(_begun(held, drafted, _OFFERS_OF), plan, policy.id, policy.body, items)
        found[name] = held.text if held.entries else ""
    return found


_OFFERS_OF = "# Supports and awards of {short}.\n\n"
_TARGETS_OF = "# The figures that {short} aims at: what of companies' answers feeds them, or why nothing does.\n\n"


def _begun(held: EntryFile, drafted: Drafted, heading: str) -> EntryFile:
    """The file with the heading of the house where it is new."""
    if held.head or held.entries or drafted.short is None:
        return held
    return replace(held, head=heading.format(short=drafted.short.en))


def _with_policy(
    held: EntryFile, plan: PlanId, name: str, body: Body, items: list[tuple[ItemId, DraftItem]]
) -> EntryFile:
    """The file with the drafted policy in it, where any item is behind it."""
    if not items:
        return held.without([name])
    (first, item), *others = items
    whole = {**body, "kind": item.kind.value, "plan": plan, "clause": item.clause, "item": first}
    whole |= {"also": [other for other, _ in others]} if others else {}
    return held.having(name, policy_lines(name, whole))


def _targets(files: Files, plan: PlanId, drafted: Drafted, aims: Linked) -> Files:
    name = f"targets/{plan}.yaml"
    held = entries_of(files.get(name, ""))
    held = held.without(entry.id for entry in held.entries if _is_ours(plan, entry.id))
    told = {target.item: target for target in drafted.targets}
    for item_id, item in aims:
        if item.number in told and item.figure is not None:
            body = _target(plan, item_id, item, told[item.number])
            held = _begun(held, drafted, _TARGETS_OF).having(item_id, target_lines(item_id, body))
    return {name: held.text if held.entries else ""}


def _target(plan: PlanId, name: ItemId, item: DraftItem, told: DraftedTarget) -> Body:
    """The target's body; the figure is the item's, so that both say the same."""
    figure = item.figure
    if figure is None:
        raise TypeError(item)
    fixed = {"plan": plan, "clause": item.clause, "item": name, "metric": figure.metric}
    op = "=" if figure.op == "==" else figure.op
    return {**told.body, **fixed, "op": op, "value": figure.value} | ({"year": figure.by} if figure.by else {})


def _listed(entry: Entry, key: str) -> list[str]:
    found = re.search(rf"^ *{key}: *\[(.*)\] *$", entry.body, re.MULTILINE)
    return [name.strip() for name in found[1].split(",") if name.strip()] if found else []


def _with_ids(entry: Entry, key: str, plan: PlanId, own: list[ItemId]) -> Entry:
    """The entry with these ids of the plan in its list for any others of the plan; unchanged where they are those."""
    before = _listed(entry, key)
    others = [name for name in before if not _is_ours(plan, name)]
    after = [*others, *(name for name in own if name not in others)]
    if sorted(after) == sorted(before):
        return entry
    changed = replace(entry, body="\n".join(_rewritten(entry.body.split("\n"), key, after)))
    if _listed(changed, key) != after:
        raise ForeignFormError(entry=entry.id, key=key)
    return changed


def _rewritten(lines: Sequence[str], key: str, ids: Sequence[str]) -> Iterator[str]:
    """The lines with the list in place of the old one; a list that is new stands below the line of `item`."""
    has_list = any(re.match(rf" *{key}: *\[", line) for line in lines)
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        if re.match(rf" *{key}: *\[", line):
            if ids or key == "obligations":
                yield f"{indent}{key}: {flow(ids)}"
        else:
            yield line
            if not has_list and line.lstrip().startswith("item:"):
                yield f"{indent}{key}: {flow(ids)}"


def _entry_at(text: str, line: int) -> str:
    """The id of the entry in which the line (from 1) lies, empty where there is none."""
    held = entries_of(text)
    last = held.head.count("\n")
    for entry in held.entries:
        last += entry.above.count("\n") + entry.body.count("\n")
        if line <= last:
            return entry.id
    return ""
