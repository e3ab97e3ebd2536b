"""The rules of the house that a tool can keep. Each rule is a function that is also fed a sample that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from selfcheck.kernel import places
from selfcheck.questionnaires.library import read_library
from tests.architecture.source import modules, texts, tracked

MODULE_LINES = 400
FUNCTION_LINES = 50
EDGE = ("selfcheck/web/", "selfcheck/commands/", "selfcheck/jobs/")
STORE = "selfcheck/store/"
TRANSACTION = "selfcheck/store/transaction.py"  # the edge's way to write
# What rooms outside the store may know of SQLAlchemy: the session they hand on, addresses, and errors.
KNOWN = {"Session", "scoped_session", "URL", "make_url"}
QUERIES = {"execute", "scalars", "scalar", "scalar_one", "scalar_one_or_none", "query", "get", "get_one", "connection"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
TOP_LEVEL = {
    ".ci", ".gitignore", "CONTRIBUTING.md", "Makefile", "README.md", "deploy", "docs", "migrations", "pyproject.toml",
    "questionnaires", "requirements-dev.lock", "requirements.lock", "selfcheck", "templates", "tests", "wsgi.py",
}  # fmt: skip
# Written apart so that this file does not break the rule it keeps.
PRIVATE = re.compile(
    "|".join(
        [
            "(?<![a-z])/work" + "/",
            "/root" + "/",
            "index" + "-url",
            "find" + "-links",
            "pypi" + r"\.",
            "python" + "hosted",
            "registry\\.npm" + "js",
            "npm" + r"js\.com",
            "sub" + "agent",
        ]
    )
)
NO_INDEX = "--no-emit-" + "index" + "-url"  # how the locks are kept free of an address
Rule = Callable[[str, ast.Module], Iterator[str]]
TextRule = Callable[[str, str], Iterator[str]]


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


def known_of_sqlalchemy(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(STORE):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "sqlalchemy":
                    yield f"{name}:{node.lineno}: all of SQLAlchemy outside the store"
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            for alias in node.names:
                if alias.name not in KNOWN and node.module != "sqlalchemy.exc":
                    yield f"{name}:{node.lineno}: {alias.name} outside the store"


def stray_queries(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(STORE):
        return
    cookies = "session" if _speaks_of_cookies(tree) else None
    for call, owner, verb in _methods(tree):
        if verb in QUERIES and re.search(r"session\b|\bdb\b", owner) and owner != cookies:
            yield f"{name}:{call.lineno}: {owner}.{verb} outside the store"


def stray_commits(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(EDGE) or name == TRANSACTION:
        return
    for call, _, verb in _methods(tree):
        if verb == "commit":
            yield f"{name}:{call.lineno}: a commit below the edge"


def clock_readings(name: str, tree: ast.Module) -> Iterator[str]:
    if name.startswith(EDGE):
        return
    for call, _, verb in _methods(tree):
        if verb in CLOCKS:
            yield f"{name}:{call.lineno}: reads the clock"


def _methods(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Every call of an attribute: the call, what it is called on, the attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, ast.unparse(node.func.value), node.func.attr


def _speaks_of_cookies(tree: ast.Module) -> bool:
    """Whether `session` is Flask's, a dictionary kept in a cookie."""
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "flask" and any(a.name == "session" for a in node.names)
        for node in ast.walk(tree)
    )


def long_modules(name: str, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if name.endswith(".py") and lines > MODULE_LINES:
        yield f"{name}: {lines} lines"


def strangers_at_the_top(name: str, _text: str) -> Iterator[str]:
    if name.split("/", maxsplit=1)[0] not in TOP_LEVEL:
        yield f"{name}: nobody expects this at the top level"


def named_hosts(name: str, text: str) -> Iterator[str]:
    """Registries, addresses of indexes, places and words of a workshop: none of them is about the product."""
    for number, line in enumerate(text.splitlines(), 1):
        if PRIVATE.search(line.replace(NO_INDEX, "")):
            yield f"{name}:{number}: {line.strip()[:80]}"


SAMPLES: list[tuple[Rule, str, str]] = [
    (long_functions, "selfcheck/kernel/x.py", "def f():\n" + "    pass\n" * FUNCTION_LINES),
    (late_imports, "selfcheck/kernel/x.py", "def f():\n    import os\n"),
    (known_of_sqlalchemy, "selfcheck/workflow/x.py", "from sqlalchemy import select\n"),
    (known_of_sqlalchemy, "selfcheck/web/x.py", "import sqlalchemy as sa\n"),
    (stray_queries, "selfcheck/workflow/x.py", "def f(session):\n    return session.scalars(statement)\n"),
    (stray_queries, "selfcheck/web/x.py", "rows = db().execute(statement)\n"),
    (stray_queries, "selfcheck/jobs/x.py", "row = self.session.get(User, 1)\n"),
    (stray_queries, "selfcheck/web/x.py", "from flask import session\nrows = db().get(User, 1)\n"),
    (stray_commits, "selfcheck/workflow/x.py", "def f(session):\n    session.commit()\n"),
    (clock_readings, "selfcheck/scoring/x.py", "from datetime import date\nday = date.today()\n"),
    (clock_readings, "selfcheck/workflow/x.py", "import time\nbegan = time.monotonic()\n"),
]
TEXT_SAMPLES: list[tuple[TextRule, str, str]] = [
    (long_modules, "tests/x.py", "x = 1\n" * (MODULE_LINES + 1)),
    (strangers_at_the_top, "notes.txt", ""),
    (named_hosts, "requirements.lock", "--" + "index" + "-url https://mirror.example/simple\n"),
    (named_hosts, "README.md", "see /work" + "/notes.md\n"),
    (named_hosts, "Makefile", NO_INDEX + " --" + "extra-index" + "-url x\n"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in SAMPLES), ids=lambda rule: rule.__name__)
def test_the_program_keeps(rule: Rule) -> None:
    assert [fault for name, tree in modules("selfcheck") for fault in rule(name, tree)] == []


@pytest.mark.parametrize(("rule", "name", "source"), SAMPLES)
def test_a_breach_is_found(rule: Rule, name: str, source: str) -> None:
    assert list(rule(name, ast.parse(source)))


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in TEXT_SAMPLES), ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule: TextRule) -> None:
    assert [fault for name, text in texts() for fault in rule(name, text)] == []


@pytest.mark.parametrize(("rule", "name", "text"), TEXT_SAMPLES)
def test_a_breach_of_text_is_found(rule: TextRule, name: str, text: str) -> None:
    assert list(rule(name, text))


def test_what_is_allowed_passes() -> None:
    cookies = "from flask import session\nheld = session.get('key')\n"
    assert list(stray_queries("selfcheck/web/x.py", ast.parse(cookies))) == []
    assert list(named_hosts("Makefile", f"uv pip compile {NO_INDEX}\n")) == []
    assert list(stray_commits("selfcheck/web/x.py", ast.parse("db().commit()"))) == []


def test_every_content_file_is_read_and_sound() -> None:
    reading = read_library(places.content())
    assert reading.faults == ()
    stored = {path.relative_to("questionnaires").as_posix() for path in tracked() if path.parts[0] == "questionnaires"}
    assert set(reading.source.files) == stored
