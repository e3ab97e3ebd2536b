"""From a draft on the desk to the files of an edition: what changes, what stays, and where faults come from."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.advice.soundness import check_texts
from selfcheck.kernel.errors import Fault
from selfcheck.kernel.ids import ModuleId, PlanId, PolicyId, QuestionId, RegionCode
from selfcheck.kernel.yaml_file import YamlFile, parse_yaml
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import DraftItem, PlanDraft, accept, change, draft_of, link, reject
from selfcheck.plans.extract import extract_items
from selfcheck.questionnaires.drafted import Drafted, DraftedPolicy, DraftedQuestion, DraftedTarget
from selfcheck.questionnaires.edit import Edited, ForeignFormError, Origin, UnfinishedPlanError, edited, missing_fields
from selfcheck.questionnaires.entries import entries_of
from selfcheck.questionnaires.library import library_of, read_texts
from selfcheck.questionnaires.written import item_lines, question_lines
from selfcheck.questionnaires.yaml_words import block, flow
from selfcheck.wording.text import Text
from tests.plans.test_draft import DOCUMENT
from tests.questionnaires.small import FILES as SMALL

CONTENT = Path(__file__).parents[2] / "questionnaires"
FILES, _ = read_texts(CONTENT)
LIBRARY = library_of(FILES).library
PLAN = PlanId("demo-2024")
SHORT = Text("演示市 2024", "Demo City 2024")
NEW, OFFER = QuestionId("demo-2024-q1"), PolicyId("demo-2024-p1")
ACCEPTED = DraftedQuestion(
    NEW,
    ModuleId("cqo"),
    {
        "kind": "yes_no",
        "text": {
            "zh": "演示：首席质量官有没有任命书？",
            "en": "Demo: does the chief quality officer have a letter of appointment?",
        },
        "evidence": [{"fresh_months": 12, "en": "the letter, signed", "zh": "签字的任命书", "required": True}],
        "weight": 2,
        "remedy": {"days": 5, "effort": 1, "zh": "补签任命书。", "en": "Have the letter signed."},
    },
)
GRANT = DraftedPolicy(
    OFFER,
    {
        "title": {"zh": "演示奖励", "en": "Demo grant"},
        "authority": [],
        "valid": {"from": "2024-05-01", "until": None},
        "cases": [
            {"name": "inside", "verdict": "eligible", "facts": {"region": "360703"}},
            {"name": "outside", "verdict": "not_eligible", "missing": ["in-region"], "facts": {"region": "330100"}},
        ],
    },
)


def start() -> PlanDraft:
    found = draft_of(PLAN, DOCUMENT, extract_items(DOCUMENT))
    head = replace(
        found.head, title="演示市方案", issuer="演示市人民政府", date=date(2024, 5, 1), region=RegionCode("360700")
    )
    return replace(found, head=head)


def of_kind(draft: PlanDraft, kind: ItemKind) -> DraftItem:
    return next(item for item in draft.items if item.kind is kind)


def whole() -> tuple[PlanDraft, Drafted]:
    """A draft with a duty behind a new question, one behind the bank's, an offer, and an aim that nothing feeds."""
    draft = start()
    duties = [item.number for item in draft.items if item.kind is ItemKind.OBLIGATION]
    draft = accept(link(draft, duties[0], question=NEW), duties[0])
    draft = accept(link(draft, duties[1], question=QuestionId("cqo-authority")), duties[1])
    offer, aim = of_kind(draft, ItemKind.SUPPORT), of_kind(draft, ItemKind.TARGET)
    draft = accept(accept(link(draft, offer.number, policy=OFFER), offer.number), aim.number)
    assert aim.figure is not None
    body = {
        "title": {"zh": "演示指标", "en": "Demo figure"},
        "not_fed": {"zh": "企业没有这个数字。", "en": "Companies do not hold this figure."},
    }
    body |= (
        {"unit": {"zh": aim.figure.unit, "en": "%" if aim.figure.unit == "%" else "pieces"}} if aim.figure.unit else {}
    )
    return draft, Drafted((ACCEPTED,), (GRANT,), (DraftedTarget(aim.number, body),), SHORT)


