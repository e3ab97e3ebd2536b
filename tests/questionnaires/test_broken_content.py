"""Whatever is wrong with a content file, the check names faults; it never breaks itself."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfcheck.advice.soundness import check_content
from tests.questionnaires.small import FILES
from tests.workflow.world import small_library

WORDS = re.compile(r'[\w"\-:]+|[^\s\w]')
PUT = (
    "null",
    "[]",
    "{}",
    "-1",
    "[a, b]",
    "{zh: 甲, en: b}",
    "true",
    "2020-01-01",
    "c-1",
    "officer",
    "region",
    "city",
    "",
)


@pytest.fixture(scope="module")
def root() -> Path:
    folder = Path(tempfile.mkdtemp())
    small_library(folder)
    return folder


@given(
    name=st.sampled_from([*FILES, "modules/more.yaml"]),
    at=st.lists(st.tuples(st.floats(0, 0.999), st.sampled_from(PUT)), min_size=1, max_size=3),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_word_put_anywhere_ends_in_faults_or_none(root: Path, name: str, at: list[tuple[float, str]]) -> None:
    path = root / name
    sound = path.read_text(encoding="utf-8")
    text = sound
    for where, put in at:
        found = list(WORDS.finditer(text))
        word = found[int(where * len(found))]
        text = text[: word.start()] + put + text[word.end() :]
    try:
        path.write_text(text, encoding="utf-8")
        checked = check_content(root)
    finally:
        path.write_text(sound, encoding="utf-8")
    assert checked.is_readable or checked.faults
    assert all((root / fault.file).is_file() and fault.message for fault in checked.faults)
