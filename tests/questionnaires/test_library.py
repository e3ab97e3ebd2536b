"""Content files: what reads cleanly, and how every kind of mistake is reported."""

from pathlib import Path

import pytest

from selfcheck.advice.soundness import check_content
from selfcheck.kernel.errors import ContentError
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.library import load_library, read_library
from tests.questionnaires.small import write_content


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in check_content(root).faults]


def test_a_sound_folder_has_no_faults(tmp_path: Path) -> None:
    assert faults(write_content(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("modules_lead", "weight: 3", "weight: three", "modules/lead.yaml:9: questions.0.weight: Input should be"),
        ("modules_lead", "weight: 3", "wieght: 3", "modules/lead.yaml:9: questions.0.wieght: Unexpected keyword"),
        ("modules_lead", "kind: yes_no", "kind: maybe", "modules/lead.yaml:6: questions.0: Input tag 'maybe'"),
        ("modules_lead", "[c-2]", "[c-9]", "modules/lead.yaml:21: there is no item c-9"),
        ("modules_lead", "[c-2]", "[c-3]", "modules/lead.yaml:21: c-3 is not an obligation"),
        ("modules_lead", "[c-2]", "[c-4]", "modules/lead.yaml:21: c-4 is borderline"),
        ("modules_lead", "id: food", "id: officer", "modules/lead.yaml:6: the question officer stands twice"),
        (
            "modules_lead",
            "{zh: 有没有首席质量官？, en: Is there a chief quality officer?}",
            "{zh: 有？}",
            "questions.0.text.en",
        ),
        ("policies_city", 'clause: "3"', 'clause: "4"', "policies/city.yaml:5: c-3 stands in clause 3"),
        ("policies_city", "fact: certificates", "fact: certificate", "there is no fact 'certificate'"),
        ("policies_city", "value: haccp", "value: hacp", "hacp is not a word of certificates"),
        (
            "policies_city",
            "verdict: nearly",
            "verdict: eligible",
            "city-grant: not yet: the verdict is nearly, not eligible",
        ),
        ("plans_city", "actor: food_producer", "actor: baker", "plans/city.yaml:4: there is no actor baker"),
        ("plans_city", "actor: food_producer", "actor: region", "modules/lead.yaml:21: c-2 addresses region, which no"),
        (
            "policies_city",
            "from: 2024-04-21",
            "from: 2020-01-01",
            "policies/city.yaml:8: the policy begins",
        ),
        ("policies_city", "  item: c-3\n", "  item: c-3\n  also: [c-9]\n", "there is no item c-9"),
        ("policies_city", "  item: c-3\n", "  item: c-3\n  also: [c-3]\n", "another policy carries out c-3 too"),
        ("policies_city", "  item: c-3\n", "  item: c-3\n  also: [p-1]\n", "p-1 is of kind obligation"),
        (
            "policies_city",
            "  item: c-3\n",
            "  item: c-3\n  also: [p-1]\n",
            "p-1 belongs to province, whose region lies outside",
        ),
        ("policies_city", "name: not yet", "name: certified", "a name stands twice under cases"),
        (
            "policies_city",
            "fact: certificates, op: has, value: haccp",
            "fact: answer:officer, op: at_least, value: 3",
            "at_least does not fit the answer to officer, which is of kind yes_no",
        ),
        ("modules_lead", "effort: 2, days: 10", "effort: 2, days: 10, after: [food]", "the remedy waits for itself"),
        ("actors", ", condition: {all: []}", "", "an actor has either a condition or a reason"),
        ("plans_city", 'region: "360700"', 'region: "360799"', "plans/city.yaml:1: there is no region 360799"),
        ("plans_city", 'region: "360700"', "region: [", "plans/city.yaml:1: did not find expected"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, file: str, old: str, new: str, expected: str) -> None:
    found = faults(write_content(tmp_path, **{file: (old, new)}))
    assert any(expected in fault for fault in found), found


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    write_content(tmp_path, modules_lead=("weight: 3", "weight: three"), actors=("企业", ""))
    with pytest.raises(ContentError) as raised:
        load_library(tmp_path)
    assert {fault.file for fault in raised.value.faults} == {"actors.yaml", "modules/lead.yaml"}


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    first = load_library(write_content(tmp_path / "a"))
    same = load_library(write_content(tmp_path / "b"))
    other = load_library(write_content(tmp_path / "c", modules_lead=("weight: 3", "weight: 4")))
    assert first.version == same.version
    assert first.version != other.version


def test_what_is_cached_reads_as_what_is_parsed(tmp_path: Path) -> None:
    root, cache = write_content(tmp_path / "content"), tmp_path / "content.json"
    fresh = load_library(root)
    assert load_library(root, cache) == fresh
    kept = cache.read_text(encoding="utf-8")
    assert load_library(root, cache) == fresh
    assert cache.read_text(encoding="utf-8") == kept
    write_content(root, modules_lead=("weight: 3", "weight: 4"))
    assert load_library(root, cache) == load_library(root) != fresh
    assert load_library(root, cache).questions[QuestionId("officer")].weight == 4


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": '])
def test_a_damaged_cache_is_built_again(tmp_path: Path, damage: str) -> None:
    root, cache = write_content(tmp_path / "content"), tmp_path / "content.json"
    cache.write_text(damage, encoding="utf-8")
    assert load_library(root, cache) == load_library(root)
    assert len(cache.read_text(encoding="utf-8")) > 1000


def test_a_fault_in_cached_content_still_has_its_line(tmp_path: Path) -> None:
    root, cache = (
        write_content(tmp_path / "content", modules_lead=("weight: 3", "weight: x")),
        tmp_path / "content.json",
    )
    for _ in range(2):
        (fault,) = read_library(root, cache).faults
        assert str(fault).startswith("modules/lead.yaml:9: questions.0.weight")


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    assert load_library(write_content(tmp_path), tmp_path / "none/content.json").questions
