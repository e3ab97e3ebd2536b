"""The translation catalogue for everything outside a web request; inside one, Flask-Babel reads the same messages."""

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from selfcheck.wording.text import Lang

_LOCALES = Path(__file__).resolve().parent / "locales"


@cache
def translator(lang: Lang) -> NullTranslations:
    """The catalogue of that language; Chinese is the language of the messages and needs none."""
    path = _LOCALES / lang.value / "LC_MESSAGES" / "messages.po"
    return _compiled(path) if path.is_file() else NullTranslations()


def _compiled(path: Path) -> GNUTranslations:
    with path.open("rb") as source:
        catalogue = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
