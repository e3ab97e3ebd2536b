"""Every message of program and templates has its English, and the English is English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from selfcheck.wording.compile import catalogues, collect, compile_all, gaps
from tests.architecture.source import ROOT

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
# Names that stay Chinese in English text, because that is what stands on the document or the screen.
NAMES = re.compile(r"中文|赣州市|统一社会信用代码")
PLACEHOLDER = re.compile(r"%\((\w+)\)")
HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def unknown(asked: Catalog, catalogue: Catalog) -> list[str]:
    """The messages that are asked for and stand in no catalogue."""
    return [str(message.id) for message in asked if message.id and catalogue.get(message.id) is None]


def not_english(catalogue: Catalog) -> Iterator[str]:
    """The translations that still hold Chinese, or a placeholder that nobody fills."""
    for message in catalogue:
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[0]
        for string in [message.string] if isinstance(message.string, str) else list(message.string or ()):
            strange = set(PLACEHOLDER.findall(string)) - set(PLACEHOLDER.findall(asked))
            if strange or CHINESE.search(NAMES.sub("", string)):
                yield string


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def written(root: Path, entry: str) -> Path:
    """A checkout whose only catalogue holds that entry."""
    path = root / "selfcheck" / "wording" / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(f"{HEAD}\n{entry}\n", encoding="utf-8")
    return path


def test_every_message_is_translated() -> None:
    (english,) = catalogues(ROOT)
    assert unknown(collect(ROOT), read(english)) == []
    assert gaps(english) == []


def test_the_english_is_english_and_keeps_its_placeholders() -> None:
    (english,) = catalogues(ROOT)
    assert list(not_english(read(english))) == []


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "题目"\nmsgstr ""',
        '#, fuzzy\nmsgid "题目"\nmsgstr "Question"',
        'msgid "%(num)s 题"\nmsgid_plural "%(num)s 题"\nmsgstr[0] "%(num)s question"\nmsgstr[1] ""',
    ],
)
def test_a_gap_is_found_and_stops_the_build(tmp_path: Path, entry: str) -> None:
    path = written(tmp_path, entry)
    assert gaps(path)
    with pytest.raises(ValueError, match="not translated"):
        compile_all(tmp_path)
    assert not path.with_suffix(".mo").exists()


def test_a_message_without_an_entry_is_found(tmp_path: Path) -> None:
    asked = Catalog()
    asked.add("答案")
    assert unknown(asked, read(written(tmp_path, 'msgid "题目"\nmsgstr "Question"'))) == ["答案"]


@pytest.mark.parametrize("string", ["Question 题目", "Question；", "%(number)s questions"])
def test_what_is_not_english_is_found(tmp_path: Path, string: str) -> None:
    path = written(tmp_path, f'msgid "%(num)s 题"\nmsgstr "{string}"')
    assert list(not_english(read(path))) == [string]
