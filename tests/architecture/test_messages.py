"""Every message of program and templates has its English, and the English is English."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from selfcheck.wording.compile import catalogues, collect, gaps
from tests.architecture.source import ROOT

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
# Names that stay Chinese in English text, because that is what stands on the document or the screen.
NAMES = re.compile(r"中文|赣州市|统一社会信用代码")
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def english() -> Path:
    (path,) = catalogues(ROOT)
    return path


def test_every_message_is_translated() -> None:
    with english().open("rb") as file:
        catalogue = read_po(file, locale="en")
    missing = [message.id for message in collect(ROOT) if message.id and catalogue.get(message.id) is None]
    assert missing == []
    assert gaps(english()) == []


def test_the_english_is_english_and_keeps_its_placeholders() -> None:
    with english().open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[0]
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for string in strings:
            assert not CHINESE.search(NAMES.sub("", string)), string
            assert set(PLACEHOLDER.findall(string)) <= set(PLACEHOLDER.findall(asked)), string


def test_a_gap_is_found(tmp_path: Path) -> None:
    path = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "题目"\nmsgstr ""\n')
    assert gaps(path) == ["题目"]
