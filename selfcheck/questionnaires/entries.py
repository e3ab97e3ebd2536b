"""A content file as text cut into its entries, so that one can be added, replaced or taken out and the rest stays.

An entry is a part of the file's list that begins with its `id`; the comments and blank lines above it belong to it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_DASH = re.compile(r"^(?P<indent>(?:  )?)- \{?id: (?P<quote>[\"']?)(?P<id>[^\"',}\s]+)(?P=quote)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ASIDE = re.compile(r"^[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the list: its id, the comments and blank lines above it, and its own lines."""

    id: str
    above: str
    body: str


@dataclass(frozen=True, slots=True)
class EntryFile:
    """What stands before the first entry, and the entries in their order; `indent` is that of their dashes."""

    head: str
    entries: tuple[Entry, ...] = ()
    indent: str = ""

    @property
    def text(self) -> str:
        """The file's text; of one that was only read, the same to the last byte."""
        return self.head + "".join(entry.above + entry.body for entry in self.entries)

    def find(self, entry_id: str) -> Entry | None:
        """The entry with that id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def without(self, ids: Iterable[str]) -> "EntryFile":
        """The file without these entries and what stands right above them."""
        gone = set(ids)
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id not in gone))

    def having(self, entry_id: str, lines: Iterable[str]) -> "EntryFile":
        """The file with the entry in the place of the one with that id, else behind all others.

        `lines` begin at the dash and are not indented.
        """
        body = "".join(f"{self.indent}{line}\n" for line in lines)
        old = self.find(entry_id)
        if old is None:
            above = "\n" if self._is_spaced else ""
            return replace(self, entries=(*self.entries, Entry(entry_id, above, body)))
        return self.with_body(entry_id, body)

    def with_body(self, entry_id: str, body: str) -> "EntryFile":
        """The file with other lines under that id."""
        changed = (replace(entry, body=body) if entry.id == entry_id else entry for entry in self.entries)
        return replace(self, entries=tuple(changed))

    @property
    def _is_spaced(self) -> bool:
        """Whether one more entry stands apart by a blank line, as it does in files that are new."""
        return len(self.entries) == 1 or any(entry.above for entry in self.entries[1:])


def entries_of(text: str) -> EntryFile:
    """The file cut into its entries."""
    lines = _LINE.findall(text)
    starts = [(place, found) for place, line in enumerate(lines) if (found := _DASH.match(line))]
    if not starts:
        return EntryFile(text)
    indent = starts[0][1]["indent"]
    own = [(place, found["id"]) for place, found in starts if found["indent"] == indent]
    first = own[0][0]
    ends = [*(_asides_above(lines, place) for place, _ in own[1:]), len(lines)]
    begins = [first, *ends[:-1]]
    entries = tuple(
        Entry(name, "".join(lines[begin:place]), "".join(lines[place:end]))
        for (place, name), begin, end in zip(own, begins, ends, strict=True)
    )
    return EntryFile("".join(lines[:first]), entries, indent)


def _asides_above(lines: Sequence[str], place: int) -> int:
    """The number of the first of the comments and blank lines that stand right above a line."""
    while place and _ASIDE.match(lines[place - 1].rstrip("\n")):
        place -= 1
    return place
