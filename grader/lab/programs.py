"""The Python files of a lab: read as syntax, or executed where the grader needs what they define.

Executed are ``reference.py``, ``cases.py`` and ``workload.py``, in the trusted process: they are
the operator's own files. Solutions and mistakes only ever run in the sandbox.
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


def parse(path: Path, text: str, faults: Faults) -> ast.Module | None:
    """The syntax of a file, or ``None`` and a fault."""
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
    """Faults where a function is not defined or, with ``signatures``, has other arguments."""
    defined = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    named = set(defined) | _assigned(tree)
    for function in functions:
        if function.name not in named:
            near = did_you_mean(function.name, sorted(named))
            faults.add(path, 1, f"{function.name} is not defined.{near}")
        elif signatures and function.name in defined:
            _check_signature(path, defined[function.name], function, faults)


def _check_signature(path: Path, found: ast.FunctionDef, asked: Function, faults: Faults) -> None:
    wanted = parse_signature(asked.signature)
    if wanted is not None and _bare(found) != _bare(wanted):
        here = f"{found.name}({_bare(found)})"
        faults.add(path, found.lineno, f"{here} is defined; lab.yaml says {asked.signature}")


def _bare(definition: ast.FunctionDef) -> str:
    """The arguments without annotations."""
    arguments = copy.deepcopy(definition.args)
    for node in ast.walk(arguments):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(arguments)


def _assigned(tree: ast.Module) -> set[str]:
    names = {
        n.id
        for s in tree.body
        if isinstance(s, ast.Assign)
        for t in s.targets
        for n in ast.walk(t)
        if isinstance(n, ast.Name)
    }
    imported = {
        a.asname or a.name for s in tree.body if isinstance(s, ast.ImportFrom) for a in s.names
    }
    return names | imported


def check_docstring(path: Path, tree: ast.Module, faults: Faults, what: str) -> str:
    text = ast.get_docstring(tree) or ""
    if not text.strip():
        faults.add(path, 1, f"has no docstring; write {what}")
    return " ".join(text.split())


def execute(path: Path, text: str, faults: Faults) -> dict[str, Any] | None:
    """The names that a file defines when executed, or ``None`` and a fault with its line."""
    module = ModuleType(f"lab_{path.parent.name}_{path.stem}")
    module.__file__ = str(path)
    try:
        exec(compile(text, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:  # whatever an author's file does is a fault to show
        faults.add(path, line_in(path, error), f"cannot be executed: {said(error)}")
        return None
    return module.__dict__


def line_in(path: Path, error: BaseException) -> int:
    """The innermost line of ``path`` among the frames of an exception."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in reversed(frames) if f.filename == str(path)), 1)


def said(error: BaseException) -> str:
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return text.splitlines()[0][:300]
