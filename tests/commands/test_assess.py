"""The main job without the web for six companies in five regions: JSON and PDF agree to the last digit."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcheck.answers.read import answer_as_json
from selfcheck.commands.benchmarks.sample import answer_all
from selfcheck.commands.input_file import profile_of
from selfcheck.commands.main import main
from selfcheck.kernel import places
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from tests.commands.companies import COMPANIES

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(places.content())


def case_of(library: Library, company: str) -> dict[str, Any]:
    profile = profile_of(COMPANIES[company], library.vocabulary, company)
    questionnaire = compose(library, profile, Tier.STANDARD, DAY).questionnaire
    answers = {question: answer_as_json(answer) for question, answer in answer_all(questionnaire).items()}
    return {"profile": COMPANIES[company], "tier": "standard", "answers": answers, "declare": {"notice": True}}


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_result_and_report_agree(library: Library, tmp_path: Path, company: str, lang: str) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(case_of(library, company)), encoding="utf-8")
    words = ["assess", str(case), "--on", DAY.isoformat(), "--out", str(tmp_path), "--pdf", "--lang", lang]
    assert main(words) == 0
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],  # noqa: S607 - poppler of the machine
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    score = result["score"]
    assert f"{score['total']:,.1f}" in printed
    if score["mandatory"]:
        assert f"{score['conformity']:.1f}" in printed
    for section in score["sections"]:
        assert f"{section['points']:.1f} / {section['max']:.1f}" in printed
    assert COMPANIES[company]["uscc"] in printed
    assert abs(sum(section["points"] for section in score["sections"]) - score["total"]) < 0.1 * len(score["sections"])
    flat = "".join(printed.split())
    for match in result["matches"]:
        if match["verdict"] in {"eligible", "nearly", "cannot_tell"}:
            assert "".join(match["title"].split())[:12] in flat
    for step in result["advice"][:3]:
        assert f"+{step['gain']:.1f}" in printed


def test_assessing_twice_gives_the_same_result(library: Library, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps(case_of(library, "farm")), encoding="utf-8")
    texts = []
    for name in ("first", "second"):
        assert main(["assess", str(case), "--on", DAY.isoformat(), "--out", str(tmp_path / name)]) == 0
        texts.append((tmp_path / name / "result.json").read_bytes())
    assert texts[0] == texts[1]
