"""The semantic diff: every kind of change is told, and only what may spoil an answer breaks."""

from pathlib import Path

import pytest

from selfcheck.questionnaires.diff import Change, What, library_changes
from selfcheck.questionnaires.library import Library, load_library
from tests.questionnaires.small import write_content

MORE = """\
module: more
order: 20
title: {zh: 其他, en: More}
lead: {zh: 其他。, en: More.}
questions:
  - id: share
    kind: number
    text: {zh: 占比多少？, en: Which share?}
    weight: 1
    unit: {zh: "%", en: "%"}
    limits: {min: 0, max: 100}
    floor: 0
    target: 90
    remedy: {zh: 提高。, en: Raise it., effort: 2, days: 30}
    obligations: [c-1]
  - id: points
    kind: checklist
    text: {zh: 写明了哪些？, en: Which points?}
    weight: 2
    options: [{id: a, zh: 甲, en: A, required: true}, {id: b, zh: 乙, en: B}, {id: c, zh: 丙, en: C}]
    evidence: [{zh: 制度文件, en: the rules}]
    remedy: {zh: 写全。, en: Complete it., effort: 1, days: 2}
    obligations: [c-1]
"""


def edition(root: Path, more: tuple[str, str] = ("", ""), **changes: tuple[str, str]) -> Library:
    write_content(root, **changes)
    old, new = more
    assert old in MORE
    (root / "modules/more.yaml").write_text(MORE.replace(old, new) if old else MORE, encoding="utf-8")
    return load_library(root)


def told(found: tuple[Change, ...]) -> list[tuple[str, str]]:
    assert all(change.is_compatible is (change.what not in BREAKING) for change in found)
    return [(change.id, change.what.value) for change in found]


BREAKING = {What.REMOVED, What.KIND, What.MEANING, What.OPTION_REMOVED, What.TIGHTER}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("占比多少？", "现在占比多少？", [("share", "wording")]),
        ("Which share?", "How large a share?", [("share", "wording")]),
        ("zh: 制度文件", "zh: 现行制度", [("points", "wording")]),
        (", {id: c, zh: 丙, en: C}", "", [("points", "option_removed")]),
        (", en: C}", ", en: C}, {id: d, zh: 丁, en: D}", [("points", "option_added")]),
        ("id: c, zh: 丙", "id: c, zh: 己", [("points", "wording")]),
        ("max: 100", "max: 99", [("share", "tighter")]),
        ("max: 100", "max: 200", [("share", "wider")]),
        ("max: 100", "max: 100, integer: true", [("share", "tighter")]),
        ("target: 90", "target: 95", [("share", "worth")]),
        ("weight: 1", "weight: 2", [("share", "worth")]),
        ("weight: 2", "weight: 2\n    na: forbidden", [("points", "tighter")]),
        ("weight: 2", "weight: 2\n    heart: true", [("points", "asked_of")]),
        ('unit: {zh: "%", en: "%"}', "unit: {zh: 万元, en: yuan}", [("share", "meaning")]),
        (", required: true", "", [("points", "worth")]),
    ],
)
def test_a_change_of_a_question(tmp_path: Path, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert told(library_changes(edition(tmp_path / "a"), edition(tmp_path / "b", (old, new)))) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("modules_lead", "[c-1, p-1]", "[c-1]", [("officer", "meaning")]),
        ("modules_lead", "id: food\n", "id: foods\n", [("food", "removed"), ("foods", "added")]),
        ("policies_city", "value: haccp", "value: haccp, source: clause 3", []),
        ("policies_city", "op: has, value: haccp", "op: has_none, value: [haccp]", [("city-grant", "meaning")]),
        ("policies_city", "until: 2030-12-31", "until: 2028-12-31", [("city-grant", "tighter")]),
        ("policies_city", "until: 2030-12-31", "until: null", [("city-grant", "wider")]),
        ("policies_city", "id: notice", "id: other", [("city-grant", "meaning")]),
        ("policies_city", "{zh: 奖补, en: Grant}", "{zh: 奖金, en: Grant}", [("city-grant", "wording")]),
        ("plans_city", "anchor: 食品安全", "anchor: 食品", [("c-2", "wording")]),
        ("plans_city", "modality: mandatory", "modality: promoted", [("c-2", "meaning")]),
        ("plans_city", "title: 市方案", "title: 市级方案", [("city", "wording")]),
        ("actors", "op: has, value: makes_food", "op: has, value: exports", [("food_producer", "asked_of")]),
        ("vocabulary", "zh: 出口, en: exports", "zh: 外销, en: exports", [("activities.exports", "wording")]),
        ("vocabulary", ", exports: {zh: 出口, en: exports}", "", [("activities.exports", "removed")]),
    ],
)
def test_a_change_elsewhere(tmp_path: Path, file: str, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    right = edition(tmp_path / "b", ("", ""), **{file: (old, new)})
    assert told(library_changes(edition(tmp_path / "a"), right)) == expected


def test_another_kind_is_told_as_that_alone(tmp_path: Path) -> None:
    left = edition(tmp_path / "a")
    kind = ("kind: yes_no\n    text: {zh: 有没有食品", "kind: date\n    text: {zh: 有没有食品")
    (change,) = library_changes(left, edition(tmp_path / "b", modules_lead=kind))
    assert (change.id, change.what, change.before, change.after) == ("food", What.KIND, "yes_no", "date")


def test_an_edition_and_itself_do_not_differ(tmp_path: Path) -> None:
    same: tuple[Change, ...] = library_changes(edition(tmp_path / "a"), edition(tmp_path / "b"))
    assert same == ()
