"""A changelog in both languages, proposed from what changed by meaning; an editor may put it better."""

from collections.abc import Iterator, Sequence

from selfcheck.questionnaires.diff import Change, Subject, What
from selfcheck.wording.text import Text

NAMED = 6  # ids in one line
_SUBJECTS = {
    Subject.QUESTION: Text("题目", "questions"),
    Subject.POLICY: Text("支持政策和荣誉", "supports and awards"),
    Subject.TARGET: Text("目标指标", "targets"),
    Subject.PLAN: Text("文件", "plans"),
    Subject.ITEM: Text("文件条目", "catalogue items"),
    Subject.ACTOR: Text("责任主体", "actors"),
    Subject.WORD: Text("词条", "words"),
}
_ADDED, _CHANGED, _REMOVED = Text("新增", "Added"), Text("修改", "Changed"), Text("删去", "Removed")
_NOTHING = Text("没有内容变化。", "Nothing has changed by meaning.")


def changelog(changes: Sequence[Change]) -> Text:
    """One line for each kind of thing that was added, changed or removed, with the first ids."""
    lines = list(_lines(changes))
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines)) if lines else _NOTHING


def _lines(changes: Sequence[Change]) -> Iterator[Text]:
    for subject, thing in _SUBJECTS.items():
        for what, done in ((What.ADDED, _ADDED), (None, _CHANGED), (What.REMOVED, _REMOVED)):
            names = sorted({c.id for c in changes if c.subject is subject and _sort(c.what) is what})
            if names:
                more = len(names) > NAMED
                zh = "、".join(names[:NAMED]) + ("等" if more else "")
                en = ", ".join(names[:NAMED]) + (" and more" if more else "")
                yield Text(
                    f"{done.zh}{thing.zh} {len(names)} 项：{zh}。", f"{done.en} {thing.en} ({len(names)}): {en}."
                )


def _sort(what: What) -> What | None:
    return what if what in {What.ADDED, What.REMOVED} else None
