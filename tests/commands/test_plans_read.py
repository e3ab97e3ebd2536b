"""`selfcheck plans extract`, `check` and `evaluate` as scripts see them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.commands.main import main
from tests.plans.formats import as_docx, as_txt
from tests.plans.papers import NOTICE

Shell = pytest.CaptureFixture[str]


def call(capsys: Shell, *words: str) -> tuple[int, Any, str]:
    code = main(["plans", *words, "--format", "json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else None, captured.err


def written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_extract(capsys: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "plan.docx", as_docx(NOTICE.lines))
    out = tmp_path / "text.txt"
    code, found, errors = call(capsys, "extract", file, "--text", str(out))
    assert code == 0
    assert "行政区划" in errors  # the county is invented
    text = out.read_text(encoding="utf-8")
    assert found["plan"] == {
        "title": "云溪县人民政府关于印发云溪县质量提升三年行动方案的通知",
        "doc_number": "云政发〔2025〕18号",
        "issuer": "云溪县人民政府",
        "date": "2025-03-06",
        "region": None,
        "horizon": 2027,
    }
    assert {"number", "heading", "start", "end"} == set(found["clauses"][0])
    for item in found["items"]:
        assert text[item["start"] : item["end"]] == item["text"]
        assert item["anchor"] in item["text"]
    target = next(item for item in found["items"] if item["kind"] == "target")
    assert target["figure"]["by"] == 2027


def test_extract_prints_a_table(capsys: Shell, tmp_path: Path) -> None:
    assert main(["plans", "extract", written(tmp_path, "plan.txt", as_txt(NOTICE.lines))]) == 0
    assert "obligation" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "空"),
        ("program.docx", b"MZ" + bytes(100), "EXE"),
        ("story.txt", "从前有座山。".encode() * 30, "条款"),
    ],
)
def test_bad_documents(capsys: Shell, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    code, found, errors = call(capsys, "extract", written(tmp_path, name, data))
    assert (code, found) == (2, None)
    assert said in errors
    assert "Traceback" not in errors


def test_a_missing_file_and_a_missing_word(capsys: Shell, tmp_path: Path) -> None:
    assert call(capsys, "extract", str(tmp_path / "no.txt"))[0] == 2
    assert call(capsys, "extract")[0] == 2
    assert call(capsys, "check", "no-such-plan", str(tmp_path / "no.txt"))[0] == 2


def test_check_names_what_another_text_lacks(capsys: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "plan.txt", as_txt(NOTICE.lines))
    code, found, _ = call(capsys, "check", "nantong-2017", file)
    assert code == 1
    assert found["checked"] == 239
    assert found["found"] + len(found["missing"]) == 239
    assert {"item", "clause", "anchor", "reason"} == set(found["missing"][0])


def test_evaluate(capsys: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "plan.txt", as_txt(NOTICE.lines))
    items = [
        {"id": f"x-{number}", "kind": kind, "clause": clause, "anchor": anchor, "actor": "enterprise", "topic": "qms"}
        for number, (kind, clause, anchor) in enumerate(NOTICE.items)
    ]
    catalogue = written(tmp_path, "gold.yaml", yaml.safe_dump({"items": items}, allow_unicode=True).encode())
    code, found, _ = call(capsys, "evaluate", file, catalogue)
    assert code == 0
    assert found["kinds"]["target"]["covered"] == {"recall": 1.0, "precision": 1.0}
    assert found["confusion"]["target"]["target"] == 4
    assert main(["plans", "evaluate", file, catalogue]) == 0
    assert "one-to-one" in capsys.readouterr().out
    broken = written(tmp_path, "broken.yaml", b"items:\n  - {id: x, kind: song}\n")
    code, _, errors = call(capsys, "evaluate", file, broken)
    assert code == 2
    assert "broken.yaml:2" in errors
