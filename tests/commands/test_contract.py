"""The command line as scripts see it: names, exit codes, JSON keys, and what bad input gets."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from selfcheck.commands.main import COMMANDS, main
from selfcheck.jobs.edition import take_up
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.engine import Sessions
from tests.commands.companies import COMPANIES, FOOD
from tests.questionnaires.small import write_content

DAY = "2026-06-01"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """Exit code, parsed standard output, standard error of a command with --format json."""
    code = main([*words, "--format", "json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else None, captured.err


def written(folder: Path, name: str, value: object) -> str:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from selfcheck.commands.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'flask', 'sqlalchemy', 'weasyprint', 'pydantic', 'babel'} & set(sys.modules)\n"
        "sys.exit(len(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in COMMANDS)


def test_plans_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, plans, _ = call(capsys, "plans", "list", "--on", DAY)
    assert code == 0
    by_id = {plan["id"]: plan for plan in plans}
    assert by_id["ganzhou-2024"]["counts"] == {"obligation": 103, "support": 56, "award": 25, "target": 23}
    assert by_id["ganzhou-2024"]["doc_number"] == "赣市府字〔2024〕41号"
    assert {plan: by_id[plan]["status"] for plan in ("jiangxi-2023", "nantong-2017", "zhejiang-2018")} == {
        "jiangxi-2023": "in_force",
        "nantong-2017": "past_horizon",
        "zhejiang-2018": "past_horizon",
    }


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize(("tier", "most"), [("express", 20), ("standard", 60), ("full", 400)])
def test_compose(capsys: pytest.CaptureFixture[str], tmp_path: Path, company: str, tier: str, most: int) -> None:
    profile = written(tmp_path, "profile.json", COMPANIES[company])
    code, composed, _ = call(capsys, "compose", profile, "--tier", tier, "--on", DAY)
    assert code == 0
    questions = [question for section in composed["questionnaire"]["sections"] for question in section["questions"]]
    assert 0 < len(questions) <= most
    asked = {question["id"] for question in questions}
    assert all(question["citations"] for question in questions)
    assert all(question["text"]["zh"] and question["text"]["en"] for question in questions)
    assert asked.isdisjoint(left["question"] for left in composed["left_out"])
    again = call(capsys, "compose", profile, "--tier", tier, "--on", DAY)[1]
    assert again["questionnaire"]["hash"] == composed["questionnaire"]["hash"]


def test_score_of_what_compose_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profile = written(tmp_path, "profile.json", FOOD)
    composed = call(capsys, "compose", profile, "--tier", "express", "--on", DAY)[1]
    questionnaire = written(tmp_path, "q.json", composed)
    answers = written(tmp_path, "a.json", {"cqo-authority": {"value": 4}})
    code, score, _ = call(capsys, "score", "--questionnaire", questionnaire, "--answers", answers)
    assert code == 0
    weights = {item["question"]: item["weight"] for item in score["items"]}
    assert score["total"] == pytest.approx(1000 * weights["cqo-authority"] / sum(weights.values()), abs=0.05)
    assert score["of_answered"] == 1000.0


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"uscc": "91360703X00000001A"}, "profile.uscc"),
        ({"region": "999999"}, "profile.region"),
        ({"employees": "many"}, "profile.employees"),
        ({"established_on": "1890-01-01"}, "profile.established_on"),
        ({"activities": ["flies"]}, "profile.activities.0"),
        ({"industry": "Z99"}, "profile.industry"),
        ({"nmae": "x"}, "profile.nmae"),
    ],
)
def test_bad_profiles_are_refused_with_their_path(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, object], path: str
) -> None:
    case = written(tmp_path, "case.json", {"profile": {**FOOD, **change}, "tier": "express", "answers": {}})
    code, _, messages = call(capsys, "assess", case, "--on", DAY, "--out", str(tmp_path / "out"))
    assert code == 2
    assert path in messages
    assert not (tmp_path / "out").exists()


def test_all_faults_of_the_answers_are_named_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = {"cqo-authority": {"value": 9}, "no-such": {"value": 1}, "brand-mark": {"value": "yesterday"}}
    case = written(tmp_path, "case.json", {"profile": FOOD, "tier": "standard", "answers": answers})
    code, _, messages = call(capsys, "assess", case, "--on", DAY, "--out", str(tmp_path))
    assert code == 2
    assert all(f"answers.{question}" in messages for question in answers)


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00", '{"profile": NaN}', '{"a": ' * 20000])
def test_what_is_not_a_case_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    code, _, messages = call(capsys, "assess", str(path), "--on", DAY, "--out", str(tmp_path))
    assert code == 2
    assert str(path) in messages


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert call(capsys, "compose", str(tmp_path / "none.json"))[0] == 2


def test_content_check_tells_broken_files_from_broken_references(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(name: str, **changes: tuple[str, str]) -> tuple[int, Any]:
        monkeypatch.setenv("SELFCHECK_CONTENT", str(write_content(tmp_path / name, **changes)))
        return call(capsys, "content", "check")[:2]

    assert check("sound") == (0, {"files": 6, "faults": []})
    code, found = check("reference", modules_lead=("[c-2]", "[c-9]"))
    assert (code, found["faults"]) == (
        1,
        [{"file": "modules/lead.yaml", "line": 21, "message": "there is no item c-9"}],
    )
    assert check("broken", modules_lead=("weight: 3", "weight: three"))[0] == 2


def test_the_content_of_the_product_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = call(capsys, "content", "check")
    assert (code, found["faults"]) == (0, [])


def test_content_coverage(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parked = (
        'note: "borderline: unclear"}\n  - {id: c-5, kind: award, clause: "5", anchor: 示范, actor: region, topic: qms}'
    )
    waiting = f'{parked}\n  - {{id: c-6, kind: support, clause: "6", anchor: 贷款, actor: enterprise, topic: qms}}'
    content = write_content(tmp_path, plans_city=('note: "borderline: unclear"}', waiting))
    monkeypatch.setenv("SELFCHECK_CONTENT", str(content))
    code, found, _ = call(capsys, "content", "coverage")
    assert (code, found["questions"], found["policies"]) == (0, 2, 1)
    city = found["plans"]["city"]
    none: dict[str, Any] = {"total": 0, "borderline": 0, "covered": 0, "not_for_companies": [], "uncovered": []}
    assert city["obligation"] == none | {"total": 3, "borderline": 1, "covered": 2}
    assert city["support"] == none | {"total": 2, "covered": 1, "uncovered": ["c-6"]}
    assert city["award"] == none | {"total": 1, "not_for_companies": ["c-5"]}
    assert city["target"] == none
    main(["content", "coverage"])
    assert "c-6" in capsys.readouterr().out


def test_content_facts(capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = call(capsys, "content", "facts")
    assert code == 0
    codes = {name: [entry["code"] for entry in entries] for name, entries in found.items()}
    assert codes["activities"][:5] == [
        "makes_food",
        "makes_farm_products",
        "makes_drugs_devices",
        "makes_consumer_goods",
        "makes_equipment",
    ]
    assert {"iso9001", "haccp", "ccc"} <= set(codes["certificates"])
    assert codes["adverse"] == ["failed_spot_check", "quality_accident", "penalty", "dishonesty_list"]
    assert {"360700", "360000", "610000", "330000", "320600"} <= set(codes["regions"])
    assert codes["sizes"] == ["large", "medium", "small", "micro"]
    assert all(entry["zh"] and entry["en"] for entries in found.values() for entry in entries)
    facts = {entry["code"]: entry for entry in found["facts"]}
    assert facts["certificates"]["operators"] == ["has", "has_any", "has_none"]
    assert facts["answer:cqo-duties"]["operators"] == ["has", "has_any"]
    assert "stop" in facts["answer:cqo-duties"]["options"]
    main(["content", "facts"])
    assert "从业人员（人）" in capsys.readouterr().out


def test_content_preview(capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = call(capsys, "content", "preview", "cqo-authority")
    assert code == 0
    assert found["question"]["kind"] == "maturity"
    assert [option["id"] for option in found["question"]["options"]] == ["0", "1", "2", "3", "4"]
    assert {"plan", "clause", "anchor", "item", "actor", "modality", "question"} == set(found["clauses"][0])
    assert call(capsys, "content", "preview", "nothing")[::2] == (2, "content preview：there is no question nothing\n")
    main(["content", "preview", "cqo-authority"])
    told = capsys.readouterr().out
    for said in (
        "首席质量官 / Chief quality officer",
        found["question"]["text"]["zh"],
        found["question"]["text"]["en"],
    ):
        assert said in told
    assert all(clause["anchor"] in told for clause in found["clauses"])


def test_content_diff_of_folders_and_of_what_the_service_has_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, sessions: Sessions, database_url: URL
) -> None:
    old, new = write_content(tmp_path / "a"), write_content(tmp_path / "b", modules_lead=("[c-1, p-1]", "[c-1]"))
    code, found, _ = call(capsys, "content", "diff", str(old), str(new))
    assert (code, found["compatible"]) == (0, False)
    expected = {"subject": "question", "id": "officer", "change": "meaning", "compatible": False}
    assert found["changes"] == [expected | {"before": "c-1 p-1", "after": "c-1"}]
    assert found["a"]["hash"].startswith(found["a"]["version"])
    take_up(sessions, LiveContent(old, time.monotonic), datetime.now(UTC))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SELFCHECK_DATABASE_URL", database_url.render_as_string(hide_password=False))
        assert call(capsys, "content", "diff", found["a"]["version"], str(new))[1] == found
        assert call(capsys, "content", "diff", "0123456789ab", str(new))[0] == 2
    main(["content", "diff", str(old), str(new)])
    assert "breaks" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["sqlite:///{folder}/empty.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_is_said_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", url.format(folder=tmp_path))
    for words in (
        ("content", "diff", "0123456789ab", "."),
        ("users", "add", "--email", "a@b.example", "--role", "editor"),
    ):
        code, _, messages = call(capsys, *words)
        assert code == 2
        assert messages.startswith("SELFCHECK_DATABASE_URL")
