"""Public functions of the grader say what they do, and every function has types."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import python_files, tree

Function = ast.FunctionDef | ast.AsyncFunctionDef
GUEST = "grader/sandbox/guest/"
"""Modules of the program inside the sandbox; what they offer is called by each other alone."""
CONTRACTS = {
    "Freezer": {"freeze", "check", "thaw", "close"},
    "Process": {"attach", "kill", "wait", "close"},
}
"""Methods that a Protocol documents, by the end of the names of the classes that have them."""


def functions(
    body: list[ast.stmt], owner: str = "", public: bool = True
) -> Iterator[tuple[str, Function, bool]]:
    """(name, function, public) of functions and methods; inner functions are not public."""
    for node in body:
        name = f"{owner}{getattr(node, 'name', '')}"
        if isinstance(node, ast.ClassDef):
            yield from functions(node.body, f"{name}.", public and not node.name.startswith("_"))
        elif isinstance(node, Function):
            yield name, node, public and not node.name.startswith("_")
            yield from functions(node.body, f"{name}.", False)


def _is_documented(name: str, node: Function) -> bool:
    if ast.get_docstring(node):
        return True
    if any(isinstance(d, ast.Attribute) and d.attr == "setter" for d in node.decorator_list):
        return True  # the property has the docstring
    owner, _, method = name.rpartition(".")
    return any(owner.endswith(end) and method in methods for end, methods in CONTRACTS.items())


def undocumented(source: ast.Module) -> list[str]:
    """Public functions, methods and classes without a docstring."""
    classes = [
        node.name
        for node in source.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    missing = [
        name
        for name, node, public in functions(source.body)
        if public and not _is_documented(name, node)
    ]
    return classes + missing


def untyped(source: ast.Module) -> list[str]:
    """Functions with a parameter or a result that has no annotation."""
    return [name for name, node, _ in functions(source.body) if not _is_typed(node)]


def _is_typed(node: Function) -> bool:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    own = {"self", "cls"}
    typed = all(argument.annotation or argument.arg in own for argument in named)
    return typed and node.returns is not None


def test_public_functions_and_classes_have_docstrings() -> None:
    wrong = [
        f"{path}: {name}"
        for path in python_files("grader")
        if not str(path).startswith(GUEST)
        for name in undocumented(tree(path))
    ]
    assert wrong == []


def test_modules_have_docstrings() -> None:
    wrong = [str(path) for path in python_files("grader") if not ast.get_docstring(tree(path))]
    assert wrong == []


def test_every_function_is_typed() -> None:
    wrong = [f"{path}: {name}" for path in python_files("grader") for name in untyped(tree(path))]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): ...", ["f"]),
        ('def f():\n    """Says."""\n    def g(): ...', []),
        ("def _f(): ...", []),
        ("class A: ...", ["A"]),
        ('class A:\n    """Says."""\n    def f(self): ...', ["A.f"]),
        ('class A:\n    """Says."""\n    def _f(self): ...\n    def __len__(self): ...', []),
        ("class _A:\n    def f(self): ...", []),
    ],
)
def test_missing_docstring_is_found(source: str, names: list[str]) -> None:
    assert undocumented(ast.parse(source)) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x: int) -> int: ...", []),
        ("def f(x) -> int: ...", ["f"]),
        ("def f(x: int): ...", ["f"]),
        ("def f(*args, **kwargs: int) -> None: ...", ["f"]),
        ("class A:\n    def f(self) -> None:\n        def g(x): ...", ["A.f.g"]),
    ],
)
def test_missing_annotation_is_found(source: str, names: list[str]) -> None:
    assert untyped(ast.parse(source)) == names
