"""Carrying published files over to a newer folder; and the changelog that is proposed."""

from selfcheck.questionnaires.changelog import changelog
from selfcheck.questionnaires.diff import Change, Subject, What
from selfcheck.questionnaires.rebase import rebase


def test_each_side_keeps_what_it_alone_has_changed() -> None:
    base = {"same": "1", "ours": "1", "theirs": "1", "we removed": "1", "they removed": "1"}
    published = {"same": "1", "ours": "2", "theirs": "1", "they removed": "1", "we added": "1"}
    folder = {"same": "1", "ours": "1", "theirs": "2", "we removed": "1", "they added": "1"}
    found = rebase(published, base, folder)
    assert found.files == {"same": "1", "ours": "2", "theirs": "2", "we added": "1", "they added": "1"}
    assert found.clashes == ()


def test_what_both_sides_changed_is_named_and_stays_with_the_folder() -> None:
    found = rebase({"a": "2", "b": "2"}, {"a": "1", "b": "1"}, {"a": "3", "b": "2"})
    assert found.files == {"a": "3", "b": "2"}
    assert found.clashes == ("a",)


def test_the_changelog_counts_and_names() -> None:
    added = [Change(Subject.QUESTION, f"q{number}", What.ADDED) for number in range(8)]
    told = changelog([*added, Change(Subject.POLICY, "loan", What.WORDING), Change(Subject.POLICY, "loan", What.WIDER)])
    assert told.zh == "新增题目 8 项：q0、q1、q2、q3、q4、q5等。\n修改支持政策和荣誉 1 项：loan。"
    assert told.en == "Added questions (8): q0, q1, q2, q3, q4, q5 and more.\nChanged supports and awards (1): loan."
    assert changelog([]).zh == "没有内容变化。"
