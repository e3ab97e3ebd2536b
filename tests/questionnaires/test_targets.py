"""Targets: how every mistake in them is reported, and what the five plans' files hold."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from selfcheck.kernel import places
from selfcheck.kernel.ids import ItemId, PlanId, TargetId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.coverage import cover
from selfcheck.questionnaires.library import Library, load_library, read_library
from selfcheck.questionnaires.target import Relation, Target
from selfcheck.wording.text import Lang, Text
from tests.questionnaires.small import write_content

ITEM = (
    '  - {id: c-5, kind: target, clause: "5", anchor: 覆盖率, actor: enterprise, topic: cqo, '
    'figure: {metric: 覆盖率, op: ">=", value: 60, unit: "%", by: 2025}}\n'
)
TARGET = """\
- id: city-coverage
  plan: city
  clause: "5"
  item: c-5
  title: {zh: 覆盖率, en: Coverage}
  metric: 覆盖率
  op: ">="
  value: 60
  unit: {zh: "%", en: "%"}
  year: 2025
  feed:
    aggregate: share
    fact: "answer:officer"
    op: is
    value: true
    among: {fact: above_scale, op: is, value: true}
    basis: {zh: 有首席质量官的企业占比。, en: Share of companies with a chief quality officer.}
"""


def content(root: Path, *changes: tuple[str, str]) -> Path:
    """The small folder with one target, in which these texts are replaced."""
    write_content(root)
    plan = root / "plans/city.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + ITEM, encoding="utf-8")
    text = TARGET
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (root / "targets").mkdir()
    (root / "targets/city.yaml").write_text(text, encoding="utf-8")
    return root


def faults(root: Path) -> list[str]:
    reading = read_library(root)
    found = reading.faults if reading.library is None else check_library(reading.library, reading.source)
    return [str(fault) for fault in found]


def test_a_sound_target_has_no_faults(tmp_path: Path) -> None:
    assert faults(content(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("item: c-5", "item: c-9", "targets/city.yaml:4: there is no item c-9"),
        ("item: c-5", "item: c-1", "targets/city.yaml:4: c-1 is of kind obligation"),
        ("item: c-5", "item: p-1", "targets/city.yaml:4: p-1 belongs to province"),
        ('clause: "5"', 'clause: "6"', "targets/city.yaml:3: c-5 stands in clause 5"),
        ("plan: city", "plan: province", "targets/city.yaml:2: targets of province lie in a file of that name"),
        ("value: 60", "value: 70", "targets/city.yaml:8: c-5 says 60"),
        ('op: ">="', 'op: "<="', "targets/city.yaml:7: c-5 says >="),
        ("year: 2025", "year: 2026", "targets/city.yaml:10: c-5 says 2025"),
        ("metric: 覆盖率", "metric: 覆盖", "targets/city.yaml:6: c-5 says 覆盖率"),
        ("answer:officer", "answer:nobody", "targets/city.yaml:11: there is no question nobody"),
        ("fact: above_scale, op: is, value: true", "fact: honours, op: has, value: x", "x is not a word of honours"),
        ("answer:officer", "officer", "there is no fact 'officer'"),
        ("aggregate: share", "aggregate: mean", "mean takes neither op nor value"),
        ("    op: is\n    value: true\n", "", "share takes op and value"),
        ('unit: {zh: "%", en: "%"}', "unit: {zh: 家, en: companies}", "a share is told in %"),
        ("  feed:\n", "  not_fed: {zh: 无, en: none}\n  feed:\n", "either a feed or a reason under not_fed"),
        ("value: 60", "value: [60, 70]", "between takes two values"),
        (
            '    aggregate: share\n    fact: "answer:officer"\n    op: is\n    value: true\n',
            '    aggregate: sum\n    fact: "answer:officer"\n',
            "a yes_no question cannot feed a sum",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = faults(content(tmp_path, (old, new)))
    assert any(expected in fault for fault in found), found


def test_a_target_without_an_entry_is_named_at_its_item(tmp_path: Path) -> None:
    root = content(tmp_path)
    (root / "targets/city.yaml").unlink()
    assert faults(root) == ["plans/city.yaml:7: the target c-5 has no entry under targets/"]


def test_a_target_classified_twice_is_named(tmp_path: Path) -> None:
    root = content(tmp_path)
    (root / "targets/city.yaml").write_text(TARGET + TARGET.replace("city-coverage", "again"), encoding="utf-8")
    assert [fault for fault in faults(root) if "c-5 is classified twice" in fault]


def test_an_answer_that_may_be_out_of_reach_feeds_nothing(tmp_path: Path) -> None:
    root = content(tmp_path, ("answer:officer", "answer:food"))
    module = root / "modules/lead.yaml"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("veto: true", "asked_when: {question: officer, score: 0.5}"), encoding="utf-8")
    assert any("may be out of reach" in fault for fault in faults(root))


@pytest.mark.parametrize(
    ("op", "value", "figure", "reached"),
    [
        (Relation.AT_LEAST, 60, "60", True),
        (Relation.AT_LEAST, 60, "59.99", False),
        (Relation.ABOVE, 16, "16", False),
        (Relation.AT_MOST, 3, "3", True),
        (Relation.BELOW, "0.3", "0.3", False),
        (Relation.EQUAL, 0, "0", True),
        (Relation.EQUAL, 0, "1", False),
        (Relation.BETWEEN, (1, 2), "1", True),
        (Relation.BETWEEN, (1, 2), "5", True),  # more than was aimed at is no failure
        (Relation.BETWEEN, (1, 2), "0", False),
    ],
)
def test_when_a_target_is_reached(
    op: Relation, value: int | str | tuple[int, int], figure: str, *, reached: bool
) -> None:
    told = (Decimal(value[0]), Decimal(value[1])) if isinstance(value, tuple) else Decimal(value)
    target = Target(
        id=TargetId("t"),
        plan=PlanId("p"),
        clause="1",
        item=ItemId("i"),
        title=Text("标", "T"),
        metric="标",
        op=op,
        value=told,
        not_fed=Text("无", "none"),
    )
    assert target.is_reached(Fraction(figure)) is reached


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(places.content())


def test_every_certain_target_of_the_plans_is_classified_once(library: Library) -> None:
    classified = [target.item for target in library.targets]
    certain = {item.id for _, item in library.items.values() if item.kind is ItemKind.TARGET and not item.borderline}
    assert len(classified) == len(set(classified))
    assert set(classified) == certain
    assert all(plan.shares[ItemKind.TARGET].uncovered == () for plan in cover(library))


def test_only_figures_without_a_reservation_claim_to_be_the_plans_own(library: Library) -> None:
    """A feed without a note says that it counts what the plan counts: these were read against the clauses."""
    exact = {target.item for target in library.targets if target.feed is not None and target.feed.note is None}
    assert exact == {"gz-024", "sx-152", "zj-165"}


def test_targets_read_in_both_languages(library: Library) -> None:
    for target in library.targets:
        assert target.figure(Lang.EN).metric.isascii(), target.id
        feed = target.feed
        for text in (target.not_fed, feed.basis, feed.note) if feed else (target.not_fed,):
            if text is not None:
                assert text.zh.endswith("。"), target.id
                assert text.en.endswith("."), target.id


def test_a_single_one_goes_without_its_english_plural(library: Library) -> None:
    award = next(target for target in library.targets if target.item == "gz-011")
    assert (award.figure(Lang.ZH).unit, award.figure(Lang.EN).unit) == ("个", None)
    assert award.unit_of(Fraction(2), Lang.EN) == "awards"
