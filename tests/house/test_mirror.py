"""Tests stand where their modules stand: `a/b/c.py` has `tests/a/b/test_c.py`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.tree import files, python_files, text, tree

PACKAGES = ("grader", "courseware", "labs", "quizzes", "deploy")
LEAST_SHARE = 0.9
LEAST_TESTS = 1.05
# Files without logic of their own: declarations that Django reads, and programs of students.
NOT_COUNTED = {"apps.py", "urls.py"}


def modules(package: str) -> list[Path]:
    return [path for path in python_files(package) if _counts(path)]


def mirrored(module: Path) -> Path:
    """The mirrored place; a package's own code is tested in a file named after the package."""
    name = module.parent.name if module.name == "__init__.py" else module.stem.strip("_")
    return Path("tests", *module.parts[:-1], f"test_{name}.py")


def lines(paths: list[Path]) -> int:
    """Lines that are neither empty nor a comment alone, nor part of a docstring.

    Docstrings may be as long as they are useful: the formulas of the reference need no tests.
    """
    count = 0
    for path in paths:
        stripped = [line.strip() for line in text(path).splitlines()]
        kept = set(range(1, len(stripped) + 1)) - _docstrings(tree(path))
        count += sum(1 for n in kept if stripped[n - 1] and not stripped[n - 1].startswith("#"))
    return count


def _docstrings(module: ast.Module) -> set[int]:
    """Numbers of the lines that docstrings take."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = (
        node.body[0]
        for node in ast.walk(module)
        if isinstance(node, documented) and ast.get_docstring(node) is not None
    )
    return {n for node in first for n in range(node.lineno, (node.end_lineno or 0) + 1)}


def test_docstrings_are_not_counted_as_code():
    module = ast.parse('"""One.\n\nTwo."""\n\n\ndef f():\n    """Three."""\n    return "four"\n')
    assert _docstrings(module) == {1, 2, 3, 7}


@pytest.mark.parametrize("package", PACKAGES)
def test_nearly_every_module_has_a_test_file_in_the_mirrored_place(package: str):
    found = modules(package)
    missing = [str(path) for path in found if mirrored(path) not in set(files())]
    assert 1 - len(missing) / len(found) >= LEAST_SHARE, missing


@pytest.mark.slow
def test_there_is_a_line_of_test_for_each_line_of_code():
    """In all; programs in which tests hold attacks, solutions and mistakes are not counted."""
    code = lines([path for package in PACKAGES for path in modules(package)])
    tests = lines([path for path in python_files("tests") if not _is_program(path)])
    assert tests / code >= LEAST_TESTS, f"{tests} lines of test, {code} lines of code"


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("labs/models.py", "tests/labs/test_models.py"),
        ("grader/reference/_rules.py", "tests/grader/reference/test_rules.py"),
        ("deploy/up/__main__.py", "tests/deploy/up/test_main.py"),
        ("grader/measuring/__init__.py", "tests/grader/measuring/test_measuring.py"),
    ],
)
def test_the_mirrored_place_of_a_module(module: str, test: str):
    assert mirrored(Path(module)) == Path(test)


def _counts(path: Path) -> bool:
    if path.name in NOT_COUNTED or "migrations" in path.parts:
        return False
    if {"catalogue", "planted_code"} & set(path.parts):  # one test tries every lab and figure
        return False
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return path.name != "__init__.py" or any(
        isinstance(node, definitions) for node in ast.walk(tree(path))
    )


def _is_program(path: Path) -> bool:
    """A submission, an attack or a benchmark, which is no test."""
    return (
        path.parts[1] == "bench"
        or (path.parts[1] == "attacks" and not path.name.startswith("test_"))
        or path.parts[1:3] == ("catalogue", "honest")
    )
