"""The translation catalogue: collect messages, hold the English against them, compile it.

Run by the build (a wheel and an editable install carry compiled catalogues) and by `make messages`. Stands on its own:
the build loads this file before the package is installed.
"""

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "marked": None,
}
METHODS = [("selfcheck/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]  # the build backend leaves its configuration untyped
    """Compiles every catalogue before the build collects its files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a catalogue with a gap stops the build."""
        del version, build_data
        compile_all(Path(self.root))


def catalogues(root: Path) -> list[Path]:
    """The catalogues of a checkout, one a language."""
    return sorted((root / "selfcheck" / "wording" / "locales").glob("*/LC_MESSAGES/messages.po"))


def collect(root: Path) -> Catalog:
    """Every message of program and templates."""
    found = Catalog(charset="utf-8")
    for place, line, message, comments, context in extract_from_dir(root, METHODS, keywords=KEYWORDS):
        del line
        found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def update(root: Path) -> None:
    """Bring every catalogue up to date: new messages empty, those that nothing asks for any more gone."""
    template = collect(root)
    for path in catalogues(root):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=False)


def gaps(path: Path) -> list[str]:
    """The messages of a catalogue that are not translated or marked as doubtful."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    return [str(message.id) for message in catalogue if message.id and (not _is_whole(message.string) or message.fuzzy)]


def compile_all(root: Path) -> None:
    """Write the .mo beside every .po; raises ValueError where a message has no translation."""
    for path in catalogues(root):
        lacking = gaps(path)
        if lacking:
            raise ValueError(f"{path}: not translated: {', '.join(lacking)}")
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        path.with_suffix(".mo").write_bytes(compiled.getvalue())


def _is_whole(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    if "--update" in sys.argv:
        update(Path.cwd())
    compile_all(Path.cwd())
