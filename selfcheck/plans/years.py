"""The year by which an aim is due: the last one named before it in its clause, or in the clauses above."""

import re
from bisect import bisect_right

from selfcheck.plans.document import Document

DUE = re.compile(r"(?:到|至|截至|力争)\s?(20\d\d)\s?年(?:底|末|前)*|(20\d\d)\s?年(?:底|末)?前")
OWN = re.compile(
    r"(20\d\d)\s?年(?:度)?[^—–~～至-]{0,6}(?:行动计划|工作要点|工作计划|任务)|20\d\d\s?年?\s?[—–~～至-]\s?(20\d\d)"
)


class Years:
    """Looks years up by place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        found = [(match.start(), int(match[1] or match[2])) for match in DUE.finditer(document.text)]
        self._starts = [start for start, _ in found]
        self._years = [year for _, year in found]
        own = OWN.search(document.head.title or "")
        self._own = int(own[1] or own[2]) if own else None

    def before(self, offset: int) -> int | None:
        """The year that rules this place, or None."""
        clause = self._document.clause_at(offset)
        at = bisect_right(self._starts, offset) - 1
        while clause is not None:
            if at >= 0 and clause.start <= self._starts[at] < max(clause.end, offset):
                return self._years[at]
            index = clause.parent
            clause = self._document.clauses[index] if index is not None else None
            if clause is not None:
                within = [
                    place for place, start in enumerate(self._starts) if clause.start <= start < min(clause.end, offset)
                ]
                at = within[-1] if within else -1
        return self._own
