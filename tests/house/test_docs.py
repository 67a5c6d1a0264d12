"""What can be typed, set, seen or added is documented in README.md or docs/."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from grader.results.verdicts import Verdict
from tests.house.tree import ROOT, files, python_files, text, tree

PACKAGES = ("courseware", "grader", "labs", "quizzes", "deploy")
READERS = {"text", "flag", "number", "words", "folder", "secret", "database", "get"}
# Set by the shell or by us for a child process; nobody is meant to set them.
NOT_OURS = {"PATH", "HOME", "TMPDIR", "DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED"}


def documents() -> dict[Path, str]:
    return {path: text(path) for path in files() if path.suffix == ".md" and _is_document(path)}


def _is_document(path: Path) -> bool:
    return path.parts[0] == "docs" or path.parts[0] in (
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    )


def undocumented(words: set[str], form: str = "{}") -> list[str]:
    """The words that no document holds in the form given, between word boundaries."""
    everything = "\n".join(documents().values())
    return sorted(
        word
        for word in words
        if not re.search(rf"(?<![\w-]){re.escape(form.format(word))}(?![\w-])", everything)
    )


def commands() -> set[str]:
    return {
        path.stem
        for path in python_files(*PACKAGES)
        if path.parts[-3:-1] == ("management", "commands") and path.stem != "__init__"
    }


def targets() -> set[str]:
    phony = re.search(r"^\.PHONY:(.*)$", text(Path("Makefile")), re.MULTILINE)
    assert phony, "the Makefile has no .PHONY line"
    return set(phony.group(1).split()) - {"help"}


@cache
def variables() -> set[str]:
    """Names in `env.text("NAME")`, `os.environ.get("NAME")` and `os.environ["NAME"]`."""
    found = set()
    for path in python_files(*PACKAGES):
        if not re.search(r"\benv\.|environ\b", text(path)):
            continue
        for node in ast.walk(tree(path)):
            constant: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of = ast.unparse(node.func.value)
                if node.func.attr in READERS and (of == "env" or of.endswith("environ")):
                    constant = node.args[0]
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                constant = node.slice
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                found.add(constant.value)
    return found - NOT_OURS


def question_types() -> set[str]:
    return {
        path.stem
        for path in python_files("quizzes")
        if path.parent == Path("quizzes/types") and not path.name.startswith("_")
    }


def test_every_management_command_is_documented():
    assert {"load_course", "check_course"} <= commands()
    assert undocumented(commands(), "manage.py {}") == []


def test_every_make_target_is_documented():
    assert {"up", "test"} <= targets()
    assert undocumented(targets(), "make {}") == []


def test_every_environment_variable_is_documented():
    assert {"DATABASE_URL", "REDIS_URL", "PORT"} <= variables()
    assert undocumented(variables(), "`{}`") == []


def test_every_verdict_is_documented():
    assert undocumented({verdict.value for verdict in Verdict}, "`{}`") == []


def test_every_question_type_is_documented():
    assert "matching" in question_types()
    assert undocumented(question_types(), "`{}`") == []


def test_a_word_that_no_document_holds_is_named():
    assert undocumented({"no_such_verdict", "DATABASE_URL"}, "`{}`") == ["no_such_verdict"]


@pytest.mark.parametrize("path", sorted(documents()), ids=str)
def test_links_between_documents_lead_somewhere(path: Path):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", documents()[path])
    broken = [link for link in links if not (ROOT / path.parent / link).exists()]
    assert broken == []
