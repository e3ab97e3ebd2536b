"""The rules of the house that a tool can keep. Each rule is a function that is also fed a sample that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.source import ROOT, modules, tracked

MODULE_LINES = 400
FUNCTION_LINES = 50
EDGE = ("selfcheck/web/", "selfcheck/commands/", "selfcheck/jobs/")
TRANSACTION = "selfcheck/store/transaction.py"  # the edge's way to write
QUERIES = {"select", "insert", "update", "delete", "text", "exists", "union"}
TOP_LEVEL = {
    ".ci", ".gitignore", "CONTRIBUTING.md", "Makefile", "README.md", "deploy", "docs", "migrations", "pyproject.toml",
    "questionnaires", "requirements-dev.lock", "requirements.lock", "selfcheck", "templates", "tests", "wsgi.py",
}  # fmt: skip
Rule = Callable[[str, ast.Module], Iterator[str]]


def long_functions(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"


def late_imports(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{name}:{inner.lineno}: an import inside {node.name}"


def _speaks_of_cookies(tree: ast.Module) -> bool:
    """Whether `session` is Flask's, a dictionary kept in a cookie."""
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "flask" and any(a.name == "session" for a in node.names)
        for node in ast.walk(tree)
    )


def stray_queries(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith("selfcheck/store/") or _speaks_of_cookies(tree):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            for alias in node.names:
                if alias.name in QUERIES:
                    yield f"{name}:{node.lineno}: {alias.name} outside the store"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if (
                isinstance(owner, ast.Name)
                and "session" in owner.id
                and node.func.attr in {"execute", "scalars", "query", "scalar", "get"}
            ):
                yield f"{name}:{node.lineno}: {owner.id}.{node.func.attr} outside the store"


def stray_commits(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(EDGE) or name == TRANSACTION:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"{name}:{node.lineno}: a commit below the edge"


def clock_readings(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(EDGE):
        return
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in {"now", "utcnow", "today"}:
            yield f"{name}:{called.lineno}: reads the clock"


SAMPLES: dict[Rule, tuple[str, str]] = {
    long_functions: ("selfcheck/kernel/x.py", "def f():\n" + "    pass\n" * FUNCTION_LINES),
    late_imports: ("selfcheck/kernel/x.py", "def f():\n    import os\n"),
    stray_queries: ("selfcheck/workflow/x.py", "from sqlalchemy import select\n"),
    stray_commits: ("selfcheck/workflow/x.py", "def f(session):\n    session.commit()\n"),
    clock_readings: ("selfcheck/scoring/x.py", "from datetime import date\nday = date.today()\n"),
}


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    assert [fault for name, tree in modules("selfcheck") for fault in rule(name, tree)] == []


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_rule_can_fail(rule: Rule) -> None:
    name, source = SAMPLES[rule]
    assert list(rule(name, ast.parse(source)))


def test_modules_stay_short() -> None:
    lengths = {
        path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if path.suffix == ".py"
    }
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_the_top_level_holds_what_people_expect() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP_LEVEL


# Written apart so that this file does not break the rule it keeps.
PRIVATE = [
    "/work" + "/",
    "index" + "-url",
    "extra-index" + "-url",
    "pypi" + r"\.org",
    "files\\.python" + "hosted",
    "registry\\.npm" + "js",
    "npm" + r"js\.com",
    "sub" + "agent",
]
TEXT = {".py", ".md", ".toml", ".yaml", ".html", ".css", ".js", ".txt", ".po", ".lock", ".cfg", ""}


def test_nothing_names_a_registry_or_a_workplace() -> None:
    pattern = re.compile("|".join(PRIVATE))
    found = []
    for path in tracked():
        if path.suffix in TEXT:
            for number, line in enumerate((ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if pattern.search(line) and "emit-index" not in line:
                    found.append(f"{path}:{number}: {line.strip()[:80]}")
    assert found == []
