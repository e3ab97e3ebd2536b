"""The tree as the checks read it: every tracked file, its text, and every Python module parsed."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the tree that git tracks or would track, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of the machine
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(Path(line) for line in listed.stdout.splitlines() if (ROOT / line).is_file())


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module below the folders with its name from the root."""
    for path in tracked():
        if path.suffix == ".py" and path.parts[0] in folders:
            yield path.as_posix(), ast.parse((ROOT / path).read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is text, with its name from the root."""
    for path in tracked():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            yield path.as_posix(), content.decode("utf-8")
