"""The style of the content's words: what is let through, and what is named with its place."""

from pathlib import Path

import pytest

from selfcheck.questionnaires.library import read_library
from selfcheck.questionnaires.lint import asks_twice, check_words
from tests.questionnaires.small import write_content

ASKED = "{zh: 有没有首席质量官？, en: Is there a chief quality officer?}"


def words_of(root: Path, zh: str, en: str) -> list[str]:
    write_content(root, modules_lead=(ASKED, f'{{zh: "{zh}", en: "{en}"}}'))
    return [str(fault) for fault in check_words(read_library(root).source)]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("有没有首席质量官?", "Is there one?", "Chinese takes full-width punctuation"),
        ("有没有首席质量官。", "Is there one?", "a question ends with ？"),
        ("有没有首席质量官？", "Say whether there is one.", "a question ends with ?"),
        ("有没有首席质量官？有任命书吗？", "Is there one?", "asks two things at once: 有没有"),
        ("有没有首席质量官，怎样授权？", "Is there one?", "asks two things at once: 有没有"),
        ("有没有首席质量官？", "Is there one, and how is it empowered?", "asks two things at once: Is"),
        ("是否切实设了首席质量官？", "Is there one?", "not plain Chinese, '切实'"),
        ("有没有首席质量官？", "Do you utilise one?", "not plain English, 'utilise'"),
        ("有没有首席质量官？", "Is there a 首席质量官?", "holds Chinese characters"),
        ("有没有首席质量官？", "Is there one，or two?", "holds Chinese characters or punctuation"),
        ("有没有HACCP 计划？", "Is there one?", "a space belongs between"),
        ("有没有，，首席质量官？", "Is there one?", "stands twice"),
        ("有没有" + "长" * 40 + "？", "Is there one?", "too long in Chinese, 44 of 36"),
        ("有没有首席质量官？", "Is there " + "x" * 130 + "?", "too long in English"),
        ("有没有食品安全制度？", "Is there one?", "another question has the same words"),
    ],
)
def test_a_fault_of_style_is_named_with_its_line(tmp_path: Path, zh: str, en: str, expected: str) -> None:
    found = words_of(tmp_path, zh, en)
    assert any(fault.startswith("modules/lead.yaml:8: ") and expected in fault for fault in found), found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("zh: 任命一位。", "zh: 任命一位", "a sentence ends with 。"),
        ("en: Appoint one.", "en: Appoint one", "a sentence ends with ."),
        ("{zh: 负责人, en: Who is responsible}", "{zh: 负责人。, en: Who is responsible}", "without a full stop"),
    ],
)
def test_sentences_end_with_a_full_stop_and_names_without(tmp_path: Path, old: str, new: str, expected: str) -> None:
    write_content(tmp_path, modules_lead=(old, new))
    assert any(expected in fault.message for fault in check_words(read_library(tmp_path).source))


def test_plain_words_pass(tmp_path: Path) -> None:
    assert (
        words_of(tmp_path, "近一年有没有用过“一票否决权”（叫停发货）？", "Was the veto used (to stop shipment)?") == []
    )
    assert words_of(tmp_path, "请列出 ISO 9001:2015 覆盖的产品。", "List the products that ISO 9001:2015 covers.") == []


@pytest.mark.parametrize(
    ("question", "twice"),
    [
        ("哪些情形要依法加倍赔偿，有人知道吗？", False),
        ("任命了吗，授权了吗？", True),
        ("由谁检查、怎样检查？", True),
        ("满意度的测评，做到了哪一步？", False),
    ],
)
def test_one_thing_a_question(question: str, twice: bool) -> None:
    assert asks_twice(question) is twice
