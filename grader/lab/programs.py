"""The Python files of a lab: read as syntax, or executed where the grader needs what they define.

Executed are ``reference.py``, ``cases.py`` and ``workload.py``, in the trusted process: they are
the operator's own files. Mistakes run in the sandbox. Solutions do too when they are graded; with a
change they run in the trusted process (`grader.feedback.mutations`).
"""

from __future__ import annotations

import ast
import copy
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.files.faults import Faults, did_you_mean
from grader.lab.metadata import parse_signature
from grader.lab.model import Function

_MOST_CHARS = 300
"""Of an exception's text in a fault."""


def parse(path: Path, text: str, faults: Faults) -> ast.Module | None:
    """The syntax tree of a file, or ``None`` and a fault with its line."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        faults.add(path, line, f"is not Python: {getattr(error, 'msg', error)}")
        return None


def check_functions(
    path: Path,
    tree: ast.Module,
    functions: Sequence[Function],
    faults: Faults,
    *,
    signatures: bool,
) -> None:
    """Reports functions that are not defined.

    Args:
        path: of the file, for faults.
        tree: its syntax tree.
        functions: that it has to define.
        faults: gets a fault for each function that is missing.
        signatures: also report those that have other arguments.
    """
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    named = set(defined) | _assigned_names(tree)
    for function in functions:
        if function.name not in named:
            near = did_you_mean(function.name, sorted(named))
            faults.add(path, 1, f"{function.name} is not defined.{near}")
        elif signatures and function.name in defined:
            _check_signature(path, defined[function.name], function, faults)


def _check_signature(
    path: Path, definition: ast.FunctionDef, function: Function, faults: Faults
) -> None:
    expected = parse_signature(function.signature)
    if expected is not None and _arguments(definition) != _arguments(expected):
        found = f"{definition.name}({_arguments(definition)})"
        message = f"{found} is defined; lab.yaml says {function.signature}"
        faults.add(path, definition.lineno, message)


def _arguments(definition: ast.FunctionDef) -> str:
    """The arguments without annotations."""
    arguments = copy.deepcopy(definition.args)
    for node in ast.walk(arguments):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(arguments)


def _assigned_names(tree: ast.Module) -> set[str]:
    """Names that a module's top level assigns or imports."""
    assigned = {
        node.id
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for node in ast.walk(target)
        if isinstance(node, ast.Name)
    }
    imported = {
        alias.asname or alias.name
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    return assigned | imported


def check_docstring(path: Path, tree: ast.Module, faults: Faults, what: str) -> str:
    """A module's docstring in one line; a fault that asks for ``what`` when there is none."""
    text = ast.get_docstring(tree) or ""
    if not text.strip():
        faults.add(path, 1, f"has no docstring; write {what}")
    return " ".join(text.split())


def execute(path: Path, text: str, faults: Faults) -> dict[str, Any] | None:
    """The names that a file defines when it is executed, or ``None`` and a fault with its line."""
    module = ModuleType(f"lab_{path.parent.name}_{path.stem}")
    module.__file__ = str(path)
    try:
        exec(compile(text, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:  # the author's code may raise anything
        faults.add(path, line_in(path, error), f"cannot be executed: {describe_exception(error)}")
        return None
    return module.__dict__


def line_in(path: Path, error: BaseException) -> int:
    """The innermost line of ``path`` among the frames of an exception."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in reversed(frames) if f.filename == str(path)), 1)


def describe_exception(error: BaseException) -> str:
    """``ValueError: unknown kind``: the first line, cut at a length that fits a fault."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return text.splitlines()[0][:_MOST_CHARS]