def edit(draft: PlanDraft, drafted: Drafted, files: dict[str, str] | None = None) -> Edited:
    texts = FILES if files is None else files
    library = library_of(texts).library
    assert library is not None
    return edited(texts, draft, drafted, next((c for c in library.catalogues if c.plan.id == draft.plan), None))


def test_every_file_that_it_may_write_comes_back_to_the_byte() -> None:
    for name, text in FILES.items():
        held = entries_of(text)
        assert held.text == text, name
        parsed = parse_yaml(text, name)
        assert isinstance(parsed, YamlFile)
        data = parsed.data
        listed = data if isinstance(data, list) else data.get("items", data.get("questions", []))  # type: ignore[attr-defined]  # a mapping
        assert [entry.id for entry in held.entries] == [each["id"] for each in listed], name


@pytest.mark.parametrize("plan", ["ganzhou-2024", "nantong-2017"])
def test_items_are_written_as_the_files_have_them(plan: str) -> None:
    assert LIBRARY is not None
    held = entries_of(FILES[f"plans/{plan}.yaml"])
    catalogue = next(found for found in LIBRARY.catalogues if found.plan.id == plan)
    for item, entry in zip(catalogue.items, held.entries, strict=True):
        written = "".join(f"  {line}\n" for line in item_lines(item))
        assert written == entry.body


def test_questions_of_every_kind_say_the_same_when_written_again() -> None:
    for name, text in FILES.items():
        if name.startswith("modules/"):
            parsed = parse_yaml(text, name)
            assert isinstance(parsed, YamlFile)
            for question in parsed.data["questions"]:  # type: ignore[index]  # a module
                known = {key: value for key, value in question.items() if key not in {"asked_when", "only_for"}}
                again = parse_yaml("\n".join(question_lines(question["id"], known)), name)
                assert isinstance(again, YamlFile)
                assert again.data == [known]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_read_back(text: str) -> None:
    for quote in "'\"":
        found = parse_yaml(
            f"a: {block(text, quote)}\nb: {flow({'x': text, 'y': [text, 1.5, None, True]}, quote)}\n", ""
        )
        assert isinstance(found, YamlFile)
        assert found.data == {"a": text, "b": {"x": text, "y": [text, 1.5, None, True]}}


def test_a_plan_of_which_nothing_was_accepted_changes_no_file_of_others() -> None:
    found = edit(start(), Drafted(short=SHORT)).files
    assert {name for name in found if found[name] != FILES.get(name)} == {"plans/demo-2024.yaml"}
    assert found.keys() - FILES.keys() == {"plans/demo-2024.yaml"}


def test_what_was_accepted_stands_where_it_belongs_and_is_sound() -> None:
    draft, drafted = whole()
    found = edit(draft, drafted).files
    assert check_texts(found).faults == ()
    library = library_of(found).library
    assert library is not None
    first, second, *_ = (item for item in draft.items if item.kind is ItemKind.OBLIGATION)
    assert library.questions[NEW].obligations == (f"demo-2024-{first.number:03d}",)
    assert library.questions[QuestionId("cqo-authority")].obligations[-1] == f"demo-2024-{second.number:03d}"
    assert library.policies_by_id[OFFER].plan == PLAN
    assert len(library.targets_by_plan[PLAN]) == 1
    assert library.plans[PLAN].short == SHORT
    module = found["modules/cqo.yaml"]
    assert module.startswith(FILES["modules/cqo.yaml"][:400])
    assert (
        '    evidence:\n      - {zh: 签字的任命书, en: "the letter, signed", required: true, fresh_months: 12}\n'
        in module
    )
    changed = {name for name in found if found[name] != FILES.get(name)}
    assert changed == {"plans/demo-2024.yaml", "modules/cqo.yaml", "policies/demo-2024.yaml", "targets/demo-2024.yaml"}


def test_editing_again_changes_nothing_and_a_change_of_mind_is_taken_out() -> None:
    draft, drafted = whole()
    once = dict(edit(draft, drafted).files)
    assert edit(draft, drafted, once).files == once
    for item in draft.items:
        draft = reject(draft, item.number)
    again = edit(draft, drafted, once).files
    assert {name: text for name, text in again.items() if name != "plans/demo-2024.yaml"} == FILES


