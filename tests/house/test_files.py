"""What lies where: few entries at the top, small text files, nobody else's code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, python_files, text, tree

TOP = {
    *("manage.py", "courseware", "grader", "labs", "quizzes", "tests", "requirements.txt"),
    *("README.md", "Makefile", "pyproject.toml", ".ci", "docs", "deploy", "frontend", "client"),
    *(".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "SECURITY.md"),
}
CODE = {".py", ".ts", ".mjs", ".css", ".html"}
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_BYTES = 150_000
OTHERS_CODE = {"node_modules", "site-packages", "vendor", "third_party", "dist"}


def test_the_top_level_holds_the_agreed_entries_only():
    assert {path.parts[0] for path in files()} - TOP == set()


def test_every_file_is_small_text():
    wrong = []
    for path in files():
        raw = (ROOT / path).read_bytes()
        # gettext reads all texts of a language from one file.
        if len(raw) > MOST_BYTES and path.suffix != ".po":
            wrong.append(f"{path}: {len(raw)} bytes")
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{path}: not text")
    assert wrong == []


def test_nobody_elses_code_is_committed():
    assert [str(path) for path in files() if OTHERS_CODE & set(path.parts)] == []
    assert [str(path) for path in files() if ".min." in path.name] == []


def test_no_file_of_code_is_too_long():
    long = [
        f"{path}: {lines} lines"
        for path in files()
        if path.suffix in CODE and (lines := _lines_of_code(path)) > MOST_LINES
    ]
    assert long == []


def test_no_function_is_too_long():
    long = [
        f"{path}:{node.lineno}: {node.name} has {lines} lines"
        for path in python_files("grader", "courseware", "labs", "quizzes", "deploy")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := _lines_without_docstring(node)) > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "core", "misc"])
def test_no_folder_or_module_is_called(word: str):
    assert [str(path) for path in files() if word in path.with_suffix("").parts] == []


def test_tests_are_no_package():
    """Their files may share names then; what benchmarks import is none of them."""
    packages = {path.parent for path in python_files("tests") if path.name == "__init__.py"}
    assert [path for path in packages if path.parts[:2] != ("tests", "bench")] == []


def test_a_long_function_is_counted_without_its_docstring():
    function = ast.parse('def f():\n    """One.\n\n    Two."""\n    return 1\n').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert _lines_without_docstring(function) == 2


def _lines_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return lines - _lines_of_docstring(node)


def _lines_of_code(path: Path) -> int:
    """Docstrings may be as long as they are useful; what they explain may not."""
    lines = text(path).count("\n")
    if path.suffix == ".py" and lines > MOST_LINES:  # to parse all files takes seconds
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        lines -= sum(
            _lines_of_docstring(node)
            for node in ast.walk(tree(path))
            if isinstance(node, documented)
        )
    return lines


def _lines_of_docstring(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
) -> int:
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def test_paths_hold_no_spaces_and_differ_in_more_than_case():
    names = [str(path) for path in files()]
    assert [name for name in names if " " in name] == []
    assert len({name.lower() for name in names}) == len(names)
