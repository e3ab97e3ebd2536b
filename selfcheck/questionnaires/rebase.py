"""Carrying what was published over to a newer content folder, file by file; nothing is merged inside a file."""

from collections.abc import Mapping
from dataclasses import dataclass

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rebased:
    """The files of both sides together, and the names of those that both sides changed: there the folder's stands."""

    files: Files
    clashes: tuple[str, ...]


def rebase(published: Files, base: Files, folder: Files) -> Rebased:
    """What was published upon `base`, on top of what the folder holds now.

    A file that one side alone has added, changed or removed is as that side has it.
    """
    files: dict[str, str] = {}
    clashes: list[str] = []
    for name in sorted(published.keys() | base.keys() | folder.keys()):
        ours, before, theirs = published.get(name), base.get(name), folder.get(name)
        if ours not in (before, theirs) and theirs != before:
            clashes.append(name)
        found = ours if theirs == before else theirs
        if found is not None:
            files[name] = found
    return Rebased(files, tuple(clashes))