def test_what_is_no_longer_drafted_is_taken_out() -> None:
    draft, drafted = whole()
    once = dict(edit(draft, drafted).files)
    for item in draft.items:
        draft = link(draft, item.number) if item.question == NEW or item.policy == OFFER else draft
    again = edit(draft, Drafted(targets=drafted.targets, short=SHORT), once).files
    assert NEW not in again["modules/cqo.yaml"]
    assert "policies/demo-2024.yaml" not in again
    assert check_texts(again).faults == ()


def test_a_doubtful_item_is_entered_and_serves_nothing() -> None:
    draft, drafted = whole()
    item = of_kind(draft, ItemKind.OBLIGATION)
    draft = accept(change(draft, item.number, borderline=True, note="主体不清"), item.number)
    found = edit(draft, drafted).files
    assert "note: 'borderline: 主体不清'" in found["plans/demo-2024.yaml"]
    assert NEW not in found["modules/cqo.yaml"]
    assert check_texts(found).faults == ()


def test_an_offer_that_a_policy_carries_out_already_stands_under_also() -> None:
    assert LIBRARY is not None
    policy = next(each for each in LIBRARY.policies if each.plan == "jiangxi-2023" and each.kind == "support")
    draft, drafted = whole()
    offer = of_kind(draft, ItemKind.SUPPORT)
    found = edit(accept(link(draft, offer.number, policy=policy.id), offer.number), drafted).files
    assert check_texts(found).faults == ()
    library = library_of(found).library
    assert library is not None
    assert library.policies_by_id[policy.id].items[-1] == f"demo-2024-{offer.number:03d}"
    assert "policies/demo-2024.yaml" not in found


def test_faults_are_led_back_to_what_caused_them() -> None:
    draft, drafted = whole()
    drafted = replace(drafted, targets=(), questions=(replace(ACCEPTED, body={**ACCEPTED.body, "weight": 11}),))
    aim = of_kind(draft, ItemKind.TARGET)
    found = edit(draft, drafted)
    (fault,) = check_texts(found.files).faults
    assert found.origin_of(fault) == Origin(drafted=NEW)
    drafted = replace(drafted, questions=(ACCEPTED,))
    found = edit(draft, drafted)
    (fault,) = check_texts(found.files).faults
    assert found.origin_of(fault) == Origin(item=aim.number)
    assert found.origin_of(Fault("actors.yaml", 3, "there is no fact")) is None


def test_a_known_plan_keeps_what_was_written_by_hand() -> None:
    draft = replace(start(), plan=PlanId("city"))
    files = {**SMALL, "modules/lead.yaml": SMALL["modules/lead.yaml"]}
    duty = of_kind(draft, ItemKind.OBLIGATION)
    where = f'clause: "{duty.clause}", anchor: {duty.anchor}'
    by_hand = f"  - {{id: c-9, kind: obligation, {where}, actor: enterprise, modality: promoted, topic: cqo}}\n"
    files["plans/city.yaml"] += by_hand
    draft = accept(link(draft, duty.number, question=QuestionId("officer")), duty.number)
    found = edit(draft, Drafted(short=SHORT), files).files
    assert found["plans/city.yaml"] == files["plans/city.yaml"]
    assert "obligations: [c-1, p-1, c-9]" in found["modules/lead.yaml"]


def test_a_head_with_gaps_is_not_published() -> None:
    draft = replace(start(), head=replace(start().head, issuer=None))
    assert missing_fields(draft, Drafted()) == ("issuer", "short")
    with pytest.raises(UnfinishedPlanError) as refused:
        edit(draft, Drafted())
    assert refused.value.fields == ("issuer", "short")


def test_a_list_over_several_lines_is_left_to_a_person() -> None:
    files = {
        **SMALL,
        "modules/lead.yaml": SMALL["modules/lead.yaml"].replace("[c-1, p-1]", "\n      - c-1\n      - p-1"),
    }
    draft = start()
    duty = of_kind(draft, ItemKind.OBLIGATION)
    with pytest.raises(ForeignFormError):
        edit(accept(link(draft, duty.number, question=QuestionId("officer")), duty.number), Drafted(short=SHORT), files)
